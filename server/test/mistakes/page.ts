/** A page → what is said of the mistake in its last claim. */
import { mistakeIn } from '../../src/features/verdicts';
import { type ClaimVerdict, judge, type LinkVerdict } from '../../src/program/answers';
import { createWorkspace } from '../../src/program/workspace';

export interface Diagnosed {
  readonly verdict: ClaimVerdict['verdict'];
  readonly link: LinkVerdict;
  /** The name of the mistake's row. */
  readonly name: string | undefined;
  readonly sentence: string;
  /** Of each link. */
  readonly sentences: readonly string[];
}

export function diagnose(page: string): Diagnosed {
  const program = createWorkspace().program('file:///page.grad', page);
  const problem = program.problems.find(({ severity }) => severity === 'error');
  if (problem) throw new Error(`${page}: ${problem.message}`);
  const verdict = judge(program, program.page.statements.length - 1);
  const link = verdict?.links[verdict.shown];
  if (!verdict || !link) throw new Error(`${page}: the last line is no claim`);
  const sentences = verdict.links.map((one) => mistakeIn(program, one).join(' '));
  const sentence = mistakeIn(program, link).join(' ');
  return { verdict: verdict.verdict, link, name: link.mistake?.name, sentence, sentences };
}
