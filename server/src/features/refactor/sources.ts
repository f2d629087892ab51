/** The refactorings, a row each. In: a page and a selection. Out: what they offer there. */
import type { Range } from '../../syntax/tree';
import type { View } from '../view';
import { claimsOf } from './claim';
import { expansions } from './expand-derivative';
import { extractions } from './extract';
import { gradientClaims } from './gradient-claims';
import { inlinings } from './inline';
import type { Offer } from './offer';
import { respellings } from './respell';

export interface Refactoring {
  readonly name: string;
  /** Of all that it offers, or what their kinds begin with. */
  readonly kind: string;
  /** Offered where the cursor rests, without being asked for: where hardly any place is meant. */
  readonly isQuiet?: boolean;
  readonly offers: (view: View, selection: Range) => readonly Offer[];
}

export const refactorings: readonly Refactoring[] = [
  { name: 'extract', kind: 'refactor.extract', offers: extractions },
  { name: 'inline', kind: 'refactor.inline', offers: inlinings },
  { name: 'expand', kind: 'refactor.rewrite.derivative', offers: expansions, isQuiet: true },
  { name: 'claim', kind: 'refactor.rewrite.claim', offers: claimsOf, isQuiet: true },
  { name: 'claims', kind: 'refactor.rewrite.claims', offers: gradientClaims, isQuiet: true },
  { name: 'respell', kind: 'refactor.rewrite.spelling', offers: respellings },
];
