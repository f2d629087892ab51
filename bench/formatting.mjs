// Laying out a page of 10,000 lines: where every line changes, where none does, around one statement, and in ASCII.
// Out: a table; medians in milliseconds. Fails where a median is beyond three times its budget. See README.md.
import { engine } from './shared/engine.mjs';
import { median } from './shared/statistics.mjs';

const { applied, createWorkspace, LAYOUT, rewrite } = engine;
const LINES = 10_000;
const ROUNDS = 7;

const blocks = Array.from({ length: LINES / 5 }, (_, i) => [
  `# Block ${i}`,
  `f${i}( x,y )=3x^3-y ^2 + ${i}x+2*sin( x*y )  # its comment`,
  `long${i}(x)=f${i}(x,1)`,
  `check ∂f${i}/∂y=-2y+2x*cos( x*y )`,
  '',
]);
const workspace = createWorkspace();
const before = workspace.program('file:///before.grad', blocks.flat().join('\n'));
const laidOut = (program, options) => rewrite(program, { layout: LAYOUT, spelling: 'keep', ...options }).edits;
const after = workspace.program('file:///after.grad', applied(before.page.text, laidOut(before)));
const { start, end } = before.page.statements[3_000];

const ROWS = [
  ['every line changes', 750, () => laidOut(before)],
  ['none does', 500, () => laidOut(after)],
  ['one statement', 20, () => laidOut(before, { range: { start, end } })],
  ['written in ASCII', 3_000, () => laidOut(after, { spelling: 'ascii' })],
];

for (const [name, budget, work] of ROWS) {
  const times = Array.from({ length: ROUNDS }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
  console.log(`  ${name.padEnd(20)} ${median(times).toFixed(1).padStart(8)} ms   budget ${budget} ms`);
  if (median(times) > 3 * budget) process.exitCode = 1;
}
