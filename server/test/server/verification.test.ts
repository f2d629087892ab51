/**
 * Verification beside a typist, on a clock that the test turns: each look at it takes as long as half a slice, so a
 * slice is two or three steps of work whatever the machine. What is counted are slices.
 */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createPages, type OpenPage } from '../../src/pages';
import { judge } from '../../src/program/answers';
import { createVerification } from '../../src/verification';

const HEAVY = 'check gamma(x + 1) = x gamma(x) for x > 0';
const LIGHT = 'check 2x = x + x';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    now += 4;
    return now;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A page that is open, and its verification. */
function open(lines: readonly string[]) {
  const pages = createPages(() => undefined);
  const document = TextDocument.create('file:///page.grad', 'grad', 1, lines.join('\n'));
  const page = pages.open(document);
  const failures: unknown[] = [];
  const announce = vi.fn((_page: OpenPage, _done: boolean) => undefined);
  const verification = createVerification({ announce, failed: (error) => failures.push(error) });
  verification.schedule(page);
  const verdicts = verification.verdicts(page);
  const isKnown = (line: number): boolean => verdicts.of(page.view().program, line)?.pending === false;
  return {
    page,
    verification,
    announce,
    failures,
    isKnown,
    /** Slices until the claim on the line is known; at most so many. */
    slicesUntil(line: number, most = 100_000): number {
      let slices = 0;
      for (; slices < most && !isKnown(line) && vi.getTimerCount() > 0; slices += 1) vi.advanceTimersToNextTimer();
      return slices;
    },
    verdictAt: (line: number) => verdicts.of(page.view().program, line)?.verdict?.verdict,
    expected: (line: number) =>
      judge(
        createPages(() => undefined)
          .open(document)
          .view().program,
        line,
      )?.verdict,
    see(line: number): void {
      const start = document.offsetAt({ line, character: 0 });
      verification.see(page, { start, end: document.offsetAt({ line, character: 1_000 }) });
    },
    edit(line: number, text: string): void {
      const range = { start: { line, character: 0 }, end: { line, character: 1_000 } };
      TextDocument.update(document, [{ range, text }], document.version + 1);
      pages.changed();
      verification.schedule(page);
    },
  };
}

test('a heavy claim takes many slices, and its verdict is that of one piece', () => {
  const { slicesUntil, verdictAt, expected, announce, page } = open([HEAVY]);
  expect(slicesUntil(0)).toBeGreaterThan(50);
  expect(verdictAt(0)).toBe(expected(0));
  vi.runAllTimers();
  expect(announce).toHaveBeenLastCalledWith(page, true);
});

test('what the reader sees goes first, also when that changes while a claim is being verified', () => {
  const { slicesUntil, see, isKnown } = open([HEAVY, HEAVY.replaceAll('x', 'y'), LIGHT]);
  slicesUntil(0, 10);
  see(2);
  expect(slicesUntil(2)).toBeLessThan(20);
  expect([0, 1, 2].map(isKnown)).toEqual([false, false, true]);
  see(1);
  slicesUntil(1);
  expect([0, 1, 2].map(isKnown)).toEqual([false, true, true]);
  slicesUntil(0);
  expect(isKnown(0)).toBe(true);
});

test('the page that the reader looks at goes before others', () => {
  const other = open([HEAVY]);
  const pages = createPages(() => undefined);
  const page = pages.open(TextDocument.create('file:///second.grad', 'grad', 1, LIGHT));
  other.verification.schedule(page);
  other.slicesUntil(0, 10);
  other.verification.see(page, { start: 0, end: 5 });
  const verdicts = other.verification.verdicts(page);
  for (let i = 0; i < 20 && verdicts.of(page.view().program, 0)?.pending; i += 1) vi.advanceTimersToNextTimer();
  expect(verdicts.of(page.view().program, 0)?.pending).toBe(false);
  expect(other.isKnown(0)).toBe(false);
});

test('an edit elsewhere: the claim goes on where it was, with the same verdict', () => {
  const whole = open([HEAVY, LIGHT]).slicesUntil(0);
  const { slicesUntil, edit, verdictAt, expected } = open([HEAVY, LIGHT]);
  const before = whole - 20;
  slicesUntil(0, before);
  edit(1, 'check 3x = 2x + x');
  // After a typist's pause only what was left.
  expect(slicesUntil(0)).toBeLessThan(before);
  expect(verdictAt(0)).toBe(expected(0));
});

test('an edit of the claim itself: what was begun is dropped', () => {
  const { slicesUntil, edit, verdictAt, expected, failures } = open([HEAVY]);
  slicesUntil(0, 30);
  edit(0, 'check gamma(x + 1) = x gamma(x) + 1 for x > 0');
  slicesUntil(0);
  expect(expected(0)).toBe('refuted');
  expect(verdictAt(0)).toBe('refuted');
  expect(failures).toEqual([]);
});

test('asked now, a claim that is begun is finished, and the background does not begin it again', () => {
  const { slicesUntil, verification, page, isKnown } = open([HEAVY, LIGHT]);
  slicesUntil(0, 30);
  const found = verification.verdicts(page).now(page.view().program, 0);
  expect(found?.verdict).toBe('holds');
  expect(isKnown(0)).toBe(true);
  expect(slicesUntil(1)).toBeLessThan(20);
});

test('in turn with others: a page is advanced until nothing is left', () => {
  const { verification, page, isKnown } = open([HEAVY, LIGHT]);
  let slices = 0;
  while (verification.advance(page)) slices += 1;
  expect(slices).toBeGreaterThan(50);
  expect([0, 1].map(isKnown)).toEqual([true, true]);
  expect(verification.advance(page)).toBe(false);
});
