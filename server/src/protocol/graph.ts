/** `nabla/graph`: a function or a network as a computation graph, with values on the way there and gradients on the way back. */
import type { Formula, Lengths, SourceRange } from '../protocol';
import type { About } from './picture';

export type GraphParams = About;

/** A number as it is shown, and all its digits where it is one. */
export interface Figure {
  readonly text: string;
  readonly value?: number;
}

export interface GraphNode {
  /** The same over edits as long as what the node is does not change. */
  readonly id: string;
  /**
   * `input`: a parameter of the function, an input or target of the network; `weight`: what training changes; `constant`: a number
   * or a name of the page; `operation`: one operation; `named`: an operation that has a name, by the page or by the chain
   * rule; `output`: the whole.
   */
  readonly kind: 'input' | 'weight' | 'constant' | 'operation' | 'named' | 'output';
  /** What stands in the node: `x`, `·`, `+`, `relu`, `u`, `h.W`. */
  readonly label: Formula;
  /** What it computes, in the labels of the nodes that lead to it or in short names: `2x²`, `x @ W + b`. */
  readonly formula?: Formula;
  readonly value?: Figure;
  /** Of the output by this node: ∂f/∂node. Missing for constants. */
  readonly gradient?: Figure;
  /** The same as a formula, where it is short. */
  readonly gradientFormula?: Formula;
  readonly shape?: Lengths;
  /** The layer that it belongs to: nodes of one layer can be shown as one. */
  readonly layer?: string;
  readonly source?: SourceRange;
  /** Leads from the chosen variable to the output. */
  readonly onPath: boolean;
}

export interface GraphEdge {
  /** Node ids, in the direction of the forward pass. */
  readonly from: string;
  readonly to: string;
  /**
   * The local derivative ∂to/∂from: the product along a path is the chain rule; of arrays how the gradient goes through, in δ,
   * the gradient of what it leads to. Without a formula where that is long.
   */
  readonly local?: { readonly formula?: Formula; readonly value?: Figure };
  readonly onPath: boolean;
}

/** What a collapsed layer looks like. */
export interface GraphLayer {
  readonly name: string;
  readonly label: Formula;
  readonly shape?: Lengths;
}

export interface ComputationGraph {
  readonly kind: 'graph';
  readonly version: number;
  readonly function: string;
  /** What the gradient is by. */
  readonly variable: string;
  readonly quantity: Formula;
  /** Each before those that it leads to. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly layers: readonly GraphLayer[];
  /** ∂f/∂x as the sum over paths of the products of local derivatives, in numbers; where there are few and short paths. */
  readonly paths?: readonly { readonly nodes: readonly string[]; readonly product: Formula; readonly value?: Figure }[];
  /** What is left out, or why there are no numbers; a sentence. */
  readonly note?: string;
}

export type GraphResult = ComputationGraph | { readonly kind: 'nothing'; readonly reason: string };
export const GRAPH = 'nabla/graph';
