/**
 * A page laid out, and spelled one way where that is asked for. In: a program, how its page is to be written, a range.
 * Out: edits of the page as it is, in order.
 */
import type { Program } from '../program/program';
import { BUILT_INS, CONSTANT_NAMES, LAYERS } from '../program/scope';
import { createParser } from '../syntax/parse';
import type { Range } from '../syntax/tree';
import { applied, composed } from './edits';
import { type Formatted, format } from './format';
import { importedNames } from './imported';
import type { Layout, PageSpelling } from './options';
import { respell } from './respell';

export interface RewriteOptions {
  readonly layout: Layout;
  readonly spelling: PageSpelling;
  /** Offsets of the page: the statements that it touches, and those that are aligned with them. */
  readonly range?: Range;
}

const VOCABULARY = { functions: BUILT_INS, constants: CONSTANT_NAMES, layers: LAYERS };

export function rewrite(program: Program, { layout, spelling, range }: RewriteOptions): Formatted {
  const { page } = program;
  const imported = importedNames(program);
  const request = { layout, vocabulary: VOCABULARY, imported };
  const spelled = spelling === 'keep' ? [] : respell(program, range, spelling);
  if (spelled.length === 0) return format({ ...request, page, ...(range && { range }) });
  const text = applied(page.text, spelled);
  const longer = text.length - page.text.length;
  const grown = range && {
    start: Math.min(range.start, spelled[0]?.range.start ?? range.start),
    end: range.end + longer,
  };
  const formatted = format({
    ...request,
    page: createParser(VOCABULARY).parse(text, imported),
    ...(grown && { range: { start: grown.start, end: Math.max(grown.start, grown.end) } }),
  });
  return { ...formatted, edits: composed(spelled, text, formatted.edits) };
}
