/** What the command needs of the world: files, streams, whether colours are welcome. */
import type { Colour } from './colours';

export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** The text of a file, or undefined where it cannot be read. */
  readFile(path: string): string | undefined;
  readInput(): string;
  /** Replaces a file as a whole: there is never half of one. False where it cannot be written. */
  writeFile(path: string, text: string): boolean;
  /** Colours and other signs for people are welcome on standard output. */
  readonly colours: boolean;
  /** Of the terminal that standard output is, in characters; missing where it is none. */
  readonly columns?: number;
  /** Serves the language server until the client leaves. */
  serve(): Promise<void>;
}

/** A call that was wrong: one sentence, exit status 2. */
export class UsageError extends Error {}

/** Text in a colour, where the terminal has them. */
export type Paint = (colour: Colour, text: string) => string;
