/** What stands around the drawings to be turned. In: names, what is chosen, who hears. Out: chips, selects, sliders, fields. */
import { element } from '../dom';
import { numberOf, onGrid, roundBelow } from './figures';
import { clamped, within } from './interval';
import { mathLine } from './letters';

export const button = (label: string, title: string, click: () => void, kind = 'quiet'): HTMLButtonElement =>
  element(
    'button',
    { type: 'button', class: kind, title, 'aria-label': title, click, 'data-key': `plot ${title}` },
    label,
  );

/** Up to two parameters: a chip for each way to plot them. More: a list for each axis. */
export function axesChoice(
  parameters: readonly string[],
  axes: readonly string[],
  choose: (axes: readonly string[]) => void,
): readonly HTMLElement[] {
  if (parameters.length < 2) return [];
  if (parameters.length === 2) {
    return [parameters, ...parameters.map((name) => [name])].map((each) =>
      element(
        'button',
        {
          type: 'button',
          class: 'chip',
          'data-key': `axes ${each.join()}`,
          'aria-pressed': String(each.join() === axes.join()),
          click: () => choose(each),
        },
        each.length === 2 ? `map over ${each.join(', ')}` : `over ${each.join()}`,
      ),
    );
  }
  const [across, up] = axes;
  const list = (label: string, names: readonly string[], chosen: string, hear: (name: string) => void): HTMLElement => {
    const options = names.map((name) =>
      element('option', { value: name, selected: name === chosen }, name || 'nothing'),
    );
    const select = element('select', { 'data-key': `axis ${label}`, change: () => hear(select.value) }, ...options);
    return element('label', {}, label, select);
  };
  return [
    list('over', parameters, across ?? '', (name) => choose(up && up !== name ? [name, up] : [name])),
    list('and', ['', ...parameters.filter((name) => name !== across)], up ?? '', (name) =>
      choose(name && across ? [across, name] : axes.slice(0, 1)),
    ),
  ];
}

/** A slider whose positions are those of `values`; what is said is the value. */
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

/** The slider of a number reaches from −limit to limit: twice as far as the number, and round. */
export function limitAround(x: number): number {
  if (x === 0) return 5;
  const below = roundBelow(2 * Math.abs(x));
  return below < 2 * Math.abs(x) ? Number((roundBelow(below * 2.5) || below).toPrecision(1)) : below;
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
