/**
 * The numbers of a graph of numbers, each known to the digits that are shown. In: a wiring and a place. Out: the value of every node,
 * each local derivative, and what comes back to every node by reverse accumulation over the edges.
 */
import type { Place } from '../../calculus/derivation';
import { kinks } from '../../calculus/domain';
import { evaluateAll, type Outcome } from '../../calculus/evaluate';
import { type Expression, parts, postorder, substitute, type Variable } from '../../calculus/expression';
import { light } from '../../calculus/normal/light';
import type { Figure } from '../../protocol';
import { figure } from '../text';
import { branchesIn, type Figures, type Wiring } from './wiring';

export const NO_VALUE: Figure = { text: 'no value' };

export function numbersAt(wiring: Wiring, { point, closed }: Place): Figures {
  const { graph, sources, elementals, edges, output } = wiring;
  const make = light(graph);
  const placed = (list: readonly Expression[], values: ReadonlyMap<Expression, Expression>): readonly Expression[] =>
    list.length === 0 ? [] : parts(substitute(graph, closed(graph.array(list)), values));

  // The values: everything in the numbers of the point.
  const variables = [...sources, ...elementals].map(({ variable }) => variable);
  const written = [...sources.map(({ variable }) => variable), ...elementals.map((one) => one.written)];
  const numbers = placed(written, point);
  const inNumbers = new Map<Expression, Expression>(variables.map((one, i) => [one, numbers[i] ?? one]));
  const values = byKey(variables, evaluateAll(graph, numbers, new Map()));

  const known = edges.filter(({ local }) => local !== undefined);
  const slopes = placed(
    known.map(({ local }) => local ?? output),
    inNumbers,
  );
  const slopeOf = new Map(known.map((edge, i) => [edge, slopes[i] ?? output]));
  const locals = byKey(known, evaluateAll(graph, slopes, new Map()));

  // Reverse accumulation. Nothing comes back through a branch that is not taken, also where that has no slope.
  const shut = new Set(branchesIn(wiring).filter((edge) => numberOf(locals.get(edge)) === 0));
  const received = new Map<Variable, Expression[]>([[output, [graph.constant(1)]]]);
  const adjoints = new Map<Variable, Expression>();
  const adjointOf = (of: Variable): Expression => {
    const adjoint = adjoints.get(of) ?? make.add(...(received.get(of) ?? []));
    adjoints.set(of, adjoint);
    return adjoint;
  };
  for (const edge of edges.toReversed()) {
    const { from, to, leads } = edge;
    const slope = slopeOf.get(edge);
    if (!slope || !leads || shut.has(edge) || !received.has(to)) continue;
    const given = make.multiply(adjointOf(to), slope);
    const before = received.get(from);
    if (before) before.push(given);
    else received.set(from, [given]);
  }
  const gradients = byKey(variables, evaluateAll(graph, variables.map(adjointOf), new Map()));

  const whole = values.get(output);
  const reached = elementals.filter(({ variable }) => received.has(variable));
  const places = reached.flatMap(({ body }) => (mayHaveKinks(body) ? kinks(graph, body) : []));
  const holding = evaluateAll(
    graph,
    placed(
      places.map(({ at }) => at),
      inNumbers,
    ),
    new Map(),
  );
  const missing = whole?.ok ? sources.map(({ variable }) => gradients.get(variable)) : [whole];
  return {
    value: (of) => shown(values.get(of)),
    gradient: (of) => shown(whole?.ok ? gradients.get(of) : whole),
    local: (edge) => shown(values.get(edge.to)?.ok ? locals.get(edge) : undefined),
    product(path) {
      if (path.some((edge) => shut.has(edge))) return shown(whole?.ok ? NOTHING : whole);
      const [outcome] = evaluateAll(graph, [make.multiply(...path.map((edge) => slopeOf.get(edge) ?? 0))], new Map());
      return shown(whole?.ok ? outcome : whole);
    },
    notes: [
      ...new Set([
        ...missing.flatMap((outcome) => (outcome && !outcome.ok ? [`There is no value here: ${outcome.reason}`] : [])),
        ...places.filter((_, i) => numberOf(holding[i]) === 1).map(({ note }) => note),
      ]),
    ],
  };
}

/** Calls are looked into. */
const mayHaveKinks = (body: Expression): boolean =>
  postorder([body]).some(
    (node) => node.kind === 'call' || (node.kind === 'application' && node.row.kinks !== undefined),
  );

const NOTHING: Outcome = { ok: true, value: 0, error: 0, notes: [] };

const numberOf = (outcome: Outcome | undefined): number | undefined => (outcome?.ok ? outcome.value : undefined);

const shown = (outcome: Outcome | undefined): Figure =>
  outcome?.ok ? { text: figure(outcome.value), value: outcome.value } : NO_VALUE;

const byKey = <Key>(keys: readonly Key[], outcomes: readonly Outcome[]): ReadonlyMap<Key, Outcome> =>
  new Map(keys.flatMap((key, i) => (outcomes[i] ? [[key, outcomes[i]] as const] : [])));
