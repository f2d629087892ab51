/**
 * What is differentiated, and by what: after `∂`, below the line, after `∇`, in `diff(f, …)`. In: a place. Out: functions,
 * or variables in the order of the function's parameters; undefined where no derivative is written.
 */

import { table } from '../../calculus/functions/table';
import { type Here, signaturesOf } from '../typing/here';
import { differentiation, pathBefore, quotientBefore } from '../typing/openings';
import { builtIns } from './built-ins';
import { type Candidate, visible } from './candidate';
import { pageNames } from './page-names';
import { networkParts, type Part } from './parts';
import { layeredAt, membersAbove, scopeNames, wordFor } from './scope-names';

export function derivativesHere(here: Here): Candidate[] | undefined {
  const { before } = here.typing;
  const last = before.at(-1);
  const isOrder = last?.type === 'superscript' || (last?.type === 'number' && before.at(-2)?.type === '^');
  const sign = isOrder ? before[before.length - (last?.type === 'number' ? 3 : 2)] : last;
  if (sign?.type === '∇') return functions(here);
  if (sign?.type === '∂') {
    const quotient = isOrder ? undefined : quotientBefore(before, before.length);
    if (quotient) {
      // Of ∂/∂x (…) any name can be the variable.
      return quotient.path.length > 0 ? variables(here, quotient.path) : scopeNames(here);
    }
    return functions(here);
  }
  const leibniz = leibnizHere(here);
  if (leibniz) return leibniz;
  const call = differentiation(here.openings.at(-1));
  if (call?.arguments.at(-1)?.tokens.length !== 0) return undefined;
  if (call.arguments.length === 1) return undefined;
  const subject = call.arguments[0]?.tokens ?? [];
  const { path, from } = pathBefore(subject, subject.length - 1);
  if (call.path[0]?.endsWith('diff') !== true) return [];
  return from === 0 && path.length > 0 && signaturesOrParts(here, path) ? variables(here, path) : scopeNames(here);
}

const signaturesOrParts = (here: Here, path: readonly string[]): boolean =>
  path.length > 1 ||
  signaturesOf(here, path).length > 0 ||
  membersAbove(here.view, here.typing).some(({ name }) => name === path[0]);

/** Functions of the page, losses of its networks; in a network what has been computed above; then the built-in functions. */
export function functions(here: Here): Candidate[] {
  const { view, typing } = here;
  const nodes = membersAbove(view, typing).filter(({ kind }) => kind === 'node' || kind === 'loss');
  const page = pageNames(here).flatMap((candidate): Candidate[] => {
    if (candidate.kind !== 'network') return candidate.signatures ? [plainName(candidate)] : [];
    const definition = view.program.definitionOf(candidate.name);
    const hasLoss =
      definition?.kind === 'network' && networkParts(view, definition).some(({ kind }) => kind === 'loss');
    const loss: Candidate = { ...plainName(candidate), name: `${candidate.name}.loss`, kind: 'loss', says: 'loss' };
    return hasLoss ? [loss, plainName(candidate)] : [plainName(candidate)];
  });
  // An operation is one function for every shape, and has no partials of its own.
  const rows = builtIns(false).filter(({ name }) => table.has(name));
  return visible([...nodes, ...page, ...rows.map(plainName)]);
}

/** Only its name: it is not called here. */
const plainName = ({ signatures: _, ...candidate }: Candidate): Candidate => candidate;

/** The parameters of a function in their order; of a loss what it depends on, first what is trained. */
function variables(here: Here, path: readonly string[]): Candidate[] {
  const { view, typing } = here;
  const [first = '', ...rest] = path;
  const above = membersAbove(view, typing);
  if (rest.length === 0 && above.some(({ name }) => name === first)) return ranked(partsAbove(here, first), '');
  const definition = view.program.definitionOf(first);
  if (definition?.kind === 'network') {
    const inner = rest.join('.');
    const parts = networkParts(view, definition).filter(({ name, kind }) => name !== inner && kind !== 'loss');
    return ranked(parts, `${first}.`);
  }
  const [signature, ...others] = signaturesOf(here, path);
  const parameters = others.at(-1)?.parameters ?? signature?.parameters ?? [];
  return parameters
    .filter(({ told }) => !told)
    .map(({ name, shape }, order) => ({
      name,
      kind: 'parameter',
      tier: 'asked',
      order,
      says: `parameter of ${first}`,
      ...(shape && { shape }),
    }));
}

const ORDER: readonly Part['kind'][] = ['param', 'weight', 'input', 'node', 'target'];

const ranked = (parts: readonly Part[], prefix: string): Candidate[] =>
  parts.map((part, i) => ({
    name: `${prefix}${part.name}`,
    kind: part.kind,
    tier: 'asked',
    order: 1_000 * ORDER.indexOf(part.kind) + i,
    says: wordFor(part.kind),
    ...(part.shape && { shape: part.shape }),
    ...(part.about && { about: part.about }),
  }));

/** What a node of the network can depend on: what stands above it, and what its own layers make. */
function partsAbove({ view, typing }: Here, node: string): Part[] {
  const members = [...membersAbove(view, typing)].reverse();
  const names = members
    .slice(
      0,
      members.findIndex(({ name }) => name === node),
    )
    .map(({ name }) => name);
  const made = layeredAt(view, typing)?.parameters ?? [];
  return [
    ...members.filter(({ name }) => names.includes(name)),
    ...made
      .filter(({ owner }) => owner !== undefined && (names.includes(owner) || owner === node))
      .map(
        ({ name, shape }): Part => ({
          name,
          kind: 'weight',
          shape,
          ...(typing.network !== undefined && { about: { of: 'part', name, network: typing.network } }),
        }),
      ),
  ];
}

/** `df/d`: where f is a function, and neither d-name is defined. */
function leibnizHere(here: Here): Candidate[] | undefined {
  const { before } = here.typing;
  const [above, line] = before.slice(-2);
  if (line?.type !== '/' || above?.type !== 'name' || !above.value.startsWith('d') || above.value.length < 2)
    return undefined;
  const name = above.value.slice(1);
  const isDefined = [...scopeNames(here), ...pageNames(here)].some(
    (one) => one.kind !== 'free' && one.name === above.value,
  );
  if (isDefined || signaturesOf(here, [name]).length === 0) return undefined;
  return variables(here, [name]).map((candidate) => ({ ...candidate, name: `d${candidate.name}` }));
}
