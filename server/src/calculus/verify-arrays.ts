/**
 * Is left = right, for vectors and matrices? In: two expressions of one shape, or numbers made from arrays, and conditions.
 * Out: a verdict. Proved where the normal forms or the forms in indices are the same, for all lengths; where lengths are
 * numbers, also entry by entry. What is not proved is tried with lengths put in for names, in exact numbers.
 */
import { namesIn } from './dimension';
import { domain, kinks } from './domain';
import { entriesOf } from './entries';
import {
  type Dimension,
  type Expression,
  type Graph,
  postorder,
  substitute,
  type Variable,
  variables as variablesOf,
} from './expression';
import { fingerprint, random } from './fingerprint';
import type { Entries } from './operations/row';
import { proving } from './prove';
import { BRIEF, type Claim, type Effort, type Found, searching, THOROUGH } from './search';
import { nothing, type Verdict, verdictOf } from './verify';
import { arrayPlace, entryText } from './verify-place';
import { sampled } from './verify-samples';
import type { Work } from './work';

/** Lengths in the order in which their names come up: different ones, so that a wrong transpose is seen. */
const LENGTHS: readonly (readonly number[])[] = [
  [3, 2, 4, 5],
  [2, 3, 4, 2],
  // Where those do not go together, or a determinant is 0 for all matrices.
  [4, 3, 2, 3],
  [2, 2, 2, 2],
  [5, 4, 6, 3],
];
/** With so many of them there must be points. */
const TRIED = 2;

/** A claim whose lengths are numbers. */
export interface Sized {
  readonly lengths: ReadonlyMap<string, number>;
  readonly left: Expression;
  readonly right: Expression;
  readonly conditions: readonly Expression[];
}

export function* verifyingArrays(
  graph: Graph,
  left: Expression,
  right: Expression,
  conditions: readonly Expression[],
): Work<Verdict> {
  const proved = yield* proving(graph, left, right, conditions);
  yield;
  const tried: Tried[] = [];
  for (const claim of sizedClaims(graph, left, right, conditions)) {
    const verdict = yield* verifySized(graph, claim, proved);
    if (verdict.verdict === 'refuted') return verdict;
    tried.push({ claim, verdict });
    if (tried.filter((one) => one.verdict.verdict !== 'nothing').length >= (proved ? 1 : TRIED)) break;
    yield;
  }
  return together(tried, proved);
}

interface Tried {
  readonly claim: Sized;
  readonly verdict: Verdict;
}

/** What is said of all lengths that were tried. */
function together(tried: readonly Tried[], proved: boolean): Verdict {
  const said = tried.filter(({ verdict }) => verdict.verdict !== 'nothing');
  const points = said.reduce((sum, { verdict }) => sum + verdict.points, 0);
  const error = Math.max(0, ...said.map(({ verdict }) => verdict.error));
  const named = said.some(({ claim }) => claim.lengths.size > 0);
  if (said.length === 0) return tried[0]?.verdict ?? nothing('the lengths of its arrays do not go together');
  if (proved || (!named && said.every(({ verdict }) => verdict.verdict === 'proved'))) {
    const explanation = `equal on the whole common domain${named ? ', for all lengths' : ''}`;
    return { verdict: 'proved', points, error, explanation };
  }
  const lengths = said.map(({ claim }) => [...claim.lengths].map(([name, value]) => `${name} = ${value}`).join(', '));
  const where = named ? `, for ${lengths.join(' and for ')}` : '';
  const explanation = `equal at ${points} ${points === 1 ? 'point' : 'points'}${where}; this is no proof`;
  return { verdict: 'holds', points, error, explanation };
}

/** The claim with numbers for the names of lengths, as often as there are numbers that fit. */
function sizedClaims(
  graph: Graph,
  left: Expression,
  right: Expression,
  conditions: readonly Expression[],
): readonly Sized[] {
  const sides = [left, right, ...conditions];
  const names = lengthNames(sides);
  const choices = names.length === 0 ? [[]] : LENGTHS;
  return choices.flatMap((choice): readonly Sized[] => {
    const lengths = new Map(names.map((name, i) => [name, choice[i % choice.length] ?? 2]));
    const [l, r, ...others] = sides.map((side) => withLengths(graph, side, lengths));
    const known = others.filter((other) => other !== undefined);
    if (!l || !r || known.length < others.length) return [];
    return [{ lengths, left: l, right: r, conditions: known }];
  });
}

function lengthNames(sides: readonly Expression[]): readonly string[] {
  const names = new Set<string>();
  for (const node of postorder(sides)) {
    if (node.kind === 'variable' && node.scope === 'dimension') names.add(node.name);
    for (const length of node.shape) for (const name of namesIn(length)) names.add(name);
  }
  return [...names];
}

/** With numbers for names; undefined where a shape does not allow that. */
function withLengths(graph: Graph, side: Expression, lengths: ReadonlyMap<string, Dimension>): Expression | undefined {
  const values = new Map<Expression, Expression>();
  for (const variable of variablesOf(side)) {
    const { name, scope, shape } = variable;
    const length = lengths.get(name);
    if (scope === 'dimension' && length !== undefined) values.set(variable, graph.constant(Number(length)));
    else if (shape.some((own) => typeof own === 'string')) {
      const sizes = shape.map((own) => (typeof own === 'string' ? (lengths.get(own) ?? own) : own));
      values.set(variable, graph.variable(name, scope, sizes));
    }
  }
  try {
    return substitute(graph, side, values, lengths);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Entries of larger claims are not proved one by one. */
const MOST_PROVED = 24;
const LARGEST_PROVED = 1500;
/** Larger claims are tried in doubles only. */
const LARGEST = 20_000;

function* verifySized(graph: Graph, sized: Sized, proved: boolean): Work<Verdict> {
  const [left, right] = [sized.left, sized.right].map((side) => entriesOf(graph, side));
  const conditions = sized.conditions.map((condition) => entriesOf(graph, condition));
  const known = conditions.filter((condition) => condition !== undefined);
  if (!left || !right || known.length < conditions.length) return yield* sampled(graph, sized);
  if (postorder([...Array.from(left.data), ...Array.from(right.data)]).length > LARGEST)
    return yield* sampled(graph, sized);
  const truths = known.flatMap(({ data }) => Array.from(data));
  const claim = claimOfEntries(graph, sized, left, right, truths);
  const pairs = Array.from(left.data, (entry, i) => [entry, right.data[i] ?? entry] as const);
  const isProved = proved || (sized.lengths.size === 0 && (yield* provesEntries(graph, pairs, truths)));
  const effort = isProved ? BRIEF : THOROUGH;
  const found = yield* searching(graph, claim, effort);
  if (!found.counterexample) return verdictOf(found, isProved);
  return (yield* firstThatDiffers(graph, sized, claim, pairs, left.shape, effort)) ?? verdictOf(found, isProved);
}

function* provesEntries(
  graph: Graph,
  pairs: readonly (readonly [Expression, Expression])[],
  truths: readonly Expression[],
): Work<boolean> {
  if (pairs.length > MOST_PROVED || postorder(pairs.flat()).length > LARGEST_PROVED) return false;
  for (const [left, right] of pairs) {
    if (!(yield* proving(graph, left, right, truths))) return false;
    yield;
  }
  return true;
}

/** All entries as one claim about numbers: their sums with random weights differ where entries do. */
function claimOfEntries(
  graph: Graph,
  sized: Sized,
  left: Entries<Expression>,
  right: Entries<Expression>,
  conditions: readonly Expression[],
): Claim {
  const number = random(fingerprint([sized.left, sized.right]));
  const weights = Array.from(left.data, () => graph.constant(101 + Math.floor(number() * 900)));
  const sum = ({ data }: Entries<Expression>): Expression =>
    data.length === 1 && data[0]
      ? data[0]
      : graph.add(...Array.from(data, (entry, i) => graph.multiply(weights[i] ?? 1, entry)));
  const [a, b] = [sum(left), sum(right)];
  const truths = [
    ...new Set([
      ...conditions,
      ...[sized.left, sized.right].flatMap((side) => domain(graph, side).map(({ holds }) => holds)),
    ]),
  ];
  const places = [sized.left, sized.right].flatMap((side) => kinks(graph, side).map(({ at }) => at));
  const whole = variablesOf(sized.left, sized.right, ...sized.conditions);
  return {
    left: a,
    right: b,
    truths,
    places,
    variables: entryVariables(graph, whole, [a, b, ...truths]),
    random: number,
  };
}

/** Every entry of every array, so that a point can be shown as arrays. */
function entryVariables(graph: Graph, whole: readonly Variable[], sides: readonly Expression[]): readonly Variable[] {
  const entries = whole.flatMap((variable) => Array.from(entriesOf(graph, variable)?.data ?? []));
  const all = [...entries, ...variablesOf(...sides)].filter((node) => node.kind === 'variable');
  return [...new Set(all)].filter(({ shape }) => shape.length === 0);
}

/** Entries are searched one by one for the one to show; so many. */
const MOST_SEARCHED = 36;

function* firstThatDiffers(
  graph: Graph,
  sized: Sized,
  claim: Claim,
  pairs: readonly (readonly [Expression, Expression])[],
  shape: readonly number[],
  effort: Effort,
): Work<Verdict | undefined> {
  for (const [place, [left, right]] of pairs.slice(0, MOST_SEARCHED).entries()) {
    if (left === right) continue;
    yield;
    const found: Found = yield* searching(graph, { ...claim, left, right }, effort);
    if (found.counterexample) return refuted(found, found.counterexample, sized, entryText(place, shape));
  }
  return undefined;
}

function refuted(
  found: Found,
  counterexample: NonNullable<Found['counterexample']>,
  { lengths }: Sized,
  entry: string,
): Verdict {
  const { leftText, rightText } = counterexample;
  const place = arrayPlace(lengths, counterexample.exact);
  const where = [place && `at ${place}`, entry].filter(Boolean).join(', ');
  return {
    verdict: 'refuted',
    points: found.points,
    error: found.error,
    counterexample: { ...counterexample, place: [place, entry].filter(Boolean).join(', ') },
    explanation: `${where ? `${where}: ` : ''}${leftText} is not ${rightText}`,
  };
}
