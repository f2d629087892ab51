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
export interface Memory extends Made {
  readonly asked: ReadonlyMap<string, NameMeaning | undefined>;
}

export interface Remembered {
  readonly graph: Graph;
  readonly bySentence: ReadonlyMap<Sentence, Memory>;
}

export function meaningsOf(
  graph: Graph,
  page: Page,
  imports: Imports,
  remembered: Remembered | undefined,
): { readonly program: Program; readonly remembered: Remembered } {
  const before = remembered?.graph === graph ? remembered.bySentence : new Map<Sentence, Memory>();
  const bySentence = new Map<Sentence, Memory>();
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
    const { meaning = UNSOUND } = make(statement);
    open.pop();
    const inCycle = [...cycles.values()].some((cycle) => cycle.includes(name));
    const result: NameMeaning = inCycle ? UNSOUND : meaning;
    meanings.set(name, result);
    return result;
  }

  function make(statement: Statement): Memory {
    const { sentence } = statement;
    const made = bySentence.get(sentence);
    if (made) return made;
    const old = before.get(sentence);
    if (old && [...old.asked].every(([name, meaning]) => resolve(name) === meaning)) {
      bySentence.set(sentence, old);
      return old;
    }
    const asked = new Map<string, NameMeaning | undefined>();
    const ask = (name: string): NameMeaning | undefined => {
      const meaning = resolve(name);
      asked.set(name, meaning);
      return meaning;
    };
    const memory: Memory = { ...makeSentence(graph, sentence, ask, first.keys()), asked };
    bySentence.set(sentence, memory);
    return memory;
  }

  const problems: Problem[] = [...page.problems];
  const definitions = new Map<string, Definition>();
  for (const program of imports.programs)
    for (const [name, definition] of program.definitions) definitions.set(name, definition);
  // Definitions first, in the order of need: what is inside a cycle is known before anything is shown.
  for (const name of first.keys()) resolve(name);
  const result = page.statements.map((statement, index): Meaning => {
    if (statement.network !== undefined) return { kind: 'none' };
    const memory = make(statement);
    if (!memory.define) return memory.said;
    const isFirst = first.get(memory.define.name) === index;
    const definition = memory.define.at(statement, isFirst && resolve(memory.define.name)?.kind === 'unsound');
    if (isFirst) definitions.set(definition.name, definition);
    return { kind: 'definition', definition };
  });
  for (const statement of page.statements) {
    const made = statement.network === undefined ? bySentence.get(statement.sentence) : undefined;
    for (const problem of [...statement.problems, ...(made?.problems ?? [])]) problems.push(at(statement, problem));
  }
  problems.push(...pageProblems(page, first, cycles, imports));
  problems.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);

  const scopeAt = (statement: Statement, hole?: { readonly tree: Tree; readonly variable: Variable }) =>
    scopeFor(graph, statement.sentence, resolve, first.keys(), () => {}, hole);
  return {
    program: {
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
    },
    remembered: { graph, bySentence },
  };
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
