// Whether derivatives in normal form lose digits. In: the corpus. Out: how far the normal form, evaluated in doubles, is from
// the truth beside reverse accumulation over the formula as written, also in doubles; and where it loses most. See README.md.
import { writeFileSync } from 'node:fs';
import { corpus, sample } from './shared/corpus.mjs';
import { fill, reverse } from './shared/doubles.mjs';
import { optionsOf } from './shared/options.mjs';
import { derive, read } from './shared/page.mjs';
import { quantile } from './shared/statistics.mjs';
import { pointsOf } from './shared/truth.mjs';

const options = optionsOf(process.argv.slice(2), { sample: 400, points: 8 });
const entries = sample(corpus(), options.all ? Number.POSITIVE_INFINITY : options.sample);
const EPSILON = 2 ** -52;

/** Correct digits lost: 0 for an error of one unit in the last place, 16 for no digit at all. */
function lost(found, truth) {
  const error = truth.minus(found).abs().div(truth.abs()).toNumber();
  return Number.isFinite(error) ? Math.log10(Math.max(error, EPSILON) / EPSILON) : 16;
}

const samples = [];
let without = 0;
for (const entry of entries) {
  const { graph, bodies, variables } = read([entry.text], entry.names);
  const by = entry.wrt.map((name) => variables.find((variable) => variable.name === name));
  const texts = derive(entry.text, entry.wrt, entry.names);
  const normal = read(texts, entry.names);
  for (const { values, slopes } of pointsOf(bodies[0], variables, by, options.points)) {
    const numbers = new Map([...values].map(([variable, value]) => [variable.name, value.toNumber()]));
    const at = (all) => new Map(all.map((variable) => [variable, numbers.get(variable.name)]));
    const swept = reverse(graph, bodies[0], fill(bodies, at(variables)), by);
    const known = fill(normal.bodies, at(normal.variables));
    slopes.forEach((truth, i) => {
      if (truth.isZero()) return;
      const found = [known.get(normal.bodies[i]), swept[i]];
      if (!found.every(Number.isFinite)) without += 1;
      else
        samples.push({
          entry,
          text: texts[i],
          wrt: entry.wrt[i],
          numbers,
          normal: lost(found[0], truth),
          reverse: lost(found[1], truth),
        });
    });
  }
}

const percent = (holds) => `${((100 * samples.filter(holds).length) / samples.length).toFixed(2)} %`;
console.log(
  `\n  ${samples.length} slopes of ${entries.length} formulas in doubles (${without} more where one of the two forms overflows)`,
);
console.log('  digits lost                     median    95 %    99 %     most');
for (const form of ['normal', 'reverse']) {
  const all = samples.map((each) => each[form]);
  const cells = [0.5, 0.95, 0.99, 1].map((q) => quantile(all, q).toFixed(1).padStart(8));
  console.log(
    `    ${{ normal: 'normal form', reverse: 'reverse mode, unsimplified' }[form].padEnd(27)}${cells.join('')}`,
  );
}
for (const digits of [1, 2, 3]) {
  console.log(
    `  the normal form loses more than ${digits} digit${digits > 1 ? 's' : ''} beyond reverse mode at ${percent((each) => each.normal - each.reverse > digits)} of the slopes, reverse mode beyond the normal form at ${percent((each) => each.reverse - each.normal > digits)}`,
  );
}
const worst = samples.toSorted((one, other) => other.normal - other.reverse - (one.normal - one.reverse));
const seen = new Set();
const shown = worst
  .filter(({ entry, normal, reverse: swept }) => normal - swept > 1 && !seen.has(entry.text) && seen.add(entry.text))
  .slice(0, 20);
const lines = shown.map(
  ({ entry, text, wrt, numbers, normal, reverse: swept }) =>
    `${normal.toFixed(1)} against ${swept.toFixed(1)} digits lost\t∂/∂${wrt}\t${entry.text}\t${text}\tat ${[...numbers].map(([name, value]) => `${name} = ${value}`).join(', ')}`,
);
for (const line of lines) console.log(`    ${line.replaceAll('\t', '  ').slice(0, 300)}`);
if (options.list) writeFileSync(options.list, `${lines.join('\n')}\n`);
