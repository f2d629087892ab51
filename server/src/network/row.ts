/**
 * One row of the table of layers and losses: all that Nabla knows of one. Checking, the meaning as an expression,
 * counting parameters, completion, hovers, the language guide and the tests read rows and nothing else.
 */
import type { Dimension, Shape } from '../calculus/dimension';
import type { Builder, Expression } from '../calculus/expression';

/**
 * `node`: an expression over what stands above. `ids`: the same, of whole numbers. `length`: a positive length. `count`: a
 * natural number. `rate`: a number from 0 to below 1. `number`: a positive number. `weight`: a trainable array that the
 * layer makes, unless one of the reader's own is bound to it.
 */
export type ParameterKind = 'node' | 'ids' | 'length' | 'count' | 'rate' | 'number' | 'weight';

export interface LayerParameter {
  readonly name: string;
  readonly kind: ParameterKind;
  /** What it is where it is left out: a number as text, or the name of another parameter. Weights are made anew. */
  readonly default?: string;
  /** What it is, in a few words. */
  readonly summary: string;
}

/** What shapes are computed from: the shapes of nodes, and lengths. All parameters have been read. */
export interface Reading {
  shape(name: string): Shape;
  length(name: string): Dimension;
  /** Whether a node comes from a convolution or from pooling, entry by entry. */
  isImage(name: string): boolean;
}

/** What a layer is computed from: nodes, weights and numbers by the names of its parameters. */
export interface Arguments extends Reading {
  of(name: string): Expression;
}

/** Why a layer cannot stand on its arguments. */
export interface LayerMisfit {
  /** The parameter whose argument is wrong. */
  readonly argument: string;
  /** In the reader's words; `{x}` is what the reader wrote for x. */
  readonly message: string;
  /** The likeliest mend: the argument in another form. */
  readonly mend?: 'flatten' | 'column' | 'row' | 'squeeze' | 'transpose';
}

export interface WeightShape {
  /** The name of a parameter of kind `weight`. */
  readonly name: string;
  readonly shape: Shape;
}

export interface LayerRow {
  readonly kind: 'layer' | 'loss';
  readonly name: string;
  readonly parameters: readonly LayerParameter[];
  /** What it is, in a few words: `fully connected layer`. */
  readonly summary: string;
  /** More, in Markdown: the definition as a formula, its shapes, conventions, source. */
  readonly documentation: string;
  /** What does not go together, asked before anything else. */
  readonly misfit?: (reading: Reading) => LayerMisfit | undefined;
  /** The weights that it needs, in the order in which they are made. */
  readonly weights?: (reading: Reading) => readonly WeightShape[];
  /** Its meaning, as written. */
  readonly meaning: (make: Builder, args: Arguments) => Expression;
  /** Of a loss: what it takes its arguments to be. */
  readonly expects?: 'distribution' | 'logits' | 'probability';
}

/** `dense(x, units, W=, b=)`, as signatures show it. */
export function signatureOf({ name, parameters }: LayerRow): string {
  const written = parameters.map(({ name: parameter, kind, default: value }) =>
    kind === 'weight' ? `${parameter}=` : value === undefined ? parameter : `${parameter}=${value}`,
  );
  return `${name}(${written.join(', ')})`;
}
