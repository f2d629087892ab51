/**
 * A candidate as an item of the protocol. In: a candidate, the word that it replaces, and what the client can show. Out: the
 * item; what takes time to say comes when it is looked at.
 */
import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  type Range as LspRange,
} from 'vscode-languageserver-types';
import { shapeOf } from '../networks';
import { missingParameters } from '../typing/active';
import { parametersText, type Signature } from '../typing/signatures';
import { type Candidate, ITEM_KINDS, type Subject, TIERS } from './candidate';
import { type Fit, RANKS } from './fit';

export interface ItemOptions {
  /** Text to insert may have places to fill in. */
  readonly snippets: boolean;
  /** Signatures and shapes can stand beside names. */
  readonly labelDetails: boolean;
  /** The client knows two ranges: what is left of the cursor, and the whole word. */
  readonly insertReplace: boolean;
}

/** What is the same for all items of a list. */
export interface ItemPlace {
  readonly insert: LspRange;
  readonly replace: LspRange;
  /** A function's arguments follow already, or it is not called here. */
  readonly bare: boolean;
  /** The first argument comes from the left of a pipe. */
  readonly piped: boolean;
  readonly options: ItemOptions;
}

/** What an item carries along; the server adds which page it is of. */
export interface CompletionData {
  readonly subject: Subject;
}

export function itemOf(candidate: Candidate, fit: Fit, place: ItemPlace): CompletionItem {
  const { name, kind, filter, signatures, about, hasParts, tier, order } = candidate;
  const { options } = place;
  const [text, isSnippet] = insertion(candidate, place);
  const beside = signatures?.[0] ? parametersText(signatures[0], place.piped) : shapeText(candidate);
  const { says, from } = candidate;
  const data: CompletionData | undefined = about && { subject: about };
  const isSymbol = kind === 'abbreviation';
  const label = isSymbol ? `${name}  ${text}` : name;
  const description = from ?? says;
  return {
    label,
    kind: isSymbol && !/\p{L}/u.test(text) ? CompletionItemKind.Operator : ITEM_KINDS[kind],
    sortText: [TIERS.indexOf(tier), RANKS[fit], String(order ?? 0).padStart(5, '0'), name].join(''),
    ...(filter !== undefined && { filterText: filter }),
    ...(options.labelDetails
      ? {
          ...((beside !== '' || description !== undefined) && {
            labelDetails: {
              ...(beside !== '' && { detail: beside }),
              ...(description !== undefined && description !== '' && { description }),
            },
          }),
        }
      : detailOf([beside, description])),
    ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
    textEdit: options.insertReplace
      ? { newText: text, insert: place.insert, replace: place.replace }
      : { newText: text, range: place.insert },
    // Only a part can come after the name of a network or of a layer's node, so the point means that it is taken.
    ...(hasParts && { commitCharacters: ['.'] }),
    ...(data && { data }),
  };
}

const detailOf = (words: readonly (string | undefined)[]): Pick<CompletionItem, 'detail'> => {
  const detail = words.filter(Boolean).join('  ');
  return detail === '' ? {} : { detail };
};

/** ` [4, 8]`; nothing for numbers, which most names are. */
const shapeText = ({ shape }: Candidate): string => (shape && shape.length > 0 ? ` ${shapeOf(shape)}` : '');

function insertion(
  { name, insert, signatures }: Candidate,
  { options, bare, piped }: ItemPlace,
): readonly [string, boolean] {
  if (insert) {
    const isSnippet = options.snippets && insert.snippet !== insert.text;
    return [isSnippet ? insert.snippet : insert.text, isSnippet];
  }
  const signature = signatures?.[0];
  if (!signature || bare || !options.snippets) return [name, false];
  const snippet = callSnippet(name, signature, piped);
  return snippet === undefined ? [name, false] : [snippet, true];
}

/** Of what has to be given each a place to fill in, and of what can be repeated two: `dense(x, units)`. */
function callSnippet(name: string, signature: Signature, piped: boolean): string | undefined {
  const call = { piped, arguments: [{ tokens: [] }] };
  const required = missingParameters(signature, call);
  const another = signature.repeats && required.length === 1 ? signature.parameters[1] : undefined;
  const shown = another?.presence === 'optional' && !another.told && !piped ? [...required, another] : required;
  if (shown.length === 0) return piped ? undefined : `${name}($1)$0`;
  return `${name}(${shown.map((parameter, i) => hole(i + 1, parameter.name)).join(', ')})$0`;
}

/** A place to fill in, as snippets write it. */
export const hole = (order: number, text: string): string => `\${${order}:${text}}`;
