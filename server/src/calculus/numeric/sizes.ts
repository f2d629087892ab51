/**
 * Lengths with names, as numbers. In: expressions over variables of shapes such as [batch, 4], and values of those. Out:
 * the same expressions over variables whose lengths are numbers; or why their parts no longer go together.
 */
import { type Dimension, namesIn, substituted } from '../dimension';
import { type Expression, type Graph, parts, postorder, rebuild, type Variable } from '../expression';
import { numbers, sizeOf } from '../operations/define';
import { type Entries, isMisfit } from '../operations/row';
import { bindDimensions, broadcastShapes } from '../shapes';
import { sizedOptions } from '../sizing';
import { brief } from '../wording';

/** More entries than this are not computed: a page can name an array that no memory holds. */
const MOST_ENTRIES = 2 ** 26;

/** What the shapes of values say of the names in the shapes of their variables. */
export function lengthsOf(values: ReadonlyMap<Variable, Entries<number>>): ReadonlyMap<string, number> {
  const bound = new Map<string, Dimension>();
  // Plain names first: then lengths such as 2*n are known where they are met.
  for (const [{ shape }, value] of values) {
    if (shape.length !== value.shape.length) continue;
    shape.forEach((length, axis) => {
      const given = value.shape[axis];
      if (given === undefined || typeof length !== 'string' || namesIn(length)[0] !== length) return;
      bindDimensions([[length]], [[given]], bound);
    });
  }
  const result = new Map<string, number>();
  for (const [name, length] of bound) if (typeof length === 'number') result.set(name, length);
  return result;
}

/** With numbers for lengths, or why there is nothing to compute. */
export function sized(graph: Graph, root: Expression, lengths: ReadonlyMap<string, number>): Expression | string {
  const made = new Map<Expression, Expression>();
  for (const node of postorder([root])) {
    const result = one(graph, node, made, lengths);
    if (typeof result === 'string') return result;
    const shape = numbers(result.shape);
    if (!shape)
      return `${namesIn(result.shape.find((length) => typeof length === 'string') ?? '').join(', ')} has no value`;
    if (sizeOf(shape) > MOST_ENTRIES) return `an array of shape [${shape.join(', ')}] has too many entries to compute`;
    made.set(node, result);
  }
  return made.get(root) ?? root;
}

function one(
  graph: Graph,
  node: Expression,
  made: ReadonlyMap<Expression, Expression>,
  lengths: ReadonlyMap<string, number>,
): Expression | string {
  const old = parts(node);
  const renewed = old.map((part) => made.get(part) ?? part);
  if (node.kind === 'variable') {
    const length = lengths.get(node.name);
    if (node.scope === 'dimension' && length !== undefined) return graph.constant(length);
    const shape = node.shape.map((own) => sizedLength(own, lengths));
    return node.shape.every((own, i) => own === shape[i]) ? node : graph.variable(node.name, node.scope, shape);
  }
  if (node.kind === 'operation') {
    const options = sizedOptions(node.options, lengths);
    const shape = node.row.shape(
      renewed.map((part) => part.shape),
      options,
    );
    if (!isMisfit(shape)) return graph.operate(node.row, renewed, options);
    const said = shape.message.replace(/\{(\d+)\}/g, (_, i) => brief(renewed[Number(i)] ?? node) ?? `argument ${i}`);
    return said.replace(/\.$/, '');
  }
  if (renewed.every((part, i) => part === old[i])) return node;
  if (node.kind !== 'array' && !broadcastShapes(...renewed.map((part) => part.shape)))
    return `the shapes ${renewed.map((part) => `[${part.shape.join(', ')}]`).join(' and ')} do not go together`;
  return rebuild(graph, node, renewed);
}

const sizedLength = (length: Dimension, lengths: ReadonlyMap<string, number>): Dimension =>
  typeof length === 'number' ? length : substituted(length, lengths);
