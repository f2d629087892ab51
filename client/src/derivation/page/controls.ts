/** Buttons and lists. In: names, what is chosen, who hears. Out: elements that know themselves by `data-key`. */
import { type Attributes, element } from './dom';

/** A plain button. */
export const button = (words: string, click: () => void, attributes: Attributes = {}): HTMLButtonElement =>
  element('button', { type: 'button', class: 'quiet', 'data-key': `button ${words}`, click, ...attributes }, words);

/** What a sign means, for the eye and the ear. */
const meaning = (title: string): Attributes => ({ title, 'aria-label': title });

/** One of several, or on and off. */
export const toggle = (
  key: string,
  words: string,
  isOn: boolean,
  click: () => void,
  attributes: Attributes = {},
): HTMLButtonElement =>
  element('button', { type: 'button', 'data-key': key, 'aria-pressed': String(isOn), click, ...attributes }, words);

/** `titles`: what each value is called, where that is not its own name. */
export function select<Value extends string>(
  label: string,
  key: string,
  values: readonly Value[],
  chosen: Value | undefined,
  choose: (value: Value) => void,
  titles?: Readonly<Record<Value, string>>,
): HTMLSelectElement {
  const options = values.map((value) =>
    element('option', { value, selected: value === chosen }, titles?.[value] ?? value),
  );
  const made: HTMLSelectElement = element(
    'select',
    {
      'aria-label': label,
      title: label,
      'data-key': key,
      change() {
        const value = values[made.selectedIndex];
        if (value !== undefined) choose(value);
      },
    },
    ...options,
  );
  return made;
}

interface PictureTools {
  readonly element: HTMLElement;
  /** Whether there is a picture that could be saved. */
  hasPicture(isThere: boolean): void;
}
/** By how much a press looks closer. */
export const CLOSER = 1.5;

/** What can be done with every picture. */
export function pictureTools(
  [words, title]: readonly [words: string, title: string],
  actions: { zoom(factor: number): void; reset(): void; save(type: 'svg' | 'png'): void },
): PictureTools {
  const files = (['svg', 'png'] as const).map((type) => {
    const name = type.toUpperCase();
    return button(name, () => actions.save(type), meaning(`Save as ${name}`));
  });
  return {
    element: element(
      'div',
      { class: 'tools', role: 'group', 'aria-label': 'View and file' },
      button('−', () => actions.zoom(1 / CLOSER), meaning('Zoom out')),
      button('+', () => actions.zoom(CLOSER), meaning('Zoom in')),
      button(words, actions.reset, meaning(title)),
      ...files,
    ),
    hasPicture(isThere) {
      for (const file of files) file.disabled = !isThere;
    },
  };
}
