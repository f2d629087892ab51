// Answers judged. In: an entry of the corpus and an engine's answer, its texts in Nabla's syntax. Out: { verdict, operations,
// time, text }: right; wrong, at a point where both have a value; narrower, without a value at a point where the function has
// a slope; refused; timeout; skipped.
import { distinctOperations } from './count.mjs';
import { read } from './page.mjs';
import { judge, pointsOf } from './truth.mjs';

/** Points with slopes, size of the formula and of the published derivative: what does not depend on an engine. */
export function truthOf({ text, names, wrt, published }) {
  const { bodies, variables } = read(published ? [text, published] : [text], names);
  const by = wrt.map((name) => variables.find((variable) => variable.name === name));
  return {
    points: pointsOf(bodies[0], variables, by),
    size: distinctOperations([bodies[0]]),
    published: published ? distinctOperations([bodies[1]]) : undefined,
  };
}

export function verdictOf(entry, truth, answer) {
  if (answer.skipped) return { verdict: 'skipped' };
  if (answer.timeout) return { verdict: 'timeout' };
  if (answer.refused) return { verdict: 'refused', text: answer.refused };
  const { texts, time } = answer;
  try {
    const { bodies, variables } = read(texts, entry.names);
    const verdict = judge(bodies, variables, truth.points);
    return { verdict, operations: distinctOperations(bodies), time, text: texts.join(' ; ') };
  } catch (error) {
    return { verdict: 'refused', text: `unreadable: ${error.message}` };
  }
}
