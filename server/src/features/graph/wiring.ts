/**
 * What the graphs of functions and of networks have in common before they are spelled. In: elementals and what they lead from.
 * Out: edges with what leads through them, and what lies between a variable and the output. Data only.
 */
import type { Elemental } from '../../calculus/elementals';
import type { Expression, Graph, Variable } from '../../calculus/expression';
import type { Figure } from '../../protocol';

export interface Source {
  readonly variable: Variable;
  readonly kind: 'input' | 'weight' | 'constant';
}

export interface Edge {
  readonly from: Variable;
  readonly to: Variable;
  /** The local derivative over variables; of arrays what comes back, over δ too. Undefined where it is not known. */
  readonly local?: Expression;
  /** False where the slope is 0 everywhere. */
  readonly leads: boolean;
}

export interface Wiring {
  readonly graph: Graph;
  readonly sources: readonly Source[];
  readonly elementals: readonly Elemental[];
  readonly edges: readonly Edge[];
  readonly output: Variable;
  /** What the gradient is by. */
  readonly by: readonly Variable[];
}

/** Everything that is shown in numbers; undefined where there is nothing to show. */
export interface Figures {
  value(of: Variable): Figure | undefined;
  gradient(of: Variable): Figure | undefined;
  local(edge: Edge): Figure | undefined;
  /** The product of the slopes along a path. */
  product?(path: readonly Edge[]): Figure | undefined;
  /** Why there are none; kinks. Sentences. */
  readonly notes: readonly string[];
}

/** What leads from a chosen variable to the output. */
export function onPath({ edges, output, by }: Pick<Wiring, 'edges' | 'output' | 'by'>): ReadonlySet<Variable> {
  const ahead = new Set(by);
  // Edges stand in the order of what they lead to.
  for (const { from, to, leads } of edges) if (leads && ahead.has(from)) ahead.add(to);
  const back = new Set([output]);
  for (const { from, to, leads } of edges.toReversed()) if (leads && back.has(to)) back.add(from);
  return new Set([...ahead].filter((one) => back.has(one)));
}

/** Edges from the branches of piecewise functions. */
export const branchesIn = ({ elementals, edges }: Wiring): readonly Edge[] => {
  const piecewise = new Set(
    elementals.flatMap(({ variable, body }) =>
      body.kind === 'application' && body.row.name === 'where' ? [variable] : [],
    ),
  );
  return edges.filter(({ to }) => piecewise.has(to));
};

/** More paths, or longer ones, are not shown one by one. */
const MOST_PATHS = 8;
const LONGEST_PATH = 12;

/** Every way from the variable to the output; none where there are too many. */
export function pathsOf({ edges, output, by }: Wiring): readonly (readonly Edge[])[] {
  const [start] = by;
  if (!start || by.length > 1) return [];
  const onTheWay = onPath({ edges, output, by });
  const leading = edges.filter(({ from, to, leads }) => leads && onTheWay.has(from) && onTheWay.has(to));
  const reaching = new Map<Variable, readonly (readonly Edge[])[]>([[start, [[]]]]);
  for (const edge of leading) {
    const before = reaching.get(edge.from) ?? [];
    const all = [...(reaching.get(edge.to) ?? []), ...before.map((path) => [...path, edge])];
    if (all.length > MOST_PATHS || all.some(({ length }) => length > LONGEST_PATH)) return [];
    reaching.set(edge.to, all);
  }
  return reaching.get(output) ?? [];
}

/** The operation, without its numbers: what stays the same when one of them is edited. */
export function signatureOf(node: Expression): string {
  switch (node.kind) {
    case 'application':
    case 'operation':
      return node.row.name;
    case 'call':
      return `${node.callee.name}(${node.orders.join()})`;
    case 'abstract':
      return `${node.name}(${node.orders.join()})`;
    default:
      return node.kind;
  }
}

/**
 * Names of nodes: variables of the page have their own, and the output is `=`; an operation is known by what it is and by what
 * it is computed from, as 8 digits, and of several that are alike by its place among them.
 */
export function idsOf({ sources, elementals, output }: Wiring): ReadonlyMap<Variable, string> {
  const ids = new Map<Variable, string>(sources.map(({ variable }) => [variable, variable.name]));
  const alike = new Map<string, number>();
  for (const { variable, body, inputs } of elementals) {
    const name = `${signatureOf(body)}:${digest(inputs.map((one) => ids.get(one)).join(' '))}`;
    const count = (alike.get(name) ?? 0) + 1;
    alike.set(name, count);
    const own = variable.scope === 'introduced' ? (count > 1 ? `${name}.${count}` : name) : variable.name;
    ids.set(variable, variable === output ? '=' : own);
  }
  return ids;
}

/** FNV-1a. */
function digest(text: string): string {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return (state >>> 0).toString(16).padStart(8, '0');
}
