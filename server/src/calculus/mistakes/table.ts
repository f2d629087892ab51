/** The table of mistaken rules of differentiation: a row a mistake. */
import { builtInMistakes } from './built-ins';
import { chainMistakes } from './chain-rule';
import { constantMistakes } from './constants';
import { powerMistakes } from './powers';
import { productMistakes } from './products';
import type { SlopeMistake } from './slip';

export const slopeMistakes: readonly SlopeMistake[] = [
  ...chainMistakes,
  ...productMistakes,
  ...powerMistakes,
  ...constantMistakes,
  ...builtInMistakes,
];
