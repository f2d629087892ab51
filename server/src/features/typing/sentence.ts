/**
 * Which part of what kind of statement is being typed. In: its tokens before and after the cursor. Out: whether the cursor
 * stands at the beginning, in the head or in the body; and what the head says, also of a statement that cannot be read.
 */
import type { Dimension, Shape } from '../../calculus/dimension';
import type { Token } from '../../syntax/lexer';
import { closingBracket } from '../../syntax/statements';
import type { Typing } from './typing';

export interface Head {
  readonly parameters: readonly HeadParameter[];
  /** What the statement defines, which cannot stand in its own body. */
  readonly defines: string | undefined;
  /** The tokens up to its `=`. */
  readonly tokens: readonly Token[];
}

export interface HeadParameter {
  readonly name: string;
  /** Undefined where it cannot be read yet. */
  readonly shape: Shape | undefined;
}

export type Sentence =
  | { readonly kind: 'start' }
  /** A new name is written, which nothing can complete; in `shape` brackets a length. */
  | { readonly kind: 'head'; readonly head: Head }
  /** `declared`: the value of an input, a target or a parameter, which knows nothing of its network. */
  | { readonly kind: 'body'; readonly of: 'definition' | 'declared' | 'claim' | 'expression'; readonly head: Head }
  /** `import "…"`, `}`. */
  | { readonly kind: 'other' };

const NO_HEAD: Head = { parameters: [], defines: undefined, tokens: [] };
const DECLARATIONS = new Set(['input', 'target', 'param']);

export function sentenceOf({ before, after, word }: Typing, isFunction: (name: string) => boolean): Sentence {
  const [first, second] = before;
  if (!first) return { kind: 'start' };
  if (first.type === 'check') return { kind: 'body', of: 'claim', head: NO_HEAD };
  if (first.type === 'network' || first.type === 'declare') return { kind: 'head', head: headOf(before, 1) };
  if (DECLARATIONS.has(first.type)) {
    const sign = before.findIndex(({ type }) => type === '=');
    if (sign < 0) return { kind: 'head', head: headOf(before, 1) };
    return { kind: 'body', of: 'declared', head: { ...NO_HEAD, tokens: before.slice(0, sign + 1) } };
  }
  if (first.type === 'import' || first.type === '}') return { kind: 'other' };
  if (first.type !== 'name' || !second) return { kind: 'body', of: 'expression', head: NO_HEAD };
  const standIn: Token = { type: 'name', value: word.text, text: word.text, start: word.start, end: word.end };
  const tokens = [...before, standIn, ...after];
  const closing = second.type === '(' ? closingBracket(tokens, 1) : second.type === '=' ? 0 : undefined;
  const sign = closing === undefined ? undefined : closing + 1;
  if (sign !== undefined && tokens[sign]?.type === '=') {
    const head = headOf(tokens.slice(0, sign + 1), 0);
    return before.length > sign ? { kind: 'body', of: 'definition', head } : { kind: 'head', head };
  }
  // `g(x, ` of a name that nothing defines is the head of what is going to be its definition.
  if (second.type === '(' && (closing === undefined || closing >= before.length) && !isFunction(first.value))
    return { kind: 'head', head: headOf(before, 0) };
  return { kind: 'body', of: 'expression', head: NO_HEAD };
}

/** `f(x, w[n]) =`, `h =`, whose name stands at an index. */
function headOf(tokens: readonly Token[], at: number): Head {
  const name = tokens[at]?.type === 'name' ? tokens[at]?.value : undefined;
  const parameters: HeadParameter[] = [];
  const starts = tokens[at + 1]?.type === '(' ? at + 2 : tokens.length;
  let depth = 0;
  for (let i = starts; i < tokens.length && tokens[i]?.type !== ')'; i++) {
    const token = tokens[i];
    if (token?.type === '[') depth++;
    else if (token?.type === ']') depth--;
    else if (token?.type === 'name' && depth === 0)
      parameters.push({ name: token.value, shape: shapeAfter(tokens, i) });
  }
  return { parameters, defines: name, tokens };
}

/** `[n, 3]` after the token at an index; undefined where a length is more than a name or a number. */
function shapeAfter(tokens: readonly Token[], at: number): Shape | undefined {
  if (tokens[at + 1]?.type !== '[') return [];
  const shape: Dimension[] = [];
  for (let i = at + 2; i < tokens.length; i += 2) {
    const [length, sign] = [tokens[i], tokens[i + 1]];
    if (length?.type !== 'name' && !/^\d+$/.test(length?.text ?? '')) return undefined;
    shape.push(length?.type === 'name' ? length.value : Number(length?.text));
    if (sign?.type === ']') return shape;
    if (sign?.type !== ',') return undefined;
  }
  return undefined;
}
