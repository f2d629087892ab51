/**
 * Lengths of axes: numbers, or integer polynomials in named dimensions with floor division, as a canonical text such as
 * `2*n + 1` or `floor((h - 3)/2) + 1`. Two lengths are equal for all values of their names exactly when they are
 * `===` (floor division by a name is only compared as written). A name is rigid: it is never taken for 1 or for another.
 */

/** A length: a number, or the canonical text of a polynomial in named dimensions. */
export type Dimension = number | string;
/** `[]` is a scalar, `[n]` a vector, `[m, n]` a matrix with m rows. */
export type Shape = readonly Dimension[];

/** Coefficients by monomial: atoms in order joined with `*`; `''` is the constant. */
type Polynomial = ReadonlyMap<string, number>;

export const plus = (a: Dimension, b: Dimension): Dimension =>
  typeof a === 'number' && typeof b === 'number' ? a + b : spelled(sum(polynomial(a), polynomial(b)));

export const minus = (a: Dimension, b: Dimension): Dimension => plus(a, times(-1, b));

export function times(a: Dimension, b: Dimension): Dimension {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  const result = new Map<string, number>();
  for (const [left, x] of polynomial(a)) {
    for (const [right, y] of polynomial(b)) {
      const monomial = [...atoms(left), ...atoms(right)].sort().join('*');
      result.set(monomial, (result.get(monomial) ?? 0) + x * y);
    }
  }
  return spelled(result);
}

/** The largest integer that is at most a/b, for b > 0. */
export function floorDivide(a: Dimension, b: Dimension): Dimension {
  if (typeof a === 'number' && typeof b === 'number') return Math.floor(a / b);
  if (typeof b === 'string') return exactly(a, b) ?? spelled(new Map([[`floor(${held(a)}/${held(b)})`, 1]]));
  const whole = new Map<string, number>();
  const rest = new Map<string, number>();
  for (const [monomial, coefficient] of polynomial(a)) {
    const quotient = Math.floor(coefficient / b);
    whole.set(monomial, quotient);
    rest.set(monomial, coefficient - b * quotient);
  }
  const remaining = spelled(rest);
  if (typeof remaining === 'number') return spelled(whole);
  return plus(spelled(whole), spelled(new Map([[`floor(${held(remaining)}/${b})`, 1]])));
}

/** The product of lengths: how many entries an array of this shape has. */
export const count = (shape: Shape): Dimension => shape.reduce<Dimension>(times, 1);

/** a/b where b is one monomial that divides every one of a's. */
function exactly(a: Dimension, b: string): Dimension | undefined {
  const [[divisor, coefficient] = ['', 1], ...others] = [...polynomial(b)];
  if (others.length > 0) return undefined;
  const result = new Map<string, number>();
  for (const [monomial, value] of polynomial(a)) {
    const left = atoms(monomial);
    for (const atom of atoms(divisor)) {
      const at = left.indexOf(atom);
      if (at < 0) return undefined;
      left.splice(at, 1);
    }
    if (value % coefficient !== 0) return undefined;
    result.set(left.join('*'), value / coefficient);
  }
  return spelled(result);
}

/** The names that stand in a length. */
export function namesIn(dimension: Dimension): readonly string[] {
  return typeof dimension === 'number'
    ? []
    : [...new Set(dimension.match(NAME) ?? [])].filter((name) => name !== 'floor');
}

const NAME = /[\p{L}_][\p{L}\p{M}\p{N}_]*/gu;

/** What lengths are made into: each operation that stands in one. */
export interface LengthAlgebra<T> {
  number(value: number): T;
  name(name: string): T;
  add(terms: readonly T[]): T;
  multiply(factors: readonly T[]): T;
  floorDivide(above: T, below: T): T;
}

export function foldLength<T>(dimension: Dimension, algebra: LengthAlgebra<T>): T {
  if (typeof dimension === 'number') return algebra.number(dimension);
  const atom = (text: string): T => {
    if (!text.startsWith('floor(')) return algebra.name(text);
    const [above = '', below = ''] = split(text.slice('floor('.length, -1), ['/']);
    return algebra.floorDivide(foldLength(read(above), algebra), foldLength(read(below), algebra));
  };
  const terms = [...polynomial(dimension)].map(([monomial, coefficient]) => {
    const factors = atoms(monomial).map(atom);
    return algebra.multiply(
      coefficient === 1 && factors.length > 0 ? factors : [algebra.number(coefficient), ...factors],
    );
  });
  return algebra.add(terms);
}

/** The length with lengths put in for names, all at once. */
export function substituted(dimension: Dimension, values: ReadonlyMap<string, Dimension>): Dimension {
  if (typeof dimension === 'number' || !namesIn(dimension).some((name) => values.has(name))) return dimension;
  return foldLength<Dimension>(dimension, {
    number: (value) => value,
    name: (name) => values.get(name) ?? name,
    add: (terms) => terms.reduce(plus, 0),
    multiply: (factors) => factors.reduce<Dimension>(times, 1),
    floorDivide,
  });
}

/** A part of a canonical text: its brackets go, a number becomes one. */
function read(text: string): Dimension {
  const bare = text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text;
  return /^-?\d+$/.test(bare) ? Number(bare) : bare;
}

function polynomial(dimension: Dimension): Polynomial {
  if (typeof dimension === 'number') return new Map([['', dimension]]);
  const result = new Map<string, number>();
  // `a - b` as `a + -b`; inside brackets nothing is taken apart.
  for (const term of split(outside(dimension), [' + '])) {
    const factors = split(term.replace(/^-/, ''), ['*']);
    const sign = term.startsWith('-') ? -1 : 1;
    const number = /^\d+$/.test(factors[0] ?? '') ? Number(factors.shift()) : 1;
    result.set(factors.join('*'), sign * number);
  }
  return result;
}

/** The text with ` - ` outside of brackets written ` + -`. */
function outside(text: string): string {
  return split(text, [' - ']).join(' + -');
}

function split(text: string, separators: readonly string[]): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')') depth--;
    const separator = depth === 0 ? separators.find((one) => text.startsWith(one, at)) : undefined;
    if (!separator) continue;
    pieces.push(text.slice(start, at));
    start = at + separator.length;
    at = start - 1;
  }
  pieces.push(text.slice(start));
  return pieces;
}

const atoms = (monomial: string): string[] => (monomial === '' ? [] : split(monomial, ['*']));

function sum(a: Polynomial, b: Polynomial): Polynomial {
  const result = new Map(a);
  for (const [monomial, coefficient] of b) result.set(monomial, (result.get(monomial) ?? 0) + coefficient);
  return result;
}

/** Higher degrees first, then by name, the constant last. */
function spelled(terms: Polynomial): Dimension {
  const kept = [...terms].filter(([, coefficient]) => coefficient !== 0);
  if (kept.length === 0) return 0;
  const [only] = kept;
  if (kept.length === 1 && only?.[0] === '') return only[1];
  kept.sort(([a], [b]) => atoms(b).length - atoms(a).length || (a < b ? -1 : 1));
  return kept
    .map(([monomial, coefficient], i) => {
      const size = Math.abs(coefficient);
      const body = monomial === '' ? String(size) : size === 1 ? monomial : `${size}*${monomial}`;
      const sign = coefficient < 0 ? '-' : '';
      return i === 0 ? `${sign}${body}` : ` ${sign || '+'} ${body}`;
    })
    .join('');
}

/** In brackets where it is a sum or a product. */
const held = (dimension: Dimension): string => (/[ *-]/.test(String(dimension)) ? `(${dimension})` : String(dimension));
