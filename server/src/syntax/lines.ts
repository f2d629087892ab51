/** Offsets ↔ lines and columns of a text, both from zero, in UTF-16 units. Lines end with LF or CRLF. */

export interface LineIndex {
  readonly lineCount: number;
  at(offset: number): { readonly line: number; readonly column: number };
  offset(line: number, column: number): number;
}

export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return {
    lineCount: starts.length,
    at(offset) {
      let [low, high] = [0, starts.length];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle;
      }
      return { line: low, column: offset - (starts[low] ?? 0) };
    },
    offset: (line, column) =>
      Math.min((starts[line] ?? text.length) + column, starts[line + 1] ?? text.length, text.length),
  };
}
