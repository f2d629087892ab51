/**
 * What leads through the edges of a graph. In: elementals. Out: for each input of each the local derivative in normal form; of
 * arrays what comes back through it of δ, the adjoint of what it leads to, by the rules of the network's derivation.
 */
import { gradient } from '../../calculus/differentiate';
import type { Elemental } from '../../calculus/elementals';
import { type Expression, type Graph, isConstant, substitute, type Variable } from '../../calculus/expression';
import { formsOf } from '../../network/derivation/forms';
import { giving } from '../../network/derivation/rules';
import { namesOf } from '../../network/names';
import type { Names } from '../../notation/print';
import { freshNames } from '../../notation/spelled';
import type { Edge } from './wiring';

export function edgesOf(graph: Graph, elementals: readonly Elemental[], names: Names): readonly Edge[] {
  const delta = names.has('δ') ? freshNames(names, 'δ')() : 'δ';
  const last = elementals.at(-1)?.variable;
  return elementals.flatMap((elemental) => {
    const { variable: to, inputs } = elemental;
    const isWhole = to === last && isNumber(to);
    const adjoint = isWhole ? graph.constant(1) : graph.variable(delta, 'introduced', to.shape);
    const locals = localsOf(graph, elemental, adjoint);
    return inputs.map((from, i): Edge => {
      const local = locals[i];
      return { from, to, leads: local !== undefined && !isConstant(local, 0), ...(local && { local }) };
    });
  });
}

type Locals = readonly (Expression | undefined)[];

/** One for each input. An edit elsewhere does not change them: memoised. */
function localsOf(graph: Graph, elemental: Elemental, adjoint: Expression): Locals {
  const { variable, body, inputs } = elemental;
  const memo = graph.memo<Locals>(`local derivatives ${variable.id} ${adjoint.id}`);
  const known = memo.get(body);
  if (known) return known;
  const numbers = isNumber(variable) ? inputs.filter(isNumber) : [];
  const slopes = slopesOfSum(graph, body, numbers) ?? gradient(graph, { name: '', parameters: numbers, body });
  const arrays = numbers.length < inputs.length ? passing(graph, elemental, adjoint) : undefined;
  const locals = inputs.map((from) => (numbers.includes(from) ? slopes[numbers.indexOf(from)] : arrays?.(from)));
  memo.set(body, locals);
  return locals;
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

/** What an operation on arrays passes on of its adjoint, as the network's derivation says it. */
function passing(
  graph: Graph,
  { variable: of, body }: Elemental,
  adjoint: Expression,
): (to: Variable) => Expression | undefined {
  const own = namesOf(graph, new Map([[of, { written: body, stable: body, across: new Set<Variable>() }]]));
  // ReLU's slope stays a condition on what it is taken of.
  const names = new Map([...own].filter(([node]) => node.kind !== 'application' || node.row.truth !== true));
  const fresh = (name: string, { shape }: Expression): Variable => graph.variable(name, 'introduced', shape);
  const give = giving({ graph, forms: formsOf(graph), of, body, names, fresh });
  return (to) => {
    const given = give(to, adjoint);
    // Names that the rule has made are read, the last one first: it speaks of those before it.
    return [...(given?.where ?? [])].reduceRight(
      (form, [name, meaning]) => form && substitute(graph, form, new Map([[name, meaning]])),
      given?.formula,
    );
  };
}
