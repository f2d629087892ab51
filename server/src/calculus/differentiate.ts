/**
 * Derivatives by reverse accumulation over the expression's graph (Griewank and Walther, Evaluating Derivatives,
 * 2nd ed. 2008, ch. 3): one backward sweep gives the partials by all variables at a small multiple of the function's
 * own operations. Steps have slope 0; kinks have the textbook's convention (see the rows of the function table).
 *
 * In: a function, or an expression and a variable. Out: derivatives in normal form, shared parts kept shared.
 */
import { type Callee, type Expression, type Graph, isConstant, parts, postorder, type Variable } from './expression';
import { inline } from './inline';
import { choose } from './normal/choose';
import { type Light, light } from './normal/light';

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

function gradientOf(graph: Graph, body: Expression, wrt: readonly Variable[]): readonly Expression[] {
  const memo = graph.memo<readonly Expression[]>(`gradient ${wrt.map((variable) => variable.id).join(',')}`);
  const known = memo.get(body);
  if (known) return known;
  const inlined = inline(graph, body, (callee, orders) => partial(graph, callee, orders));
  const [whole = inlined] = choose(graph, [inlined]);
  const result =
    whole.kind === 'array'
      ? wrt.map((_, i) => graph.array(whole.items.map((item) => gradientOf(graph, item, wrt)[i] ?? graph.constant(0))))
      : choose(graph, sweep(graph, whole, wrt), [whole], [inlined]);
  memo.set(body, result);
  for (const form of result) graph.memo<Expression>('normal').set(form, form);
  return result;
}

/** The adjoints of the variables: one backward sweep from the root. */
function sweep(graph: Graph, root: Expression, wrt: readonly Variable[]): Expression[] {
  const make = light(graph);
  const active = dependents(root, wrt);
  const contributions = new Map<Expression, Expression[]>([[root, [graph.constant(1)]]]);
  const give = (part: Expression, contribution: Expression): void => {
    if (!active.has(part) || isConstant(contribution, 0)) return;
    const known = contributions.get(part);
    if (known) known.push(contribution);
    else contributions.set(part, [contribution]);
  };
  for (const node of postorder([root]).reverse()) {
    const received = contributions.get(node);
    if (!received || node.depth === 0) continue;
    const adjoint = make.add(...received);
    pullBack(make, node, adjoint, give, wrt);
  }
  return wrt.map((variable) => make.add(...(contributions.get(variable) ?? [])));
}

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

/** Each factor receives the product of the others: running products from both ends, 3n multiplications in all. */
function pullBackProduct(make: Light, factors: readonly Expression[], adjoint: Expression, give: Give): void {
  const after: Expression[] = [];
  for (let i = factors.length - 1; i > 0; i--) {
    const [factor, last] = [factors[i], after.at(-1)];
    if (factor) after.push(last ? make.multiply(factor, last) : factor);
  }
  let before = adjoint;
  factors.forEach((factor, i) => {
    const rest = after[factors.length - 2 - i];
    give(factor, rest ? make.multiply(before, rest) : before);
    before = make.multiply(before, factor);
  });
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
