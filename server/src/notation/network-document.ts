/**
 * The derivation of a network as the document that the panel and the command show. In: a network, what is asked for, and what
 * the page has named. Out: `DerivationDocument`.
 */
import { type Expression, type Graph, type Variable, variables } from '../calculus/expression';
import { operation } from '../calculus/operations/table';
import { deriveNetwork, type NetworkDerivation, type NetworkRequest } from '../network/derivation/derive';
import type { Line } from '../network/derivation/line';
import type { AdjointNote, DerivationDocument, DerivationStep, Formula, NetworkNote } from '../protocol';
import { arrayText, nestedValue } from './array-text';
import { adjointHead, aligned, asciiOf, type NetworkSpeller, spell } from './network-formula';
import { NO_NAMES } from './print';

export interface NetworkDocumentRequest extends NetworkRequest {
  /** Zero-based line of the definition. */
  readonly line?: number;
}

/** What is asked for, where it is the whole backward pass. */
export const WHOLE = 'loss';

export function networkDocument(request: NetworkDocumentRequest): DerivationDocument {
  return networkDerived(request).document;
}

export interface NetworkDerived {
  readonly derivation: NetworkDerivation;
  readonly document: DerivationDocument;
}

export function networkDerived(request: NetworkDocumentRequest): NetworkDerived {
  const { network, wanted, line = 0 } = request;
  const derivation = deriveNetwork(request);
  const speller = spellerOf(request, derivation);
  const results = derivation.results.map(({ of, closed }) => ({
    name: of.name,
    shape: of.shape,
    quantity: adjointHead(speller, of.name),
    result: spell(closed, speller),
  }));
  const [only] = results;
  const lossItself = adjointHead(speller, network.loss.name);
  const document: DerivationDocument = {
    head: {
      text: network.name,
      unicode: `network ${network.name}`,
      latex: `\\text{network }\\mathit{${network.name.replaceAll('_', '\\_')}}`,
    },
    function: network.name,
    wrt: wanted?.name ?? WHOLE,
    quantity: wanted && only ? only.quantity : lossItself,
    result: wanted && only ? only.result : { text: '1', unicode: '1', latex: '1' },
    conditions: derivation.assumptions.map(({ of }) => `${spell(rowSums(network.graph, of), speller).unicode} = 1`),
    constants: [],
    steps: [...derivation.lines, ...closing(derivation)].map((one) => stepOf(one, derivation, speller)),
    network: {
      forward: forwardOf(derivation, speller),
      results,
      assumptions: derivation.assumptions.map(({ of }) => spell(rowSums(network.graph, of), speller)),
      ...(derivation.samples.length === 0 && { unchecked: true as const }),
    },
    line,
  };
  return { derivation, document };
}

export function spellerOf(
  { network, names = NO_NAMES }: NetworkRequest,
  { standIns, unfolded }: NetworkDerivation,
): NetworkSpeller {
  const own = new Set([...unfolded.nodes, ...unfolded.parameters].map(({ name }) => name));
  return {
    graph: network.graph,
    names: { has: (name) => own.has(name) || names.has(name) },
    loss: network.loss.variable,
    standIns: new Map([...standIns].map(([of, standIn]) => [standIn, of])),
  };
}

/** The closed formulas, where they say more than the last line does. */
function closing({ results, lines }: NetworkDerivation): readonly Line[] {
  return results.flatMap(({ of, line }) => {
    const own = lines.findLast((one) => one.of === of);
    return own && own.formula === line.formula ? [] : [line];
  });
}

/** `sum(y, axis=-1)`. */
const rowSums = (graph: Graph, of: Expression): Expression =>
  graph.operate(operation('sum'), [of], of.shape.length > 1 ? { axis: -1 } : {});

function stepOf(line: Line, derivation: NetworkDerivation, speller: NetworkSpeller): DerivationStep {
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
  return explanation
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      const text = spell(piece, speller).unicode;
      return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
    })
    .join('');
}

/** What is computed on the way, from the inputs to the loss. */
function forwardOf(derivation: NetworkDerivation, speller: NetworkSpeller): NetworkNote['forward'] {
  const { unfolded, values } = derivation;
  return unfolded.nodes.map(({ variable, shape }) => {
    const body = unfolded.bodies.get(variable);
    const value = values.value(variable);
    return {
      name: spell(variable, speller),
      ...(body && { formula: spell(body, speller) }),
      shape,
      ...(value.ok && { value: arrayText(value) }),
    };
  });
}
