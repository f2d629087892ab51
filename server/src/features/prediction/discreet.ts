/**
 * A verdict that does not tell the answer. In: the verdict on a claim that asks for something hidden. Out: the same verdict;
 * where the claim is refuted, without the value of a side that is a number, and without formulas in what went wrong.
 */
import type { Expression, Graph } from '../../calculus/expression';
import { postorder, variables } from '../../calculus/expression';
import type { Recognised } from '../../calculus/mistakes/recognise';
import { normalise } from '../../calculus/normal';
import type { ClaimVerdict, LinkVerdict } from '../../program/answers';

export const discreet = (graph: Graph, verdict: ClaimVerdict): ClaimVerdict => ({
  ...verdict,
  links: verdict.links.map((link) => (link.verdict === 'refuted' ? quiet(graph, link) : link)),
});

const UNSAID = '?';

function quiet(graph: Graph, { mistake, counterexample, ...verdict }: LinkVerdict): LinkVerdict {
  const { left, right } = verdict.link;
  const said = mistake && withoutFormulas(mistake);
  return {
    ...verdict,
    ...(!counterexample && { explanation: 'the two sides differ wherever both have a value' }),
    ...(counterexample && {
      counterexample: {
        ...counterexample,
        ...(isNumber(graph, left) && { leftText: UNSAID }),
        ...(isNumber(graph, right) && { rightText: UNSAID }),
      },
    }),
    ...(said && { mistake: said }),
  };
}

/** A remark such as "3 times the left side" is only its formula, and gives it away. */
function withoutFormulas(mistake: Recognised): Recognised | undefined {
  if (mistake.says.every((part) => typeof part === 'string')) return mistake;
  return mistake.plainly === '' ? undefined : { ...mistake, says: [mistake.plainly] };
}

/** Its value at one point is its value everywhere, and the reader has not written it out. */
function isNumber(graph: Graph, side: Expression): boolean {
  if (isWrittenOut(side)) return false;
  const form = side.shape.length > 0 && side.kind !== 'array' ? normalise(graph, side) : side;
  return form.kind === 'array'
    ? form.items.some((item) => isNumber(graph, item))
    : variables(normalise(graph, form)).every(({ scope }) => scope === 'page');
}

/** A number, or an array of such, with their signs. */
export const isWrittenOut = (expression: Expression): boolean =>
  postorder([expression]).every(({ kind }) => kind === 'constant' || kind === 'negation' || kind === 'array');
