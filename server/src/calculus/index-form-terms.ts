/**
 * Sums of products of indexed entries (Einstein's notation): coefficient · A[i, s]·x[s]·δ(i, j) …, summed over s. In: terms.
 * Out: terms in which deltas are put in, equal factors are one, and sums over nothing are lengths.
 */
import { isInteger, isOne, isZero, ONE, type Rational } from './rational';

/** `f0` is free, `s7` is summed over, `#2` is a place, `a0` a parameter of an atom's own form. */
export type Index = string;

export const isPlace = (index: Index): boolean => index.startsWith('#');

export interface Factor {
  /** What it is, without its indices: `X`, `tanh(…)`, `δ`. */
  readonly key: string;
  readonly indices: readonly Index[];
  /** Orders of the indices that give the same value, the identity among them: a symmetric function of two indices. */
  readonly orders?: readonly (readonly number[])[];
  readonly exponent: Rational;
}

export interface Term {
  readonly coefficient: Rational;
  readonly factors: readonly Factor[];
  /** The summed indices; the length of each is a form. */
  readonly sums: ReadonlyMap<Index, Form>;
}
export type Form = readonly Term[];

/** Claims that need more are not decided this way. */
const MOST_TERMS = 400;
const MOST_FACTORS = 40;

export class TooLong extends Error {}

export const DELTA = 'δ';

export const constantForm = (value: Rational): Form =>
  isZero(value) ? [] : [{ coefficient: value, factors: [], sums: new Map() }];

export const atomForm = (key: string, indices: readonly Index[], exponent = ONE): Form => [
  { coefficient: ONE, factors: [{ key, indices, exponent }], sums: new Map() },
];

export const deltaForm = (a: Index, b: Index): Form => atomForm(DELTA, [a, b]);

export function addForms(...forms: readonly Form[]): Form {
  const all = forms.flat();
  if (all.length > MOST_TERMS) throw new TooLong();
  return all;
}

export const scaled = (form: Form, by: Rational): Form =>
  isZero(by) ? [] : form.map((term) => ({ ...term, coefficient: term.coefficient.mul(by) }));

/** Summed indices of different forms are different by how they are made. */
export function multiplyForms(...forms: readonly Form[]): Form {
  return forms.reduce((product, form) => {
    if (product.length * form.length > MOST_TERMS) throw new TooLong();
    return product.flatMap((left) =>
      form.flatMap((right) =>
        simplified({
          coefficient: left.coefficient.mul(right.coefficient),
          factors: [...left.factors, ...right.factors],
          sums: new Map([...left.sums, ...right.sums]),
        }),
      ),
    );
  }, constantForm(ONE));
}

/** The form summed over an index. */
export const summed = (form: Form, index: Index, length: Form): Form =>
  form.flatMap((term) => simplified({ ...term, sums: new Map([...term.sums, [index, length]]) }));

/** Indices put in the place of indices, all at once. */
export const renamed = (form: Form, names: ReadonlyMap<Index, Index>): Form =>
  form.flatMap((term) => simplified(renamedTerm(term, names)));

const renamedTerm = ({ coefficient, factors, sums }: Term, names: ReadonlyMap<Index, Index>): Term => {
  const name = (index: Index): Index => names.get(index) ?? index;
  return {
    coefficient,
    factors: factors.map((factor) => ({ ...factor, indices: factor.indices.map(name) })),
    sums: new Map([...sums].map(([index, length]) => [name(index), length])),
  };
};

/** A term with its deltas put in, equal factors together, and sums over what no factor depends on as lengths. */
export function simplified(term: Term): Form {
  if (term.factors.length > MOST_FACTORS) throw new TooLong();
  if (isZero(term.coefficient)) return [];
  const without = withoutDelta(term);
  if (without) return without.flatMap(simplified);
  const together = { ...term, factors: merged(term.factors) };
  const inverse = withoutInverse(together);
  if (inverse) return simplified(inverse);
  const used = new Set(together.factors.flatMap(({ indices }) => indices));
  const idle = [...together.sums].filter(([index]) => !used.has(index));
  const kept: Term = { ...together, sums: new Map([...together.sums].filter(([index]) => used.has(index))) };
  return idle.length === 0 ? [kept] : multiplyForms([kept], ...idle.map(([, length]) => length));
}

/** One delta put in; undefined where there is none that says something. */
function withoutDelta(term: Term): Form | undefined {
  for (const delta of term.factors) {
    const [a, b] = delta.indices;
    if (delta.key !== DELTA || a === undefined || b === undefined) continue;
    if (!isInteger(delta.exponent) || delta.exponent.s < 0n) continue;
    const factors = term.factors.filter((factor) => factor !== delta);
    if (a === b) return [{ ...term, factors }];
    if (isPlace(a) && isPlace(b)) return [];
    const gone = term.sums.has(b) ? b : term.sums.has(a) ? a : undefined;
    if (gone !== undefined) {
      const sums = new Map([...term.sums].filter(([index]) => index !== gone));
      return [renamedTerm({ ...term, factors, sums }, new Map([[gone, gone === a ? b : a]]))];
    }
    // Both stay: elsewhere the first stands for both, a place for what is free.
    const [from, to] = isPlace(a) || (!isPlace(b) && a < b) ? [b, a] : [a, b];
    const others = renamedTerm({ ...term, factors }, new Map([[from, to]]));
    const known = { ...delta, indices: [to, from], exponent: ONE };
    const isNew = factors.some(({ indices }) => indices.includes(from)) || !isOne(delta.exponent) || to !== a;
    if (isNew) return [{ ...others, factors: [...others.factors, known] }];
  }
  return undefined;
}

function merged(factors: readonly Factor[]): readonly Factor[] {
  const found = new Map<string, Factor>();
  for (const factor of factors) {
    const name = `${factor.key} ${leastOrder(factor).join(' ')}`;
    const known = found.get(name);
    found.set(name, known ? { ...known, exponent: known.exponent.add(factor.exponent) } : factor);
  }
  return [...found.values()].filter(({ exponent }) => !isZero(exponent));
}

/** The indices in the order that sorts first. */
export function leastOrder({ indices, orders }: Factor, label = (index: Index): string => index): readonly string[] {
  const labels = indices.map(label);
  if (!orders) return labels;
  const all = orders.map((order) => order.map((at) => labels[at] ?? ''));
  return all.reduce((least, one) => (one.join(' ') < least.join(' ') ? one : least));
}

/** What inv(A) is called for an A that is no more than its entries. */
const inverseKey = (matrix: string): string => `inv(1/1*${matrix}[a0 a1] over )`;

/** The sum over s of inv(A)[i, s]·A[s, k] is δ(i, k): wherever there is an inverse. */
function withoutInverse(term: Term): Term | undefined {
  const times = (index: Index): number =>
    term.factors.reduce((count, { indices }) => count + indices.filter((one) => one === index).length, 0);
  for (const inverse of term.factors) {
    if (!inverse.key.startsWith('inv(') || !isOne(inverse.exponent)) continue;
    const matrix = term.factors.find(({ key, exponent, indices }) => {
      if (inverse.key !== inverseKey(key) || !isOne(exponent)) return false;
      const [i, j] = inverse.indices;
      return (j !== undefined && indices[0] === j) || (i !== undefined && indices[1] === i);
    });
    if (!matrix) continue;
    const [i = '', j = ''] = inverse.indices;
    const [k = '', l = ''] = matrix.indices;
    const [shared, a, b] = j === k ? [j, i, l] : [i, k, j];
    if (!term.sums.has(shared) || times(shared) !== 2) continue;
    const sums = new Map([...term.sums].filter(([index]) => index !== shared));
    const others = term.factors.filter((factor) => factor !== inverse && factor !== matrix);
    return { ...term, sums, factors: [...others, { key: DELTA, indices: [a, b], exponent: ONE }] };
  }
  return undefined;
}
