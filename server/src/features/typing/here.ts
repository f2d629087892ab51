/** What completion and signature help are asked about: a place on a page, taken apart once. Out: its sentence, its open brackets, shapes of its parts. */
import type { Shape } from '../../calculus/dimension';
import { table } from '../../calculus/functions/table';
import { layerTable } from '../../network/table';
import { BUILT_INS } from '../../program/scope';
import { typedExpression } from '../../program/typed';
import type { Token } from '../../syntax/lexer';
import type { View } from '../view';
import { type Opening, openings } from './openings';
import { type Sentence, sentenceOf } from './sentence';
import { builtInSignatures, pageSignatures, type Signature } from './signatures';
import type { Typing } from './typing';

export interface Here {
  readonly view: View;
  readonly typing: Typing;
  readonly sentence: Sentence;
  /** The brackets that are open, outermost first. */
  readonly openings: readonly Opening[];
}

export function hereOf(view: View, typing: Typing): Here {
  const inNetwork = typing.network !== undefined;
  const isFunction = (name: string): boolean =>
    pageSignatures(view.program, name).length > 0 ||
    (view.program.definitionOf(name) === undefined && isBuiltIn(name, inNetwork));
  return { view, typing, sentence: sentenceOf(typing, isFunction), openings: openings(typing.before) };
}

const isBuiltIn = (name: string, inNetwork: boolean): boolean =>
  BUILT_INS.has(name) || table.has(name) || (inNetwork && layerTable.has(name));

/** The signatures of what is called; none for what is no function here. */
export function signaturesOf(
  { view, typing }: Pick<Here, 'view' | 'typing'>,
  path: readonly string[],
): readonly Signature[] {
  const [name, ...rest] = path;
  if (name === undefined || rest.length > 0) return [];
  const inNetwork = typing.network !== undefined;
  if (name.startsWith('std.')) return builtInSignatures(name.slice(4), inNetwork);
  const defined = pageSignatures(view.program, name);
  if (defined.length > 0 || view.program.definitionOf(name)) return defined;
  return builtInSignatures(name, inNetwork);
}

const STAND_IN: readonly Token[] = ['q', '='].map((text, start) => ({
  type: text === 'q' ? 'name' : text,
  value: text,
  text,
  start,
  end: start + 1,
}));

/** The shape of a part of the statement; undefined where it is not known. */
export function shapeOfPart({ view, typing, sentence }: Here, part: readonly Token[]): Shape | undefined {
  if (sentence.kind !== 'body') return undefined;
  const { network } = typing;
  const isNode = network !== undefined && sentence.of !== 'declared';
  const own = sentence.of === 'definition' ? sentence.head.tokens : [];
  // In a network every part stands in a node, be its name written or not.
  const head = isNode && own.length === 0 ? STAND_IN : own;
  const place = { index: typing.index, network: isNode ? network : undefined };
  return typedExpression(view.program, place, head, part)?.shape;
}
