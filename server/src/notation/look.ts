/**
 * What one node of an expression looks like, before any spelling: signs taken out, denominators collected, roots seen.
 * In: an expression. Out: a `Look`, at most a few levels deep, whose `part`s are spelled on their own. The normal form
 * has no differences and quotients; here `x + (-1)*y` becomes a difference and `y*x^(-2)` a fraction again.
 */
import {
  type Abstract,
  type Call,
  type Expression,
  isConstant,
  parts,
  type Variable,
  variables,
} from '../calculus/expression';
import type { FunctionRow } from '../calculus/functions/row';
import type { OperationRow } from '../calculus/operations/row';
import { HALF, isInteger, isNegative, isOne, isZero, ONE, type Rational, ratio } from '../calculus/rational';
import { type Argument, isMatrixProduct, operationLook, type Subscript } from './arrays-look';

export type Look =
  /** Spelled on its own. */
  | { readonly kind: 'part'; readonly part: Expression }
  /** A non-negative integer or decimal. */
  | { readonly kind: 'number'; readonly value: Rational }
  | { readonly kind: 'named'; readonly name: 'e' | 'π' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'minus'; readonly body: Look }
  | { readonly kind: 'sum'; readonly terms: readonly Term[] }
  | { readonly kind: 'product'; readonly factors: readonly Look[] }
  /** A product as a factor, in brackets: without them, a factor would stand there twice. */
  | { readonly kind: 'group'; readonly body: Look }
  | { readonly kind: 'quotient'; readonly above: Look; readonly below: Look }
  | { readonly kind: 'power'; readonly base: Look; readonly exponent: Look }
  | { readonly kind: 'root'; readonly body: Look }
  | { readonly kind: 'application'; readonly row: FunctionRow; readonly args: readonly Look[] }
  /** `a < b < c`. */
  | { readonly kind: 'chain'; readonly first: Look; readonly links: readonly Link[] }
  /** A call of the reader's function, abstract or not, or a derivative of one at a point. */
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly parameters: readonly string[];
      readonly orders: readonly number[];
      readonly args: readonly Look[];
    }
  /** The derivative of a formula at a point, `diff(x^2*y, x)(x=1, y=2)`; without `at` at its own variables. */
  | {
      readonly kind: 'formula';
      readonly body: Look;
      readonly parameters: readonly string[];
      readonly orders: readonly number[];
      readonly at?: readonly Look[];
    }
  /**
   * `several`: other names stand in the body; `introduced`: the variable is a name made by Nabla. `of`: the body is this
   * name, and it or the variable an array: ∂loss/∂W.
   */
  | {
      readonly kind: 'derivative';
      readonly body: Look;
      readonly variable: string;
      readonly several: boolean;
      readonly introduced: boolean;
      readonly of?: string;
    }
  /** `A@B@C`. `leads`: the first factor needs no brackets; `scalar`: the result is a number. */
  | { readonly kind: 'matrix'; readonly factors: readonly Look[]; readonly leads: boolean; readonly scalar: boolean }
  | { readonly kind: 'transpose'; readonly base: Look }
  | { readonly kind: 'index'; readonly base: Look; readonly subscripts: readonly Subscript[] }
  /** An operation that is called, with its options. */
  | { readonly kind: 'operation'; readonly row: OperationRow; readonly args: readonly Argument[] }
  | { readonly kind: 'array'; readonly items: readonly Look[] };

export interface Term {
  readonly minus: boolean;
  readonly look: Look;
}
export interface Link {
  readonly row: FunctionRow;
  readonly operand: Look;
}

const NONE: ReadonlyMap<Expression, string> = new Map();
const part = (expression: Expression): Look => ({ kind: 'part', part: expression });
const number = (value: Rational): Look => ({ kind: 'number', value });

/** `named`: parts that a name stands for; they are spelled by it and not looked into. */
export function look(node: Expression, named: ReadonlyMap<Expression, string> = NONE): Look {
  switch (node.kind) {
    case 'constant':
      return constant(node.value, node.decimal);
    case 'named':
      return { kind: 'named', name: node.name };
    case 'variable':
      return { kind: 'name', name: node.name };
    case 'sum':
      return { kind: 'sum', terms: node.terms.map((part) => term(part, named)) };
    case 'negation':
      return { kind: 'minus', body: part(node.operand) };
    case 'product':
      return product(node.factors, named);
    case 'quotient':
      return { kind: 'quotient', above: part(node.numerator), below: part(node.denominator) };
    case 'power':
      return power(node.base, node.exponent);
    case 'application':
      return chain(node.row, node.args) ?? { kind: 'application', row: node.row, args: node.args.map(part) };
    case 'operation':
      return operationLook(node, named);
    case 'call':
    case 'abstract':
      return call(node);
    case 'derivative':
      return derivative(node.body, node.variable);
    case 'array':
      return { kind: 'array', items: node.items.map(part) };
  }
}

function constant(value: Rational, decimal: boolean): Look {
  if (isNegative(value)) return { kind: 'minus', body: constant(value.abs(), decimal) };
  if (isInteger(value) || decimal) return number(value);
  return { kind: 'quotient', above: number(ratio(value.n)), below: number(ratio(value.d)) };
}

/** A term of a sum: its sign is the operator before it. */
function term(node: Expression, named: ReadonlyMap<Expression, string>): Term {
  if (named.has(node)) return { minus: false, look: part(node) };
  const own =
    node.kind === 'constant' || node.kind === 'negation' || node.kind === 'product' ? look(node, named) : undefined;
  return own?.kind === 'minus' ? { minus: true, look: own.body } : { minus: false, look: part(node) };
}

/** Sign first, then what is above the line, then what is below. */
function product(factors: readonly Expression[], named: ReadonlyMap<Expression, string>): Look {
  const [first, ...others] = factors;
  const coefficient = first?.kind === 'constant' ? first : undefined;
  const above: Look[] = [];
  const below: Look[] = [];
  if (coefficient && !isZero(coefficient.value)) {
    const size = coefficient.value.abs();
    const whole = isInteger(size) || coefficient.decimal;
    const top = whole ? size : ratio(size.n);
    // As written, `1*x` shows its 1; a sign alone (`-1*x`) is a minus.
    if (!isOne(top) || (whole && !isNegative(coefficient.value))) above.push(number(top));
    if (!whole) below.push(number(ratio(size.d)));
  } else if (first) collect(first, above, below, [], named);
  for (const factor of others) collect(factor, above, below, factors, named);
  const body = fraction(above, below, named);
  return coefficient && isNegative(coefficient.value) ? { kind: 'minus', body } : body;
}

/** `beside` are the factors that stand with it. */
function collect(
  factor: Expression,
  above: Look[],
  below: Look[],
  beside: readonly Expression[],
  named: ReadonlyMap<Expression, string>,
): void {
  if (isKept(factor) && beside.length > 0 && !named.has(factor) && meets(factor, beside)) {
    above.push({ kind: 'group', body: part(factor) });
    return;
  }
  const reciprocal = factor.kind === 'power' ? flipped(factor.base, factor.exponent) : undefined;
  if (reciprocal) below.push(reciprocal);
  else above.push(part(factor));
}

/** A product inside of another, as the normal form keeps what is shared; as written, numbers stand at the front. */
const isKept = (factor: Expression): factor is Extract<Expression, { kind: 'product' }> =>
  factor.kind === 'product' && factor.factors[0]?.kind !== 'constant';

/** Whether it has a base with the other factors in common. */
function meets(product: Extract<Expression, { kind: 'product' }>, beside: readonly Expression[]): boolean {
  const own = product.factors.map(baseOf);
  return beside.some((other) => other !== product && basesOf(other).some((base) => own.includes(base)));
}

const baseOf = (factor: Expression): Expression => (factor.kind === 'power' ? factor.base : factor);
const basesOf = (factor: Expression): readonly Expression[] =>
  factor.kind === 'product' ? factor.factors.map(baseOf) : [baseOf(factor)];

/** Numbers stand before a matrix product, also those below the line: `2/m*X.T@r`. */
function fraction(above: readonly Look[], below: readonly Look[], named: ReadonlyMap<Expression, string>): Look {
  if (below.length === 0) return several(above);
  const products = above.filter((factor) => factor.kind === 'part' && isMatrixProduct(factor.part, named));
  const [only] = products;
  const others = above.filter((factor) => factor !== only);
  if (!only || products.length > 1 || [...others, ...below].some(isArray))
    return { kind: 'quotient', above: several(above), below: several(below) };
  return { kind: 'product', factors: [{ kind: 'quotient', above: several(others), below: several(below) }, only] };
}

function several(factors: readonly Look[]): Look {
  const [only] = factors;
  if (!only) return number(ONE);
  return factors.length === 1 ? only : { kind: 'product', factors };
}

/** Whether it is a vector or a matrix, or one of more axes. */
export function isArray(look: Look): boolean {
  switch (look.kind) {
    case 'part':
      return look.part.shape.length > 0;
    case 'product':
      return look.factors.some(isArray);
    case 'quotient':
      return isArray(look.above) || isArray(look.below);
    case 'power':
      return isArray(look.base) || isArray(look.exponent);
    case 'minus':
    case 'group':
    case 'root':
      return isArray(look.body);
    case 'sum':
      return look.terms.some((one) => isArray(one.look));
    default:
      // Parts of a look that are none of these are numbers, or stand in no product.
      return false;
  }
}

/** Whether it is a product of numbers and arrays. */
export const isScaled = (look: Look | undefined): boolean =>
  look?.kind === 'part' &&
  look.part.kind === 'product' &&
  look.part.factors.some((factor) => factor.shape.length === 0 || isScaled(part(factor)));

/** base^exponent with a negative constant exponent, below a line: base^−exponent. */
function flipped(base: Expression, exponent: Expression): Look | undefined {
  if (exponent.kind !== 'constant' || !isNegative(exponent.value)) return undefined;
  return raised(base, exponent.value.abs(), exponent.decimal);
}

function power(base: Expression, exponent: Expression): Look {
  const below = flipped(base, exponent);
  if (below) return { kind: 'quotient', above: number(ONE), below };
  if (exponent.kind === 'constant' && exponent.value.equals(HALF)) return { kind: 'root', body: part(base) };
  return { kind: 'power', base: part(base), exponent: part(exponent) };
}

function raised(base: Expression, exponent: Rational, decimal: boolean): Look {
  if (isOne(exponent)) return part(base);
  if (exponent.equals(HALF)) return { kind: 'root', body: part(base) };
  return { kind: 'power', base: part(base), exponent: constant(exponent, decimal) };
}

/** `0 < x and x < 1` is `0 < x < 1`. */
function chain(row: FunctionRow, args: readonly Expression[]): Look | undefined {
  const [left, right] = args;
  if (row.name !== 'and' || args.length !== 2 || !left || !right) return undefined;
  if (!isComparison(left) || !isComparison(right) || left.args[1] !== right.args[0]) return undefined;
  const [first, middle, last] = [left.args[0], left.args[1], right.args[1]];
  if (!first || !middle || !last || direction(left.row) !== direction(right.row)) return undefined;
  return {
    kind: 'chain',
    first: part(first),
    links: [
      { row: left.row, operand: part(middle) },
      { row: right.row, operand: part(last) },
    ],
  };
}

type Applied = Extract<Expression, { kind: 'application' }>;
const isComparison = (node: Expression): node is Applied =>
  node.kind === 'application' && direction(node.row) !== undefined;
const direction = (row: FunctionRow): string | undefined => /^([<>])=?$/.exec(row.name)?.[1];

function call(node: Call | Abstract): Look {
  if (node.kind === 'call' && node.callee.name === '') return formula(node);
  const [name, parameters] =
    node.kind === 'call'
      ? [node.callee.name, node.callee.parameters.map((parameter) => parameter.name)]
      : [node.name, node.parameters];
  return { kind: 'call', name, parameters, orders: node.orders, args: node.args.map(part) };
}

/** A call of a function without a name. */
function formula({ callee, orders, args }: Call): Look {
  const parameters = callee.parameters.map((parameter) => parameter.name);
  const body = part(callee.body);
  const inPlace = args.every((arg, i) => arg === callee.parameters[i]);
  return inPlace
    ? { kind: 'formula', body, parameters, orders }
    : { kind: 'formula', body, parameters, orders, at: args.map(part) };
}

function derivative(body: Expression, variable: Variable): Look {
  const isNode = body.kind === 'variable' && body !== variable && body.shape.length + variable.shape.length > 0;
  const others = variables(body).some((other) => other !== variable && other.scope !== 'page');
  return {
    kind: 'derivative',
    body: part(body),
    variable: variable.name,
    several: others,
    introduced: variable.scope === 'introduced',
    ...(isNode && { of: body.name }),
  };
}

/** A node that only carries a sign, a number or a reciprocal of its one interesting part, which it returns. */
export function carried(node: Expression): Expression | undefined {
  switch (node.kind) {
    case 'negation':
      return node.operand;
    case 'power':
      return isConstant(node.exponent) ? node.base : undefined;
    case 'product':
      return node.factors.length === 2 && node.factors[0]?.kind === 'constant' ? parts(node)[1] : undefined;
    default:
      return undefined;
  }
}
