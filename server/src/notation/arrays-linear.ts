/**
 * Operations on arrays on a line. `@`, `*` and `/` have one precedence and go from left to right, so that brackets stand
 * wherever a matrix product meets another array. In: a look and the pieces of its parts. Out: a piece.
 */
import type { Subscript } from './arrays-look';
import { builtIn, iverson, type Line } from './line';
import type { Look } from './look';
import { Level, piece, type Spelled } from './spelled';

type Parts = (look: Look) => Spelled;
type Of<Kind extends Look['kind']> = Extract<Look, { kind: Kind }>;

/** `A@B`, `2*A@(B + C)`, `A@(B@c)`. */
export function spellMatrix({ leads }: Of<'matrix'>, factors: readonly Spelled[], line: Line): Spelled {
  const pieces = factors.map((factor) => {
    // A comparison: in ASCII its brackets make it a factor, in Unicode `1(z > 0)` holds together as an implicit product.
    if (factor.truth) return { ...(line.unicode ? iverson(factor, line) : factor), level: Level.atom };
    return factor;
  });
  const own = pieces.map((factor, i) => {
    const least = i === 0 && leads ? Level.minus : Level.prefix;
    const bare = factor.level >= least && !(factor.truth && !line.unicode);
    return bare ? factor : piece(`(${factor.text})`, Level.atom, 'bracket');
  });
  const [first, last] = [own[0], own.at(-1)];
  const level = first && first.level < Level.product ? first.level : Level.product;
  const text = own.map((factor) => factor.text).join('@');
  return { ...piece(text, level, first?.start ?? 'other', last?.end ?? 'other'), matrix: true };
}

/** `W.T`, `Wᵀ`; a number or an operator before it gets brackets. */
export function spellTranspose(base: Spelled, { unicode }: Line): Spelled {
  const text = postfixed(base);
  const start = text === base.text ? base.start : 'bracket';
  return unicode ? piece(`${text}ᵀ`, Level.power, start, 'other') : piece(`${text}.T`, Level.atom, start, 'symbol');
}

/** `x[0, 1:3]`, `W[ids]`. */
export function spellIndex(base: Spelled, subscripts: readonly Subscript[], value: Parts): Spelled {
  const text = postfixed(base);
  const list = subscripts.map((subscript) => {
    if (subscript.kind === 'at') return value(subscript.at).text;
    return [subscript.from, subscript.to].map((side) => (side ? value(side).text : '')).join(':');
  });
  return piece(`${text}[${list.join(', ')}]`, Level.atom, text === base.text ? base.start : 'bracket', 'bracket');
}

const postfixed = (base: Spelled): string =>
  base.level === Level.atom && base.start !== 'number' ? base.text : `(${base.text})`;

/** `sum(x, axis=-1, keepdims=1)`, `reshape(x, [2, 3])`. */
export function spellOperation({ row, args }: Of<'operation'>, line: Line, value: Parts): Spelled {
  const list = args.map(({ kind, name, values }) => {
    const texts = values.map((one) => value(one).text);
    const isList = kind === 'axes' || (kind === 'shape' && texts.length !== 1);
    return `${name === undefined ? '' : `${name}=`}${isList ? `[${texts.join(', ')}]` : texts.join(', ')}`;
  });
  return piece(`${builtIn(row.name, line)}(${list.join(', ')})`, Level.atom, 'word', 'bracket');
}
