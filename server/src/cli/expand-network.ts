/** `nabla expand` of a network: the backward pass up to a node, an input or a parameter, or the whole of it. */

import type { Expression } from '../calculus/expression';
import { readAsked, WHOLE } from '../network/derivation/asked';
import { networkDocument } from '../notation/network-document';
import { printNetwork } from '../notation/network-text';
import type { Sheet } from '../notation/styled';
import { withPageValues } from '../program/answers';
import type { NetworkDefinition } from '../program/program';
import type { DerivationDocument, DerivationStep, Formula } from '../protocol';
import { namesOf } from './evaluate';
import { UsageError } from './io';
import type { Options } from './options';
import type { OpenPage } from './pages';

export function expandNetwork(
  page: OpenPage,
  { name, outside, statement }: NetworkDefinition,
  asked: string,
  given: ReadonlyMap<string, Expression>,
  { json, format, steps }: Options,
  sheet: Sheet,
): string {
  if (!outside) throw new UsageError(`The network ${name} has no sound loss that could be differentiated.`);
  const { network } = outside;
  const part = readAsked(network, asked);
  if ('problem' in part) throw new UsageError(part.problem);
  const document = networkDocument({
    network,
    ...part,
    names: namesOf(page),
    given: { values: given, close: (expression) => withPageValues(page.program, expression) },
    line: statement.line,
  });
  return json ? `${JSON.stringify(entry(document))}\n` : printNetwork(document, format, steps, sheet);
}

const texts = ({ text, latex }: Formula): object => ({ text, latex });

function entry(document: DerivationDocument): object {
  const { network } = document;
  return {
    network: document.function,
    wrt: document.wrt,
    result: texts(document.result),
    ...(document.wrt === WHOLE && {
      results: network?.results.map(({ name, shape, result }) => ({ wrt: name, shape, ...texts(result) })),
    }),
    ...(network &&
      network.assumptions.length > 0 && { assumptions: network.assumptions.map(({ text }) => `${text} == 1`) }),
    forward: network?.forward.map(({ name, formula, shape }) => ({
      name: name.text,
      ...(formula && { text: formula.text }),
      shape,
    })),
    ...(network?.neuron && {
      neuron: network.neuron.map(({ name, formula, numbers }) => ({
        name: name.text,
        text: formula.text,
        numbers: numbers.map(({ text }) => text),
      })),
    }),
    steps: document.steps.map(stepEntry),
  };
}

function stepEntry(step: DerivationStep): object {
  const { adjoint } = step;
  return {
    rule: step.rule,
    before: step.before.text,
    after: step.after.text,
    latex: step.after.latex,
    explanation: step.explanation,
    where: Object.fromEntries(Object.entries(step.where).map(([name, { text }]) => [name, text])),
    ...(adjoint && {
      shape: adjoint.shape,
      factors: adjoint.factors,
      underbraced: adjoint.latex,
      value: adjoint.value?.entries ?? null,
      ...(adjoint.note !== undefined && { note: adjoint.note }),
      ...(adjoint.assumption !== undefined && { assumption: adjoint.assumption }),
    }),
    check: step.check,
    steps: step.steps.map(stepEntry),
  };
}
