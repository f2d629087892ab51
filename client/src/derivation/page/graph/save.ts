/** The graph as a file. In: the graph, and its drawing as it stands in the panel. Out: the text or the base64 of a file with all of it. */
import type { ComputationGraph } from '../../../../../server/src/protocol';
import { saved } from '../save-picture';
import type { Box } from './layout';
import type { Drawn } from './stage';
import { chain, spoken } from './words';

export function savedGraph(type: 'svg' | 'png', graph: ComputationGraph, now: Drawn): Promise<string> {
  const captions = [`Computation graph of ${graph.function}`, spoken(chain(graph))].filter((line) => line !== '');
  const drawing = { group: now.scene.root, bounds: withRoom(now.layout.bounds) };
  return asWhole(now.scene.root, () => saved(type, { drawing, captions }));
}

const ROOM = 20;
const withRoom = ({ x, y, width, height }: Box) => ({
  x: x - width / 2 - ROOM,
  y: y - height / 2 - ROOM,
  width: width + 2 * ROOM,
  height: height + 2 * ROOM,
});

/** From afar the writing is not drawn, and of a large drawing what is out of sight is not. */
const LEFT_OUT = ['far', 'farther', 'away'] as const;

/** `make` reads the drawing at once; then it is again as the reader has it. */
function asWhole<Made>(scene: SVGGElement, make: () => Made): Made {
  const found = LEFT_OUT.flatMap((name) =>
    [scene.ownerSVGElement, ...scene.getElementsByClassName(name)].flatMap((each) =>
      each?.classList.contains(name) ? [{ name, each }] : [],
    ),
  );
  for (const { name, each } of found) each.classList.remove(name);
  const made = make();
  for (const { name, each } of found) each.classList.add(name);
  return made;
}
