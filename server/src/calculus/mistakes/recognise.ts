/**
 * Which mistake gives the reader's answer? In: both sides of a refuted claim and its conditions. Out: the one mistake
 * that gives it, with a sentence; nothing where none does, or where several do that say different things.
 */
import type { Explanation } from '../derivation/step';
import { partial } from '../differentiate';
import { exact } from '../evaluate';
import { type Call, type Expression, type Graph, postorder, substitute, variables } from '../expression';
import { exactly, normalise } from '../normal';
import type { Rational } from '../rational';
import { algebraCandidates, losses, wrongIdentities } from './algebra';
import { candidates, slope } from './candidates';
import { type Answer, agreeing, chanceOf, equal } from './compare';
import { prepare, withoutCalls } from './prepare';
import { remark } from './remarks';
import { type Candidate, type Clause, type RefutedClaim, worded } from './slip';
import { slopeMistakes } from './table';
import { integralOf, wholeCandidates } from './whole';

export interface Recognised {
  readonly name: string;
  /** A whole sentence. */
  readonly says: Explanation;
  /** The same without formulas, for where they are long. */
  readonly plainly: string;
}

/** Nodes of both sides; larger claims are not looked into. */
const LARGEST = 600;

export function recognise(graph: Graph, claim: RefutedClaim): Recognised | undefined {
  const { left, right } = claim;
  if (postorder([left, right]).length > LARGEST) return undefined;
  if (left.shape.length > 0 || right.shape.length > 0) return inArrays(graph, claim);
  const { matches, answer } = fitting(graph, claim);
  const [only, second] = matches;
  if (only) return second ? undefined : sentence(graph, only, answer);
  const asksForDerivative = postorder([left, right]).some(isDerivative);
  const says = asksForDerivative ? remark(graph, claim) : undefined;
  return says && { name: 'a remark', says, plainly: '' };
}

/** All mistakes that give what one side says, in place of the other: more than one say nothing. */
export function fitting(graph: Graph, claim: RefutedClaim): { readonly matches: Match[]; readonly answer: Answer } {
  const { left, right, conditions, tolerance } = claim;
  const ways = [
    { asked: left, given: right },
    { asked: right, given: left },
  ];
  if (isDerivative(right) && !isDerivative(left)) ways.reverse();
  const answers = ways.map(({ asked, given }): Answer => ({ given, right: asked, conditions, tolerance }));
  for (const answer of answers) {
    const stagesHere = stages(graph, answer, answer === answers[0]);
    for (const stage of stagesHere) {
      const matches = stage();
      if (matches.length > 0) return { matches, answer };
    }
  }
  return { matches: [], answer: { given: right, right: left, conditions, tolerance } };
}

const isDerivative = (node: Expression): node is Call => node.kind === 'call' && node.orders.some((order) => order > 0);

/**
 * What is tried, in order: the function as it is written, multiplied out, and what no single rule explains. The first
 * stage with a match decides.
 */
function stages(graph: Graph, answer: Answer, isForward: boolean): (() => Match[])[] {
  const { right: asked, given } = answer;
  const derivatives = postorder([asked]).filter(isDerivative).slice(0, 4);
  const numbers = variables(asked, given).length === 0;
  if (derivatives.length === 0) {
    // A number for a formula: it comes out of too much.
    if (variables(given).length === 0 || postorder([given]).some(isDerivative)) return [];
    const table = isForward ? [...wrongIdentities, ...losses] : wrongIdentities;
    return [() => matching(graph, algebraCandidates(graph, asked, table), answer)];
  }
  /** Each derivative with a mistake, at its point and in what stands around it. */
  const around = (make: (call: Call) => readonly Candidate[]) => (): Match[] => {
    const list = derivatives.flatMap((call) => {
      const point = new Map(call.callee.parameters.map((parameter, i) => [parameter, call.args[i] ?? parameter]));
      return make(call).map((candidate) => {
        const result = substitute(graph, candidate.result, point);
        return { ...candidate, result: substitute(graph, asked, new Map([[call, result]])) };
      });
    });
    return matching(graph, numbers ? list.filter(({ mistake }) => !mistake.rare) : list, answer);
  };
  const written = around((call) => [...asWritten(graph, call), ...wholeCandidates(graph, call)]);
  if (numbers) return [written];
  return [
    written,
    around((call) => inNormalForm(graph, call)),
    around((call) => simplifiedWrongly(graph, call)),
    () => (isDerivative(asked) ? integral(graph, asked, answer) : []),
  ];
}

/** The last differentiation with a mistake, of the function as written and with the functions it calls put in. */
function asWritten(graph: Graph, call: Call): Candidate[] {
  return lastSteps(call).flatMap(({ before, variable }) => {
    const body = before.every((order) => order === 0) ? call.callee.body : partial(graph, call.callee, before);
    const kept = prepare(graph, body);
    const inlined = prepare(graph, withoutCalls(graph, body));
    return [...new Set([kept, inlined])].flatMap((one, reading) =>
      candidates(graph, one, variable, slopeMistakes).map((found) => ({ reading, ...found })),
    );
  });
}

/** Nobody multiplies out more. */
const MULTIPLIED_OUT = 30;

function inNormalForm(graph: Graph, call: Call): Candidate[] {
  return lastSteps(call).flatMap(({ before, variable }) => {
    const { body } = call.callee;
    if (before.some((order) => order > 0) || postorder([body]).length > MULTIPLIED_OUT) return [];
    return candidates(graph, prepare(graph, normalise(graph, body)), variable, slopeMistakes);
  });
}

/** The right slope as the rules write it, and then one wrong identity. */
function simplifiedWrongly(graph: Graph, { callee, orders }: Call): Candidate[] {
  const by = orders.indexOf(1);
  const variable = callee.parameters[by];
  if (!variable || orders.some((order, i) => order > 0 && i !== by)) return [];
  const line = slope(graph, prepare(graph, withoutCalls(graph, callee.body)), variable);
  return (line ? algebraCandidates(graph, line, wrongIdentities) : []).map((candidate) => ({
    ...candidate,
    says: () => ['the slope is right, and then ', ...worded(candidate.says)],
  }));
}

/** A derivative of any order is one of a derivative of one order less. */
function lastSteps({ callee, orders }: Call) {
  return orders.flatMap((order, i) => {
    const variable = callee.parameters[i];
    return order > 0 && variable ? [{ variable, before: orders.with(i, order - 1) }] : [];
  });
}

export interface Match {
  readonly candidate: Candidate;
  readonly certainty: 'proved' | 'tried';
}

/** Numbers that coincide sooner than this with the value of some mistake are no evidence of one. */
const MOST_CHANCE = 0.08;
const MOST_NAMES = 6;
const readingOf = ({ reading = 0 }: Candidate): number => reading;

/** The mistakes that give the reader's answer: one entry a mistake. */
function matching(graph: Graph, list: readonly Candidate[], answer: Answer): Match[] {
  const byResult = new Map(list.toReversed().map((one) => [`${one.mistake.name} ${one.result.id}`, one]));
  const distinct = [...byResult.values()].reverse();
  const near = agreeing(
    graph,
    distinct.map(({ result }) => result),
    answer,
  ).flatMap((i) => distinct[i] ?? []);
  const isNumber = near.length > 0 && variables(answer.given, answer.right).length === 0;
  const values = distinct.map(({ result }) => result);
  if (isNumber && chanceOf(graph, values, answer) > MOST_CHANCE) return [];
  // So many names, and what fits is nobody's mistake in particular.
  if (new Set(near.map(({ mistake }) => mistake.name)).size > MOST_NAMES) return [];
  const found = new Map<string, Match>();
  for (const candidate of near.toSorted((a, b) => readingOf(a) - readingOf(b))) {
    const { name } = candidate.mistake;
    const known = found.get(name)?.candidate;
    if (known && (readingOf(known) < readingOf(candidate) || sameWords(known.says, candidate.says))) continue;
    const certainty = equal(graph, candidate.result, answer);
    if (certainty) found.set(name, { certainty, candidate: known ? { ...candidate, says: [name] } : candidate });
  }
  return [...found.values()].filter(({ candidate: { mistake } }) => !mistake.yieldsTo?.some((name) => found.has(name)));
}

/** sin′ = −cos is an integral too, and is named by its rule: this is for what no single rule explains. */
function integral(graph: Graph, asked: Call, answer: Answer): Match[] {
  const candidate = integralOf(graph, asked, answer.given);
  if (!candidate) return [];
  const integrand = { ...answer, given: asked.callee.body };
  const [near] = agreeing(graph, [candidate.result], { ...integrand, right: answer.given });
  const certainty = near === undefined ? undefined : equal(graph, candidate.result, integrand);
  return certainty ? [{ candidate, certainty }] : [];
}

function sameWords(one: Clause, other: Clause): boolean {
  const [a, b] = [worded(one), worded(other)];
  return a.length === b.length && a.every((part, i) => part === b[i]);
}

function sentence(graph: Graph, { candidate, certainty }: Match, { given, right }: Answer): Recognised | undefined {
  const { mistake, says } = candidate;
  const isNumber = variables(given, right).length === 0;
  if (isNumber && isPlain(exact(graph, given, new Map()))) return undefined;
  const start =
    certainty === 'proved' ? 'This is what comes out if ' : 'At all points tried, this is what comes out if ';
  return { name: mistake.name, says: [start, ...worded(says), '.'], plainly: `${start}${mistake.name}.` };
}

/** 0, 1 and −1 come out of so much that they are no evidence. */
const isPlain = (value: Rational | undefined): boolean => value?.d === 1n && value.n <= 1n;

/** A gradient: its entries in another order, or a mistake in one of them. */
function inArrays(graph: Graph, claim: RefutedClaim): Recognised | undefined {
  const sides = [claim.left, claim.right].map((side) => (side.kind === 'array' ? side : normalise(graph, side)));
  const [left, right] = sides;
  if (left?.kind !== 'array' || right?.kind !== 'array' || left.items.length !== right.items.length) return undefined;
  if (claim.tolerance === 0 && permuted(graph, left.items, right.items)) return SWAPPED;
  for (const [i, item] of left.items.entries()) {
    const other = right.items[i];
    if (!other || exactly(graph, item) === exactly(graph, other)) continue;
    const found = recognise(graph, { ...claim, left: item, right: other });
    // The entry before may be wrong too, in a way that is not known: the first that is known is named.
    if (found) return inEntry(found, i);
  }
  return undefined;
}

const SWAPPED: Recognised = {
  name: 'entries are swapped',
  says: ['The entries are right, but stand in another order.'],
  plainly: 'The entries are right, but stand in another order.',
};

function permuted(graph: Graph, left: readonly Expression[], right: readonly Expression[]): boolean {
  const [a, b] = [left, right].map((items) => items.map((item) => exactly(graph, item)));
  return a !== undefined && b !== undefined && a.some((item, i) => item !== b[i]) && sorted(a) === sorted(b);
}

const sorted = (items: readonly Expression[]): string =>
  items
    .map(({ id }) => id)
    .sort((a, b) => a - b)
    .join();

/** Entries are counted as indices are, from 0. */
function inEntry({ name, says, plainly }: Recognised, index: number): Recognised {
  const lead = (text: string): string => text.replace(/^./, (letter) => `In entry ${index} ${letter.toLowerCase()}`);
  const [first = '', ...rest] = says;
  return { name, says: [typeof first === 'string' ? lead(first) : first, ...rest], plainly: lead(plainly) };
}
