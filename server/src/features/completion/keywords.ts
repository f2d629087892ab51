/** Words of the language, where they may stand: at the beginning of a statement, or after a value. Out: candidates. */
import type { Token } from '../../syntax/lexer';
import type { Here } from '../typing/here';
import { endsValue } from '../typing/openings';
import type { Candidate } from './candidate';
import { hole } from './item';
import { membersAbove } from './scope-names';

interface Word {
  readonly says: string;
  readonly guide: string;
  /** With places to fill in. */
  readonly snippet?: string;
}

const PAGE: Readonly<Record<string, Word>> = {
  check: { says: 'a claim', guide: 'A claim: proved, or refuted with a counterexample. `check ∂f/∂x = 2x`' },
  declare: {
    says: 'an abstract function',
    guide: 'A function of which only the name and the parameters are known. `declare g(u, v)`',
    snippet: `declare ${hole(1, 'g')}(${hole(2, 'u')})`,
  },
  import: {
    says: 'the definitions of another page',
    guide: 'The definitions of another page, by its path from this one. `import "layers.grad"`',
    snippet: 'import "$1"',
  },
  network: {
    says: 'a neural network',
    guide: 'A network: inputs, targets, nodes and the loss that is differentiated.',
    snippet: [
      `network ${hole(1, 'net')} {`,
      `  input  x[${hole(2, '4')}]`,
      `  target y[${hole(3, '3')}]`,
      `  p = ${hole(4, 'dense(x, $3) |> softmax')}`,
      `  loss = ${hole(0, 'cross_entropy(p, y)')}`,
      '}',
    ].join('\n'),
  },
};

const NETWORK: Readonly<Record<string, Word>> = {
  input: {
    says: 'an input',
    guide: 'An input, with its shape; a sample value is optional. `input x[4] = [1, 2, 3, 4]`',
  },
  target: { says: 'a target', guide: 'What the loss compares with. `target y[3]`' },
  param: { says: 'a trainable parameter', guide: 'A trainable parameter; its value is optional. `param W[4, 8]`' },
  loss: { says: 'the loss', guide: 'The number that is differentiated. `loss = mse(p, y)`', snippet: 'loss = $0' },
};

const LATER: Readonly<Record<string, Word>> = {
  for: { says: 'where the claim holds', guide: 'Conditions of a claim. `check sqrt(x^2) = x for x > 0`' },
  and: { says: 'both hold', guide: '1 where both sides hold, else 0. `x > 0 and y > 0`' },
  or: { says: 'one holds', guide: '1 where at least one side holds, else 0. `x > 0 or y > 0`' },
  not: { says: 'does not hold', guide: '1 where it does not hold, else 0. `not x > 0`' },
};

const ALL: Readonly<Record<string, Word>> = { ...PAGE, ...NETWORK, ...LATER };

export const keywordGuide = (name: string): string | undefined =>
  Object.hasOwn(ALL, name) ? ALL[name]?.guide : undefined;

const candidates = (
  words: Readonly<Record<string, Word>>,
  names: readonly string[],
  tier: Candidate['tier'],
): Candidate[] =>
  names.map((name, order): Candidate => {
    const { says = '', snippet } = words[name] ?? {};
    const about = { of: 'keyword', name } as const;
    return {
      name,
      kind: 'keyword',
      tier,
      order,
      says,
      about,
      ...(snippet !== undefined && { insert: { text: name, snippet } }),
    };
  });

/** What can begin a statement here. */
export function beginnings({ view, typing }: Here): Candidate[] {
  if (typing.network === undefined) return candidates(PAGE, Object.keys(PAGE), 'asked');
  const hasLoss = membersAbove(view, typing).some(({ name }) => name === 'loss');
  return candidates(
    NETWORK,
    Object.keys(NETWORK).filter((name) => name !== 'loss' || !hasLoss),
    'asked',
  );
}

const COMPARISONS = new Set(['<', '<=', '>', '>=', '==', '!=']);
const RELATIONS = new Set(['=', '≈']);

/** `for` after the last side of a claim; `and` and `or` after a comparison; `not` where a truth value is expected. */
export function connectives(here: Here): Candidate[] {
  const { before } = here.typing;
  const opening = here.openings.at(-1);
  const own = opening ? before.slice(opening.at + 1) : before;
  const part = own.slice(own.findLastIndex(({ type }) => type === ',' || type === 'for') + 1);
  if (!endsValue(before, before.length - 1)) return candidates(LATER, wantsTruth(here, part) ? ['not'] : [], 'word');
  const isClaim = here.sentence.kind === 'body' && here.sentence.of === 'claim' && !opening;
  const hasSides =
    isClaim && before.some(({ type }) => RELATIONS.has(type)) && !before.some(({ type }) => type === 'for');
  const compares = part.some(({ type }) => COMPARISONS.has(type));
  return candidates(LATER, [...(hasSides ? ['for'] : []), ...(compares ? ['and', 'or'] : [])], 'asked');
}

function wantsTruth({ openings, typing: { before } }: Here, part: readonly Token[]): boolean {
  const opening = openings.at(-1);
  const last = before.at(-1)?.type ?? '';
  if (last === 'and' || last === 'or') return true;
  if (part.length > 0) return false;
  if (!opening) return before.some(({ type }) => type === 'for');
  return opening.path[0]?.replace(/^std\./, '') === 'where' && opening.arguments.length === 1;
}
