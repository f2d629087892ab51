/** The texts of a derivation's lines are `.grad`: each reads back as the line that it spells. */
import { describe, expect, test } from 'vitest';
import type { Expression } from '../../src/calculus/expression';
import { normalise } from '../../src/calculus/normal';
import { equalAtPoints } from '../../src/calculus/verify';
import { derived } from '../../src/notation/derivation-document';
import { createWorkspace } from '../../src/program/workspace';
import type { DerivationStep } from '../../src/protocol';

const ABOVE = 'declare F(z)\ndeclare G(y, h)\np(x) = x^2 + 1\nq(a, b) = a*b + a\n';
const lines = [
  'h(x) = 3(2x^2)^5',
  'f(x) = sin(exp(cos(sin(log(x^2)))))',
  'f(x, y) = F(G(y, p(x)))*q(x*y, p(y))',
  'f(x, y) = where(x > y, x^y, relu(x*y)) + sqrt(x)/abs(y)',
  'n(x0, w0, x1, w1, b) = relu(x0*w0 + x1*w1 + b)',
  'f(x) = p(p(p(p(p(p(p(p(x))))))))',
];

const everyStep = (steps: readonly DerivationStep[]): readonly DerivationStep[] =>
  steps.flatMap((step) => [step, ...everyStep(step.steps)]);

describe('the texts of the lines read back', () => {
  test.each(lines)('%s', (line) => {
    const workspace = createWorkspace();
    const name = /^\w+/.exec(line)?.[0] ?? '';
    const page = `${ABOVE}${line}\n`;
    const first = workspace.program('test:page', page);
    const definition = first.definitions.get(name);
    if (definition?.kind !== 'function') throw new Error('no function');
    const { graph } = workspace;
    for (const variable of definition.callee.parameters) {
      const { document, derivation } = derived({
        graph,
        callee: definition.callee,
        variable,
        names: first.definitions,
      });
      expect(document.steps[0]?.before.text).toBe(derivationStart(document.head.text, variable.name));
      const parameters = definition.callee.parameters.map((parameter) => parameter.name).join(', ');
      const meaning = (text: string, where: DerivationStep['where']): Expression => {
        // Names are put on the page as functions of nothing but the parameters: one after another, the last first.
        const names = Object.keys(where);
        const program = workspace.program(
          'test:line',
          `${ABOVE}check_(${[parameters, ...names].join(', ')}) = ${text}\n`,
        );
        const found = program.definitions.get('check_');
        if (found?.kind !== 'function' || !found.sound) {
          throw new Error(`${text}: ${program.problems.map((problem) => problem.message).join('; ')}`);
        }
        return found.callee.body;
      };
      for (const step of everyStep(document.steps)) {
        expect(step.check.verdict).not.toBe('refuted');
        for (const part of Object.values(step.where)) meaning(part.text, step.where);
        meaning(step.before.text, step.where);
        meaning(step.after.text, step.where);
      }
      const result = normalise(graph, meaning(document.result.text, {}));
      if (result !== derivation.result)
        expect(equalAtPoints(graph, result, derivation.result).verdict).not.toBe('refuted');
    }
  });
});

const derivationStart = (head: string, variable: string): string =>
  `diff(${head.slice(head.indexOf(' = ') + 3)}, ${variable})`;
