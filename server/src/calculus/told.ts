/**
 * Two values that differ, as texts that tell them apart. In: what is known of each. Out: digits, as few as do; where
 * those are too many, one is told by its difference from the other, `1 + 1e−40`.
 */
import { isInteger, isZero, type Rational, toNumber } from './rational';
import type { BigNumber } from './special/precise';
import type { Known } from './trial';
import { figure } from './wording';

/** Longer texts are not compared by eye; a plain number is not filled up with zeros. */
const LIMITS = { plain: { digits: 21, length: 45 }, long: { digits: 60, length: 70 } };

export function told(left: Known, right: Known): [string, string] {
  const { digits: most, length } = [left, right].some(isPlain) ? LIMITS.plain : LIMITS.long;
  for (let digits = 6; digits <= most; digits += 1) {
    const [a, b] = [written(left, digits), written(right, digits)];
    if (a !== b && Math.max(a.length, b.length) <= length) return [a, b];
  }
  const [a, b] = [short(left), short(right)];
  const fromRight = isPlain(right) && !isPlain(left);
  const gap = fromRight ? difference(right, left) : difference(left, right);
  if (gap === undefined) return [a, b];
  return fromRight ? [`${b} ${gap}`, b] : [a, `${a} ${gap}`];
}

/** A number that is said in a few digits. */
const isPlain = ({ exact: value }: Known): boolean =>
  value !== undefined && isInteger(value) && value.n.toString().length <= 15;

function written(known: Known, digits: number): string {
  const { exact: value, value: near, digits: many } = known;
  if (value && isPlain(known)) return signed(`${value.s * value.n}`);
  if (isBeyond(known)) return signed(value ? scientific(value, digits) : (many?.toPrecision(digits) ?? String(near)));
  if (digits <= 16) return signed(String(Number(near.toPrecision(digits))));
  return signed(value ? decimal(value, digits) : (many?.toFixed(digits) ?? String(near)));
}

/** Too small or too large for doubles. */
const isBeyond = ({ value: near, exact, digits }: Known): boolean =>
  !Number.isFinite(near) || (near === 0 && ((exact && !isZero(exact)) || (digits && !digits.isZero())) === true);

const short = (known: Known): string => {
  const { exact: value, value: near } = known;
  return isBeyond(known) || !value ? written(known, 6) : figure(near).replace('e+', 'e');
};

/** `+ 1e−40`, `− 1`. */
function difference(left: Known, right: Known): string | undefined {
  if (left.exact && right.exact) {
    const gap = right.exact.sub(left.exact);
    return `${gap.s < 0n ? '−' : '+'} ${size(gap)}`;
  }
  const gap: BigNumber | undefined = left.digits && right.digits?.minus(left.digits);
  return gap && `${gap.isNegative() ? '−' : '+'} ${signed(gap.abs().toPrecision(6))}`;
}

function size(value: Rational): string {
  const near = Math.abs(toNumber(value));
  return near > 0 && Number.isFinite(near) ? figure(near).replace('e+', 'e') : signed(scientific(value.abs(), 6));
}

/** Digits and a power of ten, cut. */
function scientific(value: Rational, digits: number): string {
  const shift = digits - (value.n.toString().length - value.d.toString().length);
  const scaled = shift >= 0 ? (value.n * 10n ** BigInt(shift)) / value.d : value.n / (value.d * 10n ** BigInt(-shift));
  const [first = '0', ...rest] = scaled.toString();
  const mantissa = trimmed(`${first}.${rest.slice(0, digits - 1).join('')}`);
  return `${value.s < 0n ? '-' : ''}${mantissa}e${rest.length - shift}`;
}

/** So many decimals of a fraction, rounded. */
function decimal(value: Rational, digits: number): string {
  const scale = 10n ** BigInt(digits);
  const scaled = (2n * value.n * scale + value.d) / (2n * value.d);
  return `${value.s < 0n ? '-' : ''}${scaled / scale}.${(scaled % scale).toString().padStart(digits, '0')}`;
}

const signed = (text: string): string => trimmed(text).replace('e+', 'e').replace(/-/g, '−');

/** Without zeros at the end of a decimal. */
const trimmed = (text: string): string => {
  const [mantissa = '', exponent] = text.split('e');
  const plain = mantissa.includes('.') ? mantissa.replace(/0+$/, '').replace(/\.$/, '') : mantissa;
  return exponent === undefined ? plain : `${plain}e${exponent}`;
};
