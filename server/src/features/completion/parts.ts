/**
 * Parts of networks and of arrays, after a point: `iris.` has its nodes, `iris.h.` and, inside, `h.` the parameters of
 * its layers, `std.` the built-ins, an array its transpose. Also where the network has no sound loss. Out: candidates.
 */
import type { Shape } from '../../calculus/dimension';
import type { Layered } from '../../network/network';
import type { NetworkDefinition } from '../../program/program';
import { type Here, shapeOfPart } from '../typing/here';
import { endsValue, pathBefore, quotientBefore } from '../typing/openings';
import type { View } from '../view';
import { builtIns } from './built-ins';
import type { Candidate } from './candidate';
import { layeredAt, membersAbove, scopeNames, wordFor } from './scope-names';

/** A part with its whole name: `x`, `h`, `h.W`. */
export interface Part extends Pick<Candidate, 'name' | 'kind' | 'shape' | 'about'> {
  /** Of what a layer makes, the node. */
  readonly owner?: string;
}

/** Undefined where there is no point before the cursor. */
export function membersHere(here: Here): Candidate[] | undefined {
  const { before } = here.typing;
  if (before.at(-1)?.type !== '.') return undefined;
  const end = before.length - 2;
  const { path, from } = pathBefore(before, end);
  if (path.length === 1 && path[0] === 'std') return builtIns(here.inside !== undefined).map(asStandard);
  const place = placeOfPath(here, from);
  const parts = partsBelow(here, path);
  const shape = path.length > 0 || endsValue(before, end) ? shapeOfBase(here, path, from) : [];
  // What is broken may be an array all the same.
  const turns = place === 'value' && (shape ? shape.length > 0 : !isNetwork(here, path));
  return [...nextNames(parts.filter(ALLOWED[place])), ...(turns ? [transpose(shape)] : [])];
}

const asStandard = (candidate: Candidate): Candidate => ({ ...candidate, tier: 'scope' });

const transpose = (shape: Shape | undefined): Candidate => ({
  name: 'T',
  kind: 'part',
  tier: 'page',
  says: 'transpose',
  about: { of: 'builtIn', name: 'transpose' },
  ...(shape && { shape: shape.toReversed() }),
});

type PathPlace = 'above' | 'below' | 'value';

/** Above the line of a derivative stands what is computed, below what it can be differentiated by. */
const ALLOWED: Readonly<Record<PathPlace, (part: Part) => boolean>> = {
  above: ({ kind }) => kind === 'node' || kind === 'loss',
  below: ({ kind }) => kind !== 'loss',
  value: () => true,
};

function placeOfPath({ typing: { before } }: Here, from: number): PathPlace {
  const sign = before[from - 1]?.type;
  const isAbove = sign === '∇' || sign === '∂' || (sign === 'superscript' && before[from - 2]?.type === '∂');
  if (!isAbove) return 'value';
  return sign === '∂' && quotientBefore(before, from) ? 'below' : 'above';
}

/** The parts whose names go on from a path, by what is left of their names. */
function partsBelow(here: Here, [first, ...rest]: readonly string[]): Part[] {
  if (first === undefined) return [];
  const own = membersAbove(here.view, here.typing).some(({ name }) => name === first);
  const parts = own ? ownParts(here, first) : outsideParts(here, first);
  const prefix = rest.map((name) => `${name}.`).join('');
  return parts
    .filter(({ name }) => name.startsWith(prefix))
    .map((part) => ({ ...part, name: part.name.slice(prefix.length) }));
}

/** `h.` in its network. */
function ownParts({ view, typing }: Here, node: string): Part[] {
  const layered = layeredAt(view, typing);
  const made = layered?.parameters.filter(({ owner }) => owner === node) ?? [];
  return partsOf({ graph: view.program.graph, nodes: [], parameters: made }, typing.network).map((part) => ({
    ...part,
    name: part.name.slice(node.length + 1),
  }));
}

function outsideParts({ view }: Here, name: string): Part[] {
  const definition = view.program.definitionOf(name);
  return definition?.kind === 'network' ? networkParts(view, definition) : [];
}

const isNetwork = ({ view }: Here, path: readonly string[]): boolean =>
  view.program.definitionOf(path[0] ?? '')?.kind === 'network';

/** All parts of a network, in the order of the page, then what its layers make. An imported one has those that are sound. */
export function networkParts(view: View, definition: NetworkDefinition): Part[] {
  const { statements } = view.program.page;
  const header = statements.indexOf(definition.statement);
  if (header < 0) {
    const { outside, members } = definition;
    return outside
      ? partsOf(outside.network, undefined)
      : members.map(({ name, kind, shape }) => ({ name, kind, shape }));
  }
  let end = header + 1;
  while (statements[end]?.network === header && statements[end]?.sentence.kind !== 'close') end++;
  const word = { start: 0, end: 0, wholeEnd: 0, text: '' };
  const below = { index: end, network: header, before: [], after: [], word };
  const made = layeredAt(view, below)?.parameters.filter(({ owner }) => owner !== undefined) ?? [];
  return [
    ...membersAbove(view, below).reverse(),
    ...partsOf({ graph: view.program.graph, nodes: [], parameters: made }, header),
  ];
}

function partsOf({ nodes, parameters }: Layered, network: number | undefined): Part[] {
  const about = (name: string): Pick<Part, 'about'> =>
    network === undefined ? {} : { about: { of: 'part', name, network } };
  return [
    ...nodes.map(({ name, kind, shape }): Part => ({ name, kind, shape, ...about(name) })),
    ...parameters.map(
      ({ name, shape, owner }): Part => ({
        name,
        kind: owner === undefined ? 'param' : 'weight',
        shape,
        ...about(name),
        ...(owner !== undefined && { owner }),
      }),
    ),
  ];
}

/** The next name of each path; `h` of `h` and `h.W` once. */
function nextNames(parts: readonly Part[]): Candidate[] {
  const found = new Map<string, Candidate>();
  parts.forEach(({ name, kind, shape, about }, order) => {
    const [next = '', ...more] = name.split('.');
    const known = found.get(next);
    const hasParts = known?.hasParts === true || more.length > 0;
    const own = more.length > 0 ? known : { kind, shape, about };
    found.set(next, {
      name: next,
      kind: own?.kind ?? 'part',
      tier: 'scope',
      order: known?.order ?? order,
      says: wordFor(own?.kind ?? 'part'),
      ...(own?.shape && { shape: own.shape }),
      ...(own?.about && { about: own.about }),
      ...(hasParts && { hasParts }),
    });
  });
  return [...found.values()];
}

/** The shape of what stands before the point; undefined where it is not known. */
function shapeOfBase(here: Here, path: readonly string[], from: number): Shape | undefined {
  const [first = '', ...rest] = path;
  const named = rest.length === 0 ? scopeNames(here).find(({ name }) => name === first) : undefined;
  if (named) return named.shape;
  if (path.length === 0) return undefined;
  const definition = here.view.program.definitionOf(first);
  if (definition?.kind !== 'network') return shapeOfPart(here, here.typing.before.slice(from, -1));
  return networkParts(here.view, definition).find(({ name }) => name === rest.join('.'))?.shape;
}
