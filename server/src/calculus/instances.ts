/**
 * Declared functions made concrete: a claim about any smooth g is tried with some. In: expressions. Out: the same with
 * every declared function replaced by a smooth one (and its derivatives by that one's), and a description of the choice.
 */

import { partial } from './differentiate';
import { domain } from './domain';
import {
  type Callee,
  type Expression,
  type Graph,
  parts,
  postorder,
  rebuild,
  transform,
  type Variable,
} from './expression';
import { fingerprint, type Random, random } from './fingerprint';
import { row } from './functions/table';
import { inline } from './inline';
import { brief } from './wording';

export interface Instance {
  readonly expressions: readonly Expression[];
  /** `g(u, v) = u^2*v + 2*v`. */
  readonly description: string;
}

const inlined = (graph: Graph, expression: Expression): Expression =>
  inline(graph, expression, (callee, orders) => partial(graph, callee, orders));

export function mentionsAbstract(graph: Graph, expressions: readonly Expression[]): boolean {
  return postorder(expressions.map((expression) => inlined(graph, expression))).some(
    (node) => node.kind === 'abstract',
  );
}

/** Three: a polynomial, one with waves, one that grows. The conditions of what was put in are added. */
export function* instancesOf(graph: Graph, expressions: readonly Expression[]): Generator<Instance> {
  const conditions = expressions.flatMap((expression) => domain(graph, expression).map(({ holds }) => holds));
  const all = [...expressions, ...conditions].map((expression) => inlined(graph, expression));
  const chance = random(fingerprint(all));
  for (const style of ['polynomial', 'wave', 'growth'] as const) {
    const chosen = new Map<string, Callee>();
    const choose = (name: string, parameters: readonly string[]): Callee => {
      const known = chosen.get(name);
      if (known) return known;
      const callee = smooth(graph, name, parameters, style, chance);
      chosen.set(name, callee);
      return callee;
    };
    const replaced = all.map((expression) =>
      transform(expression, (node, renewed) => {
        if (node.kind === 'abstract') return graph.call(choose(node.name, node.parameters), node.orders, renewed);
        const old = parts(node);
        return renewed.every((part, i) => part === old[i]) ? node : rebuild(graph, node, renewed);
      }),
    );
    const description = [...chosen.values()].map(describe).join(' and ');
    yield { expressions: replaced, description };
  }
}

/** A function without special values, so that what holds for it seldom holds by accident. */
function smooth(
  graph: Graph,
  name: string,
  parameters: readonly string[],
  style: 'polynomial' | 'wave' | 'growth',
  chance: Random,
): Callee {
  const variables: Variable[] = parameters.map((parameter) => graph.variable(parameter));
  const small = (): number => 2 + Math.floor(chance() * 3);
  const terms: Expression[] = variables.map((variable, i) =>
    graph.multiply(small(), graph.power(variable, 2 + ((i + small()) % 2))),
  );
  for (const [i, variable] of variables.entries()) {
    const next = variables[(i + 1) % variables.length];
    if (next && next !== variable && i + 1 < variables.length) terms.push(graph.multiply(variable, next));
  }
  if (style !== 'polynomial') terms.push(...variables.map((variable) => graph.multiply(small(), variable)));
  const inside = graph.divide(
    graph.add(...variables.map((variable) => graph.multiply(small(), variable)), small()),
    graph.constant(5),
  );
  if (style === 'wave') terms.push(graph.apply(row('sin'), inside));
  if (style === 'growth') terms.push(graph.apply(row('exp'), graph.apply(row('sin'), inside)));
  return { name, parameters: variables, body: graph.add(...terms) };
}

function describe({ name, parameters, body }: Callee): string {
  const head = `${name}(${parameters.map((parameter) => parameter.name).join(', ')})`;
  return `${head} = ${brief(body, 80) ?? '…'}`;
}
