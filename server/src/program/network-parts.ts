/**
 * Parts by their path: `h.W` inside a network, `iris.loss` and `iris.h.W` outside. In: a member's tree or a derivative's
 * path, and the scope. Out: the variable, or what is wrong with the name.
 */
import type { Expression, Variable } from '../calculus/expression';
import { substitute } from '../calculus/expression';
import { broadcastTo } from '../calculus/operations/adjoints';
import { backward } from '../network/backward';
import { composed } from '../network/compose';
import { formulasOf } from '../network/formulas';
import type { Layered, NetworkNode } from '../network/network';
import { nearest } from '../syntax/near';
import { error } from '../syntax/problem';
import type { Fix, Identifier, Path, Range, Tree } from '../syntax/tree';
import type { Target } from './derivatives';
import type { Scope } from './scope';

/** What was found for a path: a variable, or nothing, which has been said. */
export interface Found {
  readonly variable: Variable | undefined;
}

/** The names of `a.b.c`; undefined for what is no path. */
export function pathOf(tree: Tree): readonly Identifier[] | undefined {
  if (tree.kind === 'name') return [{ name: tree.name, range: tree.range }];
  if (tree.kind !== 'member') return undefined;
  const base = pathOf(tree.base);
  return base && [...base, tree.member];
}

/** The part that a member's tree names; undefined where it is no path into a network, or the transpose of one. */
export function partAt(scope: Scope, tree: Tree): Found | undefined {
  const [first, ...rest] = pathOf(tree) ?? [];
  const [last] = rest.slice(-1);
  if (!first || !last) return undefined;
  const meaning = scope.resolve(first.name);
  const isTranspose = last.name === 'T';
  if (meaning?.kind === 'network') {
    const { parts } = meaning.outside;
    const variable = parts.get(rest.map(({ name }) => name).join('.'));
    if (variable) return { variable };
    if (isTranspose) return undefined;
    return { variable: missing(scope, first.name, rest, [...parts.keys()]) };
  }
  if (isTranspose || !scope.inside) return undefined;
  if (meaning?.kind === 'unsound') return { variable: undefined };
  if (!scope.inside.has(first.name)) return undefined;
  const { parameters } = scope.inside.above();
  const name = [first, ...rest].map((one) => one.name).join('.');
  const parameter = parameters.find((one) => one.name === name);
  if (parameter) return { variable: parameter.variable };
  const own = parameters.filter(({ owner }) => owner === first.name).map((one) => one.name);
  const bound = scope.inside.bound(first.name, last.name);
  return { variable: noPart(scope, first.name, last, own, bound) };
}

/** `h.w` where there are h.W and h.b; `bound` is what the reader gave the layer for it. */
function noPart(
  scope: Scope,
  node: string,
  { name, range }: Identifier,
  own: readonly string[],
  bound: string | undefined,
): undefined {
  const near =
    bound ?? nearest(`${node}.${name}`, own) ?? own.find((one) => one.replace(/\d+$/, '') === `${node}.${name}`);
  const said =
    bound !== undefined
      ? `its layer uses ${bound}`
      : own.length === 0
        ? 'no layer makes a parameter in its statement'
        : `it has ${own.join(', ')}`;
  const start = range.start - node.length - 1;
  const fixes: Fix[] =
    near === undefined
      ? []
      : [{ title: `Write ${near}`, edits: [{ range: { start, end: range.end }, text: near }], preferred: true }];
  const guess = near === undefined ? '' : ` Did you mean ${near}?`;
  scope.report(error('no-member', `There is no ${node}.${name}: ${said}.${guess}`, range.start, range.end, fixes));
  return undefined;
}

function missing(scope: Scope, network: string, rest: readonly Identifier[], parts: readonly string[]): undefined {
  const name = rest.map((one) => one.name).join('.');
  const [start, end] = [rest[0]?.range.start ?? 0, rest.at(-1)?.range.end ?? 0];
  const near = nearest(name, parts);
  const guess = near === undefined ? ` It has ${parts.slice(0, MOST_PARTS).join(', ')}.` : ` Did you mean ${near}?`;
  const fixes: Fix[] =
    near === undefined
      ? []
      : [{ title: `Write ${near}`, edits: [{ range: { start, end }, text: near }], preferred: true }];
  scope.report(error('no-member', `The network ${network} has no part ${name}.${guess}`, start, end, fixes));
  return undefined;
}

const MOST_PARTS = 12;

/** What a derivative's path differentiates, where it leads into a network. */
export function networkTarget(scope: Scope, path: Path, wrt: readonly string[]): Found | Target | undefined {
  const [first, ...rest] = path.names;
  if (!first) return undefined;
  const meaning = scope.resolve(first.name);
  const inner = rest.map(({ name }) => name).join('.');
  if (meaning?.kind === 'network') {
    const { network, outside, parts } = meaning.outside;
    const node = network.nodes.find(({ name }) => name === inner);
    if (!node && inner !== '') {
      const parameter = parts.has(inner);
      if (!parameter)
        return {
          variable: missing(
            scope,
            first.name,
            rest,
            network.nodes.map(({ name }) => name),
          ),
        };
    }
    const root = node?.variable ?? (inner === '' ? network.prediction : undefined);
    if (!root) return { variable: noFunction(scope, path) };
    return target(scope, path.range, {
      ...(node && { node }),
      root,
      layered: network,
      wrt,
      prefix: `${first.name}.`,
      place: outside,
      formula: (variable) => (node === network.loss ? meaning.outside.formulas().of(variable)?.closed : undefined),
    });
  }
  if (!scope.inside?.has(first.name)) return undefined;
  if (meaning?.kind === 'unsound') return { variable: undefined };
  const layered = scope.inside.above();
  const name = path.names.map((one) => one.name).join('.');
  const node = layered.nodes.find((one) => one.name === name);
  if (!node) return { variable: noFunction(scope, path) };
  return target(scope, path.range, {
    node,
    root: node.variable,
    layered,
    wrt,
    prefix: '',
    place: (one) => one,
    formula: () => undefined,
  });
}

function noFunction(scope: Scope, { names, range }: Path): undefined {
  const name = names.map((one) => one.name).join('.');
  const message = `${name} is not computed from anything: only nodes and the loss have derivatives.`;
  scope.report(error('not-a-function', message, range.start, range.end));
  return undefined;
}

interface View {
  /** The node that is differentiated; missing for the prediction of the network. */
  readonly node?: NetworkNode;
  readonly root: Expression;
  readonly layered: Layered;
  readonly wrt: readonly string[];
  /** What the names of parts begin with where the derivative stands. */
  readonly prefix: string;
  /** From the variables of the network to those of the place. */
  readonly place: (expression: Expression) => Expression;
  /** The closed formula of the derivative by a variable, where it is known. */
  readonly formula: (variable: Variable) => Expression | undefined;
}

function target(scope: Scope, range: Range, view: View): Target {
  const { graph } = scope;
  const { node, root: whole, layered, wrt, prefix, place } = view;
  // ∇ goes over what is trained; a ∂ names what it goes by.
  const parts = wrt.length === 0 ? layered.parameters : [...layered.nodes, ...layered.parameters];
  const inner = parts.map(({ variable }) => variable);
  const variables = inner.flatMap((variable) => {
    const placed = place(variable);
    return placed.kind === 'variable' ? [placed] : [];
  });
  const parameters = parts.map(({ name }) => `${prefix}${name}`);
  return {
    name: `${prefix}${node?.name ?? ''}`.replace(/\.$/, ''),
    parameters,
    variables,
    shape: whole.shape,
    range,
    own: () => variables,
    at(orders, args) {
      const at = new Map<Expression, Expression>(variables.map((variable, i) => [variable, args[i] ?? variable]));
      const by = inner[orders.indexOf(1)];
      const once = orders.reduce((sum, order) => sum + order, 0) === 1;
      if (once && by && node && whole.shape.length === 0) {
        const formula = view.formula(by) ?? formulasOf(backward(layered, node)).of(by)?.closed;
        return substitute(graph, place(formula ?? broadcastTo(graph, graph.constant(0), by.shape)), at);
      }
      // Over the variables of the network, which no value of the page is put in for before it is differentiated.
      const keep = new Set(inner.filter((_, i) => (orders[i] ?? 0) > 0));
      const others = new Map<Expression, Expression>();
      for (const { variable } of [...layered.nodes, ...layered.parameters])
        if (!inner.includes(variable)) others.set(variable, place(variable));
      const body = substitute(graph, composed(graph, layered.nodes, whole, keep), others);
      return graph.call({ name: node?.name ?? '', parameters: inner, body }, orders, args);
    },
  };
}
