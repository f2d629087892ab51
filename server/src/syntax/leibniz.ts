/**
 * `df/dx`, `d²f/dx²`, `d/dx (…)`: read as derivatives where no name of the page says otherwise, by writing their d as ∂.
 */
import type { Names, StatementToken } from './classify';

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
  const bare = first.value === 'd';
  if (bare) {
    out.push(sign(first));
    if (tokens[next]?.type === 'superscript') out.push(tokens[next++] as StatementToken);
    const name = tokens[next];
    if (name?.type === 'name') {
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
  if (slash?.type !== '/' || below?.type !== 'name' || !/^d./u.test(below.value) || kind(below.value) !== undefined) {
    return undefined;
  }
  out.push(slash, sign(below), rest(below));
  // Without a function above the line, brackets must follow what is differentiated.
  const whole = out.length === 4 || (out.length === 5 && out[1]?.type === 'superscript');
  const order = tokens[next]?.type === 'superscript' ? 1 : 0;
  if (whole && tokens[next + order]?.type !== '(') return undefined;
  return { tokens: out, length: next - at };
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
