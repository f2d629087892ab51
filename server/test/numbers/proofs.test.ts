/** No proof of what is false: formulas changed by rules that are right, or wrong, or right on a part of the domain. */
import { expect, test } from 'vitest';
import {
  createGraph,
  type Expression,
  type Graph,
  isConstant,
  rebuild,
  transform,
} from '../../src/calculus/expression';
import { type Random, random } from '../../src/calculus/fingerprint';
import { row } from '../../src/calculus/functions/table';
import { normalise } from '../../src/calculus/normal';
import { proves } from '../../src/calculus/prove';
import { search, THOROUGH } from '../../src/calculus/search';
import { claimOf, verify } from '../../src/calculus/verify';
import { brief } from '../../src/calculus/wording';

/** Few rows and few names, so that much of it meets. */
function formula(graph: Graph, chance: Random, depth: number): Expression {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(chance() * items.length)] as T;
  const below = (): Expression => formula(graph, chance, depth - 1);
  if (depth === 0) {
    return chance() < 0.75 ? graph.variable(pick(['x', 'y'])) : graph.constant(pick([-1, 1, 2, 3]));
  }
  switch (Math.floor(chance() * 7)) {
    case 0:
      return graph.add(below(), below());
    case 1:
      return graph.subtract(below(), below());
    case 2:
      return graph.multiply(below(), below());
    case 3:
      return graph.divide(below(), below());
    case 4:
      return graph.power(
        below(),
        pick([graph.constant(2), graph.constant(-1), graph.ratio(1, 2), graph.ratio(2, 3), below()]),
      );
    default:
      return graph.apply(
        row(pick(['exp', 'log', 'sqrt', 'abs', 'sin', 'cos', 'sinh', 'cosh', 'tanh', 'sign'])),
        below(),
      );
  }
}

/** At one place in three: an identity, or what people take for one. */
function changed(graph: Graph, chance: Random, expression: Expression): Expression {
  const apply = (name: string, arg: Expression): Expression => graph.apply(row(name), arg);
  return transform(expression, (node, parts) => {
    const made = parts.length > 0 ? rebuild(graph, node, parts) : node;
    if (chance() > 0.34) return made;
    const [a, b] = parts;
    if (node.kind === 'sum' && a && b)
      return chance() < 0.5 ? graph.add(b, a) : graph.negate(graph.subtract(graph.negate(a), b));
    if (node.kind === 'product' && a && b)
      return chance() < 0.5 ? graph.multiply(b, a) : graph.divide(a, graph.power(b, -1));
    if (node.kind === 'quotient' && a && b) return graph.power(graph.divide(b, a), -1);
    if (node.kind === 'power' && a && b && isConstant(b, 2)) {
      if (a.kind === 'application' && a.row.name === 'sin')
        return graph.subtract(1, graph.power(apply('cos', a.args[0] ?? a), 2));
      return a.kind === 'application' && a.row.name === 'abs' ? graph.power(a.args[0] ?? a, 2) : graph.multiply(a, a);
    }
    if (node.kind === 'power' && a && b) return apply('exp', graph.multiply(b, apply('log', a)));
    if (node.kind !== 'application' || !a) return made;
    switch (node.row.name) {
      case 'log':
        return a.kind === 'product' ? graph.add(...a.factors.map((factor) => apply('log', factor))) : made;
      case 'sqrt':
        return a.kind === 'product'
          ? graph.multiply(...a.factors.map((factor) => apply('sqrt', factor)))
          : apply('sqrt', apply('abs', a));
      case 'abs':
        return chance() < 0.5 ? a : apply('sqrt', graph.power(a, 2));
      case 'exp':
        return a.kind === 'sum' ? graph.multiply(...a.terms.map((term) => apply('exp', term))) : made;
      case 'sin':
        return graph.multiply(2, apply('sin', graph.divide(a, 2)), apply('cos', graph.divide(a, 2)));
      case 'cos':
        return graph.subtract(graph.multiply(2, graph.power(apply('cos', graph.divide(a, 2)), 2)), 1);
      case 'sign':
        return graph.divide(a, apply('abs', a));
      default:
        return made;
    }
  });
}

test('what is proved is not refuted', () => {
  const chance = random(5);
  const wrong: string[] = [];
  let proved = 0;
  for (let run = 0; run < 150; run += 1) {
    const graph = createGraph();
    const left = formula(graph, chance, 3);
    const right = changed(graph, chance, left);
    if (left === right || !proves(graph, left, right, [])) continue;
    proved += 1;
    const found = search(graph, claimOf(graph, left, right, []), { ...THOROUGH, careful: 0, random: 20 });
    if (found.counterexample)
      wrong.push(
        `run ${run}: ${brief(left, 300)} = ${brief(right, 300)} at ${[...found.counterexample.values.values()]}`,
      );
  }
  expect(wrong).toEqual([]);
  expect(proved).toBeGreaterThan(20);
});

test('the normal form of a formula is never refuted, one a little off is never proved', () => {
  const chance = random(6);
  const wrong: string[] = [];
  for (let run = 0; run < 60; run += 1) {
    const graph = createGraph();
    const left = formula(graph, chance, 3);
    const same = verify(graph, left, normalise(graph, left));
    if (same.verdict === 'refuted' || same.verdict === 'holds')
      wrong.push(`run ${run}: ${brief(left, 300)}: ${same.explanation}`);
    const off = verify(graph, left, graph.add(left, graph.ratio(1, 10 ** 9)));
    if (off.verdict === 'proved' || off.verdict === 'holds')
      wrong.push(`run ${run}: ${brief(left, 300)} off: ${off.explanation}`);
  }
  expect(wrong).toEqual([]);
});
