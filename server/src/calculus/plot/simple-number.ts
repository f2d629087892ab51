/**
 * The number that is meant by a place that was found in doubles. In: two ends that it lies between. Out: the simplest
 * fraction or fraction of π between them where it can hardly be there by chance, else a double.
 */
import type { Expression, Graph } from '../expression';
import { type Rational, ratio } from '../rational';
import { coordinate, figure } from '../wording';

export interface SimpleNumber {
  /** The nearest double. */
  readonly x: number;
  readonly rational?: Rational;
  /** Exactly, where it is known. */
  readonly exact?: (graph: Graph) => Expression;
  /** `0`, `1/3`, `π/2`, `≈ 1.41421`. */
  readonly text: string;
}

/** Of a fraction p/q in an interval by chance: about width·q². */
const CHANCE = 1e-4;
const LARGEST_DENOMINATOR = 1_000;
const LARGEST_OF_PI = 12;
const LARGEST_EXACT = 2 ** 53;

export function simpleNumber(low: number, high: number): SimpleNumber {
  const plain = fraction(low, high, LARGEST_DENOMINATOR);
  if (plain) {
    const { numerator, denominator } = plain;
    const value = ratio(numerator, denominator);
    return {
      x: numerator / denominator,
      rational: value,
      exact: (graph) => graph.constant(value),
      text: coordinate(value),
    };
  }
  const turn = fraction(low / Math.PI, high / Math.PI, LARGEST_OF_PI);
  if (turn) {
    const { numerator, denominator } = turn;
    const size = Math.abs(numerator) === 1 ? 'π' : `${Math.abs(numerator)}π`;
    return {
      x: (numerator * Math.PI) / denominator,
      exact: (graph) => graph.multiply(graph.ratio(numerator, denominator), graph.named('π')),
      text: `${numerator < 0 ? '−' : ''}${size}${denominator === 1 ? '' : `/${denominator}`}`,
    };
  }
  const x = low + (high - low) / 2;
  return { x, text: `≈ ${figure(x)}` };
}

interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/** The fraction with the least denominator between two numbers, by continued fractions. */
function fraction(low: number, high: number, largest: number): Fraction | undefined {
  if (low <= 0 && high >= 0) return { numerator: 0, denominator: 1 };
  const positive = low > 0;
  const [near, far] = positive ? [low, high] : [-high, -low];
  // The ends of the search: p/q and r/s, next to each other in the Stern–Brocot tree.
  let [p, q, r, s] = [0, 1, 1, 0];
  for (let step = 0; step < 64; step += 1) {
    const [numerator, denominator] = [p + r, q + s];
    if (denominator > largest || numerator > LARGEST_EXACT) return undefined;
    const value = numerator / denominator;
    if (value >= near && value <= far) {
      if ((far - near) * denominator ** 2 > CHANCE) return undefined;
      return { numerator: positive ? numerator : -numerator, denominator };
    }
    // As many steps in one direction as lie before the interval.
    if (value < near) {
      const times = Math.max(1, Math.ceil((near * q - p) / (r - near * s)));
      [p, q] = [p + times * r, q + times * s];
      if (p / q >= near) [p, q] = [p - r, q - s];
    } else {
      const times = Math.max(1, Math.ceil((r - far * s) / (far * q - p)));
      [r, s] = [r + times * p, s + times * q];
      if (r / s <= far) [r, s] = [r - p, s - q];
    }
  }
  return undefined;
}
