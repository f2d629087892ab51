/** The name that the writer may have meant. */

/** The candidate closest to `name` by edits (insert, delete, replace, swap), where it is close enough to be a slip. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const most = name.length <= 3 ? 1 : name.length <= 5 ? 2 : 3;
  let best: string | undefined;
  let least = most + 1;
  let shared = 0;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > Math.min(least, most) || candidate.length > 60)
      continue;
    // Of short names every other short name is close: only another case is a slip there.
    if (name.length === 1 && candidate.toLowerCase() !== name.toLowerCase()) continue;
    const distance = edits(name.toLowerCase(), candidate.toLowerCase());
    if (distance > most || distance >= Math.max(name.length, candidate.length) - 1 + Number(name.length === 1))
      continue;
    // Slips come late in a word: of `sin` and `sign`, `sinn` means the one that it agrees with for longer.
    const prefix = sharedPrefix(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least || (distance === least && prefix > shared))
      [best, least, shared] = [candidate, distance, prefix];
  }
  return best;
}

function sharedPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** Optimal string alignment distance (Damerau 1964). */
function edits(a: string, b: string): number {
  let [before, previous]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (previous[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
      let least = Math.min(replace, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    [before, previous] = [previous, row];
  }
  return previous[b.length] ?? 0;
}
