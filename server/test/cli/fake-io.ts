/** The command without a process: files and standard input from texts, output kept. */
import { resolve } from 'node:path';
import type { Io } from '../../src/cli/io';
import { run } from '../../src/cli/run';

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
  /** What standard output says, read as JSON. */
  readonly json: unknown;
}

export interface World {
  readonly files?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly colours?: boolean;
}

export async function nabla(
  argv: readonly string[],
  { files = {}, input = '', colours = false }: World = {},
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
    colours,
    serve: async () => {
      out += 'served';
    },
  };
  const status = await run(argv, io);
  return {
    status,
    out,
    err,
    get json() {
      return JSON.parse(out);
    },
  };
}
