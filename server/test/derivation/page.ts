/** Functions of a small page, for derivations: what is written above them stands on the page too. */
import type { Callee, Graph } from '../../src/calculus/expression';
import type { Names } from '../../src/notation/print';
import { createWorkspace } from '../../src/program/workspace';

export interface Written {
  readonly graph: Graph;
  readonly callee: Callee;
  /** What the page defines. */
  readonly names: Names;
}

export function write(line: string, above = ''): Written {
  const workspace = createWorkspace();
  const program = workspace.program('test:page', `${above}${line}\n`);
  const name = /^\w+/.exec(line)?.[0] ?? '';
  const definition = program.definitions.get(name);
  if (definition?.kind !== 'function' || !definition.sound) {
    throw new Error(`${line}: ${program.problems.map((problem) => problem.message).join('; ')}`);
  }
  return { graph: workspace.graph, callee: definition.callee, names: program.definitions };
}
