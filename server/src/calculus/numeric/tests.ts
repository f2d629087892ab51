/**
 * Truth values of rows as quick tests: whether arguments lie in a row's domain, whether they are at a kink. In: a row and
 * how many arguments it has. Out: functions of numbers. Compiled once for a graph.
 */
import { compile } from '../evaluate';
import type { Expression, Graph, Variable } from '../expression';
import type { FunctionRow } from '../functions/row';
import { toNumber } from '../rational';

/** Of up to three arguments; those that there are not are not looked at. */
export type Test = (x: number, y: number, z: number) => boolean;
type Value = (x: number, y: number, z: number) => number;

export interface RowTests {
  /** Inside the domain; undefined where all numbers are. */
  readonly domain: Test | undefined;
  readonly kinks: readonly { readonly at: Test | Place; readonly note: string }[];
}

/** x == number, or x == y: then a loop need not call. */
export type Place = { readonly kind: 'number'; readonly value: number } | { readonly kind: 'tie' };

/** Rows with more arguments have no domain but all numbers, and few kinks: those are not looked for. */
const MOST_ARGUMENTS = 3;

export function testsOf(graph: Graph, row: FunctionRow, arity: number): RowTests {
  const names = ['x', 'y', 'z', ...Array.from({ length: Math.max(0, arity - 3) }, (_, i) => `x${i}`)].slice(0, arity);
  const variables = names.map((name) => graph.variable(name, 'introduced'));
  const memo = graph.memo<RowTests>('row tests');
  const application = graph.apply(row, ...variables);
  const known = memo.get(application);
  if (known) return known;
  const conditions = row.domain?.(graph, variables) ?? [];
  const places = arity > MOST_ARGUMENTS ? [] : (row.kinks?.(graph, variables) ?? []);
  const tests = conditions.map(({ holds }) => test(graph, holds, variables));
  const found: RowTests = {
    domain: tests.length < 2 ? tests[0] : (x, y, z) => tests.every((one) => one(x, y, z)),
    kinks: places
      .filter(({ slopeless }) => slopeless !== true)
      .map(({ at, note }) => ({ at: placeOf(at, variables) ?? test(graph, at, variables), note })),
  };
  memo.set(application, found);
  return found;
}

function placeOf(at: Expression, variables: readonly Variable[]): Place | undefined {
  if (at.kind !== 'application' || at.row.name !== '==') return undefined;
  const [left, right] = at.args;
  const [x, y] = variables;
  if (left !== x) return undefined;
  if (right?.kind === 'constant') return { kind: 'number', value: toNumber(right.value) };
  return right === y && variables.length === 2 ? { kind: 'tie' } : undefined;
}

function test(graph: Graph, holds: Expression, variables: readonly Variable[]): Test {
  const quick = quickly(holds, variables);
  if (quick) return (x, y, z) => quick(x, y, z) !== 0;
  const run = compile(graph, [holds], variables);
  return (x, y, z) => {
    const [outcome] = run([x, y, z].slice(0, variables.length));
    return outcome?.ok === true && outcome.value !== 0;
  };
}

/** Comparisons of arguments and numbers, and what joins them; undefined for others. */
function quickly(node: Expression, variables: readonly Variable[]): Value | undefined {
  switch (node.kind) {
    case 'constant': {
      const value = toNumber(node.value);
      return () => value;
    }
    case 'variable': {
      const index = variables.indexOf(node);
      return [(x: number) => x, (_x: number, y: number) => y, (_x: number, _y: number, z: number) => z][index];
    }
    case 'negation': {
      const operand = quickly(node.operand, variables);
      return operand && ((x, y, z) => -operand(x, y, z));
    }
    case 'application': {
      const [a, b, ...others] = node.args.map((arg) => quickly(arg, variables));
      const { row } = node;
      if (!a || others.length > 0 || row.domain || (node.args.length === 2 && !b)) return undefined;
      if (!b) return (x, y, z) => row.value(a(x, y, z));
      return (x, y, z) => row.value(a(x, y, z), b(x, y, z));
    }
    default:
      return undefined;
  }
}
