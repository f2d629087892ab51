/**
 * A page laid out: all of it, a range, or what a typed sign finishes. In: a view, places of the protocol, and what the
 * editor says of indentation. Out: edits of the protocol.
 */
import type { Range as LspRange, Position, TextEdit } from 'vscode-languageserver-types';
import { afterBrace, afterNewline } from '../formatting/on-type';
import { type Layout, type PageSpelling, WIDTH } from '../formatting/options';
import { rewrite } from '../formatting/rewrite';
import type { Edit } from '../syntax/tree';
import { offsetOf, rangeOf, type View } from './view';

export interface FormatOptions {
  readonly spelling: PageSpelling;
  /** Columns of a line. */
  readonly width?: number;
  /** As the editor indents; missing: two spaces. */
  readonly indent?: { readonly tabSize: number; readonly insertSpaces: boolean };
}

/** The signs that `formatOnType` waits for. */
export const FORMAT_TRIGGERS = ['\n', '}'] as const;

export function formatPage(view: View, options: FormatOptions): TextEdit[] {
  return textEdits(view, rewrite(view.program, { layout: layoutOf(options), spelling: options.spelling }).edits);
}

/** The statements that a range touches, and those that are aligned with them. */
export function formatRange(view: View, range: LspRange, options: FormatOptions): TextEdit[] {
  const [start, end] = [offsetOf(view, range.start), offsetOf(view, range.end)];
  const { edits } = rewrite(view.program, {
    layout: layoutOf(options),
    spelling: options.spelling,
    // A selection of whole lines ends at the start of the next one, which is not meant.
    range: { start, end: range.end.character === 0 && end > start ? end - 1 : end },
  });
  return textEdits(view, edits);
}

/** `position` is behind the sign. */
export function formatOnType(view: View, position: Position, character: string, options: FormatOptions): TextEdit[] {
  const typed = { layout: layoutOf(options), spelling: 'keep' } as const;
  const offset = offsetOf(view, position);
  if (character === '\n') return textEdits(view, afterNewline(view.program, offset, typed));
  return character === '}' ? textEdits(view, afterBrace(view.program, offset, typed)) : [];
}

function layoutOf({ width = WIDTH, indent = { tabSize: 2, insertSpaces: true } }: FormatOptions): Layout {
  const { insertSpaces, tabSize } = indent;
  return { width, tabSize, indent: insertSpaces ? ' '.repeat(tabSize) : '\t' };
}

const textEdits = (view: View, edits: readonly Edit[]): TextEdit[] =>
  edits.map(({ range, text }) => ({ range: rangeOf(view, range), newText: text }));
