// The tables of derivatives.mjs. In: results { entry, truth, by: { engine: verdict } }. Out: printed text.
import { median, quantile, total } from './statistics.mjs';

const GOOD = ['right', 'narrower'];
const answered = (verdict) => verdict && GOOD.includes(verdict.verdict);
const tally = (verdicts, name) => verdicts.filter((each) => each?.verdict === name).length;
const time = (value) => (value === undefined ? '—' : `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`);
const share = (part, whole) => `${((100 * part) / whole).toFixed(0)} %`;
const cut = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

export function printTables(results, engines) {
  const families = new Map();
  for (const result of results)
    families.set(result.entry.family, [...(families.get(result.entry.family) ?? []), result]);
  console.log('\n  times and operations are medians; operations over what the engine itself got right');
  for (const [family, members] of families) table(`${family} (${members.length})`, members, engines);
  table(`all (${results.length})`, results, engines);
  headToHead(results, engines);
  againstPublished(results);
  mistakes(results);
  printWorst(smallerElsewhere(results));
}

function table(title, members, engines) {
  console.log(
    `\n  ${title.padEnd(44)}      time  right  wrong  loses domain  refused  time-outs  not tried  operations`,
  );
  for (const engine of engines) {
    const verdicts = members.map(({ by }) => by[engine]);
    if (verdicts.every((verdict) => !verdict)) {
      console.log(`    ${engine.padEnd(42)}  not installed`);
      continue;
    }
    const times = verdicts.flatMap((verdict) => verdict?.time ?? []);
    const sizes = verdicts.filter(answered).map(({ operations }) => operations);
    const cells = [
      time(times.length ? median(times) : undefined).padStart(10),
      ...[
        ['right', 7],
        ['wrong', 7],
        ['narrower', 14],
        ['refused', 9],
        ['timeout', 11],
        ['skipped', 11],
      ].map(([name, width]) => String(tally(verdicts, name)).padStart(width)),
      String(sizes.length ? median(sizes) : '—').padStart(12),
    ];
    console.log(`    ${engine.padEnd(42)}${cells.join('')}`);
  }
}

/** On the formulas that both got right: whose derivative is smaller, and how long each took. */
function headToHead(results, engines) {
  console.log(
    '\n  head to head with nabla, where both are right   formulas  smaller  equal  larger  total operations  median time',
  );
  for (const engine of engines.filter((name) => name !== 'nabla')) {
    const pairs = results
      .filter(({ by }) => answered(by.nabla) && answered(by[engine]))
      .map(({ by }) => [by.nabla, by[engine]]);
    if (pairs.length === 0) continue;
    const count = (holds) =>
      share(pairs.filter(([one, other]) => holds(one.operations, other.operations)).length, pairs.length);
    const [own, peer] = [0, 1].map((i) => total(pairs.map((pair) => pair[i].operations)));
    const ratio = median(pairs.map(([one, other]) => other.time / one.time));
    console.log(
      `    ${engine.padEnd(44)}${String(pairs.length).padStart(10)}${count((a, b) => a < b).padStart(9)}${count((a, b) => a === b).padStart(7)}${count((a, b) => a > b).padStart(8)}${`${own} : ${peer}`.padStart(18)}   ${ratio.toFixed(1)} times ours`,
    );
  }
}

/** Derivatives of published antiderivatives against the integrands that people wrote. */
function againstPublished(results) {
  const known = results.filter(({ truth, by }) => truth.published !== undefined && answered(by.nabla));
  if (known.length === 0) return;
  console.log(
    '\n  operations of the derivative of an antiderivative against the published integrand’s: median, 90th percentile, larger',
  );
  for (const engine of Object.keys(known[0].by)) {
    const both = known.filter(({ by }) => answered(by[engine]));
    if (both.length === 0) continue;
    const ratios = both.map(({ truth, by }) => (by[engine].operations + 1) / (truth.published + 1));
    const larger = share(ratios.filter((ratio) => ratio > 1).length, ratios.length);
    console.log(
      `    ${engine.padEnd(30)}${median(ratios).toFixed(2).padStart(7)} ${quantile(ratios, 0.9).toFixed(2).padStart(8)} ${larger.padStart(7)}   of ${both.length}`,
    );
  }
}

/** What is wrong with nabla, all of it; of the peers only how much. */
function mistakes(results) {
  for (const { entry, by } of results) {
    if (by.nabla && by.nabla.verdict !== 'right')
      console.log(`  nabla: ${by.nabla.verdict}: ${entry.text} -> ${cut(by.nabla.text ?? '', 200)}`);
  }
}

/** Where the smallest right answer of a peer is smaller than nabla's, the worst first. */
function smallerElsewhere(results) {
  return results
    .flatMap(({ entry, by }) => {
      if (!answered(by.nabla)) return [];
      const peers = Object.entries(by).filter(([name, verdict]) => name !== 'nabla' && verdict.verdict === 'right');
      const [peer, best] = peers.reduce(
        (least, each) => (each[1].operations < least[1].operations ? each : least),
        [undefined, by.nabla],
      );
      return peer ? [{ entry, peer, ours: by.nabla, best }] : [];
    })
    .sort((one, other) => weight(other) - weight(one));
}
const weight = ({ ours, best }) => (ours.operations - best.operations) / (best.operations + 3);

function printWorst(rows) {
  console.log(`\n  smaller elsewhere: ${rows.length} formulas; the 30 where it shows most`);
  for (const { entry, peer, ours, best } of rows.slice(0, 30)) {
    console.log(`    ${ours.operations} against ${best.operations} of ${peer}: ${cut(entry.text, 110)}`);
    console.log(`      nabla  ${cut(ours.text, 150)}`);
    console.log(`      peer   ${cut(best.text, 150)}`);
  }
}

/** All of them as tab-separated lines, then the antiderivatives whose published integrand is smaller. */
export function worstList(results) {
  const rows = smallerElsewhere(results).map(({ entry, peer, ours, best }) => [
    ours.operations,
    best.operations,
    peer,
    entry.text,
    ours.text,
    best.text,
    entry.family,
  ]);
  const published = results
    .filter(({ truth, by }) => answered(by.nabla) && truth.published < by.nabla.operations)
    .map(({ entry, truth, by }) => [
      by.nabla.operations,
      truth.published,
      'published',
      entry.text,
      by.nabla.text,
      entry.published,
      entry.family,
    ])
    .sort((one, other) => (other[0] - other[1]) / (other[1] + 3) - (one[0] - one[1]) / (one[1] + 3));
  const head = 'ours_ops best_peer_ops peer formula our_text peer_text family'.split(' ');
  return `${[head, ...rows, ...published].map((cells) => cells.join('\t')).join('\n')}\n`;
}
