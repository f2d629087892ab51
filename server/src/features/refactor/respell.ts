/** "Write this page in Unicode": the spellings. In: a view and a selection. Out: offers; their edits are made when one is taken. */

import type { Range } from '../../syntax/tree';
import { respellEdits, respellOffers } from '../respell';
import type { View } from '../view';
import type { Offer } from './offer';

export const respellings = (view: View, selection: Range): readonly Offer[] =>
  respellOffers(view, selection).map(({ title, towards }) => ({
    id: towards,
    title,
    kind: 'refactor.rewrite.spelling',
    edits: () => respellEdits(view, selection, towards),
  }));
