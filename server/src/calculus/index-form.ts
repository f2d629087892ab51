/**
 * Proofs of equations between arrays of any lengths, named ones as well: both sides are read entry by entry as sums of
 * products (`index-form-read.ts`), and are equal where their difference is an empty sum. In: expressions of one shape,
 * without calls. Out: whether they are proved equal, wherever both have a value.
 */
import type { Expression, Graph } from './expression';
import { baseForm, type Reading, reading } from './index-form-atoms';
import { spelled } from './index-form-labels';
import { formOf } from './index-form-read';
import {
  addForms,
  type Factor,
  type Form,
  leastOrder,
  multiplyForms,
  scaled,
  simplified,
  TooLong,
} from './index-form-terms';
import { isInteger, isNegative, MINUS_ONE, ONE, type Rational, toNumber, ZERO } from './rational';
import { sameShape } from './shapes';

export function equalEntries(graph: Graph, left: Expression, right: Expression): boolean {
  if (!sameShape(left.shape, right.shape)) return false;
  return [false, true].some((defines) => {
    try {
      const all = reading(graph, defines);
      const indices = left.shape.map((length, axis) => (length === 1 ? '#0' : `f${axis}`));
      const [a, b] = [left, right].map((side) => formOf(all, side, indices));
      return a !== undefined && b !== undefined && vanishes(all, addForms(a, scaled(b, MINUS_ONE)));
    } catch (error) {
      if (error instanceof TooLong) return false;
      throw error;
    }
  });
}

/** Denominators are cleared so many times. */
const MOST_CLEARED = 8;
/** Bases are multiplied out up to this power. */
const MOST_TIMES = 6;

function vanishes(all: Reading, difference: Form): boolean {
  let form = compact(multipliedOut(all, difference));
  for (let round = 0; round < MOST_CLEARED && form.length > 0; round++) {
    const next = cleared(all, form);
    if (!next) return false;
    form = compact(next);
  }
  return form.length === 0;
}

/** Like terms together. */
function compact(form: Form): Form {
  const found = new Map<string, Form[number]>();
  for (const term of form) {
    const [[name] = ['']] = spelled([{ ...term, coefficient: ONE }]);
    const known = found.get(name);
    found.set(name, known ? { ...known, coefficient: known.coefficient.add(term.coefficient) } : term);
  }
  return [...found.values()].filter(({ coefficient }) => coefficient.n !== 0n);
}

const nameOf = (factor: Factor): string => `${factor.key} ${leastOrder(factor).join(' ')}`;

/** All terms times a base that is below the line in one of them; undefined where there is none. */
function cleared(all: Reading, form: Form): Form | undefined {
  for (const { factors, sums } of form) {
    const below = factors.find(
      ({ key, exponent, indices }) =>
        all.bases.has(key) && isNegative(exponent) && !indices.some((index) => sums.has(index)),
    );
    if (!below) continue;
    const least = form.reduce<Rational>((lowest, term) => {
      const own = term.factors.find((factor) => nameOf(factor) === nameOf(below))?.exponent ?? ZERO;
      return own.compare(lowest) < 0 ? own : lowest;
    }, ZERO);
    const by = { ...below, exponent: least.neg() };
    const times = form.flatMap((term) => simplified({ ...term, factors: [...term.factors, by] }));
    return multipliedOut(all, times);
  }
  return undefined;
}

/** Bases to whole positive powers as the sums that they are. */
function multipliedOut(all: Reading, form: Form): Form {
  return addForms(
    ...form.map((term): Form => {
      const base = term.factors.find(({ key, exponent }) => all.bases.has(key) && isSmall(exponent));
      if (!base) return [term];
      const others = { ...term, factors: term.factors.filter((factor) => factor !== base) };
      const copies = Array.from({ length: toNumber(base.exponent) }, () => baseForm(all, base.key, base.indices) ?? []);
      // The base may depend on what the term sums over: they are one term before anything is simplified.
      const whole = multiplyForms(...copies).flatMap((right) =>
        simplified({
          coefficient: others.coefficient.mul(right.coefficient),
          factors: [...others.factors, ...right.factors],
          sums: new Map([...others.sums, ...right.sums]),
        }),
      );
      return multipliedOut(all, whole);
    }),
  );
}

const isSmall = (exponent: Rational): boolean =>
  isInteger(exponent) && !isNegative(exponent) && toNumber(exponent) <= MOST_TIMES;
