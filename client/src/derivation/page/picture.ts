/** What the graph and the plot have in common: a place in the panel, and what they may ask of it. */
import type { About, SourceRange } from '../../../../server/src/protocol';
import type { Ask } from '../questions';

/** What a picture is of; again after each edit of the page, and whenever the reader chooses another variable or other numbers. */
export interface Subject {
  readonly about: About;
  /** The function's parameters that can have numbers, in order; none for a network. */
  readonly parameters: readonly string[];
  /** The numbers that hold now, the reader's before the suggested ones. */
  readonly at: Readonly<Record<string, string>>;
  /** Introduced names in the order of their colours: `name-0` to `name-3` of panel.css, in turn. */
  readonly names: readonly string[];
}

export interface Host {
  readonly ask: Ask;
  /** The reader has chosen other numbers, by dragging or typing: steps, graph and plot follow. */
  setNumbers(at: Readonly<Record<string, string>>): void;
  /** Offers to save a file; `data` is text, or base64 of a PNG. */
  save(file: { readonly name: string; readonly type: 'svg' | 'png'; readonly data: string }): void;
  /** Highlights places of the page, or none. */
  point(source: readonly SourceRange[]): void;
  /** Puts the cursor there. */
  goTo(source: SourceRange): void;
}

export interface Picture {
  /** Stands in the panel while its tab is chosen; made once. */
  readonly element: HTMLElement;
  /** Asks for what it needs and draws; an answer that a newer subject has overtaken is dropped, and the reader's place is kept. */
  show(subject: Subject): void;
}

/** The same function; variable and numbers may be others. */
export const isSame = ({ about: a }: Subject, { about: b }: Subject): boolean =>
  a.textDocument.uri === b.textDocument.uri && a.function === b.function;
