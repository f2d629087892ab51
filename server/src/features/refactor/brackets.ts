/**
 * Text in the place of a part of a formula, with brackets where the formula would be read otherwise without them. In: a
 * tree, its source, and what stands for some of its parts. Out: the new text, and how tightly it holds together.
 */
import type { Tree } from '../../syntax/tree';
import { children } from '../../syntax/walk';

/** How tightly the forms of the language hold together, loosest first. */
export const Level = {
  pipe: 0,
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  sum: 5,
  /** With `@` or `·`: their factors cannot be grouped at will. */
  matrixProduct: 6,
  product: 7,
  /** Side by side: `2x y`. */
  beside: 8,
  sign: 9,
  /** `x^2`, `√x`, `∂f/∂x`. */
  factor: 10,
  postfix: 11,
  atom: 12,
} as const;
type Level = (typeof Level)[keyof typeof Level];

export interface Piece {
  readonly text: string;
  readonly level: Level;
  /** It stands for something else, so that brackets may be needed. */
  readonly isNew: boolean;
}

export const piece = (text: string, level: Level): Piece => ({ text, level, isNew: true });

const LEVELS: Readonly<Record<Exclude<Tree['kind'], 'product' | 'logic'>, Level>> = {
  pipe: Level.pipe,
  not: Level.not,
  comparison: Level.comparison,
  sum: Level.sum,
  sign: Level.sign,
  power: Level.factor,
  root: Level.factor,
  partial: Level.factor,
  partialOf: Level.factor,
  nabla: Level.factor,
  point: Level.factor,
  prime: Level.factor,
  superscript: Level.postfix,
  transpose: Level.postfix,
  member: Level.postfix,
  index: Level.postfix,
  call: Level.postfix,
  number: Level.atom,
  name: Level.atom,
  group: Level.atom,
  array: Level.atom,
};

export function levelOf(tree: Tree): Level {
  if (tree.kind === 'logic') return Level[tree.operator];
  if (tree.kind !== 'product') return LEVELS[tree.kind];
  if (tree.rest.some(({ operator }) => operator === '@' || operator === '·')) return Level.matrixProduct;
  return tree.rest.every(({ operator }) => operator === 'implicit') ? Level.beside : Level.product;
}

/** The level of a formula that Nabla prints: its operators outside of brackets say it. */
export function levelOfPrinted(text: string): Level {
  let depth = 0;
  let level: Level = /^[\p{L}\p{N}_.]+$/u.test(text) ? Level.atom : Level.postfix;
  for (const [, open, close, operator] of text.matchAll(
    /([([])|([)\]])|( and | or |not | [<>=!]=? | [+-] |[*/@^-])/g,
  )) {
    if (open) depth++;
    else if (close) depth--;
    else if (operator && depth === 0) {
      const found = PRINTED[operator.trim()] ?? Level.comparison;
      const signed: Level = operator === '-' ? Level.sign : found;
      if (signed < level) level = signed;
    }
  }
  return level;
}

const PRINTED: Readonly<Record<string, Level>> = {
  or: Level.or,
  and: Level.and,
  not: Level.not,
  '+': Level.sum,
  '-': Level.sum,
  '*': Level.product,
  '/': Level.product,
  '@': Level.matrixProduct,
  '^': Level.factor,
};

/** The text of a tree in which `replace` gives the pieces for some parts; undefined leaves a part as it is. */
export function rewritten(
  source: string,
  tree: Tree,
  parents: readonly Tree[],
  replace: (tree: Tree, parents: readonly Tree[]) => Piece | undefined,
): Piece {
  const own = replace(tree, parents);
  if (own) return own;
  const around = [...parents, tree];
  let text = '';
  let at = tree.range.start;
  for (const part of [...children(tree)].sort((a, b) => a.range.start - b.range.start)) {
    if (part.range.start < at) continue;
    text += source.slice(at, part.range.start);
    const inner = rewritten(source, part, around, replace);
    const before = text === '' ? source.slice(0, tree.range.start) : text;
    text += inner.isNew
      ? besides(spaced(before, held(inner, part, around), source.slice(part.range.end)), text, part, around)
      : inner.text;
    at = part.range.end;
  }
  return { text: text + source.slice(at, tree.range.end), level: levelOf(tree), isNew: false };
}

/** The piece in the place of a part, in brackets where it needs them there. */
export function held(inner: Piece, part: Tree, parents: readonly Tree[]): string {
  if (inner.level === Level.atom && inner.text.startsWith('(')) return inner.text;
  const parent = parents.at(-1);
  const isBroken = breaks(inner.text) && !parents.some(({ kind }) => BRACKETED.has(kind));
  const stands = !parent || STANDS[parent.kind](inner, part, parents);
  const begins = /^[\p{L}_√(]/u.test(inner.text) || !beginsFactor(part, parents);
  return stands && begins && !isBroken ? inner.text : `(${inner.text})`;
}

/** Whether a part is where a factor begins that stands beside another: the x in `3x^3`. */
function beginsFactor(part: Tree, parents: readonly Tree[]): boolean {
  for (const parent of parents.toReversed()) {
    if (
      parent.kind === 'product' &&
      parent.rest.some((link) => link.operator === 'implicit' && link.operand.range.start === part.range.start)
    )
      return true;
    if (parent.range.start !== part.range.start) return false;
  }
  return false;
}

/** A bracket beside a name would call it: there the sign of the product is written. */
export function besides(text: string, before: string, part: Tree, parents: readonly Tree[]): string {
  const [parent, outer] = [parents.at(-1), parents.at(-2)];
  const beside =
    parent?.kind === 'product' && parent.rest.some((link) => link.operator === 'implicit' && link.operand === part);
  if (!beside || !text.startsWith('(') || !NAME_LAST.test(before.trimEnd())) return text;
  const link = outer?.kind === 'product' ? outer.rest.find(({ operand }) => operand === parent) : undefined;
  if (link && link.operator !== '*') return text;
  return before.endsWith(' ') ? `* ${text}` : ` * ${text}`;
}

/** Whether a text breaks its line outside of its brackets: then it is a formula only between others. */
export function breaks(text: string): boolean {
  let depth = 0;
  for (const [sign] of text.matchAll(/[([)\]\n]|#.*/g)) {
    if (sign === '\n' && depth === 0) return true;
    if (sign === '(' || sign === '[') depth++;
    else if (sign === ')' || sign === ']') depth--;
  }
  return false;
}

const BRACKETED: ReadonlySet<Tree['kind']> = new Set(['group', 'array', 'call', 'point', 'index', 'partialOf']);

/** Apart from the text before and after it, where it would be read as one word with that: `2e`, `ab`. */
export function spaced(before: string, text: string, after: string): string {
  return `${joins(before, text) ? ' ' : ''}${text}${joins(text, after) ? ' ' : ''}`;
}

function joins(left: string, right: string): boolean {
  if (!WORD.test(left.at(-1) ?? '') || !WORD.test(right.at(0) ?? '')) return false;
  // After a number, `e3` and `_1` would be read as part of it, and `x` after 0.
  return NAME_LAST.test(left) || /^[\deE_.]/.test(right) || (/(?:^|[^\d.])0$/.test(left) && /^[xXbBoO]/.test(right));
}

const WORD = /[\p{L}\p{M}\p{N}_₀-₉]/u;
const NAME_LAST = /[\p{L}_][\p{L}\p{M}0-9_₀-₉]*$/u;

type Stands = (inner: Piece, part: Tree, parents: readonly Tree[]) => boolean;
type Of<Kind extends Tree['kind']> = Extract<Tree, { kind: Kind }>;

const always: Stands = () => true;
const never: Stands = () => false;
const atLeast =
  (level: Level): Stands =>
  (inner) =>
    inner.level >= level;
/** After what is opened by a bracket of its own there is no question; `base` stands before it. */
const after =
  (base: (parent: Tree) => Tree | undefined): Stands =>
  (inner, part, parents) => {
    const parent = parents.at(-1);
    return !parent || base(parent) !== part || isTight(inner);
  };

const isSigned = ({ text }: Piece): boolean => /^[+\-−]/.test(text);
const isNumber = ({ text }: Piece): boolean => /^[\d.]/.test(text);
const isTight = (inner: Piece): boolean => inner.level >= Level.postfix;

/** Whether a piece is read as one part in the place of this one, by the kind of the formula around it. */
const STANDS: Readonly<Record<Tree['kind'], Stands>> = {
  number: always,
  name: always,
  group: always,
  array: always,
  partialOf: always,
  partial: always,
  nabla: always,
  call: after((parent) => (parent.kind === 'call' ? parent.callee : undefined)),
  point: after((parent) => (parent.kind === 'point' ? parent.derivative : undefined)),
  index: after((parent) => (parent.kind === 'index' ? parent.base : undefined)),
  sum: (inner, part, parents) => inSum(inner, part, parents),
  product: (inner, part, parents) => inProduct(inner, part, parents),
  sign: (inner) => inner.level >= Level.factor,
  root: isTight,
  power(inner, part, parents) {
    const parent = parents.at(-1);
    if (isTight(inner)) return true;
    // a^b^c is a^(b^c).
    return (
      parent?.kind === 'power' &&
      parent.exponent === part &&
      inner.level === Level.factor &&
      /^[\p{L}\p{N}(.]/u.test(inner.text) &&
      !isDerivative(inner)
    );
  },
  superscript: (inner) => isTight(inner) && !/[⁰¹²³⁴-⁹]$/.test(inner.text),
  transpose: (inner) => isTight(inner) && !isNumber(inner),
  member: (inner) => isTight(inner) && !isNumber(inner),
  prime: never,
  comparison: atLeast(Level.sum),
  logic: (inner, _, parents) => {
    const parent = parents.at(-1);
    return inner.level >= (parent?.kind === 'logic' && parent.operator === 'or' ? Level.and : Level.not);
  },
  not: atLeast(Level.comparison),
  pipe: (inner, part, parents) => {
    const parent = parents.at(-1);
    return parent?.kind === 'pipe' && parent.left === part ? inner.level >= Level.or : isTight(inner);
  },
};

/** What takes a following bracket for its point. */
const isDerivative = ({ text }: Piece): boolean => /^[∂∇]|['′″‴]$/.test(text) || /^d[\p{L}²³]*\/d/u.test(text);

function inSum(inner: Piece, part: Tree, parents: readonly Tree[]): boolean {
  const parent = parents.at(-1);
  if (parent?.kind !== 'sum' || parent.first === part) return inner.level >= Level.sum;
  const link = parent.rest.find(({ operand }) => operand === part);
  const least = link?.operator === '-' ? Level.matrixProduct : Level.sum;
  return inner.level >= least && !isSigned(inner);
}

function inProduct(inner: Piece, part: Tree, parents: readonly Tree[]): boolean {
  const parent = parents.at(-1);
  if (parent?.kind !== 'product') return true;
  const at = parent.first === part ? -1 : parent.rest.findIndex(({ operand }) => operand === part);
  const [before, next] = [parent.rest[at]?.operator, parent.rest[at + 1]];
  if (before === 'implicit' || next?.operator === 'implicit') return sideBySide(inner, at < 0, parent, parents);
  // 1/2x is (1/2)x, and a/2x is not.
  if (isNumber(inner) && next?.operator === '/' && next.operand.kind === 'product') return false;
  if (at < 0) return inner.level >= Level.matrixProduct;
  if (isSigned(inner)) return false;
  const isPlain = parent.rest.every(({ operator }) => operator === '*' || operator === '/');
  return inner.level >= (before === '*' && isPlain ? Level.product : Level.factor);
}

/** A factor beside another begins with a letter, a root or a bracket that groups; the first one may be a number. */
function sideBySide(inner: Piece, isFirst: boolean, parent: Of<'product'>, parents: readonly Tree[]): boolean {
  if (inner.level < Level.beside || inner.level === Level.sign || isDerivative(inner)) return false;
  if (!isFirst) return /^[\p{L}_√(]/u.test(inner.text);
  if (!isNumber(inner)) return true;
  const outer = parents.at(-2);
  const isBelow = outer?.kind === 'product' && outer.first !== parent;
  return !isBelow && !/^[\d.eE_]/.test(text(parent.rest[0]?.operand));
}

/** Only to see what a factor begins with: names and numbers carry their text. */
function text(tree: Tree | undefined): string {
  if (tree?.kind === 'name') return tree.name;
  if (tree?.kind === 'number') return tree.text;
  const [first] = tree ? children(tree) : [];
  return first && tree?.kind !== 'group' ? text(first) : '';
}
