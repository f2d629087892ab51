/** What it comes to, and at a point in numbers. In: a derivation. Out: the green line at its end. */
import type { DerivationPoint, Nested } from '../../../../server/src/protocol';
import type { Shown } from '../messages';
import type { Actions, Reading } from './actions';
import { element } from './dom';
import { spelled as decimals } from './figures';
import { domain, equation, letter, signed } from './formulas';
import type { Outline } from './rows';
import { checked, rule, where } from './steps';
import { typeset } from './typeset';

export function answer(
  { derivation }: Shown,
  { last, names }: Outline,
  reading: Reading,
  actions: Actions,
): HTMLElement {
  const { quantity, result, conditions, network, point } = derivation;
  const formulas =
    network && network.results.length > 1
      ? network.results.map((one) => element('div', { class: 'equation' }, typeset(equation(one.quantity, one.result))))
      : [typeset(equation(quantity, result), names)];
  return element(
    'section',
    { class: 'answer step', 'aria-label': 'Answer' },
    last ? rule(last) : element('div', { class: 'rule' }, element('b', {}, 'Answer')),
    element(
      'div',
      { class: 'line' },
      ...formulas,
      ...domain(conditions).map((text) => element('div', { class: 'where' }, text)),
      ...(point ? numbers(point, names) : []),
      last && where(last, names),
    ),
    last ? checked(last, result, reading.copyFormat, actions) : element('div', { class: 'check' }),
  );
}

/** The point, the parts of a chain there, and what is to be said of the value. */
function numbers(
  { at, value, reason, note, forward, links }: DerivationPoint,
  names: readonly string[],
): HTMLElement[] {
  const place = Object.entries(at).map(([name, formula]) => typeset(equation(letter(name), formula), names));
  const parts = [...forward, ...links].map(({ name, formula, value: number }) =>
    element('div', { class: 'where' }, typeset(equation(name, formula), names), typeset(signed(number), names)),
  );
  const words = [
    ...(reason === undefined ? [spelled(value)] : [`no value: ${reason}`]),
    ...(note === undefined ? [] : [note]),
  ];
  return [
    element('div', { class: 'where' }, element('span', {}, 'at'), ...place),
    ...parts,
    ...words.map((text) => element('div', { class: 'where' }, text)),
  ];
}

function spelled(value: Nested): string {
  if (value === null) return 'no value';
  return typeof value === 'number' ? decimals(value, 10) : `[${value.map(spelled).join(', ')}]`;
}
