/** `∂f(x, y)/∂x` and `∂(x^2)/∂x`: how these are written here. */

import type { Token } from './lexer';
import { error } from './problem';
import { closingBracket } from './statements';
import type { Problem } from './tree';

/** What stands between a ∂ and the line below it. */
const NUMERATOR = new Set(['name', '.', 'superscript', '^', 'number']);

/** The second ∂ of `∂f/∂x`. */
function isBelow(tokens: readonly Token[], at: number): boolean {
  if (tokens[at - 1]?.type !== '/') return false;
  let before = at - 2;
  while (NUMERATOR.has(tokens[before]?.type ?? '')) before--;
  return tokens[before]?.type === '∂';
}

export function wrongDerivative(tokens: readonly Token[], source: string): Problem | undefined {
  for (let i = 0; i < tokens.length; i++) {
    const sign = tokens[i];
    if (sign?.type !== '∂' || isBelow(tokens, i)) continue;
    const name = tokens[i + 1]?.type === 'name' ? tokens[i + 1] : undefined;
    const open = name ? i + 2 : i + 1;
    if (tokens[open]?.type !== '(') continue;
    const close = closingBracket(tokens, open);
    const [slash, below, variable] = close === undefined ? [] : tokens.slice(close + 1, close + 4);
    const [opening, closing] = [tokens[open], close === undefined ? undefined : tokens[close]];
    if (slash?.type !== '/' || below?.type !== '∂' || variable?.type !== 'name' || !opening || !closing) continue;
    const inside = source.slice(opening.start, closing.end);
    const written = name ? `∂${name.text}/∂${variable.text}${inside}` : `∂/∂${variable.text} ${inside}`;
    const message = name
      ? `A derivative at a point is written ${written}.`
      : `The derivative of an expression is written ${written}.`;
    return error('derivative-of-brackets', message, sign.start, variable.end, [
      {
        title: `Write ${written}`,
        edits: [{ range: { start: sign.start, end: variable.end }, text: written }],
        preferred: true,
      },
    ]);
  }
  return undefined;
}
