/** A slider whose positions are not its numbers. In: a range, and what is to be said at a position. Out: an input, and what it hears. */
import { element } from '../dom';

/** `isLast`: the reader has let go. What is said is `text`. */
export function slider(
  label: string,
  hear: (position: number, isLast: boolean) => void,
): { readonly element: HTMLInputElement; set(range: SliderRange): void } {
  const input = element('input', {
    type: 'range',
    'aria-label': label,
    'data-key': `slider ${label}`,
    input: () => hear(input.valueAsNumber, false),
    change: () => hear(input.valueAsNumber, true),
  });
  return {
    element: input,
    set({ low, high, step, value, text }) {
      [input.min, input.max, input.step] = [String(low), String(high), String(step)];
      input.value = String(value);
      input.setAttribute('aria-valuetext', text);
    },
  };
}
interface SliderRange {
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly value: number;
  readonly text: string;
}
