/**
 * Biases that a normalisation takes away again: in `x − mean(x)` what is constant along the axes of the mean cancels, so
 * that the gradient of a bias before batch normalisation is zero whatever the values. In: a network. Out: those
 * parameters, and the node that takes them away. Each is a proof: the bias is added to x, and reaches the loss through
 * nothing else.
 */
import { type Expression, parts, postorder, type Variable } from '../calculus/expression';
import { axisAt } from '../calculus/shapes';
import type { Network } from './network';

export function cancelledBiases(network: Network): ReadonlyMap<Variable, string> {
  const found = new Map<Variable, string>();
  const trained = new Set<Expression>(network.parameters.map(({ variable }) => variable));
  const bodies = new Map<Expression, Expression>();
  for (const { variable, body } of network.nodes) if (body) bodies.set(variable, body);
  for (const { name, body } of network.nodes) {
    for (const { whole, x, axes } of body ? centred(body) : []) {
      for (const { bias, beside } of addedTo(x, axes, trained, bodies)) {
        const isElsewhere =
          beside.some((one) => reaches(one, bias, bodies)) || reaches(network.loss.variable, bias, bodies, whole);
        if (!isElsewhere) found.set(bias, name);
      }
    }
  }
  return found;
}

interface Centred {
  readonly whole: Expression;
  readonly x: Expression;
  /** Those of the mean. */
  readonly axes: readonly number[];
}

/** The differences `x − mean(x)` in an expression. */
function centred(root: Expression): readonly Centred[] {
  return postorder([root]).flatMap((whole): Centred[] => {
    const [x, minus] = whole.kind === 'sum' && whole.terms.length === 2 ? whole.terms : [];
    const axes = x && minus?.kind === 'negation' ? averaged(minus.operand, x) : undefined;
    return x && axes ? [{ whole, x, axes }] : [];
  });
}

/** The axes along which `expression` is the mean of x; undefined where it is not. */
function averaged(expression: Expression, x: Expression): readonly number[] | undefined {
  const axes: number[] = [];
  let now = expression;
  while (now !== x) {
    const [inner] = now.kind === 'operation' && now.row.name === 'mean' ? now.args : [];
    if (!inner || now.kind !== 'operation') return undefined;
    const { axis } = now.options;
    const at = typeof axis === 'number' ? axisAt(axis, inner.shape.length) : undefined;
    if (axis !== undefined && at === undefined) return undefined;
    axes.push(...(at === undefined ? inner.shape.map((_, i) => i) : [at]));
    now = inner;
  }
  return axes.length > 0 ? axes : undefined;
}

/** Of sums inside one another that are looked through. */
const MOST_TERMS = 500;

interface Added {
  readonly bias: Variable;
  /** What x is made of besides: the bias may stand in none of it. */
  readonly beside: readonly Expression[];
}

/** The parameters that are added to x, also in the nodes that it is made of, and that are constant along the axes. */
function addedTo(
  x: Expression,
  axes: readonly number[],
  trained: ReadonlySet<Expression>,
  bodies: ReadonlyMap<Expression, Expression>,
): readonly Added[] {
  const found: Added[] = [];
  const rank = x.shape.length;
  const waiting: { readonly of: Expression; readonly beside: readonly Expression[] }[] = [{ of: x, beside: [] }];
  for (let looked = 0; looked < MOST_TERMS; looked++) {
    const next = waiting.pop();
    if (!next) break;
    const { of, beside } = next;
    const body = bodies.get(of);
    if (body) waiting.push({ of: body, beside });
    else if (of.kind === 'variable' && trained.has(of)) {
      if (axes.every((axis) => (of.shape[axis - rank + of.shape.length] ?? 1) === 1)) found.push({ bias: of, beside });
    } else if (of.kind === 'sum') {
      for (const term of of.terms)
        waiting.push({ of: term, beside: [...beside, ...of.terms.filter((other) => other !== term)] });
    } else if (of.kind === 'operation' && of.row.name === 'conv2d') {
      const [image, kernel, bias] = of.args;
      // A number for each channel.
      if (image && kernel && bias?.kind === 'variable' && trained.has(bias) && !axes.includes(rank - 3))
        found.push({ bias, beside: [...beside, image, kernel] });
    }
  }
  return found;
}

/** Whether an expression depends on a variable, through the bodies of nodes but not through `except`. */
function reaches(
  root: Expression,
  wanted: Variable,
  bodies: ReadonlyMap<Expression, Expression>,
  except?: Expression,
): boolean {
  const seen = new Set<Expression>();
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node === wanted) return true;
    if (node === except || seen.has(node)) continue;
    seen.add(node);
    const body = bodies.get(node);
    waiting.push(...(body ? [body] : parts(node)));
  }
  return false;
}
