/**
 * Which lines an edit can have changed, widened to lines where a statement surely begins: what is outside reads as
 * before. In: what is kept of the page before, both texts. Out: the lines to read anew.
 */
import type { Line } from './statements';

export interface Change {
  /** Lines `first` to before `last` of the old page were replaced. */
  readonly first: number;
  readonly last: number;
  /** Where their replacement stands in the new text, without its last line end. */
  readonly start: number;
  readonly end: number | undefined;
}

/** There is no page before: everything is new. */
export const WHOLE: Change = { first: 0, last: 0, start: 0, end: undefined };

interface Before {
  readonly lines: readonly Line[];
  readonly starts: readonly number[];
}

export function changeOf({ lines, starts }: Before, before: string, after: string): Change {
  const front = commonLength(
    Math.min(before.length, after.length),
    (from, to) => before.slice(from, to) === after.slice(from, to),
  );
  const back = commonLength(
    Math.min(before.length, after.length) - front,
    (from, to) =>
      before.slice(before.length - to, before.length - from) === after.slice(after.length - to, after.length - from),
  );

  let first = lineAt(starts, front);
  while (first > 0 && !(first < lineAt(starts, front) && begins(lines[first]))) first--;
  // The first line below that is wholly unchanged, begins a statement, and has no changed comment above it.
  let last = lineAt(starts, before.length - back) + 1;
  while (
    last < lines.length &&
    !(
      begins(lines[last]) &&
      (lines[last - 1]?.tokens.length ?? 0) > 0 &&
      isUnchanged(starts, last - 1, before.length - back)
    )
  )
    last++;
  const start = starts[first] ?? 0;
  if (last >= lines.length) return { first, last: lines.length, start, end: after.length };
  return { first, last, start, end: (starts[last] ?? 0) + after.length - before.length - 1 };
}

/** How far two texts are the same, where `same` compares a stretch of both: long stretches are compared at once. */
function commonLength(most: number, same: (from: number, to: number) => boolean): number {
  let length = 0;
  for (let step = 65_536; step >= 1; step = Math.floor(step / 8)) {
    while (length + step <= most && same(length, length + step)) length += step;
  }
  return length;
}

/** A statement begins here whatever stands above. */
const begins = (line: Line | undefined): boolean => line?.starts !== undefined && line.starts !== 'value';

const isUnchanged = (starts: readonly number[], line: number, from: number): boolean => (starts[line] ?? 0) > from;

function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

/** The lines of the new page. */
export function spliced<Item>(
  before: readonly Item[] | undefined,
  { first, last }: Pick<Change, 'first' | 'last'>,
  middle: readonly Item[],
): Item[] {
  return before ? [...before.slice(0, first), ...middle, ...before.slice(last)] : [...middle];
}

/** Where the lines of the new page start. */
export function startsOf(before: readonly number[] | undefined, change: Change, middle: readonly string[]): number[] {
  const starts = before ? before.slice(0, change.first) : [];
  let at = change.start;
  for (const line of middle) {
    starts.push(at);
    at += line.length + 1;
  }
  const old = before?.slice(change.last) ?? [];
  const shift = at - (old[0] ?? 0);
  for (const start of old) starts.push(start + shift);
  return starts;
}
