/** `nabla format`: pages laid out, in place. */
import { applied } from '../formatting/edits';
import { LAYOUT } from '../formatting/options';
import { rewrite } from '../formatting/rewrite';
import type { Problem, Range } from '../syntax/tree';
import { type Io, UsageError } from './io';
import type { Options } from './options';
import { complaint, type OpenPage, openPages, placeOf } from './pages';

interface Outcome {
  readonly page: OpenPage;
  readonly text: string;
  readonly changed: boolean;
  /** Why it is not as it should be. */
  readonly trouble: readonly string[];
}

export function formatFiles(io: Io, options: Options): number {
  const { operands, json, check } = options;
  const outcomes = openPages(io, operands).map((page) => outcomeOf(page, options));
  const unwritten = check ? [] : outcomes.filter((outcome) => !write(io, outcome, json));
  for (const { page, changed, trouble } of outcomes) {
    if (check && changed) io.err(`${page.file}: would be formatted\n`);
    for (const line of trouble) io.err(line);
  }
  if (json) {
    const entries = outcomes.map(({ page, changed, text }) => ({
      file: page.file,
      changed,
      ...(page.file === '-' && !check && { text }),
    }));
    io.out(`${JSON.stringify(entries)}\n`);
  }
  const [first] = unwritten;
  if (first) throw new UsageError(`${first.page.file} cannot be written.`);
  const failed = outcomes.some(({ changed, trouble }) => trouble.length > 0 || (check && changed));
  return failed ? 1 : 0;
}

function outcomeOf(page: OpenPage, { spelling }: Options): Outcome {
  const before = page.program.page.text;
  const { edits, refused } = rewrite(page.program, { layout: LAYOUT, spelling });
  const text = applied(before, edits);
  const trouble: string[] = [];
  if (refused) {
    const { line } = placeOf(page, { start: refused.start, end: refused.end });
    trouble.push(
      `${page.file}:${line}: formatted, this would read otherwise, so the file stays as it is. Please report it.\n`,
    );
  } else {
    const wrong = unreadable(page);
    if (wrong) trouble.push(complaint(page, wrong), `${page.file}: what cannot be read stays as it is.\n`);
  }
  return { page, text, changed: text !== before, trouble };
}

/** The first error of reading; errors of meaning do not keep a page from being laid out. */
function unreadable({ program: { page } }: OpenPage): Problem | undefined {
  const found = [
    ...page.problems,
    ...page.statements.flatMap(({ start, problems }) =>
      problems.map((problem) => ({ ...problem, range: shifted(problem.range, start) })),
    ),
  ];
  return found.find(({ severity }) => severity === 'error');
}

const shifted = ({ start, end }: Range, by: number): Range => ({ start: start + by, end: end + by });

/** False where the file cannot be written. */
function write(io: Io, { page, text, changed }: Outcome, json: boolean): boolean {
  if (page.file === '-') {
    if (!json) io.out(text);
    return true;
  }
  return !changed || io.writeFile(page.file, text);
}
