/** A card that asks instead of telling. In: what is hidden. Out: the card's formula and the question. */
import { line } from '../formulas';
import type { View } from '../view';
import type { Card } from './card';

export const asked = (
  { prediction }: View,
  what: string,
  kind: 'derivative' | 'value' = 'derivative',
): Pick<Card, 'formulas' | 'says' | 'isHidden'> => ({
  formulas: [line(`${what} = ?`)],
  says: prediction ? [prediction.question(what, kind)] : [],
  isHidden: true,
});
