/**
 * What the names of a page are, as far as reading needs it: is `f(` a call, or is `x(` a product? In: the statements'
 * tokens. Out: functions and variables by name, for the page and for each of its networks.
 */
import type { Token } from './lexer';

export type NameKind = 'function' | 'variable';

/** The names that the language itself brings; syntax knows no mathematics, so they come from outside. */
export interface Vocabulary {
  readonly functions: ReadonlySet<string>;
  readonly constants: ReadonlySet<string>;
  /** Functions inside networks only. */
  readonly layers?: ReadonlySet<string>;
}

export interface DefinedName {
  readonly name: string;
  readonly kind: NameKind;
  readonly parameters?: readonly string[];
}

/** What a statement with these tokens defines, whether or not the rest of it can be read. */
export function definedBy(tokens: readonly Token[]): DefinedName | undefined {
  const [first, second, third] = tokens;
  if (!first || !second) return undefined;
  if (first.type === 'name') {
    if (second.type === '=') return { name: first.value, kind: 'variable' };
    return second.type === '(' ? headAt(tokens, 0, '=') : undefined;
  }
  if (second.type !== 'name') return undefined;
  if (first.type === 'declare')
    return third?.type === '(' ? headAt(tokens, 1) : { name: second.value, kind: 'function' };
  if (first.type === 'network') return { name: second.value, kind: 'function' };
  if (first.type === 'input' || first.type === 'target' || first.type === 'param') {
    return { name: second.value, kind: 'variable' };
  }
  return undefined;
}

/** `f(x, w[n])` at a place, followed by `after` where that is given. */
function headAt(tokens: readonly Token[], at: number, after?: string): DefinedName | undefined {
  const name = tokens[at];
  if (!name) return undefined;
  const parameters: string[] = [];
  const slip = after === undefined ? undefined : headWithSlip(tokens, at);
  if (slip) return { name: name.value, kind: 'function', parameters: slip };
  let depth = 0;
  for (let i = at + 1; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.type === '(' || token?.type === '[') depth++;
    else if (token?.type === ')' || token?.type === ']') depth--;
    else if (depth === 1 && token?.type === 'name') parameters.push(token.value);
    if (depth === 0) {
      if (after !== undefined && tokens[i + 1]?.type !== after) return undefined;
      return { name: name.value, kind: 'function', parameters };
    }
  }
  // A declaration whose bracket is still open.
  return after === undefined ? { name: name.value, kind: 'function', parameters } : undefined;
}

/** `f((x, y) =`, `f(x)) =`: a bracket too many, and a head all the same. Its parameters. */
function headWithSlip(tokens: readonly Token[], at: number): string[] | undefined {
  const sign = tokens.findIndex(({ type }) => type === '=');
  if (tokens[sign - 1]?.type !== ')') return undefined;
  const head = tokens.slice(at + 1, sign);
  const count = (...types: string[]): number => head.filter(({ type }) => types.includes(type)).length;
  if (count('(') === count(')') && count('[') === count(']')) return undefined;
  return head.filter(({ type }) => type === 'name').map(({ value }) => value);
}
