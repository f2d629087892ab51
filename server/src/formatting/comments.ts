/**
 * Comments at the ends of adjacent lines stand under one another. In: the lines of a page in order, with the columns
 * where their words end. Out: a column for each comment, and the groups of lines.
 */

/** A line with a comment behind its words, or one of comment alone that goes on under such a one. */
export interface Remark {
  /** Its place among the lines; only adjacent ones are aligned. */
  readonly place: number;
  /** Where its words end; undefined where it has none. */
  readonly end: number | undefined;
  /** The column where the comment stood. */
  readonly written: number;
}

/** A line that reaches further than the others by more than this does not push their comments away. */
const MOST_SPACES = 40;
const LEAST_SPACES = 2;

export interface Remarks {
  readonly columns: ReadonlyMap<Remark, number>;
  readonly groups: readonly (readonly Remark[])[];
}

export function alignRemarks(remarks: readonly Remark[]): Remarks {
  const columns = new Map<Remark, number>();
  const groups: Remark[][] = [];
  const runs: Remark[][] = [];
  let last: Remark | undefined;
  for (const remark of remarks) {
    const adjacent = last?.place === remark.place - 1 && (remark.end !== undefined || remark.written === last.written);
    if (adjacent) runs.at(-1)?.push(remark);
    // A comment alone on its line, under no other, is none of these.
    else if (remark.end !== undefined) runs.push([remark]);
    last = adjacent || remark.end !== undefined ? remark : undefined;
  }
  for (const run of runs) {
    for (const group of split(run)) {
      const least = Math.max(...group.map(({ end }) => (end === undefined ? 0 : end + LEAST_SPACES)));
      const [first] = group;
      const stays = first && first.written >= least && group.every(({ written }) => written === first.written);
      for (const remark of group) columns.set(remark, stays ? first.written : least);
    }
    groups.push(run);
  }
  return { columns, groups };
}

/** Lines of about the same length; what goes on under a comment stays with it. */
function split(run: readonly Remark[]): Remark[][] {
  const groups: Remark[][] = [];
  let [least, most] = [0, 0];
  for (const remark of run) {
    const end = remark.end;
    const [low, high] = end === undefined ? [least, most] : [Math.min(least, end), Math.max(most, end)];
    if (groups.length > 0 && high - low <= MOST_SPACES) {
      groups.at(-1)?.push(remark);
      [least, most] = [low, high];
    } else {
      groups.push([remark]);
      [least, most] = [end ?? 0, end ?? 0];
    }
  }
  return groups;
}
