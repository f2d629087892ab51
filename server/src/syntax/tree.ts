/**
 * The tree of a page: what `parse.ts` makes of its text and every other room reads.
 *
 * Ranges are offsets in UTF-16 units *relative to their statement*, so that a statement's tree can be kept
 * when text above it changes; `Statement.start` places it on the page. Trees are immutable and shared.
 * Chains (`a + b + c`, `a * b / c`) are flat lists, so that no walk is as deep as a sum is long.
 */

/** Offsets in UTF-16 units, `end` exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

interface At {
  readonly range: Range;
}

/** A name where it stands. `name` is in Unicode normal form C; `∂`-paths such as `h.W` are `Path`s. */
export interface Identifier extends At {
  readonly name: string;
}

/** `f`, `net.loss`, `h.W`, and the same with an index: `h.W[2, 5]`. */
export interface Path extends At {
  readonly names: readonly Identifier[];
  readonly index?: readonly Subscript[];
}

export type SumOperator = '+' | '-';
/** `implicit` is side by side; `·` is kept apart from `*` because it is `@` between arrays. */
export type ProductOperator = '*' | '/' | '@' | '·' | 'implicit';
export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=';

export interface Link<Operator> {
  readonly operator: Operator;
  readonly operatorRange: Range;
  readonly operand: Tree;
}

export interface Argument extends At {
  /** `axis` in `axis=0`. */
  readonly name?: Identifier;
  readonly value: Tree;
}

/** An entry between `[` and `]` after a value: an index, or a slice `a:b` of which either side may be missing. */
export type Subscript = Tree | Slice;
export interface Slice extends At {
  readonly kind: 'slice';
  readonly from?: Tree;
  readonly to?: Tree;
}

/** One `∂x` below the line: the variable and how often. */
export interface Differential extends At {
  readonly path: Path;
  readonly order: number;
}

export type Tree =
  /** Exact decimal text as typed, e.g. `1e-3`, `.5`. */
  | ({ readonly kind: 'number'; readonly text: string } & At)
  | ({ readonly kind: 'name'; readonly name: string } & At)
  | ({ readonly kind: 'group'; readonly body: Tree } & At)
  | ({ readonly kind: 'array'; readonly items: readonly Tree[] } & At)
  | ({ readonly kind: 'sum'; readonly first: Tree; readonly rest: readonly Link<SumOperator>[] } & At)
  /** Already folded by the rules for implicit products: runs of side-by-side factors are products of their own. */
  | ({ readonly kind: 'product'; readonly first: Tree; readonly rest: readonly Link<ProductOperator>[] } & At)
  | ({ readonly kind: 'sign'; readonly operator: SumOperator; readonly body: Tree } & At)
  | ({ readonly kind: 'root'; readonly body: Tree } & At)
  | ({ readonly kind: 'power'; readonly base: Tree; readonly exponent: Tree } & At)
  /** `x²`: `exponent` is the integer that the superscripts spell. */
  | ({ readonly kind: 'superscript'; readonly base: Tree; readonly exponent: number } & At)
  | ({ readonly kind: 'transpose'; readonly base: Tree } & At)
  /** `.name` after a value; `.T` is a member here, the meaning decides. */
  | ({ readonly kind: 'member'; readonly base: Tree; readonly member: Identifier } & At)
  | ({ readonly kind: 'index'; readonly base: Tree; readonly subscripts: readonly Subscript[] } & At)
  /** `f(x)`; also `diff(f, x)`, `grad(f)`, `where(…)`: names are not told apart here. */
  | ({ readonly kind: 'call'; readonly callee: Tree; readonly arguments: readonly Argument[] } & At)
  /** `left |> right`: `right` is a name, a member or a call. */
  | ({ readonly kind: 'pipe'; readonly left: Tree; readonly right: Tree } & At)
  /** `0 < x < 1`. */
  | ({ readonly kind: 'comparison'; readonly first: Tree; readonly rest: readonly Link<Comparison>[] } & At)
  | ({ readonly kind: 'logic'; readonly operator: 'and' | 'or'; readonly operands: readonly Tree[] } & At)
  | ({ readonly kind: 'not'; readonly body: Tree } & At)
  /** `f'`, `f''`: `order` primes. */
  | ({ readonly kind: 'prime'; readonly base: Tree; readonly order: number } & At)
  /** `∂²f/∂x∂y`, `df/dx`: `of` is differentiated `order` times; `leibniz` is true for the d-spelling. */
  | ({
      readonly kind: 'partial';
      readonly order: number;
      readonly of: Path;
      readonly wrt: readonly Differential[];
      readonly leibniz: boolean;
    } & At)
  /** `∂/∂x (body)`, `d/dx (body)`. */
  | ({
      readonly kind: 'partialOf';
      readonly order: number;
      readonly body: Tree;
      readonly wrt: readonly Differential[];
      readonly leibniz: boolean;
    } & At)
  /** `∇f`, `∇²f`, `∇(body)`. */
  | ({ readonly kind: 'nabla'; readonly order: 1 | 2; readonly of: Path | Tree } & At)
  /** A derivative at a point: `∂f/∂x(1, 2)`, `f'(0.5)`, `∇f(1, 2)`, `diff(f, x)(1)`, `∂/∂x (x y)(x=1)`. */
  | ({ readonly kind: 'point'; readonly derivative: Tree; readonly arguments: readonly Argument[] } & At);

export type TreeKind = Tree['kind'];

/** A parameter in the head of a definition: `x`, `w[n]`, `X[m, 3]`. `shape` entries are names or numbers. */
export interface Parameter extends At {
  readonly name: Identifier;
  readonly shape?: readonly Tree[];
}

export interface Relation extends At {
  readonly relation: '=' | '≈';
  readonly relationRange: Range;
  readonly value: Tree;
}

/** What a statement says, without its place. Shared by all statements with the same text. */
export type Sentence =
  /** `f(x, y) = body`, `a = body`; a node inside a network. `parameters` is missing for a value. */
  | ({
      readonly kind: 'definition';
      readonly name: Identifier;
      readonly parameters?: readonly Parameter[];
      readonly body: Tree;
    } & At)
  | ({ readonly kind: 'declare'; readonly name: Identifier; readonly parameters: readonly Parameter[] } & At)
  /** `check a = b = c for x > 0, y != 0`. */
  | ({
      readonly kind: 'check';
      readonly first: Tree;
      readonly rest: readonly Relation[];
      readonly conditions: readonly Tree[];
    } & At)
  | ({ readonly kind: 'import'; readonly path: string; readonly pathRange: Range } & At)
  | ({ readonly kind: 'expression'; readonly body: Tree } & At)
  /** The line `network name {`; the statements inside carry its index in `Statement.network`. */
  | ({
      readonly kind: 'network';
      readonly name: Identifier;
      /** The sentences of the block, where the network is taken as a whole; on a page they are statements. */
      readonly members?: readonly Sentence[];
    } & At)
  | ({ readonly kind: 'close' } & At)
  /** `input x[4] = …`, `target …`, `param …` inside a network. */
  | ({
      readonly kind: 'input' | 'target' | 'param';
      readonly name: Identifier;
      readonly shape?: readonly Tree[];
      readonly value?: Tree;
    } & At)
  /** Could not be read. `defines` is the name it would have defined, so that its users are not blamed. */
  | ({
      readonly kind: 'broken';
      readonly defines?: { readonly name: Identifier; readonly parameters?: readonly string[] };
    } & At);

export interface Statement {
  readonly sentence: Sentence;
  /** Where the statement begins on the page; ranges of its tree and problems count from here. */
  readonly start: number;
  /** Where it ends on the page. */
  readonly end: number;
  /** Exactly the text between `start` and `end`. */
  readonly source: string;
  /** Zero-based lines of `start` and of the last character. */
  readonly line: number;
  readonly endLine: number;
  /** The comment lines directly above, without `#`, joined by line feeds. */
  readonly documentation: string;
  /** Problems of this statement, ranges relative to `start`. */
  readonly problems: readonly Problem[];
  /** Index in `Page.statements` of the `network` line that this statement stands in. */
  readonly network?: number;
}

export interface Page {
  readonly text: string;
  readonly statements: readonly Statement[];
  /** Problems that belong to no statement (limits, stray braces); ranges count from the page's start. */
  readonly problems: readonly Problem[];
}

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A replacement of text; the range counts from where the problem's does. */
export interface Edit extends At {
  readonly text: string;
}

export interface Fix {
  /** In the imperative: `Write x * y`. */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** The one to apply by "Fix all". */
  readonly preferred?: boolean;
}

/** Something to tell the reader, with its place and, where one can be guessed, its mend. */
export interface Problem extends At {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fixes?: readonly Fix[];
  /** The reader wrote something without effect: shown faded. */
  readonly unused?: boolean;
}
