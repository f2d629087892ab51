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
import { short } from '../formulas';
import { grouped } from '../networks';
import { generalEntry } from './general-entry';

const MOST_LINES = 4;
const LONGEST_LINE = 120;
/** Entries of all that the partial is computed from; parts of one entry. What is longer nobody reads. */
const MOST_WORK = 1_000;
const MOST_PARTS = 28;

/** `head` is `∂f/∂w`; entries of more than `most` parts are left out. */
export function entryPartials(graph: Graph, head: string, form: Expression, names: Names, most = MOST_PARTS): string[] {
  const size = count(form.shape);
  if (typeof size !== 'number') return general(graph, head, form, names);
  if (form.shape.length === 0 || workOf(form) > MOST_WORK || variables(form).length === 0) return [];
  const entries = entriesOf(graph, form);
  const first = entries && Array.from(entries.data).slice(0, MOST_LINES);
  if (!entries || !first?.every((entry) => postorder([entry]).length <= most)) return [];
  const lines: string[] = [];
  for (const [place, entry] of first.entries())
    lines.push(`${head}${indexText(place, entries.shape)} = ${short(normalise(graph, entry), names, LONGEST_LINE)}`);
  if (size > MOST_LINES) lines.push(`… ${grouped(size)} in all`);
  return lines;
}

const DEEPEST = 200;
const LETTERS = ['i', 'j', 'k', 'l', 'r', 's', 't'];

/** Where a length is a name: the entry that stands for all, `∂f/∂w[i]`. */
function general(graph: Graph, head: string, form: Expression, names: Names): string[] {
  if (form.shape.length > 2 || form.depth > DEEPEST || variables(form).length === 0) return [];
  const own = new Set(variables(form).map(({ name }) => name));
  const free = LETTERS.filter((letter) => !names.has(letter) && !own.has(letter));
  const at = form.shape.slice(0, free.length).map((_, axis) => free[axis] ?? '');
  const whole = normalise(graph, generalEntry(graph, form, at));
  if (at.length < form.shape.length || postorder([whole]).length > MOST_PARTS) return [];
  return [`${head}[${at.join(', ')}] = ${short(whole, names, LONGEST_LINE)}`];
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
