/**
 * Derivatives by reverse accumulation over the expression's graph (Griewank and Walther, Evaluating Derivatives,
 * 2nd ed. 2008, ch. 3): one backward sweep gives the partials by all variables at a small multiple of the function's
 * own operations. Steps have slope 0; kinks have the textbook's convention (see the rows of the function table).
 *
 * In: a function, or an expression and a variable. Out: derivatives in normal form, shared parts kept shared.
 */
import { arrayOf, entriesOf } from './entries';
import {
  type Callee,
  type Expression,
  type Graph,
  isConstant,
  parts,
  postorder,
  rebuild,
  transform,
  type Variable,
} from './expression';
import { inline } from './inline';
import { arrayDerivative } from './jacobian';
import { choose, FEW, keepShared } from './normal/choose';
import { type Light, light } from './normal/light';
import { operations } from './normal/size';
import { broadcastTo, unbroadcast } from './operations/adjoints';
import { operation } from './operations/table';

/** ∂body/∂parameter for each parameter of the function, in normal form. Memoised. */
export function gradient(graph: Graph, callee: Callee): readonly Expression[] {
  return gradientOf(graph, callee.body, callee.parameters);
}

/** The derivative of any order: [1, 0, 2] is once by the first parameter and twice by the third; [0, …] the body itself. */
export function partial(graph: Graph, callee: Callee, orders: readonly number[]): Expression {
  let result = callee.body;
  orders.forEach((order, i) => {
    for (let time = 0; time < order; time++) result = gradientOf(graph, result, callee.parameters)[i] ?? result;
  });
  return result;
}

/** ∂body/∂variable in normal form. */
export function differentiate(graph: Graph, body: Expression, variable: Variable): Expression {
  return partial(graph, { name: '', parameters: [variable], body }, [1]);
}

/** A function's value and its partials as they are computed together: what both need is one node. */
export interface Computed {
  readonly value: Expression;
  readonly partials: readonly Expression[];
}

/**
 * Value and gradient as they cost least: mostly as they are shown; where those formulas repeat much to read well, with
 * all shared parts kept. At most three times the function's own operations where its form allows it.
 */
export function valueAndGradient(graph: Graph, { body, parameters }: Callee): Computed {
  const shown = computed(graph, body, parameters);
  const written = inline(graph, body, (callee, orders) => partial(graph, callee, orders));
  if (price(shown) <= FEW * operations(written) || written.kind === 'array') return shown;
  const [value = written] = keepShared(graph, [written]);
  const adjoints = sweep(graph, numbersApart(graph, value), parameters);
  return [keepShared(graph, adjoints), adjoints].reduce<Computed>((best, partials) => {
    const kept = { value, partials };
    return price(kept) < price(best) ? kept : best;
  }, shown);
}

const price = ({ value, partials }: Computed): number => operations(value, ...partials);

const gradientOf = (graph: Graph, body: Expression, wrt: readonly Variable[]): readonly Expression[] =>
  computed(graph, body, wrt).partials;

function computed(graph: Graph, body: Expression, wrt: readonly Variable[]): Computed {
  const memo = graph.memo<Computed>(`gradient ${wrt.map((variable) => variable.id).join(',')}`);
  const known = memo.get(body);
  if (known) return known;
  const inlined = inline(graph, body, (callee, orders) => partial(graph, callee, orders));
  const result = cheapest(graph, inlined, wrt);
  memo.set(body, result);
  for (const form of result.partials) graph.memo<Expression>('normal').set(form, form);
  return result;
}

/** By a sweep over the normal form; where that costs too much, because merging undid what is shared, over the function as it is. */
function cheapest(graph: Graph, written: Expression, wrt: readonly Variable[]): Computed {
  const [whole = written] = choose(graph, [written]);
  if (whole.kind === 'array') {
    const rows = whole.items.map((item) => gradientOf(graph, item, wrt));
    return { value: whole, partials: wrt.map((_, i) => graph.array(rows.map((row) => row[i] ?? graph.constant(0)))) };
  }
  if (whole.shape.length > 0) {
    const partials = wrt.map((variable) => ofArray(graph, whole, variable));
    return { value: whole, partials: choose(graph, partials, [whole], [written]) };
  }
  const of = (value: Expression): Computed => ({
    value,
    partials: choose(graph, sweep(graph, numbersApart(graph, value), wrt), [value], [written]),
  });
  const first = of(whole);
  const own = operations(written);
  if (own < WORTH_ANOTHER || price(first) <= FEW * own) return first;
  const [kept = written] = keepShared(graph, [written]);
  const second = of(kept);
  return price(second) < price(first) ? second : first;
}

/** The derivative of an array; where operations have no tangent, of its entries; where these cannot be told, it stays to be taken. */
function ofArray(graph: Graph, whole: Expression, variable: Variable): Expression {
  const found = arrayDerivative(graph, whole, variable);
  if (found) return found;
  const entries = entriesOf(graph, whole);
  if (!entries) return graph.derivative(whole, variable);
  const slopes = Array.from(entries.data, (entry) => differentiate(graph, entry, variable));
  return arrayOf(graph, { shape: entries.shape, data: slopes });
}

/** Functions with fewer operations are swept once. */
const WORTH_ANOTHER = 12;

/**
 * What the adjoint of an expression contributes to those of the variables: the vector-Jacobian product, not in normal
 * form. Undefined for a variable to which nothing comes.
 */
export function pullBackTo(
  graph: Graph,
  body: Expression,
  adjoint: Expression,
  wrt: readonly Variable[],
): readonly (Expression | undefined)[] {
  const inlined = inline(graph, body, (callee, orders) => partial(graph, callee, orders));
  return contributionsOf(graph, inlined, adjoint, wrt);
}

/** The adjoints of the variables: one backward sweep from the root. */
function sweep(graph: Graph, root: Expression, wrt: readonly Variable[]): Expression[] {
  const found = contributionsOf(graph, root, graph.constant(1), wrt);
  return wrt.map((variable, i) => broadcastTo(light(graph), found[i] ?? graph.constant(0), variable.shape));
}

/** One backward sweep from the root, whose adjoint is given. */
function contributionsOf(
  graph: Graph,
  root: Expression,
  adjoint: Expression,
  wrt: readonly Variable[],
): (Expression | undefined)[] {
  const make = light(graph);
  const active = dependents(root, wrt);
  const contributions = new Map<Expression, Expression[]>([[root, [adjoint]]]);
  const give = (part: Expression, full: Expression): void => {
    if (!active.has(part) || isConstant(full, 0)) return;
    const contribution = full.shape.length > 0 ? unbroadcast(make, full, part.shape) : full;
    const known = contributions.get(part);
    if (known) known.push(contribution);
    else contributions.set(part, [contribution]);
  };
  for (const node of postorder([root]).reverse()) {
    const received = contributions.get(node);
    if (!received || node.depth === 0) continue;
    pullBack(make, node, make.add(...received), give, wrt);
  }
  return wrt.map((variable) => {
    const received = contributions.get(variable);
    return received && broadcastTo(make, make.add(...received), variable.shape);
  });
}

/** −r·u as −1 times r·u, so that it shares its adjoint with r·u where both stand in the function. */
const numbersApart = (graph: Graph, root: Expression): Expression =>
  transform(root, (node, parts) => {
    const [number, ...others] = node.kind === 'product' && parts.length > 2 ? parts : [];
    if (number?.kind !== 'constant') return rebuild(graph, node, parts);
    return graph.multiply(number, graph.multiply(...others));
  });

/** The nodes that depend on one of the variables. */
function dependents(root: Expression, wrt: readonly Variable[]): ReadonlySet<Expression> {
  const active = new Set<Expression>(wrt);
  for (const node of postorder([root])) {
    if (parts(node).some((part) => active.has(part))) active.add(node);
  }
  return active;
}

type Give = (part: Expression, contribution: Expression) => void;

/** The vector-Jacobian product of one node: what its adjoint contributes to those of its parts. */
function pullBack(make: Light, node: Expression, adjoint: Expression, give: Give, wrt: readonly Variable[]): void {
  switch (node.kind) {
    case 'sum':
      for (const term of node.terms) give(term, adjoint);
      return;
    case 'product':
      pullBackProduct(make, node.factors, adjoint, give);
      return;
    case 'negation':
      give(node.operand, make.negate(adjoint));
      return;
    case 'quotient':
      give(node.numerator, make.divide(adjoint, node.denominator));
      give(node.denominator, make.negate(make.divide(make.multiply(adjoint, node), node.denominator)));
      return;
    case 'power': {
      const { base, exponent } = node;
      give(base, make.multiply(adjoint, exponent, make.power(base, make.subtract(exponent, 1))));
      if (exponent.kind !== 'constant') give(exponent, make.multiply(adjoint, node, make.logarithm(base)));
      return;
    }
    case 'application': {
      if (node.row.name === 'where' && node.shape.length > 0) {
        const [condition, holds, otherwise] = node.args;
        if (!condition || !holds || !otherwise) return;
        give(holds, make.piecewise(condition, adjoint, make.constant(0)));
        give(otherwise, make.piecewise(condition, make.constant(0), adjoint));
        return;
      }
      if (node.row.name === 'where') {
        pullBackPiecewise(make, node.args, adjoint, give, wrt);
        return;
      }
      const slopes = node.row.derivative?.(make, node.args, node) ?? [];
      node.args.forEach((arg, i) => {
        const slope = slopes[i];
        if (slope) give(arg, make.multiply(adjoint, slope));
      });
      return;
    }
    case 'operation': {
      const contributions = node.row.pullback?.(make, node, broadcastTo(make, adjoint, node.shape)) ?? [];
      node.args.forEach((arg, i) => {
        const contribution = contributions[i];
        if (contribution) give(arg, contribution);
      });
      return;
    }
    case 'array':
      pullBackItems(make, node.items, adjoint, give);
      return;
    case 'abstract':
      node.args.forEach((arg, i) => {
        const orders = node.orders.map((order, j) => (i === j ? order + 1 : order));
        give(arg, make.multiply(adjoint, make.abstract(node.name, node.parameters, orders, node.args)));
      });
      return;
    default:
      // Leaves have no parts; calls and derivatives are resolved before a sweep; arrays are differentiated by entry.
      return;
  }
}

/** Each item of what is written out receives its entry, or its row. */
function pullBackItems(make: Light, items: readonly Expression[], adjoint: Expression, give: Give): void {
  items.forEach((item, i) => {
    give(item, make.operate(operation('index'), [adjoint], { at: [i] }));
  });
}

/**
 * Each factor receives the product of the others: running products from both ends. Those from the left are the function's
 * own, those from the right begin with the adjoint, so that n factors cost 2n multiplications more.
 */
function pullBackProduct(make: Light, factors: readonly Expression[], adjoint: Expression, give: Give): void {
  const after = [adjoint];
  for (const factor of factors.slice(1).reverse()) after.push(make.multiply(factor, after.at(-1) ?? adjoint));
  let before: Expression | undefined;
  for (const factor of factors) {
    const rest = after.pop() ?? adjoint;
    give(factor, before ? make.multiply(before, rest) : rest);
    before = before ? make.multiply(before, factor) : factor;
  }
}

/**
 * where(c, a, b) has the slope where(c, ∂a, ∂b): the branch that is not taken is not differentiated either,
 * so it may be undefined there.
 */
function pullBackPiecewise(
  make: Light,
  args: readonly Expression[],
  adjoint: Expression,
  give: Give,
  wrt: readonly Variable[],
): void {
  const [condition, holds, otherwise] = args;
  if (!condition || !holds || !otherwise) return;
  const slopes = [holds, otherwise].map((branch) => sweep(make.graph, branch, wrt)) as [Expression[], Expression[]];
  wrt.forEach((variable, i) => {
    const [a, b] = [slopes[0][i], slopes[1][i]];
    if (a && b && !(isConstant(a, 0) && isConstant(b, 0)))
      give(variable, make.multiply(adjoint, make.piecewise(condition, a, b)));
  });
}
