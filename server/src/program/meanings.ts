/**
 * The statements of a page → what they mean. In: a page, what it imports, and what is remembered of the page before the
 * last edit. Out: the program. A statement is elaborated again only where its tree or what it names has changed.
 */
import type { Graph, Variable } from '../calculus/expression';
import type { DefinedName } from '../syntax/names';
import type { Page, Problem, Sentence, Statement, Tree } from '../syntax/tree';
import { elaborate } from './elaborate';
import type { Imports } from './imports';
import { scopeFor } from './names-in-scope';
import { type PageProblem, pageProblems } from './page-problems';
import type { Definition, Meaning, Program } from './program';
import { type NameMeaning, type Scope, UNSOUND } from './scope';
import { type Made, makeSentence } from './sentences';

/** What a statement was made into, and what the names in it meant then. */
interface Memory {
  readonly made: Made;
  readonly names: readonly string[];
  readonly meanings: readonly (NameMeaning | undefined)[];
  /** The last round in which it was found to hold. */
  round: number;
}

/** What is remembered of a page from one edit to the next. It is changed by every edit, so it belongs to one page. */
export interface Remembered {
  readonly graph: Graph;
  readonly bySentence: Map<Sentence, Memory>;
  /** Networks as a whole, by the line that they begin with. */
  readonly networks: Map<Sentence, readonly Sentence[]>;
  round: number;
  last: Survey | undefined;
}

/** What the last page was found to be as a whole: holds as long as its names are defined where they were. */
interface Survey {
  page: Page;
  readonly imports: Imports;
  readonly first: ReadonlyMap<string, number>;
  readonly meanings: Map<string, NameMeaning>;
  readonly cycles: ReadonlyMap<number, readonly string[]>;
  /** The sentences that ask for each name, and where each stands. */
  readonly askers: Map<string, Set<Sentence>>;
  readonly places: Map<Sentence, Set<number>>;
  /** Statements with problems. */
  readonly flagged: Set<number>;
  readonly pageWide: readonly PageProblem[];
}

export const nothingRemembered = (graph: Graph): Remembered => ({
  graph,
  bySentence: new Map(),
  networks: new Map(),
  round: 0,
  last: undefined,
});

/** Adds to what is remembered; what was not asked for in the last rounds is forgotten. */
export function meaningsOf(graph: Graph, page: Page, imports: Imports, remembered: Remembered): Program {
  const { last } = remembered;
  const edited = last && last.imports === imports ? editedStatements(last.page, page) : undefined;
  const quiet = last && edited && followEdit(graph, page, edited, remembered, last);
  if (!quiet) remembered.last = survey(graph, page, imports, remembered);
  const whole = remembered.last;
  if (!whole) throw new TypeError('a page that was surveyed is remembered');
  return programOf(graph, page, imports, remembered, { ...whole, page });
}

/**
 * What the statement at an index is made of: its sentence, and for `network name {` one that holds its block as well. The
 * same object as long as none of its sentences changed.
 */
function wholeAt({ statements }: Page, index: number, networks: Remembered['networks']): Sentence {
  const sentence = statements[index]?.sentence;
  if (sentence?.kind !== 'network') return sentence ?? NO_SENTENCE;
  const members: Sentence[] = [];
  for (let i = index + 1; statements[i]?.network === index; i++) {
    const inside = statements[i]?.sentence;
    if (inside && inside.kind !== 'close') members.push(inside);
  }
  const known = networks.get(sentence) ?? [];
  const same = known.find(
    (one) =>
      one.kind === 'network' &&
      one.members?.length === members.length &&
      members.every((m, i) => m === one.members?.[i]),
  );
  if (same) return same;
  const whole: Sentence = { ...sentence, members };
  networks.set(sentence, [whole, ...known.slice(0, MOST_ALIKE)]);
  return whole;
}

const NO_SENTENCE: Sentence = { kind: 'close', range: { start: 0, end: 0 } };
/** Networks with the same first line, of one page or of one page at different times. */
const MOST_ALIKE = 8;

/** Everything of a page, made or found to hold. */
function survey(graph: Graph, page: Page, imports: Imports, remembered: Remembered): Survey {
  const { bySentence } = remembered;
  const first = firstDefinitions(page);
  const maker = createMaker(graph, page, imports, remembered, first, new Map());
  // Definitions first, in the order of need: what is inside a cycle is known before anything is shown.
  for (const name of first.keys()) maker.resolve(name);
  const askers = new Map<string, Set<Sentence>>();
  const places = new Map<Sentence, Set<number>>();
  const flagged = new Set<number>();
  page.statements.forEach(({ network, problems }, index) => {
    if (problems.length > 0) flagged.add(index);
    if (network !== undefined) return;
    const sentence = wholeAt(page, index, remembered.networks);
    flag(flagged, index, maker.make(sentence));
    place(places, sentence, index);
    for (const name of bySentence.get(sentence)?.names ?? []) place(askers, name, sentence);
  });
  if (remembered.networks.size > page.statements.length + 100) {
    for (const header of remembered.networks.keys()) {
      if (!page.statements.some(({ sentence }) => sentence === header)) remembered.networks.delete(header);
    }
  }
  if (bySentence.size > 2 * page.statements.length + 1_000) {
    for (const [sentence, memory] of bySentence) if (memory.round < remembered.round) bySentence.delete(sentence);
  }
  const pageWide = pageProblems(page, first, maker.cycles, imports);
  return { page, imports, first, meanings: maker.meanings, cycles: maker.cycles, askers, places, flagged, pageWide };
}

/** Notes the statements that have problems: of a network, those of its block. */
function flag(flagged: Set<number>, index: number, { problems, inside }: Made): void {
  if (problems.length > 0) flagged.add(index);
  inside?.problems.forEach((own, i) => {
    if (own.length > 0) flagged.add(index + 1 + i);
  });
}

function place<Key, Item>(sets: Map<Key, Set<Item>>, key: Key, item: Item): void {
  const known = sets.get(key);
  if (known) known.add(item);
  else sets.set(key, new Set([item]));
}

/** The indices of the statements that an edit replaced, where it neither added nor removed one. */
function editedStatements(before: Page, after: Page): readonly number[] | undefined {
  if (before.statements.length !== after.statements.length) return undefined;
  const edited: number[] = [];
  for (let i = 0; i < after.statements.length; i++) {
    const [old, now] = [before.statements[i], after.statements[i]];
    if (old === now) continue;
    if (old?.sentence !== now?.sentence || old?.problems !== now?.problems) edited.push(i);
    if (edited.length > MOST_EDITED) return undefined;
  }
  return edited;
}

const MOST_EDITED = 50;

/**
 * Follows an edit from the statements that it changed to those that ask for what they define. False where more than
 * meanings changed: then the page is surveyed anew.
 */
function followEdit(
  graph: Graph,
  page: Page,
  edited: readonly number[],
  remembered: Remembered,
  last: Survey,
): boolean {
  const named = (at: number, of: Page): string => {
    const statement = of.statements[at];
    return statement?.network === undefined && statement ? (definedName(statement.sentence) ?? '') : '';
  };
  const plain = edited.every(
    (i) => page.statements[i]?.network === undefined && last.page.statements[i]?.network === undefined,
  );
  if (!plain || last.cycles.size > 0 || edited.some((i) => named(i, page) !== named(i, last.page))) return false;
  const changed = new Set<string>();
  for (const i of edited) {
    const name = named(i, page);
    if (name !== '' && last.first.get(name) === i) changed.add(name);
    const old = wholeAt(last.page, i, remembered.networks);
    last.places.get(old)?.delete(i);
  }
  const waiting = new Set(edited);
  for (const name of changed) last.meanings.delete(name);
  const maker = createMaker(graph, page, last.imports, remembered, last.first, last.meanings);
  for (const i of waiting) {
    const statement = page.statements[i];
    if (!statement) continue;
    const sentence = wholeAt(page, i, remembered.networks);
    const name = named(i, page);
    const defines = name !== '' && last.first.get(name) === i;
    const before = defines ? last.meanings.get(name) : undefined;
    if (defines) last.meanings.delete(name);
    const meaning = defines ? maker.resolve(name) : undefined;
    const made = maker.make(sentence);
    if (maker.cycles.size > 0 || waiting.size > MOST_FOLLOWED) return false;
    place(last.places, sentence, i);
    for (const asked of remembered.bySentence.get(sentence)?.names ?? []) place(last.askers, asked, sentence);
    for (let j = i; j === i || page.statements[j]?.network === i; j++) {
      if (page.statements[j]?.problems.length === 0) last.flagged.delete(j);
      else last.flagged.add(j);
    }
    flag(last.flagged, i, made);
    if (!defines || (meaning === before && !changed.has(name))) continue;
    for (const asker of last.askers.get(name) ?? []) for (const at of last.places.get(asker) ?? []) waiting.add(at);
  }
  last.page = page;
  return true;
}

const MOST_FOLLOWED = 2_000;

interface Maker {
  readonly meanings: Map<string, NameMeaning>;
  readonly cycles: ReadonlyMap<number, readonly string[]>;
  resolve(name: string): NameMeaning | undefined;
  make(sentence: Sentence): Made;
}

/** Makes sentences as they are needed, with what they name; remembers them for the next round. */
function createMaker(
  graph: Graph,
  page: Page,
  imports: Imports,
  remembered: Remembered,
  first: ReadonlyMap<string, number>,
  meanings: Map<string, NameMeaning>,
): Maker {
  const { bySentence } = remembered;
  const round = ++remembered.round;
  const cycles = new Map<number, readonly string[]>();
  const open: string[] = [];

  function resolve(name: string): NameMeaning | undefined {
    if (open.length === 0 || !open.includes(name)) {
      const known = meanings.get(name);
      if (known) return known;
    }
    const index = first.get(name);
    const statement = index === undefined ? undefined : page.statements[index];
    if (index === undefined || !statement) return imported(imports, name);
    if (open.includes(name)) {
      const cycle = open.slice(open.indexOf(name));
      const start = Math.min(...cycle.map((member) => first.get(member) ?? index));
      if (!cycles.has(start)) cycles.set(start, cycle);
      return UNSOUND;
    }
    if (open.length >= DEEPEST_DEFINITIONS) return UNSOUND;
    open.push(name);
    const { meaning = UNSOUND } = make(wholeAt(page, index, remembered.networks));
    open.pop();
    const inCycle = cycles.size > 0 && [...cycles.values()].some((cycle) => cycle.includes(name));
    const result = inCycle ? UNSOUND : meaning;
    meanings.set(name, result);
    return result;
  }

  function make(sentence: Sentence): Made {
    const old = bySentence.get(sentence);
    if (old && (old.round === round || old.names.every((name, i) => resolve(name) === old.meanings[i]))) {
      old.round = round;
      return old.made;
    }
    const asked = new Map<string, NameMeaning | undefined>();
    const ask = (name: string): NameMeaning | undefined => {
      const meaning = resolve(name);
      asked.set(name, meaning);
      return meaning;
    };
    const made = makeSentence(graph, sentence, ask, first.keys());
    bySentence.set(sentence, { made, names: [...asked.keys()], meanings: [...asked.values()], round });
    return made;
  }

  return { meanings, cycles, resolve, make };
}

/** The program; definitions and meanings of all statements are listed when they are first asked for. */
function programOf(graph: Graph, page: Page, imports: Imports, remembered: Remembered, whole: Survey): Program {
  const { bySentence, networks } = remembered;
  const { first, flagged, pageWide } = whole;
  const names = new Map(whole.meanings);
  const resolve = (name: string): NameMeaning | undefined => names.get(name) ?? imported(imports, name);
  const madeOf = (index: number): Made | undefined => bySentence.get(wholeAt(page, index, networks))?.made;
  const problemsOf = (index: number, network: number | undefined): readonly Problem[] =>
    (network === undefined ? madeOf(index)?.problems : madeOf(network)?.inside?.problems[index - network - 1]) ?? [];
  const problems: Problem[] = [...page.problems];
  for (const index of flagged) {
    const statement = page.statements[index];
    if (!statement) continue;
    for (const problem of statement.problems) problems.push(at(statement, problem));
    for (const problem of problemsOf(index, statement.network)) problems.push(at(statement, problem));
  }
  for (const { index, problem } of pageWide) {
    const statement = page.statements[index];
    if (statement) problems.push(at(statement, problem));
  }
  problems.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);

  const known: Meaning[] = [];
  const meaningAt = (index: number): Meaning => {
    const found = known[index] ?? makeMeaning(index);
    known[index] = found;
    return found;
  };
  const makeMeaning = (index: number): Meaning => {
    const statement = page.statements[index];
    const made = statement?.network === undefined && statement ? madeOf(index) : undefined;
    if (!statement || !made) return NOTHING;
    if (!made.define) return made.said;
    const { name } = made.define;
    const isFirst = first.get(name) === index;
    return {
      kind: 'definition',
      definition: made.define.at(statement, isFirst && names.get(name)?.kind === 'unsound'),
    };
  };
  const definitionOf = (name: string): Definition | undefined => {
    const index = first.get(name);
    const meaning = index === undefined ? NOTHING : meaningAt(index);
    if (meaning.kind === 'definition') return meaning.definition;
    return imports.programs.find((program) => program.definitions.has(name))?.definitionOf(name);
  };
  const meanings = once(() => page.statements.map((_, index) => meaningAt(index)));
  const broken = once(() => [
    ...imports.programs.flatMap((program) => program.broken),
    ...[...first].flatMap(([name, index]): DefinedName[] => {
      const statement = page.statements[index];
      if (!statement || meaningAt(index).kind === 'definition') return [];
      const { sentence } = statement;
      const head = sentence.kind === 'broken' ? sentence.defines : sentence;
      return [{ name, kind: head && 'parameters' in head ? 'function' : 'variable' }];
    }),
  ]);
  const definitions = once(() => {
    const all = new Map<string, Definition>();
    for (const program of [...imports.programs].reverse())
      for (const [name, definition] of program.definitions) all.set(name, definition);
    for (const [name, index] of first) {
      const meaning = meanings()[index];
      if (meaning?.kind === 'definition') all.set(name, meaning.definition);
    }
    return all;
  });
  const scopeAt = (statement: Statement, hole?: { readonly tree: Tree; readonly variable: Variable }): Scope => {
    const { network } = statement;
    const index = network === undefined ? -1 : page.statements.indexOf(statement) - network - 1;
    const inside = network === undefined ? undefined : madeOf(network)?.inside?.scopeOf(index);
    if (inside) return hole ? { ...inside, hole } : inside;
    return scopeFor(graph, statement.sentence, resolve, first.keys(), () => {}, hole);
  };
  return {
    uri: imports.uri,
    page,
    imports: imports.programs,
    closing: imports.closing,
    graph,
    problems,
    definitionOf,
    meaningAt,
    get broken() {
      return broken();
    },
    get definitions() {
      return definitions();
    },
    get meanings() {
      return meanings();
    },
    importPaths: imports.paths,
    scopeTyped(sentence, index, network) {
      const inside = network === undefined ? undefined : madeOf(network)?.inside;
      if (network !== undefined && inside) return inside.scopeTyped(sentence, index - network - 1);
      return scopeFor(graph, sentence, resolve, first.keys(), () => {});
    },
    expressionOf: (statement, tree) => elaborate(scopeAt(statement), tree),
    bodyWithHole(statement, tree, variable) {
      const { sentence } = statement;
      if (sentence.kind !== 'definition' && sentence.kind !== 'expression') return undefined;
      return elaborate(scopeAt(statement, { tree, variable }), sentence.body);
    },
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const NOTHING: Meaning = { kind: 'none' };

/** Definitions that need one another nest no deeper; beyond, they are unsound. */
const DEEPEST_DEFINITIONS = 500;

/** The first statement that defines each name outside networks. */
function firstDefinitions({ statements }: Page): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  statements.forEach(({ sentence, network }, index) => {
    const name = network === undefined ? definedName(sentence) : undefined;
    if (name !== undefined && !first.has(name)) first.set(name, index);
  });
  return first;
}

export function definedName(sentence: Sentence): string | undefined {
  switch (sentence.kind) {
    case 'definition':
    case 'declare':
    case 'network':
      return sentence.name.name;
    case 'broken':
      return sentence.defines?.name.name;
    default:
      return undefined;
  }
}

function imported({ programs }: Imports, name: string): NameMeaning | undefined {
  for (const { definitions, broken } of programs) {
    const definition = definitions.get(name);
    if (definition) return definition.meaning;
    if (broken.some((other) => other.name === name)) return UNSOUND;
  }
  return undefined;
}

/** A problem with its place on the page. */
export function at({ start }: Statement, problem: Problem): Problem {
  const move = ({ range }: { range: Problem['range'] }): Problem['range'] => ({
    start: range.start + start,
    end: range.end + start,
  });
  const fixes = problem.fixes?.map((fix) => ({
    ...fix,
    edits: fix.edits.map((edit) => ({ ...edit, range: move(edit) })),
  }));
  return { ...problem, range: move(problem), ...(fixes && { fixes }) };
}
