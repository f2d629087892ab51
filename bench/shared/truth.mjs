// What the derivatives are, from the function alone. In: a formula as written and points. Out: its slopes from difference
// quotients in 50 digits; values of other formulas there; nothing of Nabla's differentiation is used.
import { engine } from './engine.mjs';

const { constants, createGraph, parts, postorder, precise } = engine;
const a = precise(50);
const h = a.decimal('1e-9');
const NONE = a.decimal('NaN');

/** Values of every root in decimals; NaN where there is none. Shared parts are computed once. */
export function valuesAt(roots, values, arithmetic = a) {
  const known = new Map(values);
  for (const node of postorder(roots)) {
    if (known.has(node)) continue;
    let value = NONE;
    try {
      value = one(
        arithmetic,
        node,
        parts(node).map((part) => known.get(part)),
      );
    } catch {
      // No value here: outside the domain, or too large.
    }
    known.set(node, value);
  }
  return roots.map((node) => known.get(node));
}

function one(arithmetic, node, args) {
  switch (node.kind) {
    case 'constant':
      return arithmetic.rational(node.value);
    case 'named':
      return constants.get(node.name).precise(arithmetic);
    case 'sum':
      return args.reduce(arithmetic.add);
    case 'product':
      return args.reduce(arithmetic.multiply);
    case 'negation':
      return arithmetic.negate(args[0]);
    case 'quotient':
      return args[1].isZero() ? NONE : arithmetic.divide(args[0], args[1]);
    case 'power':
      return args[0].isZero() && args[1].isNegative() ? NONE : arithmetic.power(args[0], args[1]);
    case 'application': {
      if (node.row.name === 'where') return args[0].isNaN() ? NONE : args[0].isZero() ? args[2] : args[1];
      if (args.some((arg) => !arg.isFinite()) || !inDomain(arithmetic, node.row, args)) return NONE;
      return node.row.precise(arithmetic, ...args);
    }
    case 'call': {
      const { parameters, body } = node.callee;
      return valuesAt([body], new Map(parameters.map((parameter, i) => [parameter, args[i]])), arithmetic)[0];
    }
    default:
      return NONE;
  }
}

/** A row's domain, as conditions on arguments that stand for any. */
const conditionGraph = createGraph();
const SOME = Array.from({ length: 12 }, (_, i) => conditionGraph.variable(`a${i}`));

function inDomain(arithmetic, row, args) {
  const conditions = row.domain?.(conditionGraph, SOME.slice(0, args.length)) ?? [];
  if (conditions.length === 0) return true;
  const given = new Map(args.map((arg, i) => [SOME[i], arg]));
  const holds = valuesAt(
    conditions.map((condition) => condition.holds),
    given,
    arithmetic,
  );
  return holds.every((value) => value.isFinite() && !value.isZero());
}

/** Central differences with one step of Richardson's extrapolation, right to about 20 digits; NaN where they do not settle. */
export function slope(body, variable, point) {
  const at = (shift) => valuesAt([body], new Map(point).set(variable, a.add(point.get(variable), shift)))[0];
  const central = (step) => a.divide(a.subtract(at(step), at(a.negate(step))), a.multiply(a.from(2), step));
  const fine = central(a.divide(h, a.from(2)));
  const coarse = central(h);
  if (!close(coarse, fine, '1e-9')) return NONE;
  return a.divide(a.subtract(a.multiply(a.from(4), fine), coarse), a.from(3));
}

/** The same numbers for the same seed (mulberry32). */
export function randomly(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Where formulas are tried, from the tamest to the wildest: most have a value for positive numbers. */
const RANGES = [
  [0.1, 3],
  [-3, 3],
  [0.05, 0.95],
  [-0.95, 0.95],
  [1.05, 4],
  [0.5, 12],
  [-6, -0.1],
];

/** Up to `wanted` points, spread over the ranges, where the function has a value and slopes: { values, slopes }. */
export function pointsOf(body, variables, wrt, wanted = 4) {
  const random = randomly(body.hash);
  const points = [];
  for (let attempt = 0; attempt < 6 * RANGES.length && points.length < wanted; attempt++) {
    const [low, high] = RANGES[attempt % RANGES.length];
    const values = new Map(
      variables.map((variable) => [variable, a.decimal((low + (high - low) * random()).toFixed(4))]),
    );
    const [value] = valuesAt([body], values);
    if (!value.isFinite() || value.abs().gt(1e30)) continue;
    const slopes = wrt.map((variable) => slope(body, variable, values));
    if (slopes.every((each) => each.isFinite() && each.abs().lt(1e30))) points.push({ values, slopes });
  }
  return points;
}

/** right; wrong at a point where both have a value; or narrower: no value at a point where the function has a slope. */
export function judge(partials, variables, points) {
  let narrower = false;
  for (const { values, slopes } of points) {
    const named = new Map([...values].map(([variable, value]) => [variable.name, value]));
    const found = valuesAt(partials, new Map(variables.map((variable) => [variable, named.get(variable.name)])));
    for (const [i, value] of found.entries()) {
      if (!value.isFinite()) narrower = true;
      else if (!close(value, slopes[i])) return 'wrong';
    }
  }
  return narrower ? 'narrower' : 'right';
}

function close(found, expected, tolerance = '1e-12') {
  const scale = a.add(a.from(1), expected.abs());
  return a
    .subtract(found, expected)
    .abs()
    .lt(a.multiply(scale, a.decimal(tolerance)));
}
