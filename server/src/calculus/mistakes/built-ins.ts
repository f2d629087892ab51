/**
 * Wrong slopes of built-in functions: one entry each. In the entries `u` is the argument and `self` the function at it;
 * the chain rule is applied rightly around them.
 */
import { say } from '../derivation/step';
import type { Builder, Expression } from '../expression';
import { row } from '../functions/table';
import { ABS_ONE, COMPARISON_FORGOTTEN, RELU_KEPT, RELU_ONE } from './names';
import { linksAt, throughLink } from './rules';
import type { SlopeMistake } from './slip';

interface WrongSlope {
  readonly of: string;
  readonly name: string;
  slope(builder: Builder, u: Expression, self: Expression): Expression;
  readonly rare?: true;
}

const of = (builder: Builder, name: string, u: Expression): Expression => builder.apply(row(name), u);
const square = (builder: Builder, base: Expression): Expression => builder.power(base, 2);
/** DLMF 4.20.1 and 4.34.7: sin and cosh are the slopes of −cos and sinh; the signs are easily taken from one another. */
const WRONG: readonly WrongSlope[] = [
  { of: 'sin', name: 'sin′ is taken as −cos', slope: (b, u) => b.negate(of(b, 'cos', u)) },
  { of: 'cos', name: 'cos′ is taken as sin: the minus sign is lost', slope: (b, u) => of(b, 'sin', u) },
  { of: 'tan', name: 'tan′ is taken as 1/cos: the square is lost', slope: (b, u) => b.divide(1, of(b, 'cos', u)) },
  { of: 'tan', name: 'tan′ is taken as 1 − tan²', slope: (b, _, tan) => b.subtract(1, square(b, tan)) },
  { of: 'tan', name: 'tan′ is taken as cot', slope: (b, u) => of(b, 'cot', u), rare: true },
  {
    of: 'cot',
    name: 'cot′ is taken as 1/sin²: the minus sign is lost',
    slope: (b, u) => b.divide(1, square(b, of(b, 'sin', u))),
  },
  { of: 'sec', name: 'sec′ is taken as −sec·tan', slope: (b, u, sec) => b.negate(b.multiply(sec, of(b, 'tan', u))) },
  {
    of: 'csc',
    name: 'csc′ is taken as csc·cot: the minus sign is lost',
    slope: (b, u, csc) => b.multiply(csc, of(b, 'cot', u)),
  },
  { of: 'sinh', name: 'sinh′ is taken as −cosh', slope: (b, u) => b.negate(of(b, 'cosh', u)) },
  { of: 'cosh', name: 'cosh′ is taken as −sinh, as if it were cos′', slope: (b, u) => b.negate(of(b, 'sinh', u)) },
  { of: 'tanh', name: 'tanh′ is taken as 1 + tanh²', slope: (b, _, tanh) => b.add(1, square(b, tanh)) },
  { of: 'tanh', name: 'tanh′ is taken as 1 − tanh: the square is lost', slope: (b, _, tanh) => b.subtract(1, tanh) },
  {
    of: 'tanh',
    name: 'in tanh′ = 1 − tanh² the argument is squared, not tanh',
    slope: (b, u) => b.subtract(1, square(b, u)),
  },
  { of: 'sigmoid', name: 'sigmoid′ is taken as s·(1 + s)', slope: (b, _, s) => b.multiply(s, b.add(1, s)) },
  { of: 'sigmoid', name: 'sigmoid′ is taken as 1 − s: the factor s is lost', slope: (b, _, s) => b.subtract(1, s) },
  {
    of: 'sigmoid',
    name: 'sigmoid′ is taken as s·(1 − u) with the argument u, not the value s',
    slope: (b, u, s) => b.multiply(s, b.subtract(1, u)),
  },
  {
    of: 'sigmoid',
    name: 'sigmoid′ is taken as u·(1 − u) with the argument u, not the value s',
    slope: (b, u) => b.multiply(u, b.subtract(1, u)),
  },
  {
    of: 'softplus',
    name: 'softplus′ is taken as 1 − sigmoid',
    slope: (b, u) => b.subtract(1, of(b, 'sigmoid', u)),
    rare: true,
  },
  { of: 'relu', name: RELU_KEPT, slope: (_, __, self) => self },
  { of: 'relu', name: RELU_ONE, slope: (b) => b.constant(1) },
  { of: 'relu', name: 'relu′ is taken as 1 where it is 0', slope: (b, u) => b.apply(row('<'), u, 0) },
  { of: 'relu', name: 'relu′ is taken as the argument', slope: (_, u) => u, rare: true },
  {
    of: 'leaky_relu',
    name: 'leaky_relu′ is taken as relu′: 0 for negative numbers',
    slope: (b, u) => b.apply(row('>'), u, 0),
  },
  { of: 'abs', name: ABS_ONE, slope: (b) => b.constant(1) },
  {
    of: 'exp',
    name: 'the exponent is lowered by 1, as if exp were a power',
    slope: (b, u) => of(b, 'exp', b.subtract(u, 1)),
    rare: true,
  },
  {
    of: 'log',
    name: 'log is read as the logarithm to base 10',
    slope: (b, u) => b.divide(1, b.multiply(u, of(b, 'log', b.constant(10)))),
  },
  { of: 'log', name: 'log′ is taken as 1/log', slope: (b, _, log) => b.divide(1, log) },
  { of: 'log10', name: 'log10′ is taken as that of the natural logarithm', slope: (b, u) => b.divide(1, u) },
  {
    of: 'log10',
    name: 'log(10) is multiplied instead of divided by',
    slope: (b, u) => b.divide(of(b, 'log', b.constant(10)), u),
  },
  { of: 'log2', name: 'log2′ is taken as that of the natural logarithm', slope: (b, u) => b.divide(1, u) },
  {
    of: 'log2',
    name: 'log(2) is multiplied instead of divided by',
    slope: (b, u) => b.divide(of(b, 'log', b.constant(2)), u),
  },
  {
    of: 'sqrt',
    name: 'the factor 1/2 in the slope of the square root is forgotten',
    slope: (b, _, root) => b.divide(1, root),
  },
  { of: 'sqrt', name: 'the exponent 1/2 of the square root is not lowered', slope: (b, _, root) => b.divide(root, 2) },
  {
    of: 'sqrt',
    name: 'the 2 in the slope of the square root is multiplied instead of divided by',
    slope: (b, _, root) => b.divide(2, root),
    rare: true,
  },
  {
    of: 'cbrt',
    name: 'the factor 1/3 in the slope of the cube root is forgotten',
    slope: (b, _, root) => b.divide(1, square(b, root)),
  },
  {
    of: 'asin',
    name: 'asin′ is taken as 1/√(1 + u²)',
    slope: (b, u) => b.divide(1, of(b, 'sqrt', b.add(1, square(b, u)))),
  },
  {
    of: 'acos',
    name: 'acos′ is taken as asin′: the minus sign is lost',
    slope: (b, u) => b.divide(1, of(b, 'sqrt', b.subtract(1, square(b, u)))),
  },
  { of: 'atan', name: 'atan′ is taken as 1/(1 − u²)', slope: (b, u) => b.divide(1, b.subtract(1, square(b, u))) },
  {
    of: 'atan',
    name: 'atan′ is taken as 1/√(1 + u²)',
    slope: (b, u) => b.divide(1, of(b, 'sqrt', b.add(1, square(b, u)))),
    rare: true,
  },
  { of: 'erf', name: 'the factor 2/√π in erf′ is forgotten', slope: (b, u) => of(b, 'exp', b.negate(square(b, u))) },
];

const wrongSlopes: readonly SlopeMistake[] = WRONG.map(({ of: name, name: words, slope, rare }) => ({
  name: words,
  ...(rare && { rare }),
  slips({ make, node, d }) {
    const [argument] = node.kind === 'application' && node.row.name === name ? node.args : [];
    if (!argument || node.kind !== 'application' || node.args.length > node.row.parameters.length) return [];
    if (name === 'log' && node.args.length > 1) return [];
    const wrong = slope(make, argument, node);
    return [{ after: make.multiply(wrong, d(argument)), says: [words] }];
  },
}));

/** max(a, b) with the slope of the argument that loses. */
export const sidesSwapped: SlopeMistake = {
  name: 'the two sides of max or min are swapped',
  slips(place) {
    const { make, node, d, moves } = place;
    if (node.kind !== 'application' || (node.row.name !== 'max' && node.row.name !== 'min')) return [];
    const slopes = node.row.derivative?.(make, node.args, node) ?? [];
    const [a, b] = node.args;
    if (!a || !b || node.args.length !== 2) return [];
    const [atA = make.constant(0), atB = make.constant(0)] = slopes;
    const terms = [...(moves(a) ? [make.multiply(atB, d(a))] : []), ...(moves(b) ? [make.multiply(atA, d(b))] : [])];
    return [{ after: make.add(...terms), says: say`the two sides of ${node} are swapped` }];
  },
};

/** max(a, b) with slope 1 by each argument, as in a sum. */
const comparisonForgotten: SlopeMistake = {
  name: COMPARISON_FORGOTTEN,
  slips(place) {
    const { make, node, d } = place;
    if (node.kind !== 'application' || (node.row.name !== 'max' && node.row.name !== 'min')) return [];
    const links = linksAt(place);
    return links.map(({ argument }) => ({
      after: make.add(
        d(argument),
        ...links.filter((link) => link.argument !== argument).map((link) => throughLink(place, link)),
      ),
      says: say`the slope of ${node} by ${argument} is taken as 1 everywhere, whichever side is taken`,
    }));
  },
};

const piecesSwapped: SlopeMistake = {
  name: 'the two pieces of where are swapped',
  slips({ make, node, d }) {
    const [condition, yes, no] = node.kind === 'application' && node.row.name === 'where' ? node.args : [];
    if (!condition || !yes || !no) return [];
    return [{ after: make.piecewise(condition, d(no), d(yes)), says: say`the two pieces of ${node} are swapped` }];
  },
};

export const builtInMistakes: readonly SlopeMistake[] = [
  ...wrongSlopes,
  sidesSwapped,
  comparisonForgotten,
  piecesSwapped,
];
