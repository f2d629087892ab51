/**
 * A page → the edits that lay it out. Words, comments and digits stay as they are; only the space between them changes.
 * In: a page that was read, the part of it that is asked for. Out: edits in order, each as small as can be; none where
 * the result would not read the same.
 */
import type { DefinedName, Vocabulary } from '../syntax/names';
import type { Edit, Page, Range, Statement } from '../syntax/tree';
import { alignHeads } from './align';
import { alignRemarks } from './comments';
import { type Draft, draftOf, endOf } from './draft';
import { applied } from './edits';
import { breakLong } from './long-lines';
import { alignMatrices } from './matrix';
import type { Layout } from './options';
import { linesOf, type PageLine, remarkOf } from './page-lines';
import { placeWords } from './place';
import { hasWords, isSame, type Reread, rereading } from './same';
import { type Sheet, sheetOf } from './sheet';
import { type LineEdit, spaceEdits } from './space';

export interface FormatRequest {
  readonly page: Page;
  readonly layout: Layout;
  readonly vocabulary: Vocabulary;
  /** The names that other pages bring. */
  readonly imported?: readonly DefinedName[];
  /** Offsets of the page; missing: all of it. */
  readonly range?: Range;
}

export interface Formatted {
  readonly edits: readonly Edit[];
  /** The first statement that would not have read the same: then there are no edits. */
  readonly refused?: Statement;
}

export function format(request: FormatRequest): Formatted {
  const { page, layout, range } = request;
  const sheet = sheetOf(page.text, layout.indent, layout.tabSize);
  const window = range ? stretch(sheet, range) : { first: 0, last: sheet.lines.length - 1 };
  const { edits, groups, drafts } = layOut(sheet, page, window, layout.width);
  const wanted = range ? inside(edits, groups, touched(page, sheet, range)) : edits;
  const refused = firstChanged(request, drafts, wanted);
  return refused ? { edits: [], refused } : { edits: wanted.map(({ edit }) => edit) };
}

interface Lines {
  readonly first: number;
  readonly last: number;
}

interface LaidOut {
  readonly edits: readonly LineEdit[];
  /** Lines that hang together. */
  readonly groups: readonly (readonly number[])[];
  readonly drafts: readonly Draft[];
}

/** The edits of a stretch of lines. */
function layOut(sheet: Sheet, page: Page, window: Lines, width: number): LaidOut {
  const { statements, drafts, alone } = draftsOf(sheet, page, window);
  const base = ({ level, written }: Draft): number => (level === undefined ? (written[0] ?? 0) : level * sheet.step);
  for (const draft of drafts) if (draft) breakLong(draft, base(draft), width, sheet.step);
  const heads = alignHeads(drafts, alone);
  for (const draft of drafts) {
    if (!draft) continue;
    alignMatrices(draft);
    const { before } = draft;
    placeWords(draft, before ? endOf(before, before.rows.length - 1) + 1 : base(draft), sheet.step);
  }
  const lines = linesOf(sheet, page, statements, drafts, window);
  const remarks = lines.flatMap((line, place) => remarkOf(sheet, line, place) ?? []);
  const aligned = alignRemarks(remarks);
  const commentColumns = new Map<number, number>();
  for (const [{ place }, column] of aligned.columns) commentColumns.set(place, column);
  const numbers = (draft: Draft | undefined): number[] =>
    draft ? range(draft.statement.line, draft.statement.endLine) : [];
  return {
    drafts: drafts.filter((draft) => draft !== undefined),
    edits: spaceEdits(sheet, lines, commentColumns, window.last === sheet.lines.length - 1),
    groups: [
      ...heads.map((group) => group.flatMap((i) => numbers(drafts[i]))),
      ...aligned.groups.map((group) => group.flatMap(({ place }) => numbersOf(lines[place]))),
    ],
  };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

const numbersOf = (line: PageLine | undefined): number[] => {
  if (!line) return [];
  return line.kind === 'row' ? range(line.draft.statement.line, line.draft.statement.endLine) : [line.line];
};

/** The drafts of the statements in a stretch; undefined for those that stay as they are. */
function draftsOf(
  sheet: Sheet,
  { statements }: Page,
  { first, last }: Lines,
): {
  readonly statements: readonly Statement[];
  readonly drafts: readonly (Draft | undefined)[];
  /** Whether a statement has its lines for itself. */
  readonly alone: (i: number) => boolean;
} {
  const from = firstEnding(statements, first);
  let to = from;
  while ((statements[to]?.line ?? Number.POSITIVE_INFINITY) <= last) to++;
  const found = statements.slice(from, to);
  const drafts: (Draft | undefined)[] = [];
  const shares = (a: Statement | undefined, b: Statement | undefined): boolean =>
    a !== undefined && a.endLine === b?.line;
  found.forEach((statement, i) => {
    const isShared = shares(found[i - 1], statement);
    const before = isShared ? drafts[i - 1] : undefined;
    const draft = isShared && !before ? undefined : draftOf(sheet, statement, levelOf(statements, statement), before);
    drafts.push(draft);
    // A line stays as it is if a part of it does, and so do the statements that reach into it.
    if (!draft) for (let j = i; j > 0 && shares(found[j - 1], found[j]); j--) drafts[j - 1] = undefined;
  });
  return {
    statements: found,
    drafts,
    alone: (i) => !shares(found[i - 1], found[i]) && !shares(found[i], found[i + 1]),
  };
}

/** Undefined where a brace is missing: it is not known what stands in the block. */
function levelOf(statements: readonly Statement[], { sentence, network, problems }: Statement): number | undefined {
  if (problems.some(({ code }) => code === 'stray-brace')) return undefined;
  if (network === undefined || sentence.kind === 'close') return 0;
  const isOpen = statements[network]?.problems.some(({ code }) => code === 'open-brace');
  return isOpen ? undefined : 1;
}

/** The first statement that ends at a line or below. */
function firstEnding(statements: readonly Statement[], line: number): number {
  let [low, high] = [0, statements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((statements[middle]?.endLine ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The lines of a range, widened to blank lines: nothing is aligned across one. */
function stretch({ text, lines }: Sheet, { start, end }: Range): Lines {
  const isBlank = (i: number): boolean => {
    const line = lines[i];
    return !line || text.slice(line.start, line.end).trim() === '';
  };
  let first = lineAt(lines, start);
  let last = lineAt(lines, end);
  while (first > 0 && !isBlank(first)) first--;
  while (last < lines.length - 1 && !isBlank(last)) last++;
  return { first, last };
}

export function lineAt(lines: Sheet['lines'], offset: number): number {
  let [low, high] = [0, lines.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

/** The lines of the range, and of the statements that it touches. */
function touched({ statements }: Page, { lines }: Sheet, { start, end }: Range): Set<number> {
  const numbers = new Set(range(lineAt(lines, start), lineAt(lines, end)));
  for (let i = firstEnding(statements, lineAt(lines, start)); i < statements.length; i++) {
    const statement = statements[i];
    if (!statement || statement.start > end) break;
    for (const line of range(statement.line, statement.endLine)) numbers.add(line);
  }
  return numbers;
}

/** The edits of these lines, and of those that are aligned with them. */
function inside(
  edits: readonly LineEdit[],
  groups: readonly (readonly number[])[],
  lines: Set<number>,
): readonly LineEdit[] {
  for (let size = -1; size !== lines.size; ) {
    size = lines.size;
    for (const group of groups) if (group.some((line) => lines.has(line))) for (const line of group) lines.add(line);
  }
  return edits.filter(({ line }) => lines.has(line));
}

/** The first statement that the edits would make another. Between statements there is nothing to read. */
function firstChanged(
  { page, vocabulary, imported = [] }: FormatRequest,
  drafts: readonly Draft[],
  edits: readonly LineEdit[],
): Statement | undefined {
  let reread: Reread | undefined;
  let next = 0;
  for (const { statement, words, rows } of drafts) {
    const own: Edit[] = [];
    for (; next < edits.length; next++) {
      const edit = edits[next]?.edit;
      if (!edit || edit.range.start >= statement.end) break;
      if (edit.range.start < statement.start) continue;
      const { start, end } = edit.range;
      own.push({ range: { start: start - statement.start, end: end - statement.start }, text: edit.text });
    }
    if (own.length === 0) continue;
    const source = applied(statement.source, own);
    const firsts = new Set(rows.flatMap(({ from, line }) => (line === undefined || from === 0 ? [] : [from])));
    if (hasWords(source, words, (i) => firsts.has(i))) continue;
    reread ??= rereading(page, vocabulary, imported);
    if (!isSame(reread(statement, source), statement.sentence)) return statement;
  }
  return undefined;
}
