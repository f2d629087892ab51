/** Symbols by what is typed for them: `\alpha` becomes α. Out: candidates. */
import { ABBREVIATIONS } from '../../syntax/abbreviations';
import type { Candidate } from './candidate';

export const symbols: readonly Candidate[] = ABBREVIATIONS.map(({ typed, symbol, summary }, order) => ({
  name: typed,
  kind: 'abbreviation',
  tier: 'asked',
  order,
  says: summary,
  insert: { text: symbol, snippet: symbol },
  filter: typed,
}));
