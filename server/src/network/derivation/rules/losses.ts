/** Losses: each compares a prediction p with a target y. Kinsley and Kukieła (2020), ch. 9; Goodfellow et al. (2016), 6.2. */
import { type Explanation, say } from '../../../calculus/derivation/step';
import { type Expression, postorder } from '../../../calculus/expression';
import { row } from '../../../calculus/functions/table';
import type { Forms } from '../forms';
import type { Rule } from '../rule';
import type { NetworkRuleName } from '../rule-names';
import { type Compared, comparedBy } from './meaning';

/** Over how many rows a cross-entropy is the mean. */
export const rowsOf = (forms: Forms, p: Expression): Expression => forms.entries(p.shape.slice(0, -1));

const single = ({ p, y }: Compared): boolean => !postorder([y]).includes(p);

interface Loss {
  readonly rule: NetworkRuleName;
  readonly name: string;
  readonly predicted?: string;
  readonly number?: string;
  /** Slope by p, times the adjoint of the loss. */
  byPrediction(forms: Forms, compared: Compared, adjoint: Expression): Expression;
  byTarget?(forms: Forms, compared: Compared, adjoint: Expression): Expression;
  explain(compared: Compared): Explanation;
}

const LOSSES: readonly Loss[] = [
  {
    rule: 'cross-entropy',
    name: 'cross_entropy',
    byPrediction: (forms, { p, y }, adjoint) =>
      forms.over(forms.times(-1, adjoint, forms.over(y, p)), rowsOf(forms, p)),
    byTarget: (forms, { p }, adjoint) =>
      forms.over(forms.times(-1, adjoint, forms.graph.apply(row('log'), p)), rowsOf(forms, p)),
    explain: ({ p, y }) =>
      say`The slope of log(${p}) is 1/${p}: −${y}·log(${p}) has the slope −${y}/${p}${p.shape.length > 1 ? ', and the mean divides by the number of rows' : ''}.`,
  },
  {
    rule: 'softmax and cross-entropy',
    name: 'cross_entropy_logits',
    predicted: 'z',
    byPrediction: (forms, { p: z, y }, adjoint) =>
      forms.over(
        forms.times(adjoint, forms.minus(forms.times(forms.operate('softmax', [z]), forms.alongLast('sum', y)), y)),
        rowsOf(forms, z),
      ),
    byTarget: (forms, { p: z }, adjoint) =>
      forms.over(forms.times(-1, adjoint, forms.operate('log_softmax', [z])), rowsOf(forms, z)),
    explain: ({ p: z, y }) =>
      say`log_softmax(${z}) is ${z} less its logsumexp, whose slope is softmax(${z}): −${y}·log_softmax(${z}), added up, has the slope softmax(${z})·sum(${y}) − ${y}.`,
  },
  {
    rule: 'binary cross-entropy',
    name: 'binary_cross_entropy',
    byPrediction: (forms, { p, y }, adjoint) => {
      const slope = forms.minus(forms.over(forms.minus(one(forms), y), forms.minus(one(forms), p)), forms.over(y, p));
      return forms.over(forms.times(adjoint, slope), forms.entries(p.shape));
    },
    explain: ({ p, y }) =>
      say`The slope of log(${p}) is 1/${p}, that of log(1 − ${p}) is −1/(1 − ${p}); the first is weighted with ${y}, the second with 1 − ${y}, and the mean divides by the number of entries.`,
  },
  {
    rule: 'mean squared error',
    name: 'mse',
    byPrediction: (forms, { p, y }, adjoint) =>
      forms.over(forms.times(2, adjoint, forms.minus(p, y)), forms.entries(p.shape)),
    byTarget: (forms, { p, y }, adjoint) =>
      forms.over(forms.times(2, adjoint, forms.minus(y, p)), forms.entries(p.shape)),
    explain: ({ p, y }) =>
      say`The square of ${p} − ${y} has the slope 2(${p} − ${y}), and the mean divides by the number of entries.`,
  },
  {
    rule: 'mean absolute error',
    name: 'mae',
    byPrediction: (forms, { p, y }, adjoint) =>
      forms.over(forms.times(adjoint, forms.graph.apply(row('sign'), forms.minus(p, y))), forms.entries(p.shape)),
    explain: ({ p, y }) =>
      say`The slope of |${p} − ${y}| is the sign of ${p} − ${y}, and the mean divides by the number of entries.`,
  },
  {
    rule: 'Huber loss',
    name: 'huber',
    number: 'delta',
    byPrediction: (forms, { p, y, number = one(forms) }, adjoint) => {
      const { graph } = forms;
      const difference = forms.minus(p, y);
      const slope = graph.apply(
        row('where'),
        graph.apply(row('<='), graph.apply(row('abs'), difference), number),
        difference,
        forms.times(number, graph.apply(row('sign'), difference)),
      );
      return forms.over(forms.times(adjoint, slope), forms.entries(p.shape));
    },
    explain: ({ p, y }) =>
      say`Where |${p} − ${y}| is at most delta the slope of its square over 2 is ${p} − ${y}, elsewhere it is delta or −delta.`,
  },
  {
    rule: 'hinge loss',
    name: 'hinge',
    byPrediction: (forms, { p, y }, adjoint) => {
      const violated = forms.graph.apply(row('>'), forms.minus(one(forms), forms.times(y, p)), 0);
      return forms.over(forms.times(-1, adjoint, y, violated), forms.entries(p.shape));
    },
    explain: ({ p, y }) =>
      say`Where the margin 1 − ${y}·${p} is above 0 its slope is −${y}; elsewhere the loss is flat.`,
  },
];

const one = (forms: Forms): Expression => forms.graph.constant(1);

const ruleFor =
  ({ rule, name, predicted, number, byPrediction, byTarget, explain }: Loss): Rule =>
  ({ body, graph, forms }) => {
    const compared = comparedBy(graph, body, name, predicted, number);
    if (!compared || !single(compared)) return undefined;
    return (to, adjoint) => {
      const by = to === compared.p ? byPrediction : to === compared.y ? byTarget : undefined;
      return (
        by && { rule, formula: forms.shaped(by(forms, compared, adjoint), to.shape), explanation: explain(compared) }
      );
    };
  };

export const losses: readonly Rule[] = LOSSES.map(ruleFor);
