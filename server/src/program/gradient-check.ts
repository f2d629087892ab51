/**
 * The gradients of a function or a network of a page, held against central differences. In: a definition. Out: for each
 * parameter what was compared. Where the page gives no values, random ones of a fixed seed; lengths that are names are small.
 */
import { evaluateArrays } from '../calculus/arrays';
import { count, namesIn, substituted } from '../calculus/dimension';
import { fromNumber } from '../calculus/exact';
import { type Expression, postorder, type Variable, variables } from '../calculus/expression';
import { fingerprint, type Random, random } from '../calculus/fingerprint';
import type { Entries } from '../calculus/operations/row';
import { composed } from '../network/compose';
import { type Compared, chosenEntries, compareSlopes, moved } from '../network/gradient-check';
import { lengthsOf, sized, sizedVariable } from '../network/sizes';
import { valuesOf } from '../network/values';
import { withPageValues } from './answers';
import type { FunctionDefinition, NetworkDefinition, Program } from './program';

export interface GradientCheck {
  readonly name: string;
  readonly rows: readonly CheckedPart[];
  /** Values that the page does not give. */
  readonly random: readonly string[];
  readonly lengths: ReadonlyMap<string, number>;
}

export interface CheckedPart {
  readonly name: string;
  readonly shape: readonly number[];
  readonly compared: readonly Compared[];
  /** Of the parameter; fewer may have been compared. */
  readonly size: number;
  /** Why nothing could be compared. */
  readonly reason?: string;
}

/** What is differentiated, over variables with numbers in their shapes. */
export interface Subject {
  readonly name: string;
  readonly root: Expression;
  readonly parts: readonly { readonly name: string; readonly variable: Variable; readonly checked: boolean }[];
  /** Values of the page; the others are random. */
  readonly given: ReadonlyMap<Variable, Entries<number>>;
  readonly lengths: ReadonlyMap<string, number>;
  /** Derivatives by the checked parts, at a point: as the page knows them. */
  analytic(at: ReadonlyMap<Variable, Entries<number>>): ReadonlyMap<Variable, ArrayLike<number> | string>;
}

/** Entries of one parameter that are compared; numbers of all parts together. */
const MOST_ENTRIES = 8;
const LARGEST = 50_000;

/** A sentence where it cannot be checked. */
export function checkGradients(
  program: Program,
  definition: FunctionDefinition | NetworkDefinition,
): GradientCheck | string {
  const subject = subjectOf(program, definition);
  return typeof subject === 'string' ? subject : checkSubject(program, subject);
}

export const subjectOf = (program: Program, definition: FunctionDefinition | NetworkDefinition): Subject | string =>
  definition.kind === 'function' ? functionSubject(program, definition) : networkSubject(program, definition);

export function checkSubject({ graph }: Pick<Program, 'graph'>, subject: Subject): GradientCheck | string {
  const { name, root, parts, given, lengths } = subject;
  const total = parts.reduce((sum, { variable }) => sum + Number(count(variable.shape)), 0);
  if (!(total <= LARGEST)) return `${name} has too many numbers to be checked one by one.`;
  const value = (at: ReadonlyMap<Variable, Entries<number>>): ArrayLike<number> | undefined => {
    const [outcome] = evaluateArrays(graph, [root], at);
    return outcome?.ok && outcome.reason === undefined ? outcome.data : undefined;
  };
  const ids = idsIn(root);
  const missing = parts.filter(({ variable }) => !given.has(variable));
  let at: Map<Variable, Entries<number>> | undefined;
  for (const [low, high] of missing.length > 0 ? RANGES : RANGES.slice(0, 1)) {
    const draw = random(fingerprint([root]));
    const tried = new Map(given);
    for (const { variable } of missing) tried.set(variable, drawn(variable, ids.has(variable), draw, low, high));
    at ??= tried;
    if (!value(tried)) continue;
    at = tried;
    break;
  }
  const point = at ?? new Map(given);
  const known = subject.analytic(point);
  const rows = parts.flatMap((part): CheckedPart[] => {
    const own = point.get(part.variable);
    return part.checked && own && !ids.has(part.variable)
      ? [checkPart(part, own, known.get(part.variable), point, value)]
      : [];
  });
  return { name, rows, random: missing.map((one) => one.name), lengths };
}

/** Where functions have values: on both sides of 0, else between 0 and 1, else beyond 1. */
const RANGES: readonly (readonly [number, number])[] = [
  [-1.5, 1.5],
  [0.1, 0.9],
  [1.1, 2],
];

function drawn({ shape }: Variable, isId: boolean, draw: Random, low: number, high: number): Entries<number> {
  const numbers = shape.map(Number);
  const data = Float64Array.from({ length: numbers.reduce((size, length) => size * length, 1) }, () =>
    isId ? 0 : Number((low + (high - low) * draw()).toFixed(3)),
  );
  return { shape: numbers, data };
}

/** Variables that say which entries are taken. */
const idsIn = (root: Expression): ReadonlySet<Variable> =>
  new Set(
    postorder([root]).flatMap((node) =>
      node.kind === 'operation' && node.row.name === 'gather' ? variables(...node.args.slice(1)) : [],
    ),
  );

function checkPart(
  { name, variable }: Subject['parts'][number],
  own: Entries<number>,
  known: ArrayLike<number> | string | undefined,
  point: ReadonlyMap<Variable, Entries<number>>,
  value: (at: ReadonlyMap<Variable, Entries<number>>) => ArrayLike<number> | undefined,
): CheckedPart {
  const shape = [...own.shape];
  const size = own.data.length;
  if (typeof known === 'string') return { name, shape, size, compared: [], reason: known };
  const compared = chosenEntries(size, MOST_ENTRIES).flatMap(
    (entry) =>
      compareSlopes({
        x: own.data[entry] ?? 0,
        entry,
        at: (x) => value(new Map(point).set(variable, moved(own, entry, x))),
        analytic: (output) => (known ? (known[output * size + entry] ?? Number.NaN) : 0),
      }) ?? [],
  );
  const reason = compared.length === 0 ? 'there is no value at this point or around it' : undefined;
  return { name, shape, size, compared, ...(reason !== undefined && { reason }) };
}

/** 2, 3, 4, 2, … for lengths that are names. */
function smallLengths(shapes: readonly Variable['shape'][], known: ReadonlyMap<string, unknown>): Map<string, number> {
  const names = [...new Set(shapes.flat().flatMap(namesIn))].filter((name) => !known.has(name));
  return new Map(names.map((name, i) => [name, 2 + (i % 3)]));
}

function functionSubject(program: Program, { name, callee }: FunctionDefinition): Subject {
  const { graph } = program;
  const lengths = smallLengths(
    callee.parameters.map(({ shape }) => shape),
    new Map(),
  );
  const parameters = callee.parameters.map((one) => sizedVariable(graph, one, lengths));
  const call = (orders: readonly number[]): Expression =>
    withPageValues(program, graph.call(callee, orders, parameters));
  return {
    name,
    root: call(parameters.map(() => 0)),
    parts: parameters.map((variable) => ({ name: variable.name, variable, checked: true })),
    given: new Map(),
    lengths,
    analytic(at) {
      const partials = parameters.map((_, i) => call(parameters.map((__, j) => Number(i === j))));
      const outcomes = evaluateArrays(graph, partials, at);
      return new Map(
        parameters.map((variable, i) => {
          const outcome = outcomes[i];
          return [variable, outcome?.ok ? outcome.data : (outcome?.reason ?? 'it has no value')];
        }),
      );
    },
  };
}

function networkSubject(program: Program, { name, outside }: NetworkDefinition): Subject | string {
  if (!outside) return `${name} has no loss that could be differentiated.`;
  const { graph } = program;
  const { network } = outside;
  const close = (expression: Expression): Expression => withPageValues(program, expression);
  const leaves = [...network.nodes.filter(({ body }) => !body), ...network.parameters];
  const known = lengthsOf(network);
  const small = smallLengths(
    leaves.map(({ shape }) => shape),
    known,
  );
  const lengths = new Map([...known, ...small]);
  const size = [...network.nodes, ...network.parameters].reduce(
    (sum, { shape }) => sum + Number(count(shape.map((length) => substituted(length, lengths)))),
    0,
  );
  if (!(size <= LARGEST)) return `${name} has too many numbers to be checked one by one.`;
  const pass = outside.pass();
  const bodies = network.nodes.map((node) => {
    const body = pass.bodies.get(node.variable)?.stable;
    return body ? { ...node, body } : node;
  });
  const given = new Map<Variable, Entries<number>>();
  const parts = leaves.map(({ name: part, variable, value }) => {
    const own = sizedVariable(graph, variable, lengths);
    const [outcome] = value ? evaluateArrays(graph, [close(value)], new Map()) : [];
    if (outcome?.ok) given.set(own, outcome);
    return {
      name: part,
      variable: own,
      inner: variable,
      checked: network.parameters.some((one) => one.variable === variable),
    };
  });
  const isInput = (inner: Variable): boolean =>
    network.nodes.some((node) => node.kind === 'input' && node.variable === inner);
  return {
    name,
    root: sized(graph, close(composed(graph, bodies, network.loss.variable)), lengths),
    parts: parts.map((part) => ({ ...part, checked: part.checked || isInput(part.inner) })),
    given,
    lengths: small,
    analytic(at) {
      const values = new Map(
        parts.flatMap(({ name: part, variable }) => {
          const own = at.get(variable);
          return own ? [[part, arrayOf(graph, own)] as const] : [];
        }),
      );
      const numbers = valuesOf(network, pass, { close, values });
      return new Map(
        parts.flatMap(({ variable, inner }) => {
          const outcome = numbers.gradient(inner);
          return outcome ? [[variable, outcome.ok ? outcome.data : outcome.reason] as const] : [];
        }),
      );
    },
  };
}

/** The doubles themselves, exactly. */
function arrayOf(graph: Program['graph'], { shape, data }: Entries<number>, from = 0): Expression {
  const [length, ...inner] = shape;
  if (length === undefined) return graph.constant(fromNumber(data[from] ?? 0));
  const step = inner.reduce((size, one) => size * one, 1);
  return graph.array(Array.from({ length }, (_, i) => arrayOf(graph, { shape: inner, data }, from + i * step)));
}
