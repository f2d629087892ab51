/** "Write this page in Unicode": the spellings as actions. In: a view and a selection. Out: titles, and their edits. */
import { respell, type Towards } from '../formatting/respell';
import type { Edit, Range } from '../syntax/tree';
import type { View } from './view';

export interface RespellOffer {
  readonly title: string;
  readonly towards: Towards;
}

export interface RespellAction extends RespellOffer {
  /** On the page, in order. */
  readonly edits: readonly Edit[];
}

const NAMES: Readonly<Record<Towards, string>> = { unicode: 'Unicode', ascii: 'ASCII' };

/** What a page may hold that would be spelled otherwise. */
const SIGNS: readonly (readonly [Towards, RegExp])[] = [
  ['unicode', /[*^-]|<=|>=|!=|~=|\b(?:pi|sqrt|diff|grad|hessian)\b|\.T\b/],
  ['ascii', /[−≤≥≠≈·⋅×⊙÷√π∂∇⁰¹²³⁴⁵⁶⁷⁸⁹ᵀ′″‴]/],
];

/**
 * What can be offered, by a glance at the text: an editor asks at every step of the cursor. Of a selection; of the whole
 * page where nothing is selected.
 */
export function respellOffers({ program }: View, range: Range): RespellOffer[] {
  const { text } = program.page;
  const isSelection = range.end > range.start;
  // Whole statements are spelled; a glance at their lines will do.
  const lineEnd = text.indexOf('\n', range.end);
  const lines = text.slice(text.lastIndexOf('\n', range.start - 1) + 1, lineEnd < 0 ? text.length : lineEnd);
  const asked = isSelection ? lines : text;
  const what = isSelection ? 'the selected lines' : 'this page';
  return SIGNS.filter(([, sign]) => sign.test(asked)).map(([towards]) => ({
    title: `Write ${what} in ${NAMES[towards]}`,
    towards,
  }));
}

/** The edits of an offer, made when it is taken. */
export const respellEdits = ({ program }: View, range: Range, towards: Towards): readonly Edit[] =>
  respell(program, range.end > range.start ? range : undefined, towards);

/** Offers with their edits; those that change nothing are left out. */
export const respellActions = (view: View, range: Range): RespellAction[] =>
  respellOffers(view, range)
    .map((offer) => ({ ...offer, edits: respellEdits(view, range, offer.towards) }))
    .filter(({ edits }) => edits.length > 0);
