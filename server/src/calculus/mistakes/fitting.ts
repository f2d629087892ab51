/**
 * What could have gone wrong? In: a refuted claim between numbers. Out: the mistakes that give what one side says in
 * place of the other, by the first way of working that has one.
 */
import { partial } from '../differentiate';
import { type Call, type Expression, type Graph, isConstant, postorder, substitute, variables } from '../expression';
import { normalise } from '../normal';
import type { Work } from '../work';
import { algebraCandidates, losses, wrongIdentities } from './algebra';
import { candidates, slope } from './candidates';
import { type Answer, agreeing, equal } from './compare';
import { type Match, matching } from './matching';
import { prepare, withoutCalls } from './prepare';
import { type Candidate, type RefutedClaim, worded } from './slip';
import { slopeMistakes } from './table';
import { integralOf, wholeCandidates } from './whole';

/** All mistakes that give what one side says, in place of the other: more than one say nothing. */
export function* fitting(
  graph: Graph,
  claim: RefutedClaim,
): Work<{ readonly matches: Match[]; readonly answer: Answer }> {
  const { left, right, conditions, tolerance } = claim;
  const ways = [
    { asked: left, given: right },
    { asked: right, given: left },
  ];
  if (isDerivative(right) && !isDerivative(left)) ways.reverse();
  const answers = ways.map(({ asked, given }): Answer => ({ given, right: asked, conditions, tolerance }));
  for (const answer of answers) {
    // 0 comes out of too much.
    if (isConstant(normalise(graph, answer.given), 0)) continue;
    const stagesHere = stages(graph, answer, answer === answers[0]);
    for (const stage of stagesHere) {
      const matches = yield* stage();
      if (matches.length > 0) return { matches, answer };
    }
  }
  return { matches: [], answer: { given: right, right: left, conditions, tolerance } };
}

export const isDerivative = (node: Expression): node is Call =>
  node.kind === 'call' && node.orders.some((order) => order > 0);

/**
 * What is tried, in order: the function as it is written; multiplied out, or rightly differentiated and wrongly
 * simplified; and what no single rule explains. The first stage with a match decides.
 */
function stages(graph: Graph, answer: Answer, isForward: boolean): (() => Work<Match[]>)[] {
  const { right: asked, given } = answer;
  const derivatives = postorder([asked]).filter(isDerivative).slice(0, 4);
  const numbers = variables(asked, given).length === 0;
  if (derivatives.length === 0) {
    // A number for a formula: it comes out of too much.
    if (variables(normalise(graph, given)).length === 0 || postorder([given]).some(isDerivative)) return [];
    const table = isForward ? [...wrongIdentities, ...losses] : wrongIdentities;
    return [() => matching(graph, algebraCandidates(graph, asked, table), answer)];
  }
  /** Each derivative with a mistake, at its point and in what stands around it. */
  const around = (...makers: readonly ((graph: Graph, call: Call) => readonly Candidate[])[]) =>
    function* (): Work<Match[]> {
      const list: Candidate[] = [];
      for (const call of derivatives) {
        const point = new Map(call.callee.parameters.map((parameter, i) => [parameter, call.args[i] ?? parameter]));
        for (const make of makers) {
          yield;
          for (const candidate of make(graph, call)) {
            const result = substitute(graph, candidate.result, point);
            list.push({ ...candidate, result: substitute(graph, asked, new Map([[call, result]])) });
          }
        }
      }
      yield;
      return yield* matching(graph, numbers ? list.filter(({ mistake }) => !mistake.rare) : list, answer);
    };
  const written = around(asWritten, wholeCandidates);
  if (numbers) return [written];
  return [
    written,
    around(inNormalForm, simplifiedWrongly),
    ...(isDerivative(asked) ? [() => integral(graph, asked, answer)] : []),
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
    const found = candidates(graph, prepare(graph, normalise(graph, body)), variable, slopeMistakes);
    return found.filter(({ mistake }) => !mistake.rare);
  });
}

/** The right slope as the rules write it, and then one wrong identity, or a loss. */
function simplifiedWrongly(graph: Graph, { callee, orders }: Call): Candidate[] {
  const by = orders.indexOf(1);
  const variable = callee.parameters[by];
  if (!variable || orders.some((order, i) => order > 0 && i !== by)) return [];
  const line = slope(graph, prepare(graph, withoutCalls(graph, callee.body)), variable);
  return (line ? algebraCandidates(graph, line, [...wrongIdentities, ...losses]) : []).map((candidate) => ({
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

/** sin′ = −cos is an integral too, and is named by its rule: this is for what no single rule explains. */
function* integral(graph: Graph, asked: Call, answer: Answer): Work<Match[]> {
  const candidate = integralOf(graph, asked, answer.given);
  if (!candidate || variables(answer.given).length === 0) return [];
  const integrand = { ...answer, given: asked.callee.body };
  const [near] = yield* agreeing(graph, [candidate.result], { ...integrand, right: answer.given });
  const certainty = near === undefined ? undefined : yield* equal(graph, candidate.result, integrand);
  return certainty ? [{ candidate, certainty }] : [];
}
