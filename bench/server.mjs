// The language server over real stdio on generated pages: keystroke to diagnostics, hover, memory after 1,000 edits; and
// keystroke to diagnostics while the heaviest claims are being verified.
// Out: a table; medians and 95th percentiles in milliseconds. Fails where a median is beyond three times its budget.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

const SERVER = path.resolve(import.meta.dirname, '../dist/server.js');
const SIZES = [100, 1_000, 10_000];
const KEYSTROKES = 100;
const HOVERS = 100;
const EDITS = 1_000;
const BUDGET = { keystroke: 16, hover: 5 };

/** Five lines again and again, each block with names and numbers of its own: definitions that use each other, claims, values. */
function pageOf(lines) {
  const blocks = Array.from({ length: Math.ceil(lines / 5) }, (_, i) => {
    const [a, b, n] = [(i % 7) + 2, (i % 11) + 1, (i % 5) + 2];
    return [
      `# Block ${i}`,
      `f${i}(x, y) = ${a}x^${n} - y^2 + ${b}x + ${i}`,
      `h${i}(x) = ${b}sin(${a}x) * f${i}(x, ${i})`,
      `check ∂f${i}/∂y = -2y`,
      `∇f${i}(1, 2)`,
    ];
  });
  return blocks.flat().slice(0, lines).join('\n');
}

const quantile = (times, q) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(q * times.length))];
const shown = (milliseconds) => milliseconds.toFixed(milliseconds < 10 ? 2 : 1);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Resident memory in MB, where the system says it. */
function memoryOf(pid) {
  try {
    const [, kilobytes] = /VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes ? Math.round(Number(kilobytes) / 1024) : undefined;
  } catch {
    return undefined;
  }
}

/** A server that is ready, with one page of its own. */
async function connect() {
  const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest(() => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      textDocument: { diagnostic: {}, hover: { contentFormat: ['markdown'] } },
      workspace: { diagnostics: { refreshSupport: true } },
    },
  });
  await connection.sendNotification('initialized', {});
  const uri = 'file:///bench/page.grad';
  const textDocument = { uri };
  let version = 1;
  return {
    connection,
    pid: child.pid,
    textDocument,
    open: (text) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'grad', version, text },
      }),
    edit: (line, character, text, removed = 0) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: ++version },
        contentChanges: [
          { range: { start: { line, character }, end: { line, character: character + removed } }, text },
        ],
      }),
    diagnose: () => connection.sendRequest('textDocument/diagnostic', { textDocument }),
    async stop() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      connection.dispose();
    },
  };
}

async function measure(lines) {
  const began = performance.now();
  const { connection, pid, textDocument, open: show, edit, diagnose, stop } = await connect();
  const start = performance.now() - began;
  const opening = performance.now();
  await show(pageOf(lines));
  await diagnose();
  const open = performance.now() - opening;
  // Claims are verified in the background meanwhile: until all are known.
  for (let known = '', quiet = 0; quiet < 3; quiet++) {
    await pause(200);
    const { resultId } = await diagnose();
    if (resultId !== known) quiet = 0;
    known = resultId;
  }

  const blocks = Math.max(1, Math.floor(lines / 5));
  /** A definition somewhere on the page: its line, and where its body begins. */
  const place = (i) => {
    const block = (i * 7919) % blocks;
    return { line: block * 5 + 1, body: `f${block}(x, y) = `.length, parameter: `f${block}(`.length };
  };
  /** What typists do, and undo: a digit in a formula, a bracket that breaks it, a letter that renames the function. */
  const keys = [
    ({ body }) => [body, '1'],
    ({ body }) => [body, '('],
    ({ body }) => [body, '2'],
    ({ body }) => [body, '('],
    () => [0, 'q'],
  ];

  const keystrokes = [];
  for (let i = 0; i < KEYSTROKES; i++) {
    const at = place(i >> 1);
    const [character, text] = keys[(i >> 1) % keys.length](at);
    const from = performance.now();
    await (i % 2 === 0 ? edit(at.line, character, text) : edit(at.line, character, '', text.length));
    await diagnose();
    keystrokes.push(performance.now() - from);
    await pause(5);
  }
  await pause(1_000);
  const hovers = [];
  for (let i = 0; i < HOVERS; i++) {
    const { line, body, parameter } = place(i);
    const position = { line, character: i % 2 === 0 ? parameter : body + 2 };
    const from = performance.now();
    await connection.sendRequest('textDocument/hover', { textDocument, position });
    hovers.push(performance.now() - from);
  }
  for (let i = 0; i < EDITS; i++) {
    const { line, body } = place(i);
    await edit(line, body, String((i % 9) + 1));
    await diagnose();
  }
  await diagnose();
  const memory = memoryOf(pid);
  await stop();
  return { lines, start, open, keystrokes, hovers, memory };
}

/** All depend on c, so that an edit of it begins them all anew. */
const HEAVY = [
  'c(x) = x + 1',
  'declare k(t)',
  'check gamma(k(x)^2 + c(x)) = (k(x)^2 + c(x) - 1) gamma(k(x)^2 + c(x) - 1)',
  'check gamma(c(x)) gamma(1 - c(x)) sin(pi c(x)) = pi for x > -1, x < 0',
  'check digamma(c(x)) = digamma(x) + 1/x for x > 0',
  'check erf(10^20 + c(x)) = 1',
  'check exp(exp(exp(c(x)))) > 0 = 1 > 0',
];

/** Each edit comes while a claim is being verified: after the pause that verification leaves the typist, at odd moments. */
async function measureHeavy() {
  const { open, edit, diagnose, stop } = await connect();
  await open(HEAVY.join('\n'));
  await diagnose();
  const keystrokes = [];
  for (let i = 0; i < KEYSTROKES; i++) {
    await pause(50 + ((i * 37) % 300));
    const from = performance.now();
    await edit(0, 'c(x) = x + '.length, String((i % 9) + 1), 1);
    await diagnose();
    keystrokes.push(performance.now() - from);
  }
  await stop();
  return keystrokes;
}

const [cpu] = os.cpus();
console.log(`${cpu?.model ?? os.arch()}, ${os.cpus().length} cores, Node ${process.versions.node}; times in ms`);
console.log('lines   start   open   keystroke p50   p95   hover p50   p95   MB after 1,000 edits');
for (const size of SIZES) {
  const { lines, start, open, keystrokes, hovers, memory } = await measure(size);
  const columns = [
    String(lines).padStart(5),
    shown(start).padStart(7),
    shown(open).padStart(6),
    shown(quantile(keystrokes, 0.5)).padStart(15),
    shown(quantile(keystrokes, 0.95)).padStart(5),
    shown(quantile(hovers, 0.5)).padStart(11),
    shown(quantile(hovers, 0.95)).padStart(5),
    String(memory ?? 'unknown').padStart(22),
  ];
  console.log(columns.join(' '));
  if (quantile(keystrokes, 0.5) > 3 * BUDGET.keystroke || quantile(hovers, 0.5) > 3 * BUDGET.hover)
    process.exitCode = 1;
}
const heavy = await measureHeavy();
const [p50, p95, longest] = [0.5, 0.95, 1].map((q) => shown(quantile(heavy, q)));
console.log(`while heavy claims are verified: keystroke p50 ${p50}, p95 ${p95}, longest ${longest}`);
