/**
 * Differentiation with exactly one mistake: at one place, or at every place where it can be made. In: a body and a
 * variable. Out: the wrong slopes, each with the clause that names its mistake. The work is counted, so that a long
 * formula costs no more than a middling one.
 */
import { type Expression, type Graph, parts, postorder, type Variable } from '../expression';
import { type Light, light } from '../normal/light';
import { slopeAt } from './rules';
import type { Candidate, Place, Slip, SlopeMistake } from './slip';

/** Nodes that may be differentiated, all candidates together. */
const WORK = 30_000;
const MOST_CANDIDATES = 400;
const LARGEST = 400;

/** Said only of what is not a mistake at one place. */
const AT_EVERY_PLACE = 9;

interface Made {
  readonly mistake: SlopeMistake;
  /** The how-manieth slip of its row at its place. */
  readonly variant: number;
  readonly node: Expression;
  readonly slip: Slip;
}

export function candidates(
  graph: Graph,
  body: Expression,
  variable: Variable,
  table: readonly SlopeMistake[],
): Candidate[] {
  const moving = movingNodes(body, variable);
  if (moving.length === 0 || moving.length > LARGEST) return [];
  const room: Room = { make: light(graph), variable, moving: new Set(moving) };
  const rightly = forward(room, () => undefined);
  const made: Made[] = [];
  for (const node of moving) {
    if (node === variable) continue;
    const place = placeAt(room, node, rightly);
    for (const mistake of table) {
      mistake.slips(place).forEach((slip, variant) => {
        if (slip.after !== rightly.get(node)) made.push({ mistake, variant, node, slip });
      });
    }
  }
  const found: Candidate[] = [];
  let work = WORK;
  for (const { mistake, node, slip } of made) {
    if (work < 0 || found.length >= MOST_CANDIDATES) return found;
    work -= moving.length;
    const wrongly = forward(room, (other) => (other === node ? slip.after : undefined), rightly);
    found.push({ mistake, says: slip.says, result: wrongly.get(body) ?? slip.after });
  }
  for (const repeated of repeats(made)) {
    if (work < 0 || found.length >= MOST_CANDIDATES) return found;
    work -= 2 * moving.length;
    const { mistake, variant } = repeated;
    const wrongly = forward(room, (_, place) => mistake.slips(place)[variant]?.after);
    const result = wrongly.get(body);
    if (result) found.push({ mistake, says: [`${mistake.name}, at every place`], result, reading: AT_EVERY_PLACE });
  }
  return found;
}

/** The right slope, as the rules write it. */
export function slope(graph: Graph, body: Expression, variable: Variable): Expression | undefined {
  const moving = movingNodes(body, variable);
  if (moving.length > LARGEST) return undefined;
  if (moving.length === 0) return graph.constant(0);
  return forward({ make: light(graph), variable, moving: new Set(moving) }, () => undefined).get(body);
}

/** The mistakes that can be made at more than one place. */
function repeats(made: readonly Made[]): Made[] {
  const first = new Map<string, Made>();
  const again = new Map<string, Made>();
  for (const one of made) {
    const key = `${one.variant} ${one.mistake.name}`;
    const known = first.get(key);
    if (!known) first.set(key, one);
    else if (known.node !== one.node) again.set(key, known);
  }
  return [...again.values()];
}

/** The nodes that change with the variable, parts first. */
function movingNodes(body: Expression, variable: Variable): Expression[] {
  const moving = new Set<Expression>();
  for (const node of postorder([body])) {
    if (node === variable || parts(node).some((part) => moving.has(part))) moving.add(node);
  }
  return [...moving];
}

interface Room {
  readonly make: Light;
  readonly variable: Variable;
  /** The nodes that change with the variable, parts first. */
  readonly moving: ReadonlySet<Expression>;
}

/** Slopes of all nodes; `wrong` may give another. Where nothing below went wrong `known` slopes stay. */
function forward(
  room: Room,
  wrong: (node: Expression, place: Place) => Expression | undefined,
  known?: ReadonlyMap<Expression, Expression>,
): Map<Expression, Expression> {
  const slopes = new Map<Expression, Expression>();
  for (const node of room.moving) {
    if (node === room.variable) {
      slopes.set(node, room.make.constant(1));
      continue;
    }
    const place = placeAt(room, node, slopes);
    const before = known?.get(node);
    const same = before && parts(node).every((part) => slopes.get(part) === known?.get(part));
    slopes.set(node, wrong(node, place) ?? (same ? before : slopeAt(place)));
  }
  return slopes;
}

function placeAt(
  { make, variable, moving }: Room,
  node: Expression,
  slopes: ReadonlyMap<Expression, Expression>,
): Place {
  const zero = make.constant(0);
  return {
    graph: make.graph,
    make,
    node,
    variable,
    d: (part) => slopes.get(part) ?? zero,
    moves: (part) => moving.has(part),
  };
}
