/**
 * One entry of a gradient: ∂loss/∂h.W[2, 5] as sums of numbers, as the textbook builds it up for one neuron: the products and
 * the sum of the forward pass, then the adjoints times the slopes, each a line with its numbers. Kinsley and Kukieła (2020),
 * ch. 9. In: a derivation of the whole array, and a place. Out: lines about entries.
 */
import { say } from '../../calculus/derivation/step';
import { type Expression, postorder, substitute, type Variable } from '../../calculus/expression';
import { parseDecimal } from '../../calculus/rational';
import { readNames } from './check';
import type { NetworkDerivation } from './derive';
import { entryOf, type Place } from './entry-of';
import { type Forms, formsOf } from './forms';
import type { Line, LineCheck } from './line';
import type { Sample } from './samples';

/** An entry, or for what has no axes the number itself. */
export interface EntryLine {
  readonly of: Variable;
  readonly at: Place;
  readonly line: Line;
  /** With numbers in the place of names, where the network has values; products worked out; the number. */
  readonly numbers: readonly Expression[];
}

export interface ForwardLine {
  readonly of: Variable;
  readonly at: Place;
  readonly formula: Expression;
  readonly numbers: readonly Expression[];
  readonly value?: number;
}

export interface EntryDerivation {
  readonly forward: readonly ForwardLine[];
  readonly lines: readonly (EntryLine | Line)[];
  readonly result: Expression;
}

/** So many entries of one adjoint are followed one by one; of more the whole adjoint is a line. */
const MOST_ENTRIES = 8;

type Wanted = Map<Variable, Map<string, Place> | 'whole'>;

export function deriveEntry(derivation: NetworkDerivation, of: Variable, at: Place): EntryDerivation {
  const { backward, unfolded, results } = derivation;
  const forms = formsOf(unfolded.graph);
  const wanted = entriesWanted(derivation, forms, of, at);
  const lines = derivation.lines.flatMap((line): (EntryLine | Line)[] => {
    const entries = wanted.get(line.of);
    if (entries === 'whole') return [line];
    // The steps before a fused line are about the array: the entry starts from the last.
    if (!entries || backward.last.get(line.of)?.formula !== line.formula) return [];
    return [...entries.values()].map((place) => entryLine(derivation, forms, line, place));
  });
  const closed = results.find((one) => one.of === of)?.closed ?? unfolded.graph.constant(0);
  return { forward: forwardLines(derivation, forms, wanted), lines, result: entryOf(forms, closed, at) };
}

export const isEntry = (line: EntryLine | Line): line is EntryLine => 'numbers' in line;

/** From the entry up to the loss: which entries of which adjoints it is made of. */
function entriesWanted(
  { backward: { last, standIns } }: NetworkDerivation,
  forms: Forms,
  of: Variable,
  at: Place,
): Wanted {
  const wanted: Wanted = new Map([[of, new Map([[at.join(), at]])]]);
  const whose = new Map([...standIns].map(([variable, standIn]) => [standIn, variable]));
  for (const variable of [...last.keys()].reverse()) {
    const entries = wanted.get(variable);
    const line = last.get(variable);
    if (!entries || !line) continue;
    const formula = readNames(forms.graph, line.formula, line.where);
    const all = entries === 'whole' ? [formula] : [...entries.values()].map((place) => entryOf(forms, formula, place));
    for (const [standIn, place] of all.flatMap((one) => entriesIn(one))) {
      const above = whose.get(standIn);
      if (above) want(wanted, above, place);
    }
  }
  return wanted;
}

function want(wanted: Wanted, of: Variable, place: Place | undefined): void {
  const known = wanted.get(of) ?? new Map<string, Place>();
  if (known === 'whole') return;
  if (place) known.set(place.join(), place);
  wanted.set(of, place && known.size <= MOST_ENTRIES ? known : 'whole');
}

/** The variables of a formula of numbers, each with its place; undefined where it stands as a whole. */
function entriesIn(formula: Expression): readonly (readonly [Variable, Place | undefined])[] {
  const inIndex = new Set<Expression>();
  const found: [Variable, Place | undefined][] = [];
  const nodes = postorder([formula]);
  for (const node of nodes) {
    const place = placeOf(node);
    const [array] = node.kind === 'operation' ? node.args : [];
    if (!place || array?.kind !== 'variable') continue;
    found.push([array, place]);
    inIndex.add(array);
  }
  for (const node of nodes) {
    if (node.kind !== 'variable' || inIndex.has(node)) continue;
    found.push([node, node.shape.length === 0 ? [] : undefined]);
  }
  return found;
}

function placeOf(node: Expression): Place | undefined {
  if (node.kind !== 'operation' || node.row.name !== 'index' || node.shape.length > 0) return undefined;
  const { at } = node.options;
  return Array.isArray(at) && at.every((one): one is number => typeof one === 'number') ? at : undefined;
}

function entryLine(derivation: NetworkDerivation, forms: Forms, line: Line, at: Place): EntryLine {
  const { graph } = forms;
  const formula = entryOf(forms, line.formula, at);
  const own = derivation.samples.find(({ isRandom }) => !isRandom);
  const data = line.value?.data[flat(line.value.shape, at)];
  return {
    of: line.of,
    at,
    line: {
      ...line,
      formula,
      explanation: at.length === 0 ? line.explanation : [...say`The entry of ${line.formula}. `, ...line.explanation],
      way: [],
      check: checkEntry(derivation, line, formula, at),
      ...(data !== undefined && { value: { shape: [], data: [data] } }),
    },
    numbers: own ? filled(derivation, forms, readNames(graph, formula, line.where), own) : [],
  };
}

const flat = (shape: readonly number[], at: Place): number =>
  shape.reduce((place, length, axis) => place * length + (at[axis] ?? 0), 0);

function checkEntry({ checker }: NetworkDerivation, line: Line, formula: Expression, at: Place): LineCheck {
  const closed = readNames(checker.graph, formula, line.where);
  return {
    ...checker.checkFormula(closed, (sample) => {
      const whole = sample.adjoint(line.of);
      const entry = whole?.data[flat(whole.shape, at)];
      return entry === undefined ? undefined : { shape: [], data: Float64Array.of(entry) };
    }),
    ...(line.check.differences && { differences: line.check.differences }),
  };
}

/** Names read as their numbers; then each product as its number; then the sum. */
function filled(
  { standIns }: NetworkDerivation,
  forms: Forms,
  formula: Expression,
  sample: Sample,
): readonly Expression[] {
  const { graph } = forms;
  const adjoints = new Map(
    [...standIns].flatMap(([of, standIn]) => {
      const value = sample.adjoint(of);
      return value ? [[standIn, value] as const] : [];
    }),
  );
  const number = (expression: Expression): Expression | undefined => {
    const value = sample.evaluate(expression, adjoints)?.data[0];
    if (value === undefined) return undefined;
    const size = graph.constant(parseDecimal(String(Math.abs(value))), true);
    return value < 0 ? forms.negative(size) : size;
  };
  const read = new Map<Expression, Expression>();
  for (const node of postorder([formula])) {
    const isName = node.kind === 'variable' ? node.shape.length === 0 : placeOf(node) !== undefined;
    if (!isName) continue;
    const value = number(node);
    if (value) read.set(node, value);
  }
  const numbers = substitute(graph, formula, read);
  const total = number(formula);
  const terms = formula.kind === 'sum' ? formula.terms.map((term) => number(term)) : [];
  const isWorkedOut = formula.kind === 'sum' && formula.terms.some((term) => term.depth > 1);
  const products = isWorkedOut && terms.every((term) => term !== undefined) ? [graph.add(...terms)] : [];
  return [...(numbers === formula ? [] : [numbers]), ...products, ...(total && total !== numbers ? [total] : [])];
}

/** The nodes on the way, at the entries that matter: the neuron. */
function forwardLines(derivation: NetworkDerivation, forms: Forms, wanted: Wanted): readonly ForwardLine[] {
  const { unfolded, samples } = derivation;
  const own = samples.find(({ isRandom }) => !isRandom);
  return unfolded.nodes.flatMap(({ variable }) => {
    const body = unfolded.bodies.get(variable);
    const entries = wanted.get(variable);
    if (!body || !entries || entries === 'whole') return [];
    return [...entries.values()].map((at): ForwardLine => {
      const formula = entryOf(forms, body, at);
      const value = own?.value(variable);
      const number = value?.data[flat(value.shape, at)];
      return {
        of: variable,
        at,
        formula,
        numbers: own ? filled(derivation, forms, formula, own) : [],
        ...(number !== undefined && { value: number }),
      };
    });
  });
}
