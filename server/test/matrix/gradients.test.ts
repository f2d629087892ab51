/** Derivatives of functions of vectors and matrices: their closed formulas, checked against differences. */
import { describe, expect, test } from 'vitest';
import { choose } from '../../src/calculus/normal/choose';
import { programOf, results } from '../program/say';
import { formulas } from './formulas';
import { apart, differences, evaluate, valuesFor } from './numbers';
import { ask } from './page';

describe.each(formulas)('$definition', ({ definition, derivatives }) => {
  test.each(Object.entries(derivatives))('%s = %s', (derivative, text) => {
    expect(ask(definition, derivative).text).toBe(text);
  });

  test('reads back as itself, and is proved', () => {
    const claims = Object.entries(derivatives).map(([derivative, text]) => `check ${derivative} = ${text}`);
    const program = programOf([definition, ...claims].join('\n'));
    expect(program.problems.filter(({ severity }) => severity !== 'hint').map(({ message }) => message)).toEqual([]);
    const verdicts = results(program).map(({ text }) => text.split(':')[0]);
    expect(verdicts).toEqual(claims.map(() => 'proved'));
  });

  test.each(Object.keys(derivatives))('%s agrees with differences', (derivative) => {
    const { graph, plain, normal, parameters, by } = ask(definition, derivative);
    const [variable, second] = by;
    if (!variable) throw new Error('by nothing');
    const values = valuesFor(parameters);
    // The second derivative is that of the first one, which has a test of its own.
    const below = second ? ask(definition, derivative.replace(/∂²f\/∂(.)²/, '∂f/∂$1')) : undefined;
    const function_ = below ? below.normal : plain;
    const own = below ? valuesFor(below.parameters) : values;
    const own_variable = below ? below.by[0] : variable;
    if (!own_variable) throw new Error('by nothing');
    const expected = differences(below?.graph ?? graph, function_, own_variable, own);
    expect(apart(expected, evaluate(graph, normal, values))).toBeLessThan(1e-7);
  });

  test.each(Object.keys(derivatives))('%s is its own normal form', (derivative) => {
    const { graph, normal } = ask(definition, derivative);
    expect(choose(graph, [normal])[0]).toBe(normal);
  });
});
