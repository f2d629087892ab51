/** Formulas as lines of a hover, a lens or an inlay. In: expressions and the page's names. Out: Unicode, never endless. */
import { type Expression, postorder } from '../calculus/expression';
import { joined, type Names, print } from '../notation/print';
import type { Answer } from '../program/answers';
import { cut, figure } from './text';

/** Beyond this a hover's formula names its shared parts. */
const COMFORTABLE = 300;
const LONGEST_LINE = 1_500;
const MOST_SHARED = 8;

/** `left = right`, and a line for each part that got a name. */
export function equation(left: string, right: Expression, names: Names, several = false): string[] {
  const { text, shared = [] } = print(right, names, { spelling: 'unicode', limit: COMFORTABLE, several });
  const lines = [`${left} = ${text}`, ...shared.slice(0, MOST_SHARED).map((part) => `  ${part.name} = ${part.text}`)];
  if (shared.length > MOST_SHARED) lines.push('  …');
  return lines.map((line) => cut(line, LONGEST_LINE));
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
