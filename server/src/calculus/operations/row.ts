/**
 * One row of the table of operations: all that Nabla knows of a built-in that looks at arrays as wholes (`@`, sum over an
 * axis, softmax, conv2d). Elementwise functions are rows of `functions/`. Shapes, differentiation, evaluation, printing,
 * completion, hovers, the language guide and the tests read rows and nothing else.
 */
import type { Dimension, Shape } from '../dimension';
import type { Builder, Expression, Operation } from '../expression';
import type { FunctionRow } from '../functions/row';

/** What an operation is told besides its arguments; pairs are slices [from, to). */
export type Option = Dimension | boolean | readonly (Dimension | readonly Dimension[])[];
/** By name; what is left out has its default. */
export type Options = Readonly<Record<string, Option>>;

/**
 * `array`: an expression. `axis`: an integer. `axes`: a list of them. `flag`: 1 or 0. `shape`: lengths, in brackets unless
 * it is one. `length`: a positive length. `count`: a natural number. `subscripts`: what stands in an index bracket.
 */
export type ParameterKind = 'array' | 'axis' | 'axes' | 'flag' | 'shape' | 'length' | 'count' | 'subscripts';

export interface OperationParameter {
  readonly name: string;
  readonly kind: ParameterKind;
  /** May be left out. */
  readonly optional?: boolean;
  /** What it is where it is left out, in words or as the option itself: `0`, `size`. */
  readonly default?: string;
}

/** Why arguments do not go together. */
export interface Misfit {
  /** The argument that is wrong, by its index; the operator or the function's name where none is. */
  readonly argument?: number;
  /** The option that is wrong, by its name. */
  readonly option?: string;
  /** What kind of mistake it is, where it is not one of shapes. */
  readonly code?: 'index-out-of-range' | 'wrong-option';
  /** In the reader's words, with the shapes: `x has shape [4] and W has [8, 3]` is `{0} has shape [4] and {1} has [8, 3]`. */
  readonly message: string;
  /** The likeliest mends, the best first: an argument (by index) transposed, flattened, made a column. */
  readonly mends?: readonly { readonly argument: number; readonly how: 'transpose' | 'flatten' | 'column' | 'row' }[];
}

/** An array's entries in row-major order. */
export interface Entries<T> {
  readonly shape: readonly number[];
  readonly data: ArrayLike<T>;
}

/** What entries are computed with: doubles, or expressions. */
export interface Arithmetic<T> {
  constant(value: number): T;
  /** 0 for no terms. */
  add(terms: readonly T[]): T;
  subtract(a: T, b: T): T;
  /** 1 for no factors. */
  multiply(factors: readonly T[]): T;
  divide(a: T, b: T): T;
  power(base: T, exponent: T): T;
  /** A scalar function; comparisons give 1 or 0. Outside its domain a double is NaN. */
  apply(row: FunctionRow, ...args: readonly T[]): T;
}

export interface OperationRow {
  readonly name: string;
  readonly parameters: readonly OperationParameter[];
  /** The last parameter of kind `array` may be repeated: concat(a, b, c). */
  readonly variadic?: boolean;
  /** What it is, in a few words: `matrix product`. */
  readonly summary: string;
  /** More, in Markdown: the definition as a formula, conventions, source. */
  readonly documentation?: string;
  /** How it is written: `call` f(x, axis=0) (the default), `infix` a @ b, `postfix` A.T, `index` x[0, 1:3], W[ids]. */
  readonly style?: 'call' | 'infix' | 'postfix' | 'index';
  /** LaTeX of the name, e.g. `\operatorname{softmax}`. */
  readonly latex?: string;
  /** The result's shape, or why the arguments do not go together. Called with options that have been read. */
  readonly shape: (args: readonly Shape[], options: Options) => Shape | Misfit;
  /** The entries of the result, by their definition. Undefined where that would be too long (an inverse by cofactors). */
  readonly entries: <T>(
    arithmetic: Arithmetic<T>,
    args: readonly Entries<T>[],
    options: Options,
    shape: readonly number[],
  ) => readonly T[] | undefined;
  /** The same in doubles, where that can be quicker or more accurate than by `entries`. NaN where there is no value. */
  readonly values?: (args: readonly Entries<number>[], options: Options, shape: readonly number[]) => ArrayLike<number>;
  /**
   * The vector-Jacobian product: for each argument what the adjoint (of the result's shape) contributes to the
   * argument's, in the argument's shape. Undefined where it contributes nothing. Missing: the slope is 0 everywhere it
   * exists (argmax).
   */
  readonly pullback?: (make: Builder, node: Operation, adjoint: Expression) => readonly (Expression | undefined)[];
  /** The arguments (by index) in which it is linear: scalar factors come out of them. */
  readonly linear?: readonly number[];
  /** In terms of simpler operations, where there is such a formula; equal to it on its whole domain. */
  readonly definition?: (make: Builder, args: readonly Expression[], options: Options) => Expression | undefined;
  /** Where a convention decides the slope: a tie of a maximum. */
  readonly kink?: { readonly note: string; at(args: readonly Entries<number>[], options: Options): boolean };
  /** Shapes of arguments and options that tests try, at random entries between −2 and 2 unless `entries` says otherwise. */
  readonly tests: readonly {
    readonly shapes: readonly (readonly number[])[];
    readonly options?: Options;
    readonly entries?: readonly [number, number];
    /** The argument (by index) whose entries are the numbers of rows: integers from 0 up to and without `below`. */
    readonly ids?: { readonly argument: number; readonly below: number };
  }[];
}

export const isMisfit = (shape: Shape | Misfit): shape is Misfit => !Array.isArray(shape);
