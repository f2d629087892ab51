/**
 * What is asked: the derivative, as a chain where it is one, under which assumptions, at which numbers, in which notation.
 * In: what is shown. Out: the card at the top.
 */
import {
  type ChainLink,
  DERIVATIVE_NOTATIONS,
  type DerivativeNotation,
  NETWORK_LAYOUTS,
  type NetworkLayout,
} from '../../../../server/src/protocol';
import type { Shown } from '../messages';
import type { Actions, Reading } from './actions';
import { select, toggle } from './controls';
import { type Attributes, element } from './dom';
import { domain, equation, letter, list, NO_FORMULA } from './formulas';
import type { Outline } from './rows';
import { colourOf, typeset } from './typeset';

export function problem(shown: Shown, { names }: Outline, reading: Reading, actions: Actions): HTMLElement {
  const { quantity, constants, conditions, steps, network, chain } = shown.derivation;
  // A network's first line is about the loss, not about what is asked.
  const asked = network ? undefined : steps[0]?.before;
  const isGuessing = reading.level === 'next' && reading.revealed === 0;
  const notes = [
    ...(constants.length > 0 ? [`${list(constants)} ${constants.length > 1 ? 'are' : 'is'} held constant`] : []),
    ...domain(conditions),
    ...(network?.layout === undefined ? [] : [network.layout]),
  ];
  return element(
    'section',
    { class: 'problem', 'aria-label': 'What is differentiated' },
    chain && !shown.hidden && !isGuessing
      ? product(shown, chain, names, actions)
      : element('div', { class: 'asked' }, typeset(asked ? equation(quantity, asked) : quantity)),
    element('div', { class: 'choices' }, choices(shown, actions)),
    shown.hidden ? undefined : numbers(shown, actions),
    notes.length > 0 ? element('p', { class: 'notes' }, ...notes.map((note) => element('span', {}, note))) : undefined,
  );
}

/** dh/dx = dh/du · du/dx, each factor with what it is the slope of below it, in the colour that it has on the page. */
function product(
  { derivation }: Shown,
  chain: readonly ChainLink[],
  names: readonly string[],
  actions: Actions,
): HTMLElement {
  const { quantity } = derivation;
  const links = chain.flatMap(({ quantity: factor, function: meaning, name, source }, i) => [
    element('span', { class: 'sign', 'aria-hidden': 'true' }, i === 0 ? '=' : '⋅'),
    element(
      'button',
      {
        class: `link ${colourOf(name ?? derivation.function, names) ?? ''}`,
        'data-key': `link ${i}`,
        title: `Go to the source of ${meaning.unicode}`,
        mouseenter: () => actions.point(source),
        mouseleave: () => actions.point([]),
        focus: () => actions.point(source),
        blur: () => actions.point([]),
        click: () => actions.goTo(source[0]),
      },
      typeset(factor),
      element('span', { class: 'meaning' }, typeset(meaning)),
    ),
  ]);
  return element(
    'div',
    { class: 'chain', role: 'group', 'aria-label': 'The chain rule' },
    element('span', { class: 'whole' }, typeset(quantity)),
    ...links,
  );
}

const NOTATIONS: Readonly<Record<DerivativeNotation, string>> = {
  leibniz: '∂f/∂x',
  subscript: 'fₓ',
  dependent: 'dy/dx',
};
const LAYOUTS: Readonly<Record<NetworkLayout, string>> = { row: 'x @ W', pytorch: 'x @ Wᵀ, as PyTorch' };

const choices = ({ writing, derivation }: Shown, { write }: Actions): HTMLElement =>
  derivation.network
    ? select('Layout of weights', 'layout', NETWORK_LAYOUTS, writing.layout, (layout) => write({ layout }), LAYOUTS)
    : select(
        'Notation',
        'notation',
        DERIVATIVE_NOTATIONS,
        writing.notation,
        (notation) => write({ notation }),
        NOTATIONS,
      );

/** A number for each parameter: steps can show them, graph and plot start there. */
function numbers({ target, suggestedPoint, derivation }: Shown, actions: Actions): HTMLElement | undefined {
  if (!suggestedPoint) return undefined;
  const current = { ...suggestedPoint, ...given(derivation.point), ...target.at };
  const inputs = Object.entries(current).map(([name, value]) => {
    const attributes: Attributes = {
      type: 'text',
      class: 'number',
      value,
      size: String(Math.min(12, Math.max(3, value.length))),
      spellcheck: 'false',
      autocomplete: 'off',
      'data-key': `number ${name}`,
      'aria-label': `${name} is`,
      change: () => actions.choose({ at: { ...current, [name]: input.value } }),
    };
    const input: HTMLInputElement = element('input', attributes);
    return element('label', {}, typeset(equation(letter(name), NO_FORMULA)), input);
  });
  const isOn = target.withNumbers === true || derivation.point !== undefined;
  return element(
    'div',
    { class: 'numbers', role: 'group', 'aria-label': 'Numbers' },
    element('span', {}, 'at'),
    ...inputs,
    toggle('numbers', 'put in the numbers', isOn, () => actions.choose({ at: current, withNumbers: !isOn }), {
      class: 'chip',
    }),
  );
}

const given = (point: Shown['derivation']['point']): Record<string, string> =>
  Object.fromEntries(Object.entries(point?.at ?? {}).map(([name, { text }]) => [name, text]));
