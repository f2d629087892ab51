/**
 * Where the rows of a statement begin. The writer's alignments stay: a row that began under a word goes where that
 * word goes; others keep their distance. In: a draft with its gaps, and its first column. Out: the columns of its words.
 */
import type { Draft } from './draft';

interface Open {
  readonly index: number;
  readonly row: number;
  /** Nothing follows it on its row: what it holds is indented. */
  readonly hanging: boolean;
  /** Where its present entry begins. */
  item: number;
  /** Its first argument with a name. */
  named: number | undefined;
}

/** Beyond this distance from the statement a row is meant to stand under something, and not just indented. */
const INDENTED = 4;
/** How far off such a row may be and is still brought under it. */
const NEAR = 4;

export function placeWords(draft: Draft, base: number, step: number): void {
  const { words, rows, gaps, widths, written, columns, statement } = draft;
  const open: Open[] = [];
  /** The last word that stood at each column, in the rows above. */
  const above = new Map<number, number>();
  let item = 0;
  let relation: number | undefined;

  const at = (i: number): number => columns[i] ?? base;
  const distance = (i: number, from: number): number => (written[i] ?? 0) - (written[from] ?? 0);
  const under = (first: number, from: number): number | undefined => {
    const word = above.get(written[first] ?? -1);
    return word !== undefined && word >= from ? columns[word] : undefined;
  };

  function start(first: number, isNew: boolean): number {
    const [type, before] = [words[first]?.type, words[first - 1]?.type];
    const top = open.at(-1);
    if (!top) {
      if (isNew) return base + step;
      if (type === '=' || type === '≈') return relation === undefined ? base + step : at(relation);
      return before === '=' || before === '≈' ? base + step : continued(first, type);
    }
    const line = at(rows[top.row]?.from ?? 0);
    if (type === ')' || type === ']') return top.hanging ? line : at(top.index);
    if (top.item !== first) return under(first, top.item) ?? at(top.item) + Math.max(0, distance(first, top.item));
    if (top.hanging) return line + step;
    if (words[top.index]?.type === '[') return at(top.index + 1);
    const named = words[first + 1]?.type === '=' ? top.named : undefined;
    return (isNew ? undefined : under(first, top.index + 1)) ?? at(named ?? top.index + 1);
  }

  /** A row that goes on outside of brackets: under a word, indented, or about where the formula begins. */
  function continued(first: number, type: string | undefined): number {
    const exact = under(first, item);
    if (exact !== undefined) return exact;
    const off = distance(first, item);
    const joins = type === 'for' || type === 'and' || type === 'or';
    if (off >= 0 && item > 0) return at(item) + off;
    const indented = base + Math.max(step, distance(first, 0));
    const missing = at(item) - indented;
    return !joins && missing > 0 && missing <= NEAR && indented - base > INDENTED ? at(item) : indented;
  }

  rows.forEach((row, r) => {
    if (row.from === row.to) return;
    let column = row.from === 0 ? base : start(row.from, row.line === undefined);
    for (let i = row.from; i < row.to; i++) {
      if (i > row.from) column += gaps[i] ?? 0;
      columns[i] = column;
      column += widths[i] ?? 0;
      const type = words[i]?.type ?? '';
      const top = open.at(-1);
      if (type === '(' || type === '[') {
        open.push({ index: i, row: r, hanging: i === row.to - 1, item: i + 1, named: undefined });
      } else if (type === ')' || type === ']') open.pop();
      else if (top && type === ',') top.item = i + 1;
      else if (top && type === '=') top.named ??= i - 1;
      else if (!top && BEGINNING.has(type)) item = i + 1;
      if (!top && (type === '=' || type === '≈') && statement.sentence.kind === 'check') relation ??= i;
    }
    for (let i = row.from; i < row.to; i++) above.set(written[i] ?? -1, i);
  });
}

/** After these, outside of brackets, something new begins. */
const BEGINNING = new Set(['=', '≈', ',', 'for', 'check']);
