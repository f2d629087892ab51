/** What is said under the drawing. In: a graph or a part of it. Out: sentences, pieces of text and formulas in turn. */
import type { ComputationGraph, Formula, GraphNode } from '../../../../../server/src/protocol';
import { equation, isJust, joined, numeral, plain, plus, times, wrapped } from '../formulas';
import type { Drawing, DrawnEdge, DrawnNode } from './fold';

export type Sentence = readonly (string | Formula)[];

type Named = Pick<DrawnNode, 'kind' | 'label' | 'formula'>;
const NAMED: ReadonlySet<DrawnNode['kind']> = new Set(['input', 'weight', 'named', 'output', 'layer']);

/** How a sentence calls a node: by its name, or an operation by what it computes. */
export const nameOf = ({ kind, label, formula }: Named): Formula => (NAMED.has(kind) ? label : (formula ?? label));
/** `u = 2x²`, or the name alone. */
export function definition(node: Named): Formula {
  const name = nameOf(node);
  return node.formula && node.formula.unicode !== name.unicode ? equation(name, node.formula) : name;
}

const SHOWN_TERMS = 4;

/** What the gradient is by; of a whole backward pass no one node. */
export const askedNode = ({ nodes, variable }: ComputationGraph): GraphNode | undefined =>
  nodes.find(({ kind, label }) => (kind === 'input' || kind === 'weight') && label.text === variable);

/** Why the derivative by the chosen variable is what it is. */
export function chain(graph: ComputationGraph): Sentence {
  const { nodes, paths = [], quantity } = graph;
  const asked = askedNode(graph);
  const result = asked?.gradient ?? (paths.length === 1 ? paths[0]?.value : undefined);
  const end = result ? [numeral(result)] : [];
  const [first] = paths;
  if (!first) {
    const formulas = asked?.gradientFormula ? [asked.gradientFormula] : [];
    if (formulas.length + end.length > 0) return [equation(quantity, ...formulas, ...end)];
    const weights = nodes.some(({ kind, onPath }) => kind === 'weight' && onPath);
    return weights && !asked ? ['Along the edges in colour every weight gets its part of ', quantity] : [];
  }
  const ways = paths.slice(0, SHOWN_TERMS);
  const isCut = ways.length < paths.length;
  // The same three times: in formulas where they have letters, in numbers, and each product worked out.
  const factors = ways.map(({ nodes: ids }) => slopes(ids, graph));
  const numbers = factors.every(({ length }) => length > 0) ? [plus(factors.map(times), isCut)] : [];
  const products = plus(
    ways.map(({ product }) => product),
    isCut,
  );
  const formulas = numbers.length === 0 || /\p{L}/u.test(products.unicode) ? [products] : [];
  if (paths.length === 1) {
    return [
      'Along ',
      way(first.nodes, graph),
      ' the slopes multiply: ',
      equation(quantity, ...formulas, ...numbers, ...end),
    ];
  }
  const values = ways.flatMap(({ value }) => (value ? [numeral(value)] : []));
  const sums = values.length === ways.length ? [plus(values, isCut)] : [];
  return [
    `${paths.length} paths lead to the output. Along each the slopes multiply, and the products add up: `,
    equation(quantity, ...formulas, ...numbers, ...sums, ...end),
  ];
}

/** The numbers along a path, the outermost first; none where one is missing. A slope that is always 1 is left out. */
function slopes(ids: readonly string[], { nodes, edges }: ComputationGraph): readonly Formula[] {
  const isBackward = nodes.find(({ id }) => id === ids[0])?.kind === 'output';
  const back = isBackward ? ids : ids.toReversed();
  const all = back.slice(1).map((id, i) => edges.find(({ from, to }) => from === id && to === back[i])?.local);
  const known = all.flatMap((local) => (local?.value ? [{ value: local.value, formula: local.formula }] : []));
  const other = known.filter(({ value, formula }) => value.value !== 1 || !formula || !isJust(formula, value));
  return known.length < all.length
    ? []
    : (other.length > 0 ? other : known.slice(0, 1)).map(({ value }) => numeral(value));
}

/** From the variable to the output, whichever way round the server has the path. */
function way(ids: readonly string[], { nodes }: ComputationGraph): Formula {
  const found = ids.flatMap((id) => nodes.find((node) => node.id === id) ?? []);
  const forward = found[0]?.kind === 'output' ? found.toReversed() : found;
  return joined(forward.map(nameOf), ' → ', '\\to ');
}

/** A node under the pointer: what it is, and its gradient by the chain rule: over all edges that lead out, what comes back. */
export function ofNode(drawing: Drawing, node: DrawnNode, graph: ComputationGraph): Sentence {
  const value = equation(definition(node), ...(node.value ? [numeral(node.value)] : []));
  if (!node.gradient) return [value];
  const edges = drawing.outOf.get(node.id) ?? [];
  const products = edges.flatMap((edge) => product(drawing, edge) ?? []);
  const isWhole = products.length === edges.length && products.length > 0 && products.length <= SHOWN_TERMS;
  const formulas = isWhole ? [plus(products, false)] : node.gradientFormula ? [node.gradientFormula] : [];
  return [value, '; on the way back ', equation(quantityOf(node, graph), ...formulas, numeral(node.gradient))];
}

/** What comes back over an edge: `3 · 2050.31`; nothing where a number is missing. */
export function product({ node }: Drawing, { to, local }: DrawnEdge): Formula | undefined {
  const gradient = node.get(to)?.gradient;
  if (gradient?.value === undefined || local?.value?.value === undefined) return undefined;
  return times([numeral(gradient), numeral(local.value)]);
}

/** An edge under the pointer: its slope, or of arrays how the gradient goes through it. */
export function ofEdge({ node }: Drawing, { from, to, local }: DrawnEdge): Sentence {
  const names = [from, to].flatMap((id) => node.get(id) ?? []).map(nameOf);
  const ends = joined(names, ' → ', '\\to ');
  const slope = local && slopeOf(local);
  return slope ? [ends, local?.value ? '; its slope is ' : '; the gradient goes back by ', slope] : [ends];
}

/** `4x = 6`: the formula, the number, or both. */
export function slopeOf({ formula, value }: NonNullable<DrawnEdge['local']>): Formula | undefined {
  if (!value) return formula;
  if (!formula) return numeral(value);
  return isJust(formula, value) ? formula : equation(formula, numeral(value));
}

/** `∂h/∂u`, or `dh/du` where the whole is written so. */
export function quantityOf(node: Named, graph: ComputationGraph): Formula {
  const d = graph.quantity.unicode.startsWith('d') ? 'd' : '∂';
  const sign = d === 'd' ? '\\mathrm{d}' : '\\partial ';
  const above = numerator(graph);
  const name = nameOf(node);
  const by = /^[\p{L}\p{N}_.₀-₉]+$/u.test(name.unicode) ? name : wrapped(name);
  return {
    text: `${d}${above.text}/${d}${by.text}`,
    unicode: `${d}${above.unicode}/${d}${by.unicode}`,
    latex: `\\frac{${sign}${above.latex}}{${sign}${by.latex}}`,
  };
}

/** What is differentiated: the name of the output, of a function its own. */
export function numerator({ nodes, function: name }: ComputationGraph): Formula {
  const output: GraphNode | undefined = nodes.findLast(({ kind }) => kind === 'output');
  const isName = output && /^[\p{L}_][\p{L}\p{N}_.₀-₉]*$/u.test(output.label.unicode);
  return isName ? output.label : { text: name, unicode: name, latex: name.length > 1 ? plain(name) : name };
}

export const spoken = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === 'string' ? part : part.unicode)).join('');
