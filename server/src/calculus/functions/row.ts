/**
 * One row of the function table: all that Nabla knows of a built-in function. Differentiation, evaluation,
 * printing, export, completion, hovers, the language guide and the tests read rows and nothing else.
 */
import type { Builder, Expression } from '../expression';
import type { BigNumber, Precise } from '../special/precise';

/** A parameter of a built-in; with a default, or where it is optional, it may be left out. Rows read both ways of calling. */
export interface RowParameter {
  readonly name: string;
  /** Exact decimal text, e.g. `0.01`. */
  readonly default?: string;
  /** May be left out, for a meaning that no default value has: the base of log. */
  readonly optional?: boolean;
}

/** A requirement on the arguments. */
export interface Condition {
  /** A truth value over the arguments, e.g. x > 0; holds inside the domain. */
  readonly holds: Expression;
  /** Why there is no number where it fails, as a clause: `log is defined for positive numbers`. */
  readonly reason: string;
}

/** A place where the function has no derivative and the convention gives one. */
export interface Kink {
  /** A truth value over the arguments, e.g. x == 0; 1 at the kink. */
  readonly at: Expression;
  /** What holds there: `abs has a kink at 0; its slope there is 0 by convention`. */
  readonly note: string;
  /** No convention gives a slope here: the formula of the derivative has no value, and `note` says why. */
  readonly slopeless?: boolean;
}

/** How the name is written; what is missing follows from `name`. */
export interface Notation {
  /**
   * `call` f(x) (the default); `infix` a < b with `operator` between the arguments; `prefix` not a;
   * `bars` |x|; `root` √x.
   */
  readonly style?: 'call' | 'infix' | 'prefix' | 'bars' | 'root';
  /** ASCII spelling of an infix or prefix operator. */
  readonly operator?: string;
  /** Unicode spelling of the name or operator, where it differs. */
  readonly unicode?: string;
  /** LaTeX of the name or operator, e.g. `\tanh`, `\operatorname{relu}`, `\leq`. */
  readonly latex?: string;
}

export interface FunctionRow {
  readonly name: string;
  readonly parameters: readonly RowParameter[];
  /** The last parameter may be repeated: max(a, b, c). */
  readonly variadic?: boolean;
  /** A truth value: 1 or 0. */
  readonly truth?: boolean;
  /** What it is, in a few words: `hyperbolic tangent`. */
  readonly summary: string;
  /** More, in Markdown: the definition as a formula, conventions, source. */
  readonly documentation?: string;
  readonly notation?: Notation;
  /**
   * The value in doubles. Called inside the domain only; ±Infinity is overflow. Accurate to `accuracy` units in
   * the last place, also for tiny, huge and cancelling arguments.
   */
  readonly value: (...args: readonly number[]) => number;
  /**
   * A bound on the error of `value`, in units in the last place, for values in the range of normal doubles: half again
   * as much as was ever measured. Default 2. Near zeros too, except at the doubles next to a negative zero of lgamma
   * or of a polygamma.
   */
  readonly accuracy?: number;
  /** The value in as many digits as the arithmetic has. Called inside the domain only. */
  readonly precise?: (arithmetic: Precise, ...args: readonly BigNumber[]) => BigNumber;
  /**
   * The partial derivatives, one for each argument, as expressions over the arguments. `self` is the application
   * itself, so that tanh′ = 1 − tanh² shares it. Missing: the derivative is 0 wherever it exists (steps, truth values).
   */
  readonly derivative?: (builder: Builder, args: readonly Expression[], self: Expression) => readonly Expression[];
  /** Requirements on the arguments for a value. Missing: all real numbers. */
  readonly domain?: (builder: Builder, args: readonly Expression[]) => readonly Condition[];
  /** Kinks and jumps. Missing: none. */
  readonly kinks?: (builder: Builder, args: readonly Expression[]) => readonly Kink[];
  /** even: f(−x) = f(x); odd: f(−x) = −f(x). Of one-argument functions. */
  readonly symmetry?: 'even' | 'odd';
  /** Bounds of the value, where they help to know signs: [0, Infinity] for exp and abs. `open` ends are excluded. */
  readonly bounds?: { readonly low: number; readonly high: number; readonly open?: boolean };
  /**
   * Its defining formula in terms of simpler rows, where there is one (sigmoid: 1/(1 + exp(−x))): used to prove
   * identities, and shown in hovers. Equal to the function on its whole domain. Undefined for arguments where there is
   * none (log without a base).
   */
  readonly definition?: (builder: Builder, args: readonly Expression[]) => Expression | undefined;
  /** Test data: intervals for random arguments (one for each argument), and exact or published values. */
  readonly tests: {
    readonly arguments: readonly (readonly [number, number])[];
    readonly values?: readonly (readonly [args: readonly number[], value: number])[];
  };
}
