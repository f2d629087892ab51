/**
 * The text of a page → its trees. The parser remembers lines, statements and readings, so that an edit costs what it
 * changed. In: text, and the names that other pages bring. Out: a `Page`; never an exception.
 */
import { bounded } from './cache';
import { type Change, changeOf, spliced, startsOf, WHOLE } from './change';
import type { Names } from './classify';
import { lexLine } from './lexer';
import { limits } from './limits';
import type { DefinedName, Vocabulary } from './names';
import { error } from './problem';
import { readStatement } from './read-statement';
import { changedNames, namesIn, type Scopes, scopeOf } from './scopes';
import type { Reading } from './sentence';
import {
  braceProblems,
  distinct,
  documentationAbove,
  EMPTY,
  isBrace,
  NOWHERE,
  type Place,
  placeOf,
  type Shape,
  shapeOf,
  shifted,
  UNREADABLE,
  unread,
} from './shape';
import { misplacedSentence } from './standing';
import { type Line, type Sketch, sketchLine, sketchStatements } from './statements';
import type { Page, Problem, Statement } from './tree';

export interface Parser {
  /** `imported`: names of other pages that this one can use. `previous`: the page before an edit, whose parts are kept. */
  parse(text: string, imported?: readonly DefinedName[], previous?: Page): Page;
}

/** The readings of one source: which one holds depends on what these names are. */
interface Readings {
  readonly asked: readonly string[];
  readonly byKinds: Map<string, Reading>;
}

/**
 * The text between two offsets as a string of its own. In V8 a plain slice keeps the whole text it is cut from alive, so
 * that a statement that is remembered would remember the whole page as it was at every edit.
 */
const cutOut = (text: string, start: number, end?: number): string => ` ${text.slice(start, end)}`.slice(1);

export function createParser(vocabulary: Vocabulary): Parser {
  const lines = bounded<Line>();
  const shapes = bounded<Shape>();
  const readings = bounded<Readings>();

  function read(shape: Shape, source: string, names: Names, inNetwork: boolean): Reading {
    const key = inNetwork ? `{${source}` : source;
    const known = readings.get(key);
    const kinds = (asked: readonly string[]): string => asked.map((name) => names.kind(name)?.[0] ?? '-').join('');
    const hit = known?.byKinds.get(kinds(known.asked));
    if (hit) return hit;
    const asked = new Set<string>(known?.asked);
    const reading = readStatement(shape.tokens, source, {
      ...names,
      kind: (name) => {
        asked.add(name);
        return names.kind(name);
      },
    });
    // What it suggests depends on all functions of the page.
    if (suggests(reading)) return reading;
    const same = known !== undefined && known.asked.length === asked.size;
    const entry = same ? known : { asked: [...asked], byKinds: new Map<string, Reading>() };
    entry.byKinds.set(kinds(entry.asked), reading);
    if (!same) readings.set(key, entry);
    return reading;
  }

  function lineOf(written: string, isFirst: boolean): Line {
    const line = written.endsWith('\r') ? written.slice(0, -1) : written;
    // A byte-order mark is nothing at the start of a page, and an error elsewhere.
    if (isFirst && line.startsWith('\uFEFF')) return sketchLine(lexLine(line.replace('\uFEFF', ' ')));
    return lines.get(line) ?? lines.set(line, sketchLine(lexLine(line)));
  }

  /** The statement at an index, read anew; `known` is what stood there before the edit, if it was not edited. */
  function readAt(draft: Draft, { blocks, names, members }: Scopes, i: number, known?: Statement): Statement {
    const made = draft.fresh[i - draft.before];
    const kept = known && !made ? (i < draft.before ? known : draft.moved(known)) : undefined;
    const { source, place } = kept ? { source: kept.source, place: placeIn(kept) } : (made ?? NOWHERE);
    const shape = draft.shapes[i] ?? EMPTY;
    const network = blocks.network[i];
    const scope = scopeOf(vocabulary, names, network === undefined ? undefined : members.get(network), shape.tokens);
    const isWrong = shape.problems.some(({ code }) => UNREADABLE.has(code));
    const reading = isWrong ? unread(shape, source) : read(shape, source, scope, network !== undefined);
    const misplaced = misplacedSentence(reading.sentence, network !== undefined);
    const braces = braceProblems(shape, i, blocks);
    return {
      ...place,
      source,
      sentence: reading.sentence,
      documentation: documentationAbove(draft.lines, place.line),
      problems: [...distinct(shape.problems), ...reading.problems, ...(misplaced ? [misplaced] : []), ...braces],
      ...(network !== undefined && { network }),
    };
  }

  const states = new WeakMap<Page, State>();

  return {
    parse(text, imported, previous) {
      if (text.length > limits.page) return tooLong(text);
      const remembered = previous && states.get(previous);
      // Other imports: other names everywhere.
      const old = remembered && sameNames(remembered.imported, imported ?? []) ? remembered : undefined;
      const change = old && previous ? changeOf(old, previous.text, text) : WHOLE;
      const middle = cutOut(text, change.start, change.end).split('\n');
      const page = spliced(
        old?.lines,
        change,
        middle.map((line, i) => lineOf(line, change.first + i === 0)),
      );
      const starts = startsOf(old?.starts, change, middle);

      const before = old ? indexOfLine(old.statements, change.first) : 0;
      const after = old ? indexOfLine(old.statements, change.last) : 0;
      const kept = old ? old.statements.length - after : 0;
      const sketches = sketchStatements(page.slice(change.first, change.first + middle.length));
      const room = limits.statements - before - kept;
      const fresh = sketches.slice(0, Math.max(room, 0)).map((sketch) => {
        const pieces = sketch.pieces.map((piece) => ({ ...piece, line: piece.line + change.first }));
        const place = placeOf(pieces, page, starts);
        const source = cutOut(text, place.start, place.end);
        // Problems of a line can stand beside the statement, in a comment: such a shape is not shared.
        const isPlain = pieces.every(({ line }) => page[line]?.problems.length === 0);
        const known = isPlain ? shapes.get(source) : undefined;
        const shape = known ?? shapeOf(pieces, page, starts, place.start);
        return { place, source, shape: isPlain && !known ? shapes.set(source, shape) : shape };
      });
      const shift = old && previous ? text.length - previous.text.length : 0;
      const draft: Draft = {
        lines: page,
        shapes: spliced(
          old?.shapes,
          { first: before, last: after },
          fresh.map(({ shape }) => shape),
        ),
        fresh,
        before,
        after,
        moved: (statement) => movedBy(statement, shift, middle.length - (change.last - change.first)),
      };
      const quiet = old && quietly(old, draft);
      const scopes = quiet ?? namesIn(draft.shapes, imported ?? []);
      const statements = quiet && old ? splicedStatements(old, draft, quiet) : allStatements(old, draft, scopes);
      const problems = sketches.length > room ? [tooMany(starts, change.first, sketches[Math.max(room, 0)])] : [];
      const remarked = remarkedLines(old, change, page, middle.length);
      for (const line of remarked)
        for (const problem of page[line]?.problems ?? []) problems.push(shifted(problem, starts[line] ?? 0));
      const result: Page = { text, statements, problems };
      states.set(result, {
        lines: page,
        starts,
        shapes: draft.shapes,
        statements,
        remarked,
        imported: imported ?? [],
        ...scopes,
      });
      return result;
    },
  };

  /** Only what was edited is read; what is below moves. */
  function splicedStatements(old: State, draft: Draft, scopes: Scopes): Statement[] {
    const { before, after, fresh } = draft;
    const statements = old.statements.slice(0, before);
    for (let i = 0; i < fresh.length; i++) statements.push(readAt(draft, scopes, before + i));
    const added = fresh.length - (after - before);
    for (let i = after; i < old.statements.length; i++) {
      const statement = old.statements[i];
      if (!statement) continue;
      const moved = draft.moved(statement);
      const { network } = moved;
      statements.push(
        network === undefined || network < before || added === 0 ? moved : { ...moved, network: network + added },
      );
    }
    return statements;
  }

  /** Statements are read anew where a name in them has become something else. */
  function allStatements(old: State | undefined, draft: Draft, scopes: Scopes): Statement[] {
    const { before, after, fresh, shapes } = draft;
    const edited = [...(old?.shapes.slice(before, after) ?? []), ...fresh.map(({ shape }) => shape)];
    // With braces, statements can have come into a network or out of it, and their names with them.
    const anew = !old || edited.some(isBrace) || old.blocks.unclosed.size + scopes.blocks.unclosed.size > 0;
    const touched = anew ? undefined : changedNames(old, scopes, edited);
    return shapes.map((shape, i): Statement => {
      const known = i < before ? old?.statements[i] : old?.statements[i - before - fresh.length + after];
      const network = scopes.blocks.network[i];
      const isFresh = i >= before && i < before + fresh.length;
      const stays =
        !isFresh &&
        known &&
        touched &&
        !touched.some((name) => known.source.includes(name)) &&
        !isBrace(shape) &&
        !suggests(known);
      if (!stays || (known.network === undefined) !== (network === undefined)) return readAt(draft, scopes, i, known);
      const statement = i < before ? known : draft.moved(known);
      return network === undefined || statement.network === network ? statement : { ...statement, network };
    });
  }
}

const suggests = ({ problems }: Pick<Reading, 'problems'>): boolean =>
  problems.some(({ code }) => code === 'unknown-function');

/** What is kept of a page for the next edit. */
interface State extends Scopes {
  readonly lines: readonly Line[];
  readonly starts: readonly number[];
  readonly shapes: readonly Shape[];
  readonly statements: readonly Statement[];
  /** Lines without a statement that have problems. */
  readonly remarked: readonly number[];
  readonly imported: readonly DefinedName[];
}

/** A page whose statements are being read: those from `before` to `after` of the old page give way to `fresh`. */
interface Draft {
  readonly lines: readonly Line[];
  readonly shapes: readonly Shape[];
  readonly fresh: readonly { readonly source: string; readonly place: Place; readonly shape: Shape }[];
  readonly before: number;
  readonly after: number;
  /** A statement below the edit, at its new place. */
  moved(statement: Statement): Statement;
}

const placeIn = ({ start, end, line, endLine }: Statement): Place => ({ start, end, line, endLine });

/**
 * Blocks and names after an edit that changes none: it defines the same names and has no braces in it. Undefined for
 * any other edit.
 */
function quietly(old: State, { before, after, fresh }: Draft): Scopes | undefined {
  const [gone, come] = [old.shapes.slice(before, after), fresh.map(({ shape }) => shape)];
  const defined = (shapes: readonly Shape[]): string =>
    shapes
      .map(({ defined: name }) => (name ? `${name.kind} ${name.name} ${name.parameters?.join() ?? ''}` : ''))
      .filter(Boolean)
      .join(';');
  if (old.blocks.unclosed.size > 0 || [...gone, ...come].some(isBrace) || defined(gone) !== defined(come))
    return undefined;
  const { blocks, names: known, members } = old;
  // Blocks are by index.
  return gone.length === come.length || blocks.none ? { blocks, names: known, members } : undefined;
}

/** Lines with problems that belong to no statement. */
function remarkedLines(
  old: State | undefined,
  { first, last }: Change,
  lines: readonly Line[],
  middle: number,
): number[] {
  const remarked = (old?.remarked ?? []).filter((line) => line < first);
  for (let line = first; line < first + middle; line++) {
    const written = lines[line];
    if (written && written.problems.length > 0 && written.tokens.length === 0) remarked.push(line);
  }
  for (const line of old?.remarked ?? []) if (line >= last) remarked.push(line + middle - (last - first));
  return remarked;
}

const sameNames = (a: readonly DefinedName[], b: readonly DefinedName[]): boolean =>
  a.length === b.length && a.every((name, i) => name.name === b[i]?.name && name.kind === b[i]?.kind);

/** The first statement at or below a line. */
function indexOfLine(statements: readonly Statement[], line: number): number {
  let [low, high] = [0, statements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((statements[middle]?.line ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Written out field by field: it is made for every statement below an edit. */
function movedBy(
  { sentence, start, end, source, line, endLine, documentation, problems, network }: Statement,
  shift: number,
  lines: number,
): Statement {
  const moved = {
    start: start + shift,
    end: end + shift,
    line: line + lines,
    endLine: endLine + lines,
    source,
    sentence,
    documentation,
    problems,
  };
  return network === undefined ? moved : Object.assign(moved, { network });
}

function tooMany(starts: readonly number[], line: number, sketch: Sketch | undefined): Problem {
  const start = starts[line + (sketch?.pieces[0]?.line ?? 0)] ?? 0;
  const message = `A page may have ${limits.statements} statements; from here on nothing is read.`;
  return error('page-too-long', message, start, start + 1);
}

function tooLong(text: string): Page {
  const message = `A page may have ${limits.page} characters; this one has ${text.length} and is not read.`;
  return { text, statements: [], problems: [error('page-too-long', message, 0, 1)] };
}
