/**
 * What leads through the edges of a graph. In: elementals. Out: for each input of each the local derivative in normal form; of
 * arrays what comes back through it of δ, the adjoint of what it leads to, by the rules of the network's derivation.
 */
import { gradient } from '../../calculus/differentiate';
import type { Elemental } from '../../calculus/elementals';
import { type Expression, type Graph, isConstant, substitute, type Variable } from '../../calculus/expression';
import { formsOf } from '../../network/derivation/forms';
import type { Give } from '../../network/derivation/rule';
import { giving } from '../../network/derivation/rules';
import { namesOf } from '../../network/names';
import type { Names } from '../../notation/print';
import { freshNames } from '../../notation/spelled';
import type { Edge } from './wiring';

export function edgesOf(graph: Graph, elementals: readonly Elemental[], names: Names): readonly Edge[] {
  const passing = passingOf(graph, elementals, names);
  return elementals.flatMap((one) => {
    const { variable: to, body, inputs } = one;
    const numbers = isNumber(to) ? inputs.filter(isNumber) : [];
    const slopes = slopesOfSum(graph, body, numbers) ?? gradient(graph, { name: '', parameters: numbers, body });
    return inputs.map((from): Edge => {
      const at = numbers.indexOf(from);
      const local = at < 0 ? passing(one)(from) : slopes[at];
      return { from, to, leads: local !== undefined && !isConstant(local, 0), ...(local && { local }) };
    });
  });
}

/** Of a plain sum 1 and −1, at once: sums can be long. */
function slopesOfSum(graph: Graph, body: Expression, inputs: readonly Variable[]): readonly Expression[] | undefined {
  if (body.kind !== 'sum') return undefined;
  const signs = new Map<Expression, number>();
  for (const term of body.terms) {
    const [part, sign] = term.kind === 'negation' ? [term.operand, -1] : [term, 1];
    if (part.kind !== 'variable' && part.kind !== 'constant') return undefined;
    signs.set(part, (signs.get(part) ?? 0) + sign);
  }
  return inputs.map((input) => graph.constant(signs.get(input) ?? 0));
}

const isNumber = ({ shape }: Expression): boolean => shape.length === 0;

type Passing = (elemental: Elemental) => (to: Variable) => Expression | undefined;

function passingOf(graph: Graph, elementals: readonly Elemental[], taken: Names): Passing {
  const last = elementals.at(-1)?.variable;
  const forms = formsOf(graph);
  const delta = taken.has('δ') ? freshNames(taken, 'δ')() : 'δ';
  const bodies = elementals.map(
    ({ variable, body }) => [variable, { written: body, stable: body, across: NONE }] as const,
  );
  // ReLU's slope stays a condition on what it is taken of.
  const names = new Map(
    [...namesOf(graph, new Map(bodies))].filter(([node]) => node.kind !== 'application' || node.row.truth !== true),
  );
  return ({ variable: of, body }) => {
    const fresh = (name: string, { shape }: Expression): Variable => graph.variable(name, 'introduced', shape);
    const give: Give = giving({ graph, forms, of, body, names, fresh });
    const adjoint = of === last && isNumber(of) ? graph.constant(1) : graph.variable(delta, 'introduced', of.shape);
    return (to) => {
      const given = give(to, adjoint);
      // Later names speak of earlier ones.
      return (
        given &&
        [...(given.where ?? [])].reduceRight(
          (form, [name, meaning]) => substitute(graph, form, new Map([[name, meaning]])),
          given.formula,
        )
      );
    };
  };
}

const NONE: ReadonlySet<Variable> = new Set();
