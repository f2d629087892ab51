/** One line of a network's derivation as a step of the document: its formula in three spellings, shapes, value, names. */
import { type Expression, type Graph, type Variable, variables } from '../calculus/expression';
import { operation } from '../calculus/operations/table';
import type { NetworkDerivation } from '../network/derivation/derive';
import type { Line } from '../network/derivation/line';
import type { AdjointNote, DerivationStep, Formula } from '../protocol';
import { arrayText, nestedValue } from './array-text';
import { wordsOf } from './explanation';
import { adjointHead, aligned, asciiOf, type NetworkSpeller, spell } from './network-formula';

/** `sum(y, axis=-1)`. */
export const rowSums = (graph: Graph, of: Expression): Expression =>
  graph.operate(operation('sum'), [of], of.shape.length > 1 ? { axis: -1 } : {});

export function stepOf(line: Line, derivation: NetworkDerivation, speller: NetworkSpeller): DerivationStep {
  const { graph } = speller;
  const where = whereOf(line, derivation, speller);
  const { text, shared = [] } = asciiOf(line.formula, speller);
  for (const part of shared) where[part.name] = { text: part.text, unicode: part.text, latex: `\\text{${part.name}}` };
  return {
    rule: line.rule,
    before: line.part ? partOf(line, speller) : adjointHead(speller, line.of.name),
    after: { ...spell(line.formula, speller), text },
    explanation: words(line, speller),
    where,
    check: line.check,
    steps: line.way.map((inner) => stepOf(inner, derivation, speller)),
    adjoint: noteOf(line, graph, speller),
  };
}

/** What one of several uses contributes: `diff(sum(diff(loss, z)*(x @ W)), x)`. */
function partOf({ part, of }: Line, speller: NetworkSpeller): Formula {
  if (!part) return adjointHead(speller, of.name);
  const { graph } = speller;
  const product = graph.multiply(part.adjoint, part.body);
  const total = product.shape.length === 0 ? product : graph.operate(operation('sum'), [product]);
  const { text } = spell(graph.derivative(total, of), speller);
  const through = spell(part.node, speller);
  const own = adjointHead(speller, of.name);
  return {
    text,
    unicode: `${own.unicode} through ${through.unicode}`,
    latex: `${own.latex}\\Big|_{${through.latex}}`,
  };
}

function noteOf(line: Line, graph: Graph, speller: NetworkSpeller): AdjointNote {
  const { of, value, notes, assumption, formula } = line;
  const entries = value && nestedValue(value);
  return {
    of: of.name,
    shape: of.shape,
    ...aligned(formula, speller),
    ...(value && { value: { text: arrayText(value), ...(entries !== undefined && { entries }) } }),
    ...(notes.length > 0 && { note: notes.join('; ') }),
    ...(assumption &&
      !assumption.isChecked && { assumption: `${spell(rowSums(graph, assumption.of), speller).text} == 1` }),
  };
}

/** The names that no node of the page has: those of this line, and what stands for parts of statements. */
function whereOf(line: Line, { unfolded }: NetworkDerivation, speller: NetworkSpeller): Record<string, Formula> {
  const found = new Map<Variable, Expression>();
  const visit = (expression: Expression): void => {
    for (const one of variables(expression)) {
      const whose = speller.standIns.get(one) ?? one;
      const meaning = line.where.get(whose) ?? unfolded.introduced.get(whose);
      if (!meaning || found.has(whose)) continue;
      found.set(whose, meaning);
      visit(meaning);
    }
  };
  visit(line.of);
  visit(line.formula);
  return Object.fromEntries([...found].map(([name, meaning]) => [name.name, spell(meaning, speller)]));
}

/** Longer formulas in the middle of a sentence would drown it. */
const LONGEST_QUOTE = 100;

function words({ explanation }: Line, speller: NetworkSpeller): string {
  const formula = (expression: Expression): string => {
    const text = spell(expression, speller).unicode;
    return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  };
  return wordsOf(explanation, { formula, notation: speller.notation });
}
