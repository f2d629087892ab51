/** Edits of a text. In: a text, and edits in order that do not overlap. Out: the text after them; two rounds as one. */
import type { Edit } from '../syntax/tree';

export function applied(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { range, text: replacement } of edits) {
    parts.push(text.slice(at, range.start), replacement);
    at = range.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** Edits of a text, then edits of what came out (`between`), as edits of the first text. */
export function composed(first: readonly Edit[], between: string, then: readonly Edit[]): Edit[] {
  const out: Edit[] = [];
  /** How much longer `between` is than the first text, up to here. */
  let shift = 0;
  let [i, j] = [0, 0];
  while (i < first.length || j < then.length) {
    const [earlier, later] = [first[i], then[j]];
    const begin = Math.min(
      earlier ? earlier.range.start + shift : Number.POSITIVE_INFINITY,
      later ? later.range.start : Number.POSITIVE_INFINITY,
    );
    const start = begin - shift;
    const own: Edit[] = [];
    let end = begin;
    // What touches becomes one edit.
    for (let grows = true; grows; ) {
      grows = false;
      const [one, other] = [first[i], then[j]];
      if (one && one.range.start + shift <= end) {
        end = Math.max(end, one.range.start + shift + one.text.length);
        shift += one.text.length - (one.range.end - one.range.start);
        i++;
        grows = true;
      } else if (other && other.range.start <= end) {
        end = Math.max(end, other.range.end);
        own.push({ range: { start: other.range.start - begin, end: other.range.end - begin }, text: other.text });
        j++;
        grows = true;
      }
    }
    out.push({ range: { start, end: end - shift }, text: applied(between.slice(begin, end), own) });
  }
  return out;
}
