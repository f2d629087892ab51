/** Greatest and least entries, and which they are. The first of several counts: a convention, as in NumPy's argmax. */
import { greater, greaterOrEqual } from '../functions/comparisons';
import { row } from '../functions/table';
import { kept } from './adjoints';
import { ALONG, along, folded, groups, REDUCED, REDUCTION, reduce, reduced, rewrite, sizeOf, strips } from './define';
import type { Arithmetic, Entries, OperationRow, Options } from './row';

/** The two extremes differ in what beats what. */
function extreme(name: 'max' | 'min', word: string, best: (a: number, b: number) => number): OperationRow {
  const scalar = row(name);
  return {
    name,
    parameters: REDUCTION,
    summary: `${word} entry`,
    documentation: `\`${name}(x)\` of one array is its ${word} entry, with \`axis\` the ${word} along that axis; of several arguments it is the ${word} of them, elementwise. Its slope goes to the first entry that reaches it: \`first_max(${name === 'max' ? 'x' : '-x'})\`.`,
    latex: `\\${name}`,
    shape: ([x = []], options) => reduced(x, options),
    entries: (arithmetic, [x], options) =>
      x && reduce(x, options, (group) => extremeOf(group, (entries) => arithmetic.apply(scalar, ...entries))),
    values: ([x], options) =>
      x ? folded(x, options, name === 'max' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY, best) : [],
    pullback: (make, node, adjoint) => {
      const [x] = node.args;
      const { axis } = node.options;
      if (!x) return [];
      const first = make.operate(firstMax, [name === 'max' ? x : make.negate(x)], axis === undefined ? {} : { axis });
      return [make.multiply(kept(make, node, adjoint), first)];
    },
    kink: {
      note: `a ${name === 'max' ? 'maximum' : 'minimum'} that several entries reach: the slope goes to the first, by convention`,
      at: ([x], options) => x !== undefined && tied(x, options, best),
    },
    tests: REDUCED,
  };
}

const extremeOf = <T>(group: readonly T[], of: (group: readonly T[]) => T): T => {
  const [only] = group;
  return group.length === 1 && only !== undefined ? only : of(group);
};

/** Do several entries of one group reach its extreme? */
function tied(x: Entries<number>, options: Options, best: (a: number, b: number) => number): boolean {
  return groups(x, options).some((places) => {
    const entries = places.map((place) => x.data[place] ?? Number.NaN);
    const [first = Number.NaN] = entries;
    const winner = entries.reduce((a, b) => best(a, b), first);
    return entries.filter((entry) => entry === winner).length > 1;
  });
}

const max = extreme('max', 'greatest', (a, b) => Math.max(a, b));
const min = extreme('min', 'least', (a, b) => Math.min(a, b));

const TIE = 'several entries reach the maximum: the first counts, by convention';

/** 1 at the first maximum of each group, 0 elsewhere. */
const firstMax: OperationRow = {
  name: 'first_max',
  parameters: ALONG,
  summary: '1 at the first maximum, 0 elsewhere',
  documentation:
    'The slope of `max`: `first_max([1, 3, 3])` is `[0, 1, 0]`. With `axis` there is a 1 in each group along that axis. Its own slope is 0 wherever it exists.',
  latex: '\\operatorname{first\\_max}',
  shape: ([x = []], options) => along(x, options),
  entries: (arithmetic, [x], options) => x && rewrite(x, options, (group) => firsts(arithmetic, group)),
  values: ([x], options) => {
    if (!x) return [];
    const result = new Float64Array(x.data.length);
    for (const { start, step, length, at } of winners(x, options)) {
      if (!Number.isNaN(at)) result[start + at * step] = 1;
      else for (let k = 0; k < length; k++) result[start + k * step] = Number.NaN;
    }
    return result;
  },
  kink: { note: TIE, at: ([x], options) => x !== undefined && tied(x, options, Math.max) },
  tests: REDUCED.filter(({ options }) => options?.keepdims !== true),
};

/** Where the maximum is. */
const argmax: OperationRow = {
  name: 'argmax',
  parameters: REDUCTION,
  summary: 'where the greatest entry is',
  documentation:
    'The index, from 0, of the first maximum; without `axis` that in the entries as one row-major list, as in NumPy. Its slope is 0 wherever it exists.',
  latex: '\\operatorname{argmax}',
  shape: ([x = []], options) => reduced(x, options),
  entries: (arithmetic, [x], options) =>
    x &&
    reduce(x, options, (group) =>
      arithmetic.add(
        firsts(arithmetic, group)
          .map((first, i) => arithmetic.multiply([arithmetic.constant(i), first]))
          .slice(1),
      ),
    ),
  values: ([x], options, shape) => {
    const result = new Float64Array(sizeOf(shape));
    winners(x ?? { shape: [], data: [] }, options).forEach(({ at }, i) => {
      result[i] = at;
    });
    return result;
  },
  kink: { note: TIE, at: ([x], options) => x !== undefined && tied(x, options, Math.max) },
  tests: REDUCED,
};

export const extremes: readonly OperationRow[] = [max, min, argmax, firstMax];

/** For each entry: is it above the maximum of those before it, and at least that of those after it? */
function firsts<T>(arithmetic: Arithmetic<T>, group: readonly T[]): T[] {
  const larger = (a: T | undefined, b: T): T => (a === undefined ? b : arithmetic.apply(row('max'), a, b));
  const before: (T | undefined)[] = [];
  let running: T | undefined;
  for (const entry of group) {
    before.push(running);
    running = larger(running, entry);
  }
  const result: T[] = [];
  running = undefined;
  for (const entry of [...group].reverse()) {
    const left = before.pop();
    const conditions = [
      ...(left === undefined ? [] : [arithmetic.apply(greater, entry, left)]),
      ...(running === undefined ? [] : [arithmetic.apply(greaterOrEqual, entry, running)]),
    ];
    result.unshift(arithmetic.multiply(conditions));
    running = larger(running, entry);
  }
  return result;
}

/** Each group with the index of its first maximum: NaN where an entry has no value. */
function winners(x: Entries<number>, options: Options) {
  return strips(x, options).map(({ start, step, length }) => {
    let at = 0;
    let best = x.data[start] ?? Number.NaN;
    for (let k = 1; k < length; k++) {
      const entry = x.data[start + k * step] ?? Number.NaN;
      if (entry > best) [at, best] = [k, entry];
      if (Number.isNaN(entry)) best = entry;
    }
    return { start, step, length, at: Number.isNaN(best) ? Number.NaN : at };
  });
}
