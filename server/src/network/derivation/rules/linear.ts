/** What is linear: layers x@W + b, matrix products, sums of nodes. Kinsley and Kukieła (2020), ch. 9. */
import { say } from '../../../calculus/derivation/step';
import { type Expression, isConstant, postorder, type Variable } from '../../../calculus/expression';
import { unbroadcast } from '../../../calculus/operations/adjoints';
import { sameShape } from '../../../calculus/shapes';
import { type Forms, isScalar } from '../forms';
import type { Give, Given, Rule, Unit } from '../rule';
import type { NetworkRuleName } from '../rule-names';

/** A term of a sum without its numbers; `scale` puts them back on. */
interface Core {
  readonly core: Expression;
  scale(formula: Expression): Expression;
}

const holds = (expression: Expression, variable: Variable): boolean => postorder([expression]).includes(variable);

/** The one array of a term, or the term itself. */
function coreOf(forms: Forms, term: Expression): Core {
  if (term.kind === 'negation') {
    const inner = coreOf(forms, term.operand);
    return { core: inner.core, scale: (formula) => forms.negative(inner.scale(formula)) };
  }
  if (term.kind === 'quotient' && isScalar(term.denominator)) {
    const inner = coreOf(forms, term.numerator);
    return { core: inner.core, scale: (formula) => forms.over(inner.scale(formula), term.denominator) };
  }
  if (term.kind === 'product') {
    const arrays = term.factors.filter((factor) => !isConstant(factor));
    const numbers = term.factors.filter((factor) => isConstant(factor));
    const [only] = arrays;
    if (only && arrays.length === 1 && numbers.length > 0) {
      const inner = coreOf(forms, only);
      return { core: inner.core, scale: (formula) => forms.times(...numbers, inner.scale(formula)) };
    }
  }
  return { core: term, scale: (formula) => formula };
}

const termsOf = (body: Expression): readonly Expression[] => (body.kind === 'sum' ? body.terms : [body]);

const productOf = (core: Expression): readonly [Expression, Expression] | undefined => {
  if (core.kind !== 'operation' || (core.row.name !== '@' && core.row.name !== 'dot')) return undefined;
  const [left, right] = core.args;
  return left && right ? [left, right] : undefined;
};

/** The variable, or that of which it is the transpose. */
const atom = (forms: Forms, side: Expression): Variable | undefined => {
  const inner = forms.transposed(side);
  return side.kind === 'variable' ? side : inner.kind === 'variable' ? inner : undefined;
};

/** Sums of nodes, of products of matrices, of either times numbers. */
export const linear: Rule = (unit) => {
  const { body, forms } = unit;
  const cores = termsOf(body).map((term) => coreOf(forms, term));
  const hasProduct = cores.some(({ core }) => productOf(core));
  return (to, adjoint) => {
    const own = cores.filter(({ core }) => holds(core, to));
    const isKnown = own.every(({ core }) => {
      const sides = productOf(core) ?? [core];
      return sides.every((side) => !holds(side, to) || atom(forms, side) === to);
    });
    return isKnown ? contribution(unit, cores, own, hasProduct, to, adjoint) : undefined;
  };
};

function contribution(
  unit: Unit,
  cores: readonly Core[],
  own: readonly Core[],
  hasProduct: boolean,
  to: Variable,
  adjoint: Expression,
): Given | undefined {
  const { forms, body } = unit;
  if (own.length === 0) return undefined;
  const found: Expression[] = [];
  let isStretched = false;
  for (const { core, scale } of own) {
    const product = productOf(core);
    if (product) {
      const full = unbroadcast(unit.graph, adjoint, core.shape);
      found.push(...sides(forms, product, to, full).map(scale));
      continue;
    }
    const shape = core.kind === 'variable' ? to.shape : core.shape;
    const back = unbroadcast(unit.graph, forms.shaped(adjoint, body.shape), shape);
    isStretched ||= !sameShape(shape, body.shape);
    found.push(scale(core.kind === 'variable' ? back : forms.transposed(back)));
  }
  const formula = forms.plus(...found);
  const only = own.length === 1 ? own[0] : undefined;
  const rule = ruleOf(cores, hasProduct, only, isStretched);
  return { rule, formula: forms.shaped(formula, to.shape), explanation: words(unit, rule, only?.core, to) };
}

function ruleOf(
  cores: readonly Core[],
  hasProduct: boolean,
  only: Core | undefined,
  isStretched: boolean,
): NetworkRuleName {
  if (isStretched) return 'broadcasting: sum over the batch';
  const isLayer = hasProduct && cores.length > 1;
  if (only && !productOf(only.core) && !isLayer) return cores.length === 1 ? 'identity' : 'sum rule';
  if (isLayer) return 'dense layer';
  return hasProduct ? 'matrix product' : 'sum rule';
}

function words({ body, of }: Unit, rule: NetworkRuleName, core: Expression | undefined, to: Variable) {
  const product = core && productOf(core);
  if (product) {
    const [left, right] = product;
    const isLeft = holds(left, to);
    const isTurned = (isLeft ? left : right) !== to;
    if (left.shape.length === 1 && right.shape.length === 2 && !isLeft) {
      const [from, into] = isTurned ? ['j', 'i'] : ['i', 'j'];
      return say`${of} = ${body}: the entry in row i and column j of ${to} multiplies ${left}[${from}] and lands in ${of}[${into}], so its slope is the product of the two: the outer product.`;
    }
    if (isTurned) {
      const [other, side] = isLeft ? [right, 'left'] : [left, 'right'];
      return say`${of} = ${body}: ${to} stands transposed, so the adjoint is transposed too, times the other factor ${other} from the ${side}.`;
    }
    const side = isLeft
      ? say`the other factor ${right}, transposed, from the right`
      : say`the other factor ${left}, transposed, from the left`;
    return [...say`${of} = ${body}: the adjoint times `, ...side, '.'];
  }
  switch (rule) {
    case 'broadcasting: sum over the batch':
      return say`${to} was stretched to the shape of ${of} and stands in each of its rows: what comes from all of them is added.`;
    case 'identity':
      return say`${of} is ${body}: the adjoint passes unchanged.`;
    case 'dense layer':
      return say`${to} is added: each of its entries moves one entry of ${of} by as much.`;
    default:
      return say`${of} = ${body}: a term of a sum moves it by as much as itself, so it receives the whole adjoint.`;
  }
}

/** What the two sides of a product pass on, where they are the variable or its transpose. */
function sides(
  forms: Forms,
  [left, right]: readonly [Expression, Expression],
  to: Variable,
  adjoint: Expression,
): readonly Expression[] {
  const found: Expression[] = [];
  const simple = isSimple(left, right);
  const give = (side: Expression, straight: () => Expression, turned: () => Expression): void => {
    if (side === to) found.push(straight());
    else if (atom(forms, side) === to) found.push(turned());
  };
  if (!simple) {
    // Batches of matrices against one matrix: as the operation itself says it.
    const node = forms.operate('@', [left, right]);
    const pulled = node.kind === 'operation' ? (node.row.pullback?.(forms.graph, node, adjoint) ?? []) : [];
    [left, right].forEach((side, i) => {
      const part = pulled[i];
      if (part)
        give(
          side,
          () => part,
          () => forms.transposed(part),
        );
    });
    return found;
  }
  const [a, b] = [left.shape.length, right.shape.length];
  const { product, outer, times, transposed } = forms;
  const leftward = (): Expression =>
    b === 1 ? (a === 1 ? times(adjoint, right) : outer(adjoint, right)) : product(adjoint, transposed(right));
  const rightward = (): Expression =>
    a === 1 ? (b === 1 ? times(adjoint, left) : outer(left, adjoint)) : product(transposed(left), adjoint);
  // The transpose of a product is the product of the transposes, the other way round.
  give(left, leftward, () => (b === 1 ? outer(right, adjoint) : product(right, transposed(adjoint))));
  give(right, rightward, () => (a === 1 ? outer(adjoint, left) : product(transposed(adjoint), left)));
  return found;
}

/** Vectors and matrices, or batches of matrices that go one to one. */
function isSimple(left: Expression, right: Expression): boolean {
  const [a, b] = [left.shape.length, right.shape.length];
  if (a <= 2 && b <= 2) return true;
  return a === b && sameShape(left.shape.slice(0, -2), right.shape.slice(0, -2));
}

/** A product of which the variable is one factor. */
export const elementwiseProduct: Rule = ({ body, forms, graph, of }) => {
  if (body.kind !== 'product') return undefined;
  const { factors } = body;
  const give: Give = (to, adjoint) => {
    const at = factors.indexOf(to);
    const others = factors.filter((_, i) => i !== at);
    if (at < 0 || others.some((factor) => holds(factor, to))) return undefined;
    const product = forms.shaped(forms.times(adjoint, ...others), body.shape);
    return {
      rule: 'product rule',
      formula: forms.shaped(unbroadcast(graph, product, to.shape), to.shape),
      explanation: say`${of} = ${body}: a factor is multiplied by the others, so the adjoint is too.`,
    };
  };
  return give;
};
