/** Documents of small pages in a notation, and every formula that stands in one. */
import { readAsked } from '../../src/network/derivation/asked';
import { derivationDocument } from '../../src/notation/derivation-document';
import { networkDocument } from '../../src/notation/network-document';
import type { Definition, Program } from '../../src/program/program';
import { createWorkspace } from '../../src/program/workspace';
import type { DerivationDocument, DerivationStep, DerivativeNotation, Formula } from '../../src/protocol';

export const programOf = (text: string): Program => createWorkspace().program('test:page', text);

/** `by`: `x`, `x,y` or `∇`; of a network a part. Of what cannot be differentiated nothing. */
export function documentOf(
  program: Program,
  definition: Definition | undefined,
  by: string,
  notation?: DerivativeNotation,
): DerivationDocument | undefined {
  const { graph } = program;
  const options = { names: program.definitions, ...(notation && { notation }) };
  if (definition?.kind === 'function' && definition.sound) {
    const { callee } = definition;
    const variables = by.split(',').flatMap((name) => callee.parameters.filter((one) => one.name === name));
    const [only, ...more] = variables;
    const variable = by === '∇' ? 'gradient' : more.length === 0 ? only : variables;
    return variable && derivationDocument({ graph, callee, variable, ...options });
  }
  if (definition?.kind !== 'network' || !definition.outside) return undefined;
  const { network } = definition.outside;
  const asked = readAsked(network, by);
  return 'problem' in asked ? undefined : networkDocument({ network, ...asked, ...options });
}

/** The derivation of the last function of a page. */
export function derivationOf(text: string, by: string, notation: DerivativeNotation): DerivationDocument {
  const program = programOf(text);
  const document = documentOf(program, [...program.definitions.values()].at(-1), by, notation);
  if (!document) throw new Error(program.problems.map(({ message }) => message).join('; ') || 'no such variable');
  return document;
}

export const everyStep = (steps: readonly DerivationStep[]): readonly DerivationStep[] =>
  steps.flatMap((step) => [step, ...everyStep(step.steps)]);

export function formulasOf(document: DerivationDocument): readonly Formula[] {
  const { head, quantity, entries, result, steps, network } = document;
  const inSteps = everyStep(steps).flatMap(({ before, after, where, part }) => [
    before,
    after,
    ...Object.values(where),
    ...(part ? [part.before, part.after] : []),
  ]);
  const inNetwork = network?.results.flatMap((one) => [one.quantity, one.result, one.formula]) ?? [];
  return [head, quantity, result, ...(entries ? [entries] : []), ...inSteps, ...inNetwork];
}
