/**
 * What stands under what on adjacent lines: the `=` of definitions, the names after `input` and `target`. In: the drafts
 * of a stretch of a page, in order. Out: wider gaps, and the groups, so that none is formatted in part.
 */
import { type Draft, isOneRow, spanOf } from './draft';

/** Heads whose lengths differ by more are not brought under one another. */
const MOST_SPACES = 12;

/** The indices of drafts that are aligned with one another. */
export type Group = readonly number[];

/** `alone`: whether a draft has its lines for itself. */
export function alignHeads(drafts: readonly (Draft | undefined)[], alone: (i: number) => boolean): Group[] {
  const usable = drafts.map((draft, i) => (alone(i) ? draft : undefined));
  const members = runs(usable, ({ statement: { sentence } }) => (isFed(sentence.kind) ? 'fed' : undefined));
  for (const run of members) alignNames(run.flatMap((i) => usable[i] ?? []));
  const heads = runs(usable, blockOf).flatMap((run) => alignEquals(usable, run));
  return [...members, ...heads];
}

const isFed = (kind: string): boolean => kind === 'input' || kind === 'target';

/** Adjacent lines of one kind. */
function runs(drafts: readonly (Draft | undefined)[], kindOf: (draft: Draft) => string | undefined): number[][] {
  const found: number[][] = [];
  let last: Draft | undefined;
  drafts.forEach((draft, i) => {
    const kind = draft && kindOf(draft);
    if (!draft || kind === undefined) {
      last = undefined;
      return;
    }
    const isAdjacent = last && last.statement.endLine + 1 === draft.statement.line && kindOf(last) === kind;
    if (isAdjacent) found.at(-1)?.push(i);
    else found.push([i]);
    last = draft;
  });
  return found;
}

/** `input  x` above `target y`. */
function alignNames(drafts: readonly Draft[]): void {
  const longest = Math.max(...drafts.map(({ widths }) => widths[0] ?? 0));
  for (const { gaps, widths } of drafts) gaps[1] = 1 + longest - (widths[0] ?? 0);
}

/** Lines whose `=` stand under one another; the loss of a network stands for itself. */
function blockOf(draft: Draft): string | undefined {
  const { sentence, network } = draft.statement;
  if (!isOneRow(draft)) return undefined;
  switch (sentence.kind) {
    case 'input':
    case 'target':
    case 'param':
      return 'member';
    case 'definition':
      return network === undefined ? 'definition' : sentence.name.name === 'loss' ? undefined : 'node';
    default:
      return undefined;
  }
}

function alignEquals(drafts: readonly (Draft | undefined)[], run: Group): Group[] {
  const groups: { readonly group: number[]; least: number; most: number }[] = [];
  const width = new Map<number, number>();
  for (const i of run) {
    const draft = drafts[i];
    const sign = draft ? equals(draft) : -1;
    if (!draft || sign < 0) continue;
    const head = spanOf(draft, 0, sign);
    width.set(i, head);
    const last = groups.at(-1);
    const [least, most] = [Math.min(last?.least ?? head, head), Math.max(last?.most ?? head, head)];
    if (last && most - least <= MOST_SPACES) {
      last.group.push(i);
      [last.least, last.most] = [least, most];
    } else groups.push({ group: [i], least: head, most: head });
  }
  for (const { group, most } of groups) {
    for (const i of group) {
      const draft = drafts[i];
      if (draft) draft.gaps[equals(draft)] = 1 + most - (width.get(i) ?? most);
    }
  }
  // All of the run: which lines go together depends on each of them.
  return [run];
}

/** The index of the `=` outside of brackets; −1 where there is none. */
function equals({ words }: Draft): number {
  let depth = 0;
  for (let i = 0; i < words.length; i++) {
    const type = words[i]?.type;
    if (type === '(' || type === '[') depth++;
    else if (type === ')' || type === ']') depth--;
    else if (type === '=' && depth === 0) return i;
  }
  return -1;
}
