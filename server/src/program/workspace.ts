/**
 * The pages of a workspace → programs. Owns the graph, the parser and what is remembered of definitions: what one
 * means is made again only where its text changed, or what a name in it means.
 */
import { createGraph, type Graph } from '../calculus/expression';
import type { DefinedName } from '../syntax/names';
import { createParser, type Parser } from '../syntax/parse';
import { type Imports, importsOf } from './imports';
import { meaningsOf, nothingRemembered, type Remembered } from './meanings';
import type { Program } from './program';
import { BUILT_INS, CONSTANT_NAMES, LAYERS } from './scope';

export interface WorkspaceOptions {
  /** The text of a page by its address, for imports; undefined where there is none. Only `.grad` pages are asked for. */
  readonly read?: (uri: string) => string | undefined;
  /** The spelling of an address under which its page is known: clients encode signs in different ways. */
  readonly address?: (uri: string) => string;
}

export interface Workspace {
  /** The program of a page's text; the same object as long as neither it nor an imported page changed. */
  program(uri: string, text: string): Program;
  /** The trees of a text, read as a page of this workspace that imports these names would be. */
  readonly parse: Parser['parse'];
  /** Forgets a page that is closed. */
  close(uri: string): void;
  /** Forgets all pages but these and those that they import. */
  keep(uris: Iterable<string>): void;
  readonly graph: Graph;
}

/** A graph is left for a fresh one when it has grown to twice what its pages needed when it was made, at least this. */
const SMALLEST_GRAPH = 400_000;

interface Known {
  readonly text: string;
  readonly imports: Imports;
  readonly program: Program;
  readonly remembered: Remembered;
}

export function createWorkspace(options: WorkspaceOptions = {}): Workspace {
  const parser: Parser = createParser({ functions: BUILT_INS, constants: CONSTANT_NAMES, layers: LAYERS });
  const pages = new Map<string, Known>();
  let graph = createGraph();
  let limit = SMALLEST_GRAPH;

  /** Leaves a graph that has grown by edits: the live pages are made anew in a fresh one when they are next asked for. */
  function renew(): void {
    if (graph.size < limit) return;
    const texts = [...pages].map(([uri, { text }]) => [uri, text] as const);
    graph = createGraph();
    pages.clear();
    limit = Number.POSITIVE_INFINITY;
    for (const [uri, text] of texts) build(uri, text, new Map(), new Set());
    limit = Math.max(SMALLEST_GRAPH, 2 * graph.size);
  }

  /** `round`: what this question has built so far; `visiting`: the pages that are being built. */
  function build(uri: string, text: string, round: Map<string, Program>, visiting: Set<string>): Program {
    const built = round.get(uri);
    if (built) return built;
    visiting.add(uri);
    const known = pages.get(uri);
    const found = importsOf(uri, text, options, (path, source) =>
      visiting.has(path) ? undefined : build(path, source, round, visiting),
    );
    visiting.delete(uri);
    const imports = known && sameImports(known.imports, found) ? known.imports : found;
    const settled = (program: Program): Program => {
      // Of pages in a cycle each sees the others in a way of its own.
      if (imports.closing.size === 0) round.set(uri, program);
      return program;
    };
    if (known?.text === text && known.imports === imports) return settled(known.program);
    const page = parser.parse(text, imports.programs.flatMap(namesOf), known?.program.page);
    const remembered = known?.remembered.graph === graph ? known.remembered : nothingRemembered(graph);
    const program = meaningsOf(graph, page, imports, remembered);
    pages.set(uri, { text, imports, program, remembered });
    return settled(program);
  }

  return {
    get graph() {
      return graph;
    },
    program(uri, text) {
      renew();
      return build(uri, text, new Map(), new Set());
    },
    parse: parser.parse,
    close(uri) {
      pages.delete(uri);
    },
    keep(uris) {
      const kept = new Set<string>();
      const keep = (uri: string): void => {
        if (kept.has(uri)) return;
        kept.add(uri);
        for (const program of pages.get(uri)?.imports.programs ?? []) keep(program.uri);
      };
      for (const uri of uris) keep(uri);
      for (const uri of pages.keys()) if (!kept.has(uri)) pages.delete(uri);
    },
  };
}

/** What was made with the one holds with the other. */
const sameImports = (a: Imports, b: Imports): boolean =>
  a.programs.length === b.programs.length &&
  a.programs.every((program, i) => program === b.programs[i]) &&
  [...a.closing].join() === [...b.closing].join() &&
  [...a.wrong.keys()].join() === [...b.wrong.keys()].join() &&
  [...a.wrong].every(([path, say]) => say(NOWHERE).code === b.wrong.get(path)?.(NOWHERE).code);
const NOWHERE = { start: 0, end: 0 };

const namesOf = ({ definitions, broken }: Program): DefinedName[] => [
  ...[...definitions.values()].map((definition): DefinedName => {
    if (definition.kind === 'value') return { name: definition.name, kind: 'variable' };
    const parameters =
      definition.kind === 'function' ? definition.callee.parameters.map(({ name }) => name) : undefined;
    return { name: definition.name, kind: 'function', ...(parameters && { parameters }) };
  }),
  ...broken,
];
