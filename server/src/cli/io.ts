/** What the command needs of the world: files, streams, whether colours are welcome. */

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
  /** Serves the language server until the client leaves. */
  serve(): Promise<void>;
}

/** A call that was wrong: one sentence, exit status 2. */
export class UsageError extends Error {}

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 } as const;

/** Text in a colour, where the terminal has them. */
export type Paint = (colour: keyof typeof CODES, text: string) => string;

export const painter =
  ({ colours }: Io): Paint =>
  (colour, text) =>
    colours ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text;
