/**
 * Values of vectors, matrices and whole networks in doubles. In: roots (any shapes, any depth) and the entries of their
 * variables; lengths that are names get theirs from the values' shapes. Out: for each root its entries in row-major order,
 * or a reason why there are none. No bounds on errors: `entries.ts` and `evaluate.ts` know a moderate array exactly.
 */
import { demands } from './demands';
import { substituted } from './dimension';
import { inlined } from './entries';
import { type Expression, type Graph, type Variable, variables } from './expression';
import type { Numbers } from './numeric/loops';
import { type Observe, run, schedule } from './numeric/machine';
import { notesOf } from './numeric/notes';
import { reasonAt } from './numeric/reasons';
import { lengthsOf, sized } from './numeric/sizes';
import { numbers, sizeOf } from './operations/define';
import type { Entries } from './operations/row';

export type ArrayOutcome =
  | {
      readonly ok: true;
      readonly shape: readonly number[];
      /** Finite, or NaN where an entry has no value. May be a variable's own data: not to be written to. */
      readonly data: Float64Array;
      /** What there is to say of kinks that the values lie at. */
      readonly notes: readonly string[];
      /** Why the first entry without a value has none; undefined where all have one. */
      readonly reason?: string;
    }
  | { readonly ok: false; readonly reason: string };

/** What is computed for one root: itself, and what must have a value for it to have one. */
interface Task {
  readonly root: Expression;
  readonly guards: readonly Expression[];
  readonly variables: readonly Variable[];
}

export function evaluateArrays(
  graph: Graph,
  roots: readonly Expression[],
  values: ReadonlyMap<Variable, Entries<number>>,
): readonly ArrayOutcome[] {
  const lengths = lengthsOf(values);
  const given = new Map<Variable, Numbers>();
  const misfits = new Map<string, string>();
  for (const [variable, { shape, data }] of values) {
    const own = variable.shape.map((length) => substituted(length, lengths));
    const fits = own.length === shape.length && own.every((length, i) => length === shape[i]);
    const place = graph.variable(variable.name, variable.scope, shape);
    if (!fits || sizeOf(shape) !== data.length) {
      misfits.set(variable.name, `${variable.name} has shape [${own.join(', ')}]; its value has [${shape.join(', ')}]`);
    } else given.set(place, { shape, data: data instanceof Float64Array ? data : Float64Array.from(data) });
  }
  const tasks = roots.map((root) => taskOf(graph, root, lengths, given, misfits));
  const all = tasks.flatMap((task) => (typeof task === 'string' ? [] : [task.root, ...task.guards]));
  const notes = new Map<Expression, readonly string[]>();
  const observe: Observe = (node, of) => {
    const found = notesOf(graph, node, of);
    if (found.length > 0) notes.set(node, found);
  };
  const found = run(graph, all, given, observe, false);
  let kept: ReadonlyMap<Expression, Numbers> | undefined;
  /** Computed once more, with all that was on the way, only where there is something to explain. */
  const reason = (root: Expression, place: number): string => {
    kept ??= run(graph, all, given, undefined, true);
    return reasonAt(graph, root, place, (node) => kept?.get(node));
  };
  return tasks.map((task) =>
    typeof task === 'string' ? { ok: false, reason: task } : outcomeOf(task, found, notes, reason),
  );
}

function taskOf(
  graph: Graph,
  root: Expression,
  lengths: ReadonlyMap<string, number>,
  given: ReadonlyMap<Variable, Numbers>,
  misfits: ReadonlyMap<string, string>,
): Task | string {
  const task = prepared(graph, root, lengths);
  if (typeof task === 'string') return task;
  const missing = task.variables.filter((variable) => !given.has(variable));
  for (const { name } of missing) {
    const misfit = misfits.get(name);
    if (misfit !== undefined) return misfit;
  }
  const names = [...new Set(missing.map(({ name }) => name))];
  if (names.length === 0) return task;
  if (names.length === 1) return `${names[0]} has no value`;
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)} have no values`;
}

/** What does not depend on the values: a network is evaluated again and again. */
function prepared(graph: Graph, root: Expression, lengths: ReadonlyMap<string, number>): Task | string {
  const sizes = [...lengths].map(([name, length]) => `${name}=${length}`).sort();
  const memo = graph.memo<Task | string>(`array task ${sizes.join(' ')}`);
  const known = memo.get(root);
  if (known !== undefined) return known;
  const task = madeTask(graph, root, lengths);
  memo.set(root, task);
  return task;
}

function madeTask(graph: Graph, root: Expression, lengths: ReadonlyMap<string, number>): Task | string {
  const made: Expression[] = [];
  for (const one of [root, ...demands(graph, root).guards]) {
    const result = sized(graph, inlined(graph, one), lengths);
    if (typeof result === 'string') return result;
    made.push(result);
  }
  const [own = root, ...guards] = made;
  return { root: own, guards, variables: variables(...made) };
}

function outcomeOf(
  { root, guards }: Task,
  found: ReadonlyMap<Expression, Numbers>,
  noted: ReadonlyMap<Expression, readonly string[]>,
  reason: (root: Expression, place: number) => string,
): ArrayOutcome {
  const shape = numbers(root.shape) ?? [];
  const data = found.get(root)?.data ?? new Float64Array(sizeOf(shape)).fill(Number.NaN);
  const notes =
    noted.size === 0 ? [] : [...new Set(schedule([root, ...guards]).flatMap((node) => noted.get(node) ?? []))];
  for (const guard of guards) {
    const place = firstWithout(found.get(guard)?.data);
    if (place >= 0) {
      const none = new Float64Array(data.length).fill(Number.NaN);
      return { ok: true, shape, data: none, notes, reason: reason(guard, place) };
    }
  }
  const first = firstWithout(data);
  if (first < 0) return { ok: true, shape, data, notes };
  const finite = data.map((entry) => (Number.isFinite(entry) ? entry : Number.NaN));
  return { ok: true, shape, data: finite, notes, reason: reason(root, first) };
}

/** The place of the first entry that is no number; −1 where all are. */
function firstWithout(data: Float64Array = new Float64Array(0)): number {
  // 0 times a number is 0, and nothing else: one sum tells whether there is anything to look for.
  let zero = 0;
  for (let i = 0; i < data.length; i++) zero += 0 * (data[i] ?? 0);
  return zero === 0 ? -1 : data.findIndex((entry) => !Number.isFinite(entry));
}
