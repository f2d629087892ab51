/**
 * What is written in the drawing. In: nodes and edges. Out: rows of runs, as mathematics is set: single letters slanted, names and
 * digits upright, exponents raised; how large a box they need; and the words for those who do not see it.
 */
import type { Formula, Lengths } from '../../../../../server/src/protocol';
import { equation, isJust, isRounded } from '../formulas';
import type { DrawnEdge, DrawnNode, Frame } from './fold';
import type { Size } from './layout';
import { definition, nameOf, slopeOf } from './words';

export interface Run {
  readonly text: string;
  readonly slanted?: true;
  /** Above the line, or below it. */
  readonly level?: 'raised' | 'lowered';
}
export type RowKind = 'title' | 'shape' | 'value' | 'gradient';
export interface Row {
  readonly kind: RowKind;
  readonly runs: readonly Run[];
}

/** Signs in front of numbers, so that colour is never alone; the legend explains them. */
export const SIGNS = { value: '→', gradient: '←' } as const;

/** The space in front of a shape is not drawn; it keeps the words apart for those who hear or copy them. */
export function nodeRows(node: DrawnNode): readonly Row[] {
  const { kind, label, shape, value, gradient } = node;
  // Of a closed layer the numbers are in the sentence below.
  const isClosed = kind === 'layer';
  const hasNumber = value && !isClosed && !(kind === 'constant' && isJust(label, value));
  return [
    { kind: 'title', runs: setting(title(node).unicode) },
    ...(shape && shape.length > 0 ? [{ kind: 'shape', runs: [{ text: ` ${lengths(shape)}` }] } as const] : []),
    ...(hasNumber ? [{ kind: 'value', runs: [{ text: valueText(value) }] } as const] : []),
    ...(gradient && !isClosed ? [{ kind: 'gradient', runs: [{ text: gradientText(gradient) }] } as const] : []),
  ];
}

/** A name with what it stands for, where that is short: `u = 2x²`. */
function title({ kind, label, formula }: DrawnNode): Formula {
  const isShort = formula && formula.unicode.length <= 16 && formula.unicode !== label.unicode;
  return isShort && (kind === 'named' || kind === 'output') ? equation(label, formula) : label;
}

export const valueText = ({ text }: { readonly text: string }): string => `${SIGNS.value} ${short(text)}`;
export const gradientText = ({ text }: { readonly text: string }): string => `${SIGNS.gradient} ${short(text)}`;
/** An array is cut; the table has it whole. */
const LONGEST = 22;
const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** The slope, and under it its number. */
export function edgeRows({ local }: DrawnEdge): readonly Row[] {
  const formula = local?.formula?.unicode;
  const title = formula === undefined ? [] : setting(formula.length > 28 ? `${formula.slice(0, 27)}…` : formula);
  const number = local && slopeText(local);
  return [
    ...(title.length > 0 ? [{ kind: 'title', runs: title } as const] : []),
    ...(number ? [{ kind: 'value', runs: [{ text: number }] } as const] : []),
  ];
}

/** Nothing where the formula is the number. */
export function slopeText({ formula, value }: NonNullable<DrawnEdge['local']>): string | undefined {
  if (!value || (formula && isJust(formula, value))) return undefined;
  const sign = isRounded(value) ? '≈ ' : formula ? '= ' : '';
  return sign + short(value.text.replace(/^≈\s*/, ''));
}

/** As on the page. */
export const lengths = (shape: Lengths): string => `[${shape.join(', ')}]`;

const HEIGHTS: Readonly<Record<RowKind, number>> = { title: 22, shape: 15, value: 17, gradient: 17 };

/** How wide a text of a row is. */
export type Measure = (row: RowKind, run: Run) => number;
/** Widths go in steps and have room for a number, so that one that changes its digits keeps its box. */
const STEP = 12;
const NUMBER = '≈ 00000.0';

export function nodeSize(node: DrawnNode, measure: Measure): Size {
  const rows = nodeRows(node);
  const reserved =
    node.kind !== 'constant' && node.value?.value !== undefined ? measure('value', { text: `→ ${NUMBER}` }) : 0;
  return { width: Math.max(34, stepped(Math.max(reserved, widest(rows, measure)) + 20)), height: heightOf(rows) + 12 };
}
export function edgeSize(edge: DrawnEdge, measure: Measure): Size | undefined {
  const rows = edgeRows(edge);
  const reserved = rows.some(({ kind }) => kind === 'value') ? measure('value', { text: NUMBER }) : 0;
  const width = stepped(Math.max(reserved, widest(rows, measure)) + 8);
  return rows.length === 0 ? undefined : { width, height: heightOf(rows) };
}
export const heightOf = (rows: readonly Row[]): number => rows.reduce((sum, { kind }) => sum + HEIGHTS[kind], 0);
export const widest = (rows: readonly Row[], measure: Measure): number =>
  Math.max(0, ...rows.map(({ kind, runs }) => runs.reduce((sum, run) => sum + measure(kind, run), 0)));
const stepped = (width: number): number => Math.ceil(width / STEP) * STEP;

/** The baselines of rows around a centre, from the top. */
export function baselines(rows: readonly Row[]): readonly number[] {
  let bottom = -heightOf(rows) / 2;
  return rows.map(({ kind }) => {
    bottom += HEIGHTS[kind];
    return bottom - (kind === 'title' ? 6 : 4);
  });
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿᵀ';
const RAISED = '0123456789+−()nT';
const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

/** Raised signs, lowered signs, words with their digits, all between; what is none of them by itself. */
const PIECES =
  /[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿᵀ]+|[₀-₉]+|(?:(?![ⁿᵀ])[\p{L}_])+(?:\d+(?:(?![ⁿᵀ])[\p{L}\d_])*)?|[^\p{L}_₀-₉⁰¹²³⁴-⁹⁺⁻⁽⁾ⁿᵀ]+|./gsu;

/** Unicode mathematics in runs. A word of one letter is a variable, perhaps with an index; longer ones are names, for
 * products have a sign. */
export function setting(unicode: string): readonly Run[] {
  const pieces = unicode.match(PIECES) ?? [];
  return pieces.flatMap((text): readonly Run[] => {
    if (SUPERSCRIPTS.includes(text[0] ?? ' '))
      return [{ text: translated(text, SUPERSCRIPTS, RAISED), level: 'raised' }];
    if (SUBSCRIPTS.includes(text[0] ?? ' ')) return [{ text: translated(text, SUBSCRIPTS, RAISED), level: 'lowered' }];
    const [, letter, index] = /^(\p{L})(\d*)$/u.exec(text) ?? [];
    if (letter === undefined) return [{ text }];
    return [{ text: letter, slanted: true }, ...(index ? [{ text: index, level: 'lowered' } as const] : [])];
  });
}
const translated = (text: string, from: string, to: string): string =>
  [...text].map((sign) => to[from.indexOf(sign)] ?? sign).join('');

const KINDS: Readonly<Record<DrawnNode['kind'], string>> = {
  input: 'input',
  weight: 'weight',
  constant: 'constant',
  operation: 'operation',
  named: 'named step',
  output: 'output',
  layer: 'closed layer',
};
export const kindWord = ({ kind }: DrawnNode): string => KINDS[kind];

/** `u = 2x², named step, value 4.5, gradient 6150.94`. */
export function nodeWords(node: DrawnNode): string {
  const { shape, value, gradient } = node;
  return [
    definition(node).unicode,
    kindWord(node),
    ...(shape && shape.length > 0 ? [`shape ${shape.join(' by ')}`] : []),
    ...(value ? [`value ${value.text}`] : []),
    ...(gradient ? [`gradient ${gradient.text}`] : []),
  ].join(', ');
}

export function edgeWords({ local }: DrawnEdge, from: DrawnNode, to: DrawnNode): string {
  const ends = `from ${nameOf(from).unicode} to ${nameOf(to).unicode}`;
  const slope = local && slopeOf(local);
  if (!slope) return ends;
  return `${ends}, ${local?.value ? 'slope' : 'back by'} ${slope.unicode}`;
}

/** What is written comes first, for those who speak to their machine. */
export const layerWords = ({ label, members, shape }: Pick<Frame, 'label' | 'members' | 'shape'>): string =>
  `${[label.unicode, ...(shape && shape.length > 0 ? [lengths(shape)] : [])].join(' ')}, layer of ${members.length} nodes`;
