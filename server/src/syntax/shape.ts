/**
 * What is the same for all statements with the same text: tokens, the name that it defines, what is wrong with its
 * lines. In: a statement's pieces of lines. Out: its shape and its place.
 */
import type { Blocks, Outline } from './blocks';
import type { StatementToken } from './classify';
import type { Token } from './lexer';
import { type DefinedName, definedBy } from './names';
import { error } from './problem';
import type { Reading } from './sentence';
import type { Line, Sketch } from './statements';
import type { Problem } from './tree';

/** What is the same for all statements with the same source. */
export interface Shape {
  readonly tokens: readonly StatementToken[];
  readonly defined: DefinedName | undefined;
  readonly outline: Outline;
  /** Of its lines, ranges from the statement's start. */
  readonly problems: readonly Problem[];
}

export interface Place {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly endLine: number;
}

export const EMPTY: Shape = {
  tokens: [],
  defined: undefined,
  outline: { first: '', opens: false, strays: false, isValue: false },
  problems: [],
};
export const NOWHERE = { source: '', place: { start: 0, end: 0, line: 0, endLine: 0 } };
export const isBrace = ({ outline }: Shape): boolean =>
  outline.first === 'network' || outline.first === '}' || outline.strays;

/** The first problem of each kind: one mistake, one problem. */
export const distinct = (problems: readonly Problem[]): readonly Problem[] =>
  problems.length < 2
    ? problems
    : problems.filter(({ code }, i) => problems.findIndex((other) => other.code === code) === i);

/** Problems of a line after which its statement is not read: it has been said what is wrong. */
export const UNREADABLE = new Set(['wrong-number', 'number-too-long', 'bars', 'open-string', 'wrong-character']);

export function unread({ tokens }: Shape, source: string): Reading {
  const defined = definedBy(tokens);
  const name = tokens.find(({ type, value }) => type === 'name' && value === defined?.name);
  const range = { start: 0, end: source.length };
  if (!defined || !name) return { sentence: { kind: 'broken', range }, problems: [] };
  const { parameters } = defined;
  const defines = {
    name: { name: defined.name, range: { start: name.start, end: name.end } },
    ...(parameters && { parameters }),
  };
  return { sentence: { kind: 'broken', range, defines }, problems: [] };
}

export function braceProblems({ tokens }: Shape, index: number, blocks: Blocks): Problem[] {
  const brace = tokens.find(({ type }) => type === '{' || type === '}');
  if (!brace) return [];
  if (blocks.unclosed.has(index))
    return [error('open-brace', 'This { is not closed: a } is missing after the network.', brace.start, brace.end)];
  if (blocks.stray.has(index))
    return [
      error('stray-brace', 'This } closes nothing.', brace.start, brace.end, [
        { title: 'Remove it', edits: [{ range: brace, text: '' }] },
      ]),
    ];
  return [];
}

export function placeOf(pieces: Sketch['pieces'], lines: readonly Line[], starts: readonly number[]): Place {
  const [first, last] = [pieces[0], pieces.at(-1)];
  const opening = first && lines[first.line]?.tokens[first.from];
  const closing = last && lines[last.line]?.tokens[last.to - 1];
  if (!first || !last || !opening || !closing) return { start: 0, end: 0, line: 0, endLine: 0 };
  const start = (starts[first.line] ?? 0) + opening.start;
  return { start, end: (starts[last.line] ?? 0) + closing.end, line: first.line, endLine: last.line };
}

export function shapeOf(
  pieces: Sketch['pieces'],
  lines: readonly Line[],
  starts: readonly number[],
  start: number,
): Shape {
  const tokens: StatementToken[] = [];
  const problems: Problem[] = [];
  for (const [i, { line, from, to }] of pieces.entries()) {
    const shift = (starts[line] ?? 0) - start;
    const written = lines[line];
    if (!written) continue;
    for (let j = from; j < to; j++) {
      const token = written.tokens[j];
      if (token)
        tokens.push({ ...token, start: token.start + shift, end: token.end + shift, breaks: j === from && i > 0 });
    }
    // A line's problems belong to the statement that its last token ends.
    if (to === written.tokens.length) problems.push(...written.problems.map((problem) => shifted(problem, shift)));
  }
  return { tokens, problems, defined: definedBy(tokens), outline: outlineOf(tokens) };
}

function outlineOf(tokens: readonly Token[]): Outline {
  const [first, second] = tokens;
  const isNetwork = first?.type === 'network';
  return {
    first: first?.type ?? '',
    opens: isNetwork && tokens.at(-1)?.type === '{',
    strays: !isNetwork && tokens.some(({ type }) => type === '{'),
    isValue: first?.type === 'name' && second?.type === '=',
  };
}

export function shifted(problem: Problem, by: number): Problem {
  const move = ({ start, end }: Problem['range']): Problem['range'] => ({ start: start + by, end: end + by });
  const fixes = problem.fixes?.map((fix) => ({
    ...fix,
    edits: fix.edits.map((edit) => ({ ...edit, range: move(edit.range) })),
  }));
  return { ...problem, range: move(problem.range), ...(fixes && { fixes }) };
}

/** The comment lines directly above a line, without their signs. */
export function documentationAbove(lines: readonly Line[], line: number): string {
  const comments: string[] = [];
  for (let above = line - 1; above >= 0; above--) {
    const { tokens, comment } = lines[above] ?? { tokens: [], comment: undefined };
    if (tokens.length > 0 || comment === undefined) break;
    comments.push(comment.trim());
  }
  return comments.reverse().join('\n');
}
