/**
 * What a page means: names, functions, claims, results. In: a page's trees. Out: definitions as expressions,
 * problems with places, and for each statement what the features show of it.
 */
import type { Callee, Expression, Graph, Shape, Variable } from '../calculus/expression';
import type { DefinedName } from '../syntax/names';
import type { Page, Problem, Range, Sentence, Statement, Tree } from '../syntax/tree';
import type { Outside } from './network-outside';
import type { NameMeaning, Scope } from './scope';

export type Definition = FunctionDefinition | ValueDefinition | AbstractDefinition | NetworkDefinition;

interface Defined {
  readonly name: string;
  readonly statement: Statement;
  /** False where the definition has an error: its users are not blamed, and nothing is computed from it. */
  readonly sound: boolean;
  /** What its name means to others; the same object as long as nothing in it changes. */
  readonly meaning: NameMeaning;
}

/** `f(x, y) = …`. `callee.body` is as written. */
export interface FunctionDefinition extends Defined {
  readonly kind: 'function';
  readonly callee: Callee;
}
/** `a = …`. `variable` stands for it in formulas; `body` is as written. */
export interface ValueDefinition extends Defined {
  readonly kind: 'value';
  readonly variable: Variable;
  readonly body: Expression;
}
/** `declare g(u, v)`. */
export interface AbstractDefinition extends Defined {
  readonly kind: 'abstract';
  readonly parameters: readonly string[];
}
export interface NetworkDefinition extends Defined {
  readonly kind: 'network';
  /** In the order of the page; those that have an error are left out. */
  readonly members: readonly NetworkMember[];
  /** Undefined where the network has no sound loss. */
  readonly outside?: Outside;
}
export interface NetworkMember {
  readonly kind: 'input' | 'target' | 'param' | 'node' | 'loss';
  readonly name: string;
  /** Of its statement, counted from the one after `network name {`. */
  readonly index: number;
  readonly shape: Shape;
  readonly variable: Variable;
}

/** `left relation right`, one link of a check; the range is that of `right`. */
export interface ClaimLink {
  readonly relation: '=' | '≈';
  readonly left: Expression;
  readonly right: Expression;
  readonly range: Range;
  /** Of `≈`: half a unit of the last digit written. */
  readonly tolerance?: number;
}

/** `check a = b = c for …`; conditions are truth values. */
export interface Claim {
  readonly links: readonly ClaimLink[];
  readonly conditions: readonly Expression[];
}

/** What a statement means, by its index in the page. */
export type Meaning =
  | { readonly kind: 'definition'; readonly definition: Definition }
  | { readonly kind: 'claim'; readonly claim: Claim }
  /** An expression statement, as written. */
  | { readonly kind: 'expression'; readonly expression: Expression }
  /** Broken, or a line without a meaning of its own (`}`, `import`). */
  | { readonly kind: 'none' };

export interface Program {
  /** The address of its page. */
  readonly uri: string;
  readonly page: Page;
  /** The pages that it imports, in the order of the page: of a name that several define, the first holds. */
  readonly imports: readonly Program[];
  /** Addresses of pages that its imports lead back to, this one or one that imports it. */
  readonly closing: ReadonlySet<string>;
  readonly graph: Graph;
  /** The first sound definition of each name; imported ones too. */
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Names whose definition has an error, imported ones too: who uses them is not blamed. */
  readonly broken: readonly DefinedName[];
  /** One for each of `page.statements`. */
  readonly meanings: readonly Meaning[];
  /** One of `definitions`, without making the others: what a hover and a keystroke need. */
  definitionOf(name: string): Definition | undefined;
  /** One of `meanings`, likewise. */
  meaningAt(index: number): Meaning;
  /** Of syntax and meaning, verdicts not included; ranges count from the page's start; ordered. */
  readonly problems: readonly Problem[];
  /**
   * The expression that a part of a statement's tree stands for, as written, in its scope; undefined where it has none.
   * The same tree object gives the same expression.
   */
  expressionOf(statement: Statement, tree: Tree): Expression | undefined;
  /** Their paths as written. */
  readonly importPaths: readonly string[];
  /**
   * The scope of a sentence that is being typed: as if it stood before the statement at `index`, in a network (given by
   * the index of its first line) or on the page. Nothing is reported in it.
   */
  scopeTyped(sentence: Sentence, index: number, network?: number): Scope;
  /** The statement's body with `variable` in the place of exactly this part: what the derivative by a part is taken of. */
  bodyWithHole(statement: Statement, tree: Tree, variable: Variable): Expression | undefined;
}
