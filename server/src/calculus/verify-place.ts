/** Points at which arrays were tried, as people read them: `n = 2, x = [1, 2]`. */
import { indexText } from './broadcasting';
import type { Variable } from './expression';
import type { Rational } from './rational';
import { coordinate } from './wording';

/** `entry [0, 1]`; nothing for a number. */
export function entryText(place: number, shape: readonly number[]): string {
  const text = indexText(place, shape);
  return text && `entry ${text}`;
}

/** Lengths, then variables; entries such as `A[0, 1]` as the array that they are of. */
export function arrayPlace(lengths: ReadonlyMap<string, number>, values: ReadonlyMap<Variable, Rational>): string {
  const arrays = new Map<string, Map<string, string>>();
  for (const [{ name }, value] of values) {
    const [, array = name, index = ''] = /^(.*)\[([\d, ]+)\]$/.exec(name) ?? [];
    arrays.set(array, (arrays.get(array) ?? new Map()).set(index, coordinate(value)));
  }
  const sizes = [...lengths].map(([name, value]) => `${name} = ${value}`);
  return [...sizes, ...[...arrays].map(([name, entries]) => `${name} = ${nested([...entries.entries()])}`)].join(', ');
}

/** Entries by their indices, in order, in brackets. */
function nested(entries: readonly (readonly [string, string])[]): string {
  const [first] = entries;
  if (!first || first[0] === '') return first?.[1] ?? '[]';
  const rows = new Map<string, (readonly [string, string])[]>();
  for (const [index, value] of entries) {
    const [head = '', ...rest] = index.split(', ');
    rows.set(head, [...(rows.get(head) ?? []), [rest.join(', '), value]]);
  }
  return `[${[...rows.values()].map(nested).join(', ')}]`;
}
