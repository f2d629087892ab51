/** Short ways to write a problem down. */
import type { Token } from './lexer';
import type { Fix, Problem, Range, Severity } from './tree';

export function error(code: string, message: string, start: number, end: number, fixes: readonly Fix[] = []): Problem {
  return { code, severity: 'error', message, range: { start, end }, ...(fixes.length > 0 && { fixes }) };
}

/** Something that can be read, but perhaps not as it was meant. */
export function notice(
  code: string,
  message: string,
  range: Range,
  fixes: readonly Fix[],
  severity: Severity,
): Problem {
  return { code, severity, message, range: { start: range.start, end: range.end }, ...(fixes.length > 0 && { fixes }) };
}

/** `b = 2` in `a = 1 b = 2`. */
export const secondStatement = (first: Token, end: number): Problem =>
  error(
    'two-statements',
    `A second statement begins with ${first.text}: it needs a line of its own.`,
    first.start,
    end,
  );
