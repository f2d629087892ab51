/**
 * Ways to make sums of matrix products smaller, for `sum.ts` to try: a factor that chains have in common at an end leaves
 * the sum, x@A + A@x = (A + A.T)@x; products with sums in them are multiplied out; transposes are taken together.
 * In: a sum in normal form. Out: equal sums, which may cost less.
 */
import { type Expression, optionsText } from '../expression';
import { operation } from '../operations/table';
import { sameShape } from '../shapes';
import type { Construction } from './construction';
import { spread } from './operation-broadcast';
import { columnFactors, diagonalOf, factorsOfChain, isCall } from './operation-chain';
import { transposed } from './operation-transpose';
import { collect } from './sum';

/** A term as scalars times an array, or times a number that a chain gives. */
interface Term {
  readonly term: Expression;
  readonly scalars: readonly Expression[];
  readonly array: Expression;
}

function split(term: Expression): Term | undefined {
  const factors = term.kind === 'product' ? term.factors : [term];
  const arrays = factors.filter((factor) => factor.shape.length > 0);
  const chains = arrays.length > 0 ? arrays : factors.filter((factor) => isCall(factor, '@'));
  const [array] = chains;
  if (chains.length !== 1 || !array) return undefined;
  return { term, array, scalars: factors.filter((factor) => factor !== array) };
}

const termsOf = (whole: Expression): readonly Term[] =>
  whole.kind === 'sum' ? whole.terms.flatMap((term) => split(term) ?? []) : [];

const times = (make: Construction, { scalars }: Term, array: Expression): Expression =>
  make.multiply(...scalars, array);

/** The sum with what stands for a group of its terms. */
const instead = (make: Construction, whole: Expression, group: readonly Term[], form: Expression): Expression =>
  collect(make, [
    form,
    ...(whole.kind === 'sum' ? whole.terms : []).filter((term) => !group.some((one) => one.term === term)),
  ]);

/** So many groups of terms are tried. */
const MOST_GROUPS = 4;

/** A chain, or an outer product, without its first or last factor. */
interface Cut {
  readonly term: Term;
  readonly end: Expression;
  readonly rest: Expression;
}

export function* chainsTogether(make: Construction, whole: Expression): Iterable<Expression> {
  const terms = termsOf(whole);
  if (terms.length < 2) return;
  for (const [cuts, join] of [
    [terms.flatMap((term) => withoutLast(make, term)), joinLast],
    [terms.flatMap((term) => withoutFirst(make, term)), joinFirst],
  ] as const) {
    for (const group of groupsOf(cuts)) {
      make.spend(group.length);
      const inner = make.add(...group.map(({ term, rest }) => times(make, term, rest)));
      const [first] = group;
      if (!first) continue;
      const form = join(make, inner, first);
      yield instead(
        make,
        whole,
        group.map(({ term }) => term),
        form,
      );
    }
  }
}

type Join = (make: Construction, inner: Expression, cut: Cut) => Expression;
const rowOf = (cut: Cut): '@' | 'outer' => (isCall(cut.term.array, 'outer') ? 'outer' : '@');
const joinLast: Join = (make, inner, cut) => make.operate(operation(rowOf(cut)), [inner, cut.end]);
const joinFirst: Join = (make, inner, cut) => make.operate(operation(rowOf(cut)), [cut.end, inner]);

/** Cuts at the same end, of different terms, whose rests go together. */
function groupsOf(cuts: readonly Cut[]): readonly (readonly Cut[])[] {
  const byEnd = new Map<string, Cut[]>();
  for (const cut of cuts) {
    const key = `${rowOf(cut)} ${cut.end.id} ${cut.rest.shape.join(',')}`;
    const known = byEnd.get(key) ?? [];
    if (!known.some(({ term }) => term === cut.term)) byEnd.set(key, [...known, cut]);
  }
  return [...byEnd.values()].filter((group) => group.length > 1).slice(0, MOST_GROUPS);
}

/** The ways to read a term as a chain: a vector's with the vector last, a number's from both ends. */
function readings(make: Construction, { array }: Term): readonly (readonly Expression[])[] {
  if (array.shape.length === 1) return [columnFactors(make, array)];
  const factors = factorsOfChain(make, array);
  if (array.shape.length > 0) return [factors];
  return [factors, factors.map((factor) => transposed(make, factor)).reverse()];
}

function withoutLast(make: Construction, term: Term): readonly Cut[] {
  const [a, b] = isCall(term.array, 'outer') ? term.array.args : [];
  if (a && b) return [{ term, end: b, rest: a }];
  return readings(make, term).flatMap((factors) => {
    const end = factors.at(-1);
    return end && factors.length > 1 ? [{ term, end, rest: product(make, factors.slice(0, -1)) }] : [];
  });
}

function withoutFirst(make: Construction, term: Term): readonly Cut[] {
  const [a, b] = isCall(term.array, 'outer') ? term.array.args : [];
  if (a && b) return [{ term, end: a, rest: b }];
  return readings(make, term).flatMap((factors) => {
    const [end] = factors;
    return end && factors.length > 1 ? [{ term, end, rest: product(make, factors.slice(1)) }] : [];
  });
}

const product = (make: Construction, [first, ...others]: readonly Expression[]): Expression =>
  others.reduce((left, factor) => make.operate(operation('@'), [left, factor]), first ?? make.constant(1));

/** Chains that are multiplied out have at most so many terms. */
const MOST_TERMS = 12;

export function* chainsApart(make: Construction, whole: Expression): Iterable<Expression> {
  const terms = termsOf(whole);
  const open = terms.flatMap((term) => {
    const opened = multipliedOut(make, term);
    return opened ? [{ term, opened }] : [];
  });
  if (open.length === 0) return;
  const all = collect(
    make,
    open.flatMap(({ opened }) => opened),
  );
  yield instead(
    make,
    whole,
    open.map(({ term }) => term),
    all,
  );
  if (open.length < 2 || open.length > MOST_GROUPS) return;
  for (const { term, opened } of open) yield instead(make, whole, [term], collect(make, opened));
}

function multipliedOut(make: Construction, term: Term): readonly Expression[] | undefined {
  const factors = isCall(term.array, 'outer') ? term.array.args : factorsOfChain(make, term.array);
  const at = factors.findIndex((factor) => factor.kind === 'sum' && !make.opaque(factor));
  const bracket = factors[at];
  if (factors.length < 2 || bracket?.kind !== 'sum' || bracket.terms.length > MOST_TERMS) return undefined;
  make.spend(bracket.terms.length * factors.length);
  const build = (parts: readonly Expression[]): Expression =>
    isCall(term.array, 'outer') ? make.operate(operation('outer'), parts) : product(make, parts);
  return bracket.terms.map((one) =>
    times(make, term, build([...factors.slice(0, at), spread(make, one, bracket.shape), ...factors.slice(at + 1)])),
  );
}

/** A.T + B.T is (A + B).T; diag(a) + c*eye(n) is diag(a + c); reshape(a, s) + reshape(b, s) is reshape(a + b, s). */
export function* linearTogether(make: Construction, whole: Expression): Iterable<Expression> {
  if (whole.kind !== 'sum' || whole.shape.length === 0) return;
  if (whole.shape.length === 2 && whole.terms.every(({ shape }) => shape.length === 2)) {
    const inner = make.add(...whole.terms.map((term) => transposed(make, term)));
    yield transposed(make, inner);
  }
  const terms = termsOf(whole);
  for (const name of ['diag', 'reshape']) {
    const groups = new Map<string, Term[]>();
    for (const term of terms) {
      const { array } = term;
      if (!isCall(array, name) && !(name === 'diag' && isCall(array, 'eye'))) continue;
      const isEye = isCall(array, 'eye');
      const of = isEye ? array.shape.slice(1) : (array.args[0]?.shape ?? []);
      const key = `${of.join(',')} ${isEye ? '' : optionsText(array.options)}`;
      groups.set(key, [...(groups.get(key) ?? []), term]);
    }
    for (const group of [...groups.values()].filter(({ length }) => length > 1)) {
      const like = group.find(({ array }) => isCall(array, name));
      if (like?.array.kind !== 'operation') continue;
      const { row, options, args } = like.array;
      const inner = make.add(
        ...group.map((term) => times(make, term, isCall(term.array, 'eye') ? make.constant(1) : inside(term.array))),
      );
      if (sameShape(inner.shape, args[0]?.shape ?? []))
        yield instead(make, whole, group, make.operate(row, [inner], options));
    }
  }
}

const inside = (array: Expression): Expression =>
  diagonalOf(array) ?? (array.kind === 'operation' ? (array.args[0] ?? array) : array);
