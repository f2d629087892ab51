/** Which signature is meant, and which of its parameters is being written. In: signatures and an open call. Out: indices. */
import type { Opening } from './openings';
import type { Signature, SignatureParameter } from './signatures';

type Call = Pick<Opening, 'piped' | 'arguments'>;

/** The first signature that what is written fits; the last one where none does. */
export function activeSignature(signatures: readonly Signature[], call: Call): number {
  const names = call.arguments.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const places = call.arguments.length - names.length + (call.piped ? 1 : 0);
  const found = signatures.findIndex(
    ({ parameters, repeats }) =>
      names.every((name) => parameters.some((one) => one.name === name)) && (repeats || places <= parameters.length),
  );
  return found < 0 ? Math.max(0, signatures.length - 1) : found;
}

/** The parameter of the argument at the cursor; undefined where there is none left. */
export function activeParameter({ parameters, repeats }: Signature, call: Call): number | undefined {
  const last = call.arguments.at(-1);
  if (last?.name !== undefined) return indexOrNothing(parameters.findIndex(({ name }) => name === last.name));
  const given = givenParameters({ parameters }, call);
  // After an argument with a name all others have names.
  if (call.arguments.some(({ name }) => name !== undefined))
    return indexOrNothing(parameters.findIndex(({ name }) => !given.has(name)));
  const place = call.arguments.length - 1 + (call.piped ? 1 : 0);
  if (!repeats) return place < parameters.length ? place : undefined;
  return Math.min(
    place,
    parameters.findLastIndex(({ told }) => !told),
  );
}

const indexOrNothing = (index: number): number | undefined => (index < 0 ? undefined : index);

/** The names of the parameters that have been given before the argument at the cursor. */
export function givenParameters({ parameters }: Pick<Signature, 'parameters'>, call: Call): ReadonlySet<string> {
  const before = call.arguments.slice(0, -1);
  const placed = (call.piped ? 1 : 0) + before.filter(({ name }) => name === undefined).length;
  return new Set([
    ...parameters.slice(0, placed).map(({ name }) => name),
    ...before.flatMap(({ name }) => (name === undefined ? [] : [name])),
  ]);
}

/** The parameters that have to be given, and have not been. */
export const missingParameters = (signature: Signature, call: Call): readonly SignatureParameter[] => {
  const given = givenParameters(signature, call);
  return signature.parameters.filter(({ name, presence }) => presence === 'required' && !given.has(name));
};
