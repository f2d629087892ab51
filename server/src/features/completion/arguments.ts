/** Arguments by their names, `axis=`: at the beginning of an argument, those that have not been given. Out: candidates. */
import { activeSignature, givenParameters, missingParameters } from '../typing/active';
import { type Here, signaturesOf } from '../typing/here';
import type { Opening } from '../typing/openings';
import { parameterText, type Signature } from '../typing/signatures';
import type { Candidate } from './candidate';

/** The call whose argument begins at the cursor, and what is called. */
export function argumentBegun(
  here: Here,
): { readonly opening: Opening; readonly signatures: readonly Signature[] } | undefined {
  const opening = here.openings.at(-1);
  const last = opening?.arguments.at(-1);
  if (
    !opening ||
    (opening.kind !== 'call' && opening.kind !== 'point') ||
    last?.name !== undefined ||
    last?.tokens.length
  )
    return undefined;
  const signatures = signaturesOf(here, opening.path);
  return signatures.length > 0 ? { opening, signatures } : undefined;
}

/** Whether only arguments with names may follow. */
export const namesOnly = ({ arguments: given }: Opening): boolean => given.some(({ name }) => name !== undefined);

export function namedArguments(here: Here): Candidate[] {
  const begun = argumentBegun(here);
  if (!begun) return [];
  const { opening, signatures } = begun;
  const first = activeSignature(signatures, opening);
  const found: Candidate[] = [];
  for (const signature of [signatures[first], ...signatures]) {
    if (!signature?.named) continue;
    const given = givenParameters(signature, opening);
    const isComplete = missingParameters(signature, opening).length === 0;
    signature.parameters.forEach((parameter, order) => {
      if (given.has(parameter.name) || found.some(({ name }) => name === `${parameter.name}=`)) return;
      // What must be given comes by its place, usually; what may be, when the rest is there.
      const isNext = parameter.presence !== 'required' && (isComplete || namesOnly(opening));
      found.push({
        name: `${parameter.name}=`,
        kind: 'argument',
        tier: isNext || namesOnly(opening) ? 'asked' : 'word',
        order,
        filter: parameter.name,
        says: parameter.summary ?? parameterText(parameter),
        about: {
          of: 'argument',
          name: parameter.name,
          callee: signature.name,
          page: signature.summary === undefined,
        },
      });
    });
  }
  return found;
}
