/**
 * Which mistake gives the reader's answer? In: both sides of a refuted claim and its conditions. Out: the one mistake
 * that gives it, with a sentence; where none does, or several that say different things, only what is certain. Of several,
 * one that comes to what the reader wrote, to the letter, is the one.
 */
import type { Explanation } from '../derivation/step';
import { unordered } from '../derivation/tidy';
import { exact } from '../evaluate';
import { type Expression, type Graph, postorder, variables } from '../expression';
import { exactly, normalise } from '../normal';
import type { Rational } from '../rational';
import type { Work } from '../work';
import type { Answer } from './compare';
import { fitting, isDerivative } from './fitting';
import type { Match } from './matching';
import { remark } from './remarks';
import { type RefutedClaim, worded } from './slip';

export interface Recognised {
  readonly name: string;
  /** A whole sentence. */
  readonly says: Explanation;
  /** The same without formulas, for where they are long. */
  readonly plainly: string;
}

/** Nodes of both sides; larger claims are not looked into. */
const LARGEST = 600;

export function* recognising(
  graph: Graph,
  claim: RefutedClaim,
  entry: readonly number[] = [],
): Work<Recognised | undefined> {
  const { left, right } = claim;
  if (postorder([left, right]).length > LARGEST) return undefined;
  if (left.shape.length > 0 || right.shape.length > 0) return yield* inArrays(graph, claim, entry);
  const found = yield* ofNumbers(graph, claim);
  return found && inEntry(found, entry);
}

function* ofNumbers(graph: Graph, claim: RefutedClaim): Work<Recognised | undefined> {
  const { left, right } = claim;
  const { matches, answer } = yield* fitting(graph, claim);
  const [only, second] = matches.length > 1 ? toTheLetter(graph, matches, answer) : matches;
  const found = only && !second ? sentence(graph, only, answer) : undefined;
  if (found) return found;
  const asksForDerivative = postorder([left, right]).some(isDerivative);
  const says = asksForDerivative ? remark(graph, claim) : undefined;
  return says && { name: 'a remark', says, plainly: '' };
}

/** Where several mistakes come to the same, the one that comes to the very formula that the reader wrote. */
function toTheLetter(graph: Graph, matches: readonly Match[], { given }: Answer): readonly Match[] {
  const shape = (formula: Expression): Expression => unordered(graph, formula);
  const same = matches.filter(({ candidate }) => shape(candidate.result) === shape(given));
  return same.length === 1 ? same : matches;
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
function* inArrays(graph: Graph, claim: RefutedClaim, entry: readonly number[]): Work<Recognised | undefined> {
  const sides = [claim.left, claim.right].map((side) => (side.kind === 'array' ? side : normalise(graph, side)));
  const [left, right] = sides;
  if (left?.kind !== 'array' || right?.kind !== 'array' || left.items.length !== right.items.length) return undefined;
  if (claim.tolerance === 0 && permuted(graph, left.items, right.items)) return inEntry(SWAPPED, entry);
  for (const [i, item] of left.items.entries()) {
    const other = right.items[i];
    if (!other || exactly(graph, item) === exactly(graph, other)) continue;
    const found = yield* recognising(graph, { ...claim, left: item, right: other }, [...entry, i]);
    // The entry before may be wrong too, in a way that is not known: the first that is known is named.
    if (found) return found;
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

/** Entries are counted as indices are, from 0: `In entry 1 this is …`, `In entry [1, 0] …`. */
function inEntry(found: Recognised, entry: readonly number[]): Recognised {
  if (entry.length === 0) return found;
  const place = entry.length === 1 ? `${entry[0]}` : `[${entry.join(', ')}]`;
  const lead = (text: string): string => text.replace(/^./, (letter) => `In entry ${place} ${letter.toLowerCase()}`);
  const [first = '', ...rest] = found.says;
  return { ...found, says: [typeof first === 'string' ? lead(first) : first, ...rest], plainly: lead(found.plainly) };
}
