/**
 * The derivation of a network as the document that the panel and the command show. In: a network, what is asked for, and what
 * the page has named. Out: `DerivationDocument`.
 */

import { type Expression, variables } from '../calculus/expression';
import { type Asked, WHOLE } from '../network/derivation/asked';
import { deriveNetwork, type NetworkDerivation, type NetworkRequest } from '../network/derivation/derive';
import { deriveEntry, isEntry } from '../network/derivation/entry';
import type { Line } from '../network/derivation/line';
import type { DerivationDocument, DerivativeNotation, Formula, NetworkNote } from '../protocol';
import { arrayText } from './array-text';
import { gradientHead } from './head';
import { entryName, entryStep, neuronOf } from './network-entry-document';
import { adjointHead, type NetworkSpeller, spell } from './network-formula';
import { rowSums, stepOf } from './network-step';
import { NO_NAMES } from './print';

export interface NetworkDocumentRequest extends NetworkRequest, Asked {
  /** Zero-based line of the definition. */
  readonly line?: number;
  readonly notation?: DerivativeNotation;
  /** What is to be said of the layout of the weights. */
  readonly layout?: string;
}

export function networkDocument(request: NetworkDocumentRequest): DerivationDocument {
  return networkDerived(request).document;
}

export interface NetworkDerived {
  readonly derivation: NetworkDerivation;
  readonly document: DerivationDocument;
}

export function networkDerived(request: NetworkDocumentRequest): NetworkDerived {
  const { network, wanted, at, line = 0, layout } = request;
  const derivation = deriveNetwork(request);
  const speller = spellerOf(request, derivation);
  const entry = wanted && at ? deriveEntry(derivation, wanted, at) : undefined;
  const asked = (name: string): string => (at ? entryName(name, at) : name);
  const results = derivation.results.map(({ of, closed, line: last }) => ({
    name: asked(of.name),
    shape: at ? [] : of.shape,
    quantity: adjointHead(speller, asked(of.name)),
    ...(entry ? alone(spell(entry.result, speller)) : resultOf(closed, last, speller)),
  }));
  const [only] = results;
  const document: DerivationDocument = {
    head: {
      text: network.name,
      unicode: `network ${network.name}`,
      latex: `\\text{network }\\mathit{${network.name.replaceAll('_', '\\_')}}`,
    },
    function: network.name,
    wrt: wanted ? asked(wanted.name) : WHOLE,
    quantity: wanted && only ? only.quantity : gradientHead(network.loss.name),
    result: wanted && only ? only.result : { text: '1', unicode: '1', latex: '1' },
    conditions: derivation.assumptions.map(({ of }) => `${spell(rowSums(network.graph, of), speller).unicode} = 1`),
    constants: [],
    steps: entry
      ? entry.lines.map((one) =>
          isEntry(one) ? entryStep(one, derivation, speller) : stepOf(one, derivation, speller),
        )
      : [...derivation.lines, ...closing(derivation)].map((one) => stepOf(one, derivation, speller)),
    network: {
      forward: forwardOf(derivation, speller),
      ...(entry && { neuron: neuronOf(entry.forward, speller) }),
      results,
      assumptions: derivation.assumptions.map(({ of }) => spell(rowSums(network.graph, of), speller)),
      ...(layout !== undefined && { layout }),
      ...(derivation.samples.length === 0 && { unchecked: true as const }),
    },
    line,
  };
  return { derivation, document };
}

export function spellerOf(
  { network, names = NO_NAMES, notation = 'leibniz' }: Pick<NetworkDocumentRequest, 'network' | 'names' | 'notation'>,
  { standIns, unfolded }: NetworkDerivation,
): NetworkSpeller {
  const own = new Set([...unfolded.nodes, ...unfolded.parameters].map(({ name }) => name));
  return {
    graph: network.graph,
    names: { has: (name) => own.has(name) || names.has(name) },
    loss: network.loss.variable,
    notation,
    standIns: new Map([...standIns].map(([of, standIn]) => [standIn, of])),
  };
}

const alone = (formula: Formula): Result => ({ result: formula, formula, where: [] });

type Result = Pick<NetworkNote['results'][number], 'result' | 'formula' | 'where'>;

/** In ASCII all in the names of the network; for people with the names that the lines have introduced. */
function resultOf(closed: Expression, { formula, where }: Line, speller: NetworkSpeller): Result {
  const whole = spell(closed, speller);
  const used = [...where].filter(([name]) => [formula, ...where.values()].some((one) => variables(one).includes(name)));
  if (used.length === 0) return { result: whole, formula: whole, where: [] };
  const short = spell(formula, speller);
  const meanings = used.map(([name, meaning]) => ({ name: spell(name, speller), formula: spell(meaning, speller) }));
  const list = (pick: 'unicode' | 'latex', sign: string): string =>
    meanings.map((one) => `${one.name[pick]} = ${one.formula[pick]}`).join(sign);
  const result = {
    text: whole.text,
    unicode: `${short.unicode} where ${list('unicode', ', ')}`,
    latex: `${short.latex} \\quad \\text{where } ${list('latex', ',\\; ')}`,
  };
  return { result, formula: short, where: meanings };
}

/** The closed formulas, where they say more than the last line does. */
function closing({ results, lines }: NetworkDerivation): readonly Line[] {
  return results.flatMap(({ of, line }) => {
    const own = lines.findLast((one) => one.of === of);
    return own && own.formula === line.formula ? [] : [line];
  });
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
