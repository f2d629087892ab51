/**
 * The names that only hold where the cursor is: parameters of the head, what stands above in the network, dimensions; in
 * claims the parameters of the functions that they speak of, and names that the statement uses already. Out: candidates.
 */
import { namesIn } from '../../calculus/dimension';
import type { Layered } from '../../network/network';
import { definedBy } from '../../program/network-scope';
import { scopeAt } from '../../program/typed';
import type { Sentence as Written } from '../../syntax/tree';
import { type Here, signaturesOf } from '../typing/here';
import type { Typing } from '../typing/typing';
import type { View } from '../view';
import type { Candidate, CandidateKind } from './candidate';

export function scopeNames(here: Here): Candidate[] {
  const { sentence, typing } = here;
  if (sentence.kind !== 'body' || sentence.of === 'declared') return [];
  if (typing.network !== undefined) return networkNames(here);
  return sentence.of === 'definition' ? headNames(here) : spokenNames(here);
}

/** Parameters, then the dimensions of their shapes. */
function headNames({ sentence }: Here): Candidate[] {
  if (sentence.kind !== 'body') return [];
  const { parameters } = sentence.head;
  const dimensions = new Set(parameters.flatMap(({ shape }) => shape?.flatMap(namesIn) ?? []));
  return [
    ...parameters.map(
      ({ name, shape }, order): Candidate => ({
        name,
        kind: 'parameter',
        tier: 'scope',
        order,
        says: 'parameter',
        ...(shape && { shape }),
      }),
    ),
    ...dimensionNames(dimensions, parameters.length),
  ];
}

const dimensionNames = (names: Iterable<string>, from: number): Candidate[] =>
  [...names].map((name, i) => ({ name, kind: 'dimension', tier: 'scope', order: from + i, says: 'length', shape: [] }));

/** The dimensions that a head or a declaration can speak of: those of its own, and those of what stands above. */
export function dimensionsHere(here: Here): Candidate[] {
  const { sentence, typing, view } = here;
  const own =
    sentence.kind === 'head' ? sentence.head.parameters.flatMap(({ shape }) => shape?.flatMap(namesIn) ?? []) : [];
  const above = typing.network === undefined ? [] : lengthsOf(layeredAt(view, typing));
  return dimensionNames(new Set([...own, ...above]), 0);
}

const lengthsOf = (layered: Layered | undefined): string[] =>
  [...(layered?.nodes ?? []), ...(layered?.parameters ?? [])].flatMap(({ shape }) => shape.flatMap(namesIn));

/** What stands above in the network, as far as it is sound. */
export const layeredAt = (view: View, typing: Typing): Layered | undefined =>
  typing.network === undefined ? undefined : scopeAt(view.program, typing).inside?.above();

const KINDS: Readonly<Partial<Record<Written['kind'], CandidateKind>>> = {
  input: 'input',
  target: 'target',
  param: 'param',
};
const WORDS: Readonly<Partial<Record<CandidateKind, string>>> = {
  input: 'input',
  target: 'target',
  param: 'parameter',
  weight: 'parameter',
  node: 'node',
  loss: 'loss',
  part: 'part',
};
export const wordFor = (kind: CandidateKind): string => WORDS[kind] ?? '';

/** Inputs, targets, parameters and nodes above, the nearest first; also those that have an error, without a shape. */
export function membersAbove(view: View, typing: Typing): Candidate[] {
  const { network, index } = typing;
  if (network === undefined) return [];
  const layered = layeredAt(view, typing);
  const shapes = new Map(
    [...(layered?.nodes ?? []), ...(layered?.parameters ?? [])].map((one) => [one.name, one.shape]),
  );
  const owners = new Set(layered?.parameters.map(({ owner }) => owner));
  const found: Candidate[] = [];
  for (let i = index - 1; i > network; i--) {
    const statement = view.program.page.statements[i];
    if (!statement) continue;
    for (const name of definedBy(statement.sentence)) {
      const kind = KINDS[statement.sentence.kind] ?? (name === 'loss' ? 'loss' : 'node');
      const shape = shapes.get(name);
      found.push({
        name,
        kind,
        tier: 'scope',
        order: index - i,
        says: wordFor(kind),
        about: { of: 'part', name, network },
        ...(shape && { shape }),
        ...(owners.has(name) && { hasParts: true }),
      });
    }
  }
  return found;
}

function networkNames({ view, typing }: Here): Candidate[] {
  const members = membersAbove(view, typing);
  const known = new Set(members.map(({ name }) => name));
  const lengths = lengthsOf(layeredAt(view, typing)).filter((name) => !known.has(name));
  return [...members, ...dimensionNames(new Set(lengths), typing.index)];
}

const DIFFERENTIATING = new Set(['∂', '∇', 'prime']);
const DIFFERENTIATIONS = new Set(['diff', 'grad', 'hessian', 'jacobian']);

/** A claim about f speaks in f's parameters; so does a derivative without a point. Free names come again. */
function spokenNames(here: Here): Candidate[] {
  const { typing, sentence, view } = here;
  const tokens = [...typing.before, ...typing.after];
  const speaks =
    (sentence.kind === 'body' && sentence.of === 'claim') ||
    tokens.some(({ type, value }) => DIFFERENTIATING.has(type) || DIFFERENTIATIONS.has(value));
  const spoken: Candidate[] = [];
  const free: Candidate[] = [];
  tokens.forEach(({ type, value: name, end }, i) => {
    if (type !== 'name' || tokens[i - 1]?.type === '.' || tokens[i + 1]?.type === '=') return;
    const isAfter = end > typing.word.end;
    const definition = view.program.definitionOf(name);
    const signatures = signaturesOf(here, [name]);
    if (signatures.length === 0 && !definition) {
      if (!isAfter || tokens[i + 1]?.type !== '(')
        free.push({ name, kind: 'free', tier: 'spoken', order: 100 + i, says: 'variable of this line' });
      return;
    }
    if (!speaks || !definition) return;
    for (const parameter of signatures[0]?.parameters ?? [])
      spoken.push({
        name: parameter.name,
        kind: 'parameter',
        tier: 'spoken',
        order: spoken.length,
        says: `parameter of ${name}`,
        ...(parameter.shape && { shape: parameter.shape }),
      });
  });
  return [...spoken, ...free];
}
