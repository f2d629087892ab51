/**
 * Products of sums inside sums, multiplied out: 2x·(x² + 1) − (x² − 1)·2x is 2x³ + 2x − 2x³ + 2x. In: a term. Out: the
 * terms that it becomes.
 */
import { type Expression, type Graph, isConstant } from '../expression';
import { combineConstants, combineFactors } from './factors';
import { constantValue, tidy } from './tidy';

/** A sum with more terms than these is no help to a reader. */
const MOST_TERMS = 40;
const HIGHEST_POWER = 6;

/** Each new term with its numbers and powers gathered; undefined where there are too many. */
export function expanded(graph: Graph, term: Expression): readonly Expression[] | undefined {
  return termsOf(graph, term)?.map((one) => {
    const tidied = tidy(graph, one);
    return combineConstants(graph, combineFactors(graph, tidied)?.after ?? tidied);
  });
}

/** The terms of a product of sums, or of a sum in brackets. */
function termsOf(graph: Graph, term: Expression): readonly Expression[] | undefined {
  if (term.kind === 'negation') return termsOf(graph, term.operand)?.map((inner) => negated(graph, inner));
  const factors = (term.kind === 'product' ? term.factors : [term]).flatMap(repeated);
  let products: readonly (readonly Expression[])[] = [[]];
  for (const factor of factors) {
    const choices = factor.kind === 'sum' ? factor.terms : [factor];
    products = products.flatMap((known) => choices.map((choice) => [...known, choice]));
    if (products.length > MOST_TERMS) return undefined;
  }
  return products.map((one) => graph.multiply(...one));
}

/** (a + b)³ as three brackets. */
function repeated(factor: Expression): readonly Expression[] {
  if (factor.kind !== 'power' || factor.base.kind !== 'sum' || !isConstant(factor.exponent)) return [factor];
  const times = Number(constantValue(factor.exponent)?.valueOf() ?? 0);
  return Number.isInteger(times) && times > 1 && times <= HIGHEST_POWER
    ? Array.from({ length: times }, () => factor.base)
    : [factor];
}

const negated = (graph: Graph, term: Expression): Expression =>
  term.kind === 'negation' ? term.operand : graph.negate(term);
