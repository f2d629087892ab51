/** What the language brings: functions, operations, constants; in networks layers and losses. Out: candidates. */
import { constants } from '../../calculus/functions/table';
import { BUILT_INS, LAYERS } from '../../program/scope';
import { KEYWORDS } from '../../syntax/lexer';
import { builtInSignatures } from '../typing/signatures';
import type { Candidate } from './candidate';

const functions: readonly Candidate[] = [...BUILT_INS]
  .filter((name) => !KEYWORDS.has(name))
  .map((name) => ({
    name,
    kind: 'builtIn',
    tier: 'builtIn',
    order: 1,
    signatures: builtInSignatures(name, false),
    says: builtInSignatures(name, false)[0]?.summary ?? '',
    about: { of: 'builtIn', name },
  }));
const named: readonly Candidate[] = [...constants].map(([name, { summary }]) => ({
  name,
  kind: 'constant',
  tier: 'builtIn',
  order: 2,
  says: summary,
  about: { of: 'builtIn', name },
}));
/** Layers and losses stand before functions: they are what a network is made of. */
const layers: readonly Candidate[] = [...LAYERS].map((name) => ({
  name,
  kind: 'layer',
  tier: 'builtIn',
  order: 0,
  signatures: builtInSignatures(name, true),
  says: builtInSignatures(name, true)[0]?.summary ?? '',
  about: { of: 'builtIn', name },
}));

const onPage: readonly Candidate[] = [...functions, ...named];
const inside: readonly Candidate[] = [...layers, ...onPage];

export const builtIns = (inNetwork: boolean): readonly Candidate[] => (inNetwork ? inside : onPage);
