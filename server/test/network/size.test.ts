/** The backward pass, a line for each adjoint, costs at most three times the forward pass, a layer counted as its definition. */
import { describe, expect, test } from 'vitest';
import { operations } from '../../src/calculus/normal';
import { programOf } from '../program/say';
import { caseNames, casePage } from './cases';

/** Of a pass with very few operations one more or less says nothing. */
const SLACK = 5;

describe('the backward pass is small', () => {
  test.each(caseNames)('%s', (name) => {
    const definition = programOf(casePage(name)).definitions.get(name);
    const outside = definition?.kind === 'network' ? definition.outside : undefined;
    expect(outside).toBeDefined();
    if (!outside) return;
    const { nodes, parameters } = outside.network;
    const forward = operations(...nodes.flatMap(({ body }) => (body ? [body] : [])));
    const lines = [...parameters, ...nodes.filter(({ kind }) => kind !== 'target')].flatMap(
      ({ variable }) => outside.formulas().of(variable)?.local ?? [],
    );
    expect(operations(...lines)).toBeLessThanOrEqual(3 * forward + SLACK);
  });
});
