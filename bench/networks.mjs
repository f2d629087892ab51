// Networks: value and gradient in numbers by Nabla's formulas, by NumPy written by hand and by PyTorch's autograd in one
// run, with the same random values; a page with all its numbers; time to the shapes and counts of AlexNet; the size of
// every backward pass of test/networks/cases against its forward pass. Out: tables. See README.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { engine, root } from './shared/engine.mjs';
import { optionsOf } from './shared/options.mjs';
import { median, quantile } from './shared/statistics.mjs';

const { composed, createWorkspace, evaluateArrays, operations, valuesOf } = engine;
const options = optionsOf(process.argv.slice(2), { rounds: 15 });

const NETWORKS = {
  mlp: `network mlp {
  input x[32, 784]
  target y[32, 10]
  z1 = dense(x, 128)
  h1 = relu(z1)
  z2 = dense(h1, 64)
  h2 = relu(z2)
  z3 = dense(h2, 10)
  p = softmax(z3)
  loss = cross_entropy(p, y)
}`,
  cnn: `network cnn {
  input x[8, 1, 28, 28]
  target y[8, 10]
  c1 = conv2d(x, 8, 5)
  r1 = relu(c1)
  m1 = max_pool2d(r1, 2)
  c2 = conv2d(m1, 16, 5)
  r2 = relu(c2)
  m2 = max_pool2d(r2, 2)
  f = flatten(m2)
  z = dense(f, 10)
  p = softmax(z)
  loss = cross_entropy(p, y)
}`,
};

const ALEXNET = readFileSync(path.join(root, 'test/networks/cases/alexnet.grad'), 'utf8');

function networkOf(page, name) {
  const program = createWorkspace({ read: () => undefined }).program('bench.grad', page);
  return program.definitions.get(name).outside;
}

/** Mulberry32: the same numbers at every run. */
function randoms(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32 - 0.5;
  };
}

function valuesFor({ nodes, parameters }) {
  const next = randoms(7);
  const leaves = [...nodes.filter(({ body }) => !body), ...parameters];
  return leaves.map(({ kind, variable }) => {
    const size = variable.shape.reduce((product, length) => product * length, 1);
    const data = new Float64Array(size);
    const classes = variable.shape.at(-1);
    if (kind === 'target') for (let row = 0; row < size; row += classes) data[row + ((row / classes) % classes)] = 1;
    else for (let i = 0; i < size; i++) data[i] = next() * (kind === 'input' ? 2 : 0.2);
    return { variable, data };
  });
}

/** Milliseconds of the fastest of some rounds, and of the median one: what else the machine does only adds. */
function timed(work, rounds = options.rounds) {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return { fastest: Math.min(...times), median: median(times) };
}

/** An array as it is written on a page. */
function literal(data, shape, from = { place: 0 }) {
  if (shape.length === 0) return data[from.place++].toFixed(4);
  return `[${Array.from({ length: shape[0] }, () => literal(data, shape.slice(1), from)).join(', ')}]`;
}

/** The page with the values of its inputs, targets and parameters. */
function written(page, values) {
  return values.reduce((text, { variable: { name, shape }, data }) => {
    const value = literal(data, shape);
    const [node, weight] = name.split('.');
    if (!weight) return text.replace(`${node}[${shape.join(', ')}]`, (head) => `${head} = ${value}`);
    return text.replace(new RegExp(`^( *${node} = .*)\\)$`, 'm'), (_, head) => `${head}, ${weight}=${value})`);
  }, page);
}

function peers(name, values, folder) {
  writeFileSync(path.join(folder, 'values.bin'), Buffer.concat(values.map(({ data }) => Buffer.from(data.buffer))));
  const shapes = values.map(({ variable }) => ({ name: variable.name, shape: variable.shape }));
  const job = { network: name, shapes, folder, rounds: options.rounds };
  for (const python of ['/usr/bin/python3', 'python3']) {
    const { status, stdout } = spawnSync(python, [path.join(import.meta.dirname, 'peers/networks.py')], {
      input: JSON.stringify(job),
      encoding: 'utf8',
      env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
    });
    if (status === 0) return JSON.parse(stdout);
  }
  return {};
}

/** The largest difference from the peer, in terms of the largest entry. */
function difference(ours, folder, file) {
  const theirs = new Float64Array(readFileSync(path.join(folder, file)).buffer.slice(0));
  let at = 0;
  let worst = 0;
  for (const { data } of ours) {
    const scale = data.reduce((most, entry) => Math.max(most, Math.abs(entry)), 1e-300);
    for (const entry of data) worst = Math.max(worst, Math.abs(entry - theirs[at++]) / scale);
  }
  return worst;
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'nabla-networks-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

console.log('\nLoss and the gradient of every parameter, doubles, one thread, in ms: fastest round (median round)');
console.log('| network | parameters | text to formulas | Nabla | NumPy by hand | PyTorch | largest difference |');
console.log('| --- | --- | --- | --- | --- | --- | --- |');
const shown = ({ fastest, median }) => `${fastest.toFixed(1)} (${median.toFixed(1)})`;
let page;
for (const [name, text] of Object.entries(NETWORKS)) {
  const formulas = () => {
    const outside = networkOf(text, name);
    return {
      outside,
      closed: outside.network.parameters.map(({ variable }) => outside.formulas().of(variable).closed),
    };
  };
  const reading = timed(formulas, 5);
  const { outside, closed } = formulas();
  const { network } = outside;
  const { graph, nodes, parameters, loss } = network;
  const roots = [loss.variable, ...closed].map((root) => composed(graph, nodes, root));
  const values = valuesFor(network);
  const entries = new Map(values.map(({ variable, data }) => [variable, { shape: variable.shape, data }]));
  let outcomes;
  const own = timed(() => {
    outcomes = evaluateArrays(graph, roots, entries);
  });
  const times = peers(name, values, folder);
  const files = ['numpy', 'torch'].filter((peer) => times[peer]).map((peer) => `${peer}.bin`);
  const gap = Math.max(...files.map((file) => difference(outcomes, folder, file)));
  const count = parameters.reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0);
  const beside = (peer) =>
    peer ? `${shown(peer)}, ${(own.fastest / peer.fastest).toFixed(1)} times` : 'is not installed';
  console.log(
    `| ${name} | ${count} | ${shown(reading)} | ${shown(own)} | ${beside(times.numpy)} | ${beside(times.torch)} | ${files.length > 0 ? gap.toExponential(0) : 'not compared'} |`,
  );
  if (gap > 1e-9) process.exitCode = 1;
  page = { name, text: written(text, values), numbers: values.reduce((sum, { data }) => sum + data.length, 0) };
}

// The last of them as a page that has all its numbers.
const everything = timed(() => {
  const { network, pass } = networkOf(page.text, page.name);
  const values = valuesOf(network, pass());
  if (!network.parameters.every(({ variable }) => values.gradient(variable).ok)) throw new Error('no gradient');
}, 5);
console.log(
  `\n${page.name} with its ${page.numbers} numbers on the page: text to all values and gradients in ${shown(everything)} ms`,
);

const shapes = timed(() => networkOf(ALEXNET, 'alexnet'), 5);
const started = timed(
  () =>
    spawnSync(process.execPath, ['server/bin/nabla.js', 'check', 'test/networks/cases/alexnet.grad'], { cwd: root }),
  3,
);
const whole = timed(
  () =>
    spawnSync(process.execPath, ['server/bin/nabla.js', 'gradient', 'test/networks/cases/alexnet.grad', '--json'], {
      cwd: root,
    }),
  3,
);
console.log(
  `\nAlexNet, 62,378,344 parameters: shapes and counts in ${shown(shapes)} ms; \`nabla check\` in all ${shown(started)} ms, \`nabla gradient --json\` with every formula ${shown(whole)} ms`,
);

const cases = path.join(root, 'test/networks/cases');
const sizes = readdirSync(cases)
  .filter((file) => file.endsWith('.grad'))
  .flatMap((file) => {
    const name = path.basename(file, '.grad');
    const outside = networkOf(readFileSync(path.join(cases, file), 'utf8'), name);
    if (!outside) return [];
    const { nodes, parameters } = outside.network;
    const forward = operations(...nodes.flatMap(({ body }) => (body ? [body] : [])));
    const all = [...parameters, ...nodes.filter(({ kind }) => kind !== 'target')].map(({ variable }) =>
      outside.formulas().of(variable),
    );
    const lines = operations(...all.flatMap((one) => (one ? [one.local] : [])));
    return [{ name, forward, lines, ratio: lines / forward }];
  })
  .sort((a, b) => b.ratio - a.ratio);
const ratios = sizes.map(({ ratio }) => ratio);
console.log(
  `\nBackward pass, an adjoint a line, against the forward pass in operations, ${sizes.length} networks: median ${quantile(ratios, 0.5).toFixed(2)}, 95th percentile ${quantile(ratios, 0.95).toFixed(2)}`,
);
console.log(
  `largest: ${sizes
    .slice(0, 5)
    .map(({ name, forward, lines, ratio }) => `${name} ${ratio.toFixed(2)} (${lines} to ${forward})`)
    .join(', ')}`,
);
