/** Ways to multiply out the terms of a sum, for `sum.ts` to try: 3 + 2(x + 1), (x + 1)² − x². */
import type { Expression } from '../expression';
import { type Construction, splitTerm } from './construction';
import { partners } from './identities';
import { cost } from './size';
import { collect } from './sum';

const MOST_TERMS = 24;
/** Terms that cost more are left alone: multiplied out, their large factors would stand in many places. */
const LARGEST_TERM = 40;
const LARGEST_POWER = 6n;

export function* expand(make: Construction, whole: Expression): Iterable<Expression> {
  if (whole.kind !== 'sum') return;
  const expanded = whole.terms.map((term) => multipliedOut(make, term));
  const like = likeTerms(make, whole.terms, expanded);
  const helpful = expanded.map((terms, i) => terms !== undefined && like[i] === true);
  const chosen = helpful.filter(Boolean).length;
  const open = (pick: (i: number) => boolean): Expression =>
    collect(
      make,
      whole.terms.flatMap((term, i) => (pick(i) ? (expanded[i] ?? [term]) : [term])),
    );
  if (chosen > 0) yield open((i) => helpful[i] === true);
  if (chosen < 2 || chosen > 6) return;
  for (let i = 0; i < helpful.length; i++) {
    if (helpful[i]) yield open((other) => other === i);
  }
}

/** Which expansions bring a term that another term of the sum, expanded or not, can be combined with. */
function likeTerms(
  make: Construction,
  terms: readonly Expression[],
  expanded: readonly (readonly Expression[] | undefined)[],
): boolean[] {
  const owners = new Map<Expression, Set<number>>();
  const rests = terms.map((term, i) => {
    const all = [term, ...(expanded[i] ?? [])].map((one) => splitTerm(make.graph, one).rest);
    const like = [...all, ...all.flatMap((rest) => partners(make.graph, rest))];
    for (const rest of like) owners.set(rest, (owners.get(rest) ?? new Set()).add(i));
    return all;
  });
  return rests.map((all) => all.some((rest) => (owners.get(rest)?.size ?? 0) > 1));
}

/** The terms of a product of sums multiplied out; undefined where there is no sum in it, or too many terms come out. */
function multipliedOut(make: Construction, term: Expression): readonly Expression[] | undefined {
  if (cost(make.graph, term) > LARGEST_TERM) return undefined;
  const factors = term.kind === 'product' ? term.factors : [term];
  const sums = factors.flatMap((factor) => sumsOf(make, factor));
  if (sums.length === 0) return undefined;
  let products: readonly Expression[] = [
    make.multiply(...factors.filter((factor) => sumsOf(make, factor).length === 0)),
  ];
  for (const terms of sums) {
    if (products.length * terms.length > MOST_TERMS) return undefined;
    make.spend(products.length * terms.length);
    const product = collect(
      make,
      products.flatMap((left) => terms.map((right) => make.multiply(left, right))),
    );
    products = product.kind === 'sum' ? product.terms : [product];
  }
  return products;
}

/** (a + b)³ as three times the terms a, b; nothing for what is no power of a sum. */
function sumsOf(make: Construction, factor: Expression): (readonly Expression[])[] {
  if (factor.kind === 'sum') return make.opaque(factor) ? [] : [factor.terms];
  if (factor.kind !== 'power' || factor.base.kind !== 'sum' || factor.exponent.kind !== 'constant') return [];
  const { n, d, s } = factor.exponent.value;
  if (d !== 1n || s < 0n || n > LARGEST_POWER || make.opaque(factor.base)) return [];
  return Array.from({ length: Number(n) }, () => (factor.base.kind === 'sum' ? factor.base.terms : []));
}
