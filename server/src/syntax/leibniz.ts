/**
 * `df/dx`, `d²f/dx²`, `d/dx (…)`: read as derivatives where no name of the page says otherwise, by writing their d as ∂.
 */
import type { Names, StatementToken } from './classify';
import { notice } from './problem';
import type { Problem } from './tree';

type Kind = Names['kind'];

export function leibniz(tokens: readonly StatementToken[], kind: Kind): StatementToken[] {
  const out: StatementToken[] = [];
  for (let i = 0; i < tokens.length; ) {
    const quotient = tokens[i - 1]?.type === '.' ? undefined : quotientAt(tokens, i, kind);
    const token = tokens[i];
    if (quotient) {
      out.push(...quotient.tokens);
      i += quotient.length;
    } else {
      if (token) out.push(token);
      i++;
    }
  }
  return out;
}

function quotientAt(
  tokens: readonly StatementToken[],
  at: number,
  kind: Kind,
): { tokens: StatementToken[]; length: number } | undefined {
  const first = tokens[at];
  if (first?.type !== 'name' || !first.value.startsWith('d') || kind(first.value) !== undefined) return undefined;
  const out: StatementToken[] = [];
  let next = at + 1;
  let whole = false;
  if (first.value === 'd') {
    const order = orderAt(tokens, next);
    out.push(sign(first), ...tokens.slice(next, next + order));
    next += order;
    const name = tokens[next];
    whole = name?.type !== 'name';
    if (name && !whole) {
      if (kind(name.value) !== 'function') return undefined;
      out.push(name);
      next++;
    }
  } else {
    if (kind(first.value.slice(1)) !== 'function') return undefined;
    out.push(sign(first), rest(first));
  }
  const slash = tokens[next++];
  const below = tokens[next++];
  if (slash?.type !== '/' || !below || !isDifferential(below, kind)) return undefined;
  out.push(slash, sign(below), rest(below));
  // Without a function above the line, brackets must follow what is differentiated.
  if (whole && tokens[next + orderAt(tokens, next)]?.type !== '(') return undefined;
  return { tokens: out, length: next - at };
}

/** How many tokens an order has: `²`, `^2`. */
function orderAt(tokens: readonly StatementToken[], at: number): number {
  if (tokens[at]?.type === 'superscript') return 1;
  return tokens[at]?.type === '^' && tokens[at + 1]?.type === 'number' ? 2 : 0;
}

/** `dx` where nothing is called so. */
const isDifferential = ({ type, value }: StatementToken, kind: Kind): boolean =>
  type === 'name' && /^d./u.test(value) && kind(value) === undefined;

/** `dz/dx`, where z is no function, and `d/dx` without brackets: quotients, though they look like derivatives. */
export function unreadDerivative(tokens: readonly StatementToken[], kind: Kind): Problem | undefined {
  for (const [i, first] of tokens.entries()) {
    const [slash, below] = [tokens[i + 1], tokens[i + 2]];
    if (slash?.type !== '/' || !below || !isDifferential(below, kind)) continue;
    const range = { start: first.start, end: below.end };
    const [above, variable] = [first.text.slice(1), below.text.slice(1)];
    if (first.type !== 'name' || first.leibniz || kind(first.value) !== undefined) continue;
    if (first.value === 'd') {
      const message = `${first.text}/${below.text} is read as a quotient; a derivative needs brackets behind it: d/d${variable} (…).`;
      return notice('unread-derivative', message, range, [], 'warning');
    }
    if (!isDifferential(first, kind)) continue;
    const message = `${first.text}/${below.text} is read as a quotient: ${above} is no function of this page.`;
    return notice('unread-derivative', message, range, [], 'warning');
  }
  return undefined;
}

const sign = (token: StatementToken): StatementToken => ({
  ...token,
  type: '∂',
  value: '∂',
  text: 'd',
  end: token.start + 1,
  leibniz: true,
});

const rest = (token: StatementToken): StatementToken => ({
  ...token,
  value: token.value.slice(1),
  text: token.text.slice(1),
  start: token.start + 1,
  breaks: false,
});
