/** What the curve and the map have in common: a figure that shows answers, and what it may ask of the page around it. */
import type { About, Formula, Interval } from '../../../../../server/src/protocol';
import type { Ask } from '../../questions';
import { element } from '../dom';
import { equation } from '../formulas';
import type { Captioned } from '../save-picture';
import { typeset } from '../typeset';
import type { Numbers } from './numbers';

export interface Around {
  readonly ask: Ask;
  /** The function, with the numbers that hold now. */
  about(): About & { readonly at: Numbers };
  choose(numbers: Numbers, isLast: boolean): void;
  /** The reader looks at another range: it is to be asked for. */
  looked(): void;
}

export interface Side<Answer> {
  readonly element: HTMLElement;
  captioned(): Captioned;
  /** `asked`: the numbers that were asked with; `keeps`: heights stay, for the reader is sliding a number. */
  show(answer: Answer, asked: Numbers, keeps: boolean): void;
  /** What is shown, or only what the reader has chosen to look at. */
  ranges(which: 'shown' | 'chosen'): readonly Interval[] | undefined;
  zoom(factor: number): void;
  reset(): void;
  /** Another function or other axes. */
  forget(): void;
}

/** A formula of the caption; `kind` gives it a line that looks as it does in the drawing. */
export function captionLine(left: Formula, right: Formula, kind?: string): HTMLElement {
  const swatch = kind && element('span', { class: `swatch ${kind}`, 'aria-hidden': 'true' });
  return element('div', { class: 'caption-line' }, swatch, typeset(equation(left, right)));
}

export const heldLine = (held: readonly Formula[]): HTMLElement | undefined =>
  held.length === 0 ? undefined : element('div', { class: 'held' }, 'with', ...held.map((each) => typeset(each)));
