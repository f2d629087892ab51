/** The backward pass, a line for each adjoint, costs at most three times the forward pass, a layer counted as its definition. */
import { describe, expect, test } from 'vitest';
import { operations } from '../../src/calculus/normal';
import { programOf } from '../program/say';
import { caseNames, casePage } from './cases';

/** Networks that cost more, and why. */
const EXCEPTIONS: Readonly<Record<string, number>> = {
  // Four operations forward, two of them powers with both a base and an exponent that vary: logarithms and powers of their own.
  broadcasting_power: 4,
  // Products over a batch go back with a transpose or a reshape on either side, which forward do not need.
  attention_batched: 3.1,
};

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
    expect(operations(...lines) / forward).toBeLessThanOrEqual(EXCEPTIONS[name] ?? 3);
  });
});
