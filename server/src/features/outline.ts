/**
 * What a page defines, in its order: for the symbols and the lenses. While a line is broken its last good meaning stays,
 * so that nothing on the page jumps. In: a program and the outline before. Out: the outline now.
 */
import type { Callee, Graph } from '../calculus/expression';
import type { Names } from '../notation/print';
import type { Program } from '../program/program';
import type { Range, Sentence, Statement } from '../syntax/tree';
import { within } from './view';

export type EntryKind = 'function' | 'value' | 'declared' | 'network' | 'input' | 'target' | 'param' | 'node';

export interface Entry {
  readonly kind: EntryKind;
  readonly name: string;
  readonly parameters?: readonly string[];
  readonly statement: Statement;
  /** On the page: all of it, and its name. */
  readonly range: Range;
  readonly selection: Range;
  readonly children: readonly Entry[];
  /** Of a function: what it means, or meant when it could last be read. */
  readonly meaning?: FunctionMeaning;
}

export interface FunctionMeaning {
  readonly graph: Graph;
  readonly callee: Callee;
  readonly names: Names;
}

export interface Outline {
  readonly program: Program;
  readonly entries: readonly Entry[];
  /** The first of each name. */
  readonly byName: ReadonlyMap<string, Entry>;
  readonly byLine: ReadonlyMap<number, Entry>;
}

export function outlineOf(program: Program, before: Outline | undefined): Outline {
  if (before?.program === program) return before;
  const { statements } = program.page;
  const entries: Entry[] = [];
  const byName = new Map<string, Entry>();
  const byLine = new Map<number, Entry>();
  const members = new Map<number, Entry[]>();
  statements.forEach((statement, index) => {
    const head = headOf(statement) ?? lastHead(statement, before, program);
    if (!head) return;
    const children: Entry[] = [];
    if (statement.sentence.kind === 'network') members.set(index, children);
    const inside = statement.network === undefined ? undefined : members.get(statement.network);
    const first = !inside && !byName.has(head.name);
    const meaning = first && head.kind === 'function' ? meaningOf(program, head.name, statement, before) : undefined;
    const entry: Entry = {
      ...head,
      statement,
      range: { start: statement.start, end: statement.end },
      children,
      ...(meaning && { meaning }),
    };
    (inside ?? entries).push(entry);
    if (inside) return;
    if (first) byName.set(entry.name, entry);
    byLine.set(statement.line, entry);
  });
  return { program, entries, byName, byLine };
}

type Head = Pick<Entry, 'kind' | 'name' | 'parameters' | 'selection'>;

const heads = new WeakMap<Statement, { readonly head: Head | undefined }>();

/** Remembered with the statement, which stays as long as neither it nor its place changes. */
function headOf(statement: Statement): Head | undefined {
  const known = heads.get(statement) ?? { head: readHead(statement) };
  heads.set(statement, known);
  return known.head;
}

function readHead(statement: Statement): Head | undefined {
  const { sentence } = statement;
  const at = (range: Range): Range => within(statement, range);
  const inside = statement.network !== undefined;
  switch (sentence.kind) {
    case 'definition': {
      const { name, parameters } = sentence;
      const kind = inside ? 'node' : parameters ? 'function' : 'value';
      return {
        kind,
        name: name.name,
        selection: at(name.range),
        ...(parameters && { parameters: written(parameters) }),
      };
    }
    case 'declare':
      return {
        kind: 'declared',
        name: sentence.name.name,
        parameters: written(sentence.parameters),
        selection: at(sentence.name.range),
      };
    case 'network':
    case 'input':
    case 'target':
    case 'param':
      return { kind: sentence.kind, name: sentence.name.name, selection: at(sentence.name.range) };
    case 'broken': {
      if (!sentence.defines) return undefined;
      const { name, parameters } = sentence.defines;
      const kind = inside ? 'node' : parameters ? 'function' : 'value';
      return { kind, name: name.name, selection: at(name.range), ...(parameters && { parameters }) };
    }
    default:
      return undefined;
  }
}

const written = (parameters: Extract<Sentence, { kind: 'declare' }>['parameters']): string[] =>
  parameters.map(({ name }) => name.name);

/** A line that says nothing now, and defined something when it could last be read. */
function lastHead(statement: Statement, before: Outline | undefined, program: Program): Head | undefined {
  if (statement.sentence.kind !== 'broken' || statement.network !== undefined) return undefined;
  const entry = before?.byLine.get(statement.line);
  if (!entry || program.page.statements.some(({ sentence }) => 'name' in sentence && sentence.name.name === entry.name))
    return undefined;
  const { kind, name, parameters } = entry;
  const end = Math.min(statement.end, statement.start + name.length);
  return { kind, name, selection: { start: statement.start, end }, ...(parameters && { parameters }) };
}

function meaningOf(
  program: Program,
  name: string,
  statement: Statement,
  before: Outline | undefined,
): FunctionMeaning | undefined {
  const definition = program.definitions.get(name);
  if (definition?.kind === 'function' && definition.sound && definition.statement === statement)
    return { graph: program.graph, callee: definition.callee, names: program.definitions };
  return before?.byName.get(name)?.meaning;
}
