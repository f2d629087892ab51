/** The command without a process: files and standard input from texts, output kept. */
import { resolve } from 'node:path';
import type { Io } from '../../src/cli/io';
import { run } from '../../src/cli/run';

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
  /** The text of a file as it is now. */
  file(path: string): string | undefined;
  /** What standard output says, read as JSON. */
  readonly json: unknown;
}

export interface World {
  readonly files?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Files that cannot be written. */
  readonly locked?: readonly string[];
  readonly colours?: boolean;
  /** Of a terminal. */
  readonly columns?: number;
}

export async function nabla(
  argv: readonly string[],
  { files = {}, input = '', colours = false, columns, locked = [] }: World = {},
): Promise<Ran> {
  const texts = new Map(Object.entries(files).map(([path, text]) => [resolve(path), text]));
  let [out, err] = ['', ''];
  const io: Io = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    readFile: (path) => texts.get(resolve(path)),
    readInput: () => input,
    writeFile: (path, text) => {
      if (locked.includes(path)) return false;
      texts.set(resolve(path), text);
      return true;
    },
    colours,
    ...(columns !== undefined && { columns }),
    serve: async () => {
      out += 'served';
    },
  };
  const status = await run(argv, io);
  return {
    status,
    out,
    err,
    file: (path) => texts.get(resolve(path)),
    get json() {
      return JSON.parse(out);
    },
  };
}
