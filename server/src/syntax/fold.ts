/**
 * Raw nodes → trees, once after the parse: lists are folded, implicit products grouped by mathjs's rules, ranges
 * measured. In: what the grammar built. Out: a `Tree`. Recursion is as deep as brackets nest, which is limited.
 */
import type { ClassifiedToken } from './classify';
import { type Cell, isCell, isNode, isToken, type Raw, type RawNode } from './raw';
import type {
  Argument,
  Comparison,
  Differential,
  Identifier,
  Link,
  Path,
  ProductOperator,
  Range,
  Slice,
  Subscript,
  SumOperator,
  Tree,
} from './tree';

const span = (first: { readonly range: Range }, last: { readonly range: Range }): Range => ({
  start: first.range.start,
  end: last.range.end,
});
const at = ({ start, end }: ClassifiedToken): Range => ({ start, end });
const from = (first: ClassifiedToken, end: number): Range => ({ start: first.start, end });

/** A part that the grammar guarantees to be a token, a node, a list. */
function token(node: RawNode, name: string): ClassifiedToken {
  const part = node.parts[name];
  if (!part || !isToken(part)) throw new TypeError(`the grammar gave no token ${name} in ${node.kind}`);
  return part;
}
const optional = (node: RawNode, name: string): ClassifiedToken | undefined => {
  const part = node.parts[name] ?? null;
  return isToken(part) ? part : undefined;
};
function tree(node: RawNode, name: string): Tree {
  return fold(node.parts[name] ?? null);
}
export function entries(list: Raw | undefined): Cell[] {
  const cells: Cell[] = [];
  for (let cell = list && isCell(list) ? list : null; cell; cell = cell.before) cells.push(cell);
  return cells.reverse();
}

export const identifier = (name: ClassifiedToken): Identifier => ({ name: name.value, range: at(name) });

export function fold(raw: Raw): Tree {
  const node = onlyEntry(raw);
  if (!node || !isNode(node)) throw new TypeError('the grammar gave no expression');
  const builder = FOLDS[node.kind];
  if (!builder) throw new TypeError(`the grammar gave ${node.kind}`);
  return builder(node);
}

const LISTS = new Set(['or', 'and', 'comparison', 'sum', 'product', 'power']);

/** A list of one is its entry: found in a loop, so that the stack is as deep as brackets nest and no deeper. */
function onlyEntry(raw: Raw): Raw {
  let node = raw;
  while (isNode(node) && LISTS.has(node.kind)) {
    const list = node.parts.list ?? null;
    if (!isCell(list) || list.before !== null) break;
    node = list.value;
  }
  return node;
}

const FOLDS: Readonly<Record<string, (node: RawNode) => Tree>> = {
  number: (node) => ({ kind: 'number', text: token(node, 'token').text, range: at(token(node, 'token')) }),
  name: (node) => ({ kind: 'name', name: token(node, 'token').value, range: at(token(node, 'token')) }),
  group: (node) => ({
    kind: 'group',
    body: tree(node, 'body'),
    range: from(token(node, 'open'), token(node, 'end').end),
  }),
  array: (node) => ({
    kind: 'array',
    items: foldArguments(node.parts.items).map(({ value }) => value),
    range: from(token(node, 'open'), token(node, 'end').end),
  }),
  pipe: (node) => {
    const [left, right] = [tree(node, 'left'), tree(node, 'right')];
    return { kind: 'pipe', left, right, range: span(left, right) };
  },
  or: (node) => logic('or', node),
  and: (node) => logic('and', node),
  not: (node) => {
    const body = tree(node, 'body');
    return { kind: 'not', body, range: from(token(node, 'sign'), body.range.end) };
  },
  comparison: (node) => chain<Comparison>(node, (first, rest, range) => ({ kind: 'comparison', first, rest, range })),
  sum: (node) => chain<SumOperator>(node, (first, rest, range) => ({ kind: 'sum', first, rest, range })),
  product: foldProduct,
  signed: (node) => prefixed(entries(node.parts.signs), tree(node, 'body')),
  prefixed: (node) => prefixed(entries(node.parts.signs), tree(node, 'body')),
  power: foldPower,
  prime: (node) => {
    const [base, sign] = [tree(node, 'base'), token(node, 'sign')];
    const inner = base.kind === 'prime' ? base : { base, order: 0 };
    const range = { start: base.range.start, end: sign.end };
    return { kind: 'prime', base: inner.base, order: inner.order + Number(sign.value), range };
  },
  superscript: (node) => {
    const [base, sign] = [tree(node, 'base'), token(node, 'exponent')];
    return {
      kind: 'superscript',
      base,
      exponent: Number(sign.value),
      range: { start: base.range.start, end: sign.end },
    };
  },
  transpose: (node) => {
    const base = tree(node, 'base');
    return { kind: 'transpose', base, range: { start: base.range.start, end: token(node, 'sign').end } };
  },
  access: (node) => {
    const [base, name] = [tree(node, 'base'), token(node, 'name')];
    return { kind: 'member', base, member: identifier(name), range: { start: base.range.start, end: name.end } };
  },
  index: (node) => {
    const base = tree(node, 'base');
    const range = { start: base.range.start, end: token(node, 'end').end };
    return { kind: 'index', base, subscripts: foldSubscripts(node.parts.subscripts), range };
  },
  call: (node) => {
    const callee = tree(node, 'callee');
    const range = { start: callee.range.start, end: token(node, 'end').end };
    return { kind: 'call', callee, arguments: foldArguments(node.parts.args), range };
  },
  point: (node) => {
    const derivative = tree(node, 'derivative');
    const range = { start: derivative.range.start, end: token(node, 'end').end };
    return { kind: 'point', derivative, arguments: foldArguments(node.parts.args), range };
  },
  nabla: (node) => {
    const path = foldPath(token(node, 'path'));
    return { kind: 'nabla', order: nablaOrder(node), of: path, range: from(token(node, 'sign'), path.range.end) };
  },
  nablaOf: (node) => ({
    kind: 'nabla',
    order: nablaOrder(node),
    of: tree(node, 'body'),
    range: from(token(node, 'sign'), token(node, 'end').end),
  }),
  partial: (node) => {
    const wrt = foldDifferentials(node.parts.wrt);
    const of = foldPath(token(node, 'path'), node.parts.index);
    const sign = token(node, 'sign');
    const range = from(sign, wrt.at(-1)?.range.end ?? of.range.end);
    return { kind: 'partial', order: orderOf(node), of, wrt, leibniz: sign.leibniz === true, range };
  },
  partialOf: (node) => {
    const sign = token(node, 'sign');
    const range = from(sign, token(node, 'end').end);
    const wrt = foldDifferentials(node.parts.wrt);
    return {
      kind: 'partialOf',
      order: orderOf(node),
      body: tree(node, 'body'),
      wrt,
      leibniz: sign.leibniz === true,
      range,
    };
  },
};

const orderOf = (node: RawNode): number => Number(optional(node, 'order')?.value ?? 1);
const nablaOrder = (node: RawNode): 1 | 2 => (orderOf(node) === 2 ? 2 : 1);

function logic(operator: 'and' | 'or', node: RawNode): Tree {
  const operands = entries(node.parts.list).map(({ value }) => fold(value));
  const [first, last] = [operands[0], operands.at(-1)];
  if (!first || !last || operands.length === 1) return first ?? fold(null);
  return { kind: 'logic', operator, operands, range: span(first, last) };
}

/** A list of operands and the operators before them; one alone is itself. */
function chain<Operator extends string>(
  node: RawNode,
  build: (first: Tree, rest: Link<Operator>[], range: Range) => Tree,
): Tree {
  const [head, ...tail] = entries(node.parts.list);
  const first = fold(head?.value ?? null);
  const rest = tail.map(({ value, operator }) => ({
    operator: (operator?.value ?? '') as Operator,
    operatorRange: operator ? at(operator) : first.range,
    operand: fold(value),
  }));
  const last = rest.at(-1)?.operand;
  return last ? build(first, rest, span(first, last)) : first;
}

type Factor = Link<ProductOperator>;

/**
 * mathjs's reading: a number divided by a number and then side by side with a factor is one factor (1/2x is (1/2)x);
 * other runs of factors side by side bind tighter than * and / (a/2x is a/(2x)); the rest goes from left to right.
 */
function foldProduct(node: RawNode): Tree {
  const whole = chain<ProductOperator | ''>(node, (first, rest, range) => {
    const factors: Factor[] = [
      { operator: 'implicit', operatorRange: first.range, operand: first },
      ...rest.map(implicit),
    ];
    const [head, ...tail] = runs(fractions(factors));
    return product(head?.operand ?? first, tail, range);
  });
  return whole;
}

const implicit = (link: Link<ProductOperator | ''>): Factor => ({
  ...link,
  operator: link.operator === '' ? 'implicit' : link.operator,
  operatorRange:
    link.operator === '' ? { start: link.operand.range.start, end: link.operand.range.start } : link.operatorRange,
});

const product = (first: Tree, rest: readonly Factor[], range: Range): Tree =>
  rest.length === 0 ? first : { kind: 'product', first, rest, range };

const isNumber = (tree: Tree): boolean => tree.kind === 'number';
const isSignedNumber = (tree: Tree): boolean => isNumber(tree) || (tree.kind === 'sign' && isNumber(tree.body));

function fractions(factors: readonly Factor[]): Factor[] {
  const out: Factor[] = [];
  factors.forEach((factor, i) => {
    const [above, next] = [out.at(-1), factors[i + 1]];
    const isFraction =
      factor.operator === '/' &&
      next?.operator === 'implicit' &&
      isNumber(factor.operand) &&
      above !== undefined &&
      above.operand === factors[i - 1]?.operand &&
      isSignedNumber(above.operand);
    if (isFraction)
      out[out.length - 1] = {
        ...above,
        operand: product(above.operand, [factor], span(above.operand, factor.operand)),
      };
    else out.push(factor);
  });
  return out;
}

/** Factors side by side become one operand of the operators around them. */
function runs(factors: readonly Factor[]): Factor[] {
  const out: Factor[] = [];
  let run: Factor[] = [];
  const close = (): void => {
    const [first, ...rest] = run;
    const last = rest.at(-1);
    if (first)
      out.push(last ? { ...first, operand: product(first.operand, rest, span(first.operand, last.operand)) } : first);
    run = [];
  };
  factors.forEach((factor, i) => {
    if (i > 0 && factor.operator !== 'implicit') close();
    run.push(factor);
  });
  close();
  return out;
}

function prefixed(signs: readonly Cell[], body: Tree): Tree {
  return signs.reduceRight<Tree>((inner, { value }) => {
    if (!value || !isToken(value)) return inner;
    const range = { start: value.start, end: inner.range.end };
    if (value.type === 'root') return { kind: 'root', body: inner, range };
    return { kind: 'sign', operator: value.type === 'minus' ? '-' : '+', body: inner, range };
  }, body);
}

/** a^b^c from the right; prefixes stand around the power that they precede (−x² is −(x²), √x² is √(x²)). */
function foldPower(node: RawNode): Tree {
  const items = entries(node.parts.list).map(({ value }) => {
    if (value && isNode(value) && value.kind === 'prefixed')
      return { signs: entries(value.parts.signs), base: tree(value, 'body') };
    return { signs: [], base: fold(value) };
  });
  const power = items.reduceRight<Tree | undefined>((exponent, { signs, base }) => {
    const raised: Tree = exponent ? { kind: 'power', base, exponent, range: span(base, exponent) } : base;
    return prefixed(signs, raised);
  }, undefined);
  return power ?? fold(null);
}

export function foldArguments(list: Raw | undefined): Argument[] {
  return entries(list).map(({ value }): Argument => {
    if (!value || !isNode(value)) throw new TypeError('the grammar gave no argument');
    const argument = tree(value, 'value');
    const name = optional(value, 'name');
    return name
      ? { name: identifier(name), value: argument, range: from(name, argument.range.end) }
      : { value: argument, range: argument.range };
  });
}

function foldSubscripts(list: Raw | undefined): Subscript[] {
  return entries(list).map(({ value }): Subscript => {
    if (!value || !isNode(value) || value.kind !== 'slice') return fold(value);
    const [low, high] = [value.parts.from ?? null, value.parts.to ?? null];
    const colon = token(value, 'colon');
    const [start, end] = [low && fold(low), high && fold(high)];
    const range = { start: start?.range.start ?? colon.start, end: end?.range.end ?? colon.end };
    return { kind: 'slice', range, ...(start && { from: start }), ...(end && { to: end }) } satisfies Slice;
  });
}

function foldPath(path: ClassifiedToken, index?: Raw): Path {
  const names = path.names ?? [identifier(path)];
  if (!index || !isNode(index)) return { names, range: at(path) };
  return { names, index: foldSubscripts(index.parts.subscripts), range: from(path, token(index, 'end').end) };
}

function foldDifferentials(list: Raw | undefined): Differential[] {
  return entries(list).map(({ value }): Differential => {
    if (!value || !isNode(value)) throw new TypeError('the grammar gave no variable to differentiate by');
    const path = foldPath(token(value, 'path'), value.parts.index);
    const order = optional(value, 'order');
    return { path, order: Number(order?.value ?? 1), range: from(token(value, 'sign'), order?.end ?? path.range.end) };
  });
}
