/**
 * The scope of each kind of statement: a definition's parameters, then the page, then the built-ins; in claims and
 * expressions free variables, and the parameters of the functions they speak of.
 */
import { namesIn } from '../calculus/dimension';
import type { Graph, Variable } from '../calculus/expression';
import type { Problem, Sentence, Tree } from '../syntax/tree';
import { expressions, parts } from '../syntax/walk';
import { declaredShape } from './declared-shape';
import { BUILT_INS, builtIn, CONSTANT_NAMES, type NameMeaning, type Scope } from './scope';

export type Resolve = (name: string) => NameMeaning | undefined;

export function scopeFor(
  graph: Graph,
  sentence: Sentence,
  resolve: Resolve,
  names: Iterable<string>,
  report: (problem: Problem) => void,
  hole?: Scope['hole'],
): Scope {
  const free = sentence.kind === 'check' || sentence.kind === 'expression';
  const heads = sentence.kind === 'definition' ? (sentence.parameters ?? []) : [];
  const parameters = heads.map(({ name, shape }) => graph.variable(name.name, 'local', declaredShape(shape)));
  const local = new Map<string, NameMeaning>();
  const dimensions = new Map<string, Variable>();
  for (const variable of [...parameters, ...spokenOf(graph, sentence, resolve)]) {
    local.set(variable.name, { kind: 'variable', variable });
    for (const name of variable.shape.flatMap(namesIn)) dimensions.set(name, graph.variable(name, 'dimension'));
  }
  for (const [name, variable] of dimensions) if (!local.has(name)) local.set(name, { kind: 'variable', variable });
  return {
    graph,
    free,
    resolve(name) {
      if (name.startsWith('std.')) return builtIn(graph, name.slice(4));
      return local.get(name) ?? resolve(name) ?? builtIn(graph, name);
    },
    *known() {
      yield* local.keys();
      yield* names;
      yield* BUILT_INS;
      yield* CONSTANT_NAMES;
    },
    report,
    ...(hole && { hole }),
  };
}

/** The parameters of the functions that a sentence speaks of: they hide values of the page. */
function spokenOf(graph: Graph, sentence: Sentence, resolve: Resolve): Variable[] {
  return spokenFunctions(sentence).flatMap((name) => {
    const meaning = resolve(name);
    if (meaning?.kind === 'function') return meaning.callee.parameters;
    return meaning?.kind === 'abstract' ? meaning.parameters.map((parameter) => graph.variable(parameter)) : [];
  });
}

/**
 * The names of the functions that a claim is about, and of those that an expression differentiates without giving a point;
 * `without`: parts that are looked past, as if they were not there.
 */
export function spokenFunctions(sentence: Sentence, without: ReadonlySet<Tree> = new Set()): string[] {
  const spoken: string[] = [];
  if (sentence.kind !== 'check' && sentence.kind !== 'expression') return spoken;
  for (const expression of expressions(sentence)) {
    const pointed = new Set<Tree>();
    for (const tree of parts(expression)) {
      if (without.has(tree)) continue;
      if (tree.kind === 'point') pointed.add(tree.derivative);
      const name = subject(tree);
      const hides = sentence.kind === 'check' || (tree.kind !== 'call' && tree.kind !== 'name' && !pointed.has(tree));
      if (name !== undefined && hides) spoken.push(name);
    }
  }
  return spoken;
}

/** The function that a part of a tree is about. */
function subject(tree: Tree): string | undefined {
  switch (tree.kind) {
    case 'partial':
      return tree.of.names[0]?.name;
    case 'nabla':
      return 'kind' in tree.of ? (tree.of.kind === 'name' ? tree.of.name : undefined) : tree.of.names[0]?.name;
    case 'prime':
      return tree.base.kind === 'name' ? tree.base.name : undefined;
    case 'call': {
      const [first] = tree.arguments;
      if (tree.callee.kind !== 'name') return undefined;
      const differentiates = ['diff', 'grad', 'hessian', 'jacobian'].includes(tree.callee.name);
      return differentiates && first?.value.kind === 'name' ? first.value.name : tree.callee.name;
    }
    default:
      return undefined;
  }
}
