/**
 * Constructors of rows: what rows of one or two arguments have in common, said once.
 * In: the entries of a row with their arguments by name. Out: a row of the function table.
 */
import type { Builder, Expression } from '../expression';
import { parseDecimal } from '../rational';
import type { BigNumber, Precise } from '../special/precise';
import type { Condition, FunctionRow, Kink, RowParameter } from './row';

type Shared = Omit<
  FunctionRow,
  'parameters' | 'value' | 'precise' | 'derivative' | 'domain' | 'kinks' | 'definition' | 'tests'
>;
type Interval = readonly [low: number, high: number];

export interface UnaryFields extends Shared {
  readonly value: (x: number) => number;
  readonly precise: (arithmetic: Precise, x: BigNumber) => BigNumber;
  /** f′(x). Missing: 0 wherever it exists. */
  readonly derivative?: (builder: Builder, x: Expression, self: Expression) => Expression;
  readonly domain?: (builder: Builder, x: Expression) => readonly Condition[];
  readonly kinks?: (builder: Builder, x: Expression, self: Expression) => readonly Kink[];
  readonly definition?: (builder: Builder, x: Expression) => Expression;
  /** Where tests take random arguments from. */
  readonly interval: Interval;
  /** Exact or published values: pairs of argument and value. */
  readonly values?: readonly (readonly [x: number, value: number])[];
}

/** A row of one argument. */
export function unary(fields: UnaryFields): FunctionRow {
  const { value, precise, derivative, domain, kinks, definition, interval, values, ...shared } = fields;
  const built: FunctionRow = {
    ...shared,
    parameters: [{ name: 'x' }],
    value: (x) => value(x ?? Number.NaN),
    precise: (arithmetic, ...args) => precise(arithmetic, only(args)),
    ...(derivative && { derivative: (builder, args, self) => [derivative(builder, only(args), self)] }),
    ...(domain && { domain: (builder, args) => domain(builder, only(args)) }),
    ...(kinks && { kinks: (builder, args) => kinks(builder, only(args), builder.apply(built, ...args)) }),
    ...(definition && { definition: (builder, args) => definition(builder, only(args)) }),
    tests: { arguments: [interval], values: (values ?? []).map(([x, expected]) => [[x], expected]) },
  };
  return built;
}

function only<Value>(args: readonly Value[]): Value {
  const [first] = args;
  if (first === undefined || args.length !== 1) throw new RangeError(`one argument expected, not ${args.length}`);
  return first;
}

export interface BinaryFields extends Shared {
  readonly parameters: readonly [RowParameter, RowParameter];
  readonly value: (x: number, y: number) => number;
  readonly precise: (arithmetic: Precise, x: BigNumber, y: BigNumber) => BigNumber;
  /** The two partials. Missing: 0 wherever they exist. */
  readonly derivative?: (
    builder: Builder,
    x: Expression,
    y: Expression,
    self: Expression,
  ) => readonly [Expression, Expression];
  readonly domain?: (builder: Builder, x: Expression, y: Expression) => readonly Condition[];
  readonly kinks?: (builder: Builder, x: Expression, y: Expression) => readonly Kink[];
  readonly definition?: (builder: Builder, x: Expression, y: Expression) => Expression;
  readonly intervals: readonly [Interval, Interval];
  /** Exact or published values: triples of the arguments and the value. */
  readonly values?: readonly (readonly [x: number, y: number, value: number])[];
}

/** A row of exactly two arguments. */
export function binary(fields: BinaryFields): FunctionRow {
  const { value, precise, derivative, domain, kinks, definition, intervals, values, ...shared } = fields;
  return {
    ...shared,
    value: (...args) => value(...both(args)),
    precise: (arithmetic, ...args) => precise(arithmetic, ...both(args)),
    ...(derivative && { derivative: (builder, args, self) => derivative(builder, ...both(args), self) }),
    ...(domain && { domain: (builder, args) => domain(builder, ...both(args)) }),
    ...(kinks && { kinks: (builder, args) => kinks(builder, ...both(args)) }),
    ...(definition && { definition: (builder, args) => definition(builder, ...both(args)) }),
    tests: { arguments: intervals, values: (values ?? []).map(([x, y, expected]) => [[x, y], expected]) },
  };
}

export function both<Value>(args: readonly Value[]): readonly [Value, Value] {
  const [first, second] = args;
  if (first === undefined || second === undefined || args.length !== 2) {
    throw new RangeError(`two arguments expected, not ${args.length}`);
  }
  return [first, second];
}

/** An exact decimal that is printed as it is written: `decimal(builder, '0.044715')`. */
export const decimal = (builder: Builder, text: string): Expression => builder.constant(parseDecimal(text), true);
