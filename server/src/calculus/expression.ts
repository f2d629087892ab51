/**
 * Expressions: immutable, hash-consed nodes of one graph. Two expressions that are built alike are one object,
 * so `===` is structural equality and a shared part is stored, differentiated and evaluated once.
 *
 * A `Graph` is the intern table; it belongs to a workspace. Its constructors never rewrite: they are the
 * expression *as written*. The canonical construction is `normal.ts`; both implement `Builder`.
 */
import type { Dimension, Shape } from './dimension';
import type { FunctionRow } from './functions/row';
import { isMisfit, type OperationRow, type Options } from './operations/row';
import { hasDecimalForm, type Rational, ratio, smallInteger } from './rational';
import { broadcast, callShape, ShapesApart, sizedOptions } from './sizing';

export type { Dimension, Shape };
export const SCALAR: Shape = [];

interface Node {
  /** Unique within its graph; says nothing about order. */
  readonly id: number;
  readonly shape: Shape;
  /** Depends on what the expression says, not on when it was built; equal expressions have equal hashes. */
  readonly hash: number;
  /** Inner nodes on the longest way down; leaves have 0. Recursive walks are safe below `DEPTH_LIMIT`. */
  readonly depth: number;
}

/** An exact rational. `decimal`: written, and to be printed, as a decimal (0.1), not as a fraction (1/10). */
export interface Constant extends Node {
  readonly kind: 'constant';
  readonly value: Rational;
  readonly decimal: boolean;
}
/** An exact irrational constant. */
export interface Named extends Node {
  readonly kind: 'named';
  readonly name: 'e' | 'π';
}
/**
 * A variable. `local`: a parameter, or a free variable of a claim or expression. `page`: a value of the page,
 * which keeps its name in formulas. `introduced`: a name made by Nabla (`u`, `s1`). `dimension`: the length of an axis,
 * a positive integer. The four never coincide.
 */
export interface Variable extends Node {
  readonly kind: 'variable';
  readonly name: string;
  readonly scope: 'local' | 'page' | 'introduced' | 'dimension';
}
/** Two or more terms; differences have `negation`s as terms. */
export interface Sum extends Node {
  readonly kind: 'sum';
  readonly terms: readonly Expression[];
}
/** Two or more factors. In normal form the first may be a constant, and quotients are negative powers. */
export interface Product extends Node {
  readonly kind: 'product';
  readonly factors: readonly Expression[];
}
/** −operand, as written only: normal form has −1 as a factor. */
export interface Negation extends Node {
  readonly kind: 'negation';
  readonly operand: Expression;
}
/** numerator / denominator, as written only. */
export interface Quotient extends Node {
  readonly kind: 'quotient';
  readonly numerator: Expression;
  readonly denominator: Expression;
}
export interface Power extends Node {
  readonly kind: 'power';
  readonly base: Expression;
  readonly exponent: Expression;
}
/** A built-in function, comparison or truth function at its arguments. */
export interface Application extends Node {
  readonly kind: 'application';
  readonly row: FunctionRow;
  readonly args: readonly Expression[];
}
/** A built-in that looks at arrays as wholes, at its arguments: a matrix product, a sum over an axis. */
export interface Operation extends Node {
  readonly kind: 'operation';
  readonly row: OperationRow;
  readonly args: readonly Expression[];
  readonly options: Options;
}
/** What a call of the reader's own function means. */
export interface Callee {
  readonly name: string;
  readonly parameters: readonly Variable[];
  /** As written, over the parameters and the page's values. */
  readonly body: Expression;
}
/**
 * The reader's own function at its arguments, as written only: normal form puts the body in its place. With
 * `orders` not all 0 it is a derivative of that function at a point: `∂f/∂x(1, 2)` is f with orders [1, 0] at [1, 2].
 * Like every derivative it has a value only where the function itself has one.
 */
export interface Call extends Node {
  readonly kind: 'call';
  readonly callee: Callee;
  /** How often it is differentiated with respect to each parameter; all 0 for a plain call. */
  readonly orders: readonly number[];
  readonly args: readonly Expression[];
}
/** A declared function, or a partial derivative of one: `orders[i]` times with respect to parameter i, then at `args`. */
export interface Abstract extends Node {
  readonly kind: 'abstract';
  readonly name: string;
  readonly parameters: readonly string[];
  readonly orders: readonly number[];
  readonly args: readonly Expression[];
}
/** A derivative that is still to be taken, in the lines of a derivation only: ∂body/∂variable, at that variable. */
export interface Derivative extends Node {
  readonly kind: 'derivative';
  readonly body: Expression;
  readonly variable: Variable;
}
/** A vector or, with arrays as items, a matrix written out. */
export interface ArrayExpression extends Node {
  readonly kind: 'array';
  readonly items: readonly Expression[];
}

export type Expression =
  | Constant
  | Named
  | Variable
  | Sum
  | Product
  | Negation
  | Quotient
  | Power
  | Application
  | Operation
  | Call
  | Abstract
  | Derivative
  | ArrayExpression;

/** An expression, or a number that stands for an exact integer constant. */
export type Operand = Expression | number;

/** The two constructions, as written and normal, look alike to the function table and to differentiation. */
export interface Builder {
  readonly graph: Graph;
  constant(value: Rational | number | bigint, decimal?: boolean): Expression;
  /** numerator / denominator, exactly. */
  ratio(numerator: number, denominator: number): Expression;
  add(...terms: readonly Operand[]): Expression;
  subtract(left: Operand, right: Operand): Expression;
  negate(operand: Operand): Expression;
  multiply(...factors: readonly Operand[]): Expression;
  divide(numerator: Operand, denominator: Operand): Expression;
  power(base: Operand, exponent: Operand): Expression;
  apply(row: FunctionRow, ...args: readonly Operand[]): Expression;
  /** The arguments go together, which `row.shape` says. */
  operate(row: OperationRow, args: readonly Operand[], options?: Options): Expression;
  call(callee: Callee, orders: readonly number[], args: readonly Operand[]): Expression;
  abstract(
    name: string,
    parameters: readonly string[],
    orders: readonly number[],
    args: readonly Operand[],
  ): Expression;
  array(items: readonly Operand[]): Expression;
}

/** The intern table and, as a `Builder`, the construction that never rewrites. */
export interface Graph extends Builder {
  constant(value: Rational | number | bigint, decimal?: boolean): Constant;
  named(name: Named['name']): Named;
  variable(name: string, scope?: Variable['scope'], shape?: Shape): Variable;
  derivative(body: Expression, variable: Variable): Derivative;
  /** Nodes interned so far. */
  readonly size: number;
  /** A cache that lives and dies with the graph; `purpose` names it, e.g. `normal`. */
  memo<Value>(purpose: string): Map<Expression, Value>;
}

/** Walks that recurse are used only below this depth; deeper expressions are walked with an explicit stack. */
export const DEPTH_LIMIT = 1200;

/** What a constructor adds to the parts; the rest of a node follows from them. */
type Draft<T> = T extends Node ? Omit<T, keyof Node> & { readonly shape?: Shape } : never;

export function createGraph(): Graph {
  const buckets = new Map<number, Entry[]>();
  const memos = new Map<string, Map<Expression, unknown>>();
  const smallIntegers = new Map<number, Constant>();
  let size = 0;

  /** The one node with this label over these parts; the label says all that the parts do not. */
  function intern<T extends Expression>(label: string, parts: readonly Expression[], draft: Draft<T>): T {
    let hash = hashText(label);
    for (const part of parts) hash = mix(hash, part.hash);
    const bucket = buckets.get(hash);
    const known = bucket?.find((entry) => entry.label === label && sameParts(entry.parts, parts));
    if (known) return known.node as T;
    const depth = parts.length === 0 ? 0 : 1 + parts.reduce((deepest, part) => Math.max(deepest, part.depth), 0);
    const node = { ...draft, shape: draft.shape ?? broadcast(parts), id: size++, hash, depth } as unknown as T;
    if (bucket) bucket.push({ label, parts, node });
    else buckets.set(hash, [{ label, parts, node }]);
    return node;
  }

  const of = (operand: Operand): Expression => (typeof operand === 'number' ? graph.constant(operand) : operand);

  const graph: Graph = {
    get graph() {
      return graph;
    },
    get size() {
      return size;
    },
    memo<Value>(purpose: string) {
      const known = memos.get(purpose) ?? new Map<Expression, unknown>();
      memos.set(purpose, known);
      return known as Map<Expression, Value>;
    },
    constant(value, decimal = false) {
      const small = typeof value === 'object' ? smallInteger(value) : Number(value);
      const known = small === undefined ? undefined : smallIntegers.get(small);
      if (known) return known;
      const exact = typeof value === 'object' ? value : ratio(value);
      const asDecimal = decimal && hasDecimalForm(exact);
      const label = `${asDecimal ? 'decimal' : 'number'} ${exact.s * exact.n}/${exact.d}`;
      const node = intern<Constant>(label, [], { kind: 'constant', value: exact, decimal: asDecimal });
      if (small !== undefined && smallInteger(exact) !== undefined) smallIntegers.set(small, node);
      return node;
    },
    ratio: (numerator, denominator) => graph.constant(ratio(numerator, denominator)),
    named: (name) => intern<Named>(`named ${name}`, [], { kind: 'named', name }),
    variable: (name, scope = 'local', shape = SCALAR) =>
      intern<Variable>(`${scope} ${name} ${shape.join(',')}`, [], { kind: 'variable', name, scope, shape }),
    add(...operands) {
      const terms = operands.map(of);
      if (terms.length < 2) return terms[0] ?? graph.constant(0);
      return intern<Sum>('sum', terms, { kind: 'sum', terms });
    },
    subtract: (left, right) => graph.add(left, graph.negate(right)),
    negate(operand) {
      const body = of(operand);
      return intern<Negation>('negation', [body], { kind: 'negation', operand: body });
    },
    multiply(...operands) {
      const factors = operands.map(of);
      if (factors.length < 2) return factors[0] ?? graph.constant(1);
      return intern<Product>('product', factors, { kind: 'product', factors });
    },
    divide(above, below) {
      const [numerator, denominator] = [of(above), of(below)];
      return intern<Quotient>('quotient', [numerator, denominator], { kind: 'quotient', numerator, denominator });
    },
    power(below, above) {
      const [base, exponent] = [of(below), of(above)];
      return intern<Power>('power', [base, exponent], { kind: 'power', base, exponent });
    },
    apply(row, ...operands) {
      const args = operands.map(of);
      return intern<Application>(`apply ${row.name}`, args, { kind: 'application', row, args });
    },
    operate(row, operands, options = {}) {
      const args = operands.map(of);
      const shape = row.shape(
        args.map((arg) => arg.shape),
        options,
      );
      if (isMisfit(shape)) throw new ShapesApart(row.name, shape.message, args);
      const label = `operation ${row.name} ${optionsText(options)}`;
      return intern<Operation>(label, args, { kind: 'operation', row, args, options, shape });
    },
    call(callee, orders, operands) {
      const args = operands.map(of);
      const label = `call ${callee.name} ${orders.join(',')} ${callee.parameters.map((p) => p.id).join(',')} ${callee.body.id}`;
      return intern<Call>(label, args, { kind: 'call', callee, orders, args, shape: callShape(callee, orders, args) });
    },
    abstract(name, parameters, orders, operands) {
      const args = operands.map(of);
      const label = `abstract ${name} ${parameters.join(',')} ${orders.join(',')}`;
      return intern<Abstract>(label, args, { kind: 'abstract', name, parameters, orders, args, shape: SCALAR });
    },
    derivative: (body, variable) =>
      intern<Derivative>('derivative', [body, variable], {
        kind: 'derivative',
        body,
        variable,
        shape: [...body.shape, ...variable.shape],
      }),
    array(operands) {
      const items = operands.map(of);
      const shape = [items.length, ...(items[0]?.shape ?? [])];
      return intern<ArrayExpression>('array', items, { kind: 'array', items, shape });
    },
  };
  return graph;
}

interface Entry {
  readonly label: string;
  readonly parts: readonly Expression[];
  readonly node: Expression;
}

function sameParts(a: readonly Expression[], b: readonly Expression[]): boolean {
  return a.length === b.length && a.every((part, i) => part === b[i]);
}

/** FNV-1a over UTF-16 units. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

const mix = (hash: number, part: number): number =>
  Math.imul(hash ^ (part + (hash << 6) + (hash >>> 2)), 0x9e3779b1) >>> 0;

/** Options as a key: the same for the same options, in whatever order they were given. */
export const optionsText = (options: Options): string =>
  Object.keys(options)
    .sort()
    .map((name) => `${name}=${JSON.stringify(options[name])}`)
    .join(' ');

const NO_PARTS: readonly Expression[] = [];

/** The direct parts of an expression, in reading order. A call's body is not a part: its arguments are. */
export function parts(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'constant':
    case 'named':
    case 'variable':
      return NO_PARTS;
    case 'sum':
      return expression.terms;
    case 'product':
      return expression.factors;
    case 'negation':
      return [expression.operand];
    case 'quotient':
      return [expression.numerator, expression.denominator];
    case 'power':
      return [expression.base, expression.exponent];
    case 'application':
    case 'operation':
    case 'call':
    case 'abstract':
      return expression.args;
    case 'derivative':
      return [expression.body];
    case 'array':
      return expression.items;
  }
}

/** The same operation over other parts, made by `builder`. A derivative keeps its variable. */
export function rebuild(builder: Builder, expression: Expression, parts: readonly Expression[]): Expression {
  const [first, second] = parts as [Expression, Expression];
  switch (expression.kind) {
    case 'constant':
    case 'named':
    case 'variable':
      return expression;
    case 'sum':
      return builder.add(...parts);
    case 'product':
      return builder.multiply(...parts);
    case 'negation':
      return builder.negate(first);
    case 'quotient':
      return builder.divide(first, second);
    case 'power':
      return builder.power(first, second);
    case 'application':
      return builder.apply(expression.row, ...parts);
    case 'operation':
      return builder.operate(expression.row, parts, expression.options);
    case 'call':
      return builder.call(expression.callee, expression.orders, parts);
    case 'abstract':
      return builder.abstract(expression.name, expression.parameters, expression.orders, parts);
    case 'derivative':
      return builder.graph.derivative(first, expression.variable);
    case 'array':
      return builder.array(parts);
  }
}

/** Every distinct node below and including the roots, parts before wholes. Iterative: any depth. */
export function postorder(roots: readonly Expression[]): Expression[] {
  const order: Expression[] = [];
  const seen = new Set<Expression>();
  const stack: { node: Expression; next: number; parts: readonly Expression[] }[] = [];
  const open = (node: Expression): void => {
    if (seen.has(node)) return;
    seen.add(node);
    stack.push({ node, next: 0, parts: parts(node) });
  };
  for (const root of roots) {
    open(root);
    for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
      const part = frame.parts[frame.next++];
      if (part) open(part);
      else {
        stack.pop();
        order.push(frame.node);
      }
    }
  }
  return order;
}

/** The expression made anew, parts first, with `replace` deciding what each node becomes. Any depth. */
export function transform(
  root: Expression,
  replace: (node: Expression, parts: readonly Expression[]) => Expression,
): Expression {
  const made = new Map<Expression, Expression>();
  for (const node of postorder([root])) {
    const renewed = parts(node).map((part) => made.get(part) ?? part);
    made.set(node, replace(node, renewed));
  }
  return made.get(root) ?? root;
}

/** Puts expressions in the place of variables, all at once; lengths of axes that are named, in options, as well. */
export function substitute(
  builder: Builder,
  root: Expression,
  values: ReadonlyMap<Expression, Expression>,
  lengths: ReadonlyMap<string, Dimension> = new Map(),
): Expression {
  return transform(root, (node, renewed) => {
    const value = values.get(node);
    if (value) return value;
    const old = parts(node);
    if (node.kind === 'operation' && lengths.size > 0)
      return builder.operate(node.row, renewed, sizedOptions(node.options, lengths));
    return renewed.every((part, i) => part === old[i]) ? node : rebuild(builder, node, renewed);
  });
}

/** The variables that stand in an expression, in reading order. */
export function variables(...roots: readonly Expression[]): Variable[] {
  return postorder(roots).filter((node) => node.kind === 'variable');
}

export const isConstant = (node: Expression, value?: number): boolean =>
  node.kind === 'constant' &&
  (value === undefined || (node.value.d === 1n && node.value.s * node.value.n === BigInt(value)));
