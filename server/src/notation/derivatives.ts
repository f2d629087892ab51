/**
 * What a notation says of derivatives: of a name, of a function that is called, of a formula. In: what is differentiated, by
 * what and how often. Out: a piece; `derivative-notations.ts` has the notations, a row each.
 */
import type { Look } from './look';
import type { Names, Spelled } from './spelled';

export interface Quantity {
  readonly name: string;
  readonly parameters: readonly string[];
  /** One for each parameter; all 0 for the function itself. */
  readonly orders: readonly number[];
  /** By what, in which order, where that is known; else in the order of the parameters. */
  readonly by?: readonly string[];
}

/** A notation in one spelling; `names` are those that hide a built-in. */
export interface DerivativeSpelling {
  /** Of a name: `∂²f/∂x∂y`, `f_xy`. */
  readonly quantity: (of: Quantity, names: Names) => Spelled;
  /** Of a function, before its arguments: `f′`, `∂²f/∂x∂y`, `f_xy`; its level is the call's. */
  readonly called: (of: Quantity, names: Names) => Spelled;
  /** Of a formula: `d/dx (3x²)`, `D_x[3x²]`. */
  readonly applied: (body: string, of: Quantity, names: Names) => Spelled;
}

export const orderOf = ({ orders }: Pick<Quantity, 'orders'>): number =>
  orders.reduce((total, times) => total + times, 0);
export const isUndifferentiated = (of: Pick<Quantity, 'orders'>): boolean => orderOf(of) === 0;

/** By what, one after the other. */
export const taken = ({ parameters, orders, by }: Quantity): readonly string[] =>
  by ?? parameters.flatMap((parameter, i) => Array<string>(orders[i] ?? 0).fill(parameter));

/** The quantity of a name by one of several, or of one by its only parameter: what decides between ∂ and d. */
export const slope = (name: string, by: string, several: boolean): Quantity =>
  several ? { name, parameters: [by, ''], orders: [1, 0] } : { name, parameters: [by], orders: [1] };

interface Place {
  readonly names: Names;
  /** Whether the function has several parameters; missing: by what stands in the formula. */
  readonly several?: boolean | undefined;
}

/** A derivative that is still to be taken: of a node of a network, or of a formula. */
export function derivativeOf(
  { of, variable, introduced, several: inside }: Extract<Look, { kind: 'derivative' }>,
  body: Spelled,
  { quantity, applied }: DerivativeSpelling,
  { names, several = inside }: Place,
): Spelled {
  if (of !== undefined) return quantity(slope(of, variable, true), names);
  return applied(body.text, slope('', variable, introduced ? inside : several), names);
}
