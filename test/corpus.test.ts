/**
 * The corpus of bench/formulas: every formula parses; on every tenth one the text of the derivative parses back, has the
 * slopes that difference quotients of the function have, and all together did not grow since recorded.tsv was written
 * (`npm run bench -- derivatives --all --record`).
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { normalise } from '../server/src/calculus/normal';
import { print } from '../server/src/notation/print';
import { createWorkspace } from '../server/src/program/workspace';

interface Entry {
  readonly family: string;
  readonly text: string;
  readonly wrt: readonly string[];
  readonly names: readonly string[];
  readonly published?: string;
}
interface Verdict {
  readonly verdict: string;
  readonly operations: number;
  readonly text: string;
}
/** What bench/shared gives: its modules are JavaScript. */
interface Bench {
  readonly corpus: () => readonly Entry[];
  readonly derive: (text: string, wrt: readonly string[], names: readonly string[]) => string[];
  readonly truthOf: (entry: Entry) => { readonly points: readonly unknown[] };
  readonly verdictOf: (entry: Entry, truth: unknown, answer: { texts: string[] }) => Verdict;
  readonly hashOf: (text: string) => string;
  readonly recorded: () => ReadonlyMap<string, Readonly<Record<string, number | undefined>>>;
}

const EVERY = 10;
/** A few formulas are real in few places: two points of all that are tried are enough. */
const POINTS = 2;

/** Longer texts name shared parts, or keep them. */
const LONG = 1_000;

function again(written: string, names: readonly string[]): string | undefined {
  const program = createWorkspace().program('corpus.grad', `f(${names.join(', ')}) = ${written}`);
  const definition = program.definitions.get('f');
  if (definition?.kind !== 'function') return undefined;
  return print(normalise(program.graph, definition.callee.body)).text;
}

let bench: Bench;
let entries: readonly Entry[];
let sample: readonly (Verdict & { readonly entry: Entry; readonly points: number })[];

beforeAll(async () => {
  const load = (name: string) => import(new URL(`../bench/shared/${name}.mjs`, import.meta.url).href);
  const modules = await Promise.all(['corpus', 'page', 'verdicts', 'record'].map(load));
  bench = Object.assign({}, ...modules);
  entries = bench.corpus();
  sample = entries
    .filter((_, i) => i % EVERY === 0)
    .map((entry) => {
      const truth = bench.truthOf(entry);
      const answer = { texts: bench.derive(entry.text, entry.wrt, entry.names) };
      return { entry, ...bench.verdictOf(entry, truth, answer), points: truth.points.length };
    });
}, 60_000);

describe('the formulas of the corpus', () => {
  test('are many, and parse', () => {
    expect(entries.length).toBeGreaterThan(1_800);
    const failed = entries.filter(({ text, names }) => {
      const program = createWorkspace().program('corpus.grad', `f(${names.join(', ')}) = ${text}`);
      return !program.definitions.has('f') || program.problems.some(({ severity }) => severity === 'error');
    });
    expect(failed.map(({ text }) => text)).toEqual([]);
  });

  test('have slopes at the points where they are tried', () => {
    expect(sample.filter(({ points }) => points < POINTS).map(({ entry }) => entry.text)).toEqual([]);
  });

  test('have derivatives that parse back and agree with difference quotients, wherever the function has a slope', () => {
    expect(
      sample.filter(({ verdict }) => verdict !== 'right').map(({ entry, verdict }) => `${verdict}: ${entry.text}`),
    ).toEqual([]);
  });

  test('have derivatives in normal form: read again, they read the same', () => {
    const changed = sample.flatMap(({ entry, text }) =>
      text.split(' ; ').filter((written) => written.length < LONG && again(written, entry.names) !== written),
    );
    expect(changed).toEqual([]);
  });

  test('have derivatives no larger in total than was recorded, and smaller than those of SymPy’s diff and mathjs', () => {
    const known = bench.recorded();
    const sizes = sample.map(({ entry, operations }) => ({
      operations,
      recorded: known.get(bench.hashOf(entry.text)) ?? {},
    }));
    const against = (engine: string) => {
      const both = sizes.filter(({ recorded }) => recorded[engine] !== undefined);
      return {
        count: both.length,
        ours: both.reduce((sum, size) => sum + size.operations, 0),
        theirs: both.reduce((sum, { recorded }) => sum + (recorded[engine] ?? 0), 0),
      };
    };
    for (const engine of ['nabla', 'SymPy diff', 'mathjs, simplified']) {
      const { count, ours, theirs } = against(engine);
      expect(count, engine).toBeGreaterThan(sample.length / 4);
      expect(ours, engine).toBeLessThanOrEqual(theirs);
    }
  });
});
