/**
 * Built-ins in normal form: exact values at numbers, parity, functions of their inverses, and the laws of
 * logarithm, root and absolute value that hold on the whole domain. One row a law.
 */
import { type Expression, isConstant } from '../expression';
import type { FunctionRow } from '../functions/row';
import { row } from '../functions/table';
import { HALF, isInteger, type Rational } from '../rational';
import type { Construction, Move } from './construction';
import { exactValues } from './exact';
import { isNegativeTerm } from './order';
import { sign } from './sign';

type Law = (make: Construction, args: readonly Expression[]) => Expression | undefined;

export function application(make: Construction, of: FunctionRow, args: readonly Expression[]): Expression {
  make.spend(1);
  return (
    granted(make, 'known value', of, args, exactly(make, of, args)) ??
    granted(make, LAWS_OF[of.name] ?? 'inverse functions', of, args, laws.get(of.name)?.(make, args)) ??
    granted(make, of.symmetry === 'odd' ? 'odd function' : 'even function', of, args, byParity(make, of, args)) ??
    make.graph.apply(of, ...args)
  );
}

/** What the laws are called; the others are of functions and their inverses. */
const LAWS_OF: Readonly<Record<string, Move | 'spelling'>> = {
  sqrt: 'spelling',
  log: 'laws of logarithms',
  abs: 'absolute value',
  where: 'piecewise',
  and: 'conditions',
  or: 'conditions',
  not: 'conditions',
  max: 'max',
  min: 'max',
};

/** `after`, where the move is permitted; a root is only spelled as a power, which is no move. */
function granted(
  make: Construction,
  move: Move | 'spelling',
  of: FunctionRow,
  args: readonly Expression[],
  after: Expression | undefined,
): Expression | undefined {
  if (!after || move === 'spelling') return after;
  return make.permit(move, make.graph.apply(of, ...args), after) ? after : undefined;
}

function exactly(make: Construction, of: FunctionRow, args: readonly Expression[]): Expression | undefined {
  const exact = exactValues.get(of.name);
  if (!exact) return undefined;
  const values: Rational[] = [];
  for (const arg of args) {
    if (arg.kind !== 'constant') return undefined;
    values.push(arg.value);
  }
  const value = exact(...values);
  return (
    value &&
    make.constant(
      value,
      args.some((arg) => arg.kind === 'constant' && arg.decimal),
    )
  );
}

/** sin(−u) = −sin(u), cos(−u) = cos(u); a sum is turned where all its terms are negative. */
function byParity(make: Construction, of: FunctionRow, args: readonly Expression[]): Expression | undefined {
  const [argument] = args;
  if (!of.symmetry || args.length !== 1 || !argument || !isNegative(argument)) return undefined;
  const opposite = make.negate(argument);
  // −1 times a sum of negative terms that is kept together is negative either way: it would turn for ever.
  if (isNegative(opposite)) return undefined;
  const turned = make.apply(of, opposite);
  return of.symmetry === 'odd' ? make.negate(turned) : turned;
}

function isNegative(node: Expression): boolean {
  return node.kind === 'sum' ? node.terms.every(isNegativeTerm) : isNegativeTerm(node);
}

/** f(g(u)) = u wherever the left side has a value. */
const inverses: Readonly<Record<string, string>> = {
  sin: 'asin',
  cos: 'acos',
  tan: 'atan',
  sinh: 'asinh',
  asinh: 'sinh',
  cosh: 'acosh',
  tanh: 'atanh',
  atanh: 'tanh',
  log1p: 'expm1',
  expm1: 'log1p',
};

function inverse(outer: string, inner: string): [string, Law] {
  return [outer, (_make, [x]) => (x?.kind === 'application' && x.row.name === inner ? x.args[0] : undefined)];
}

const laws: ReadonlyMap<string, Law> = new Map<string, Law>([
  ...Object.entries(inverses).map(([outer, inner]) => inverse(outer, inner)),
  ['sqrt', (make, [x]) => x && make.power(x, make.constant(HALF))],
  [
    'exp',
    (make, [x]) => {
      if (x && isConstant(x, 1)) return make.graph.named('e');
      const factors = x?.kind === 'product' ? x.factors : x ? [x] : [];
      const logarithm = factors.find((factor) => isCall(factor, 'log', 1));
      // exp(a·log(b)) = b^a
      if (logarithm?.kind !== 'application') return undefined;
      const [base] = logarithm.args;
      return base && make.power(base, make.multiply(...factors.filter((factor) => factor !== logarithm)));
    },
  ],
  [
    'log',
    (make, args) => {
      const [x] = args;
      if (!x || args.length !== 1) return undefined;
      if (x.kind === 'named' && x.name === 'e') return make.constant(1);
      if (isCall(x, 'exp', 1)) return x.args[0];
      if (x.kind !== 'power') return undefined;
      const whole = x.exponent.kind === 'constant' && isInteger(x.exponent.value);
      const even = x.exponent.kind === 'constant' && whole && x.exponent.value.n % 2n === 0n;
      const known = sign(make.graph, x.base);
      if (x.exponent.kind !== 'constant' && known !== 'positive') return undefined;
      const argument = even && known === 'unknown' ? make.apply(row('abs'), x.base) : x.base;
      return make.multiply(x.exponent, make.apply(row('log'), argument));
    },
  ],
  [
    'abs',
    (make, [x]) => {
      if (!x) return undefined;
      if (sign(make.graph, x) !== 'unknown') return x;
      if (x.kind === 'product' && x.factors[0]?.kind === 'constant') {
        const [first, ...rest] = x.factors;
        return make.multiply(
          make.constant(first.value.abs(), first.decimal),
          make.apply(row('abs'), make.multiply(...rest)),
        );
      }
      if (x.kind === 'power' && x.exponent.kind === 'constant' && isInteger(x.exponent.value)) {
        return make.power(make.apply(row('abs'), x.base), x.exponent);
      }
      return undefined;
    },
  ],
  [
    'where',
    (_make, [condition, holds, otherwise]) => {
      if (condition?.kind === 'constant') return condition.value.n === 0n ? otherwise : holds;
      return holds === otherwise ? holds : undefined;
    },
  ],
  ['and', (make, args) => connective(make, args, 1)],
  ['or', (make, args) => connective(make, args, 0)],
  ['not', (make, [x]) => negated(make, x)],
  ['max', (make, args) => extreme(make, 'max', args)],
  ['min', (make, args) => extreme(make, 'min', args)],
]);

/** max(max(a, b), b) = max(a, b): without this, b would tie with itself, and a tie has slope 0. */
function extreme(make: Construction, name: 'max' | 'min', args: readonly Expression[]): Expression | undefined {
  const flat = args.flatMap((arg) => (arg.kind === 'application' && arg.row.name === name ? arg.args : [arg]));
  const distinct = [...new Set(flat)];
  const [only] = distinct;
  if (distinct.length === 1) return only;
  return distinct.length === args.length ? undefined : make.apply(row(name), ...distinct);
}

/** a and 1 = a, a and 0 = 0; a or 0 = a, a or 1 = 1, for truth values a. */
function connective(make: Construction, args: readonly Expression[], neutral: 0 | 1): Expression | undefined {
  const [a, b] = args;
  if (a === b && a && isTruth(a)) return a;
  const fixed = args.find((arg) => arg.kind === 'constant');
  const other = args.find((arg) => arg !== fixed);
  if (fixed?.kind !== 'constant' || !other) return undefined;
  if (Number(fixed.value.n !== 0n) !== neutral) return make.constant(1 - neutral);
  return isTruth(other) ? other : undefined;
}

const isTruth = (node: Expression): boolean => node.kind === 'application' && node.row.truth === true;

const OPPOSITES: Readonly<Record<string, string>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '==': '!=',
  '!=': '==',
};

/** not (x > 0) = (x <= 0). */
function negated(make: Construction, x: Expression | undefined): Expression | undefined {
  if (x?.kind !== 'application') return undefined;
  const opposite = OPPOSITES[x.row.name];
  return opposite === undefined ? undefined : make.apply(row(opposite), ...x.args);
}

function isCall(node: Expression, name: string, arity: number): node is Extract<Expression, { kind: 'application' }> {
  return node.kind === 'application' && node.row.name === name && node.args.length === arity;
}
