/** Parameters and the axes that they are. In: names, what is chosen, who hears. Out: chips or lists for the axes, a row for each parameter. */
import { select, toggle } from '../controls';
import { element } from '../dom';
import { numberOf, onGrid, roundBelow } from '../figures';
import { clamped, within } from './interval';
import { mathLine } from './letters';
import { slider } from './slider';

/** Up to two parameters: a chip for each way to plot them. More: a list for each axis. */
export function axesChoice(
  parameters: readonly string[],
  axes: readonly string[],
  choose: (axes: readonly string[]) => void,
): readonly HTMLElement[] {
  if (parameters.length < 2) return [];
  if (parameters.length === 2) {
    return [parameters, ...parameters.map((name) => [name])].map((each) => {
      const words = each.length === 2 ? `map over ${each.join(', ')}` : `over ${each.join()}`;
      return toggle(`axes ${each.join()}`, words, each.join() === axes.join(), () => choose(each), { class: 'chip' });
    });
  }
  const [across = '', up = NOTHING] = axes;
  const others = parameters.filter((name) => name !== across);
  return [
    labelled('over', parameters, across, (name) => choose(up === NOTHING || up === name ? [name] : [name, up])),
    labelled('and', [NOTHING, ...others], up, (name) => choose(name === NOTHING ? [across] : [across, name])),
  ];
}

/** No name has a space. */
const NOTHING = 'no other';
const labelled = (label: string, names: readonly string[], chosen: string, hear: (name: string) => void): HTMLElement =>
  element('label', {}, label, select(label, `axis ${label}`, names, chosen, hear));

/** The slider of a number reaches from −limit to limit: twice as far as the number, and round. */
export function limitAround(x: number): number {
  if (x === 0) return 5;
  // Beyond these a hundredth of it has no digits that could be written.
  const size = clamped(2 * Math.abs(x), [1e-90, 1e300]);
  const below = roundBelow(size);
  return below < size ? Number(roundBelow(below * 2.5).toPrecision(1)) : below;
}

/** A parameter: its name, a slider where it is no axis, and a field for what only hands can write (`pi/2`). */
export function parameterRow(name: string, hear: (text: string, isLast: boolean) => void) {
  let limit = 0;
  const slide = slider(name, (position, isLast) => hear(String(onGrid(position, limit / 100)), isLast));
  const field = element('input', {
    type: 'text',
    size: '8',
    spellcheck: 'false',
    autocomplete: 'off',
    'aria-label': `${name} =`,
    'data-key': `field ${name}`,
    change: () => hear(field.value.trim(), true),
  });
  const row = element('div', { class: 'parameter' }, mathLine(`${name} =`), field, slide.element);
  return {
    element: row,
    show(text: string, isAxis: boolean): void {
      if (document.activeElement !== field) field.value = text;
      const x = numberOf(text) ?? 0;
      if (!within(x, [-limit, limit]) || limit === 0) limit = limitAround(x);
      slide.set({ low: -limit, high: limit, step: limit / 100, value: clamped(x, [-limit, limit]), text });
      slide.element.hidden = isAxis;
    },
  };
}
