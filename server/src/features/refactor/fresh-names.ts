/** Names for what a refactoring defines: sensible ones that nothing on the page, imported or built in is called. */
import { BUILT_INS, CONSTANT_NAMES, DIFFERENTIATIONS, LAYERS } from '../../program/scope';
import { KEYWORDS } from '../../syntax/lexer';
import type { View } from '../view';

export type FreshKind = 'function' | 'value' | 'node' | 'parameter';

/** No `e`, which after a number is an exponent, and no `d`, which makes differentials. */
const WISHES: Readonly<Record<FreshKind, readonly string[]>> = {
  function: ['u', 'v', 'w', 'g', 'h', 'p', 'q', 'r', 's', 't'],
  value: ['a', 'b', 'c', 'k', 'p', 'q', 'r', 's', 't'],
  node: ['z', 'a', 'u', 'v', 's', 't'],
  parameter: ['u', 'v', 'w', 'p', 'q', 'r', 's', 't'],
};

const NAME = /[\p{L}_][\p{L}\p{M}0-9_₀-₉]*/gu;

/** Each call gives another one. Upper and lower case count as alike, and words of comments as taken. */
export function freshNames({ program }: View, kind: FreshKind): () => string {
  const taken = new Set<string>();
  for (const [name] of program.page.text.matchAll(NAME)) taken.add(name.normalize('NFC').toLowerCase());
  const isTaken = (name: string): boolean =>
    taken.has(name) || taken.has(`d${name}`) || LANGUAGE.has(name) || program.definitionOf(name) !== undefined;
  const [first = 'u'] = WISHES[kind];
  return () => {
    let name = WISHES[kind].find((wish) => !isTaken(wish));
    for (let number = 1; name === undefined; number++) if (!isTaken(`${first}${number}`)) name = `${first}${number}`;
    taken.add(name);
    return name;
  };
}

const LANGUAGE: ReadonlySet<string> = new Set([
  ...BUILT_INS,
  ...CONSTANT_NAMES,
  ...DIFFERENTIATIONS,
  ...LAYERS,
  ...KEYWORDS,
]);
