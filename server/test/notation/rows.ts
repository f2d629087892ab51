/** Rows with nothing but a name and a notation: printing needs no more of the function table. */
import type { FunctionRow } from '../../src/calculus/functions/row';

const bare = (name: string, rest: Partial<FunctionRow> = {}): FunctionRow => ({
  name,
  parameters: [{ name: 'x' }],
  summary: name,
  value: () => 0,
  tests: { arguments: [] },
  ...rest,
});
const infix = (name: string, unicode: string, latex: string): FunctionRow =>
  bare(name, { truth: true, notation: { style: 'infix', operator: name, unicode, latex } });

export const exp = bare('exp', { notation: { latex: '\\exp' } });
export const sin = bare('sin', { notation: { latex: '\\sin' } });
export const max = bare('max', { notation: { latex: '\\max' } });
export const abs = bare('abs', { notation: { style: 'bars' } });
export const relu = bare('relu');
export const where = bare('where');
export const greater = infix('>', '>', '>');
export const less = infix('<', '<', '<');
export const atMost = infix('<=', '≤', '\\leq');
export const and = infix('and', 'and', '\\land');
export const or = infix('or', 'or', '\\lor');
export const not = bare('not', { truth: true, notation: { style: 'prefix', operator: 'not', latex: '\\lnot' } });
