/**
 * A number that depends on what expressions are, and not on where or when they were built; and random numbers from it,
 * so that the same claim meets the same points every time.
 */
import { type Expression, optionsText, parts, postorder } from './expression';

/** 32 bits (FNV-1a over the nodes, parts first). */
export function fingerprint(roots: readonly Expression[]): number {
  const prints = new Map<Expression, number>();
  for (const node of postorder(roots)) {
    const below = parts(node).map((part) => prints.get(part) ?? 0);
    prints.set(node, hash(`${label(node)}|${below.join(',')}`));
  }
  return hash(roots.map((root) => prints.get(root) ?? 0).join(','));
}

function label(node: Expression): string {
  switch (node.kind) {
    case 'constant':
      return `${node.value.s * node.value.n}/${node.value.d}`;
    case 'named':
    case 'variable':
      return `${node.kind} ${node.name}`;
    case 'application':
      return node.row.name;
    case 'operation':
      return `${node.row.name} ${optionsText(node.options)}`;
    case 'call':
      return `${node.orders.join(',')} ${node.callee.parameters.map((p) => p.name).join(',')} ${fingerprint([node.callee.body])}`;
    case 'abstract':
      return `${node.name} ${node.orders.join(',')}`;
    default:
      return node.kind;
  }
}

function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return state >>> 0;
}

/** Uniform in [0, 1). */
export type Random = () => number;

/** Mulberry32 (Tommy Ettinger, 2017): enough for choosing points. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
