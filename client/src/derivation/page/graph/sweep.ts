/**
 * Backpropagation step by step. In: a drawing. Out: its steps in order, first each value on the way there, then each gradient on
 * the way back, edge by edge, with a sentence for each.
 */
import type { ComputationGraph, Figure, Formula } from '../../../../../server/src/protocol';
import { bare, equation, figure, numeral } from '../formulas';
import type { Drawing, DrawnEdge, DrawnNode } from './fold';
import { definition, nameOf, product, quantityOf, type Sentence } from './words';

export interface SweepStep {
  readonly pass: 'forward' | 'backward';
  /** Whose values, or whose gradient, come in this step. */
  readonly nodes: readonly string[];
  /** What the gradient travels along. */
  readonly edge?: string;
  /** What the node has of its gradient after this step; missing where there is no number. */
  readonly gradient?: string;
  readonly sentence: Sentence;
}

/** What is to be seen after a number of steps. */
export interface Progress {
  readonly values: ReadonlySet<string>;
  /** The gradient so far. */
  readonly gradients: ReadonlyMap<string, string>;
  readonly edges: ReadonlySet<string>;
}

export const sweep = (drawing: Drawing, graph: ComputationGraph): readonly SweepStep[] => [
  ...forward(drawing),
  ...backward(drawing, graph),
];

export function progress(steps: readonly SweepStep[], taken: number): Progress {
  const done = steps.slice(0, taken);
  const back = done.filter(({ pass }) => pass === 'backward');
  return {
    values: new Set(done.flatMap(({ pass, nodes }) => (pass === 'forward' ? nodes : []))),
    gradients: new Map(back.flatMap(({ nodes, gradient = '' }) => nodes.map((id) => [id, gradient] as const))),
    edges: new Set(back.flatMap(({ edge }) => edge ?? [])),
  };
}

const SAID = 4;

/** What nothing leads to stands there at once; then each node in its turn. */
function forward({ nodes, into }: Drawing): readonly SweepStep[] {
  const given = nodes.filter(({ id }) => !into.has(id));
  const said = given.filter(({ kind }) => kind !== 'constant');
  const list = said
    .slice(0, SAID)
    .flatMap((node, i): Sentence => [...(i > 0 ? [', '] : []), withValue(nameOf(node), node)]);
  const more = said.length > SAID ? ` and ${said.length - SAID} more` : '';
  return [
    {
      pass: 'forward',
      nodes: given.map(({ id }) => id),
      sentence: list.length > 0 ? ['Forward: given ', ...list, more] : ['Forward: nothing but constants'],
    },
    ...nodes
      .filter(({ id }) => into.has(id))
      .map((node): SweepStep => {
        const sentence: Sentence = ['Forward: ', withValue(definition(node), node)];
        return { pass: 'forward', nodes: [node.id], sentence };
      }),
  ];
}

const withValue = (name: Formula, { value }: DrawnNode): Formula => (value ? equation(name, numeral(value)) : name);

/** What a node has received so far, and over how many of its edges. */
interface Received {
  readonly edges: number;
  readonly sum: number;
}

function backward(drawing: Drawing, graph: ComputationGraph): readonly SweepStep[] {
  const { nodes, into, outOf, node } = drawing;
  const output = nodes.findLast(({ kind }) => kind === 'output') ?? nodes.findLast(({ id }) => !outOf.has(id));
  if (!output) return [];
  const one = output.gradient ?? { text: '1' };
  const beginning: Sentence = ['Backward: it begins with ', equation(quantityOf(output, graph), numeral(one))];
  const steps: SweepStep[] = [{ pass: 'backward', nodes: [output.id], gradient: one.text, sentence: beginning }];
  const sofar = new Map<string, Received>();
  for (const { id } of nodes.toReversed()) {
    for (const edge of into.get(id) ?? []) {
      const receiver = node.get(edge.from);
      if (!receiver?.gradient && !receiver?.gradientFormula) continue;
      const before = sofar.get(receiver.id) ?? { edges: 0, sum: 0 };
      const after = { edges: before.edges + 1, sum: before.sum + part(drawing, edge) };
      sofar.set(receiver.id, after);
      // The last word is the server's: what is added up here is only on the way there.
      const isLast = after.edges === outOf.get(receiver.id)?.length;
      const shown = isLast ? receiver.gradient : Number.isFinite(after.sum) ? figure(after.sum) : undefined;
      steps.push({
        pass: 'backward',
        nodes: [receiver.id],
        edge: edge.key,
        ...(shown && { gradient: shown.text }),
        sentence: received(drawing, edge, receiver, before.edges === 0, shown),
      });
    }
  }
  return steps;
}

/** The number that comes back over an edge; NaN where there is none. */
const part = ({ node }: Drawing, { to, local }: DrawnEdge): number =>
  (node.get(to)?.gradient?.value ?? Number.NaN) * (local?.value?.value ?? Number.NaN);

/** `u gets 3 · 2050.31 ≈ 6150.94`; of arrays by which formula. */
function received(
  drawing: Drawing,
  edge: DrawnEdge,
  receiver: DrawnNode,
  isFirst: boolean,
  shown: Figure | undefined,
): Sentence {
  const name = nameOf(receiver);
  const factors = product(drawing, edge);
  const all: Sentence = shown ? [numeral(shown)] : [];
  if (factors) {
    const gets: Sentence = [
      name,
      ' gets ',
      equation(bare(factors), numeral(isFirst && shown ? shown : figure(part(drawing, edge)))),
    ];
    return isFirst ? gets : [...gets, ' more: together ', ...all];
  }
  const sender = drawing.node.get(edge.to);
  const by: Sentence = edge.local?.formula ? [' by ', edge.local.formula] : sender ? [' from ', nameOf(sender)] : [];
  return [name, isFirst ? ' gets its gradient' : ' gets more', ...by, ...(shown ? [': ', ...all] : [])];
}
