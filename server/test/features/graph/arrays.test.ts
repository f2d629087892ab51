/** What comes back through the edges of graphs with arrays: added up from the output, it is the gradient of the calculus. */
import { expect, test } from 'vitest';
import { evaluateArrays } from '../../../src/calculus/arrays';
import { gradient } from '../../../src/calculus/differentiate';
import { elementals } from '../../../src/calculus/elementals';
import type { Variable } from '../../../src/calculus/expression';
import { random } from '../../../src/calculus/fingerprint';
import type { Entries } from '../../../src/calculus/operations/row';
import { edgesOf } from '../../../src/features/graph/edges';
import { NO_NAMES } from '../../../src/notation/print';
import { viewOf } from '../carets';

const LENGTHS: Readonly<Record<string, number>> = { m: 3, n: 2, k: 4 };

test.each([
  'f(w[n], X[m, n], y[m]) = sum((X @ w - y)^2) / m',
  'f(X[m, n], W[n, k], b[k]) = sum(relu(X @ W + b)^2)',
  'f(X[m, n], W[n, k], b[k]) = mean(tanh(X @ W + b) * exp(b))',
  'f(x[n], A[n, n]) = x @ A @ x + trace(A.T @ A)',
  'f(Q[m, n], K[k, n], V[k, n]) = sum(softmax(Q @ K.T / sqrt(n)) @ V)',
  'f(x[m], y[m]) = -sum(y * log(softmax(x)))',
  'f(x[m], y[m]) = norm(x - y) + logsumexp(x * y) + max(x)',
  'f(x[m], a) = sum(sigmoid(a x)) * a^2 + x[0] * x[1]',
  'f(X[m, n]) = sum(X, axis=0) @ sum(X ^ 2, axis=0) / sum(X)',
  'layer(X[m, n], W[n, k]) = X @ W\nf(X[m, n], W[n, k], d[m, k]) = sum(layer(X, W) * d)',
])('%s', (page) => {
  const { program } = viewOf(page);
  const { graph } = program;
  const definition = program.definitionOf('f');
  if (definition?.kind !== 'function') throw new Error(page);
  const { parameters, body } = definition.callee;
  const next = random(7);
  const values = new Map<Variable, Entries<number>>();
  for (const one of parameters) {
    const shape = one.shape.map((length) => LENGTHS[String(length)] ?? Number(length));
    const size = shape.reduce((product, length) => product * length, 1);
    values.set(one, { shape, data: Float64Array.from({ length: size }, () => next() + 0.1) });
  }
  const output = graph.variable('f', 'introduced', body.shape);
  const all = elementals(graph, body, output);
  expect(all.length).toBeGreaterThan(1);
  const edges = edgesOf(graph, all, NO_NAMES);
  const known = new Map(values);
  for (const { variable, body: own } of all) {
    const [outcome] = evaluateArrays(graph, [own], known);
    if (!outcome?.ok) throw new Error(outcome?.reason);
    known.set(variable, outcome);
  }
  const adjoints = new Map<Variable, Entries<number>>([[output, { shape: [], data: [1] }]]);
  for (const { from, to, local, leads } of edges.toReversed()) {
    if (!local || !leads) continue;
    const adjoint = adjoints.get(to) ?? { shape: [], data: [] };
    const delta = graph.variable('δ', 'introduced', to.shape);
    const isSlope = from.shape.length + to.shape.length === 0;
    const [outcome] = evaluateArrays(graph, [local], new Map(known).set(delta, adjoint));
    if (!outcome?.ok) throw new Error(outcome?.reason);
    const before = adjoints.get(from);
    const factor = isSlope ? (adjoint.data[0] ?? Number.NaN) : 1;
    adjoints.set(from, {
      shape: outcome.shape,
      data: Float64Array.from(outcome.data, (entry, i) => entry * factor + (before?.data[i] ?? 0)),
    });
  }
  const wanted = evaluateArrays(graph, gradient(graph, definition.callee), values);
  parameters.forEach((one, i) => {
    const outcome = wanted[i];
    if (!outcome?.ok) throw new Error(outcome?.reason);
    const given = adjoints.get(one);
    expect(given?.shape).toEqual(outcome.shape);
    outcome.data.forEach((entry, at) => {
      expect(given?.data[at]).toBeCloseTo(entry, 9);
    });
  });
});
