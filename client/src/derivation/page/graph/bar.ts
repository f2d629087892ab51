/** The controls above the drawing and the legend below it. In: what each does. Out: elements, and how they are told what holds now. */
import { button, pictureTools } from '../controls';
import { element, svg } from '../dom';
import { SIGNS } from './labels';
import type { Player } from './player';

interface BarActions {
  folds(): void;
  zoom(factor: number): void;
  /** All of it in sight. */
  reset(): void;
  save(type: 'svg' | 'png'): void;
}
interface Bar {
  readonly element: HTMLElement;
  /** `folds`: what the button for all layers would do; none where there are no layers. */
  tell(player: Player, steps: number, folds: 'Open all layers' | 'Close all layers' | undefined): void;
}

const SHAPES = {
  first: 'M3.5 3v10M13 3.5 6.5 8l6.5 4.5z',
  back: 'M10 3.5 5.5 8l4.5 4.5',
  play: 'M4.5 3l8.5 5-8.5 5z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  next: 'M6 3.5 10.5 8 6 12.5',
  last: 'M12.5 3v10M3 3.5 9.5 8 3 12.5z',
} as const;
type Sign = keyof typeof SHAPES;

export function bar(player: Player, steps: () => number, actions: BarActions): Bar {
  const buttons = {
    first: icon('first', 'Back to the beginning', () => player.go(0)),
    back: icon('back', 'One step back', () => player.go(player.taken() - 1)),
    play: icon('play', 'Play the passes', () => player.toggle()),
    next: icon('next', 'One step on', () => player.go(player.taken() + 1)),
    last: icon('last', 'To the end', () => player.go(steps())),
  };
  const count = element('span', { class: 'count' });
  const folds = button('', actions.folds);
  const made = element(
    'div',
    { class: 'bar' },
    element(
      'div',
      { class: 'group', role: 'group', 'aria-label': 'Forward and backward pass, step by step', keydown: keys },
      ...Object.values(buttons),
      count,
    ),
    folds,
    pictureTools(['Fit', 'Fit the graph in'], actions).element,
  );
  function keys(event: Event): void {
    if (!(event instanceof KeyboardEvent)) return;
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    player.go(player.taken() + by);
  }
  return {
    element: made,
    tell({ taken, isPlaying }, steps, wish) {
      draw(buttons.play, isPlaying() ? 'pause' : 'play', isPlaying() ? 'Pause' : 'Play the passes');
      // Not `disabled`: the focus would fall off the button that the reader has just pressed.
      const atStart = String(taken() === 0);
      const atEnd = String(taken() === steps);
      for (const each of [buttons.first, buttons.back]) each.setAttribute('aria-disabled', atStart);
      for (const each of [buttons.next, buttons.last]) each.setAttribute('aria-disabled', atEnd);
      count.textContent = taken() === steps ? `${steps} steps` : `step ${taken()} of ${steps}`;
      folds.hidden = wish === undefined;
      folds.textContent = wish ?? '';
    },
  };
}

function icon(sign: Sign, title: string, click: () => void): HTMLButtonElement {
  const made = element(
    'button',
    { type: 'button', class: 'icon', click },
    svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path')),
  );
  draw(made, sign, title);
  return made;
}

function draw(made: HTMLButtonElement, sign: Sign, title: string): void {
  made.querySelector('path')?.setAttribute('d', SHAPES[sign]);
  made.setAttribute('aria-label', title);
  made.title = title;
}

export const legend = (gradient: string, path: string): HTMLElement =>
  element(
    'p',
    { class: 'legend' },
    element('span', { class: 'value' }, `${SIGNS.value} value, on the way there`),
    element('span', { class: 'gradient' }, `${SIGNS.gradient} gradient ${gradient}, on the way back`),
    element('span', { class: 'path' }, path),
  );
