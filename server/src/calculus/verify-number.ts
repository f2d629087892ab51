/**
 * `left ≈ right`: do two numbers agree to the digits that the right one is written with? In: both sides, without
 * variables, and half a unit of the last digit. Out: a verdict.
 */
import { evaluating, type Outcome } from './evaluate';
import type { Expression, Graph } from './expression';
import { searching, THOROUGH } from './search';
import { claimOf, nothing, type Verdict } from './verify';
import { figure } from './wording';
import { finished, type Work } from './work';

export const verifyNumeric = (graph: Graph, left: Expression, right: Expression, tolerance: number): Verdict =>
  finished(verifyingNumeric(graph, left, right, tolerance));

export function* verifyingNumeric(graph: Graph, left: Expression, right: Expression, tolerance: number): Work<Verdict> {
  const outcomes: Outcome[] = [];
  for (const one of [left, right, graph.subtract(left, right)]) outcomes.push(yield* evaluating(graph, one, new Map()));
  const [value, written, gap] = outcomes;
  if (!value?.ok) return nothing(value?.reason ?? '');
  if (!written?.ok) return nothing(written?.reason ?? '');
  // The difference by itself: of two numbers that agree in all the digits of a double, more digits decide.
  const difference = gap?.ok ? Math.abs(gap.value) : Math.abs(value.value - written.value);
  // A tolerance such as 0.05 is itself rounded, and so is the difference.
  const slack = (gap?.ok ? gap.error : value.error) + 2 ** -50 * tolerance;
  const error = written.value === 0 ? difference : difference / Math.abs(written.value);
  if (difference <= tolerance + slack) {
    return { verdict: 'proved', points: 1, error, explanation: `${rounded(value.value)} to the digits written` };
  }
  const close = apart(value.value, written.value);
  const tried = close ? undefined : yield* searching(graph, claimOf(graph, left, right, []), THOROUGH);
  const found = tried?.counterexample;
  const [leftText, rightText] = close ?? [found?.leftText ?? figure(value.value), found?.rightText ?? ''];
  const sides = { left: value.value, right: written.value, leftText, rightText };
  const counterexample = { values: new Map(), exact: new Map(), ...sides };
  return { verdict: 'refuted', points: 1, error, counterexample, explanation: `${leftText} is not ${rightText}` };
}

/** Six digits; of a large number that has more, with a power of ten, so that its zeros are not taken for digits. */
const rounded = (value: number): string =>
  Math.abs(value) < 1e6 || Number(value.toPrecision(6)) === value
    ? figure(value)
    : value
        .toExponential(5)
        .replace(/\.?0*e\+/, 'e')
        .replace('-', '−');

/** With as many digits as tell them apart; undefined where doubles do not. */
function apart(left: number, right: number): [string, string] | undefined {
  for (let digits = 6; digits < 17; digits += 1) {
    const [a, b] = [left, right].map((value) => String(Number(value.toPrecision(digits))).replace(/-/g, '−'));
    if (a !== undefined && b !== undefined && a !== b) return [a, b];
  }
  return undefined;
}
