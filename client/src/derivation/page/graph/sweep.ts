/**
 * Backpropagation step by step. In: a drawing. Out: its steps in order, first each value on the way there, then each gradient on
 * the way back, edge by edge, with a sentence for each.
 */
import type { ComputationGraph, Formula } from '../../../../../server/src/protocol';
import type { Drawing, DrawnEdge } from './fold';
import { equation, figure, nameOf, numeral, product, quantityOf, type Sentence } from './words';

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
  const there = done.filter(({ pass }) => pass === 'forward');
  const back = done.filter(({ pass }) => pass === 'backward');
  return {
    values: new Set(there.flatMap(({ nodes }) => nodes)),
    gradients: new Map(back.flatMap(({ nodes, gradient = '' }) => nodes.map((id) => [id, gradient] as const))),
    edges: new Set(back.flatMap(({ edge }) => edge ?? [])),
  };
}

/** What nothing leads to stands there at once; then each node in its turn. */
function forward({ nodes, into }: Drawing): readonly SweepStep[] {
  const given = nodes.filter(({ id }) => !into.has(id));
  const inputs = given.filter(({ kind }) => kind === 'input' || kind === 'weight');
  const said = (inputs.length > 0 ? inputs : given).slice(0, SAID);
  const start: Sentence = [
    'Forward. Given: ',
    ...said.flatMap((node, i) => [...(i > 0 ? [', '] : []), withValue(nameOf(node), node)]),
  ];
  const more = inputs.length - said.length;
  const first: SweepStep = {
    pass: 'forward',
    nodes: given.map(({ id }) => id),
    sentence: [...start, more > 0 ? ` and ${more} more.` : '.'],
  };
  const rest = nodes.filter(({ id }) => into.has(id));
  return [
    first,
    ...rest.map((node): SweepStep => {
      const name = nameOf(node);
      const said = node.formula && node.formula.unicode !== name.unicode ? equation(name, node.formula) : name;
      return { pass: 'forward', nodes: [node.id], sentence: ['Forward: ', withValue(said, node), '.'] };
    }),
  ];
}
const SAID = 4;

const withValue = (name: Formula, { value }: { readonly value?: Parameters<typeof numeral>[0] }): Formula =>
  value ? equation(name, numeral(value)) : name;

function backward(drawing: Drawing, graph: ComputationGraph): readonly SweepStep[] {
  const { nodes, into, outOf, node } = drawing;
  const output = nodes.findLast(({ kind, id }) => kind === 'output' || !outOf.has(id));
  if (!output) return [];
  const seed: SweepStep = {
    pass: 'backward',
    nodes: [output.id],
    ...(output.gradient && { gradient: output.gradient.text }),
    sentence: [
      'Backward: ',
      equation(quantityOf(output, graph), numeral(output.gradient ?? { text: '1' })),
      ', to begin with.',
    ],
  };
  const sofar = new Map<string, { readonly edges: number; readonly sum: number }>();
  const steps: SweepStep[] = [seed];
  for (const { id } of nodes.toReversed()) {
    for (const edge of into.get(id) ?? []) {
      const receiver = node.get(edge.from);
      if (!receiver?.gradient && !receiver?.gradientFormula) continue;
      const before = sofar.get(edge.from) ?? { edges: 0, sum: 0 };
      const after = { edges: before.edges + 1, sum: before.sum + part(drawing, edge) };
      sofar.set(edge.from, after);
      const isLast = after.edges === outOf.get(edge.from)?.length;
      // The last word is the server's: what is added up here is only on the way there.
      const shown = isLast ? receiver.gradient : Number.isFinite(after.sum) ? figure(after.sum) : undefined;
      const isFirst = before.edges === 0;
      steps.push({
        pass: 'backward',
        nodes: [edge.from],
        edge: edge.key,
        ...(shown && { gradient: shown.text }),
        sentence: received(drawing, edge, isFirst, shown),
      });
    }
  }
  return steps;
}

/** The number that comes back over an edge; NaN where there is none. */
const part = ({ node }: Drawing, { to, local }: DrawnEdge): number =>
  (node.get(to)?.gradient?.value ?? Number.NaN) * (local?.value?.value ?? Number.NaN);

/** `u gets 3 · 2050.31 = 6150.94`; of arrays by which formula. */
function received(
  drawing: Drawing,
  edge: DrawnEdge,
  isFirst: boolean,
  shown: { readonly text: string } | undefined,
): Sentence {
  const from = drawing.node.get(edge.from);
  const to = drawing.node.get(edge.to);
  if (!from || !to) return [];
  const name = nameOf(from);
  const factors = product(drawing, edge);
  const own = part(drawing, edge);
  if (factors && isFirst) return [name, ' gets ', shown ? equation(factors, numeral(shown)) : factors, '.'];
  if (factors && Number.isFinite(own)) {
    return [
      name,
      ' gets ',
      equation(factors, numeral(figure(own))),
      ' more',
      ...(shown ? [': together ', numeral(shown)] : []),
      '.',
    ];
  }
  const by: Sentence = edge.local ? [' by ', edge.local.formula] : [' through ', nameOf(to)];
  return [name, isFirst ? ' gets its gradient' : ' gets more', ...by, ...(shown ? [': ', numeral(shown)] : []), '.'];
}
