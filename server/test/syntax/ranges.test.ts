/** Places: every part of every tree stands where its range says, inside its whole, and reads as itself. */
import { describe, expect, test } from 'vitest';
import type { Page, Tree } from '../../src/syntax/tree';
import { children, expressions, parts } from '../../src/syntax/walk';
import { everything, pages } from './pages';
import { newParser } from './reader';

const parser = newParser();
const samples = [...pages, { file: 'every form', text: everything }];

/** What text a part must have, where that can be said of it alone. */
function expected(tree: Tree): string | RegExp {
  switch (tree.kind) {
    case 'number':
      return tree.text;
    case 'name':
      return tree.name;
    case 'group':
      return /^\([\s\S]*\)$/;
    case 'array':
      return /^\[[\s\S]*\]$/;
    case 'call':
    case 'point':
      return /\)$/;
    case 'index':
      return /\]$/;
    case 'sign':
      return /^[-+−]/;
    case 'root':
      return /^√/;
    case 'transpose':
      return /ᵀ$/;
    case 'nabla':
      return /^∇/;
    case 'partial':
    case 'partialOf':
      return /^[∂d]/;
    case 'member':
      return new RegExp(`${tree.member.name}$`);
    default:
      return /^\S[\s\S]*$/;
  }
}

function verify(text: string, { statements }: Page): void {
  for (const { source, start, end, line, endLine, sentence, problems } of statements) {
    expect(text.slice(start, end)).toBe(source);
    expect(text.slice(0, start).split('\n').length - 1).toBe(line);
    expect(text.slice(0, end).split('\n').length - 1).toBe(endLine);
    expect([sentence.range.start, sentence.range.end]).toEqual([0, source.length]);
    for (const expression of expressions(sentence)) {
      for (const tree of parts(expression)) {
        const written = source.slice(tree.range.start, tree.range.end);
        const form = expected(tree);
        if (typeof form === 'string') expect(written.normalize('NFC').replace(/\s+/g, '')).toBe(form);
        else expect(written).toMatch(form);
        for (const part of children(tree)) {
          expect(part.range.start).toBeGreaterThanOrEqual(tree.range.start);
          expect(part.range.end).toBeLessThanOrEqual(tree.range.end);
        }
      }
    }
    for (const { range } of problems) {
      expect(range.start).toBeGreaterThanOrEqual(-start);
      expect(range.end).toBeGreaterThanOrEqual(range.start);
      expect(start + range.end).toBeLessThanOrEqual(text.length);
    }
  }
}

describe('ranges', () => {
  test.each(samples)('$file', ({ text }) => verify(text, parser.parse(text)));
});

describe('every prefix', () => {
  test.each(samples)('$file', ({ text }) => {
    const step = Math.max(1, Math.floor(text.length / 300));
    for (let length = 0; length <= text.length; length += step) {
      const prefix = text.slice(0, length);
      verify(prefix, parser.parse(prefix));
    }
  });
});
