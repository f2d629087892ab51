/**
 * Texts of a network's derivation as statements of a network: earlier adjoints become inputs, as do the names that a line
 * introduces. What is read has the values of what was printed.
 */
import { expect } from 'vitest';
import { evaluateArrays } from '../../src/calculus/arrays';
import type { Variable } from '../../src/calculus/expression';
import { readNames } from '../../src/network/derivation/check';
import type { NetworkDerivation } from '../../src/network/derivation/derive';
import type { Line } from '../../src/network/derivation/line';
import type { Numbers, Sample } from '../../src/network/derivation/samples';
import { withPageValues } from '../../src/program/answers';
import type { DerivationStep, NetworkNote } from '../../src/protocol';
import { everyLine, programOf } from './page';

interface Text {
  readonly text: string;
  readonly where: Readonly<Record<string, { readonly text: string }>>;
  readonly line: Line;
}

export function expectReadsBack(
  page: string,
  derivation: NetworkDerivation,
  steps: readonly DerivationStep[],
  results: NetworkNote['results'],
): void {
  const sample = derivation.samples.find(({ isRandom }) => isRandom) ?? derivation.samples[0];
  if (!sample) return;
  const lines = everyLine({ lines: derivation.lines, results: [] });
  const texts: Text[] = steps.slice(0, lines.length).flatMap(({ after, where }, i) => {
    const line = lines[i];
    return line ? [{ text: after.text, where, line }] : [];
  });
  for (const text of texts) expectLine(page, derivation, sample, text);
  for (const { of, closed, line } of derivation.results) {
    const text = results.find(({ name }) => name === of.name)?.result.text ?? '';
    expectLine(page, derivation, sample, { text, where: {}, line: { ...line, formula: closed, where: new Map() } });
  }
}

function expectLine(page: string, derivation: NetworkDerivation, sample: Sample, { text, where, line }: Text): void {
  const { unfolded, standIns } = derivation;
  const values = new Map<string, Numbers>();
  const declared: string[] = [];
  const renamed: [string, string][] = [];
  const declare = (spelled: string, variable: Variable, value: Numbers | undefined): void => {
    if (!value) return;
    const name = `v${declared.length}_`;
    const lengths = variable.shape.length === 0 ? '' : `[${variable.shape.join(', ')}]`;
    declared.push(`  input ${name}${lengths}`);
    renamed.push([spelled, name]);
    values.set(name, value);
  };
  for (const [of, standIn] of standIns) declare(`diff(loss, ${of.name})`, standIn, sample.adjoint(of));
  for (const { variable } of [...unfolded.nodes, ...unfolded.parameters])
    declare(variable.name, variable, sample.value(variable));
  // Longer names first: h.W before h, and adjoints before the names in them.
  const names = renamed.toSorted(([a], [b]) => b.length - a.length);
  const translated = (one: string): string =>
    names.reduce((read, [from, to]) => read.replaceAll(bounded(from), to), one);
  // Names of the line itself, the last first.
  const own = Object.entries(where).filter(([name]) => [...line.where.keys()].some((one) => one.name === name));
  const shared = Object.entries(where).filter(
    ([name]) => /^s\d*$/.test(name) && !own.some(([other]) => other === name),
  );
  const before = [...own.toReversed(), ...shared].map(([name, meaning]) => `  ${name} = ${translated(meaning.text)}`);
  const above = page.slice(0, page.search(/^network (?![^]*^network )/m));
  const source = `${above}\nnetwork read_ {\n${declared.join('\n')}\n${before.join('\n')}\n  read = ${translated(text)}\n  loss = sum(read * 0)\n}\n`;
  const program = programOf(source);
  const network = [...program.definitions.values()].flatMap((one) =>
    one.kind === 'network' && one.name === 'read_' ? [one] : [],
  )[0]?.outside?.network;
  const problems = program.problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  expect(problems.join('; '), source).toBe('');
  const known = new Map<Variable, Numbers>();
  for (const { name, variable, body } of network?.nodes ?? []) {
    const value = values.get(name) ?? valueIn(network, program, body, known);
    if (value) known.set(variable, value);
  }
  const read = [...known].find(([variable]) => variable.name === 'read')?.[1];
  const adjoints = new Map(
    [...standIns].flatMap(([of, standIn]) => {
      const value = sample.adjoint(of);
      return value ? [[standIn, value] as const] : [];
    }),
  );
  const printed = sample.evaluate(readNames(unfolded.graph, line.formula, line.where), adjoints);
  if (!printed) return;
  expect(read?.shape, source).toEqual(printed.shape);
  const largest = printed.data.reduce((most, entry) => Math.max(most, Math.abs(entry)), 1e-9);
  printed.data.forEach((entry, i) => {
    expect(Math.abs(entry - (read?.data[i] ?? Number.NaN)), source).toBeLessThanOrEqual(1e-9 * largest);
  });
}

function valueIn(
  network: NetworkOf,
  program: ReturnType<typeof programOf>,
  body: Parameters<Sample['evaluate']>[0] | undefined,
  known: ReadonlyMap<Variable, Numbers>,
): Numbers | undefined {
  if (!network || !body) return undefined;
  const [outcome] = evaluateArrays(network.graph, [withPageValues(program, body)], known);
  return outcome?.ok ? { shape: outcome.shape, data: outcome.data } : undefined;
}

type NetworkOf = NetworkDerivation['unfolded'] | { readonly graph: NetworkDerivation['unfolded']['graph'] } | undefined;

/** The name where it is no part of another. */
function bounded(name: string): RegExp {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return name.endsWith(')')
    ? new RegExp(escaped, 'g')
    : new RegExp(`(?<![\\p{L}\\p{N}_.])${escaped}(?![\\p{L}\\p{N}_]|\\.(?!T\\b)[\\p{L}]|\\()`, 'gu');
}
