/** Text for people: Markdown that says exactly what the page says, lists of names, and cuts. */

/**
 * Nothing of a reader's own text is Markdown (CommonMark 0.31 and GitHub's bare links): what could be is escaped, and no
 * more than that, for some editors show Markdown as it is written.
 */
export function escapeMarkdown(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .trim()
        .replace(/[\\`*[\]<{}&~|$@]/g, '\\$&')
        // Between letters an underscore is no emphasis.
        .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
        .replace(/:(?=\/\/)/g, '\\:')
        .replace(/(?<=\bwww)\./gi, '\\.')
        .replace(/^[-+=#>!]/, '\\$&')
        .replace(/^(\d+)([.)])/, '$1\\$2'),
    )
    .join('\n');
}

/** A code block; its fence is longer than any run of backticks inside. */
export function codeBlock(text: string, language = 'grad'): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** `x`, `x and y`, `x, y and z`. */
export const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** At most `longest` UTF-16 units, and no half of a character. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const kept = text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${kept.trimEnd()}…`;
}

/** On one line. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A double for people: `significant` digits, a real minus sign. */
export const figure = (value: number, significant = 6): string =>
  String(Number(value.toPrecision(significant)))
    .replace('e+', 'e')
    .replace(/-/g, '−');
