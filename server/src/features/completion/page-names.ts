/** What the page defines and what it imports. In: a place. Out: candidates with signatures and shapes, in any order. */
import { definedName } from '../../program/meanings';
import type { Definition } from '../../program/program';
import type { Statement } from '../../syntax/tree';
import type { Here } from '../typing/here';
import { definitionSignature, type Signature, unsoundSignatures } from '../typing/signatures';
import type { Candidate, CandidateKind } from './candidate';

const KINDS: Readonly<Record<Definition['kind'], CandidateKind>> = {
  function: 'function',
  abstract: 'declared',
  value: 'value',
  network: 'network',
};

/** Of pages with more statements than this, those names are made into candidates that what is typed can become. */
const LONG_PAGE = 600;
/** So many, the nearest above and below first. */
const MOST_NAMES = 200;

/** Whether `pageNames` leaves names out: the list then holds for what is typed so far, and no longer. */
export const isLong = ({ view }: Here): boolean => view.program.page.statements.length > LONG_PAGE;

/** Without what is being defined, and the network that is being written: nothing is made of itself. */
export function pageNames(here: Here): Candidate[] {
  const { view, typing } = here;
  const { program } = view;
  const own = ownNames(here);
  const seen = new Set(own);
  const found: Candidate[] = [];
  for (const [name, statement] of written(here)) {
    seen.add(name);
    if (own.has(name)) continue;
    const definition = program.definitionOf(name);
    found.push(definition ? candidateOf(definition) : unsound(unsoundSignatures(statement), name));
  }
  for (const [i, other] of program.imports.entries()) {
    const path = program.importPaths[i] ?? '';
    for (const [name, definition] of other.definitions) {
      if (seen.has(name) || (isLong(here) && !canBecome(typing.word.text, name))) continue;
      seen.add(name);
      found.push({ ...candidateOf(definition), from: path });
    }
  }
  return found;
}

function ownNames({ view, typing, sentence }: Here): ReadonlySet<string> {
  const around = typing.network === undefined ? undefined : view.program.page.statements[typing.network]?.sentence;
  const own = around ? definedName(around) : sentence.kind === 'body' ? sentence.head.defines : undefined;
  return new Set(own === undefined ? [] : [own]);
}

/** The first statement that defines each name outside networks. */
function written(here: Here): ReadonlyMap<string, Statement> {
  const { view, typing } = here;
  const names = new Map<string, Statement>();
  const long = isLong(here);
  for (const statement of view.program.page.statements) {
    const name = statement.network === undefined ? definedName(statement.sentence) : undefined;
    if (name === undefined || names.has(name) || (long && !canBecome(typing.word.text, name))) continue;
    names.set(name, statement);
  }
  if (names.size <= MOST_NAMES) return names;
  const line = view.program.page.statements[typing.index]?.line ?? 0;
  const distances = [...names.values()].map((statement) => Math.abs(statement.line - line));
  const furthest = distances.toSorted((one, other) => one - other)[MOST_NAMES - 1] ?? 0;
  return new Map([...names].filter((_, i) => (distances[i] ?? 0) <= furthest));
}

/** Whether the letters of what is typed come in the name, in their order: what editors let through. */
export function canBecome(typed: string, name: string): boolean {
  const letters = name.toLowerCase();
  let at = 0;
  for (const letter of typed.toLowerCase()) {
    at = letters.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
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
