/** Which trees are derivatives, and of what. In: a tree. Out: the function of the page and, where it is one, the variable. */
import { DIFFERENTIATIONS } from '../program/scope';
import type { Path, Tree } from '../syntax/tree';
import type { View } from './view';

interface Subject {
  readonly function: string;
  readonly variable?: string;
}

export function isDerivative(tree: Tree): boolean {
  switch (tree.kind) {
    case 'prime':
    case 'partial':
    case 'partialOf':
    case 'nabla':
    case 'point':
      return true;
    case 'call':
      return tree.callee.kind === 'name' && DIFFERENTIATIONS.has(tree.callee.name);
    default:
      return false;
  }
}

/** Which function of the page, and by which variable where that is one. */
export function subjectOf(view: View, tree: Tree): Subject | undefined {
  const found = named(tree);
  const definition = found && view.program.definitionOf(found.function);
  if (!found || definition?.kind !== 'function' || !definition.sound) return undefined;
  const parameters = definition.callee.parameters.map(({ name }) => name);
  const only = parameters.length === 1 ? parameters[0] : undefined;
  const variable = found.variable ?? only;
  return {
    function: found.function,
    ...(variable !== undefined && parameters.includes(variable) && { variable }),
  };
}

function named(tree: Tree): Subject | undefined {
  switch (tree.kind) {
    case 'point':
      return named(tree.derivative);
    case 'prime':
      return tree.base.kind === 'name' ? { function: tree.base.name } : undefined;
    case 'partial':
      return of(tree.of, tree.wrt[0]?.path);
    case 'nabla':
      if ('names' in tree.of) return of(tree.of);
      return tree.of.kind === 'name' ? { function: tree.of.name } : undefined;
    case 'call': {
      const [first, second] = tree.arguments.map(({ value }) => value);
      if (!isDerivative(tree) || first?.kind !== 'name') return undefined;
      return { function: first.name, ...(second?.kind === 'name' && { variable: second.name }) };
    }
    default:
      return undefined;
  }
}

function of(path: Path, wrt?: Path): Subject | undefined {
  const [name] = path.names;
  if (!name || path.names.length > 1) return undefined;
  const [variable] = wrt?.names ?? [];
  return { function: name.name, ...(variable && { variable: variable.name }) };
}
