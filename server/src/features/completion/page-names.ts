/** What the page defines and what it imports. In: a place. Out: candidates with signatures and shapes, in any order. */
import { definedName } from '../../program/meanings';
import type { Definition } from '../../program/program';
import type { Here } from '../typing/here';
import { definitionSignature, pageSignatures, type Signature } from '../typing/signatures';
import type { Candidate, CandidateKind } from './candidate';

const KINDS: Readonly<Record<Definition['kind'], CandidateKind>> = {
  function: 'function',
  abstract: 'declared',
  value: 'value',
  network: 'network',
};

/** Without what is being defined, and the network that is being written: nothing is made of itself. */
export function pageNames({ view, typing, sentence }: Here): Candidate[] {
  const { program } = view;
  const { statements } = program.page;
  const own = new Set<string | undefined>([undefined]);
  if (typing.network === undefined && sentence.kind === 'body') own.add(sentence.head.defines);
  const around = typing.network === undefined ? undefined : statements[typing.network]?.sentence;
  if (around) own.add(definedName(around));
  const seen = new Set<string>();
  const found: Candidate[] = [];
  for (const { sentence: written, network } of statements) {
    const name = network === undefined ? definedName(written) : undefined;
    if (name === undefined || seen.has(name)) continue;
    seen.add(name);
    if (own.has(name)) continue;
    const definition = program.definitionOf(name);
    found.push(definition ? candidateOf(definition) : unsound(pageSignatures(program, name), name));
  }
  for (const [name, definition] of program.definitions) {
    if (seen.has(name) || own.has(name)) continue;
    const from = program.originOf(name);
    found.push({ ...candidateOf(definition), ...(from !== undefined && { from }) });
  }
  return found;
}

/** Defined with an error: it is offered all the same, for its name is right. */
function unsound(signatures: readonly Signature[], name: string): Candidate {
  const kind = signatures.length > 0 ? 'function' : 'value';
  return { name, kind, tier: 'page', about: { of: 'page', name }, ...(signatures.length > 0 && { signatures }) };
}

function candidateOf(definition: Definition): Candidate {
  const { name, kind } = definition;
  const signatures = definitionSignature(definition);
  return {
    name,
    kind: KINDS[kind],
    tier: 'page',
    about: { of: 'page', name },
    ...(signatures.length > 0 && { signatures }),
    ...(definition.kind === 'value' && { shape: definition.body.shape }),
    ...(definition.kind === 'network' && { hasParts: true }),
  };
}
