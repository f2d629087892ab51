/** Every other body: by the pullbacks of the operations in it, put together and simplified. */

import { type Explanation, say } from '../../../calculus/derivation/step';
import { pullBackTo } from '../../../calculus/differentiate';
import { type Expression, isConstant, type Operation, parts, type Variable } from '../../../calculus/expression';
import { normalise } from '../../../calculus/normal';
import { named } from '../../names';
import type { Give, Rule, Unit } from '../rule';
import type { NetworkRuleName } from '../rule-names';

interface Said {
  readonly rule: NetworkRuleName;
  explain(unit: Unit, to: Variable): Explanation;
}

/** What an operation of its own is called, and why it passes on what it does. */
const SAID: Readonly<Record<string, Said>> = {
  conv2d: {
    rule: 'convolution',
    explain: ({ body }, to) => {
      const at = body.kind === 'operation' ? body.args.indexOf(to) : 0;
      if (at === 0)
        return say`Each entry of ${to} lies under the kernel at several places: from each comes the adjoint there times the weight that lay on it.`;
      if (at === 1)
        return say`Each weight of ${to} slides over the image: at each place it multiplies an entry, which the adjoint there multiplies in turn; all are added.`;
      return say`${to} is added to every entry of its channel: what comes from all of them is added.`;
    },
  },
  max_pool2d: {
    rule: 'max pooling',
    explain: ({ of }, to) =>
      say`Of each window of ${to} only the largest entry reached ${of}: the adjoint goes there, and 0 elsewhere.`,
  },
  avg_pool2d: {
    rule: 'average pooling',
    explain: ({ of }, to) =>
      say`Each entry of ${of} is the mean of a window of ${to}: its adjoint is shared out in equal parts.`,
  },
  reshape: {
    rule: 'another shape',
    explain: ({ of }, to) =>
      say`${of} has the entries of ${to} in another shape: their adjoints are put back to where they came from.`,
  },
  gather: {
    rule: 'embedding',
    explain: ({ of }, to) =>
      say`A row of ${of} is the row of ${to} that its id names: its adjoint goes back to that row, and ids that stand twice add up.`,
  },
  sum: {
    rule: 'sum',
    explain: (_unit, to) =>
      say`Every entry of ${to} was added with the factor 1: each receives the adjoint of the sum it went into.`,
  },
  mean: {
    rule: 'mean',
    explain: (_unit, to) =>
      say`Every entry of ${to} has an equal share in the mean, and receives that share of its adjoint.`,
  },
  max: {
    rule: 'maximum',
    explain: (_unit, to) =>
      say`Only the largest entry of ${to} moves the maximum: the adjoint goes to the first that reaches it.`,
  },
  min: {
    rule: 'maximum',
    explain: (_unit, to) =>
      say`Only the smallest entry of ${to} moves the minimum: the adjoint goes to the first that reaches it.`,
  },
  transpose: {
    rule: 'transpose',
    explain: ({ of }, to) =>
      say`${of} has the entries of ${to} with its axes exchanged: the adjoint is exchanged back.`,
  },
  index: {
    rule: 'parts of an array',
    explain: ({ of }, to) => say`${of} is a part of ${to}: the adjoint goes to that part, the rest receives 0.`,
  },
  concat: {
    rule: 'parts of an array',
    explain: ({ of }, to) => say`${to} is a part of ${of}, and receives that part of its adjoint.`,
  },
  stack: {
    rule: 'parts of an array',
    explain: ({ of }, to) => say`${to} is a part of ${of}, and receives that part of its adjoint.`,
  },
};

/** An operation of nodes, as its own row says it. */
export const operationOfNodes: Rule = (unit) => {
  const { body, graph, forms } = unit;
  const said = body.kind === 'operation' ? SAID[body.row.name] : undefined;
  if (body.kind !== 'operation' || !said || !body.args.every(isLeaf)) return undefined;
  const give: Give = (to, adjoint) => {
    const pulled = pull(unit, to, adjoint);
    if (!pulled) return undefined;
    return {
      rule: said.rule,
      formula: forms.shaped(tidied(unit, body, pulled), to.shape),
      explanation: said.explain({ ...unit, graph }, to),
    };
  };
  return give;
};

const isLeaf = (one: Expression): boolean => one.kind === 'variable' || isConstant(one) || one.kind === 'array';

/** Convolutions and selections print best as they are; sums of a number's copies in normal form. */
const tidied = ({ graph }: Unit, { row }: Operation, formula: Expression): Expression =>
  row.name === 'mean' ? normalise(graph, formula) : formula;

export const anything: Rule = (unit) => {
  const { graph, forms, body, of, names } = unit;
  const give: Give = (to, adjoint) => {
    const pulled = pull(unit, to, adjoint);
    if (!pulled) return undefined;
    const formula = normalise(graph, named(graph, pulled, names));
    if (isConstant(formula, 0)) return undefined;
    const name = body.kind === 'operation' ? SAID[body.row.name]?.rule : undefined;
    return {
      rule: name ?? 'chain rule',
      formula: forms.shaped(formula, to.shape),
      explanation:
        parts(body).length > 0
          ? say`${of} = ${body}: its slope by ${to}, times the adjoint of ${of}.`
          : say`${of} is ${to}: the adjoint passes unchanged.`,
    };
  };
  return give;
};

function pull({ graph, body }: Unit, to: Variable, adjoint: Expression): Expression | undefined {
  const [pulled] = pullBackTo(graph, body, adjoint, [to]);
  return pulled && !isConstant(pulled, 0) ? pulled : undefined;
}
