/**
 * Layer and batch normalisation: n = γ ⊙ x̂ + β with x̂ = (x − mean)/σ. Mean and σ depend on x too; Ioffe and Szegedy
 * (2015), section 3, with their sums put together.
 */
import { say } from '../../../calculus/derivation/step';
import { type Expression, isConstant, postorder, type Variable } from '../../../calculus/expression';
import { unbroadcast } from '../../../calculus/operations/adjoints';
import type { Give, Rule, Unit } from '../rule';

interface Normalised {
  readonly gamma: Expression;
  readonly beta: Expression;
  /** x̂ as written, and its parts. */
  readonly standard: Expression;
  readonly sigma: Expression;
  readonly x: Variable;
  mean(of: Expression): Expression;
  readonly kind: 'layer' | 'batch';
}

/** γ * (x − mean(x))/√(mean(…²) + eps) + β. */
function normalised({ body, graph }: Unit): Normalised | undefined {
  const [product, beta] = body.kind === 'sum' && body.terms.length === 2 ? body.terms : [];
  const [gamma, standard] = product?.kind === 'product' && product.factors.length === 2 ? product.factors : [];
  if (!beta || !gamma || standard?.kind !== 'quotient') return undefined;
  const { numerator, denominator } = standard;
  const [x, minus] = numerator.kind === 'sum' && numerator.terms.length === 2 ? numerator.terms : [];
  if (x?.kind !== 'variable' || minus?.kind !== 'negation') return undefined;
  const axes = axesOf(minus.operand, x);
  if (!axes || denominator.kind !== 'application' || denominator.row.name !== 'sqrt') return undefined;
  const mean = (of: Expression): Expression =>
    axes.reduce((value, operation) => graph.operate(operation.row, [value], operation.options), of);
  const [spread, eps] = denominator.args[0]?.kind === 'sum' ? denominator.args[0].terms : [];
  if (!eps || !isConstant(eps) || spread !== mean(graph.power(numerator, 2))) return undefined;
  const isLast = axes.length === 1 && (x.shape.length === 1 || axes[0]?.options.axis === -1);
  return { gamma, beta, standard, sigma: denominator, x, mean, kind: isLast ? 'layer' : 'batch' };
}

/** The means that were taken, the inner one first. */
function axesOf(mean: Expression, x: Variable) {
  const found: Extract<Expression, { kind: 'operation' }>[] = [];
  let now = mean;
  while (now !== x) {
    if (now.kind !== 'operation' || now.row.name !== 'mean' || !now.args[0]) return undefined;
    found.unshift(now);
    now = now.args[0];
  }
  return found.length > 0 ? found : undefined;
}

export const normalisation: Rule = (unit) => {
  const parts = normalised(unit);
  if (!parts) return undefined;
  const { graph, forms, of } = unit;
  const { gamma, beta, standard, sigma, x, mean, kind } = parts;
  const rule = kind === 'layer' ? 'layer normalisation' : 'batch normalisation';
  const [s, hat] = [unit.fresh('sigma', sigma), unit.fresh('xhat', standard)];
  const standardised = standard.kind === 'quotient' ? graph.divide(standard.numerator, s) : standard;
  const where = new Map<Variable, Expression>([
    [s, sigma],
    [hat, standardised],
  ]);
  const give: Give = (to, adjoint) => {
    if (postorder([beta]).includes(to)) {
      const sum = unbroadcast(graph, adjoint, beta.shape);
      return {
        rule: 'broadcasting: sum over the batch',
        formula: back(forms, beta, to, sum),
        explanation: say`${to} is added to every row: what comes from all of them is added.`,
      };
    }
    if (postorder([gamma]).includes(to)) {
      const sum = unbroadcast(graph, forms.times(adjoint, hat), gamma.shape);
      return {
        rule,
        formula: back(forms, gamma, to, sum),
        explanation: say`${to} multiplies the standardised ${x}: the adjoint times ${hat}, added up over the rows that share an entry of ${to}.`,
        where,
      };
    }
    if (to !== x) return undefined;
    const g = unit.fresh('g', of);
    const formula = forms.over(forms.minus(forms.minus(g, mean(g)), forms.times(hat, mean(forms.times(g, hat)))), s);
    return {
      rule,
      formula,
      explanation: say`${x} acts in three ways: directly, through the mean, which takes the mean of ${g} away, and through ${s}, which takes away what points along ${hat}.`,
      where: new Map([[g, forms.times(adjoint, gamma)], ...where]),
    };
  };
  return give;
};

/** From the shape in which it stands to its own: images have reshaped scales. */
const back = (forms: Unit['forms'], stands: Expression, to: Variable, formula: Expression): Expression =>
  stands === to ? formula : forms.operate('reshape', [formula], { shape: to.shape });
