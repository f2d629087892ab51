/** Formulas as lines of a hover, a lens or an inlay. In: expressions and the page's names. Out: Unicode, never endless. */
import { type Expression, postorder } from '../calculus/expression';
import { joined, type Names, print } from '../notation/print';
import type { Answer } from '../program/answers';
import type { Formula } from '../protocol';
import { cut, figure } from './text';

/** A line of a hover: as text, and where it is worth looking at as LaTeX, made when it is asked for. */
export interface Line {
  readonly text: string;
  readonly latex?: () => string;
}
export const line = (text: string): Line => ({ text });

/** What stands left of an equation: text, or text and LaTeX. */
export type Left = string | { readonly text: string; readonly latex: () => string };

/** The head of a derivative, or of anything else that is spelled in three ways. */
export const leftOf = ({ unicode, latex }: Formula): Left => ({ text: unicode, latex: () => latex });
export const textOf = (left: Left): string => (typeof left === 'string' ? left : left.text);

/** Beyond this a hover's formula names its shared parts. */
const COMFORTABLE = 300;
/** The same, counted in commands and braces as well. */
const COMFORTABLE_LATEX = 500;
const LONGEST_LINE = 1_500;
const MOST_SHARED = 8;

/** `left = right`, and a line for each part that got a name. */
export function equation(left: Left, right: Expression, names: Names, several = false): Line[] {
  const { text, shared = [] } = print(right, names, { spelling: 'unicode', limit: COMFORTABLE, several });
  const shownParts = shared.slice(0, MOST_SHARED).map((part) => `  ${part.name} = ${part.text}`);
  const texts = [`${textOf(left)} = ${text}`, ...shownParts];
  if (shared.length > MOST_SHARED) texts.push('  …');
  const [first = '', ...rest] = texts.map((one) => cut(one, LONGEST_LINE));
  if (typeof left === 'string' || shared.length > MOST_SHARED) return [first, ...rest].map(line);
  const latex = (): string => `${left.latex()} = ${latexWithParts(right, names, several)}`;
  return [{ text: first, latex }, ...rest.map(line)];
}

/** In LaTeX, with the parts that have names below it. */
function latexWithParts(expression: Expression, names: Names, several: boolean): string {
  const { text, shared } = print(expression, names, { spelling: 'latex', limit: COMFORTABLE_LATEX, several });
  if (!shared) return text;
  return [text, ...shared.map((part) => `\\quad ${part.name} = ${part.text}`)].join(' \\\\ ');
}

/** On one line, at most so long. */
export const short = (expression: Expression, names: Names, longest: number): string =>
  cut(joined(print(expression, names, { spelling: 'unicode', limit: Math.max(longest, 60) }), 'unicode'), longest);

/** Longer numbers are rounded, unless there is room for a tooltip. */
const LONGEST_NUMBER = 24;
const TOOLTIP = 1_000;

/** The result of an expression: exact where that is short, else the number. `written` is not said again. */
export function result(answer: Answer, names: Names, longest: number, written?: Expression): string {
  const { result: exact, value } = answer;
  const text = short(exact, names, 10_000);
  const isNumber = isWritten(exact);
  if (value === null) return cut(text, longest);
  if (typeof value !== 'number')
    return text.length <= longest || !isClosed(exact) ? cut(text, longest) : cut(inNumbers(value), longest);
  if (isNumber && text.length <= (longest >= TOOLTIP ? longest : Math.min(longest, LONGEST_NUMBER))) return text;
  const rounded = `≈ ${figure(value)}`;
  const both = `${text} ${rounded}`;
  const isNews = !isNumber && !(written && short(written, names, 10_000) === text);
  return isNews && both.length <= longest ? both : rounded;
}

/** `= 14`, `≈ 3.14159`. */
export const equals = (text: string): string => (text.startsWith('≈') ? text : `= ${text}`);

/** `≈ [0.333333, 2]`; without the sign where every entry is shown as it is. */
const inNumbers = (value: Answer['value']): string =>
  flat(value).every((entry) => Number(entry.toPrecision(6)) === entry) ? numbers(value) : `≈ ${numbers(value)}`;

const flat = (value: Answer['value']): number[] =>
  value === null ? [] : typeof value === 'number' ? [value] : value.flatMap(flat);

const numbers = (value: Answer['value']): string =>
  value === null ? '–' : typeof value === 'number' ? figure(value) : `[${value.map(numbers).join(', ')}]`;

/** A number written out, or an array of such. */
const isWritten = (expression: Expression): boolean =>
  expression.kind === 'constant' || (expression.kind === 'array' && expression.items.every(isWritten));

const isClosed = (expression: Expression): boolean => postorder([expression]).every((node) => node.kind !== 'variable');
