/**
 * From the formula that the rules give to its normal form, one kind of rewriting a line. In: a way, and the normal form
 * of its end. Out: the way with the lines of the simplification; its last line is exactly the normal form.
 */

import { partial } from '../differentiate';
import { type Expression, type Graph, postorder } from '../expression';
import { inline } from '../inline';
import { type Context, written } from './context';
import { cancel, combineConstants, combineFactors, distributeExponents, type Rewritten } from './factors';
import { createLines, type Lines } from './lines';
import { meet } from './meet';
import { moveByMove } from './moves';
import type { RuleName } from './rule-names';
import { type Draft, type Explanation, say } from './step';
import { combineTerms } from './terms';
import { arithmeticWords, plain, tidy } from './tidy';

interface Rewriting {
  readonly name: RuleName;
  readonly apply: (graph: Graph, line: Expression) => Rewritten | undefined;
}

const always =
  (words: Explanation, apply: (graph: Graph, line: Expression) => Expression): Rewriting['apply'] =>
  (graph, line) => ({ after: apply(graph, line), words });

/** Tried in this order, each once. */
const REWRITINGS: readonly Rewriting[] = [
  {
    name: 'definition',
    apply: always(say`The functions of the page are replaced by what they are defined as.`, (graph, line) =>
      inline(graph, line, (callee, orders) => partial(graph, callee, orders)),
    ),
  },
  { name: 'arithmetic', apply: (graph, line) => ({ after: tidy(graph, line), words: arithmeticWords(line) }) },
  {
    name: 'distribute the exponent',
    apply: always(
      say`A power of a product is the product of the powers; a power of a power multiplies the exponents.`,
      distributeExponents,
    ),
  },
  { name: 'cancel', apply: cancel },
  { name: 'combine like factors', apply: combineFactors },
  { name: 'combine the constants', apply: always(say`The numbers are multiplied.`, combineConstants) },
  {
    name: 'combine like terms',
    apply: always(say`Terms that differ only in their number are added.`, combineTerms),
  },
];

/** Formulas of more distinct parts are simplified in one line. */
const READABLE = 300;
/** Of more than these, moves are not looked for one by one. */
const SEARCHABLE = 150;
/** What one rewriting brings together another may combine. */
const MOST_ROUNDS = 3;

export function simplifySteps(context: Context, drafts: readonly Draft[], result: Expression): readonly Draft[] {
  const { graph } = context;
  const start = drafts.at(-1)?.after;
  if (!start || start === result) return drafts;
  const lines = createLines(graph, start, result);
  if (postorder([start]).length <= READABLE) {
    for (let round = 0, more = true; more && round < MOST_ROUNDS; round++) more = rewritten(context, lines);
    const searchable = postorder([lines.here]).length <= SEARCHABLE;
    if (!lines.arrived && searchable) moveByMove(graph, lines);
    if (!lines.arrived && searchable) meet(graph, lines, result);
  }
  const before = lines.drafts.length > 0 ? usable(drafts) : drafts;
  return ended(graph, [...before, ...lines.drafts], lines, result);
}

/** Where the inner functions are put back, the rest is no calculus any more. */
function usable(drafts: readonly Draft[]): readonly Draft[] {
  const last = drafts.at(-1);
  if (last?.rule !== 'put back') return drafts;
  const explanation = [...last.explanation, ' This is a perfectly usable answer; the rest is practice in algebra.'];
  return [...drafts.slice(0, -1), { ...last, explanation }];
}

/** Every rewriting once; whether one of them made a line. */
function rewritten(context: Context, lines: Lines): boolean {
  const { graph } = context;
  let more = false;
  for (const { name, apply } of REWRITINGS) {
    if (lines.arrived) return false;
    const made = apply(graph, plain(graph, lines.here));
    if (made && context.afford(written(graph, made.after))) more = lines.push(name, made.after, made.words) || more;
  }
  return more;
}

/** The last line is the normal form itself. */
function ended(graph: Graph, all: readonly Draft[], lines: Lines, result: Expression): readonly Draft[] {
  const last = all.at(-1);
  if (!last || last.after === result) return all;
  // What only stands in another order is no line of its own after a rewriting.
  const silent = plain(graph, last.after) === plain(graph, result) || SILENT.has(last.rule) || lines.drafts.length > 0;
  if (lines.arrived && silent) return [...all.slice(0, -1), { ...last, after: result }];
  const [rule, explanation] = lines.arrived ? (['order', ORDER] as const) : (['simplify', SIMPLIFY] as const);
  return [...all, { rule, before: last.after, after: result, explanation, steps: [] }];
}

/** Lines that may end in the usual order of terms and factors. */
const SILENT: ReadonlySet<string> = new Set(['put back', 'arithmetic']);
const ORDER: Explanation = ['Factors and terms in their usual order.'];
const SIMPLIFY: Explanation = ['The same formula in its shortest form.'];
