/**
 * One spelling for each sum of products of indexed entries: summed indices are named by how they occur, so that two forms
 * are equal where they are spelled alike. Colours are refined as in McKay and Piperno, Practical graph isomorphism II
 * (2014); what they leave open is tried.
 */
import { type Factor, type Form, type Index, isPlace, leastOrder, type Term } from './index-form-terms';
import { isOne, isZero, type Rational, ZERO } from './rational';

/** The coefficients by spelling, without those that are 0. */
export function spelled(form: Form): ReadonlyMap<string, Rational> {
  const found = new Map<string, Rational>();
  for (const term of form) {
    const name = spelling(term);
    found.set(name, (found.get(name) ?? ZERO).add(term.coefficient));
  }
  return new Map([...found].filter(([, coefficient]) => !isZero(coefficient)));
}

export const formText = (form: Form): string =>
  [...spelled(form)]
    .map(([name, coefficient]) => `${coefficient.s * coefficient.n}/${coefficient.d}*${name}`)
    .sort()
    .join(' + ');

/** At most so many namings of one term are compared. */
const MOST_NAMINGS = 720;

/** The factors with canonical names for the summed indices. */
function spelling(term: Term): string {
  const colours = refined(term);
  const groups = new Map<string, Index[]>();
  for (const index of term.sums.keys()) {
    const colour = colours.get(index) ?? '';
    groups.set(colour, [...(groups.get(colour) ?? []), index]);
  }
  const ordered = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, indices]) => indices);
  let least: string | undefined;
  for (const order of orders(ordered)) {
    const names = new Map(order.map((index, i) => [index, `s${i}`]));
    const text = textOf(term, (index) => names.get(index) ?? index);
    if (least === undefined || text < least) least = text;
  }
  const lengths = ordered.flat().map((index) => lengthText(term, index));
  return `${least} over ${lengths.join(', ')}`;
}

const lengthText = (term: Term, index: Index): string => formText(term.sums.get(index) ?? []);

const textOf = ({ factors }: Term, label: (index: Index) => string): string =>
  factors
    .map((factor) => factorText(factor, leastOrder(factor, label)))
    .sort()
    .join('*');

export const factorText = ({ key, exponent }: Factor, indices: readonly string[]): string =>
  `${key}[${indices.join(' ')}]${isOne(exponent) ? '' : `^${exponent.s * exponent.n}/${exponent.d}`}`;

/** A colour for each summed index: where it stands, and beside which others. */
function refined(term: Term): ReadonlyMap<Index, string> {
  const summed = [...term.sums.keys()];
  let colours = new Map(summed.map((index) => [index, lengthText(term, index)]));
  for (let round = 0; round < summed.length; round++) {
    const next = new Map(summed.map((index) => [index, signature(term, index, colours)]));
    const ranks = [...new Set(next.values())].sort();
    const renewed = new Map(summed.map((index) => [index, `?${ranks.indexOf(next.get(index) ?? '')}`]));
    const isFiner = ranks.length > new Set(colours.values()).size;
    colours = renewed;
    if (!isFiner && round > 0) break;
  }
  return colours;
}

function signature({ factors }: Term, index: Index, colours: ReadonlyMap<Index, string>): string {
  const label = (one: Index): string => (one === index ? '!' : (colours.get(one) ?? one));
  const around = factors
    .filter(({ indices }) => indices.includes(index))
    .map((factor) => factorText(factor, leastOrder(factor, label)))
    .sort();
  return `${colours.get(index)} ${around.join(' ')}`;
}

/** The orders of all indices that keep the order of the groups. */
function* orders(groups: readonly (readonly Index[])[]): Iterable<readonly Index[]> {
  const [first, ...others] = groups;
  const size = groups.reduce((product, group) => product * factorial(group.length), 1);
  if (!first) yield [];
  else if (size > MOST_NAMINGS) yield groups.flat();
  else for (const head of permutations(first)) for (const tail of orders(others)) yield [...head, ...tail];
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

export function* permutations<T>(items: readonly T[]): Iterable<readonly T[]> {
  if (items.length < 2) yield items;
  for (const [i, item] of items.length < 2 ? [] : items.entries()) {
    for (const rest of permutations([...items.slice(0, i), ...items.slice(i + 1)])) yield [item, ...rest];
  }
}

/** The indices of a form that are not summed in it, in the order in which they occur. */
export function outerIndices(...forms: readonly Form[]): readonly Index[] {
  const found = new Set<Index>();
  for (const { factors, sums } of forms.flat()) {
    for (const index of factors.flatMap(({ indices }) => indices)) if (!sums.has(index)) found.add(index);
  }
  return [...found].filter((index) => !isPlace(index));
}
