// Derivatives of the corpus, text to text, by Nabla and by its peers in one run. Out: tables by family and in total (time,
// right or wrong, size), head to head, and the formulas where a peer's right answer is smaller. See README.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { ENGINES, jobFor, warmUp } from './peers/engines.mjs';
import { ask } from './peers/pool.mjs';
import { corpus, sample } from './shared/corpus.mjs';
import { optionsOf } from './shared/options.mjs';
import { record } from './shared/record.mjs';
import { printTables, worstList } from './shared/tables.mjs';
import { truthOf, verdictOf } from './shared/verdicts.mjs';

const options = optionsOf(process.argv.slice(2), { sample: 240, timeout: 2_000, budget: 100_000 });
const entries = sample(corpus(), options.all ? Number.POSITIVE_INFINITY : options.sample).filter(
  ({ family, text }) => family.includes(options.family ?? '') && text.includes(options.formula ?? ''),
);

/** Answers by formula, in Nabla's syntax; undefined where the engine is not installed. `known` ones are not asked again. */
async function measure(name, known = {}) {
  const { command, back = (text) => text } = ENGINES[name];
  const began = performance.now();
  const open = entries.filter(({ text }) => !known[text] || known[text].skipped);
  const jobs = open.map((entry) => jobFor(ENGINES[name], entry));
  const answers = await ask(command, jobs, { ...options, warm: warmUp(ENGINES[name]) });
  console.error(`  ${name}: ${answers ? `${((performance.now() - began) / 1000).toFixed(0)} s` : 'not installed'}`);
  if (!answers) return undefined;
  const readable = (answer) => (answer.texts ? { ...answer, texts: answer.texts.map(back) } : answer);
  return { ...known, ...Object.fromEntries(answers.map((answer, i) => [open[i].text, readable(answer)])) };
}

const chosen = Object.keys(ENGINES).filter(
  (name) => name === 'nabla' || options.engines.some((each) => name.includes(each)),
);
console.log(
  `\n  ${entries.length} formulas; at most ${options.timeout} ms for each, ${options.budget / 1000} s for each engine`,
);

// Nabla is always asked; what its peers said may come from an earlier run.
const { nabla: _, ...earlier } =
  options.answers && existsSync(options.answers) ? JSON.parse(readFileSync(options.answers, 'utf8')) : {};
const answers = { nabla: await measure('nabla'), ...earlier };
// Two at a time, the dear ones first.
const waiting = chosen.slice(1).sort((one, other) => (ENGINES[other].dear ?? 0) - (ENGINES[one].dear ?? 0));
await Promise.all(
  [0, 1].map(async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) answers[name] = await measure(name, earlier[name]);
  }),
);
if (options.answers) writeFileSync(options.answers, JSON.stringify(answers));

const results = entries.map((entry) => {
  const truth = truthOf(entry);
  const given = chosen.filter((name) => answers[name]);
  const by = given.map((name) => [name, verdictOf(entry, truth, answers[name][entry.text] ?? { skipped: true })]);
  return { entry, truth, by: Object.fromEntries(by) };
});
printTables(results, chosen);
if (options.worst) writeFileSync(options.worst, worstList(results));
if (options.record) record(results);
