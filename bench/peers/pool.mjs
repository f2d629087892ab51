// Engines as processes that can be killed. In: an engine's command, jobs, a time-out for each job and a budget for all.
// Out: one answer a job, in their order: { texts, time }, { refused }, { timeout: true }, or { skipped: true } where the
// budget was spent before. Of jobs of one `group`, which grow, none is tried after a time-out. Nothing hangs: a job beyond its time-out ends its process, and the next job starts another.
import { spawn } from 'node:child_process';
import readline from 'node:readline';

const START = 30_000;
/** An engine that can stop by itself is given this long to say so. */
const GRACE = 300;

export async function ask(command, jobs, { timeout, budget, warm = [] }) {
  const began = performance.now();
  const answers = [];
  const given = new Set();
  let child;
  for (const job of jobs) {
    if (given.has(job.group)) {
      answers.push({ timeout: true });
      continue;
    }
    if (performance.now() - began > budget) {
      answers.push({ skipped: true });
      continue;
    }
    child ??= await start(command, warm);
    if (!child) return undefined;
    const answer = job.unknown ? { refused: job.unknown } : await child.ask({ ...job, timeout }, timeout + GRACE);
    answers.push(answer ?? { timeout: true });
    if (job.group && (!answer || answer.timeout)) given.add(job.group);
    if (!answer) {
      child.end();
      child = undefined;
    }
  }
  child?.end();
  return answers;
}

/** The process, ready to be asked and warmed up, so that what is timed is compiled; undefined where there is none to be had. */
async function start([program, ...args], warm) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', process.env.BENCH_DEBUG ? 'inherit' : 'ignore'] });
  let waiting = () => {};
  child.on('error', () => waiting(undefined));
  child.on('exit', () => waiting(undefined));
  child.stdin.on('error', () => {});
  readline.createInterface({ input: child.stdout }).on('line', (line) => waiting(JSON.parse(line)));
  const next = (timeout) =>
    new Promise((resolve) => {
      const timer = setTimeout(() => waiting(undefined), timeout);
      waiting = (value) => {
        clearTimeout(timer);
        waiting = () => {};
        resolve(value);
      };
    });
  const ready = await next(START);
  if (!ready) {
    child.kill('SIGKILL');
    return undefined;
  }
  const asked = (job, timeout) => {
    const answer = next(timeout);
    child.stdin.write(`${JSON.stringify(job)}\n`);
    return answer;
  };
  for (const job of warm) await asked(job, 5_000);
  return { ask: asked, end: () => child.kill('SIGKILL') };
}
