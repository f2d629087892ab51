/**
 * What a name means where it stands. Names of a definition hide those of the page, which hide the built-in ones.
 * A scope notes which names of the page were asked for: what is made in it holds as long as those mean the same.
 */
import type { Callee, Expression, Graph, Variable } from '../calculus/expression';
import type { FunctionRow } from '../calculus/functions/row';
import { constants, table } from '../calculus/functions/table';
import type { OperationRow } from '../calculus/operations/row';
import { operations } from '../calculus/operations/table';
import type { Layered } from '../network/network';
import type { LayerRow } from '../network/row';
import { layerTable } from '../network/table';
import type { Problem, Tree } from '../syntax/tree';
import type { Outside } from './network-outside';

export type NameMeaning =
  | { readonly kind: 'function'; readonly callee: Callee }
  | { readonly kind: 'abstract'; readonly name: string; readonly parameters: readonly string[] }
  | { readonly kind: 'value'; readonly variable: Variable; readonly body: Expression }
  | { readonly kind: 'variable'; readonly variable: Variable }
  | { readonly kind: 'constant'; readonly expression: Expression }
  | { readonly kind: 'row'; readonly row: FunctionRow }
  | { readonly kind: 'operation'; readonly row: OperationRow }
  | { readonly kind: 'network'; readonly name: string; readonly outside: Outside }
  /** A layer or a loss: it stands in networks only. */
  | { readonly kind: 'layer'; readonly row: LayerRow }
  /** A member of the network that is defined further down, or here. */
  | { readonly kind: 'below'; readonly message: string }
  /** Defined with an error, which has been reported. */
  | { readonly kind: 'unsound' };

/** One object, so that what was made with an unsound name is remembered, too. */
export const UNSOUND: NameMeaning = { kind: 'unsound' };

export interface Scope {
  readonly graph: Graph;
  /** Undefined where nothing defines the name. */
  resolve(name: string): NameMeaning | undefined;
  /** In claims and expressions an unknown name is a free variable; in bodies it is an error. */
  readonly free: boolean;
  /** Names that a slip could have meant. */
  known(): Iterable<string>;
  report(problem: Problem): void;
  /** A part of the tree that a variable stands in for. */
  readonly hole?: { readonly tree: Tree; readonly variable: Variable };
  /** Where a statement of a network stands. */
  readonly inside?: Inside;
}

/** What a network brings to the scope of its statements. */
export interface Inside {
  /** Whether a name is an input, a parameter or a node of it. */
  has(name: string): boolean;
  /** What stands above. */
  above(): Layered;
  /** What the reader gave the layer of a node for one of its weights. */
  bound(node: string, weight: string): string | undefined;
  layer(scope: Scope, row: LayerRow, tree: Extract<Tree, { kind: 'call' }>): Expression | undefined;
}

/** Operators have rows as well; only words are names. */
const isWord = (name: string): boolean => /^[a-z]/.test(name) && !NAMELESS.has(name);
/** Operations that are written with brackets of their own. */
const NAMELESS: ReadonlySet<string> = new Set(['index', 'gather']);

/** Functions of vectors and matrices; an operation that a layer is called like (max_pool2d) counts as the layer. */
export const ARRAY_FUNCTIONS: ReadonlySet<string> = new Set(
  [...operations().keys()].filter((name) => isWord(name) && !layerTable.has(name)),
);
export const LAYERS: ReadonlySet<string> = new Set(layerTable.keys());
export const DIFFERENTIATIONS: ReadonlySet<string> = new Set(['diff', 'grad', 'hessian', 'jacobian']);

/** All names that the language brings where expressions stand. */
export const BUILT_INS: ReadonlySet<string> = new Set([
  ...[...table.keys()].filter((name) => /^[a-z]/.test(name)),
  ...ARRAY_FUNCTIONS,
  ...DIFFERENTIATIONS,
]);
export const CONSTANT_NAMES: ReadonlySet<string> = new Set(constants.keys());

export function builtIn(graph: Graph, name: string): NameMeaning | undefined {
  const constant = constants.get(name);
  if (constant) return { kind: 'constant', expression: graph.named(constant.name) };
  const row = table.get(name);
  if (row && isWord(name)) return { kind: 'row', row };
  // A layer that is an operation, such as max_pool2d, is called as the layer.
  const layer = layerTable.get(name);
  if (layer) return { kind: 'layer', row: layer };
  const operation = isWord(name) ? operations().get(name) : undefined;
  return operation && { kind: 'operation', row: operation };
}
