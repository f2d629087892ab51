/**
 * Plots. In: a function of the page, its axes and numbers for the other parameters. Out: a curve with its slope, or contours
 * with arrows of the gradient; the tangent at a place; the path of gradient descent. Or why there is nothing to plot.
 */
import { partial } from '../calculus/differentiate';
import { type Outcome, ROUNDED } from '../calculus/evaluate';
import type { Expression, Variable } from '../calculus/expression';
import { contours } from '../calculus/plot/contours';
import { draw } from '../calculus/plot/curve';
import { descend, rateFrom } from '../calculus/plot/descent';
import { field } from '../calculus/plot/field';
import { rangeAbout } from '../calculus/plot/range';
import { type Careful, careful, type Line, slice } from '../calculus/plot/slice';
import { parseDecimal } from '../calculus/rational';
import { formula, type Speller } from '../notation/derivation-formula';
import { head } from '../notation/head';
import type { Formula } from '../protocol';
import type {
  Contours,
  Curve,
  DescentParams,
  DescentResult,
  Interval,
  PlotParams,
  PlotResult,
  Tangent,
  TangentParams,
  TangentResult,
} from '../protocol/plot';
import {
  axesOf,
  isPlace,
  lineOf,
  type Nothing,
  nothing,
  planeOf,
  pointOn,
  type Subject,
  subjectOf,
} from './plot-subject';
import { figure } from './text';
import { namesOf, type View } from './view';

const MOST_STEPS = 1_000;

export function plot(view: View, params: PlotParams): PlotResult {
  const subject = subjectOf(view, params);
  if (subject.kind === 'nothing') return subject;
  const axes = axesOf(subject, params.axes);
  if (!('first' in axes)) return axes;
  const ranges = rangesOf(params.ranges, params.axes.length);
  if ('kind' in ranges) return ranges;
  const { first, second } = axes;
  return second ? contoursOf(subject, [first, second], ranges) : curveOf(subject, first, ranges[0]);
}

export function tangent(view: View, params: TangentParams): TangentResult {
  const subject = subjectOf(view, params);
  if (subject.kind === 'nothing') return subject;
  const axes = axesOf(subject, [params.axis]);
  if (!('first' in axes)) return axes;
  if (!isPlace(params.x)) return nothing(`${params.axis} is no number that can be plotted.`);
  const line = lineOf(subject, axes.first);
  return { kind: 'tangent', ...tangentOf(params.x, axes.first, careful(line, written(subject, params.x))) };
}

export function descent(view: View, params: DescentParams): DescentResult {
  const subject = subjectOf(view, params);
  if (subject.kind === 'nothing') return subject;
  const axes = axesOf(subject, params.axes);
  if (!('first' in axes)) return axes;
  const { start, rate, steps } = params;
  if (!axes.second) return nothing('Gradient descent is shown over two parameters.');
  if (!start.every(isPlace)) return nothing('The start is no point that can be plotted.');
  if (!(rate > 0) || !isPlace(rate)) return nothing('The learning rate is a positive number.');
  const most = Math.min(Math.max(Math.trunc(steps) || 1, 1), MOST_STEPS);
  return { kind: 'descent', ...descend(planeOf(subject, [axes.first, axes.second]), start, rate, most) };
}

function curveOf(subject: Subject, axis: Variable, range: Interval | undefined): Curve | Nothing {
  const { view, callee, point } = subject;
  const line = lineOf(subject, axis);
  const at = pointOn(subject, axis);
  const along = slice(line);
  const x = range ?? rangeAbout(along, at);
  const drawn = draw({ graph: line.graph, slice: along, axis: axis.name, x, point: at });
  if (drawn.branches.length === 0) return nothing(withoutValues(line, axis, x));
  const orders = callee.parameters.map((one) => Number(one === axis));
  const parameters = callee.parameters.map(({ name }) => name);
  const spell = speller(subject);
  return {
    kind: 'curve',
    version: view.document.version,
    variable: axis.name,
    name: nameOf(subject),
    body: formula(callee.body, spell),
    slopeName: head({ name: callee.name, parameters, orders }, spell.names),
    slopeBody: formula(partial(line.graph, callee, orders), spell),
    held: heldOf(subject, [axis]),
    x,
    ...drawn,
    tangent: tangentOf(at, axis, careful(line, point.get(axis) ?? at)),
  };
}

function contoursOf(
  subject: Subject,
  axes: readonly [Variable, Variable],
  [given, other]: readonly (Interval | undefined)[],
): Contours | Nothing {
  const plane = planeOf(subject, axes);
  const [a, b] = axes;
  const range = (axis: Variable): Interval => rangeAbout(slice(lineOf(subject, axis)), pointOn(subject, axis));
  const [x, y] = [given ?? range(a), other ?? range(b)];
  const grid = contours(field(plane), [x, y]);
  if (grid.values.every((value) => value === null))
    return nothing(
      `${subject.callee.name} has no value at the points that were tried between ${between(x, a)} and ${between(y, b)}.`,
    );
  const start = [pointOn(subject, a), pointOn(subject, b)] as const;
  return {
    kind: 'contours',
    version: subject.view.document.version,
    variables: [a.name, b.name],
    name: nameOf(subject),
    body: formula(subject.callee.body, speller(subject)),
    held: heldOf(subject, axes),
    x,
    y,
    ...grid,
    start,
    rate: rateFrom(plane, start, [x, y]),
    ...(grid.values.includes(null) && { note: 'Where nothing is drawn there is no value.' }),
  };
}

/** Reversed ends are put in order. */
function rangesOf(ranges: readonly Interval[] | undefined, count: number): Nothing | readonly (Interval | undefined)[] {
  const given = (ranges ?? []).slice(0, count).map(([a, b]): Interval => [Math.min(a, b), Math.max(a, b)]);
  const bad = given.some(([low, high]) => !isPlace(low) || !isPlace(high) || high - low <= 1e-9 * Math.max(-low, high));
  return bad ? nothing('What is shown of an axis is between two different numbers.') : given;
}

/** The number that people read: 0.1 is 1/10. */
function written({ view: { program } }: Subject, x: number): Expression {
  const size = program.graph.constant(parseDecimal(String(Math.abs(x))), true);
  return x < 0 ? program.graph.negate(size) : size;
}

function tangentOf(x: number, { name }: Variable, { value, slope }: Careful): Tangent {
  if (!value.ok) return { x, note: `No value at ${name} = ${figure(x)}: ${value.reason}.` };
  const notes = [
    ...new Set([
      ...value.notes.filter((note) => note !== ROUNDED),
      ...(slope.ok ? slope.notes : [`no slope here: ${slope.reason}`]),
    ]),
  ];
  return {
    x,
    value: value.value,
    valueText: shown(value),
    ...(slope.ok && { slope: slope.value, slopeText: shown(slope) }),
    ...(notes.length > 0 && { note: `${notes.join('; ')}.` }),
  };
}

/** `14`, `≈ 0.841471`. */
function shown({ value, error }: Extract<Outcome, { ok: true }>): string {
  const sure = value === 0 ? 6 : Math.floor(-Math.log10(error / Math.abs(value) + 1e-7));
  const text = figure(value, Math.min(Math.max(sure, 1), 6));
  return error === 0 && Number(value.toPrecision(6)) === value ? text : `≈ ${text}`;
}

function withoutValues(line: Line, axis: Variable, x: Interval): string {
  const { value } = careful(line, (x[0] + x[1]) / 2);
  return `${line.callee.name} has no value at the points that were tried between ${between(x, axis)}${value.ok ? '' : `: ${value.reason}`}.`;
}

const between = ([low, high]: Interval, { name }: Variable): string => `${name} = ${figure(low)} and ${figure(high)}`;

function speller({ view, callee }: Subject): Speller {
  const names = namesOf(view);
  const parameters = callee.parameters.map(({ name }) => name);
  return {
    graph: view.program.graph,
    names: { has: (name) => parameters.includes(name) || names.has(name) },
    several: parameters.length > 1,
    notation: 'leibniz',
    introduced: [],
    known: new Map(),
    letterOf: (name) => name,
  };
}

/** `f(x, y)`. */
function nameOf(subject: Subject): Formula {
  const { view, callee } = subject;
  const { graph } = view.program;
  const of = formula(graph.variable(callee.name), speller(subject));
  const parameters = callee.parameters.map((one) => formula(one, speller(subject)));
  const spelled = (pick: keyof Formula): string => `${of[pick]}(${parameters.map((one) => one[pick]).join(', ')})`;
  return { text: spelled('text'), unicode: spelled('unicode'), latex: spelled('latex') };
}

/** `y = 2`. */
function heldOf(subject: Subject, axes: readonly Variable[]): readonly Formula[] {
  const spell = speller(subject);
  return subject.callee.parameters.flatMap((one) => {
    const number = axes.includes(one) ? undefined : subject.point.get(one);
    if (!number) return [];
    const [left, right] = [formula(one, spell), formula(number, spell)];
    const spelled = (pick: keyof Formula): string => `${left[pick]} = ${right[pick]}`;
    return [{ text: spelled('text'), unicode: spelled('unicode'), latex: spelled('latex') }];
  });
}
