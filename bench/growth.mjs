// Derivatives of formulas that grow, by Nabla and by its peers in one run: time and size until a time-out, and what value
// and gradient cost against the function alone. Out: a table by family, and the worst ratio. See README.md.
import { writeFileSync } from 'node:fs';
import { ENGINES, jobFor, warmUp } from './peers/engines.mjs';
import { ask } from './peers/pool.mjs';
import { corpus, sample } from './shared/corpus.mjs';
import { distinctOperations } from './shared/count.mjs';
import { GROWING } from './shared/growing.mjs';
import { optionsOf } from './shared/options.mjs';
import { namesIn, read } from './shared/page.mjs';
import { costOf } from './shared/ratio.mjs';
import { quantile } from './shared/statistics.mjs';

const options = optionsOf(process.argv.slice(2), { timeout: 1_500, budget: 60_000, sample: 400 });
/** Longer answers are not read back: their size is not told. */
const READABLE = 300_000;
const PEERS = Object.keys(ENGINES).filter(
  (name) => name !== 'nabla' && options.engines.some((each) => name.includes(each)),
);

const cases = Object.entries(GROWING)
  .filter(([family]) => family.includes(options.family ?? ''))
  .flatMap(([family, { sizes, size, make }]) =>
    sizes.map((n) => {
      const [text, wrt] = make(n);
      return { family, size: size?.(n) ?? n, text, wrt, names: namesIn(text), group: family };
    }),
  );

async function peer(name) {
  const jobs = cases.map((each) => ({ ...jobFor(ENGINES[name], each), group: each.group }));
  const answers = await ask(ENGINES[name].command, jobs, { ...options, warm: warmUp(ENGINES[name]) });
  return answers?.map((answer, i) =>
    answer.texts ? { time: answer.time, operations: sizeOf(ENGINES[name], cases[i], answer.texts) } : answer,
  );
}

function sizeOf({ back = (text) => text }, { names }, texts) {
  if (texts.reduce((sum, text) => sum + text.length, 0) > READABLE) return undefined;
  try {
    return distinctOperations(read(texts.map(back), names).bodies);
  } catch {
    return undefined;
  }
}

const ours = cases.map(({ text, wrt, names }) => costOf(text, wrt, names));
const answers = new Map();
const waiting = [...PEERS];
await Promise.all(
  [0, 1].map(async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) answers.set(name, await peer(name));
  }),
);

const shownTime = (time) => (time < 9.95 ? time.toFixed(1) : time.toFixed(0));
function cell(answer) {
  if (!answer) return 'not there';
  if (answer.timeout) return 'time-out';
  if (answer.refused) return 'refuses';
  if (answer.skipped) return 'not tried';
  return `${shownTime(answer.time)} ms, ${answer.operations ?? '—'}`;
}

console.log(`\n  all partials, text to text: time, distinct operations; a peer is given ${options.timeout} ms`);
console.log(
  `  ${'size'.padEnd(12)}${'function'.padStart(9)}${'nabla'.padStart(18)}  ratio${PEERS.map((name) => name.padStart(20)).join('')}`,
);
for (const [i, { family, size }] of cases.entries()) {
  if (cases[i - 1]?.family !== family) console.log(`  ${family}`);
  const { time, printing, gradient, ratio } = ours[i];
  console.log(
    `  ${`  ${size}`.padEnd(12)}${String(ours[i].function).padStart(9)}${`${shownTime(time + printing)} ms, ${gradient}`.padStart(18)}${ratio.toFixed(2).padStart(7)}${PEERS.map((name) => cell(answers.get(name)?.[i]).padStart(20)).join('')}`,
  );
}

const product = ours[cases.findIndex(({ family, size }) => family === 'product of n variables' && size === 1000)];
if (product) {
  console.log(
    `\n  gradient of x0*x1*…*x999: ${product.time.toFixed(0)} ms, printed in ${product.printing.toFixed(0)} ms as ${product.characters} characters, shared parts ${product.named ? 'named' : 'not named'}`,
  );
}

const worstBy = (key) =>
  cases
    .map((each, i) => ({ ...each, ratio: ours[i][key] }))
    .reduce((one, other) => (other.ratio > one.ratio ? other : one));
console.log('\n  value and gradient, distinct operations against the function’s own (aim: at most 3)');
for (const [key, what] of [
  ['ratio', 'a built-in counts 1'],
  ['defined', 'a built-in counts as its defining formula'],
]) {
  const { family, size, ratio } = worstBy(key);
  const above = ours.filter((each) => each[key] > 3).length;
  console.log(`  ${what}: worst ${ratio.toFixed(2)} (${family}, ${size}); ${above} of ${ours.length} rows above 3`);
}

// The corpus too: not promised there, but to be seen.
const small = sample(corpus(), options.all ? Number.POSITIVE_INFINITY : options.sample).map((entry) => ({
  ...entry,
  ...costOf(entry.text, entry.wrt, entry.names),
}));
const ratios = small.map(({ defined }) => defined);
const worst = small.toSorted((one, other) => other.defined - one.defined)[0];
console.log(
  `  ${small.length} formulas of the corpus: median ${quantile(ratios, 0.5).toFixed(2)}, 95th percentile ${quantile(ratios, 0.95).toFixed(2)}, worst ${worst.defined.toFixed(2)} (${worst.text}), above 3: ${ratios.filter((ratio) => ratio > 3).length}`,
);
if (options.json)
  writeFileSync(
    options.json,
    JSON.stringify(
      cases.map((each, i) => ({
        family: each.family,
        size: each.size,
        ...ours[i],
        peers: Object.fromEntries(PEERS.map((name) => [name, answers.get(name)?.[i]])),
      })),
    ),
  );
