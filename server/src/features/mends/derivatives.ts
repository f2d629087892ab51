/** Mends of derivatives: orders, points, primes. In: a problem in a derivative. Out: fixes. */
import type { Tree } from '../../syntax/tree';
import { parts } from '../../syntax/walk';
import type { View } from '../view';
import { around, type Mend, shifted, write } from './place';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const times = (order: number): string =>
  order === 1 ? '' : [...String(order)].map((digit) => SUPERSCRIPTS[Number(digit)] ?? '').join('');

/** `∂²f/∂x`: the order above, or the one below. */
export const orders: Mend = (place) => {
  const { statement } = place;
  const partial = around(place, 'partial');
  const [only, ...others] = partial?.wrt ?? [];
  if (!partial || !only) return [];
  const { source, start } = statement;
  const sign = source[partial.range.start] ?? '∂';
  const total = partial.wrt.reduce((sum, { order }) => sum + order, 0);
  const [of, below] = [
    source.slice(partial.of.range.start, only.range.start),
    source.slice(only.range.start, partial.range.end),
  ];
  const path = source.slice(only.path.range.start, only.path.range.end);
  const above = `${sign}${times(total)}${of}${below}`;
  const twice = `${sign}${times(partial.order)}${of}${sign}${path}${times(partial.order)}`;
  const range = shifted(start, partial.range);
  return others.length === 0 && partial.order > 0 ? [write(range, above), write(range, twice)] : [write(range, above)];
};

/** `diff(f, 2)` of a function of one parameter. */
export const orderWithoutVariable: Mend = (place) => {
  const { view, problem, wrong } = place;
  const first = around(place, 'call')?.arguments[0]?.value;
  const definition = first?.kind === 'name' ? view.program.definitionOf(first.name) : undefined;
  const [only, ...others] = definition?.kind === 'function' ? definition.callee.parameters : [];
  return only && others.length === 0 && /^\d+$/.test(wrong) ? [write(problem.range, `${only.name}, ${wrong}`)] : [];
};

/** `(2x)'` is ∂/∂x (2x), where x is the only variable in it. */
export const primeOfExpression: Mend = (place) => {
  const prime = around(place, 'prime');
  if (!prime) return [];
  const [only, ...others] = variablesIn(place.view, prime.base);
  if (only === undefined || others.length > 0) return [];
  const { source, start } = place.statement;
  const base = source.slice(prime.base.range.start, prime.base.range.end);
  const order = times(prime.order);
  const body = prime.base.kind === 'group' ? base : `(${base})`;
  return [write(shifted(start, prime.range), `∂${order}/∂${only}${order} ${body}`)];
};

/** Names that vary, in the order of the text. */
function variablesIn({ program }: View, tree: Tree): readonly string[] {
  const called = new Set([...parts(tree)].flatMap((one) => (one.kind === 'call' ? [one.callee] : [])));
  const names = [...parts(tree)].flatMap((one) => (one.kind === 'name' && !called.has(one) ? [one.name] : []));
  return [...new Set(names)].filter(
    (name) => program.definitionOf(name) === undefined && !['e', 'pi', 'π'].includes(name),
  );
}

/** `∂/∂x (x^2 y)(1, 2)`: the numbers are those of the variables in the order in which they stand. */
export const namedPoint: Mend = (place) => {
  const point = around(place, 'point');
  if (point?.derivative.kind !== 'partialOf' || point.arguments.some(({ name }) => name)) return [];
  const names = variablesIn(place.view, point.derivative.body);
  if (names.length !== point.arguments.length) return [];
  const { source, start } = place.statement;
  const given = point.arguments.map(({ range }, i) => `${names[i]}=${source.slice(range.start, range.end)}`);
  const [first, last] = [point.arguments[0], point.arguments.at(-1)];
  if (!first || !last) return [];
  return [
    write({ start: start + first.range.start, end: start + last.range.end }, given.join(', '), {
      title: `Write (${given.join(', ')})`,
    }),
  ];
};

/** `hessian(f)` of several arrays: the block for each pair. */
export const oneBlock: Mend = (place) => {
  const { view, problem } = place;
  const call = around(place, 'call');
  const first = call?.arguments[0]?.value;
  const definition = first?.kind === 'name' ? view.program.definitionOf(first.name) : undefined;
  if (call?.callee.kind !== 'name' || definition?.kind !== 'function') return [];
  const { name, callee } = definition;
  const by = callee.parameters.map((one) => one.name);
  const isHessian = call.callee.name === 'hessian';
  const blocks = isHessian
    ? by.flatMap((x, i) => by.slice(i).map((y) => (x === y ? `∂²${name}/∂${x}²` : `∂²${name}/∂${x}∂${y}`)))
    : by.map((x) => `∂${name}/∂${x}`);
  return blocks.slice(0, 6).map((block) => write(problem.range, block));
};
