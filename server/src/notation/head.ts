/**
 * Names of derivatives: `∂f/∂x`, `dh/dx`, `∂²f/∂x∂y`; `f_xy`. In: a function's name, its parameters, how often it is
 * differentiated with respect to each, and the notation. Out: the three spellings.
 */
import type { DerivativeNotation, Formula } from '../protocol';
import { NOTATIONS } from './derivative-notations';
import { isUndifferentiated, type Quantity } from './derivatives';
import { texName } from './latex-names';
import { type Names, NO_NAMES } from './spelled';

export function head(of: Quantity, names: Names = NO_NAMES, notation: DerivativeNotation = 'leibniz'): Formula {
  const { name } = of;
  if (isUndifferentiated(of)) return { text: name, unicode: name, latex: texName(name) };
  const { ascii, unicode, latex } = NOTATIONS[notation];
  return {
    text: ascii.quantity(of, names).text,
    unicode: unicode.quantity(of, names).text,
    latex: latex.quantity(of, names).text,
  };
}

/** `∇f`. */
export const gradientHead = (name: string): Formula => ({
  text: `grad(${name})`,
  unicode: `∇${name}`,
  latex: `\\nabla ${texName(name)}`,
});
