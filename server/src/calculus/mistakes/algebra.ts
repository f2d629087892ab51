/**
 * Rewriting with exactly one mistake, at one place. In: a line of a derivation. Out: the wrong next lines, each with
 * the clause that names its mistake.
 */
import { type Expression, type Graph, parts, postorder, rebuild, transform } from '../expression';
import { bracketMistakes, signMistakes } from './brackets';
import { lossMistakes, ruleMistakes } from './exponents';
import { prepare, withoutCalls } from './prepare';
import type { AlgebraMistake, Candidate } from './slip';

/** Wrong identities: they can be read in both directions. */
export const wrongIdentities: readonly AlgebraMistake[] = [...bracketMistakes, ...ruleMistakes];
/** What is lost on the way from one line to the next. */
export const losses: readonly AlgebraMistake[] = [...signMistakes, ...lossMistakes];

const LARGEST = 150;
const MOST_CANDIDATES = 200;

export function algebraCandidates(graph: Graph, line: Expression, table: readonly AlgebraMistake[]): Candidate[] {
  const root = prepare(graph, withoutCalls(graph, line));
  const nodes = postorder([root]);
  if (nodes.length > LARGEST) return [];
  const found: Candidate[] = [];
  for (const node of nodes) {
    for (const mistake of table) {
      for (const { after, says } of mistake.slips(graph, node)) {
        if (found.length >= MOST_CANDIDATES) return found;
        if (after !== node) found.push({ mistake, says, result: replaced(graph, root, node, after) });
      }
    }
  }
  return found;
}

const replaced = (graph: Graph, root: Expression, place: Expression, by: Expression): Expression =>
  transform(root, (node, renewed) => {
    if (node === place) return by;
    const old = parts(node);
    return renewed.every((part, i) => part === old[i]) ? node : rebuild(graph, node, renewed);
  });
