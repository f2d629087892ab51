// Gradients of the engine beside mathjs's derivative, text to text in one run; and what gradients cost as functions grow:
// time, and distinct operations of value and gradient against the function's own. Out: two tables.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import * as mathjs from 'mathjs';

const root = path.resolve(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'nabla-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const bundle = path.join(folder, 'engine.cjs');
await build({
  stdin: {
    contents: `
      export { createWorkspace } from './server/src/program/workspace';
      export { gradient } from './server/src/calculus/differentiate';
      export { normalise, operations } from './server/src/calculus/normal';
      export { print } from './server/src/notation/print';`,
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  outfile: bundle,
});
const { createWorkspace, gradient, normalise, operations, print } = createRequire(import.meta.url)(bundle);

const EVERYDAY = [
  ['3x^3 - y^2 + 5x + 2', ['x', 'y']],
  ['3(2x^2)^5', ['x']],
  ['exp(x*y)*sin(x)', ['x', 'y']],
  ['(x^2 - 1)/(x^2 + 1)', ['x']],
  ['sqrt(x^2 + y^2)', ['x', 'y']],
  ['log(1 + exp(-x*w - b))', ['x', 'w', 'b']],
  ['tanh(a*x^3 + b*x)', ['x', 'a', 'b']],
  ['x^y + y^x', ['x', 'y']],
];

/** The median time of a call, in milliseconds; null where one call takes longer than two seconds. */
function timed(call) {
  const times = [];
  const began = performance.now();
  for (let i = 0; i < 200 && performance.now() - began < 2_000; i++) {
    const start = performance.now();
    call();
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
}

/** Text to the texts of all partials; each time in a fresh workspace, so that nothing is remembered. */
function ours(text, variables) {
  const program = createWorkspace().program('bench.grad', `f(${variables.join(', ')}) = ${text}`);
  const { callee } = program.definitions.get('f');
  return { program, callee, texts: gradient(program.graph, callee).map((partial) => print(partial).text) };
}

const ms = (time) => `${time.toFixed(time < 1 ? 2 : 1)} ms`.padStart(10);
console.log('\n  all partials, text to text     nabla  mathjs, simplified  not simplified');
for (const [text, variables] of EVERYDAY) {
  const peer = (simplify) => () => variables.map((v) => mathjs.derivative(text, v, { simplify }).toString());
  console.log(
    `  ${text.padEnd(26)} ${ms(timed(() => ours(text, variables)))} ${ms(timed(peer(true))).padStart(19)} ${ms(timed(peer(false))).padStart(15)}`,
  );
}

const names = (count) => Array.from({ length: count }, (_, i) => `x${i}`);
const repeat = (times, step, seed) => Array.from({ length: times }).reduce(step, seed);
const GROWING = {
  'product of n variables': (n) => [names(n).join('*'), names(n)],
  'sum of n squares': (n) => [
    names(n)
      .map((name) => `${name}^2`)
      .join(' + '),
    names(n),
  ],
  'polynomial of degree n': (n) => [Array.from({ length: n }, (_, i) => `${i + 2}x^${i + 1}`).join(' + '), ['x']],
  'chain of n sines': (n) => [repeat(n, (inner) => `sin(${inner})`, 'x'), ['x']],
  'continued fraction of depth n': (n) => [repeat(n, (inner) => `1/(1 + ${inner})`, 'x'), ['x']],
};
console.log('\n  value and gradient, operations against the function’s own');
let worst = 0;
for (const [name, make] of Object.entries(GROWING)) {
  const cells = [10, 50, 200].map((n) => {
    const [text, variables] = make(n);
    const start = performance.now();
    const { program, callee } = ours(text, variables);
    const time = performance.now() - start;
    const value = normalise(program.graph, callee.body);
    const ratio = operations(value, ...gradient(program.graph, callee)) / operations(callee.body);
    worst = Math.max(worst, ratio);
    return `n = ${n}: ${ratio.toFixed(2)}× in ${time.toFixed(0)} ms`.padEnd(26);
  });
  console.log(`  ${name.padEnd(30)} ${cells.join(' ')}`);
}
console.log(`  worst ratio: ${worst.toFixed(2)}`);
