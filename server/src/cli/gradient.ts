/** `nabla gradient`: the partials of each function; what is known of each network. */
import { gradient as gradientOf } from '../calculus/differentiate';
import { evaluateAll } from '../calculus/evaluate';
import type { Callee, Expression } from '../calculus/expression';
import { operations } from '../calculus/normal';
import { bindDimensions, shapeText } from '../calculus/shapes';
import { head } from '../notation/head';
import { latex, type Names, print, printTogether } from '../notation/print';
import { type Answer, answerTo, type Value, withPageValues } from '../program/answers';
import type { FunctionDefinition } from '../program/program';
import { harmless, painter } from './colours';
import { namesOf, twelveDigits } from './evaluate';
import { type Io, UsageError } from './io';
import { networkEntry } from './network-entry';
import type { Options } from './options';
import { complain, type OpenPage, openPages } from './pages';
import { pointExpressions } from './point';

export function gradient(io: Io, { operands, json, at }: Options): number {
  const [file, name, ...more] = operands;
  if (file === undefined) throw new UsageError('A file is missing; - reads standard input.');
  if (more.length > 0) throw new UsageError('nabla gradient takes one file and at most one name.');
  const [page] = openPages(io, [file]);
  if (!page) return 2;
  if (name !== undefined && !page.program.definitions.has(name))
    throw new UsageError(`${page.file} defines nothing called ${name}.`);
  const values = pointExpressions(page, at);
  const failed = complain(io, [page]);
  const chosen = [...page.program.definitions.values()].filter(
    (definition) =>
      (name === undefined || definition.name === name) && page.program.page.statements.includes(definition.statement),
  );
  const functions = chosen.flatMap((definition) =>
    definition.kind === 'function' && definition.sound ? [functionEntry(page, definition, values)] : [],
  );
  const networks = chosen.flatMap((definition) =>
    definition.kind === 'network' && definition.sound ? [networkEntry(page, definition, values)] : [],
  );
  const known = networks.filter((entry) => entry !== undefined);
  if (json) {
    const all = { functions: functions.map((entry) => entry.json()), networks: known.map((entry) => entry.json()) };
    io.out(`${JSON.stringify(all)}\n`);
  } else {
    for (const entry of functions) show(io, entry);
    for (const entry of known) entry.show(io);
  }
  return failed ? 1 : 0;
}

interface PartialEntry {
  readonly wrt: string;
  readonly head: string;
  readonly formula: Expression;
  readonly json: () => Record<string, unknown>;
  readonly value: Value;
}

interface FunctionEntry {
  readonly title: string;
  readonly place: string;
  readonly partials: readonly PartialEntry[];
  /** The names that formulas must not take. */
  readonly names: Names;
  readonly json: () => Record<string, unknown>;
}

function functionEntry(
  page: OpenPage,
  { name, callee, statement }: FunctionDefinition,
  point: ReadonlyMap<string, Expression>,
): FunctionEntry {
  const { parameters } = callee;
  const names = parameters.map((parameter) => parameter.name);
  const { graph } = page.program;
  const missing = names.filter((parameter) => !point.has(parameter));
  const outcomes = missing.length > 0 ? [] : partialsAt(page, callee, point);
  const scope = { has: (other: string) => names.includes(other) || namesOf(page).has(other) };
  const partials = gradientOf(graph, callee).map((partial, i): PartialEntry => {
    const { value, reason, notes } = outcomes[i] ?? {
      value: null,
      reason: `${missing.join(', ')} ${missing.length === 1 ? 'has' : 'have'} no value`,
      notes: [],
    };
    return {
      wrt: names[i] ?? '',
      head: head({ name, parameters: names, orders: unit(names.length, i) }, scope).unicode,
      formula: partial,
      value,
      json: () => ({
        wrt: names[i],
        ...print(partial, scope),
        latex: latex(partial, scope),
        operations: operations(partial),
        value,
        ...(reason !== undefined && { reason }),
        ...(notes.length > 0 && { note: notes.join('; ') }),
      }),
    };
  });
  const line = statement.line + 1;
  const json = () => ({
    file: page.file,
    name,
    line,
    parameters: names,
    partials: partials.map((partial) => partial.json()),
  });
  return { title: `${name}(${names.join(', ')})`, place: `${page.file}:${line}`, partials, names: scope, json };
}

/** The partials at a point: numbers all at once, arrays one after the other. */
function partialsAt(
  { program }: OpenPage,
  callee: Callee,
  point: ReadonlyMap<string, Expression>,
): readonly Pick<Answer, 'value' | 'reason' | 'notes'>[] {
  const { graph } = program;
  const { name, parameters, body } = callee;
  const args = parameters.map((parameter) => point.get(parameter.name) ?? parameter);
  const shapes = args.map(({ shape }) => shape);
  if (
    !bindDimensions(
      parameters.map(({ shape }) => shape),
      shapes,
    )
  ) {
    const given = parameters.map((one, i) => `${one.name} ${shapeText(shapes[i] ?? [])}`).join(', ');
    const wanted = parameters.map((one) => `${one.name} ${shapeText(one.shape)}`).join(', ');
    throw new UsageError(`--at: ${name} needs ${wanted}, not ${given}.`);
  }
  const calls = parameters.map((_, i) => graph.call(callee, unit(parameters.length, i), args));
  if (body.shape.length > 0 || shapes.some((shape) => shape.length > 0))
    return calls.map((call) => answerTo(program, call, new Map()));
  const closed = calls.map((call) => withPageValues(program, call));
  return evaluateAll(graph, closed, new Map()).map((outcome) =>
    outcome.ok ? outcome : { value: null, reason: outcome.reason, notes: [] },
  );
}

/** Once by the parameter at an index. */
const unit = (length: number, index: number): number[] => Array.from({ length }, (_, i) => Number(i === index));

/** More text than this, for the function and for each partial, and what they share is named once. */
const COMFORTABLE = { whole: 200, each: 100 };

function show(io: Io, { title, place, partials, names }: FunctionEntry): void {
  const paint = painter(io);
  const width = Math.max(0, ...partials.map((partial) => partial.head.length));
  const formulas = partials.map(({ formula }) => formula);
  const limit = COMFORTABLE.whole + COMFORTABLE.each * formulas.length;
  const { texts, shared = [] } = printTogether(formulas, names, { spelling: 'unicode', limit });
  io.out(`${paint('bold', title)}${paint('dim', `  ${harmless(place)}`)}\n`);
  partials.forEach((partial, i) => {
    const value = partial.value === null ? '' : `  ${paint('green', `= ${twelveDigits(partial.value)}`)}`;
    io.out(`  ${partial.head.padEnd(width)} = ${texts[i]}${value}\n`);
  });
  shared.forEach((part, i) => {
    io.out(`  ${(i === 0 ? 'where' : '').padStart(width)} ${part.name} = ${part.text}\n`);
  });
}
