/**
 * Signature help. In: a page, an offset, and what the client can show. Out: the ways of calling the innermost call that is
 * open there, the one that is meant, and its parameter at the cursor; also while the line cannot be read.
 */
import type { ParameterInformation, SignatureHelp, SignatureInformation } from 'vscode-languageserver-types';
import { markdown, plain } from './hover/card';
import { activeParameter, activeSignature } from './typing/active';
import { type Here, hereOf, signaturesOf } from './typing/here';
import type { Opening } from './typing/openings';
import { parameterText, repeatsAfter, type Signature, type SignatureParameter } from './typing/signatures';
import { placeAt } from './typing/typing';
import type { View } from './view';

export interface SignatureOptions {
  /** Documentation may be Markdown. */
  readonly markdown: boolean;
  /** Parameters can be pointed out by offsets into the label; else by their text. */
  readonly labelOffsets: boolean;
}

/** Signs after which an editor asks, and those after which it asks again while a signature is shown. */
export const SIGNATURE_TRIGGERS: readonly string[] = ['(', ','];
export const SIGNATURE_RETRIGGERS: readonly string[] = ['=', ')'];

export function signatureHelp(view: View, offset: number, options: SignatureOptions): SignatureHelp | undefined {
  const place = placeAt(view, offset);
  if (place.kind !== 'code' && place.kind !== 'number') return undefined;
  const here = hereOf(view, place.typing);
  // In the head of a definition names are given, not arguments.
  if (here.sentence.kind !== 'body') return undefined;
  for (const opening of here.openings.toReversed()) {
    if (opening.kind !== 'call' && opening.kind !== 'point') continue;
    const signatures = signaturesOf(here, opening.path).filter(({ parameters }) => parameters.length > 0);
    if (signatures.length > 0) return helpWith(here, opening, signatures, options);
    // At a point of what has no signature the call further out is not the one that is written.
    if (opening.kind === 'point') return undefined;
  }
  return undefined;
}

function helpWith(
  here: Here,
  opening: Opening,
  signatures: readonly Signature[],
  options: SignatureOptions,
): SignatureHelp {
  const { view, typing } = here;
  // What is called as it is written: of the point of a derivative all of `∂f/∂x`.
  const [first, bracket] = [typing.before[opening.from], typing.before[opening.at]];
  const called = first && bracket ? view.program.page.text.slice(first.start, bracket.start).trim() : '';
  const shown = signatures.map((signature) => ({
    signature,
    active: activeParameter(signature, opening) ?? signature.parameters.length,
  }));
  const active = activeSignature(signatures, opening);
  return {
    signatures: shown.map((one) => informationOf(here, opening, called, one, options)),
    activeSignature: active,
    activeParameter: shown[active]?.active ?? 0,
  };
}

function informationOf(
  { view }: Here,
  { piped, kind }: Opening,
  called: string,
  { signature, active }: { readonly signature: Signature; readonly active: number },
  options: SignatureOptions,
): SignatureInformation {
  const { parameters, summary, guide, documentation } = signature;
  const { label, places } = labelOf(called, signature, piped);
  const card = {
    formulas: [],
    says: [...(kind === 'point' ? [`the point at which ${called} is taken`] : summary === undefined ? [] : [summary])],
    ...(documentation !== undefined && { documentation }),
    ...(kind !== 'point' && guide !== undefined && { guide }),
  };
  const text = options.markdown ? markdown(card, view.document.uri, undefined) : plain(card);
  return {
    label,
    parameters: parameters.map((parameter, i): ParameterInformation => {
      const words = wordsOf(parameter, piped && i === 0);
      const [start, end] = places[i] ?? [0, 0];
      return {
        label: options.labelOffsets ? [start, end] : label.slice(start, end),
        ...(words !== '' && { documentation: words }),
      };
    }),
    activeParameter: active,
    ...(text.value !== '' && { documentation: text }),
  };
}

/** Plain text. */
const wordsOf = ({ summary }: SignatureParameter, isPiped: boolean): string =>
  [...(summary === undefined ? [] : [summary]), ...(isPiped ? ['given by what stands before |>'] : [])].join('; ');

/** `dense(x, units, W=, b=)`, and after a pipe as it is written there, `x |> dense(units, W=, b=)`; where each parameter is. */
function labelOf(
  called: string,
  signature: Signature,
  piped: boolean,
): { readonly label: string; readonly places: readonly (readonly [number, number])[] } {
  const places: [number, number][] = [];
  let label = piped ? '' : `${called}(`;
  signature.parameters.forEach((parameter, i) => {
    if (i > (piped ? 1 : 0)) label += ', ';
    const text = parameterText(parameter);
    places.push([label.length, label.length + text.length]);
    label += text;
    if (repeatsAfter(signature, i)) label += ', …';
    if (piped && i === 0) label += ` |> ${called}(`;
  });
  return { label: `${label})`, places };
}
