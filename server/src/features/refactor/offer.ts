/** What a refactoring offers at a place of a page, before it is an action of the protocol. */
import type { Edit } from '../../syntax/tree';

export interface Offer {
  /** Tells it from the others that are offered at the same place, so that its edits can be made later. */
  readonly id: string;
  readonly title: string;
  /** A code action's kind: `refactor.extract.function`. */
  readonly kind: string;
  /** Why it cannot be done, where a reader could expect that it can. Then there are no edits. */
  readonly refused?: string;
  /** Its edits take a while to be made. */
  readonly isCostly?: boolean;
  /** On the page; none overlaps another. None at all where it turns out that it cannot be done. */
  edits(): readonly Edit[];
}

export const refused = (offer: Pick<Offer, 'id' | 'title' | 'kind'>, reason: string): Offer => ({
  ...offer,
  refused: reason,
  edits: () => [],
});
