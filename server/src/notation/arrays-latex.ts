/**
 * Operations on arrays as the textbook sets them: `X^{\top}`, `A^{-1}`, `\lVert x\rVert`, `x_{0,\,1:3}`; matrix products
 * side by side with a thin space. In: a look and the pieces of its parts. Out: a piece that KaTeX and MathJax read.
 */
import type { Argument, Subscript } from './arrays-look';
import { bracketed, held } from './latex-brackets';
import { escapeTex, texOperator } from './latex-names';
import type { Look } from './look';
import { Level, piece, type Spelled } from './spelled';

type Parts = (look: Look) => Spelled;
type Of<Kind extends Look['kind']> = Extract<Look, { kind: Kind }>;

/** `X^{\top}\,(X\,w - y)`; of two vectors `x \cdot y`. */
export function matrixLatex({ leads, scalar }: Of<'matrix'>, factors: readonly Spelled[]): Spelled {
  const least = (i: number): Level => (i === 0 && leads ? Level.minus : Level.prefix);
  const text = factors.reduce((before, factor, i) => {
    const sign = scalar && i === factors.length - 1 ? ' \\cdot ' : '\\,';
    return `${before}${i === 0 ? '' : sign}${held(factor, least(i))}`;
  }, '');
  return joined(text, factors, least);
}

/** The piece of a product that brackets nothing but what is looser than `least`. */
function joined(text: string, factors: readonly Spelled[], least: (i: number) => Level): Spelled {
  const [first, last] = [factors[0], factors.at(-1)];
  const start = first && first.level >= least(0) ? first.start : 'bracket';
  const end = last && last.level >= least(factors.length - 1) ? last.end : 'bracket';
  const level = first?.level === Level.minus && least(0) === Level.minus ? Level.minus : Level.product;
  const tall = factors.some((factor) => factor.tall);
  return { ...piece(text, level, start, end, tall), matrix: true };
}

export function transposeLatex({ base: look }: Of<'transpose'>, spell: Parts): Spelled {
  const inner = look.kind === 'operation' && look.row.name === 'inv' ? look.args[0]?.values[0] : undefined;
  return inner ? raised(spell(inner), '-\\top') : raised(spell(look), '\\top');
}

function raised(base: Spelled, exponent: string): Spelled {
  const start = base.level === Level.atom ? base.start : 'bracket';
  return piece(`${held(base, Level.atom)}^{${exponent}}`, Level.power, start, 'symbol', base.tall);
}

/** `x_{0,\,1:3}`; what has a subscript already gets brackets. */
export function indexLatex(base: Spelled, subscripts: readonly Subscript[], spell: Parts): Spelled {
  const list = subscripts.map((subscript) => {
    if (subscript.kind === 'at') return spell(subscript.at).text;
    return [subscript.from, subscript.to].map((side) => (side ? spell(side).text : '')).join(':');
  });
  const bare = base.level === Level.atom && base.start !== 'number' && !/_\{.*\}$/.test(base.text);
  return piece(
    `${bare ? base.text : bracketed(base)}_{${list.join(',\\,')}}`,
    Level.atom,
    bare ? base.start : 'bracket',
    'symbol',
    base.tall,
  );
}

/** Those that the textbook writes without a name; undefined where there are options that it has no sign for. */
const SIGNS: Readonly<Record<string, (args: readonly Spelled[], lengths: string) => Spelled | undefined>> = {
  inv: ([x]) => x && raised(x, '-1'),
  norm: ([x]) => x && norm(x),
  outer: (args) => infix(args, ' \\otimes '),
  dot: (args) => infix(args, ' \\cdot '),
  zeros: (_, lengths) => piece(`\\mathbf{0}_{${lengths}}`, Level.atom, 'other'),
  ones: (_, lengths) => piece(`\\mathbf{1}_{${lengths}}`, Level.atom, 'other'),
  eye: (_, lengths) => piece(`I_{${lengths}}`, Level.atom, 'symbol'),
};

/** Names that have a command of their own or a shorter form. */
const NAMES: Readonly<Record<string, string>> = {
  det: '\\det',
  trace: '\\operatorname{tr}',
  max: '\\max',
  min: '\\min',
  argmax: '\\operatorname*{arg\\,max}',
};

export function operationLatex({ row, args }: Of<'operation'>, value: Parts): Spelled {
  const sign = Object.hasOwn(SIGNS, row.name) ? SIGNS[row.name] : undefined;
  const values = (argument: Argument): readonly Spelled[] => argument.values.map(value);
  const plain = args.every(({ name }) => name === undefined);
  const arrays = args.filter(({ kind }) => kind === 'array').flatMap(values);
  const options = args.filter(({ kind }) => kind !== 'array').flatMap(values);
  const short = plain ? sign?.(arrays, times(options)) : undefined;
  if (short) return short;
  const name = (Object.hasOwn(NAMES, row.name) ? NAMES[row.name] : undefined) ?? row.latex ?? texOperator(row.name);
  const list = args.map((argument) => listed(argument, values(argument))).join(', ');
  const tall = [...arrays, ...options].some((one) => one.tall);
  const brackets = tall ? `\\left(${list}\\right)` : `(${list})`;
  return piece(`${name}${brackets}`, Level.atom, 'operator', 'bracket', tall);
}

const norm = ({ text, tall }: Spelled): Spelled =>
  piece(
    tall ? `\\left\\lVert ${text}\\right\\rVert` : `\\lVert ${text}\\rVert`,
    Level.atom,
    'bracket',
    'bracket',
    tall,
  );

function infix(args: readonly Spelled[], sign: string): Spelled {
  const least = () => Level.prefix;
  return joined(args.map((arg) => held(arg, Level.prefix)).join(sign), args, least);
}

function listed({ kind, name }: Argument, values: readonly Spelled[]): string {
  const list = kind === 'axes' ? `[${values.map(({ text }) => text).join(', ')}]` : times(values);
  return name === undefined ? list : `\\mathrm{${escapeTex(name)}}=${list}`;
}

/** Lengths of axes: `2 \times (n + 1)`. */
const times = (lengths: readonly Spelled[]): string =>
  lengths.length === 1
    ? (lengths[0]?.text ?? '')
    : lengths.map((length) => held(length, Level.product)).join(' \\times ');
