/** Keys on the point of a drawing. In: what arrows, Home and End, + − 0 do. Out: a listener; and where a step of the arrows leads. */
import type { Interval } from '../../../../../server/src/protocol';
import { CLOSER } from '../controls';
import { onGrid, roundBelow } from '../figures';

interface Hands {
  /** Steps to the right and up; ten with shift. */
  arrows(right: number, up: number): void;
  /** To an end of what is shown. */
  end(which: 0 | 1): void;
  zoom(factor: number): void;
  reset(): void;
}

type Act = (hands: Hands, step: number) => void;
const closer: Act = (hands) => hands.zoom(1 / CLOSER);
const KEYS: Readonly<Record<string, Act>> = {
  ArrowRight: (hands, step) => hands.arrows(step, 0),
  ArrowLeft: (hands, step) => hands.arrows(-step, 0),
  ArrowUp: (hands, step) => hands.arrows(0, step),
  ArrowDown: (hands, step) => hands.arrows(0, -step),
  PageUp: (hands) => hands.arrows(0, 10),
  PageDown: (hands) => hands.arrows(0, -10),
  Home: (hands) => hands.end(0),
  End: (hands) => hands.end(1),
  '+': closer,
  '=': closer,
  '-': (hands) => hands.zoom(CLOSER),
  '0': (hands) => hands.reset(),
};

export function onKeys(handle: SVGElement, hands: Hands): void {
  handle.addEventListener('keydown', (event) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act(hands, event.shiftKey ? 10 : 1);
  });
}

const stepOf = ([low, high]: Interval): number => roundBelow((high - low) / 50);

/** The round number that lies `steps` fiftieths of the picture away. */
export function stepped(x: number, steps: number, shown: Interval): number {
  const step = stepOf(shown);
  return steps === 0 ? x : onGrid(x + steps * step, step);
}

/** The first or the last round number that is shown. */
export function endOf(shown: Interval, which: 0 | 1): number {
  const step = stepOf(shown);
  const near = onGrid(shown[which], step);
  const outward = which === 0 ? near < shown[0] : near > shown[1];
  return outward ? onGrid(near + (which === 0 ? step : -step), step) : near;
}
