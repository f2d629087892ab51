/**
 * The statements of a page → what they mean. In: a page, what it imports, and what is remembered of the page before the
 * last edit. Out: the program. A statement is elaborated again only where its tree or what it names has changed.
 */
import type { Graph, Variable } from '../calculus/expression';
import type { Page, Problem, Sentence, Statement, Tree } from '../syntax/tree';
import { elaborate } from './elaborate';
import type { Imports } from './imports';
import { scopeFor } from './names-in-scope';
import { pageProblems } from './page-problems';
import type { Definition, Meaning, Program } from './program';
import { type NameMeaning, UNSOUND } from './scope';
import { type Made, makeSentence } from './sentences';

/** What a statement was made into, and what the names in it meant then. */
interface Memory {
  readonly made: Made;
  readonly names: readonly string[];
  readonly meanings: readonly (NameMeaning | undefined)[];
  /** The last round in which it was found to hold. */
  round: number;
}

/** What is remembered of a page from one edit to the next. */
export interface Remembered {
  readonly graph: Graph;
  readonly bySentence: Map<Sentence, Memory>;
  round: number;
}

export const nothingRemembered = (graph: Graph): Remembered => ({ graph, bySentence: new Map(), round: 0 });

/** Adds to what is remembered; what was not asked for in the last rounds is forgotten. */
export function meaningsOf(graph: Graph, page: Page, imports: Imports, remembered: Remembered): Program {
  const { bySentence } = remembered;
  const round = ++remembered.round;
  const first = firstDefinitions(page);
  const meanings = new Map<string, NameMeaning>();
  const cycles = new Map<number, readonly string[]>();
  const open: string[] = [];

  function resolve(name: string): NameMeaning | undefined {
    const known = meanings.get(name);
    if (known) return known;
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
    const { meaning = UNSOUND } = make(statement.sentence);
    open.pop();
    const result = cycles.size > 0 && [...cycles.values()].some((cycle) => cycle.includes(name)) ? UNSOUND : meaning;
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

  const problems: Problem[] = [...page.problems];
  const definitions = new Map<string, Definition>();
  for (const program of imports.programs) {
    for (const [name, definition] of program.definitions) definitions.set(name, definition);
  }
  // Definitions first, in the order of need: what is inside a cycle is known before anything is shown.
  for (const name of first.keys()) resolve(name);
  const result: Meaning[] = [];
  for (let index = 0; index < page.statements.length; index++) {
    const statement = page.statements[index];
    if (!statement) continue;
    for (const problem of statement.problems) problems.push(at(statement, problem));
    if (statement.network !== undefined) {
      result.push(NOTHING);
      continue;
    }
    const made = make(statement.sentence);
    for (const problem of made.problems) problems.push(at(statement, problem));
    if (!made.define) {
      result.push(made.said);
      continue;
    }
    const { name } = made.define;
    const isFirst = first.get(name) === index;
    const definition = made.define.at(statement, isFirst && meanings.get(name)?.kind === 'unsound');
    if (isFirst) definitions.set(name, definition);
    result.push({ kind: 'definition', definition });
  }
  problems.push(...pageProblems(page, first, cycles, imports));
  problems.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  if (bySentence.size > 2 * page.statements.length + 1_000) forget(bySentence, round);

  const scopeAt = (statement: Statement, hole?: { readonly tree: Tree; readonly variable: Variable }) =>
    scopeFor(graph, statement.sentence, resolve, first.keys(), () => {}, hole);
  return {
    page,
    graph,
    definitions,
    meanings: result,
    problems,
    expressionOf: (statement, tree) => elaborate(scopeAt(statement), tree),
    bodyWithHole(statement, tree, variable) {
      const { sentence } = statement;
      if (sentence.kind !== 'definition' && sentence.kind !== 'expression') return undefined;
      return elaborate(scopeAt(statement, { tree, variable }), sentence.body);
    },
  };
}

const NOTHING: Meaning = { kind: 'none' };

function forget(bySentence: Map<Sentence, Memory>, round: number): void {
  for (const [sentence, memory] of bySentence) if (memory.round < round) bySentence.delete(sentence);
}

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
  for (const { definitions } of programs) {
    const definition = definitions.get(name);
    if (definition) return definition.meaning;
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
