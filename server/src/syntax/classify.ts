/**
 * One pass over a statement's tokens that decides what the grammar must not guess: which `(` calls, groups or gives a
 * point, which `[` indexes, what `∂h.W/∂x` and `df/dx` name. In: tokens, and what the names mean. Out: tokens of the
 * grammar's types, or the first thing that cannot be meant.
 */
import { type Brackets, matchBrackets } from './brackets';
import { leibniz, unreadDerivative } from './leibniz';
import type { Token } from './lexer';
import { limits } from './limits';
import { definedBy } from './names';
import { nearest } from './near';
import { error, secondStatement } from './problem';
import type { Fix, Identifier, Problem } from './tree';

export interface StatementToken extends Token {
  /** The first of its line, though not of its statement. */
  readonly breaks: boolean;
  /** Made from the d of `df/dx`. */
  readonly leibniz?: boolean;
}

export interface ClassifiedToken extends StatementToken {
  /** The names of a `path`. */
  readonly names?: readonly Identifier[];
}

/** What a name is where the statement stands; undefined where nothing defines it. */
export interface Names {
  kind(name: string): 'function' | 'variable' | undefined;
  /** All functions, for near misses. */
  functions(): Iterable<string>;
  /** Whether the name is a function in networks, and nothing here. */
  isLayer?(name: string): boolean;
}

export type Classified =
  | {
      readonly tokens: readonly ClassifiedToken[];
      /** What can be read, but perhaps not as it was meant. */
      readonly warning: Problem | undefined;
    }
  | { readonly problem: Problem };

/** The grammar's names for tokens that need no decision. */
const TYPES: Readonly<Record<string, string>> = {
  '+': 'plus',
  '-': 'minus',
  '*': 'times',
  '·': 'dot',
  '/': 'slash',
  '@': 'at',
  '^': 'caret',
  '=': 'equals',
  '≈': 'approx',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
  '==': 'eqeq',
  '!=': 'ne',
  '|>': 'pipe',
  ')': 'rparen',
  ']': 'rbracket',
  '{': 'lbrace',
  '}': 'rbrace',
  ',': 'comma',
  ':': 'colon',
  '.': 'member',
  '√': 'root',
  '∂': 'partial',
  '∇': 'nabla',
};
const WORDS = new Set('network input target param declare check import for and or not'.split(' '));
const DIFFERENTIATING = new Set(['diff', 'grad', 'hessian', 'jacobian']);
/** Grammar types after which a value is complete. */
const ENDS_VALUE = new Set(['name', 'number', 'rparen', 'rbracket', 'prime', 'superscript', 'transpose', 'path']);
/** Token types that begin a factor. */
const BEGINS_FACTOR = new Set(['name', 'number', '(', '[', '√', '∂', '∇', 'std']);
const POSTFIX = new Set(['prime', 'superscript', 'transpose', '.', '[', '(']);
const SEPARATES = new Set(['+', '*', '·', '/', '@', ',', '=', '<', '>', '<=', '>=', '==', '!=', '≈', '|>']);

export function classify(written: readonly StatementToken[], names: Names): Classified {
  const local = parametersOf(written);
  const kind = (name: string): 'function' | 'variable' | undefined => (local.has(name) ? 'variable' : names.kind(name));
  const tokens = leibniz(joinStd(written), kind);
  const brackets = matchBrackets(tokens);
  if ('problem' in brackets) return brackets;
  const deep = tooDeep(tokens);
  if (deep) return { problem: deep };

  const defined = definedBy(tokens);
  const head = defined?.kind === 'function' ? tokens.findIndex(({ value }) => value === defined.name) + 1 : -1;
  const roles = derivativeRoles(tokens, brackets);
  const out: ClassifiedToken[] = [];
  let previous: ClassifiedToken | undefined;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) continue;
    const path = roles.paths.get(i);
    const problem = i === head ? undefined : misplaced(tokens, i, previous, kind, names, brackets);
    if (problem) return { problem };
    if (path) {
      previous = { ...token, type: 'path', names: path.names, end: path.end };
      i = path.last;
    } else if (token.type === '(') {
      const type = i === head ? 'call' : (roles.brackets.get(i) ?? parenthesis(tokens, i, previous, brackets, kind));
      previous = { ...token, type };
    } else if (token.type === '[') {
      const value = previous !== undefined && ENDS_VALUE.has(previous.type);
      previous = { ...token, type: roles.brackets.get(i) ?? (value ? 'index' : 'vector') };
    } else
      previous = { ...token, type: TYPES[token.type] ?? (WORDS.has(token.type) ? `word_${token.type}` : token.type) };
    out.push(previous);
  }
  return { tokens: out, warning: unreadDerivative(tokens, kind) };
}

/** `std.exp` as one name. */
function joinStd(tokens: readonly StatementToken[]): StatementToken[] {
  const out: StatementToken[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const [token, point, name] = [tokens[i], tokens[i + 1], tokens[i + 2]];
    if (!token) continue;
    if (token.type === 'std' && point?.type === '.' && name?.type === 'name') {
      out.push({ ...token, type: 'name', value: `std.${name.value}`, text: `std.${name.text}`, end: name.end });
      i += 2;
    } else out.push(token);
  }
  return out;
}

/** The parameters of a head `f(x, w[n]) =`: variables in its body, whatever the page says. */
function parametersOf(tokens: readonly StatementToken[]): ReadonlySet<string> {
  const parameters = new Set<string>();
  if (tokens[0]?.type !== 'name' || tokens[1]?.type !== '(') return parameters;
  let depth = 0;
  for (let i = 1; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.type === '(' || token?.type === '[') depth++;
    else if (token?.type === ')' || token?.type === ']') depth--;
    else if (token?.type === 'name' && depth >= 1) parameters.add(token.value);
    if (depth === 0) return tokens[i + 1]?.type === '=' ? parameters : new Set();
  }
  return new Set();
}

/** Whether a `(` calls, gives a point, or groups. */
function parenthesis(
  tokens: readonly StatementToken[],
  at: number,
  previous: ClassifiedToken | undefined,
  brackets: Brackets,
  kind: Names['kind'],
): 'call' | 'point' | 'lparen' {
  const before = tokens[at - 1];
  if (!previous || !before) return 'lparen';
  if (previous.type === 'prime') return 'point';
  if (previous.type === 'path') return 'point';
  if (previous.type === 'name') {
    const member = tokens[at - 2]?.type === '.';
    return !member && kind(previous.value) === 'function' ? 'call' : 'lparen';
  }
  if (previous.type === 'rparen') {
    const open = brackets.partner.get(at - 1) ?? 0;
    const callee = tokens[open - 1];
    const called = callee?.type === 'name' && DIFFERENTIATING.has(callee.value) && kind(callee.value) === 'function';
    const nablaOf = callee?.type === '∇' || (callee?.type === 'superscript' && tokens[open - 2]?.type === '∇');
    if (called || nablaOf) return 'point';
  }
  return 'lparen';
}

interface Roles {
  readonly paths: ReadonlyMap<
    number,
    { readonly names: readonly Identifier[]; readonly end: number; readonly last: number }
  >;
  /** Grammar types of brackets that belong to a derivative. */
  readonly brackets: ReadonlyMap<number, string>;
}

/** The paths after ∂ and ∇, and the brackets that belong to `∂h.W[0]/∂x[1](…)` and `∂/∂x (…)(…)`. */
function derivativeRoles(tokens: readonly StatementToken[], { partner }: Brackets): Roles {
  const paths = new Map<number, { names: Identifier[]; end: number; last: number }>();
  const brackets = new Map<number, string>();
  const isOrder = (i: number): number => {
    if (tokens[i]?.type === 'superscript') return 1;
    return tokens[i]?.type === '^' && tokens[i + 1]?.type === 'number' ? 2 : 0;
  };
  const path = (i: number): number => {
    const first = tokens[i];
    if (first?.type !== 'name') return i;
    const names: Identifier[] = [identifier(first)];
    let last = i;
    for (
      let next = tokens[last + 2];
      tokens[last + 1]?.type === '.' && next?.type === 'name';
      next = tokens[last + 2]
    ) {
      names.push(identifier(next));
      last += 2;
    }
    paths.set(i, { names, end: tokens[last]?.end ?? first.end, last });
    return last + 1;
  };
  const index = (i: number): number => {
    const touches = tokens[i]?.type === '[' && tokens[i]?.start === tokens[i - 1]?.end;
    const end = partner.get(i);
    if (!touches || end === undefined) return i;
    brackets.set(i, 'pathindex');
    return end + 1;
  };
  /** A ∂ here begins a derivative of its own: ∂ order? path? / ∂. */
  const begins = (i: number): boolean => {
    let j = i + 1 + isOrder(i + 1);
    while (tokens[j]?.type === 'name' || tokens[j]?.type === '.') j++;
    if (tokens[j]?.type === '[') j = (partner.get(j) ?? j) + 1;
    return tokens[j]?.type === '/' && tokens[j + 1]?.type === '∂';
  };
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i]?.type === '∇') path(i + 1 + isOrder(i + 1));
    if (tokens[i]?.type !== '∂' || !begins(i)) continue;
    const numerator = i + 1 + isOrder(i + 1);
    let j = index(path(numerator));
    const whole = tokens[numerator]?.type === '/';
    for (j++; tokens[j]?.type === '∂' && !begins(j); ) {
      j = index(path(j + 1));
      j += isOrder(j);
    }
    if (tokens[j]?.type !== '(') continue;
    brackets.set(j, whole ? 'operand' : 'point');
    const after = (partner.get(j) ?? j) + 1;
    if (whole && tokens[after]?.type === '(') brackets.set(after, 'point');
  }
  return { paths, brackets };
}

const identifier = ({ value, start, end }: Token): Identifier => ({ name: value, range: { start, end } });

/** What cannot stand after what is before it, said before the grammar would stumble over it less clearly. */
function misplaced(
  tokens: readonly StatementToken[],
  at: number,
  previous: ClassifiedToken | undefined,
  kind: Names['kind'],
  names: Names,
  brackets: Brackets,
): Problem | undefined {
  const token = tokens[at];
  const before = tokens[at - 1];
  if (!token || !previous || !before) return undefined;
  const touches = before.end === token.start;
  const complete = ENDS_VALUE.has(previous.type);
  if (token.type === 'number') {
    if (complete && touches && token.text.startsWith('.')) {
      return error(
        'missing-operator',
        `A name and a number cannot stand together as ${before.text}${token.text}.`,
        before.start,
        token.end,
      );
    }
    if (previous.type === 'number' || previous.type === 'superscript') return missing(before, token);
  }
  if (complete && BEGINS_FACTOR.has(token.type)) {
    if (token.breaks && token.type !== '(') return missing(before, token);
    if (token.breaks && !(previous.type === 'name' && kind(previous.value) === 'function'))
      return missing(before, token);
    if (token.type === '[' && !touches) return missing(before, token);
  }
  if (previous.type !== 'name' || tokens[at - 2]?.type === '.') return undefined;
  if (token.type === '(' && kind(previous.value) === undefined) {
    const sign = tokens[(brackets.partner.get(at) ?? at) + 1];
    const isSecond = sign?.type === '=' && tokens.slice(0, at).some(({ type }) => type === '=');
    return isSecond ? secondStatement(before, sign.end) : unknownFunction(before, names);
  }
  if (kind(previous.value) === 'function') return withoutBrackets(tokens, at, before, kind, brackets);
  return undefined;
}

function missing(before: Token, token: Token): Problem {
  return error(
    'missing-operator',
    `An operator or a comma is missing between ${before.text} and ${token.text}.`,
    token.start,
    token.end,
  );
}

function unknownFunction(name: Token, names: Names): Problem {
  if (names.isLayer?.(name.value)) {
    const message = `${name.text} is a layer or a loss: it can only stand in a network { … }.`;
    return error('outside-network', message, name.start, name.end);
  }
  const near = nearest(name.value, names.functions());
  const guess = near === undefined ? '' : ` Did you mean ${near}?`;
  const fixes: Fix[] =
    near === undefined ? [] : [{ title: `Write ${near}`, edits: [{ range: name, text: near }], preferred: true }];
  return error(
    'unknown-function',
    `Nothing on this page or built in is a function ${name.text}.${guess}`,
    name.start,
    name.end,
    fixes,
  );
}

/** `sin x`, `sin²(x)`, `sin^-1(x)`. */
function withoutBrackets(
  tokens: readonly StatementToken[],
  at: number,
  name: Token,
  kind: Names['kind'],
  { partner }: Brackets,
): Problem | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  if (token.type === 'name' || token.type === 'number') {
    const call = `${name.text}(${token.text})`;
    return error('missing-brackets', `${name.text} is a function: write ${call}.`, name.start, token.end, [
      {
        title: `Write ${call}`,
        edits: [{ range: { start: name.start, end: token.end }, text: call }],
        preferred: true,
      },
    ]);
  }
  const length = powerBefore(tokens, at, kind);
  const open = tokens[at + length];
  const close = tokens[partner.get(at + length) ?? -1];
  if (length === 0 || open?.type !== '(' || !close) return undefined;
  const written = tokens
    .slice(at, at + length)
    .map(({ type, value, text }) => (type === 'name' ? text : value))
    .join('')
    .replace('^', '');
  const exponent = written.startsWith('-') ? `(${written})` : written;
  const hasInverse = written === '-1' && kind(`a${name.value}`) === 'function';
  const inverse = hasInverse ? ` Its inverse function is a${name.text}.` : '';
  const message = `The exponent of a function stands behind its brackets: ${name.text}(…)^${exponent}.${inverse}`;
  return error('exponent-before-brackets', message, name.start, open.start, [
    {
      title: `Write ${name.text}(…)^${exponent}`,
      edits: [
        { range: { start: name.end, end: open.start }, text: '' },
        { range: { start: close.end, end: close.end }, text: `^${exponent}` },
      ],
    },
  ]);
}

/** How many tokens an exponent right after a function's name has: `²`, `^2`, `^-1`, `^n`. */
function powerBefore(tokens: readonly StatementToken[], at: number, kind: Names['kind']): number {
  if (tokens[at]?.type === 'superscript') return 1;
  if (tokens[at]?.type !== '^') return 0;
  const signed = tokens[at + 1]?.type === '-' ? 1 : 0;
  const exponent = tokens[at + 1 + signed];
  const isName = exponent?.type === 'name' && kind(exponent.value) !== 'function';
  return exponent?.type === 'number' || isName ? 2 + signed : 0;
}

/** Chains of signs, primes, exponents and pipes nest as brackets do. */
function tooDeep(tokens: readonly StatementToken[]): Problem | undefined {
  let [signs, ends, exponents, pipes] = [0, 0, 0, 0];
  for (const token of tokens) {
    const { type } = token;
    signs = type === '-' || type === '+' || type === '√' || type === 'not' ? signs + 1 : 0;
    ends = SEPARATES.has(type) ? 0 : ends + Number(POSTFIX.has(type));
    exponents = SEPARATES.has(type) ? 0 : exponents + Number(type === '^');
    pipes += Number(type === '|>');
    if (Math.max(signs, ends, exponents, pipes) > limits.nesting) {
      return error(
        'too-deep',
        `More than ${limits.nesting} of these inside one another cannot be read.`,
        token.start,
        token.end,
      );
    }
  }
  return undefined;
}
