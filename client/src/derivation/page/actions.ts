/** What the reader reads, and what they can do: state and buttons of the panel's page. */
import type { SourceRange } from '../../../../server/src/protocol';
import type { Choice, CopyFormat, Level, Tab, Writing } from '../messages';

export interface Reading {
  readonly tab: Tab;
  readonly level: Level;
  /** Keys of the rows that the reader has turned over, against their level. */
  readonly turned: ReadonlySet<string>;
  /** Step by step: how many lines the reader has asked for. */
  readonly revealed: number;
  readonly copyFormat: CopyFormat;
  /** Prediction mode: what the last answer came to. */
  readonly judged?: Judged;
}

export interface Judged {
  readonly answer: string;
  readonly verdict: 'right' | 'wrong' | 'unclear';
  readonly words: string;
}

export interface Actions {
  choose(choice: Choice): void;
  write(writing: Partial<Writing>): void;
  tab(tab: Tab): void;
  level(level: Level): void;
  /** Opens or closes a row. */
  turn(key: string): void;
  /** The next line, step by step. */
  next(): void;
  /** To a place of the page; without one to the definition. */
  goTo(source?: SourceRange): void;
  point(source: readonly SourceRange[]): void;
  copyFormat(format: CopyFormat): void;
  copy(): void;
  copyText(text: string): void;
  saveHtml(): void;
  /** Prediction mode: what the reader thinks that it is. */
  answer(text: string): void;
  reveal(): void;
}
