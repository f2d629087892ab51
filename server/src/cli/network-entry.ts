/** `nabla gradient` of a network: its shapes, parameters, values and gradients, as JSON and as a table for people. */
import type { ArrayOutcome } from '../calculus/arrays';
import { count, type Dimension, type Shape } from '../calculus/dimension';
import type { Expression, Variable } from '../calculus/expression';
import { type NetworkNode, numberOrNull, totalParameters } from '../network/network';
import { slopeOf, zero } from '../network/slope';
import { type NetworkValues, valuesOf } from '../network/values';
import { latex, type Names, print, unicode } from '../notation/print';
import { nested, type Value, withPageValues } from '../program/answers';
import type { Outside } from '../program/network-outside';
import type { NetworkDefinition } from '../program/program';
import { harmless, painter } from './colours';
import { namesOf } from './evaluate';
import type { Io } from './io';
import type { OpenPage } from './pages';

export interface NetworkEntry {
  json(): object;
  show(io: Io): void;
}

/** Undefined where the network has no sound loss. */
export function networkEntry(
  page: OpenPage,
  { name, statement, outside }: NetworkDefinition,
  point: ReadonlyMap<string, Expression>,
): NetworkEntry | undefined {
  if (!outside) return undefined;
  const { network } = outside;
  const own = new Set([...network.nodes, ...network.parameters].map((part) => part.name));
  const names: Names = { has: (other) => own.has(other) || namesOf(page).has(other) };
  const close = (expression: Expression): Expression => withPageValues(page.program, expression);
  const view: View = { outside, names, values: valuesOf(network, outside.pass(), { values: point, close }) };
  const line = statement.line + 1;
  return {
    json: () => ({
      file: page.file,
      name,
      line,
      loss: { node: network.loss.name, ...toldOf(view.values.value(network.loss.variable)) },
      totalParameters: numberOrNull(totalParameters(network)),
      parameters: network.parameters.map((parameter) => ({
        name: parameter.name,
        shape: parameter.shape,
        count: numberOrNull(count(parameter.shape)),
        gradient: gradientEntry(view, parameter.variable),
      })),
      nodes: network.nodes.map((node) => nodeEntry(view, node)),
    }),
    show: (io) => showNetwork(io, view, `${page.file}:${line}`),
  };
}

interface View {
  readonly outside: Outside;
  /** The names that formulas must not take. */
  readonly names: Names;
  readonly values: NetworkValues;
}

function nodeEntry(view: View, { name, kind, shape, variable, body }: NetworkNode): object {
  const hasGradient = slopeOf(view.outside, variable) !== undefined;
  return {
    name,
    kind,
    shape,
    ...(body && print(body, view.names)),
    ...toldOf(view.values.value(variable)),
    ...(hasGradient && { gradient: gradientEntry(view, variable) }),
  };
}

function gradientEntry({ outside, names, values }: View, variable: Variable): object {
  const formula = slopeOf(outside, variable) ?? zero(outside.network, variable.shape);
  const outcome = values.gradient(variable);
  return {
    ...print(formula, names),
    latex: latex(formula, names),
    ...(outcome ? toldOf(outcome) : zeros(variable.shape)),
  };
}

type Told = { readonly value: Value; readonly reason?: string; readonly note?: string };

function toldOf(outcome: ArrayOutcome): Told {
  if (!outcome.ok) return { value: null, reason: outcome.reason };
  const { data, shape, reason, notes } = outcome;
  return {
    value: nested(data, shape),
    ...(reason !== undefined && { reason }),
    ...(notes.length > 0 && { note: notes.join('; ') }),
  };
}

/** More than this are not listed. */
const MOST_ZEROS = 1_000_000;

/** Of what the loss does not depend on. */
function zeros(shape: Shape): Told {
  const size = count(shape);
  const lengths = shape.filter((length): length is number => typeof length === 'number');
  if (typeof size !== 'number' || lengths.length < shape.length) return { value: null, reason: `${size} has no value` };
  if (size > MOST_ZEROS) return { value: null, reason: `these are ${size} zeros` };
  return { value: nested(new Float64Array(size), lengths) };
}

/** Formulas and values for people are no longer than this. */
const COMFORTABLE = 100;

/** A line for each node: its shape, the parameters that it makes, its formula; then the gradients. */
function showNetwork(io: Io, view: View, place: string): void {
  const { network } = view.outside;
  const paint = painter(io);
  const total = totalParameters(network);
  const loss = toldOf(view.values.value(network.loss.variable));
  const value = typeof loss.value === 'number' ? `loss ${rounded(loss.value)}` : (loss.reason ?? '');
  io.out(`${paint('bold', network.name)}${paint('dim', `  ${harmless(place)}`)}\n`);
  io.out(`  ${grouped(total)} parameters${value === '' ? '' : `, ${value}`}\n`);
  const rows = network.nodes.map((node) => {
    const made = network.parameters.filter(({ owner }) => owner === node.name);
    const parameters = totalParameters({ parameters: made });
    const body = node.body ? short(unicode(node.body, view.names)) : node.kind;
    return [node.name, shapeOf(node.shape), parameters === 0 ? '' : grouped(parameters), body];
  });
  table(io, rows);
  const gradients = [...network.parameters, ...network.nodes].flatMap(({ name, variable }) => {
    const formula = slopeOf(view.outside, variable);
    if (!formula || variable === network.loss.variable) return [];
    const outcome = view.values.gradient(variable);
    const number = outcome?.ok && outcome.shape.length === 0 ? outcome.data[0] : undefined;
    const shown = number === undefined ? '' : `  ${paint('green', `= ${rounded(number)}`)}`;
    return [[`∂loss/∂${name}`, shapeOf(variable.shape), `${short(unicode(formula, view.names))}${shown}`]];
  });
  table(io, gradients);
}

const shapeOf = (shape: Shape): string => (shape.length === 0 ? '' : `[${shape.join(', ')}]`);
const rounded = (value: number): number => Number(value.toPrecision(12));
const short = (text: string): string => (text.length <= COMFORTABLE ? text : `${text.slice(0, COMFORTABLE - 1)}…`);
/** 62,378,344 */
const grouped = (total: Dimension): string =>
  typeof total === 'number' ? String(total).replaceAll(/\B(?=(\d{3})+$)/g, ',') : total;

function table(io: Io, rows: readonly (readonly string[])[]): void {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, i) => Math.max(cell.length, widest[i] ?? 0)),
    [],
  );
  for (const row of rows) {
    const last = row.length - 1;
    io.out(`  ${row.map((cell, i) => (i === last ? cell : cell.padEnd(widths[i] ?? 0))).join('  ')}`.trimEnd());
    io.out('\n');
  }
}
