/**
 * Lines of a bearable length. In: a formula or a sentence, and a width in characters. Out: its lines. A formula breaks
 * before an operator outside of brackets where there is one, and otherwise inside them.
 */

const OPENING = '([{';
const CLOSING = ')]}';

export function wrapFormula(formula: string, width: number): string[] {
  const lines: string[] = [];
  let rest = [...formula];
  while (rest.length > width) {
    const at = breakPlace(rest, width);
    if (at <= 0) break;
    lines.push(rest.slice(0, at).join('').trimEnd());
    rest = [...rest.slice(at).join('').trimStart()];
  }
  lines.push(rest.join(''));
  return lines;
}

/** The last place within the width where the fewest brackets are open; 0 where there is none. */
function breakPlace(signs: readonly string[], width: number): number {
  let depth = 0;
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  signs.forEach((sign, i) => {
    // Where nothing breaks within the width, the first place after it.
    if (i > width && best > 0) return;
    if (OPENING.includes(sign)) depth += 1;
    if (CLOSING.includes(sign)) depth -= 1;
    if (i < width / 4 || depth > least || !breaks(signs, i)) return;
    [best, least] = [i, depth];
  });
  return best;
}

/** Before ` + `, ` − ` and ` where `, and after a `·` or a comma. */
function breaks(signs: readonly string[], at: number): boolean {
  const [before, here, next] = [signs[at - 1] ?? '', signs[at] ?? '', signs[at + 1] ?? ''];
  if (here === ' ')
    return ['+', '−', '='].includes(next) || before === ',' || signs.slice(at, at + 7).join('') === ' where ';
  return before === '·';
}

export function wrapWords(sentence: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  // An equation holds together at its signs.
  const words = sentence.replaceAll(/ ([=·≠]) /g, '\u00a0$1\u00a0').split(' ');
  for (const word of words) {
    if (line !== '' && [...line].length + 1 + [...word].length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((text) => text.replaceAll('\u00a0', ' '));
}

/** Characters as a terminal counts them: combining marks have no width. */
export const width = (text: string): number => [...text.replaceAll(/\p{M}/gu, '')].length;
