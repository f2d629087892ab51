/**
 * The chain rule in words and as a rule. In: a formula and its variable. Out: the rule, with the chain in Leibniz's form,
 * in the names of the reader's own functions where they have some, and where each slope is taken.
 */
import type { Call, Expression, Graph, Variable } from '../expression';
import { type Chain, chain } from './chain';
import { type Context, depends, readBack } from './context';
import type { Rule } from './rules';
import { type Explanation, listed, type Slope, say, slope } from './step';

/** Chains of so many factors are taken link by link inside one line. */
const MANY = 5;
/** Longer chains are not said in Leibniz's form. */
const SAYABLE = 6;

export function chainRule(context: Context, body: Expression, variable: Variable): Rule | undefined {
  const links = chain(context, body, variable);
  if (!links) return undefined;
  const { graph, meanings } = context;
  const { factors, names } = links;
  const [first, second] = names;
  const inner = first && meanings.get(first);
  const [outer] = factors;
  const start =
    first && inner && !second && outer
      ? say`The outer function ${outer.body} and the inner function ${first} = ${inner}: their slopes are multiplied`
      : say`A chain of ${String(factors.length)} functions: the slopes of all links are multiplied, from the outermost to the innermost`;
  return {
    name: 'chain rule',
    after: graph.multiply(...factors),
    explanation: [...start, ...leibniz(context, body, links, variable), '.', ...places(context, links, variable)],
    parts: factors,
    announce: (part, i) =>
      i === 0
        ? say`The outer function ${part.body}, with respect to ${part.variable}.`
        : say`The inner function ${part.body}, with respect to ${part.variable}.`,
    names,
    together: factors.length >= MANY,
  };
}

/** `, dh/dx = dh/du · du/dx`; a part that is a function of the page goes by that function's name: `dh/dg · dg/dx`. */
function leibniz(context: Context, body: Expression, { names, cores }: Chain, variable: Variable): Explanation {
  const { owner } = context;
  if (cores.length > SAYABLE) return [];
  const own = cores.map(functionName);
  const whole = owner.body === body ? owner.name : own[0];
  if (whole === undefined) return [];
  const inner = names.map((name, i) => (isMade(name) ? (own[i + 1] ?? name.name) : name.name));
  const all = [whole, ...inner];
  const said = new Set(all).size === all.length && !all.includes(variable.name) ? inner : names.map(({ name }) => name);
  const quantities = [whole, ...said, variable.name];
  const ratio = (of: string, by: string): Slope => slope(of, by, owner.parameters > 1);
  const product = quantities.slice(1).flatMap((by, i) => [i === 0 ? ' = ' : ' · ', ratio(quantities[i] ?? '', by)]);
  return [', ', ratio(whole, variable.name), ...product, ...primes(context, body, cores, variable, whole)];
}

/** A name that Nabla made up, and not the name that a declared function gives to its place. */
const isMade = ({ name }: Variable): boolean => /^([uvw]|s\d+)$/.test(name);

type Named = Extract<Expression, { kind: 'call' | 'abstract' }>;

const isNamed = (node: Expression): node is Named =>
  (node.kind === 'abstract' || node.kind === 'call') && functionName(node) !== undefined;

function functionName(node: Expression): string | undefined {
  if (node.kind === 'abstract') return node.orders.every((order) => order === 0) ? node.name : undefined;
  return node.kind === 'call' && isPlain(node) ? node.callee.name : undefined;
}

const isPlain = ({ callee, orders }: Call): boolean => callee.name !== '' && orders.every((order) => order === 0);

/** `; with primes, y′(x) = g′(f(x))·f′(x)`: where every function has one argument. */
function primes(
  { graph, owner }: Context,
  body: Expression,
  cores: readonly Expression[],
  variable: Variable,
  whole: string,
): Explanation {
  if (owner.body !== body || owner.parameters !== 1) return [];
  const slopes: Expression[] = [];
  for (const core of cores) {
    if (!isNamed(core) || core.args.length !== 1) return [];
    slopes.push(sloped(graph, core, 0));
  }
  const formula = graph.multiply(...slopes);
  return [...say`; with primes, ${whole}′(${variable}) = `, { kind: 'primes', formula }];
}

function sloped(graph: Graph, node: Named, at: number): Expression {
  const orders = node.orders.map((order, i) => (i === at ? order + 1 : order));
  return node.kind === 'call'
    ? graph.call(node.callee, orders, node.args)
    : graph.abstract(node.name, node.parameters, orders, node.args);
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

/** Where the slopes of declared functions are taken, and why by that argument and by no other. */
function places(context: Context, { cores }: Chain, variable: Variable): Explanation {
  const { graph } = context;
  const named = cores.filter(isNamed);
  if (named.length < 2 || named.length > 4) return [];
  const taken = named.flatMap((node, i): Explanation => {
    const at = movingPlace(context, node, variable);
    return [i === 0 ? ' ' : i === named.length - 1 ? ' and ' : ', ', sloped(graph, node, at)];
  });
  const several = named.filter(
    (node) => node.args.length > 1 && node.args[movingPlace(context, node, variable)] !== variable,
  );
  return [
    ' Each slope is taken where its function stands:',
    ...taken,
    '.',
    ...several.flatMap((node) => why(context, node, variable)),
  ];
}

const movingPlace = ({ graph }: Context, node: Named, variable: Variable): number =>
  node.args.findIndex((arg) => depends(graph, arg, variable));

/** Why G(y, H(x, z)) is differentiated by its second argument. */
function why(context: Context, node: Named, variable: Variable): Explanation {
  const at = movingPlace(context, node, variable);
  const moving = node.args[at];
  const others = node.args.filter((_, i) => i !== at);
  if (!moving) return [];
  const name = functionName(node) ?? '';
  return [
    ...say` ${name} is differentiated by its ${ORDINALS[at] ?? 'own'} argument ${readBack(context, moving)}, where ${variable} lives, and not by `,
    ...listed(others),
    others.length === 1 ? ', which does not change' : ', which do not change',
    ...say` with ${variable}.`,
  ];
}
