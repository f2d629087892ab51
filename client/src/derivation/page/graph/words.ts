/**
 * What is said under the drawing. In: a graph or a part of it. Out: sentences, pieces of text and formulas in turn. Numbers come
 * from the server's; what is multiplied here says with ≈ that it is rounded.
 */
import type { ComputationGraph, Figure, Formula } from '../../../../../server/src/protocol';
import type { Drawing, DrawnEdge, DrawnNode } from './fold';

export type Sentence = readonly (string | Formula)[];

const NAMED: ReadonlySet<DrawnNode['kind']> = new Set(['input', 'weight', 'named', 'output', 'layer']);

/** How a sentence calls a node: by its name, or an operation by what it computes. */
export const nameOf = ({ kind, label, formula }: DrawnNode): Formula => (NAMED.has(kind) ? label : (formula ?? label));

/** The way of the chosen variable: why its derivative is what it is. */
export function chain(graph: ComputationGraph): Sentence {
  const { paths = [], quantity } = graph;
  const total = graph.nodes.find(({ kind, label }) => kind === 'input' && label.text === graph.variable);
  const [first] = paths;
  if (!first) return answer(quantity, total);
  const ways = paths.slice(0, SHOWN_PATHS);
  const rest = paths.length - ways.length;
  const equal = ways.length > 1 && ways.every(({ value }) => value);
  const sum = equation(
    quantity,
    plus(
      ways.map(({ product }) => product),
      rest,
    ),
    ...(equal
      ? [
          plus(
            ways.flatMap(({ value }) => (value ? numeral(value) : [])),
            rest,
          ),
        ]
      : []),
    ...(total?.gradient ? [numeral(total.gradient)] : first.value && paths.length === 1 ? [numeral(first.value)] : []),
  );
  if (paths.length > 1) {
    return [
      `${paths.length} paths lead back from the output; along each the slopes multiply, and the products add up: `,
      sum,
    ];
  }
  return ['Along ', way(first.nodes, graph), ' the slopes multiply: ', sum];
}
const SHOWN_PATHS = 4;

function answer(quantity: Formula, total: ComputationGraph['nodes'][number] | undefined): Sentence {
  if (total?.gradient)
    return [equation(quantity, ...(total.gradientFormula ? [total.gradientFormula] : []), numeral(total.gradient))];
  return total?.gradientFormula ? [equation(quantity, total.gradientFormula)] : [];
}

/** `x → u → u⁵ → h`, however the server has the path. */
function way(ids: readonly string[], { nodes }: ComputationGraph): Formula {
  const found = ids.flatMap((id) => nodes.find((node) => node.id === id) ?? []);
  const forward = found[0]?.kind === 'output' ? found.toReversed() : found;
  return joined(
    forward.map((node) => nameOf({ ...node, members: [] })),
    ' → ',
    '\\to ',
  );
}

/** A node under the pointer: what it is, and its gradient by the chain rule. */
export function ofNode(drawing: Drawing, id: string, graph: ComputationGraph): Sentence {
  const node = drawing.node.get(id);
  if (!node) return [];
  const name = nameOf(node);
  const isSaid = node.formula && node.formula.unicode !== name.unicode;
  const value = equation(
    name,
    ...(isSaid && node.formula ? [node.formula] : []),
    ...(node.value ? [numeral(node.value)] : []),
  );
  return [value, ...(node.gradient ? ['; ', gradientOf(drawing, node, graph)] : [])];
}

/** `∂h/∂u = 3 · 2050.31 = 6150.94`: over all edges that lead out, what comes back times the slope. */
function gradientOf(drawing: Drawing, node: DrawnNode, graph: ComputationGraph): Formula {
  const edges = drawing.outOf.get(node.id) ?? [];
  const products = edges.map((edge) => product(drawing, edge));
  const known = products.flatMap((each) => each ?? []);
  const isShort = known.length === edges.length && edges.length <= SHOWN_PATHS && edges.length > 0;
  const formulas = isShort ? [plus(known, 0)] : node.gradientFormula ? [node.gradientFormula] : [];
  return equation(quantityOf(node, graph), ...formulas, ...(node.gradient ? [numeral(node.gradient)] : []));
}

/** What comes back over an edge: `3 · 2050.31`; nothing where a number is missing. */
export function product(drawing: Drawing, { from: _, to, local }: DrawnEdge): Formula | undefined {
  const gradient = drawing.node.get(to)?.gradient;
  if (!gradient || !local?.value) return undefined;
  return joined([bracketed(numeral(gradient)), bracketed(numeral(local.value))].map(bare), ' · ', '\\cdot ');
}

/** An edge under the pointer: its slope. */
export function ofEdge(drawing: Drawing, { from, to, local }: DrawnEdge): Sentence {
  const start = drawing.node.get(from);
  const end = drawing.node.get(to);
  if (!start || !end) return [];
  const ends = joined([nameOf(start), nameOf(end)], ' → ', '\\to ');
  if (!local) return [ends];
  const slope = local.value
    ? [equation(local.formula, ...(same(local.formula, local.value) ? [] : [numeral(local.value)]))]
    : [local.formula];
  return [ends, local.value ? '; its slope is ' : '; the gradient goes back by ', ...slope];
}

/** `∂h/∂u` as `∂h/∂x` is written; where a derivative is written otherwise, the gradient's plain name. */
export function quantityOf(node: DrawnNode, { quantity, function: name }: ComputationGraph): Formula {
  const d = /^d/.test(quantity.unicode) ? 'd' : '∂';
  const by = nameOf(node);
  const [, above = name] = /^[d∂]([^/∂]+)\//.exec(quantity.unicode) ?? [];
  const sign = d === 'd' ? '\\mathrm{d}' : '\\partial ';
  const [, latexAbove] = /^\\[dt]?frac\{(.*?)\}\{/.exec(quantity.latex) ?? [];
  const isAtom = /^[\p{L}\p{N}_.₀-₉]+$/u.test(by.unicode);
  const below = isAtom ? by : wrapped(by);
  return {
    text: `${d}${above}/${d}${below.text}`,
    unicode: `${d}${above}/${d}${below.unicode}`,
    latex: `\\frac{${latexAbove ?? `${sign}${plain(above)}`}}{${sign}${below.latex}}`,
  };
}

/** `a = b ≈ 0.33`: a part that is rounded has its sign already. */
export function equation(...parts: readonly Formula[]): Formula {
  return parts.reduce((all, part) => {
    const isRounded = part.unicode.startsWith('≈');
    return {
      text: `${all.text} ${isRounded ? '' : '= '}${part.text}`,
      unicode: `${all.unicode} ${isRounded ? '' : '= '}${part.unicode}`,
      latex: `${all.latex} ${isRounded ? '' : '= '}${part.latex}`,
    };
  });
}

/** A number or an array as the server has shortened it. */
export function numeral({ text }: Figure): Formula {
  const [, sign = '', digits = text] = /^(≈?)\s*(.*)$/su.exec(text) ?? [];
  const about = sign ? '≈ ' : '';
  const latex = /^[-−]?\d+(\.\d+)?$/.test(digits) ? digits.replace('−', '-') : scientific(digits);
  return { text: about + digits, unicode: about + digits, latex: (sign ? '\\approx ' : '') + latex };
}
function scientific(digits: string): string {
  const [, mantissa, exponent] = /^([-−]?\d+(?:\.\d+)?)e\+?([-−]?\d+)$/i.exec(digits) ?? [];
  return mantissa && exponent
    ? `${mantissa.replace('−', '-')}\\cdot 10^{${exponent.replace('−', '-')}}`
    : plain(digits);
}

/** Text that is typeset as it stands: nothing in it is a command. */
const plain = (text: string): string =>
  `\\text{${text.replace(/[\\{}$&#^_%~]/g, (sign) => ESCAPES[sign] ?? `\\${sign}`)}}`;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash ',
  '^': '\\textasciicircum ',
  '~': '\\textasciitilde ',
};

/** The number of a double, to six digits. */
export function figure(value: number): Figure {
  const short = Number(value.toPrecision(6));
  const isRounded = Math.abs(short - value) > 1e-12 * Math.abs(value);
  return { text: `${isRounded ? '≈ ' : ''}${String(short).replace('-', '−')}`, value };
}

export const same = (formula: Formula, { text }: Figure): boolean =>
  formula.unicode.replace('-', '−') === text.replace('-', '−');

const bare = ({ text, unicode, latex }: Formula): Formula => ({
  text: text.replace(/^≈\s*/, ''),
  unicode: unicode.replace(/^≈\s*/, ''),
  latex: latex.replace(/^\\approx\s*/, ''),
});
/** A negative factor or term. */
const bracketed = (formula: Formula): Formula =>
  /^(≈\s*)?[-−]/.test(formula.unicode) ? wrapped(bare(formula)) : formula;
const wrapped = ({ text, unicode, latex }: Formula): Formula => ({
  text: `(${text})`,
  unicode: `(${unicode})`,
  latex: `\\left(${latex}\\right)`,
});

export const joined = (parts: readonly Formula[], sign: string, latex: string): Formula => ({
  text: parts.map(({ text }) => text).join(sign),
  unicode: parts.map(({ unicode }) => unicode).join(sign),
  latex: parts.map((part) => part.latex).join(` ${latex}`),
});

/** A sum; of what is left out three points. */
function plus(terms: readonly Formula[], rest: number): Formula {
  const more: Formula = { text: '...', unicode: '…', latex: '\\cdots ' };
  const [first, ...others] = terms.map(bare);
  return joined([...(first ? [first] : []), ...others.map(bracketed), ...(rest > 0 ? [more] : [])], ' + ', '+ ');
}
