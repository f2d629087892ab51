/**
 * One entry of an array as a formula of numbers, as far as that is readable: sums of a few products. In: an expression and a
 * place. Out: an expression of numbers in which names of arrays stand with indices; what would be long stays a product of
 * slices, or an index of the whole.
 */
import type { Dimension, Shape } from '../../calculus/dimension';
import { type Expression, type Operation, parts, postorder, rebuild } from '../../calculus/expression';
import { axisAt } from '../../calculus/shapes';
import type { Forms } from './forms';

/** Sums of more terms are not written out. */
const MOST_TERMS = 12;

export type Place = readonly number[];

/** What would be longer written out is an index of the whole. */
const MOST_PARTS = 400;

export function entryOf(forms: Forms, expression: Expression, at: Place): Expression {
  if (writtenOut(expression) <= MOST_PARTS) return spelledOut(forms, expression, at);
  return expression.shape.length === 0 ? expression : indexed(forms, expression, at);
}

/** About how many factors the entry has: a sum of products has them for each term, sums inside of sums multiply. */
function writtenOut(expression: Expression): number {
  const sizes = new Map<Expression, number>();
  for (const node of postorder([expression])) {
    const inside = parts(node).reduce((total, part) => total + (sizes.get(part) ?? 1), 1);
    const isSum = node.kind === 'operation' && ['@', 'dot', 'sum', 'mean'].includes(node.row.name);
    const length = isSum ? node.args[0]?.shape.at(-1) : 1;
    sizes.set(node, inside * (typeof length === 'number' && length <= MOST_TERMS ? length : 1));
  }
  return sizes.get(expression) ?? 1;
}

function spelledOut(forms: Forms, expression: Expression, at: Place): Expression {
  const { graph } = forms;
  if (expression.depth === 0 && expression.shape.length === 0) return expression;
  switch (expression.kind) {
    case 'sum': {
      const terms = expression.terms.map((term) => spelledOut(forms, term, within(term.shape, at)));
      // The sum of products and the bias are one sum.
      return graph.add(...terms.flatMap((term) => (term.kind === 'sum' ? term.terms : [term])));
    }
    case 'product':
    case 'negation':
    case 'quotient':
    case 'power':
    case 'application':
      return rebuild(
        graph,
        expression,
        parts(expression).map((part) => spelledOut(forms, part, within(part.shape, at))),
      );
    case 'array': {
      const [first = 0, ...rest] = at;
      const item = expression.items[first];
      return item ? spelledOut(forms, item, rest) : indexed(forms, expression, at);
    }
    case 'operation':
      return (
        OPERATIONS[expression.row.name]?.(forms, expression, at) ??
        (expression.shape.length === 0 ? expression : indexed(forms, expression, at))
      );
    default:
      return indexed(forms, expression, at);
  }
}

const indexed = (forms: Forms, expression: Expression, at: readonly (number | readonly Dimension[])[]): Expression =>
  forms.operate('index', [expression], { at });

/** The place in what was broadcast. */
const within = (shape: Shape, at: Place): Place =>
  at.slice(at.length - shape.length).map((index, axis) => (shape[axis] === 1 ? 0 : index));

type Entry = (forms: Forms, node: Operation, at: Place) => Expression | undefined;

const product: Entry = (forms, { args: [left, right], shape }, at) => {
  if (!left || !right) return undefined;
  const length = left.shape.at(-1);
  const [a, b] = [left.shape.length, right.shape.length];
  const own = [...at];
  const column = b > 1 ? own.pop() : undefined;
  const row = a > 1 ? own.pop() : undefined;
  if (own.length > 0 && shape.length < 3) return undefined;
  const leading = (side: Expression): Place => within(side.shape.slice(0, -2), own);
  const ofLeft = <T>(k: T): (number | T)[] => [...leading(left), ...(row === undefined ? [] : [row]), k];
  const ofRight = <T>(k: T): (number | T)[] => [...leading(right), k, ...(column === undefined ? [] : [column])];
  if (typeof length === 'number' && length <= MOST_TERMS) {
    const terms = Array.from({ length }, (_, k) =>
      forms.times(spelledOut(forms, left, ofLeft(k)), spelledOut(forms, right, ofRight(k))),
    );
    return forms.graph.add(...terms);
  }
  if (length === undefined || left.depth > 0 || right.depth > 0) return undefined;
  return forms.product(indexed(forms, left, ofLeft([0, length])), indexed(forms, right, ofRight([0, length])));
};

const reduction =
  (finish: (forms: Forms, sum: Expression, count: number) => Expression): Entry =>
  (forms, { args: [x], options }, at) => {
    const only = x?.shape.length === 1 ? 0 : undefined;
    const axis = x && typeof options.axis === 'number' ? axisAt(options.axis, x.shape.length) : only;
    const length = axis === undefined ? undefined : x?.shape[axis];
    if (!x || axis === undefined || typeof length !== 'number' || length > MOST_TERMS) return undefined;
    const keeps = options.keepdims === true || options.keepdims === 1;
    const before = at.slice(0, axis);
    const after = at.slice(keeps ? axis + 1 : axis);
    const terms = Array.from({ length }, (_, k) => spelledOut(forms, x, [...before, k, ...after]));
    return finish(forms, forms.graph.add(...terms), length);
  };

const OPERATIONS: Readonly<Record<string, Entry>> = {
  '@': product,
  dot: product,
  outer: (forms, { args: [left, right] }, [i = 0, j = 0]) =>
    left && right && forms.times(spelledOut(forms, left, [i]), spelledOut(forms, right, [j])),
  transpose: (forms, { args: [x], options: { axes } }, at) => {
    if (!x) return undefined;
    if (!Array.isArray(axes)) return spelledOut(forms, x, [...at].reverse());
    const place = at.map((_, axis) => at[axes.indexOf(axis)] ?? 0);
    return spelledOut(forms, x, place);
  },
  broadcast: (forms, { args: [x] }, at) => x && spelledOut(forms, x, within(x.shape, at)),
  sum: reduction((_forms, sum) => sum),
  mean: reduction((forms, sum, count) => forms.over(sum, count)),
  reshape: (forms, { args: [x], shape }, at) => {
    const place = x && sameEntry(shape, x.shape, at);
    return x && place && spelledOut(forms, x, place);
  },
  zeros: (forms) => forms.graph.constant(0),
  ones: (forms) => forms.graph.constant(1),
};

/** The place of the same entry in another shape, in row-major order. */
function sameEntry(from: Shape, to: Shape, at: Place): Place | undefined {
  let number = 0;
  for (const [axis, length] of from.entries()) {
    if (typeof length !== 'number') return undefined;
    number = number * length + (at[axis] ?? 0);
  }
  const place: number[] = [];
  for (const length of [...to].reverse()) {
    if (typeof length !== 'number') return undefined;
    place.unshift(number % length);
    number = Math.floor(number / length);
  }
  return place;
}
