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
}

export interface Workspace {
  /** The program of a page's text; the same object as long as neither it nor an imported page changed. */
  program(uri: string, text: string): Program;
  /** Forgets a page that is closed. */
  close(uri: string): void;
  readonly graph: Graph;
}

/** A graph is left for a fresh one when it has grown to twice what its pages needed when it was made, at least this. */
const SMALLEST_GRAPH = 400_000;

interface Known {
  readonly text: string;
  readonly imported: readonly Program[];
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
    for (const [uri, text] of texts) build(uri, text, new Set());
    limit = Math.max(SMALLEST_GRAPH, 2 * graph.size);
  }

  function build(uri: string, text: string, visiting: Set<string>): Program {
    visiting.add(uri);
    const known = pages.get(uri);
    const imports: Imports = importsOf(uri, text, options.read, (path, source) =>
      visiting.has(path) ? undefined : build(path, source, visiting),
    );
    visiting.delete(uri);
    const same = known?.text === text && known.imported.every((program, i) => program === imports.programs[i]);
    if (known && same && known.imported.length === imports.programs.length) return known.program;
    const names = imports.programs.flatMap(namesOf);
    const page = parser.parse(text, names, known?.program.page);
    const remembered = known?.remembered.graph === graph ? known.remembered : nothingRemembered(graph);
    const program = meaningsOf(graph, page, imports, remembered);
    pages.set(uri, { text, imported: imports.programs, program, remembered });
    return program;
  }

  return {
    get graph() {
      return graph;
    },
    program(uri, text) {
      renew();
      return build(uri, text, new Set());
    },
    close(uri) {
      pages.delete(uri);
    },
  };
}

const namesOf = ({ definitions, broken }: Program): DefinedName[] => [
  ...[...definitions.values()].map((definition): DefinedName => {
    if (definition.kind === 'value') return { name: definition.name, kind: 'variable' };
    const parameters =
      definition.kind === 'function' ? definition.callee.parameters.map(({ name }) => name) : undefined;
    return { name: definition.name, kind: 'function', ...(parameters && { parameters }) };
  }),
  ...broken,
];
