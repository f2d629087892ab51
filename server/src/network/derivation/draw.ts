/**
 * Random values for the inputs, targets and parameters of a network. In: what each of them is for. Out: numbers at which the
 * loss is likely to have a value: distributions for what a cross-entropy compares with, ids below the vocabulary.
 */
import { type Expression, postorder, type Variable, variables } from '../../calculus/expression';
import type { Random } from '../../calculus/fingerprint';
import { layerTable } from '../table';
import { comparedBy } from './rules/meaning';
import type { Numbers } from './samples';
import type { Unfolded } from './unfold';

export interface Leaf {
  readonly variable: Variable;
  readonly role: 'number' | 'distribution' | 'probability' | 'sign' | 'ids';
  /** Of ids: how many there are. */
  readonly vocabulary?: Expression['shape'][number];
}

export function leavesOf(unfolded: Unfolded): readonly Leaf[] {
  const { nodes, parameters, bodies } = unfolded;
  const roles = new Map<Variable, Omit<Leaf, 'variable'>>();
  for (const [, body] of bodies) {
    for (const node of postorder([body])) {
      if (node.kind !== 'operation' || node.row.name !== 'gather') continue;
      const [table, ids] = node.args;
      for (const variable of ids ? variables(ids) : []) {
        const vocabulary = table?.shape[0];
        roles.set(variable, { role: 'ids', ...(vocabulary !== undefined && { vocabulary }) });
      }
    }
    for (const [target, role] of targetsIn(unfolded, body)) roles.set(target, { role });
  }
  return [...nodes, ...parameters].flatMap((part) =>
    'body' in part && part.body
      ? []
      : [{ variable: part.variable, ...(roles.get(part.variable) ?? { role: 'number' }) }],
  );
}

const FAR = 5;

const ROLES: readonly (readonly [loss: string, predicted: string, role: Leaf['role']])[] = [
  ['cross_entropy', 'p', 'distribution'],
  ['cross_entropy_logits', 'z', 'distribution'],
  ['binary_cross_entropy', 'p', 'probability'],
  ['hinge', 'p', 'sign'],
];

function targetsIn({ graph }: Unfolded, body: Expression): readonly (readonly [Variable, Leaf['role']])[] {
  return ROLES.flatMap(([loss, predicted, role]) => {
    if (!layerTable.has(loss)) return [];
    const compared = comparedBy(graph, body, loss, predicted);
    return compared?.y.kind === 'variable' ? [[compared.y, role] as const] : [];
  });
}

/** Near the page's value where there is one, so that it stays in the domain. `tried`: later ones are positive. */
export function drawLeaf(
  { role, vocabulary }: Leaf,
  shape: readonly number[],
  value: Numbers | undefined,
  next: Random,
  tried: number,
): Numbers {
  const size = shape.reduce((product, length) => product * length, 1);
  const fill = (entry: (place: number) => number): Numbers => ({
    shape,
    data: Float64Array.from({ length: size }, (_, place) => entry(place)),
  });
  if (value && role !== 'number') return value;
  // After a few points without a value, such as where a probability rounds to 0, far from the page's.
  if (value && tried < FAR) {
    const spread = tried < 4 ? 0.2 : 0.02;
    return fill((place) => {
      const entry = value.data[place] ?? 0;
      return entry + spread * (next() - 0.5) * Math.max(Math.abs(entry), 0.5);
    });
  }
  switch (role) {
    case 'ids':
      return fill(() => Math.floor(next() * (typeof vocabulary === 'number' ? vocabulary : 2)));
    case 'sign':
      return fill(() => (next() < 0.5 ? -1 : 1));
    case 'probability':
      return fill(() => 0.05 + 0.9 * next());
    case 'distribution':
      return rowsScaled(fill(() => 0.1 + next()));
    case 'number': {
      // So that sums over many inputs stay moderate.
      const inputs = shape.length > 1 ? size / (shape.at(-1) ?? 1) : 1;
      const scale = 1 / Math.sqrt(Math.max(1, inputs / 4));
      return tried % 2 === 0 ? fill(() => scale * (2 * next() - 1)) : fill(() => 0.05 + 0.9 * next());
    }
  }
}

/** Each row divided by its sum. */
function rowsScaled({ shape, data }: Numbers): Numbers {
  const length = shape.at(-1) ?? 1;
  const sums = Array.from({ length: data.length / length }, (_, row) =>
    data.subarray(row * length, (row + 1) * length).reduce((sum, entry) => sum + entry, 0),
  );
  return { shape, data: data.map((entry, place) => entry / (sums[Math.floor(place / length)] ?? 1)) };
}
