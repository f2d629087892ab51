/**
 * Formulas of a network's derivation. In: expressions in which variables stand for adjoints. Out: ASCII, in which they are
 * `diff(loss, z)`; for people `δz`, with the shape of each factor under it.
 */
import { type Expression, type Graph, parts, postorder, substitute, type Variable } from '../calculus/expression';
import type { AdjointNote, DerivativeNotation, Formula } from '../protocol';
import { shapeLabel } from './array-text';
import { slope } from './derivatives';
import { head } from './head';
import { texName } from './latex-names';
import { joined, type Names, type Printed, print } from './print';
import { width } from './wrap';

export interface NetworkSpeller {
  readonly graph: Graph;
  /** Names that no new name may have. */
  readonly names: Names;
  readonly loss: Variable;
  readonly notation: DerivativeNotation;
  /** What stands for an adjoint, and whose it is. */
  readonly standIns: ReadonlyMap<Variable, Variable>;
}

/** Beyond so many characters people read `… where s = …`. */
const PEOPLE = 1_000;

/** `diff(loss, z)`, `∂loss/∂z`. */
export const adjointHead = ({ loss, names, notation }: NetworkSpeller, of: string): Formula =>
  head(slope(loss.name, of, true), names, notation);

export function spell(expression: Expression, speller: NetworkSpeller): Formula {
  return {
    text: asciiOf(expression, speller).text,
    unicode: unicodeOf(expression, speller, new Map()),
    latex: latexOf(expression, speller, new Map()),
  };
}

/** In the language; `shared` where it would be very long. */
export function asciiOf(expression: Expression, { graph, names, loss, notation, standIns }: NetworkSpeller): Printed {
  const adjoints = [...standIns].map(([standIn, of]) => [standIn, graph.derivative(loss, of)] as const);
  return print(substitute(graph, expression, new Map(adjoints)), names, { notation });
}

/** Names of this project as people write them. */
const PRETTY: Readonly<Record<string, readonly [unicode: string, latex: string]>> = {
  sigma: ['σ', '\\sigma'],
  xhat: ['x̂', '\\hat{x}'],
};

type Marks = ReadonlyMap<Expression, string>;

/** Also of numbered ones: `sigma2`. */
function prettyName(node: Expression): readonly [unicode: string, latex: string] | undefined {
  if (node.kind !== 'variable' || node.scope !== 'introduced') return undefined;
  const [, base = '', digits = ''] = /^(\D+)(\d*)$/.exec(node.name) ?? [];
  const known = Object.hasOwn(PRETTY, base) ? PRETTY[base] : undefined;
  if (!known || digits === '') return known;
  const below = [...digits].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)] ?? '').join('');
  return [`${known[0]}${below}`, `${known[1]}_{${digits}}`];
}

/** `marks`: what stands under another name for now. */
function unicodeOf(expression: Expression, { graph, names }: NetworkSpeller, marks: Marks): string {
  const renamed = new Map<Expression, Expression>();
  for (const node of postorder([expression])) {
    const mark = marks.get(node) ?? prettyName(node)?.[0];
    if (mark !== undefined) renamed.set(node, graph.variable(mark, 'introduced', node.shape));
  }
  const shown = substitute(graph, expression, renamed);
  return joined(print(shown, names, { spelling: 'unicode', limit: PEOPLE }), 'unicode');
}

function latexOf(expression: Expression, { graph, names, standIns }: NetworkSpeller, marks: Marks): string {
  const renamed = new Map<Expression, Expression>();
  const texts: [mark: string, text: string][] = [];
  let count = 0;
  for (const node of postorder([expression])) {
    const own = marks.get(node);
    const of = node.kind === 'variable' ? standIns.get(node) : undefined;
    const text = of ? `\\delta_{${texName(of.name)}}` : prettyName(node)?.[1];
    const mark = own ?? (text === undefined ? undefined : `qqz${letters(count++)}`);
    if (mark === undefined) continue;
    renamed.set(node, graph.variable(mark, 'introduced', node.shape));
    if (own === undefined && text !== undefined) texts.push([mark, text]);
  }
  const printed = print(substitute(graph, expression, renamed), names, { spelling: 'latex', limit: PEOPLE });
  // What has a subscript of its own gets an index in brackets.
  return texts.reduce(
    (latex, [mark, text]) => latex.replaceAll(`${inLatex(mark)}_{`, `(${text})_{`).replaceAll(inLatex(mark), text),
    joined(printed, 'latex'),
  );
}

const inLatex = (mark: string): string => texName(mark);

/** a, b, …, z, ba, bb, … in a row of equal length, so that none is the beginning of another. */
const letters = (count: number): string =>
  [676, 26, 1].map((power) => String.fromCharCode(97 + (Math.floor(count / power) % 26))).join('');

export type Aligned = Pick<AdjointNote, 'factors' | 'aligned' | 'latex'>;

/** Of more factors a formula is no picture. */
const MANY = 40;
/** Longer formulas are broken into lines, under which nothing can be aligned. */
const LONGEST = 88;

export function aligned(expression: Expression, speller: NetworkSpeller): Aligned {
  const all = factorsIn(expression);
  const factors = all.length > MANY ? [] : all;
  const marks = new Map(factors.map((factor, i) => [factor, `qqx${letters(i)}`]));
  const plain = latexOf(expression, speller, marks);
  const latex = factors.reduce((text, factor) => {
    const mark = marks.get(factor) ?? '';
    const label = shapeLabel(factor.shape, ' \\times ');
    return text.replaceAll(inLatex(mark), `\\underbrace{${latexOf(factor, speller, new Map())}}_{${label}}`);
  }, plain);
  const text = unicodeOf(expression, speller, marks);
  const placed = place(text, factors, marks, speller);
  return {
    factors: factors.map((factor) => ({ text: asciiOf(factor, speller).text, shape: factor.shape })),
    ...(placed && { aligned: placed }),
    latex,
  };
}

/** In reading order: names of arrays, their transposes, conditions on them. */
function factorsIn(expression: Expression): readonly Expression[] {
  const found = new Set<Expression>();
  const seen = new Set<Expression>();
  const waiting = [expression];
  const visit = (node: Expression): void => {
    if (seen.has(node)) return;
    seen.add(node);
    const isArray = node.shape.length > 0;
    const name = node.kind === 'operation' || node.kind === 'application' ? node.row.name : '';
    const [first] = parts(node);
    const isCondition = node.kind === 'application' && node.row.truth === true;
    const isSlice = name === 'index';
    const isTransposed = name === 'transpose' && first?.kind === 'variable';
    if (node.kind === 'variable' || isTransposed || isSlice || isCondition) {
      if (isArray) found.add(node);
      return;
    }
    waiting.push(...parts(node).toReversed());
  };
  for (let node = waiting.pop(); node; node = waiting.pop()) visit(node);
  return [...found];
}

/** The formula with so much room before a factor that the shape of the one before ends in time. */
function place(text: string, factors: readonly Expression[], marks: Marks, speller: NetworkSpeller) {
  const byMark = new Map(factors.map((factor) => [marks.get(factor) ?? '', factor]));
  let formula = '';
  let shapes = '';
  // A matrix product with room around its sign.
  for (const piece of text.replaceAll('@', ' @ ').split(/(qqx[a-z]{3})/)) {
    const factor = byMark.get(piece);
    if (!factor) {
      formula += piece;
      continue;
    }
    const label = shapeLabel(factor.shape);
    const room = width(shapes) === 0 ? 0 : Math.max(0, width(shapes) + 1 - width(formula));
    formula += ' '.repeat(room);
    shapes += ' '.repeat(Math.max(0, width(formula) - width(shapes))) + label;
    const own = unicodeOf(factor, speller, new Map());
    formula += own;
  }
  return width(formula) > LONGEST ? undefined : { formula, shapes };
}
