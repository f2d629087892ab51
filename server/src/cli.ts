/** The command's door: the process and its streams. */
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { wantsColours } from './cli/colours';
import type { Io } from './cli/io';
import { run } from './cli/run';
import { startServer } from './node';

/** Writes all of it, also into a pipe that is slow; a reader that has left ends the command quietly. */
function write(stream: 1 | 2, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(stream, bytes, at);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EPIPE') process.exit(0);
      if (code !== 'EAGAIN') throw error;
    }
  }
}

/** Writes beside the file and renames: it keeps its mode, and a link stays a link. */
function replaceFile(path: string, text: string): boolean {
  let beside: string | undefined;
  try {
    const file = realpathSync(path);
    const { mode } = statSync(file);
    beside = `${file}.${process.pid}.tmp`;
    writeFileSync(beside, text, { mode, flag: 'wx' });
    renameSync(beside, file);
    return true;
  } catch {
    if (beside !== undefined) rmSync(beside, { force: true });
    return false;
  }
}

const io: Io = {
  out: (text) => write(1, text),
  err: (text) => write(2, text),
  readFile(path) {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  },
  readInput: () => readFileSync(0, 'utf8'),
  writeFile: replaceFile,
  colours: wantsColours(process.stdout.isTTY === true, process.env),
  // A terminal that does not know its size says 0.
  ...(process.stdout.isTTY && process.stdout.columns > 0 && { columns: process.stdout.columns }),
  serve: startServer,
};

run(process.argv.slice(2), io).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    write(
      2,
      `nabla: this should not happen, please report it: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 70;
  },
);
