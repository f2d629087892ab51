/**
 * A statement that is to be spelled otherwise: its words, what stands around a place, what its parts mean. In: a
 * statement of a program. Out: what the rules of spelling ask for.
 */
import type { Expression } from '../calculus/expression';
import type { Program } from '../program/program';
import { lexLine, type Token } from '../syntax/lexer';
import type { Edit, Range, Statement, Tree } from '../syntax/tree';
import { applied } from './edits';

export interface Site {
  readonly statement: Statement;
  readonly words: readonly Token[];
  /** The word that begins, or ends, at an offset. */
  startingAt(offset: number): Token | undefined;
  endingAt(offset: number): Token | undefined;
  /** The first word at an offset or behind it. */
  after(offset: number): Token | undefined;
  text(range: Range): string;
  /** The text of a range with edits made in it. */
  rewritten(range: Range, edits: readonly Edit[]): string;
  expressionOf(tree: Tree): Expression | undefined;
  /** The page uses the name for something of its own. */
  isTaken(name: string): boolean;
}

export function siteOf(program: Program, statement: Statement, taken: ReadonlySet<string>): Site | undefined {
  const { source, sentence } = statement;
  const words: Token[] = [];
  let at = 0;
  for (const line of source.split('\n')) {
    const { tokens, problems } = lexLine(line.endsWith('\r') ? line.slice(0, -1) : line);
    if (problems.length > 0) return undefined;
    for (const token of tokens) words.push({ ...token, start: token.start + at, end: token.end + at });
    at += line.length + 1;
  }
  const starts = new Map(words.map((word) => [word.start, word]));
  const ends = new Map(words.map((word) => [word.end, word]));
  const own = new Set(
    'parameters' in sentence
      ? sentence.parameters?.flatMap(({ name, shape }) => [name.name, ...dimensions(shape)])
      : [],
  );
  const known = new Map<Tree, Expression | undefined>();
  return {
    statement,
    words,
    startingAt: (offset) => starts.get(offset),
    endingAt: (offset) => ends.get(offset),
    after: (offset) => words[firstFrom(words, offset)],
    text: ({ start, end }) => source.slice(start, end),
    rewritten: (range, edits) =>
      applied(
        source.slice(range.start, range.end),
        edits.map(({ range: { start, end }, text }) => ({
          range: { start: start - range.start, end: end - range.start },
          text,
        })),
      ),
    expressionOf(tree) {
      if (!known.has(tree)) known.set(tree, program.expressionOf(statement, tree));
      return known.get(tree);
    },
    isTaken: (name) => taken.has(name) || own.has(name),
  };
}

const dimensions = (shape: readonly Tree[] = []): string[] =>
  shape.flatMap((tree) => (tree.kind === 'name' ? [tree.name] : []));

function firstFrom(words: readonly Token[], offset: number): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A word would run into what stands right behind a place. */
export function runsInto(site: Site, offset: number): boolean {
  const next = site.startingAt(offset);
  return next !== undefined && /^[\p{L}\p{M}\d_.₀-₉]/u.test(next.text);
}

/** A factor follows right behind a place, and could be taken for a part of what stands before it. */
export const meets = (site: Site, offset: number): boolean =>
  runsInto(site, offset) || site.startingAt(offset)?.type === '(';

/** A word would run into what stands right before a place. */
export function runsOutOf(site: Site, offset: number): boolean {
  const before = site.endingAt(offset);
  return before !== undefined && (before.type === 'name' || /\.$/.test(before.text) || before.type in WORDY);
}

const WORDY: Readonly<Record<string, true>> = { and: true, or: true, not: true, for: true, check: true, std: true };

/** Nothing but brackets and spaces on one line: what can be left out. */
export const isBracketing = (text: string): boolean => /^[ \t()]*$/.test(text);
