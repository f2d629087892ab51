/** What is lit and what is said. In: what the reader points at, and the step that they are at. Out: a trace, and a sentence for below it. */
import type { ComputationGraph } from '../../../../../server/src/protocol';
import type { Item } from './draw';
import type { Drawing } from './fold';
import type { SweepStep } from './sweep';
import { mainPath, type Trace, through, throughEdge } from './trace';
import { chain, ofEdge, ofNode, type Sentence } from './words';

interface Seen {
  readonly trace: Trace;
  readonly sentence: Sentence;
}

/** What is pointed at before the step that the reader is at, and that before the whole. `step`: none before the first. */
export function seen(
  graph: ComputationGraph,
  drawing: Drawing,
  pointed: Pick<Item, 'kind' | 'id'> | undefined,
  stepping: { readonly step: SweepStep | undefined } | undefined,
): Seen {
  const node = pointed?.kind === 'node' ? drawing.node.get(pointed.id) : undefined;
  if (node) return { trace: through(drawing, node.id), sentence: ofNode(drawing, node, graph) };
  const edge = pointed?.kind === 'edge' ? drawing.edge.get(pointed.id) : undefined;
  if (edge) return { trace: throughEdge(drawing, edge), sentence: ofEdge(drawing, edge) };
  if (!stepping) return { trace: mainPath(drawing), sentence: chain(graph) };
  const { step } = stepping;
  const along = step?.edge === undefined ? undefined : drawing.edge.get(step.edge);
  return {
    trace: {
      nodes: new Set([...(step?.nodes ?? []), ...(along ? [along.to] : [])]),
      edges: new Set(along ? [along.key] : []),
    },
    sentence: step?.sentence ?? ['Before anything is computed'],
  };
}
