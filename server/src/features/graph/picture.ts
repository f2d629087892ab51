/**
 * A graph as it is sent. In: a wiring, its numbers, and what the page has named. Out: nodes, edges and paths with every formula
 * spelled.
 */
import { type Expression, isConstant, type Variable } from '../../calculus/expression';
import { isLeaf } from '../../calculus/folding';
import type { Names } from '../../notation/print';
import type { ComputationGraph, Formula, GraphEdge, GraphLayer, GraphNode } from '../../protocol';
import type { Sources } from './source';
import { spellingOf } from './spelling';
import { type Figures, idsOf, onPath, pathsOf, type Wiring } from './wiring';

export interface Drawn {
  readonly wiring: Wiring;
  readonly head: Pick<ComputationGraph, 'version' | 'function' | 'variable' | 'quantity'>;
  /** What stands in the last node. */
  readonly output: Formula;
  readonly names: Names;
  readonly several: boolean;
  readonly figures?: Figures;
  readonly gradients?: ReadonlyMap<Variable, Expression>;
  readonly sources: Sources;
  readonly layerOf?: (of: Variable) => string | undefined;
  readonly layers?: readonly GraphLayer[];
  /** Of elementals that are layers: the call. */
  readonly calls?: ReadonlyMap<Variable, Formula>;
  /** Not taken apart but at names. */
  readonly isCoarse: boolean;
}

/** Larger graphs are shown up to what has a name, and then no further than this from the output. */
export const MOST_NODES = 500;
const LONGEST_GRADIENT = 40;
const LONGEST_PRODUCT = 100;

export function picture(drawn: Drawn): ComputationGraph {
  const { wiring, figures, gradients, sources, layerOf, layers = [], head } = drawn;
  const { graph, elementals, edges, output } = wiring;
  const spelling = spellingOf(wiring, drawn.names, drawn.several);
  const ids = idsOf(wiring);
  const id = (of: Variable): string => ids.get(of) ?? '';
  const way = onPath(wiring);
  const common = (of: Variable, written: Expression): Omit<GraphNode, 'kind' | 'label'> => {
    const gradient = gradients?.get(of);
    const gradientFormula = gradient && spelling.say(gradient, LONGEST_GRADIENT);
    const value = figures?.value(of);
    const source = sources.get(isLeaf(written) ? of : written) ?? sources.get(of);
    const layer = layerOf?.(of);
    return {
      id: id(of),
      ...(value && { value }),
      ...(gradientFormula && { gradientFormula }),
      ...(of.shape.length > 0 && { shape: of.shape }),
      ...(layer !== undefined && { layer }),
      ...(source && { source }),
      onPath: way.has(of),
    };
  };
  const gradientOf = (of: Variable): Pick<GraphNode, 'gradient'> => {
    const gradient = figures?.gradient(of);
    return gradient ? { gradient } : {};
  };
  const nodes: readonly GraphNode[] = [
    ...wiring.sources.map(({ variable, kind }) => ({
      ...common(variable, variable),
      kind,
      label: spelling.label(variable),
      ...(kind !== 'constant' && gradientOf(variable)),
    })),
    ...elementals.map((one) => {
      const { variable, body, written } = one;
      const isWhole = variable === output;
      const formula = drawn.calls?.get(variable) ?? spelling.say(body);
      return {
        ...common(variable, written),
        kind: isWhole ? ('output' as const) : spelling.isNamed(variable) ? ('named' as const) : ('operation' as const),
        label: isWhole ? drawn.output : spelling.label(variable),
        ...(formula && { formula }),
        ...gradientOf(variable),
      };
    }),
  ];
  const drawnEdges = edges.map((edge): GraphEdge => {
    const { from, to, local, leads } = edge;
    const formula = local && spelling.say(local);
    const value = figures?.local(edge);
    return {
      from: id(from),
      to: id(to),
      ...((formula || value) && { local: { ...(formula && { formula }), ...(value && { value }) } }),
      onPath: leads && way.has(from) && way.has(to),
    };
  });
  const paths = (figures?.product ? pathsOf(wiring) : []).map((path) => {
    const locals = path.toReversed().flatMap(({ local }) => (local && !isConstant(local, 1) ? [local] : []));
    const product = spelling.say(graph.multiply(...locals), LONGEST_PRODUCT);
    const value = figures?.product?.(path);
    return (
      product && {
        nodes: [...path.slice(0, 1).map(({ from }) => id(from)), ...path.map(({ to }) => id(to))],
        product,
        ...(value && { value }),
      }
    );
  });
  const left = Math.max(0, nodes.length - MOST_NODES);
  const kept = nodes.slice(left);
  const near = new Set(kept.map((node) => node.id));
  const all = [
    ...(left > 0 ? [`The ${MOST_NODES} nodes nearest to the output are shown, ${left} are left out`] : []),
    ...(drawn.isCoarse ? [`It has more than ${MOST_NODES} operations: what has no name is not shown by itself`] : []),
    ...(figures?.notes ?? []),
  ].map(sentence);
  return {
    kind: 'graph',
    ...head,
    nodes: kept,
    edges: drawnEdges.filter(({ from, to }) => near.has(from) && near.has(to)),
    layers,
    ...(left === 0 && paths.length > 0 && paths.every((path) => path !== undefined) && { paths }),
    ...(all.length > 0 && { note: all.join(' ') }),
  };
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
