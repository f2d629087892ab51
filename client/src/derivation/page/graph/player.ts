/**
 * The steps of the sweep, one after the other. In: how many there are, and what to do when another is reached. Out: first, back,
 * play, forward, last. Where the reader wants no motion it still plays, without anything that moves.
 */
import { wantsNoMotion } from '../dom';

export interface Player {
  /** Steps taken; all is the whole graph, as it stands when nobody plays. */
  readonly taken: () => number;
  readonly isPlaying: () => boolean;
  go(taken: number): void;
  toggle(): void;
  stop(): void;
  /** Another graph, or other numbers in the same: then the reader stays where he is. */
  reset(steps: number, isOther: boolean): void;
}

/** Milliseconds for a step: the whole takes a minute at most. */
const STEP = 1100;
const WHOLE = 60_000;

/** `isNext`: by one step from the last. */
export function playerOf(changed: (isNext: boolean) => void): Player {
  let steps = 0;
  let taken = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const go = (next: number): void => {
    const before = taken;
    taken = Math.max(0, Math.min(steps, next));
    if (taken >= steps) stop();
    changed(taken === before + 1);
  };
  const tick = (): void => {
    timer = setTimeout(
      () => {
        tick();
        go(taken + 1);
      },
      Math.max(60, Math.min(STEP, WHOLE / Math.max(steps, 1))),
    );
  };
  return {
    taken: () => taken,
    isPlaying: () => timer !== undefined,
    go(next) {
      stop();
      go(next);
    },
    toggle() {
      if (timer !== undefined) {
        stop();
        changed(false);
        return;
      }
      tick();
      go(taken >= steps ? 1 : taken + 1);
    },
    stop,
    reset(count, isOther) {
      if (isOther) stop();
      taken = isOther || taken >= steps || taken > count ? count : taken;
      steps = count;
    },
  };
}

const TRAVEL = 420;

/** A point that travels along a path against its direction, as the gradient does. */
export function travel(point: SVGCircleElement, route: SVGPathElement): void {
  if (wantsNoMotion()) return;
  const length = route.getTotalLength();
  const began = performance.now();
  const own = String(began);
  point.dataset.travel = own;
  const frame = (time: number): void => {
    const part = Math.min(1, Math.max(0, (time - began) / TRAVEL));
    // Another travel has begun, or the drawing is gone.
    if (point.dataset.travel !== own || !route.isConnected) return;
    const { x, y } = route.getPointAtLength(length * (1 - part));
    point.setAttribute('cx', String(x));
    point.setAttribute('cy', String(y));
    point.classList.toggle('hidden', part >= 1);
    if (part < 1) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
