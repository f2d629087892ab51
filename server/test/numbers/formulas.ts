/** Random formulas for property tests: every scalar built-in, every operation; the same seed gives the same formula. */
import type { Expression, Graph, Variable } from '../../src/calculus/expression';
import type { Random } from '../../src/calculus/fingerprint';
import { table } from '../../src/calculus/functions/table';
import { parseDecimal } from '../../src/calculus/rational';

const ROWS = [...table.values()].filter(({ name }) => !/gamma/.test(name));

export function formula(graph: Graph, random: Random, variables: readonly Variable[], depth: number): Expression {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const below = (): Expression => formula(graph, random, variables, depth - 1);
  if (depth === 0 || random() < 0.1) {
    const kind = random();
    if (kind < 0.6) return pick(variables);
    if (kind < 0.7) return graph.named(pick(['e', 'π'] as const));
    if (kind < 0.85) return graph.constant(Math.floor(random() * 7) - 2);
    return graph.constant(parseDecimal(pick(['0.1', '0.25', '1e-9', '3.7', '0.044715', '1e6'])), true);
  }
  switch (Math.floor(random() * 8)) {
    case 0:
      return graph.add(below(), below(), below());
    case 1:
      return graph.subtract(below(), below());
    case 2:
      return graph.multiply(below(), below());
    case 3:
      return graph.divide(below(), below());
    case 4:
      return graph.power(below(), graph.constant(pick([2, 3, -1, -2, 7])));
    case 5:
      return graph.power(below(), pick([graph.ratio(1, 2), graph.ratio(1, 3), below()]));
    default: {
      const row = pick(ROWS);
      return graph.apply(row, ...row.parameters.map(() => below()));
    }
  }
}
