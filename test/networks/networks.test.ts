/** Networks and matrix calculus against PyTorch, and networks that are wrong: one page, one test. README.md says how. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { nabla } from '../../server/test/cli/fake-io';

const FILE = 'a.grad';
const RELATIVE = 1e-9;
const ABSOLUTE = 1e-12;

const names = (folder: string): string[] =>
  readdirSync(path.join(import.meta.dirname, folder))
    .filter((file) => file.endsWith('.grad'))
    .map((file) => file.slice(0, -'.grad'.length));
const pageOf = (folder: string, name: string): string =>
  readFileSync(path.join(import.meta.dirname, folder, `${name}.grad`), 'utf8');
const expected = (folder: string, name: string): unknown =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, folder, `${name}.json`), 'utf8'));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** A member of a record; undefined where there is none. */
const at = (value: unknown, key: string): unknown =>
  isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const says = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

/** Where an answer first differs from what is right; undefined where it agrees. */
function difference(actual: unknown, right: unknown, where: string): string | undefined {
  if (Array.isArray(right)) {
    if (!Array.isArray(actual)) return `${where} is ${says(actual)}, not ${right.length} entries`;
    if (actual.length !== right.length) return `${where} has ${actual.length} entries, not ${right.length}`;
    return firstOf(right, (entry, i) => difference(actual[i], entry, `${where}[${i}]`));
  }
  const agrees =
    typeof right === 'number' && typeof actual === 'number'
      ? Math.abs(actual - right) <= RELATIVE * Math.abs(right) + ABSOLUTE
      : actual === right;
  return agrees ? undefined : `${where} is ${says(actual)}, not ${says(right)}`;
}

function firstOf<T>(items: readonly T[], look: (item: T, index: number) => string | undefined): string | undefined {
  for (const [i, item] of items.entries()) {
    const found = look(item, i);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The reason that stands where a value should be, for whoever reads the failure. */
const because = (holder: unknown): string => {
  const reason = at(holder, 'reason');
  return typeof reason === 'string' ? ` (${reason})` : '';
};

function entryDifference(actual: unknown, right: unknown, where: string): string | undefined {
  if (actual === undefined) return `${where} is missing`;
  for (const key of ['kind', 'shape', 'count', 'value']) {
    const value = at(right, key);
    const found = value === undefined ? undefined : difference(at(actual, key), value, `${where}: its ${key}`);
    if (found) return found + (key === 'value' ? because(actual) : '');
  }
  const gradient = at(right, 'gradient');
  const answered = at(actual, 'gradient');
  // What a target's gradient is good for is left open: where one is given it must be right.
  const isOpen = at(right, 'kind') === 'target' && (at(answered, 'value') ?? null) === null;
  if (gradient === undefined || isOpen) return undefined;
  const found = difference(at(answered, 'value'), gradient, `${where}: its gradient`);
  return found && found + because(answered);
}

/** In this order: what is wrong below follows from what is wrong above. */
function networkDifference(actual: unknown, right: unknown): string | undefined {
  const nodes = list(at(right, 'nodes'));
  const named = (holder: unknown, key: string): unknown[] => list(at(holder, key)).map((entry) => at(entry, 'name'));
  const find = (key: string, name: unknown): unknown =>
    list(at(actual, key)).find((entry) => at(entry, 'name') === name);
  const order = difference(named(actual, 'nodes'), named(right, 'nodes'), 'the list of nodes');
  if (order) return `${order}: ${says(named(actual, 'nodes'))}`;
  const parameters = at(right, 'parameters');
  if (parameters !== undefined) {
    const set = difference(named(actual, 'parameters').sort(), named(right, 'parameters').sort(), 'parameters');
    if (set) return `${set}: ${says(named(actual, 'parameters'))}`;
    const total = at(right, 'totalParameters');
    const found = difference(at(actual, 'totalParameters'), total, 'totalParameters');
    if (found) return found;
  }
  const bare = (entry: unknown): unknown => ({ kind: at(entry, 'kind'), shape: at(entry, 'shape') });
  const loss = at(right, 'loss');
  return (
    firstOf(nodes, (node) =>
      entryDifference(find('nodes', at(node, 'name')), bare(node), `node ${at(node, 'name')}`),
    ) ??
    firstOf(nodes, (node) => {
      const { gradient: _, ...rest } = isRecord(node) ? node : {};
      return entryDifference(find('nodes', at(node, 'name')), rest, `node ${at(node, 'name')}`);
    }) ??
    difference(at(at(actual, 'loss'), 'value'), loss, `the loss${because(at(actual, 'loss'))}`) ??
    firstOf([...nodes].reverse(), (node) =>
      entryDifference(find('nodes', at(node, 'name')), node, `node ${at(node, 'name')}`),
    ) ??
    firstOf(list(parameters), (parameter) =>
      entryDifference(find('parameters', at(parameter, 'name')), parameter, `parameter ${at(parameter, 'name')}`),
    )
  );
}

async function problems(page: string): Promise<readonly unknown[]> {
  return list((await nabla(['check', '--json', FILE], { files: { [FILE]: page } })).json);
}

const told = (entry: unknown): string => `${at(entry, 'line')}: ${at(entry, 'severity')}: ${at(entry, 'message')}`;
const isGrave = (entry: unknown): boolean => ['error', 'warning'].includes(String(at(entry, 'severity')));

describe('networks as PyTorch computes them', () => {
  test.each(names('cases'))('%s', async (name) => {
    const page = pageOf('cases', name);
    const right = expected('cases', name);
    const point = at(right, 'at');
    const argv = ['gradient', FILE, name, '--json', ...(typeof point === 'string' ? ['--at', point] : [])];
    expect((await problems(page)).filter(isGrave).map(told).join('\n'), 'nothing is wrong with the page').toBe('');
    const { json, status, err } = await nabla(argv, { files: { [FILE]: page } });
    expect(status, err).toBe(0);
    const [network] = list(at(json, 'networks'));
    expect(at(network, 'name')).toBe(name);
    expect(networkDifference(network, right)).toBeUndefined();
  });
});

describe('matrix calculus as PyTorch computes it', () => {
  test.each(names('functions'))('%s', async (name) => {
    const files = { [FILE]: pageOf('functions', name) };
    const right = expected('functions', name);
    expect((await problems(files[FILE] ?? '')).filter(isGrave).map(told).join('\n'), 'every claim holds').toBe('');
    const argv = ['gradient', FILE, name, '--json', '--at', String(at(right, 'at'))];
    const { json, status, err } = await nabla(argv, { files });
    expect(status, err).toBe(0);
    const partials = list(at(list(at(json, 'functions'))[0], 'partials'));
    for (const partial of list(at(right, 'partials'))) {
      const wrt = at(partial, 'wrt');
      const answer = partials.find((entry) => at(entry, 'wrt') === wrt);
      expect(difference(at(answer, 'value'), at(partial, 'value'), `∂/∂${wrt}${because(answer)}`)).toBeUndefined();
    }
    const evals = list(at(right, 'evals'));
    const values = list((await nabla(['eval', FILE, '--json'], { files })).json);
    expect(values).toHaveLength(evals.length);
    for (const [i, value] of evals.entries()) {
      const where = `${at(values[i], 'source')}${because(values[i])}`;
      expect(difference(at(values[i], 'value'), value, where)).toBeUndefined();
    }
  });

  test.each(names('functions'))('no claim about %s says nothing', async (name) => {
    const page = pageOf('functions', name);
    const claims = (await problems(page)).filter((entry) => at(entry, 'claim') !== undefined);
    expect(claims).toHaveLength(page.split('\n').filter((line) => line.startsWith('check ')).length);
    const verdicts = claims.map((entry) => at(at(entry, 'claim'), 'verdict'));
    expect(verdicts.filter((verdict) => verdict !== 'proved' && verdict !== 'holds')).toEqual([]);
  });
});

/** `# error: [4] ; W.T|transpose`: one error, on this line, that says these words; `here or` where another line may have it. */
const EXPECTATION = /# (error|warning)( here or)?: *(.*)$/;

describe('what is wrong is said once, in its place', () => {
  test.each(names('broken'))('%s', async (name) => {
    const page = pageOf('broken', name);
    const places = page.split('\n').flatMap((line, i) => {
      const [, severity, , words] = EXPECTATION.exec(line) ?? [];
      return severity === undefined || words === undefined ? [] : [{ line: i + 1, severity, words }];
    });
    const found = (await problems(page)).filter(isGrave);
    expect(found, `exactly one problem\n${found.map(told).join('\n')}`).toHaveLength(1);
    const [problem] = found;
    const place = places.find(({ line }) => line === at(problem, 'line'));
    expect(place, `the line of ${told(problem)}`).toBeDefined();
    expect(at(problem, 'severity')).toBe(place?.severity);
    const message = String(at(problem, 'message')).toLowerCase();
    const missing = (place?.words ?? '')
      .split(';')
      .map((words) => words.trim().toLowerCase())
      .filter((words) => words !== '' && !words.split('|').some((word) => message.includes(word)));
    expect(missing, `what the message must say: ${told(problem)}`).toEqual([]);
  });
});
