/**
 * The candidates that are the reader's answer. In: wrong answers with the mistakes that give them. Out: one match for
 * each mistake that gives the reader's; a mistake made at several places with the same result is worded without them.
 */
import { type Expression, type Graph, variables } from '../expression';
import type { Work } from '../work';
import { type Answer, agreeing, chanceOf, equal } from './compare';
import { type Candidate, type Clause, worded } from './slip';

export interface Match {
  readonly candidate: Candidate;
  readonly certainty: 'proved' | 'tried';
}

/** Numbers that coincide sooner than this with the value of some mistake are no evidence of one. */
const MOST_CHANCE = 0.08;
const MOST_NAMES = 6;
const readingOf = ({ reading = 0 }: Candidate): number => reading;

/** The mistakes that give the reader's answer: one entry a mistake. */
export function* matching(graph: Graph, list: readonly Candidate[], answer: Answer): Work<Match[]> {
  // Built alike they are one object: compared once, whatever words they have.
  const results = [...new Set(list.map(({ result }) => result))];
  const agree = new Set((yield* agreeing(graph, results, answer)).map((i) => results[i]));
  const near = list.filter(({ result }) => agree.has(result));
  const isNumber = near.length > 0 && variables(answer.given, answer.right).length === 0;
  if (isNumber && chanceOf(graph, results, answer) > MOST_CHANCE) return [];
  // So many names, and what fits is nobody's mistake in particular.
  if (new Set(near.map(({ mistake }) => mistake.name)).size > MOST_NAMES) return [];
  const certainties = new Map<Expression, Match['certainty'] | undefined>();
  function* certaintyOf(result: Expression): Work<Match['certainty'] | undefined> {
    if (!certainties.has(result)) certainties.set(result, yield* equal(graph, result, answer));
    return certainties.get(result);
  }
  const found = new Map<string, Match>();
  for (const candidate of near.toSorted((a, b) => readingOf(a) - readingOf(b))) {
    const { name } = candidate.mistake;
    const known = found.get(name)?.candidate;
    if (known && (readingOf(known) < readingOf(candidate) || sameWords(known.says, candidate.says))) continue;
    const certainty = yield* certaintyOf(candidate.result);
    if (certainty) found.set(name, { certainty, candidate: known ? { ...candidate, says: [name] } : candidate });
  }
  return [...found.values()].filter(({ candidate: { mistake } }) => !mistake.yieldsTo?.some((name) => found.has(name)));
}

function sameWords(one: Clause, other: Clause): boolean {
  const [a, b] = [worded(one), worded(other)];
  return a.length === b.length && a.every((part, i) => part === b[i]);
}
