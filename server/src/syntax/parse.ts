/**
 * The text of a page → its trees. The parser remembers lines, statements and readings, so that an edit costs what it
 * changed. In: text, and the names that other pages bring. Out: a `Page`; never an exception.
 */
import { blocksOf, type Outline } from './blocks';
import { changeOf, spliced, startsOf, WHOLE } from './change';
import type { Names, StatementToken } from './classify';
import { lexLine, type Token } from './lexer';
import { limits } from './limits';
import { type DefinedName, definedBy, type NameKind, type Vocabulary } from './names';
import { error } from './problem';
import { readStatement } from './read-statement';
import type { Reading } from './sentence';
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

/** What is the same for all statements with the same source. */
interface Shape {
  readonly tokens: readonly StatementToken[];
  readonly defined: DefinedName | undefined;
  readonly outline: Outline;
  /** Of its lines, ranges from the statement's start. */
  readonly problems: readonly Problem[];
}

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
    const same = known !== undefined && known.asked.length === asked.size;
    const entry = same ? known : { asked: [...asked], byKinds: new Map<string, Reading>() };
    entry.byKinds.set(kinds(entry.asked), reading);
    if (!same) readings.set(key, entry);
    return reading;
  }

  function lineOf(written: string, isFirst: boolean): Line {
    const line = written.endsWith('\r') ? written.slice(0, -1) : written;
    const known = lines.get(line);
    if (known) return known;
    return lines.set(line, sketchLine(lexLine(isFirst ? line.replace(/^\uFEFF/, ' ') : line)));
  }

  /** The statement at an index, read anew. */
  function readAt(draft: Draft, i: number): Statement {
    const { source, place } = draft.placed(i);
    const shape = draft.shapes[i] ?? EMPTY;
    const network = draft.blocks.network[i];
    const members = network === undefined ? undefined : draft.members.get(network);
    const names = scopeOf(vocabulary, draft.names, members, shape.tokens);
    const isWrong = shape.problems.some(({ code }) => UNREADABLE.has(code));
    const reading = isWrong ? unread(shape, source) : read(shape, source, names, network !== undefined);
    const misplaced = misplacedSentence(reading.sentence, network !== undefined);
    const braces = braceProblems(shape, i, draft.blocks);
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
      const old = previous && states.get(previous);
      const change = old && previous ? changeOf(old, previous.text, text) : WHOLE;
      const middle = text.slice(change.start, change.end).split('\n');
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
        const source = text.slice(place.start, place.end);
        return {
          place,
          source,
          shape: shapes.get(source) ?? shapes.set(source, shapeOf(pieces, page, starts, place.start)),
        };
      });
      const allShapes = [
        ...(old?.shapes.slice(0, before) ?? []),
        ...fresh.map(({ shape }) => shape),
        ...(old?.shapes.slice(after) ?? []),
      ];
      const blocks = blocksOf(allShapes.map(({ outline }) => outline));
      const { names, members } = namesOf(allShapes, blocks, imported ?? []);
      const touched = old
        ? changedNames(old.names, names, [...old.shapes.slice(before, after), ...fresh.map(({ shape }) => shape)])
        : undefined;

      const newLines = middle.length - (change.last - change.first);
      const shift = old && previous ? text.length - previous.text.length : 0;
      const from = (i: number): Statement | undefined =>
        i < before
          ? old?.statements[i]
          : i < before + fresh.length
            ? undefined
            : old?.statements[i - fresh.length - before + after];
      const moved = (i: number, statement: Statement): Statement =>
        i < before || (shift === 0 && newLines === 0) ? statement : movedBy(statement, shift, newLines);
      const draft: Draft = {
        lines: page,
        shapes: allShapes,
        blocks,
        names,
        members,
        placed(i) {
          const made = fresh[i - before];
          const statement = from(i);
          if (!statement) return made ?? NOWHERE;
          const { start, end, line, endLine, source } = moved(i, statement);
          return { source, place: { start, end, line, endLine } };
        },
      };
      const statements = allShapes.map((shape, i): Statement => {
        const known = from(i);
        const network = blocks.network[i];
        const stays = known && touched && !touched.some((name) => known.source.includes(name)) && !isBrace(shape);
        if (!stays || (known.network === undefined) !== (network === undefined)) return readAt(draft, i);
        const statement = moved(i, known);
        return network === undefined || statement.network === network ? statement : { ...statement, network };
      });
      const problems = sketches.length > room ? [tooMany(starts, change.first, sketches[Math.max(room, 0)])] : [];
      problems.push(...commentProblems(page, starts));
      const result: Page = { text, statements, problems };
      states.set(result, { lines: page, starts, shapes: allShapes, statements, names });
      return result;
    },
  };
}

/** What is kept of a page for the next edit. */
interface State {
  readonly lines: readonly Line[];
  readonly starts: readonly number[];
  readonly shapes: readonly Shape[];
  readonly statements: readonly Statement[];
  readonly names: ReadonlyMap<string, DefinedName>;
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly endLine: number;
}

/** A page whose statements are being read. */
interface Draft {
  readonly lines: readonly Line[];
  readonly shapes: readonly Shape[];
  readonly blocks: ReturnType<typeof blocksOf>;
  readonly names: ReadonlyMap<string, DefinedName>;
  /** The names of each network, by the index of its header. */
  readonly members: ReadonlyMap<number, ReadonlyMap<string, DefinedName>>;
  placed(i: number): { readonly source: string; readonly place: Place };
}

const EMPTY: Shape = {
  tokens: [],
  defined: undefined,
  outline: { first: '', opens: false, isValue: false },
  problems: [],
};
const NOWHERE = { source: '', place: { start: 0, end: 0, line: 0, endLine: 0 } };
const isBrace = ({ outline }: Shape): boolean => outline.first === 'network' || outline.first === '}';

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

const movedBy = (statement: Statement, shift: number, lines: number): Statement => ({
  ...statement,
  start: statement.start + shift,
  end: statement.end + shift,
  line: statement.line + lines,
  endLine: statement.endLine + lines,
});

/** The names of the page and of its networks; the first definition of a name holds. */
function namesOf(
  shapes: readonly Shape[],
  blocks: ReturnType<typeof blocksOf>,
  imported: readonly DefinedName[],
): { names: Map<string, DefinedName>; members: Map<number, Map<string, DefinedName>> } {
  const names = new Map<string, DefinedName>();
  const members = new Map<number, Map<string, DefinedName>>();
  shapes.forEach(({ defined }, i) => {
    if (!defined) return;
    const network = blocks.network[i];
    const scope = network === undefined ? names : (members.get(network) ?? new Map<string, DefinedName>());
    if (network !== undefined) members.set(network, scope);
    if (!scope.has(defined.name)) scope.set(defined.name, defined);
  });
  for (const name of imported) if (!names.has(name.name)) names.set(name.name, name);
  return { names, members };
}

/** Names whose kind or parameters an edit changed, among those that the edited statements define or defined. */
function changedNames(
  before: ReadonlyMap<string, DefinedName>,
  after: ReadonlyMap<string, DefinedName>,
  edited: readonly Shape[],
): string[] {
  const candidates = new Set(edited.flatMap(({ defined }) => (defined ? [defined.name] : [])));
  const same = (a: DefinedName | undefined, b: DefinedName | undefined): boolean =>
    a === b || (a?.kind === b?.kind && a?.parameters?.join() === b?.parameters?.join());
  return [...candidates].filter((name) => !same(before.get(name), after.get(name)));
}

function tooMany(starts: readonly number[], line: number, sketch: Sketch | undefined): Problem {
  const start = starts[line + (sketch?.pieces[0]?.line ?? 0)] ?? 0;
  const message = `A page may have ${limits.statements} statements; from here on nothing is read.`;
  return error('page-too-long', message, start, start + 1);
}

/** Problems of lines that belong to no statement. */
function commentProblems(lines: readonly Line[], starts: readonly number[]): Problem[] {
  return lines.flatMap(({ tokens, problems }, number) =>
    tokens.length > 0 || problems.length === 0 ? [] : problems.map((problem) => shifted(problem, starts[number] ?? 0)),
  );
}

/** The first problem of each kind: one mistake, one problem. */
const distinct = (problems: readonly Problem[]): readonly Problem[] =>
  problems.length < 2
    ? problems
    : problems.filter(({ code }, i) => problems.findIndex((other) => other.code === code) === i);

/** Problems of a line after which its statement is not read: it has been said what is wrong. */
const UNREADABLE = new Set(['wrong-number', 'number-too-long', 'bars', 'open-string', 'wrong-character']);

function unread({ tokens }: Shape, source: string): Reading {
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

function braceProblems({ tokens }: Shape, index: number, blocks: ReturnType<typeof blocksOf>): Problem[] {
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

function placeOf(pieces: Sketch['pieces'], lines: readonly Line[], starts: readonly number[]): Place {
  const [first, last] = [pieces[0], pieces.at(-1)];
  const opening = first && lines[first.line]?.tokens[first.from];
  const closing = last && lines[last.line]?.tokens[last.to - 1];
  if (!first || !last || !opening || !closing) return { start: 0, end: 0, line: 0, endLine: 0 };
  const start = (starts[first.line] ?? 0) + opening.start;
  return { start, end: (starts[last.line] ?? 0) + closing.end, line: first.line, endLine: last.line };
}

function shapeOf(pieces: Sketch['pieces'], lines: readonly Line[], starts: readonly number[], start: number): Shape {
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
  return {
    first: first?.type ?? '',
    opens: first?.type === 'network' && tokens.at(-1)?.type === '{',
    isValue: first?.type === 'name' && second?.type === '=',
  };
}

function shifted(problem: Problem, by: number): Problem {
  const move = ({ start, end }: Problem['range']): Problem['range'] => ({ start: start + by, end: end + by });
  const fixes = problem.fixes?.map((fix) => ({
    ...fix,
    edits: fix.edits.map((edit) => ({ ...edit, range: move(edit.range) })),
  }));
  return { ...problem, range: move(problem.range), ...(fixes && { fixes }) };
}

/** The comment lines directly above a line, without their signs. */
function documentationAbove(lines: readonly Line[], line: number): string {
  const comments: string[] = [];
  for (let above = line - 1; above >= 0; above--) {
    const { tokens, comment } = lines[above] ?? { tokens: [], comment: undefined };
    if (tokens.length > 0 || comment === undefined) break;
    comments.push(comment.trim());
  }
  return comments.reverse().join('\n');
}

/** What names are for one statement: its network's, the page's, the language's, and parameters of the functions it names. */
function scopeOf(
  vocabulary: Vocabulary,
  page: ReadonlyMap<string, DefinedName>,
  network: ReadonlyMap<string, DefinedName> | undefined,
  tokens: readonly Token[],
): Names {
  const builtIn = (name: string): NameKind | undefined => {
    if (vocabulary.functions.has(name) || (network && vocabulary.layers?.has(name))) return 'function';
    return vocabulary.constants.has(name) ? 'variable' : undefined;
  };
  let parameters: Set<string> | undefined;
  const isParameter = (name: string): boolean => {
    parameters ??= new Set(
      tokens.flatMap(({ type, value }) => (type === 'name' ? (page.get(value)?.parameters ?? []) : [])),
    );
    return parameters.has(name);
  };
  return {
    kind(name) {
      if (name.startsWith('std.')) return builtIn(name.slice(4));
      const defined = network?.get(name) ?? page.get(name);
      return defined?.kind ?? builtIn(name) ?? (isParameter(name) ? 'variable' : undefined);
    },
    *functions() {
      for (const { name, kind } of page.values()) if (kind === 'function') yield name;
      yield* vocabulary.functions;
      if (network && vocabulary.layers) yield* vocabulary.layers;
    },
  };
}

function tooLong(text: string): Page {
  const message = `A page may have ${limits.page} characters; this one has ${text.length} and is not read.`;
  return { text, statements: [], problems: [error('page-too-long', message, 0, 1)] };
}

/** A cache that forgets everything that was not used since it was last half full. */
function bounded<Value>(): { get(key: string): Value | undefined; set(key: string, value: Value): Value } {
  let fresh = new Map<string, Value>();
  let old = new Map<string, Value>();
  const set = (key: string, value: Value): Value => {
    if (fresh.size >= limits.cache) {
      old = fresh;
      fresh = new Map();
    }
    fresh.set(key, value);
    return value;
  };
  return {
    set,
    get(key) {
      const known = fresh.get(key);
      if (known !== undefined) return known;
      const forgotten = old.get(key);
      return forgotten === undefined ? undefined : set(key, forgotten);
    },
  };
}
