/**
 * What a derivation is made of: steps, each one rule applied to one expression. Data only; `notation` prints it.
 */
import type { Outcome } from '../evaluate';
import type { Expression, Variable } from '../expression';
import type { RuleName } from './rule-names';

/** How a step was checked: `error` is the largest relative difference seen at `points` random points. */
export interface StepCheck {
  readonly verdict: 'proved' | 'holds' | 'refuted';
  readonly points: number;
  readonly error: number;
}

/** The slope of one name by another, `dh/du`; of a function of several parameters `∂h/∂u`. */
export interface Slope {
  readonly kind: 'slope';
  readonly of: string;
  readonly by: string;
  readonly several: boolean;
}

export const slope = (of: string, by: string, several: boolean): Slope => ({ kind: 'slope', of, by, several });

/** What is said with primes, whatever the notation of the rest. */
export interface Primes {
  readonly kind: 'primes';
  readonly formula: Expression;
}

/** Words with formulas among them; the printer spells the formulas. */
export type Explanation = readonly Piece[];
export type Piece = string | Expression | Slope | Primes;

/**
 * One line. `before` and `after` are equal as functions once every name of `where` is read as its expression, a
 * `derivative` first being taken with respect to its variable. `steps` lead from a part of `before` to that part of `after`.
 */
export interface Step {
  readonly rule: RuleName;
  readonly before: Expression;
  readonly after: Expression;
  readonly explanation: Explanation;
  /** Every introduced name that stands in `before` or `after`, outermost first. */
  readonly where: ReadonlyMap<Variable, Expression>;
  readonly check: StepCheck;
  readonly steps: readonly Step[];
  /** Where only one part of the line changes: that part. To check it is to check the line. */
  readonly part?: Part;
  /** In a line of many parts, one a step: the part that this step is about. */
  readonly focus?: Part;
}

/** A part of a line, and what it becomes. */
export interface Part {
  readonly before: Expression;
  readonly after: Expression;
}

/** The way from `derivative(body, variable)` to the gradient's partial: each `after` is the next `before`. */
export interface Derivation {
  readonly steps: readonly Step[];
  readonly result: Expression;
  /** The names introduced: what they mean over later names, and the formulas in the own variables that they stand for. */
  readonly names: readonly Introduced[];
  /** At a point: from the result to its number, one kind of arithmetic a line. */
  readonly numbers: readonly Step[];
  /** At a point: a value for every variable. */
  readonly point?: ReadonlyMap<Variable, Expression>;
  /** At a point: what the derivative is there, or why it is nothing; of a gradient one for each entry. */
  readonly outcomes: readonly Outcome[];
  /** At a point: the lengths of the derivative, where it is an array; `outcomes` are its entries in row-major order. */
  readonly shape: readonly number[];
  /** Of a chain at the top: its links, the outermost first, and their slopes in the introduced names. */
  readonly links: readonly { readonly derivative: Expression; readonly slope: Expression }[];
}

export interface Introduced {
  readonly name: Variable;
  readonly meaning: Expression;
  readonly forms: readonly Expression[];
}

/** A step before it is checked. */
export type Draft = Omit<Step, 'check' | 'where' | 'steps'> & {
  readonly steps: readonly Draft[];
  /** Where the line is checked as it is made. */
  readonly check?: StepCheck;
};

/** `` say`${factor} is constant` ``: an explanation with formulas in it. */
export function say(words: TemplateStringsArray, ...formulas: readonly Piece[]): Explanation {
  const pieces: Piece[] = [];
  words.forEach((word, i) => {
    const formula = formulas[i];
    if (word !== '') pieces.push(word);
    if (formula !== undefined) pieces.push(formula);
  });
  return pieces;
}

/** `a, b and c`. */
export function listed(formulas: readonly Expression[]): Explanation {
  return formulas.flatMap((formula, i) =>
    i === 0 ? [formula] : [i === formulas.length - 1 ? ' and ' : ', ', formula],
  );
}
