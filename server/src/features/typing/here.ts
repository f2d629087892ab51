/**
 * What completion and signature help are asked about: a place on a page, taken apart once. In: what is typed there. Out: its
 * sentence, its open brackets, the signatures of what it calls, the shapes of its parts.
 */
import type { Shape } from '../../calculus/dimension';
import { BUILT_INS } from '../../program/scope';
import { scopeAt, typedExpression } from '../../program/typed';
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
  /** The network whose names hold here, by its first line; what is declared in a network knows the page alone. */
  readonly inside: number | undefined;
}

export function hereOf(view: View, typing: Typing): Here {
  const { program } = view;
  const isFunction = (name: string): boolean =>
    pageSignatures(program, name).length > 0 || (program.definitionOf(name) === undefined && BUILT_INS.has(name));
  const sentence = sentenceOf(typing, isFunction);
  const isDeclared = sentence.kind === 'body' && sentence.of === 'declared';
  const inside = isDeclared ? undefined : typing.network;
  return { view, typing, sentence, openings: openings(typing.before), inside };
}

/** The signatures of what is called; none for what is no function here, such as `x(`, a product. */
export function signaturesOf(here: Here, path: readonly string[]): readonly Signature[] {
  const [name, ...rest] = path;
  if (name === undefined || rest.length > 0) return [];
  const inNetwork = here.inside !== undefined;
  if (name.startsWith('std.')) return builtInSignatures(name.slice(4), inNetwork);
  if (isVariable(here, name)) return [];
  const { program } = here.view;
  const defined = pageSignatures(program, name);
  return defined.length > 0 || program.definitionOf(name) ? defined : builtInSignatures(name, inNetwork);
}

/** A parameter, or what stands above in the network, hides a function of its name. */
function isVariable({ view, typing, sentence, inside }: Here, name: string): boolean {
  if (sentence.kind === 'body' && sentence.head.parameters.some((one) => one.name === name)) return true;
  return inside !== undefined && scopeAt(view.program, typing).inside?.has(name) === true;
}

const STAND_IN: readonly Token[] = ['q', '='].map((text, start) => ({
  type: text === 'q' ? 'name' : text,
  value: text,
  text,
  start,
  end: start + 1,
}));

/** The shape of a part of the statement; undefined where it is not known. */
export function shapeOfPart({ view, typing, sentence, inside }: Here, part: readonly Token[]): Shape | undefined {
  if (sentence.kind !== 'body') return undefined;
  const own = sentence.of === 'definition' ? sentence.head.tokens : [];
  // In a network every part stands in a node, be its name written or not.
  const head = inside !== undefined && own.length === 0 ? STAND_IN : own;
  const place = { index: typing.index, network: inside };
  return typedExpression(view.program, place, head, part)?.shape;
}
