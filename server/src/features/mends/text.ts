/**
 * Mends of what cannot be read: numbers, brackets, separators. In: a problem of a statement that has no tree. Out: fixes, from
 * the text around the place alone.
 */
import { breakOf } from '../refactor/places';
import { type Mend, type MendPlace, remove, write } from './place';

const NAME = /[\p{L}_][\p{L}\p{M}0-9_₀-₉]*/gu;

/** `1_000`, `0x10`. */
export const wrongNumber: Mend = ({ problem, wrong }) => {
  const plain = wrong.replaceAll('_', '');
  const number = /^0[xXbBoO]/.test(wrong) && Number.isSafeInteger(Number(wrong)) ? String(Number(wrong)) : plain;
  return number !== wrong && /^\d+(\.\d+)?$/.test(number) ? [write(problem.range, number, { preferred: true })] : [];
};

/** `|x|`, where it is clear which bar closes which. */
export const bars: Mend = ({ problem, text, statement }) => {
  const { start } = problem.range;
  const inside = text.slice(start + 1, statement.end).indexOf('|');
  const count = [...statement.source.matchAll(/\|(?!>)/g)].length;
  const body = text.slice(start + 1, start + 1 + inside);
  if (inside < 1 || count !== 2 || body.trim() === '') return [];
  return [write({ start, end: start + inside + 2 }, `abs(${body.trim()})`, { preferred: true })];
};

export const openString: Mend = ({ problem, text }) => {
  const line = /^[^\r\n]*/.exec(text.slice(problem.range.start))?.[0].trimEnd().length ?? 0;
  const end = problem.range.start + line;
  return [{ title: 'Close it with "', edits: [{ range: { start: end, end }, text: '"' }], preferred: true }];
};

/** A comma in a vector, a product elsewhere, both where both can be meant. */
export const missingOperator: Mend = (place) => {
  const { problem, text, wrong } = place;
  const joined = /^(.*[^\d.])(\.\d+)$/.exec(wrong);
  if (joined) return [write(problem.range, `${joined[1]} * 0${joined[2]}`)];
  const start = text.slice(0, problem.range.start).trimEnd().length;
  const gap = { start, end: problem.range.start };
  if (wrong.startsWith('[') && !/\n/.test(text.slice(gap.start, gap.end)))
    return [remove('Remove the space: an index touches what it is of', gap, true)];
  const bracket = enclosing(place, gap.start);
  const comma = write(gap, ', ', { title: 'Write a comma', preferred: true });
  const times = write(gap, ' * ', { title: 'Write *', preferred: bracket !== '[' });
  if (bracket === '[') return [comma, times];
  return bracket === 'call' ? [times, { ...comma, preferred: false }] : [times];
};

/** The bracket that is open at an offset: of a vector, of a call, of a group. */
function enclosing(place: MendPlace, offset: number): '[' | 'call' | '(' | undefined {
  const { text, statement } = place;
  const last = openAt(place, offset);
  if (last === undefined) return undefined;
  if (text[last] === '[') return '[';
  return /[\p{L}\p{M}0-9_₀-₉]$/u.test(text.slice(statement.start, last)) ? 'call' : '(';
}

/** Where the innermost bracket stands that is open at an offset. */
function openAt({ text, statement }: MendPlace, offset: number): number | undefined {
  const open: number[] = [];
  for (let i = statement.start; i < offset; i++) {
    const sign = text[i];
    if (sign === '(' || sign === '[') open.push(i);
    else if (sign === ')' || sign === ']') open.pop();
  }
  return open.at(-1);
}

/** Where the bracket is closed that is open at an offset. */
function closedAfter({ text, statement }: MendPlace, offset: number): number | undefined {
  let depth = 0;
  for (let i = offset; i < statement.end; i++) {
    const sign = text[i];
    if (sign === '(' || sign === '[') depth++;
    else if ((sign === ')' || sign === ']') && depth-- === 0) return i;
  }
  return undefined;
}

/** An operator or a point at the end of a statement. */
export const danglingSign: Mend = ({ problem, text, statement, wrong }) => {
  if (!/^([-+*/^@·.]|\|>)$/.test(wrong) || problem.range.end !== statement.end) return [];
  const start = text.slice(0, problem.range.start).trimEnd().length;
  return [remove(`Remove ${wrong}`, { start, end: problem.range.end })];
};

export const twoStatements: Mend = ({ problem, text }) => {
  const start = text.slice(0, problem.range.start).trimEnd().length;
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const indentation = /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
  const range = { start, end: problem.range.start };
  return [write(range, `${breakOf(text)}${indentation}`, { title: 'Put it on a line of its own', preferred: true })];
};

/** `f() = 2`. */
export const noParameters: Mend = ({ problem, wrong }) => {
  const name = wrong.slice(0, wrong.indexOf('(')).trimEnd();
  return name === '' ? [] : [write(problem.range, name, { title: `Write ${name} = …`, preferred: true })];
};

/** `2x` as a parameter. */
export const badParameter: Mend = ({ problem, wrong }) => {
  const names = new Set(wrong.match(NAME) ?? []);
  const [name] = names;
  return name !== undefined && names.size === 1 ? [write(problem.range, name)] : [];
};

export const badDeclare: Mend = ({ problem, wrong }) =>
  /^[\p{L}_][\p{L}\p{M}0-9_₀-₉]*$/u.test(wrong) ? [write(problem.range, `${wrong}(x)`)] : [];

/** `f(x, x)`, `f(x, a=1, a=2)`: with the comma before it. */
export const secondOfTwo: Mend = ({ problem, text }) => {
  const before = text.slice(0, problem.range.start).trimEnd();
  return before.endsWith(',') ? [remove('Remove it', { start: before.length - 1, end: problem.range.end })] : [];
};

/** `f(a=1, x)`: before the first argument with a name. */
export const positionalAfterNamed: Mend = (place) => {
  const { problem, text, wrong } = place;
  const open = openAt(place, problem.range.start);
  if (open === undefined) return [];
  const named = FIRST_NAMED.exec(text.slice(open, problem.range.start));
  const before = text.slice(0, problem.range.start).trimEnd();
  if (!named || !before.endsWith(',')) return [];
  const at = open + named.index + named[0].length;
  return [
    {
      title: `Write ${wrong} before the arguments with a name`,
      edits: [
        { range: { start: at, end: at }, text: `${wrong}, ` },
        { range: { start: before.length - 1, end: problem.range.end }, text: '' },
      ],
      preferred: true,
    },
  ];
};

const FIRST_NAMED = /[(,]\s*(?=[\p{L}_][\p{L}\p{M}0-9_₀-₉]*\s*=(?!=))/u;

/** `(1, 2)` is a vector in other notations. */
export const roundVector: Mend = (place) => {
  const { problem, wrong } = place;
  const open = openAt(place, problem.range.start);
  const close = closedAfter(place, problem.range.end);
  if (wrong !== ',' || enclosing(place, problem.range.start) !== '(' || open === undefined || close === undefined)
    return [];
  return [
    {
      title: 'Write a vector, in square brackets',
      edits: [
        { range: { start: open, end: open + 1 }, text: '[' },
        { range: { start: close, end: close + 1 }, text: ']' },
      ],
    },
  ];
};

export const claimWithoutSides: Mend = ({ statement }) => {
  const word = /^check\s*/.exec(statement.source)?.[0] ?? '';
  return [remove('Remove check: its value is shown', { start: statement.start, end: statement.start + word.length })];
};

/** `≈` where nothing is rounded. */
export const exactRelation: Mend = ({ problem, text, statement }) => {
  const signs = [...text.slice(statement.start, problem.range.end).matchAll(/≈|~=/g)];
  const last = signs.at(-1);
  if (!last) return [];
  const start = statement.start + last.index;
  return [write({ start, end: start + last[0].length }, '=', { preferred: false })];
};
