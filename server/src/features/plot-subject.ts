/**
 * What a plot is of. In: what a client asks about: a function of the page, its axes, numbers for its parameters. Out: the function
 * with the page's values in it, along an axis or over two; or why it cannot be plotted.
 */
import { partial } from '../calculus/differentiate';
import { evaluate } from '../calculus/evaluate';
import type { Callee, Expression, Variable } from '../calculus/expression';
import type { Plane } from '../calculus/plot/field';
import type { Line } from '../calculus/plot/slice';
import { withPageValues } from '../program/answers';
import type { FunctionDefinition } from '../program/program';
import type { About } from '../protocol/picture';
import { whyNot } from './expand';
import { numbersOf } from './numbers';
import { list } from './text';
import type { View } from './view';

export interface Nothing {
  readonly kind: 'nothing';
  readonly reason: string;
}
export const nothing = (reason: string): Nothing => ({ kind: 'nothing', reason });

/** A function with numbers for all of its parameters. */
export interface Subject {
  readonly kind: 'subject';
  readonly view: View;
  /** As the page has it, and with the page's values in it. */
  readonly callee: Callee;
  readonly closed: Callee;
  readonly point: ReadonlyMap<Variable, Expression>;
}

/** Whole numbers from there on are no longer told apart by doubles; pictures end well before. */
const LARGEST = 1e150;

export function subjectOf(view: View, { function: name, at }: About): Subject | Nothing {
  const { program } = view;
  const definition = program.definitionOf(name);
  if (definition?.kind === 'abstract')
    return nothing(`${name} is declared: nothing is known of it but its name and its parameters.`);
  if (definition?.kind === 'value') return nothing(`${name} is a value, not a function.`);
  if (definition?.kind === 'network')
    return nothing(
      `${name} is a network: its inputs are arrays. What can be plotted is a function of numbers, such as relu(w*x + b) of one neuron.`,
    );
  if (definition?.kind !== 'function' || !definition.sound) return nothing(whyNot(view, name));
  return ofFunction(view, definition, at);
}

function ofFunction(view: View, definition: FunctionDefinition, at: About['at']): Subject | Nothing {
  const { program } = view;
  const { callee } = definition;
  const { name, parameters, body } = callee;
  const arrays = parameters.filter(({ shape }) => shape.length > 0);
  if (arrays.length > 0)
    return nothing(
      `${name} is a function of arrays (${list(arrays.map((one) => one.name))}): plots are of functions of numbers.`,
    );
  if (body.shape.length > 0)
    return nothing(`The value of ${name} is an array: plots are of functions whose values are numbers.`);
  if (parameters.length === 0) return nothing(`${name} has no parameters to plot over.`);
  const numbers = numbersOf(view, definition, at);
  if (!numbers) return nothing(`${name} is not a function of numbers.`);
  if ('problem' in numbers) return nothing(numbers.problem);
  const { point } = numbers.place;
  const unknown = parameters.find((one) => !isPlace(numberOf(view, point.get(one))));
  if (unknown)
    return nothing(`${unknown.name} = ${numbers.texts[unknown.name] ?? ''} is no number that can be plotted.`);
  return { kind: 'subject', view, callee, closed: { ...callee, body: withPageValues(program, body) }, point };
}

export function axesOf(
  { callee }: Subject,
  names: readonly string[],
): Nothing | { readonly first: Variable; readonly second?: Variable } {
  if (names.length > 2) return nothing('A plot has one axis or two.');
  const [first, second] = names.map((name) => callee.parameters.find((one) => one.name === name));
  const strange = names.find((name) => callee.parameters.every((one) => one.name !== name));
  if (strange !== undefined) return nothing(`${strange} is not a parameter of ${callee.name}.`);
  if (!first) return nothing('A plot needs an axis.');
  if (first === second) return nothing(`${first.name} cannot be both axes.`);
  return { first, ...(second && { second }) };
}

export const isPlace = (value: number): boolean => Math.abs(value) <= LARGEST;

function numberOf({ program }: View, expression: Expression | undefined): number {
  const outcome = expression && evaluate(program.graph, expression, new Map());
  return outcome?.ok ? outcome.value : Number.NaN;
}

export const pointOn = ({ view, point }: Subject, axis: Variable): number => numberOf(view, point.get(axis));

export function lineOf({ view, closed, point }: Subject, axis: Variable): Line {
  const { graph } = view.program;
  const slope = partial(
    graph,
    closed,
    closed.parameters.map((one) => Number(one === axis)),
  );
  return { graph, callee: closed, axis, held: point, slope };
}

export const planeOf = ({ view, closed, point }: Subject, axes: readonly [Variable, Variable]): Plane => ({
  graph: view.program.graph,
  callee: closed,
  axes,
  held: point,
});
