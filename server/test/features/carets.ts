/**
 * Pages with carets. In: a page in which a comment line with a caret, `#  ^ text`, says what is expected at the place above
 * the caret. Out: the page without those lines, and the expectations with their offsets.
 */
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createMentions } from '../../src/features/slopes';
import type { Judged, Verdicts } from '../../src/features/verdicts';
import type { View } from '../../src/features/view';
import { judge } from '../../src/program/answers';
import { createWorkspace } from '../../src/program/workspace';

export interface Expected {
  readonly offset: number;
  readonly text: string;
}

export function carets(source: string): { readonly text: string; readonly expected: readonly Expected[] } {
  const lines: string[] = [];
  const expected: Expected[] = [];
  for (const line of source.replace(/^\n/, '').split('\n')) {
    const caret = /^#?(\s*)\^(?: (.*))?$/.exec(line);
    if (!caret) {
      lines.push(line);
      continue;
    }
    const start = lines.slice(0, -1).reduce((sum, above) => sum + above.length + 1, 0);
    expected.push({ offset: start + line.indexOf('^'), text: caret[2] ?? '' });
  }
  return { text: lines.join('\n'), expected };
}

export const URI = 'file:///page.grad';

export function viewOf(text: string, version = 1): View {
  const document = TextDocument.create(URI, 'grad', version, text);
  return { document, program: createWorkspace().program(URI, text), mentions: createMentions() };
}

/** Verdicts that are known at once. */
export const VERDICTS: Verdicts = {
  now: judge,
  of(program, index): Judged | undefined {
    const verdict = judge(program, index);
    return verdict && { verdict, pending: false };
  },
};
