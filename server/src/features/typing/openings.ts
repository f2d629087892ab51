/**
 * The brackets that are open at the cursor, and what each of them is: the call of a function, the point of a derivative,
 * an index, a group. In: the tokens before the cursor. Out: the openings, outermost first. No name is looked up: `x(`
 * is taken for a call, and who knows the names decides.
 */
import type { Token } from '../../syntax/lexer';

export interface Opening {
  /** `call` f(, `point` ∂f/∂x(, `index` W[, `array` [, `group` ( after an operator. */
  readonly kind: 'call' | 'point' | 'index' | 'array' | 'group';
  /** Of a call what is called, of a point what is differentiated; else empty. `std.exp` is one name. */
  readonly path: readonly string[];
  /** Index of the bracket among the tokens, and of the first token of what is called. */
  readonly at: number;
  readonly from: number;
  /** The call stands after `|>`, which gives its first argument. */
  readonly piped: boolean;
  /** What is written between the commas so far; the last one ends at the cursor. */
  readonly arguments: readonly WrittenArgument[];
}

export interface WrittenArgument {
  /** `axis` of `axis=0`. */
  readonly name?: string;
  /** Of the value. */
  readonly tokens: readonly Token[];
}

const CLOSED_BY: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const OPENS = new Set(Object.values(CLOSED_BY));

export function openings(tokens: readonly Token[]): readonly Opening[] {
  const open: number[] = [];
  tokens.forEach(({ type }, i) => {
    if (OPENS.has(type)) open.push(i);
    else if (CLOSED_BY[type] && tokens[open.at(-1) ?? -1]?.type === CLOSED_BY[type]) open.pop();
  });
  return open.filter((at) => tokens[at]?.type !== '{').map((at) => openingAt(tokens, at));
}

function openingAt(tokens: readonly Token[], at: number): Opening {
  const written = writtenArguments(tokens, at);
  const plain = { at, from: at, path: [], piped: false, arguments: written };
  const [before, bracket] = [tokens[at - 1], tokens[at]];
  const touches = before !== undefined && before.end === bracket?.start && endsValue(tokens, at - 1);
  if (bracket?.type === '[') return { ...plain, kind: touches ? 'index' : 'array' };
  const point = differentiated(tokens, at - 1);
  if (point) return { ...plain, ...point, kind: 'point' };
  const { path, from } = pathBefore(tokens, at - 1);
  if (path.length === 0) return { ...plain, kind: 'group' };
  return { ...plain, kind: 'call', path, from, piped: tokens[from - 1]?.type === '|>' };
}

/** Whether a value can end with the token at an index. */
export const endsValue = (tokens: readonly Token[], at: number): boolean => ENDS_VALUE.has(tokens[at]?.type ?? '');
const ENDS_VALUE = new Set(['name', 'number', 'superscript', 'transpose', 'prime', ')', ']']);

/** `h.W` that ends at an index: its names, and where it begins. */
export function pathBefore(
  tokens: readonly Token[],
  end: number,
): { readonly path: readonly string[]; readonly from: number } {
  const names: string[] = [];
  let from = end;
  while (isName(tokens[from])) {
    names.unshift(tokens[from]?.value ?? '');
    if (tokens[from - 1]?.type !== '.' || !isName(tokens[from - 2])) break;
    from -= 2;
  }
  return { path: joinStd(names), from: names.length === 0 ? end + 1 : from };
}

const isName = (token: Token | undefined): boolean => token?.type === 'name' || token?.type === 'std';
/** `std.exp` is a name by itself. */
const joinStd = (names: readonly string[]): readonly string[] =>
  names[0] === 'std' && names[1] !== undefined ? [`std.${names[1]}`, ...names.slice(2)] : names;

/** What a derivative that ends at an index differentiates: `∂f/∂x`, `f'`, `∇f`, `diff(f, x)`, `df/dx`. */
function differentiated(
  tokens: readonly Token[],
  end: number,
): { readonly path: readonly string[]; readonly from: number } | undefined {
  if (tokens[end]?.type === 'prime') {
    const last = tokens.findLastIndex(({ type }, i) => i < end && type !== 'prime');
    const found = pathBefore(tokens, last);
    return found.path.length > 0 ? found : undefined;
  }
  if (tokens[end]?.type === ')') return ofCall(tokens, end);
  const { path, from } = pathBefore(tokens, withoutOrder(tokens, end));
  const sign = tokens[withoutOrder(tokens, from - 1)]?.type;
  if (path.length > 0 && sign === '∇') return { path, from: withoutOrder(tokens, from - 1) };
  const below = quotientBefore(tokens, end + 1);
  if (below?.complete && below.path.length > 0) return { path: below.path, from: below.from };
  return leibnizAt(tokens, withoutOrder(tokens, end));
}

/** The index before `²`, `^2`. */
function withoutOrder(tokens: readonly Token[], end: number): number {
  if (tokens[end]?.type === 'superscript') return end - 1;
  return tokens[end]?.type === 'number' && tokens[end - 1]?.type === '^' ? end - 2 : end;
}

export interface Quotient {
  /** What is differentiated; empty in `∂/∂x`. */
  readonly path: readonly string[];
  readonly from: number;
  /** Whether a variable stands below the line, with nothing after it. */
  readonly complete: boolean;
}

/** `∂f/∂`, `∂²f/∂x∂`, `∂f/∂x` that ends before an index. */
export function quotientBefore(tokens: readonly Token[], end: number): Quotient | undefined {
  const complete = tokens[end - 1]?.type !== '∂';
  let at = complete ? end - 1 : end - 2;
  if (complete && tokens[at]?.type === '/') return undefined;
  while (at >= 0 && tokens[at]?.type !== '/') {
    const { path, from } = pathBefore(tokens, withoutOrder(tokens, at));
    if (path.length === 0 || tokens[from - 1]?.type !== '∂') return undefined;
    at = from - 2;
  }
  const { path, from } = pathBefore(tokens, at - 1);
  const sign = withoutOrder(tokens, from - 1);
  return tokens[sign]?.type === '∂' ? { path, from: sign, complete } : undefined;
}

/** The name behind the d of `df`, at an index. */
const behindD = (token: Token | undefined): string | undefined =>
  token?.type === 'name' && /^d./u.test(token.value) ? token.value.slice(1) : undefined;

/** `df/dx` that ends at an index; whether it is a derivative is for who knows the names. */
function leibnizAt(
  tokens: readonly Token[],
  end: number,
): { readonly path: readonly string[]; readonly from: number } | undefined {
  const name = tokens[end - 1]?.type === '/' ? behindD(tokens[end - 2]) : undefined;
  return name !== undefined && behindD(tokens[end]) !== undefined ? { path: [name], from: end - 2 } : undefined;
}

const DIFFERENTIATIONS = new Set(['diff', 'grad', 'hessian', 'jacobian']);
const isDifferentiation = ([name = '', ...rest]: readonly string[]): boolean =>
  rest.length === 0 && DIFFERENTIATIONS.has(name.replace(/^std\./, ''));

/** An opening that is `diff(` or its like, where a function comes first. */
export const differentiation = (opening: Opening | undefined): Opening | undefined =>
  opening?.kind === 'call' && isDifferentiation(opening.path) ? opening : undefined;

/** `diff(f, x)` that ends at an index. */
function ofCall(
  tokens: readonly Token[],
  end: number,
): { readonly path: readonly string[]; readonly from: number } | undefined {
  let depth = 0;
  let open = end;
  for (; open >= 0; open--) {
    if (tokens[open]?.type === ')') depth++;
    else if (tokens[open]?.type === '(' && --depth === 0) break;
  }
  const { path, from } = pathBefore(tokens, open - 1);
  if (!isDifferentiation(path)) return undefined;
  const first = writtenArguments(tokens.slice(0, end), open)[0]?.tokens ?? [];
  const subject = pathBefore(first, first.length - 1);
  return subject.from === 0 && subject.path.length > 0 ? { path: subject.path, from } : undefined;
}

/** What is written between the bracket at an index and the cursor, by its commas. */
function writtenArguments(tokens: readonly Token[], open: number): readonly WrittenArgument[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(open + 1)) {
    if (OPENS.has(token.type)) depth++;
    else if (CLOSED_BY[token.type]) depth--;
    if (token.type === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.map((part) =>
    part[0]?.type === 'name' && part[1]?.type === '='
      ? { name: part[0].value, tokens: part.slice(2) }
      : { tokens: part },
  );
}
