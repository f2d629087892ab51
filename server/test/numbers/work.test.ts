/** Verifying is work in small parts: it can be left after each, and the verdict is the same as in one piece. */
import { describe, expect, test } from 'vitest';
import { verify, verifying } from '../../src/calculus/verify';
import { createWorkspace } from '../../src/program/workspace';

const claims: readonly (readonly [claim: string, parts: number])[] = [
  ['check gamma(x + 1) = x*gamma(x)', 20],
  ['check erf(x)*abs(x) = -erf(-x)*max(x, -x)', 20],
  ['declare g(u)\ncheck abs(x)*g(x) = max(x, -x)*g(x)', 20],
  ['check x^2 = x^3', 3],
];

describe('verifying', () => {
  test.each(claims)('%s', (source, parts) => {
    const program = createWorkspace().program('work.grad', source);
    const index = program.page.statements.length - 1;
    const meaning = program.meaningAt(index);
    if (meaning.kind !== 'claim') throw new Error('no claim');
    const [link] = meaning.claim.links;
    if (!link) throw new Error('no link');
    const work = verifying(program.graph, link.left, link.right, []);
    let yields = 0;
    let step = work.next();
    for (; !step.done; step = work.next()) yields += 1;
    expect(yields).toBeGreaterThanOrEqual(parts);
    expect(step.value).toEqual(verify(program.graph, link.left, link.right));
  });
});
