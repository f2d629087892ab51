/**
 * What a layer is told: units, kernels, strides, rates. In: arguments as trees, and their scope. Out: lengths and numbers, or
 * undefined with the reason reported; values of the page may stand for them.
 */
import type { Dimension } from '../calculus/dimension';
import { evaluate } from '../calculus/evaluate';
import type { Expression } from '../calculus/expression';
import { lengthOf } from '../calculus/lengths';
import { normalise } from '../calculus/normal';
import { shapeText } from '../calculus/shapes';
import type { LayerParameter, LayerRow } from '../network/row';
import { error } from '../syntax/problem';
import type { Tree } from '../syntax/tree';
import { closedBy } from './closed';
import { elaborate } from './elaborate';
import { integer } from './operation-calls';
import type { Scope } from './scope';

/** The names of the parameters that have to be given. */
export const requiredOf = ({ parameters }: LayerRow): readonly string[] =>
  parameters.filter((one) => one.kind !== 'weight' && one.default === undefined).map(({ name }) => name);

/** A positive length, or for `count` one that may be 0. */
export function lengthArgument(
  scope: Scope,
  row: LayerRow,
  parameter: LayerParameter,
  tree: Tree,
): Dimension | undefined {
  const isCount = parameter.kind === 'count';
  const complain = (given: string): undefined => {
    const what = isCount ? 'an integer that is not negative' : 'a positive integer';
    return wrong(scope, tree, `${parameter.name} of ${row.name} is ${what}, not ${given}.`);
  };
  const whole = integer(tree);
  const expression = whole === undefined ? elaborate(scope, tree) : undefined;
  if (whole === undefined && !expression) return undefined;
  const length = whole ?? lengthIn(scope, expression as Expression);
  if (length === undefined) return complain(expression ? told(scope, expression) : 'this');
  return typeof length === 'number' && length < (isCount ? 0 : 1) ? complain(String(length)) : length;
}

function lengthIn(scope: Scope, expression: Expression): Dimension | undefined {
  const plain = lengthOf(expression);
  if (plain !== undefined || expression.shape.length > 0) return plain;
  return lengthOf(normalise(scope.graph, closedBy(scope.graph, expression, scope.resolve)));
}

const RANGES: Readonly<Record<'rate' | 'number', { readonly words: string; holds(value: number): boolean }>> = {
  rate: { words: 'at least 0 and less than 1', holds: (value) => value >= 0 && value < 1 },
  number: { words: 'a positive number', holds: (value) => value > 0 },
};

/** A number: it may be computed from values of the page, and is checked where it is known. */
export function numberArgument(
  scope: Scope,
  row: LayerRow,
  { name, kind }: LayerParameter,
  tree: Tree,
): Expression | undefined {
  const expression = elaborate(scope, tree);
  if (!expression) return undefined;
  const range = RANGES[kind === 'rate' ? 'rate' : 'number'];
  const value = numberIn(scope, expression);
  const fits = expression.shape.length === 0 && (value === undefined || range.holds(value));
  return fits
    ? expression
    : wrong(scope, tree, `${name} of ${row.name} is ${range.words}, not ${told(scope, expression)}.`);
}

/** The number that an expression is, where it is one. */
export function numberIn({ graph, resolve }: Scope, expression: Expression): number | undefined {
  if (expression.shape.length > 0) return undefined;
  const outcome = evaluate(graph, closedBy(graph, expression, resolve), new Map());
  return outcome.ok ? outcome.value : undefined;
}

/** What was given, for a message. */
function told(scope: Scope, expression: Expression): string {
  if (expression.shape.length > 0) return `an array of shape ${shapeText(expression.shape)}`;
  const value = numberIn(scope, expression);
  return value === undefined ? 'a number that is not known here' : String(value).replace('-', '−');
}

function wrong(scope: Scope, { range: { start, end } }: Tree, message: string): undefined {
  scope.report(error('wrong-argument', message, start, end));
  return undefined;
}
