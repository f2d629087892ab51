/**
 * Gradient descent beside its map: learning rate, number of steps, a button that walks. In: what to start with, answers. Out: the controls
 * and words, and what the reader chose. Nothing here takes a step: the path is the server's.
 */
import type { DescentResult } from '../../../../../server/src/protocol';
import { button } from '../controls';
import { element, wantsNoMotion } from '../dom';
import { spelled } from '../figures';
import { clamped } from './interval';
import { mathLine } from './letters';
import { lossStrip } from './loss';
import { slider } from './slider';

interface DescentActions {
  /** Another rate, or another number of steps. */
  changed(): void;
  /** As far as the path is to be drawn. */
  walked(steps: number): void;
}

type Path = Extract<DescentResult, { readonly kind: 'descent' }>['path'];

/** The most steps are asked for at the right end; positions are powers, for ten steps more matter less after a hundred. */
const MOST = 1000;
const FIRST = 30;
/** A walk takes at most so many ticks of so many milliseconds. */
const TICKS = 60;
const TICK = 90;

export function descentPanel(actions: DescentActions) {
  let suggested = 0.1;
  /** Where the sliders stand, as powers of ten; the rate's is the suggested one until the reader has moved it. */
  let place: { readonly rate: number | undefined; readonly steps: number } = {
    rate: undefined,
    steps: Math.log10(FIRST),
  };
  let path: Path = [];
  let name = 'f';
  let words = '';
  let step = FIRST;
  let walk: ReturnType<typeof setInterval> | undefined;

  const rates = slider('learning rate', (position) => {
    place = { ...place, rate: position };
    sync();
    actions.changed();
  });
  const counts = slider('steps', (position) => {
    place = { ...place, steps: position };
    stop();
    sync();
    actions.changed();
  });
  const texts = { rate: element('output', {}), steps: element('output', {}) };
  const play = button('▶ Walk', () => (walk === undefined ? begin() : stop()));
  const told = element('p', { class: 'told', role: 'status' });
  const strip = lossStrip();
  const panel = element(
    'div',
    { class: 'descent', role: 'group', 'aria-label': 'Gradient descent' },
    element(
      'div',
      { class: 'turners' },
      element('div', { class: 'parameter' }, element('span', {}, 'learning rate'), texts.rate, rates.element),
      element('div', { class: 'parameter' }, element('span', {}, 'steps'), texts.steps, counts.element),
      play,
    ),
    told,
    strip.element,
  );

  const rate = (): number => (place.rate === undefined ? suggested : Number((10 ** place.rate).toPrecision(2)));
  const steps = (): number => Math.round(10 ** place.steps);
  function sync(): void {
    const [center, rateText] = [Math.log10(suggested), spelled(rate(), 3)];
    rates.set({ low: center - 3, high: center + 2, step: 0.02, value: place.rate ?? center, text: rateText });
    counts.set({ low: 0, high: Math.log10(MOST), step: 0.02, value: place.steps, text: String(steps()) });
    texts.rate.textContent = rateText;
    texts.steps.textContent = String(steps());
  }

  function tell(): void {
    const [first] = path;
    const last = path[Math.min(step, path.length - 1)];
    const taken = Math.min(step, Math.max(0, path.length - 1));
    const parts = [
      ...(first?.value == null || last?.value == null || taken === 0
        ? []
        : [
            mathLine(`${name}: ${spelled(first.value, 4)} → ${spelled(last.value, 4)}`),
            ` after ${taken} ${taken === 1 ? 'step' : 'steps'}. `,
          ]),
      ...(walk === undefined ? [words] : []),
    ];
    told.replaceChildren(...parts);
    strip.show(finite(path), step, name);
  }

  function begin(): void {
    // Who wants no motion sees the whole way; the slider still goes step by step.
    if (wantsNoMotion()) {
      goTo(path.length - 1);
      return;
    }
    const by = Math.max(1, Math.ceil((path.length - 1) / TICKS));
    goTo(0);
    play.textContent = '■ Stop';
    walk = setInterval(() => {
      // Nobody watches where it has no width.
      if (step + by >= path.length - 1 || panel.clientWidth === 0) return stop();
      goTo(step + by);
    }, TICK);
  }
  function stop(): void {
    clearInterval(walk);
    walk = undefined;
    play.textContent = '▶ Walk';
    goTo(Math.max(0, path.length - 1));
  }
  function goTo(next: number): void {
    step = next;
    tell();
    actions.walked(step);
  }

  sync();
  return {
    element: panel,
    rate,
    steps,
    /** As far as it is drawn now. */
    step: (): number => step,
    suggest(next: number): void {
      suggested = next > 0 && Number.isFinite(next) ? next : 0.1;
      sync();
    },
    show(next: Path, said: string, of: string): void {
      [path, words, name] = [next, said, of];
      // A walk goes on over the new path; else all of it is seen.
      step = walk === undefined ? Math.max(0, path.length - 1) : clamped(step, [0, Math.max(0, path.length - 1)]);
      tell();
    },
    forget(): void {
      place = { rate: undefined, steps: Math.log10(FIRST) };
      stop();
    },
  };
}

const finite = (path: Path): readonly number[] =>
  path.map(({ value }) => value).filter((value) => value !== null && Number.isFinite(value)) as readonly number[];
