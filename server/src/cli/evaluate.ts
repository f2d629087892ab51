/** `nabla eval`: every expression statement with its value. */
import { joined, print } from '../notation/print';
import { type Answer, answer, type Value } from '../program/answers';
import type { Statement } from '../syntax/tree';
import { harmless, painter } from './colours';
import type { Io } from './io';
import type { Options } from './options';
import { complain, type OpenPage, openPages } from './pages';

export function evaluatePages(io: Io, { operands, json }: Options): number {
  const pages = openPages(io, operands);
  const failed = complain(io, pages);
  const results = pages.flatMap((page) =>
    page.program.page.statements.flatMap((statement, index) => {
      const result = answer(page.program, index);
      return result ? [{ page, statement, result }] : [];
    }),
  );
  if (json) io.out(`${JSON.stringify(results.map(({ page, statement, result }) => entry(page, statement, result)))}\n`);
  else {
    const paint = painter(io);
    const width = Math.min(50, Math.max(0, ...results.map(({ statement }) => statement.source.length)));
    for (const { page, statement, result } of results) {
      const { text, note } = forPeople(page, statement.source, result);
      io.out(
        `${harmless(statement.source.replace(/\s+/g, ' ')).padEnd(width)}  ${paint('dim', text.startsWith('≈') ? '≈' : '=')} ${harmless(text.replace(/^≈ /, ''))}${note ? paint('dim', `   ${harmless(note)}`) : ''}\n`,
      );
    }
  }
  return failed ? 1 : 0;
}

export const namesOf = ({ program }: OpenPage): { has(name: string): boolean } => program.definitions;

function entry(page: OpenPage, statement: Statement, { result, value, reason, notes }: Answer): object {
  return {
    file: page.file,
    line: statement.line + 1,
    endLine: statement.endLine + 1,
    source: statement.source,
    ...print(result, namesOf(page)),
    value,
    ...(reason !== undefined && { reason }),
    ...(notes.length > 0 && { note: notes.join('; ') }),
  };
}

function forPeople(
  page: OpenPage,
  source: string,
  { result, value, reason, notes }: Answer,
): { text: string; note: string } {
  const text = joined(print(result, namesOf(page), { spelling: 'unicode', limit: 2_000 }), 'unicode');
  const isNumber = typeof value === 'number' && !/^[−\d.,/ ]+$/.test(text);
  const note = [...(reason !== undefined && reason !== 'free variables' ? [reason] : []), ...notes].join('; ');
  if (isNumber)
    return { text: text === source ? `≈ ${twelveDigits(value)}` : `${text} ≈ ${twelveDigits(value)}`, note };
  const isPlain = typeof value === 'number' || value === null || /^[−\d.,/ [\]]+$/.test(text);
  if (isPlain) return { text, note };
  return { text: text.length <= SHORT ? `${text} ≈ ${twelveDigits(value)}` : `≈ ${twelveDigits(value)}`, note };
}

/** Formulas of arrays up to here stand beside their numbers. */
const SHORT = 60;

/** A number to twelve digits, an array in brackets. */
export const twelveDigits = (value: Value): string =>
  value === null
    ? '–'
    : typeof value === 'number'
      ? String(Number(value.toPrecision(12)))
      : `[${value.map(twelveDigits).join(', ')}]`;
