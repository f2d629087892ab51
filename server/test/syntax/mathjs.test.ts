/** Implicit products bind as in mathjs: random products without brackets have the value that mathjs gives them. */
import fc from 'fast-check';
import { all, create } from 'mathjs';
import { expect, test } from 'vitest';
import { parseDecimal, toNumber } from '../../src/calculus/rational';
import type { Tree } from '../../src/syntax/tree';
import { read } from './reader';

const math = create(all ?? {});
const VALUES: Readonly<Record<string, number>> = { a: 1.7, b: 2.3, c: 0.6 };

/** A second reading of trees, as short as can be: numbers and names, + − * / ^ and signs. */
function value(tree: Tree): number {
  switch (tree.kind) {
    case 'number':
      return toNumber(parseDecimal(tree.text));
    case 'name':
      return VALUES[tree.name] ?? Number.NaN;
    case 'group':
      return value(tree.body);
    case 'sign':
      return tree.operator === '-' ? -value(tree.body) : value(tree.body);
    case 'power':
      return value(tree.base) ** value(tree.exponent);
    case 'sum':
      return tree.rest.reduce(
        (sum, { operator, operand }) => sum + (operator === '-' ? -1 : 1) * value(operand),
        value(tree.first),
      );
    case 'product':
      return tree.rest.reduce(
        (product, { operator, operand }) => (operator === '/' ? product / value(operand) : product * value(operand)),
        value(tree.first),
      );
    default:
      throw new Error(`no ${tree.kind} here`);
  }
}

const factor = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('2', '3', '0.5', 'a', 'b', 'c') },
  { weight: 2, arbitrary: fc.constantFrom('(a)', '(2)', '(a + 1)', '(-b)', 'a^2', '2^a', 'b^-1', '2^2', '(a)^2') },
);
const link = fc.oneof(
  { weight: 5, arbitrary: fc.constant(' ') },
  { weight: 4, arbitrary: fc.constantFrom('*', '/', ' / ') },
  { weight: 1, arbitrary: fc.constantFrom(' + ', ' - ', '*-', '/-') },
);
const product = fc
  .tuple(fc.constantFrom('', '', '-'), factor, fc.array(fc.tuple(link, factor), { minLength: 1, maxLength: 6 }))
  .map(([sign, first, rest]) => sign + first + rest.map((part) => part.join('')).join(''));

test('random products', () => {
  let compared = 0;
  fc.assert(
    fc.property(product, (source) => {
      const [statement] = read(source).statements;
      if (statement?.sentence.kind !== 'expression') return;
      let expected: unknown;
      try {
        expected = math.evaluate(source, { ...VALUES });
      } catch {
        return;
      }
      compared++;
      const found = value(statement.sentence.body);
      expect(`${source} = ${found.toPrecision(10)}`).toBe(`${source} = ${Number(expected).toPrecision(10)}`);
    }),
    { seed: 3, numRuns: 800 },
  );
  expect(compared).toBeGreaterThan(400);
});
