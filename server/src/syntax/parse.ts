/**
 * The text of a page → its trees. The parser remembers lines, statements and readings, so that an edit costs what it
 * changed. In: text, and the names that other pages bring. Out: a `Page`; never an exception.
 */
import { blocksOf, type Outline } from './blocks';
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
  /** `imported`: names of other pages that this one can use. */
  parse(text: string, imported?: readonly DefinedName[]): Page;
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

  return {
    parse(text, imported = []) {
      if (text.length > limits.page) return tooLong(text);
      const problems: Problem[] = [];
      const starts: number[] = [];
      const page: Line[] = [];
      let at = 0;
      for (const written of text.split('\n')) {
        starts.push(at);
        at += written.length + 1;
        const line = written.endsWith('\r') ? written.slice(0, -1) : written;
        page.push(
          lines.get(line) ??
            lines.set(line, sketchLine(lexLine(starts.length === 1 ? line.replace(/^\uFEFF/, ' ') : line))),
        );
      }
      let sketches = sketchStatements(page);
      if (sketches.length > limits.statements) {
        const piece = sketches[limits.statements]?.pieces[0];
        const start = starts[piece?.line ?? 0] ?? 0;
        problems.push(
          error(
            'page-too-long',
            `A page may have ${limits.statements} statements; from here on nothing is read.`,
            start,
            start + 1,
          ),
        );
        sketches = sketches.slice(0, limits.statements);
      }
      const placed = sketches.map((sketch) => {
        const place = placeOf(sketch, page, starts);
        const source = text.slice(place.start, place.end);
        const shape = shapes.get(source) ?? shapes.set(source, shapeOf(sketch, page, starts, place.start));
        return { ...place, source, shape };
      });
      const blocks = blocksOf(placed.map(({ shape }) => shape.outline));
      const inPage = new Map<string, DefinedName>();
      const inNetworks = new Map<number, Map<string, DefinedName>>();
      placed.forEach(({ shape: { defined } }, i) => {
        if (!defined) return;
        const network = blocks.network[i];
        const scope = network === undefined ? inPage : (inNetworks.get(network) ?? new Map<string, DefinedName>());
        if (network !== undefined) inNetworks.set(network, scope);
        if (!scope.has(defined.name)) scope.set(defined.name, defined);
      });
      for (const name of imported) if (!inPage.has(name.name)) inPage.set(name.name, name);

      const result = placed.map(({ source, shape, start, end, line, endLine }, i): Statement => {
        const network = blocks.network[i];
        const names = scopeOf(
          vocabulary,
          inPage,
          network === undefined ? undefined : inNetworks.get(network),
          shape.tokens,
        );
        const wrong = shape.problems.find(({ code }) => UNREADABLE.has(code));
        const reading = wrong ? unread(shape, source) : read(shape, source, names, network !== undefined);
        const misplaced = misplacedSentence(reading.sentence, network !== undefined);
        const found = [
          ...distinct(shape.problems),
          ...reading.problems,
          ...(misplaced ? [misplaced] : []),
          ...braceProblems(shape, i, blocks),
        ];
        const statement = {
          sentence: reading.sentence,
          start,
          end,
          source,
          line,
          endLine,
          documentation: documentationAbove(page, line),
          problems: found,
        };
        return network === undefined ? statement : { ...statement, network };
      });
      for (const [number, line] of page.entries()) {
        if (line.tokens.length === 0)
          problems.push(...line.problems.map((problem) => shifted(problem, starts[number] ?? 0)));
      }
      return { text, statements: result, problems };
    },
  };
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

function placeOf(
  { pieces }: Sketch,
  lines: readonly Line[],
  starts: readonly number[],
): { start: number; end: number; line: number; endLine: number } {
  const [first, last] = [pieces[0], pieces.at(-1)];
  const opening = first && lines[first.line]?.tokens[first.from];
  const closing = last && lines[last.line]?.tokens[last.to - 1];
  if (!first || !last || !opening || !closing) return { start: 0, end: 0, line: 0, endLine: 0 };
  const start = (starts[first.line] ?? 0) + opening.start;
  return { start, end: (starts[last.line] ?? 0) + closing.end, line: first.line, endLine: last.line };
}

function shapeOf({ pieces }: Sketch, lines: readonly Line[], starts: readonly number[], start: number): Shape {
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
