/**
 * Broken and hostile pages, through everything that the command does with a page: nothing throws, nothing hangs, places
 * lie in the text, and one mistake is one or two problems.
 */
import { describe, expect, test } from 'vitest';
import type { Program } from '../../src/program/program';
import { createWorkspace } from '../../src/program/workspace';
import { nabla } from '../cli/fake-io';
import { pages, randomNumbers } from '../syntax/pages';
import { hostilePages } from './hostile-pages';
import { results } from './say';

/** Milliseconds, generous: what hangs takes minutes. */
const SLOW = 15_000;

/** All that can be asked of a page; the number of its errors. */
async function everything(text: string): Promise<number> {
  const started = performance.now();
  const program = createWorkspace().program('file:///page.grad', text);
  inside(text, program);
  results(program);
  const statuses: number[] = [];
  for (const command of ['check', 'eval', 'gradient']) {
    const { status, json } = await nabla([command, '-', '--json'], { input: text });
    expect(json).toBeTypeOf('object');
    statuses.push(status);
  }
  for (const definition of [...program.definitions.values()].slice(0, 4)) {
    const wrt = definition.kind === 'function' ? definition.callee.parameters[0]?.name : undefined;
    if (wrt !== undefined && definition.sound) {
      const { json } = await nabla(['expand', '-', definition.name, wrt, '--json'], { input: text });
      expect(json).toHaveProperty('steps');
    }
  }
  const errors = program.problems.filter(({ severity }) => severity === 'error').length;
  expect(statuses[1]).toBe(errors > 0 ? 1 : 0);
  expect(performance.now() - started, text.slice(0, 200)).toBeLessThan(SLOW);
  return errors;
}

function inside(text: string, { problems, page }: Program): void {
  for (const { range, fixes = [], message } of problems) {
    for (const { start, end } of [range, ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.range))]) {
      expect(start, message).toBeGreaterThanOrEqual(0);
      expect(end, message).toBeGreaterThanOrEqual(start);
      expect(end, message).toBeLessThanOrEqual(Math.max(text.length, 1));
    }
  }
  for (const { start, end, source } of page.statements) expect(text.slice(start, end)).toBe(source);
}

const samples = pages.filter(({ file }) => file.startsWith('examples'));
const TOKEN = /\p{L}[\p{L}\d₀-₉]*|\d+(?:\.\d+)?|\s+|[^\s]/gu;
const NOISE = [
  '(', ')', '[', ']', '{', '}', '+', '-', '*', '/', '^', '=', '==', '≈', ',', "'", '∂', '∇', '|>', '√', '²', 'ᵀ', '.', ':', '@',
  'check', 'declare', 'network n {', 'import "x.grad"', 'for', 'and', 'not', 'std', 'x', 'f', '0', '1e400', '0x1', '\u200B', '|', '"', '#',
]; // biome-ignore format: a table

/** One mistake in a page: a token deleted, put in, doubled or swapped, or a line. */
function mutated(text: string, below: (count: number) => number): string {
  if (below(4) === 0) {
    const lines = text.split('\n');
    const [at, other] = [below(lines.length), below(lines.length)];
    const [line = '', another = ''] = [lines[at], lines[other]];
    const kind = below(4);
    if (kind === 0) lines.splice(at, 1);
    else if (kind === 1) lines.splice(at, 0, line);
    else if (kind === 2) [lines[at], lines[other]] = [another, line];
    else lines[at] = line.slice(0, below(line.length + 1));
    return lines.join('\n');
  }
  const tokens = text.match(TOKEN) ?? [];
  const at = below(tokens.length);
  const [token = '', next = ''] = [tokens[at], tokens[at + 1]];
  const kind = below(4);
  if (kind === 0) tokens.splice(at, 1);
  else if (kind === 1) tokens.splice(at, 0, NOISE[below(NOISE.length)] ?? '');
  else if (kind === 2) tokens.splice(at, 0, token);
  else tokens.splice(at, 2, next, token);
  return tokens.join('');
}

describe('one mistake', () => {
  test.each(samples)(
    'in $file',
    async ({ text }) => {
      const below = randomNumbers(text.length);
      const before = await everything(text);
      for (let i = 0; i < 3; i++) {
        const page = mutated(text, below);
        const errors = (await everything(page)) - before;
        // Without a function that a page is about, each claim about it is wrong.
        expect(errors, page).toBeLessThanOrEqual(12);
      }
    },
    60_000,
  );
});

describe('many mistakes', () => {
  test.each([1, 2, 3])('seed %i', async (seed) => {
    const below = randomNumbers(seed);
    for (let i = 0; i < 5; i++) {
      let page = samples[below(samples.length)]?.text ?? '';
      for (let j = 0; j < 1 + below(20); j++) page = mutated(page, below);
      await everything(page);
    }
  });

  test('noise', async () => {
    const below = randomNumbers(4);
    for (let i = 0; i < 60; i++) {
      const words = Array.from({ length: 1 + below(60) }, () => (below(5) === 0 ? '\n' : NOISE[below(NOISE.length)]));
      await everything(words.join(below(2) === 0 ? ' ' : ''));
    }
  });

  test('characters', async () => {
    const below = randomNumbers(5);
    for (let i = 0; i < 60; i++) {
      const highest = [0x80, 0x3000, 0x11000][below(3)] ?? 0x80;
      const codes = Array.from({ length: 1 + below(200) }, () => below(highest));
      await everything(
        codes.map((code) => (code >= 0xd800 && code < 0xe000 ? '\uD800' : String.fromCodePoint(code))).join(''),
      );
    }
  });
});

describe('hostile pages', () => {
  test.each(hostilePages)('%s', async (_, text) => {
    if (text.length < 100_000) await everything(text);
    else inside(text, createWorkspace().program('file:///page.grad', text));
  });
});
