/**
 * Comparisons and truth functions: 1 where they hold, else 0 (Iverson's bracket), and `where`, which chooses by one.
 * Any number but 0 counts as true.
 */
import type { Builder, Expression } from '../expression';
import type { BigNumber } from '../special/precise';
import { binary } from './define';
import type { FunctionRow, Notation } from './row';

const truth = (holds: boolean): number => (holds ? 1 : 0);

interface ComparisonFields {
  readonly name: string;
  readonly summary: string;
  readonly symbols: Pick<Notation, 'unicode' | 'latex'>;
  /** Whether it holds, by the sign of x − y. */
  readonly holds: (order: number) => boolean;
}

function comparison({ name, summary, symbols, holds }: ComparisonFields): FunctionRow {
  return binary({
    name,
    parameters: [{ name: 'x' }, { name: 'y' }],
    truth: true,
    summary,
    documentation: `1 where x ${symbols.unicode ?? name} y holds, else 0 (Iverson's bracket). Its slope is 0 except at the jump, x = y.`,
    notation: { style: 'infix', operator: name, ...symbols },
    accuracy: 0,
    value: (x, y) => truth(holds(x < y ? -1 : x > y ? 1 : 0)),
    precise: (a, x, y) => a.from(truth(holds(a.compare(x, y)))),
    kinks: (builder, x, y) => [
      {
        at: builder.apply(equal, x, y),
        note: 'the comparison jumps where both sides are equal; its slope is 0 by convention',
      },
    ],
    bounds: { low: 0, high: 1 },
    intervals: [
      [-3, 3],
      [-3, 3],
    ],
    values: [
      [1, 2, truth(holds(-1))],
      [2, 2, truth(holds(0))],
      [2, 1, truth(holds(1))],
    ],
  });
}

export const less = comparison({
  name: '<',
  summary: 'less than',
  symbols: { latex: '<' },
  holds: (order) => order < 0,
});
export const lessOrEqual = comparison({
  name: '<=',
  summary: 'at most',
  symbols: { unicode: '≤', latex: '\\leq' },
  holds: (order) => order <= 0,
});
export const greater = comparison({
  name: '>',
  summary: 'greater than',
  symbols: { latex: '>' },
  holds: (order) => order > 0,
});
export const greaterOrEqual = comparison({
  name: '>=',
  summary: 'at least',
  symbols: { unicode: '≥', latex: '\\geq' },
  holds: (order) => order >= 0,
});
export const equal = comparison({
  name: '==',
  summary: 'equal to',
  symbols: { unicode: '=', latex: '=' },
  holds: (order) => order === 0,
});
export const notEqual = comparison({
  name: '!=',
  summary: 'not equal to',
  symbols: { unicode: '≠', latex: '\\neq' },
  holds: (order) => order !== 0,
});

const isTrue = (value: BigNumber): boolean => !value.isZero();
const operands = [{ name: 'p' }, { name: 'q' }] as const;
const anyTruths = [
  [-1, 1],
  [-1, 1],
] as const;

export const and: FunctionRow = {
  name: 'and',
  parameters: operands,
  variadic: true,
  truth: true,
  summary: 'both hold',
  documentation: '1 where all operands are true (not 0), else 0.',
  notation: { style: 'infix', operator: 'and', unicode: 'and', latex: '\\land' },
  accuracy: 0,
  value: (...args) => truth(args.every((arg) => arg !== 0)),
  precise: (a, ...args) => a.from(truth(args.every(isTrue))),
  bounds: { low: 0, high: 1 },
  tests: {
    arguments: anyTruths,
    values: [
      [[1, 0], 0],
      [[1, 1], 1],
      [[1, 1, 0], 0],
    ],
  },
};

export const or: FunctionRow = {
  name: 'or',
  parameters: operands,
  variadic: true,
  truth: true,
  summary: 'at least one holds',
  documentation: '1 where one of the operands is true (not 0), else 0.',
  notation: { style: 'infix', operator: 'or', unicode: 'or', latex: '\\lor' },
  accuracy: 0,
  value: (...args) => truth(args.some((arg) => arg !== 0)),
  precise: (a, ...args) => a.from(truth(args.some(isTrue))),
  bounds: { low: 0, high: 1 },
  tests: {
    arguments: anyTruths,
    values: [
      [[0, 0], 0],
      [[1, 0], 1],
      [[0, 0, 2], 1],
    ],
  },
};

export const not: FunctionRow = {
  name: 'not',
  parameters: [{ name: 'p' }],
  truth: true,
  summary: 'does not hold',
  documentation: '1 where the operand is 0, else 0.',
  notation: { style: 'prefix', operator: 'not', unicode: 'not', latex: '\\lnot' },
  accuracy: 0,
  value: (p) => truth(p === 0),
  precise: (a, p) => a.from(truth(p?.isZero() ?? false)),
  bounds: { low: 0, high: 1 },
  tests: {
    arguments: [[-1, 1]],
    values: [
      [[0], 1],
      [[1], 0],
    ],
  },
};

/** Lazy: the evaluator looks at the condition first, and a branch that is not taken needs no value. */
export const where: FunctionRow = {
  name: 'where',
  parameters: [{ name: 'condition' }, { name: 'a' }, { name: 'b' }],
  summary: 'piecewise function',
  documentation:
    'a where the condition holds (is not 0), else b. The branch that is not taken needs no value, and the derivative is that of the branch taken.',
  accuracy: 0,
  value: (condition, a, b) => (condition !== 0 ? a : b) ?? Number.NaN,
  precise: (_arithmetic, ...args) => chosen(args),
  derivative: (builder, args) => {
    const [condition] = args;
    if (!condition) throw new RangeError('where needs a condition');
    return [builder.constant(0), iverson(builder, condition), builder.apply(not, condition)];
  },
  tests: {
    arguments: [
      [-1, 1],
      [-5, 5],
      [-5, 5],
    ],
    values: [
      [[1, 3, 4], 3],
      [[0, 3, 4], 4],
    ],
  },
};

function chosen(args: readonly BigNumber[]): BigNumber {
  const [condition, a, b] = args;
  if (!condition || !a || !b) throw new RangeError('where needs three arguments');
  return isTrue(condition) ? a : b;
}

/** The condition as 1 or 0, also where it is any number. */
function iverson(builder: Builder, condition: Expression): Expression {
  const isTruth = condition.kind === 'application' && condition.row.truth === true;
  return isTruth ? condition : builder.apply(notEqual, condition, 0);
}

export const comparisons = [less, lessOrEqual, greater, greaterOrEqual, equal, notEqual, and, or, not, where];
