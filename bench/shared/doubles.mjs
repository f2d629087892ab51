// Plain double arithmetic over expressions, as a program would run it. In: expressions and numbers for their variables.
// Out: their values; the gradient by reverse accumulation over the expression as written, nothing simplified.
import { engine } from './engine.mjs';

const { light, parts, postorder } = engine;
const NAMED = { e: Math.E, π: Math.PI };

/** Values of all nodes; NaN where there is none. `known` is filled. */
export function fill(roots, known) {
  for (const node of postorder(roots))
    if (!known.has(node))
      known.set(
        node,
        value(
          node,
          parts(node).map((part) => known.get(part)),
        ),
      );
  return known;
}

function value(node, args) {
  switch (node.kind) {
    case 'constant':
      return Number(node.value.s * node.value.n) / Number(node.value.d);
    case 'named':
      return NAMED[node.name];
    case 'sum':
      return args.reduce((a, b) => a + b);
    case 'product':
      return args.reduce((a, b) => a * b);
    case 'negation':
      return -args[0];
    case 'quotient':
      return args[0] / args[1];
    case 'power':
      return args[0] ** args[1];
    case 'application':
      if (node.row.name === 'where') return args[0] ? args[1] : args[2];
      return node.row.value(...args);
    default:
      return Number.NaN;
  }
}

/** The adjoints of the variables, by one backward sweep over the numbers. */
export function reverse(graph, root, known, variables) {
  const adjoints = new Map([[root, 1]]);
  const give = (part, amount) => adjoints.set(part, (adjoints.get(part) ?? 0) + amount);
  for (const node of postorder([root]).reverse()) {
    const adjoint = adjoints.get(node) ?? 0;
    const args = parts(node);
    if (adjoint === 0) continue;
    for (const [i, slope] of slopes(graph, node, known).entries()) if (slope !== 0) give(args[i], adjoint * slope);
  }
  return variables.map((variable) => adjoints.get(variable) ?? 0);
}

/** The partial derivatives of one node by its parts. */
function slopes(graph, node, known) {
  const of = (part) => known.get(part);
  switch (node.kind) {
    case 'sum':
      return node.terms.map(() => 1);
    case 'negation':
      return [-1];
    case 'product':
      return node.factors.map((_, i) =>
        node.factors.reduce((product, factor, j) => (i === j ? product : product * of(factor)), 1),
      );
    case 'quotient':
      return [1 / of(node.denominator), -of(node) / of(node.denominator)];
    case 'power': {
      const [base, exponent] = [of(node.base), of(node.exponent)];
      return [exponent * base ** (exponent - 1), node.exponent.kind === 'constant' ? 0 : of(node) * Math.log(base)];
    }
    case 'application': {
      if (node.row.name === 'where') return [0, of(node.args[0]) ? 1 : 0, of(node.args[0]) ? 0 : 1];
      const formulas = node.row.derivative?.(light(graph), node.args, node) ?? [];
      fill(formulas, known);
      return formulas.map(of);
    }
    default:
      return [];
  }
}
