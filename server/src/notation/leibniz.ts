/**
 * Leibniz's notation: ∂²f/∂x∂y, dh/dx of one parameter; f′ of a function that is called. In ASCII the language's own
 * `diff(f, x, y)`, which parses back. In: what is differentiated. Out: its three spellings.
 */
import { type DerivativeSpelling, orderOf, type Quantity, taken } from './derivatives';
import { texName } from './latex-names';
import { builtIn } from './line';
import { Level, type Names, piece, superscript } from './spelled';

/** One parameter: d; several: ∂, as in the textbook. */
const isOfSeveral = ({ parameters }: Quantity): boolean => parameters.length > 1;
/** Of so many parameters and orders a function that is called has primes. */
const hasPrimes = (of: Quantity): boolean => !isOfSeveral(of) && orderOf(of) <= 3;

const ascii: DerivativeSpelling = {
  quantity: (of, names) => piece(differential(of, names), Level.atom, 'word', 'bracket'),
  called: (of, names) =>
    piece(hasPrimes(of) ? `${of.name}${"'".repeat(orderOf(of))}` : differential(of, names), Level.atom, 'word'),
  applied: (body, of, names) => piece(differential({ ...of, name: body }, names), Level.atom, 'word', 'bracket'),
};

const unicode: DerivativeSpelling = {
  quantity: (of) => piece(ratio(of, isOfSeveral(of) ? '∂' : 'd'), Level.prefix, 'other'),
  called: (of) =>
    hasPrimes(of)
      ? piece(`${of.name}${'′'.repeat(orderOf(of))}`, Level.atom, 'word')
      : piece(ratio(of, '∂'), Level.prefix, 'word'),
  applied: (body, of) => piece(`${ratio(of, isOfSeveral(of) ? '∂' : 'd')} (${body})`, Level.prefix, 'word', 'bracket'),
};

const latex: DerivativeSpelling = {
  quantity: (of) => piece(fraction(of, isOfSeveral(of)), Level.product, 'other', 'other', true),
  called: (of) =>
    hasPrimes(of)
      ? piece(`${texName(of.name)}${"'".repeat(orderOf(of))}`, Level.atom, 'word')
      : piece(fraction(of, true), Level.atom, 'other'),
  applied: (body, of) =>
    piece(`${fraction(of, isOfSeveral(of))}\\left[${body}\\right]`, Level.atom, 'other', 'bracket', true),
};

export const LEIBNIZ = { ascii, unicode, latex };

/** `diff(f, x)`, `diff(f, x, 2)`, `diff(f, x, x, y)`. */
function differential(of: Quantity, names: Names): string {
  const all = taken({ name: of.name, parameters: of.parameters, orders: of.orders });
  const [first = ''] = all;
  const single = all.every((parameter) => parameter === first);
  const by = single && all.length > 1 ? [first, String(all.length)] : all;
  return `${builtIn('diff', { names })}(${[of.name, ...by].join(', ')})`;
}

/** `∂f/∂x`, `∂²f/∂x∂y`, `d²h/dx²`. */
function ratio(of: Quantity, d: 'd' | '∂'): string {
  const times = (count: number): string => (count > 1 ? superscript(String(count)) : '');
  const below = of.parameters.map((parameter, i) => {
    const count = of.orders[i] ?? 0;
    return count > 0 ? `${d}${parameter}${times(count)}` : '';
  });
  return `${d}${times(orderOf(of))}${of.name}/${below.join('')}`;
}

/** `\frac{dh}{dx}`, `\frac{\partial^{2} f}{\partial x \, \partial y}`. */
function fraction(of: Quantity, several: boolean): string {
  const d = several ? '\\partial' : 'd';
  const order = orderOf(of);
  const raised = (count: number): string => (count > 1 ? `^{${count}}` : '');
  const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(several ? ' ' : '');
  const below = of.parameters.flatMap((parameter, i) => {
    const count = of.orders[i] ?? 0;
    return count > 0 ? [`${joined(d, texName(parameter))}${raised(count)}`] : [];
  });
  const name = of.name === '' ? '' : texName(of.name);
  const above = order > 1 && name !== '' ? `${d}${raised(order)} ${name}` : joined(`${d}${raised(order)}`, name);
  return `\\frac{${above}}{${below.join(' \\, ')}}`;
}
