/** The rules of a backward pass, the first that fits first. To add one, write it in its family's file and name it here. */
import type { Give, Rule, Unit } from './rule';
import { activation, logSoftmax, softmax } from './rules/activations';
import { elementwiseProduct, linear } from './rules/linear';
import { losses } from './rules/losses';
import { normalisation } from './rules/normalisation';
import { anything, operationOfNodes } from './rules/operations';

const RULES: readonly Rule[] = [
  ...losses,
  softmax,
  logSoftmax,
  activation,
  normalisation,
  linear,
  elementwiseProduct,
  operationOfNodes,
  anything,
];

/** What a node passes on: by the first rule that fits its body and knows an answer. */
export function giving(unit: Unit): Give {
  const fitting = RULES.flatMap((rule) => rule(unit) ?? []);
  return (to, adjoint) => {
    for (const give of fitting) {
      const given = give(to, adjoint);
      if (given) return given;
    }
    return undefined;
  };
}
