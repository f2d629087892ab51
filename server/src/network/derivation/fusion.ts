/**
 * What two rules give together: the softmax and the cross-entropy after it, the sigmoid and its. In: what a node received,
 * and from where. Out: further lines of the same adjoint, each simpler than the one before, with the reason why.
 */
import { say, slope } from '../../calculus/derivation/step';
import type { Expression, Variable } from '../../calculus/expression';
import type { Forms } from './forms';
import type { Assumption, Draft } from './line';
import type { Given, Unit } from './rule';
import { rowsOf } from './rules/losses';
import { type Compared, comparedBy } from './rules/meaning';

/** What a node gives to one in its body. */
export interface Contribution {
  readonly from: Unit;
  readonly adjoint: Expression;
  readonly given: Given;
}

/** Whether every row of an expression adds up to 1; undefined where it does not, or where it would be a mere guess. */
export type SumsToOne = (of: Expression) => Assumption | undefined;

interface Place {
  readonly forms: Forms;
  readonly of: Variable;
  readonly received: readonly Contribution[];
  /** All that has been received so far, by the node that received it. */
  readonly contributions: ReadonlyMap<Variable, readonly Contribution[]>;
  readonly sumsToOne: SumsToOne;
}

export function fusedLines(place: Place): readonly Draft[] {
  const [only, ...others] = place.received;
  if (!only || others.length > 0) return [];
  const { body } = only.from;
  if (only.given.rule === 'softmax') return afterSoftmax(place, only);
  if (
    only.given.rule === 'softmax and cross-entropy' &&
    comparedBy(only.from.graph, body, 'cross_entropy_logits', 'z')?.p === place.of
  )
    return afterLogits(place, only);
  const isSigmoid = body.kind === 'application' && body.row.name === 'sigmoid' && body.args[0] === place.of;
  return isSigmoid ? afterSigmoid(place, only) : [];
}

/** The one loss that a prediction goes to. */
function lossOf({ contributions, forms }: Place, p: Variable, name: string): (Compared & Contribution) | undefined {
  const [only, ...others] = contributions.get(p) ?? [];
  if (!only || others.length > 0) return undefined;
  const compared = comparedBy(forms.graph, only.from.body, name);
  return compared?.p === p ? { ...compared, ...only } : undefined;
}

function afterSoftmax(place: Place, { from }: Contribution): readonly Draft[] {
  const { forms, of } = place;
  const p = from.of;
  const found = lossOf(place, p, 'cross_entropy');
  const isLast =
    from.body.kind === 'operation' && [undefined, -1, p.shape.length - 1].includes(from.body.options.axis as number);
  if (!found || !isLast) return [];
  const { y, adjoint } = found;
  const total = forms.alongLast('sum', y);
  const fused: Draft = {
    of,
    rule: 'softmax and cross-entropy',
    formula: forms.over(forms.times(adjoint, forms.minus(forms.times(p, total), y)), rowsOf(forms, p)),
    explanation: say`With ${slope('loss', 'p', true)} put in, p times −y/p is −y: the quotient cancels against the Jacobian, which contains p as a factor. Inside the sum the same cancels to −sum(y), so that p·sum(y) − y is left. No division by a small p remains, which is why the two are computed together.`,
    where: new Map(),
    way: [],
  };
  return [fused, ...rowsSumToOne(place, p, y, adjoint, rowsOf(forms, p))];
}

function afterLogits(place: Place, { from, adjoint }: Contribution): readonly Draft[] {
  const { forms, of } = place;
  const compared = comparedBy(from.graph, from.body, 'cross_entropy_logits', 'z');
  if (!compared) return [];
  return rowsSumToOne(place, forms.operate('softmax', [of]), compared.y, adjoint, rowsOf(forms, of));
}

function rowsSumToOne(
  { forms, of, sumsToOne }: Place,
  p: Expression,
  y: Expression,
  adjoint: Expression,
  rows: Expression,
): readonly Draft[] {
  const assumption = sumsToOne(y);
  if (!assumption) return [];
  const how = assumption.isChecked
    ? 'this was checked on its value'
    : 'this is an assumption here, since it has no value';
  return [
    {
      of,
      rule: 'rows of the target sum to 1',
      formula: forms.over(forms.times(adjoint, forms.minus(p, y)), rows),
      explanation: say`${y.shape.length > 1 ? 'Each row of ' : ''}${y} is a distribution and sums to 1: ${how}. What is left is the prediction less the target.`,
      where: new Map(),
      way: [],
      assumption,
    },
  ];
}

function afterSigmoid(place: Place, { from }: Contribution): readonly Draft[] {
  const { forms, of } = place;
  const p = from.of;
  const found = lossOf(place, p, 'binary_cross_entropy');
  if (!found) return [];
  return [
    {
      of,
      rule: 'sigmoid and cross-entropy',
      formula: forms.over(forms.times(found.adjoint, forms.minus(p, found.y)), forms.entries(p.shape)),
      explanation: say`The slope p(1 − p) of the sigmoid cancels the denominators: (1 − y)p − y(1 − p) is p − y. No division by a small p or 1 − p remains.`,
      where: new Map(),
      way: [],
    },
  ];
}
