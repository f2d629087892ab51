/** Judging is work in small parts: it can be left after each, and the verdict is the same as in one piece. */
import { describe, expect, test } from 'vitest';
import { judge, judging } from '../../src/program/answers';
import { createWorkspace } from '../../src/program/workspace';

/** At least so many parts: what takes half a second in one piece takes a hundred and more. */
const claims: readonly (readonly [page: string, parts: number])[] = [
  ['check gamma(x + 1) = x*gamma(x)', 100],
  ['check erf(x)*abs(x) = -erf(-x)*max(x, -x)', 100],
  ['declare g(u)\ncheck abs(x)*g(x) = max(x, -x)*g(x)', 100],
  ['declare k(t)\ncheck gamma(k(x)^2 + 1) = k(x)^2*gamma(k(x)^2)', 500],
  // Proofs, and no points.
  ['check x^2 = x^3', 8],
  ['check (x + y + z)^9 - (x + y)^9 = z*((x + y + z)^8 + (x + y)^8)', 20],
  // Many digits at a single point.
  ['check erf(0.3)^7*gamma(0.7)*digamma(3.3) = gamma(5.5)*erf(0.3)', 20],
  ['check erf(erf(erf(x*y))) = erf(erf(erf(x*y))) + 1e-40', 40],
  ['check gamma(20.5)*exp(exp(3)) - gamma(20.5)*exp(exp(3)) + 1e-30 ≈ 1.5e-30', 8],
  // Where no point of the domain is easily found.
  ['check sqrt(x^2 + y^2 + 1/(x - y)) - sqrt(x) = 0 for x > 100, y < 0.001, x*y > 7', 200],
  // A mistake is looked for.
  ['f(x, y) = sin(x*y)^3*exp(x^2*y)\ncheck ∂f/∂x = 3*sin(x*y)^2*cos(x*y)*exp(x^2*y)', 60],
  ['f(x, y) = x^3*y^2\ncheck ∇f(x, y) = [3x*y^2, 2x^3*y]', 40],
];

describe('judging', () => {
  test.each(claims)('%s', (text, parts) => {
    const index = text.split('\n').length - 1;
    const program = createWorkspace().program('work.grad', text);
    const work = judging(program, index);
    let yields = 0;
    let step = work.next();
    for (; !step.done; step = work.next()) yields += 1;
    expect(yields).toBeGreaterThanOrEqual(parts);
    expect(step.value).toBeDefined();
    expect(step.value).toEqual(judge(program, index));
  });

  test('two claims in turns come to the same as one after the other', () => {
    const text = claims.slice(0, 3).map(([page]) => page);
    const pageOf = () => createWorkspace().program('turns.grad', text.join('\n'));
    const verdictOf = (found: ReturnType<typeof judge>) => [found?.verdict, found?.points, found?.links.length];
    const indices = pageOf().page.statements.flatMap(({ sentence }, index) =>
      sentence.kind === 'check' ? [index] : [],
    );
    const program = pageOf();
    const works = indices.map((index) => judging(program, index));
    const results = works.map((): ReturnType<typeof judge> => undefined);
    for (let open = works.length; open > 0; ) {
      open = 0;
      for (const [i, work] of works.entries()) {
        const step = work.next();
        if (!step.done) open += 1;
        else results[i] ??= step.value;
      }
    }
    expect(results.map(verdictOf)).toEqual(indices.map((index) => verdictOf(judge(pageOf(), index))));
  });
});
