/**
 * An array is one variable in code and many inputs in the equation: the partials by its entries, the first few. In: the
 * partial by the whole array. Out: lines such as `∂f/∂w[0] = 2w[0]`; where a length is a name, the general one, `∂f/∂w[i] = 2w[i]`.
 */

import { indexText } from '../../calculus/broadcasting';
import { count } from '../../calculus/dimension';
import { entriesOf } from '../../calculus/entries';
import { type Expression, type Graph, postorder, variables } from '../../calculus/expression';
import { normalise } from '../../calculus/normal';
import type { Names } from '../../notation/print';
import { type Left, type Line, line, short, textOf } from '../formulas';
import { grouped } from '../networks';
import { generalEntry } from './general-entry';

const MOST_LINES = 4;
const LONGEST_LINE = 120;
/** Entries of all that the partial is computed from; parts of one entry. What is longer nobody reads. */
const MOST_WORK = 1_000;
const MOST_PARTS = 28;

/** `head` is `∂f/∂w`; entries of more than `most` parts are left out. */
export function entryPartials(graph: Graph, head: Left, form: Expression, names: Names, most = MOST_PARTS): Line[] {
  const size = count(form.shape);
  if (typeof size !== 'number') return general(graph, head, form, names);
  if (form.shape.length === 0 || workOf(form) > MOST_WORK || variables(form).length === 0) return [];
  const entries = entriesOf(graph, form);
  const first = entries && Array.from(entries.data).slice(0, MOST_LINES);
  if (!entries || !first?.every((entry) => postorder([entry]).length <= most)) return [];
  const lines: Line[] = [];
  for (const [place, entry] of first.entries())
    lines.push(entryLine(head, indexText(place, entries.shape), normalise(graph, entry), names));
  if (size > MOST_LINES) lines.push(line(`… ${grouped(size)} in all`));
  return lines;
}

/** `∂f/∂w[0] = 2w[0]`. */
const entryLine = (head: Left, place: string, entry: Expression, names: Names): Line =>
  line(`${textOf(head)}${place} = ${short(entry, names, LONGEST_LINE)}`);

const DEEPEST = 200;
const LETTERS = ['i', 'j', 'k', 'l', 'r', 's', 't'];

/** Where a length is a name: the entry that stands for all, `∂f/∂w[i]`. */
function general(graph: Graph, head: Left, form: Expression, names: Names): Line[] {
  if (form.shape.length > 2 || form.depth > DEEPEST || variables(form).length === 0) return [];
  const own = new Set(variables(form).map(({ name }) => name));
  const free = LETTERS.filter((letter) => !names.has(letter) && !own.has(letter));
  const at = form.shape.slice(0, free.length).map((_, axis) => free[axis] ?? '');
  const whole = normalise(graph, generalEntry(graph, form, at));
  if (at.length < form.shape.length || postorder([whole]).length > MOST_PARTS) return [];
  return [entryLine(head, `[${at.join(', ')}]`, whole, names)];
}

function workOf(form: Expression): number {
  let work = 0;
  for (const { shape } of postorder([form])) {
    const size = count(shape);
    if (typeof size !== 'number') return Number.POSITIVE_INFINITY;
    work += size;
  }
  return work;
}
