/**
 * Products of sums inside sums, multiplied out: 2x·(x² + 1) − (x² − 1)·2x is 2x³ + 2x − 2x³ + 2x. In and out: a line as
 * written. Done only where it pays, which the caller finds out.
 */
import { type Expression, type Graph, rebuild, transform } from '../expression';

/** A sum with more terms than these is no help to a reader. */
const MOST_TERMS = 40;

/** `clean` gathers the factors of each new term. */
export function multiplyOut(graph: Graph, line: Expression, clean: (term: Expression) => Expression): Expression {
  return transform(line, (node, parts) => {
    const made = rebuild(graph, node, parts);
    if (made.kind !== 'sum') return made;
    const terms = made.terms.flatMap((term) => termsOf(graph, term) ?? [term]);
    return terms.length > MOST_TERMS ? made : graph.add(...terms.map(clean));
  });
}

/** The terms of a product of sums, or of a sum in brackets; undefined where there are too many. */
function termsOf(graph: Graph, term: Expression): readonly Expression[] | undefined {
  if (term.kind === 'negation') return termsOf(graph, term.operand)?.map((inner) => negated(graph, inner));
  if (term.kind === 'sum') return term.terms;
  if (term.kind !== 'product') return [term];
  let products: readonly (readonly Expression[])[] = [[]];
  for (const factor of term.factors) {
    const choices = factor.kind === 'sum' ? factor.terms : [factor];
    products = products.flatMap((known) => choices.map((choice) => [...known, choice]));
    if (products.length > MOST_TERMS) return undefined;
  }
  return products.map((factors) => graph.multiply(...factors));
}

const negated = (graph: Graph, term: Expression): Expression =>
  term.kind === 'negation' ? term.operand : graph.negate(term);
