/**
 * Like terms: a·t + b·t = (a + b)·t, also over sums in brackets. In and out: a line.
 */
import { type Expression, type Graph, isConstant, rebuild, transform } from '../expression';
import { isOne, isZero, ONE } from '../rational';
import { combineConstants } from './factors';
import { isNumber, plain, unordered } from './tidy';

export function combineTerms(graph: Graph, line: Expression): Expression {
  return transform(combineConstants(graph, line), (node, parts) => {
    if (node.kind !== 'sum') return rebuild(graph, node, parts);
    const groups = new Map<Expression, { value: typeof ONE; term: Expression; count: number; decimal: boolean }>();
    for (const term of parts.flatMap((part) => openedBracket(graph, part))) {
      const { value, rest, decimal } = split(graph, term);
      const key = unordered(graph, rest);
      const known = groups.get(key);
      groups.set(key, {
        value: known ? known.value.add(value) : value,
        term: known ? rest : term,
        count: (known?.count ?? 0) + 1,
        decimal: decimal || (known?.decimal ?? false),
      });
    }
    const terms = [...groups.values()].flatMap(({ value, term, count, decimal }) => {
      if (count === 1) return [term];
      if (isZero(value)) return [];
      if (isConstant(term, 1)) return [graph.constant(value, decimal)];
      return [isOne(value) ? term : graph.multiply(graph.constant(value, decimal), term)];
    });
    return graph.add(...(terms.length === 0 ? [graph.constant(0)] : terms));
  });
}

/** The terms of a sum in brackets, also after a minus. */
function openedBracket(graph: Graph, part: Expression): readonly Expression[] {
  if (part.kind === 'sum') return part.terms;
  const body = part.kind === 'negation' ? part.operand : negatedSum(part);
  if (body?.kind !== 'sum') return [part];
  return body.terms.map((term) => plain(graph, graph.negate(term)));
}

function negatedSum(part: Expression): Expression | undefined {
  const [sign, sum, ...others] = part.kind === 'product' ? part.factors : [];
  return sign && isConstant(sign, -1) && others.length === 0 ? sum : undefined;
}

/** A term as its number and the rest. */
function split(graph: Graph, term: Expression): { value: typeof ONE; rest: Expression; decimal: boolean } {
  if (term.kind === 'negation') {
    const inner = split(graph, term.operand);
    return { ...inner, value: inner.value.neg() };
  }
  if (term.kind === 'constant') return { value: term.value, rest: graph.constant(1), decimal: term.decimal };
  const numbers = term.kind === 'product' ? term.factors.filter(isNumber) : [];
  const [number] = numbers;
  if (term.kind !== 'product' || !number || numbers.length > 1) return { value: ONE, rest: term, decimal: false };
  const rest = graph.multiply(...term.factors.filter((factor) => factor !== number));
  return { value: number.value, rest, decimal: number.decimal };
}
