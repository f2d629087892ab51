/**
 * What a page defines, in its order: for the symbols and the lenses. While a line is broken its last good meaning stays,
 * so that nothing on the page jumps. In: a program and the outline before. Out: the outline now.
 */
import type { Callee, Graph } from '../calculus/expression';
import type { Names } from '../notation/print';
import type { NetworkDefinition, Program } from '../program/program';
import type { Identifier, Parameter, Range, Statement } from '../syntax/tree';
import { namesOf, within } from './view';

export type EntryKind = 'function' | 'value' | 'declared' | 'network' | 'input' | 'target' | 'param' | 'node';

export interface Entry {
  readonly kind: EntryKind;
  readonly name: string;
  readonly parameters: readonly string[] | undefined;
  readonly statement: Statement;
  /** On the page: all of it, and its name. */
  readonly range: Range;
  readonly selection: Range;
  readonly children: readonly Entry[];
  /** Of a function: what it means, or meant when it could last be read. */
  readonly meaning: FunctionMeaning | undefined;
  /** Of a network with a sound loss, likewise. */
  readonly network?: NetworkDefinition;
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
    const children: Entry[] = statement.sentence.kind === 'network' ? [] : NO_ENTRIES;
    if (children !== NO_ENTRIES) members.set(index, children);
    const inside = statement.network === undefined ? undefined : members.get(statement.network);
    const first = !inside && !byName.has(head.name);
    const meaning = first && head.kind === 'function' ? meaningOf(program, head.name, statement, before) : undefined;
    const network = first && head.kind === 'network' ? networkOf(program, head.name, statement, before) : undefined;
    const entry: Entry = {
      kind: head.kind,
      name: head.name,
      parameters: head.parameters,
      selection: head.selection,
      statement,
      range: { start: statement.start, end: statement.end },
      children,
      meaning,
      ...(network && { network }),
    };
    (inside ?? entries).push(entry);
    if (inside) return;
    if (first) byName.set(entry.name, entry);
    byLine.set(statement.line, entry);
  });
  return { program, entries, byName, byLine };
}

/** Shared by all entries that have no parts; nothing is ever put in. */
const NO_ENTRIES: Entry[] = [];

type Head = Pick<Entry, 'kind' | 'name' | 'parameters' | 'selection'>;

function headOf(statement: Statement): Head | undefined {
  const { sentence, network } = statement;
  const definition: EntryKind = network !== undefined ? 'node' : 'value';
  switch (sentence.kind) {
    case 'definition':
      return named(
        statement,
        sentence.parameters ? 'function' : definition,
        sentence.name,
        written(sentence.parameters),
      );
    case 'declare':
      return named(statement, 'declared', sentence.name, written(sentence.parameters));
    case 'network':
    case 'input':
    case 'target':
    case 'param':
      return named(statement, sentence.kind, sentence.name);
    case 'broken': {
      if (!sentence.defines) return undefined;
      const { name, parameters } = sentence.defines;
      return named(statement, parameters ? 'function' : definition, name, parameters);
    }
    default:
      return undefined;
  }
}

const named = (statement: Statement, kind: EntryKind, name: Identifier, parameters?: readonly string[]): Head => ({
  kind,
  name: name.name,
  parameters,
  selection: within(statement, name.range),
});

const written = (parameters: readonly Parameter[] | undefined): readonly string[] | undefined =>
  parameters?.map(({ name }) => name.name);

/** A line that says nothing now, and defined something when it could last be read. */
function lastHead(statement: Statement, before: Outline | undefined, program: Program): Head | undefined {
  if (statement.sentence.kind !== 'broken' || statement.network !== undefined) return undefined;
  const entry = before?.byLine.get(statement.line);
  if (!entry || program.page.statements.some(({ sentence }) => 'name' in sentence && sentence.name.name === entry.name))
    return undefined;
  const { kind, name, parameters } = entry;
  const end = Math.min(statement.end, statement.start + name.length);
  return { kind, name, selection: { start: statement.start, end }, parameters };
}

function meaningOf(
  program: Program,
  name: string,
  statement: Statement,
  before: Outline | undefined,
): FunctionMeaning | undefined {
  const definition = program.definitionOf(name);
  if (definition?.kind === 'function' && definition.sound && definition.statement === statement)
    return { graph: program.graph, callee: definition.callee, names: namesOf({ program }) };
  return before?.byName.get(name)?.meaning;
}

function networkOf(
  program: Program,
  name: string,
  statement: Statement,
  before: Outline | undefined,
): NetworkDefinition | undefined {
  const definition = program.definitionOf(name);
  if (definition?.kind === 'network' && definition.outside && definition.statement === statement) return definition;
  return before?.byName.get(name)?.network;
}
