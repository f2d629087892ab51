/**
 * Names of derivatives: `∂f/∂x`, `dh/dx`, `∂²f/∂x∂y`. In: a function's name, its parameters, and how often it is
 * differentiated with respect to each. Out: the three spellings. One parameter: d; several: ∂, as in the textbook.
 */
import type { Formula } from '../protocol';
import { derivativeHeadLatex, leibnizLatex } from './latex';
import { texName } from './latex-names';
import { differential, leibniz } from './linear';
import { type Names, NO_NAMES } from './spelled';

export interface Quantity {
  readonly name: string;
  readonly parameters: readonly string[];
  /** One for each parameter; all 0 for the function itself. */
  readonly orders: readonly number[];
}

export function head({ name, parameters, orders }: Quantity, names: Names = NO_NAMES): Formula {
  if (orders.every((order) => order === 0))
    return { text: name, unicode: name, latex: derivativeHeadLatex(name, [], []) };
  const several = parameters.length > 1;
  return {
    text: differential(name, parameters, orders, { unicode: false, names }),
    unicode: leibniz(name, parameters, orders, several ? '∂' : 'd'),
    latex: leibnizLatex(name, parameters, orders, several ? '\\partial' : 'd'),
  };
}

/** `∇f`. */
export const gradientHead = (name: string): Formula => ({
  text: `grad(${name})`,
  unicode: `∇${name}`,
  latex: `\\nabla ${texName(name)}`,
});
