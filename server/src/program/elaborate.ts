/**
 * Trees → expressions, as written. In: a tree and the scope it stands in. Out: its expression, or undefined where it
 * has none; then the reason has been reported, here or where a name it uses is defined.
 */
import type { Expression } from '../calculus/expression';
import { row } from '../calculus/functions/table';
import { operation } from '../calculus/operations/table';
import { parseDecimal } from '../calculus/rational';
import { broadcastShapes } from '../calculus/shapes';
import { nearest } from '../syntax/near';
import { error, notice } from '../syntax/problem';
import type { Fix, Link, Range, Tree } from '../syntax/tree';
import { call } from './calls';
import { atPoint, gradientOf, ofExpression, ofPath, ofPrime } from './derivatives';
import { index } from './indices';
import { requiredOf } from './network-arguments';
import { partAt } from './network-parts';
import { integer, operated } from './operation-calls';
import type { Scope } from './scope';
import { broadcasts, type Operand } from './shapes';

export function elaborate(scope: Scope, tree: Tree): Expression | undefined {
  if (scope.hole?.tree === tree) return scope.hole.variable;
  return MEANINGS[tree.kind](scope, tree as never);
}

type Of<Kind extends Tree['kind']> = Extract<Tree, { kind: Kind }>;
type Meanings = { readonly [Kind in Tree['kind']]: (scope: Scope, tree: Of<Kind>) => Expression | undefined };

const MEANINGS: Meanings = {
  number: ({ graph }, { text }) => graph.constant(parseDecimal(text), /[.]|[eE]-/.test(text)),
  name,
  group: (scope, { body }) => elaborate(scope, body),
  array: (scope, { items }) =>
    all(scope, items, (parts) => {
      const odd = parts.findIndex(({ shape }) => shape.join() !== parts[0].shape.join());
      const range = items[odd]?.range;
      if (!range) return scope.graph.array(parts);
      const message = 'The entries of a vector are numbers; the rows of a matrix have all the same length.';
      scope.report(error('shape-mismatch', message, range.start, range.end));
      return undefined;
    }),
  sum(scope, { first, rest }) {
    const { graph } = scope;
    return elementwise(scope, first, rest, (parts) =>
      graph.add(...parts.map((part, i) => (i > 0 && rest[i - 1]?.operator === '-' ? graph.negate(part) : part))),
    );
  },
  product,
  sign: (scope, { operator, body }) =>
    all(scope, [body], ([part]) => (operator === '-' ? scope.graph.negate(part) : part)),
  root: (scope, { body }) => all(scope, [body], ([part]) => scope.graph.apply(row('sqrt'), part)),
  power,
  superscript: (scope, { base, exponent, range }) =>
    all(scope, [base], ([part]) =>
      exponent === -1 && part.shape.length === 2
        ? noMatrixPower(scope, base, range)
        : scope.graph.power(part, scope.graph.constant(exponent)),
    ),
  transpose: (scope, { base }) => all(scope, [base], ([part]) => transposeOf(scope, part)),
  member,
  index,
  call,
  pipe(scope, { left, right, range }) {
    if (right.kind !== 'name' && right.kind !== 'member' && right.kind !== 'call') {
      const message = 'Right of |> stands a function or a call: x |> f(2). What goes on needs brackets: (x |> f) + 1.';
      scope.report(error('not-a-function', message, right.range.start, right.range.end));
      return undefined;
    }
    const argument = { value: left, range: left.range };
    const called: Of<'call'> =
      right.kind === 'call'
        ? { ...right, arguments: [argument, ...right.arguments], range }
        : { kind: 'call', callee: right, arguments: [argument], range };
    return call(scope, called);
  },
  comparison(scope, { first, rest }) {
    const { graph } = scope;
    return elementwise(scope, first, rest, (parts) => {
      const links = rest.map(({ operator }, i) => graph.apply(row(operator), parts[i] ?? 0, parts[i + 1] ?? 0));
      return links.reduce((left, right) => graph.apply(row('and'), left, right));
    });
  },
  logic: (scope, { operator, operands }) =>
    all(scope, operands, (parts) =>
      together(scope, operands, parts, () => operands[1]?.range, operator)
        ? parts.reduce((left, right) => scope.graph.apply(row(operator), left, right))
        : undefined,
    ),
  not: (scope, { body }) => all(scope, [body], ([part]) => scope.graph.apply(row('not'), part)),
  prime: ofPrime,
  partial: ofPath,
  partialOf: ofExpression,
  nabla: gradientOf,
  point: atPoint,
};

/** Elaborates all parts, so that each reports what is wrong with it, and goes on where none is. */
export function all(
  scope: Scope,
  trees: readonly Tree[],
  build: (parts: Parts) => Expression | undefined,
): Expression | undefined {
  const parts: Expression[] = [];
  for (const tree of trees) {
    const part = elaborate(scope, tree);
    if (part) parts.push(part);
  }
  const [first, ...others] = parts;
  if (parts.length < trees.length || !first) return undefined;
  return build([first, ...others]);
}

type Parts = readonly [Expression, ...Expression[]];

/** Operands of a chain of elementwise operators; where shapes do not go together, that is said at the operator. */
function elementwise(
  scope: Scope,
  first: Tree,
  rest: readonly Link<string>[],
  build: (parts: Parts) => Expression | undefined,
): Expression | undefined {
  const trees = [first, ...rest.map(({ operand }) => operand)];
  return all(scope, trees, (parts) => {
    const place = (i: number): Range | undefined => rest[i - 1]?.operatorRange;
    return together(scope, trees, parts, place, rest[0]?.operator ?? '') ? build(parts) : undefined;
  });
}

/** Whether operands have a common shape: each is held against those before it. */
function together(
  scope: Scope,
  trees: readonly Tree[],
  parts: Parts,
  place: (i: number) => Range | undefined,
  operator: string,
): boolean {
  let [left] = parts;
  for (const [i, right] of parts.entries()) {
    const [before, tree, range] = [trees[i - 1], trees[i], place(i)];
    if (!before || !tree || !range) continue;
    const alone = { tree: before, value: parts[i - 1] ?? left };
    const whole = broadcastShapes(alone.value.shape, right.shape) ? { tree: before, value: left } : alone;
    if (!broadcasts(scope, whole, { tree, value: right }, range, operator)) return false;
    left = broadcastShapes(left.shape, right.shape)?.length === left.shape.length ? left : right;
  }
  return true;
}

function power(scope: Scope, { base, exponent, range }: Of<'power'>): Expression | undefined {
  // W^T, where nothing is called T, is a transpose in other notations.
  const transposes = exponent.kind === 'name' && exponent.name === 'T' && !scope.resolve('T');
  if (transposes) {
    const below = elaborate(scope, base);
    if (below && below.shape.length > 0) {
      const { start, end } = range;
      const fix = {
        title: 'Write .T',
        edits: [{ range: { start: base.range.end, end }, text: '.T' }],
        preferred: true,
      };
      scope.report(error('transpose', 'The transpose is written W.T.', start, end, [fix]));
      return undefined;
    }
  }
  return all(scope, [base, exponent], (parts) => {
    const [below, above] = parts;
    if (!above || !together(scope, [base, exponent], parts, () => exponent.range, '^')) return undefined;
    if (below.shape.length === 2 && integer(exponent) === -1) return noMatrixPower(scope, base, range);
    return scope.graph.power(below, above);
  });
}

/** `A^-1`: a power is one of the entries, and the inverse of a matrix has a name. */
function noMatrixPower(scope: Scope, base: Tree, { start, end }: Range): undefined {
  const fixes: Fix[] = [
    {
      title: 'Write inv(…)',
      edits: [
        { range: { start, end: start }, text: 'inv(' },
        { range: { start: base.range.end, end }, text: ')' },
      ],
      preferred: true,
    },
  ];
  const message = 'The inverse of a matrix is written inv(A); a power is one of each entry, 1/A.';
  scope.report(error('matrix-power', message, start, end, fixes));
  return undefined;
}

const transposeOf = ({ graph }: Scope, part: Expression): Expression =>
  part.shape.length === 0 ? part : graph.operate(operation('transpose'), [part]);

export const notYet = (range: Range, what: string): ReturnType<typeof notice> =>
  notice(
    'not-yet',
    `${what} has no mathematics in this version of Nabla: nothing is computed from it.`,
    range,
    [],
    'information',
  );

function name(scope: Scope, tree: Of<'name'>): Expression | undefined {
  const meaning = scope.resolve(tree.name);
  switch (meaning?.kind) {
    case 'variable':
    case 'value':
      return meaning.variable;
    case 'constant':
      return meaning.expression;
    case 'unsound':
      return undefined;
    case 'function':
    case 'abstract': {
      const parameters =
        meaning.kind === 'function' ? meaning.callee.parameters.map((p) => p.name) : meaning.parameters;
      return needsArguments(scope, tree, parameters);
    }
    case 'row':
    case 'operation':
      return needsArguments(
        scope,
        tree,
        meaning.row.parameters.filter((one) => !one.optional).map((p) => p.name),
      );
    case 'layer':
      if (scope.inside) return needsArguments(scope, tree, requiredOf(meaning.row));
      return outsideNetwork(scope, tree);
    case 'below':
      return usedAbove(scope, tree.range, meaning.message);
    case 'network': {
      const { start, end } = tree.range;
      const part = `${tree.name}.loss`;
      const message = `${tree.name} is a network: name one of its parts, such as ${part}, or call it with its inputs.`;
      scope.report(error('needs-arguments', message, start, end));
      return undefined;
    }
    case undefined:
      return unknown(scope, tree);
  }
}

/** A layer or a loss where no network is. */
export function outsideNetwork(scope: Scope, { name, range: { start, end } }: Of<'name'>): undefined {
  const message = `${name} is a layer or a loss: it can only stand in a network { … }.`;
  scope.report(error('outside-network', message, start, end));
  return undefined;
}

export function usedAbove(scope: Scope, { start, end }: Range, message: string): undefined {
  scope.report(error('used-above', message, start, end));
  return undefined;
}

function needsArguments(scope: Scope, { name, range }: Of<'name'>, parameters: readonly string[]): undefined {
  const written = `${name}(${parameters.join(', ')})`;
  scope.report(
    error('needs-arguments', `${name} is a function: write ${written}.`, range.start, range.end, [
      { title: `Write ${written}`, edits: [{ range, text: written }] },
    ]),
  );
  return undefined;
}

function unknown(scope: Scope, { name, range }: Of<'name'>): Expression | undefined {
  const split = productOf(scope, name);
  const near = split === undefined ? nearest(name, scope.known()) : undefined;
  const guess = near === undefined ? '' : ` Did you mean ${near}?`;
  const fixes: Fix[] =
    near === undefined ? [] : [{ title: `Write ${near}`, edits: [{ range, text: near }], preferred: true }];
  if (split) fixes.push({ title: `Write ${split}`, edits: [{ range, text: split }], preferred: true });
  const product = split ? ` A product is written ${split}.` : '';
  if (!scope.free) {
    scope.report(error('unknown-name', `${name} is not known here.${guess}${product}`, range.start, range.end, fixes));
    return undefined;
  }
  if (fixes.length > 0) {
    scope.report(notice('free-name', `${name} is a free variable here.${guess}${product}`, range, fixes, 'hint'));
  }
  return scope.graph.variable(name);
}

/** `yz` where only y and z are known: y*z. */
function productOf(scope: Scope, name: string): string | undefined {
  const letters = [...name];
  if (letters.length < 2 || letters.length > 4) return undefined;
  const isVariable = (letter: string): boolean => ['variable', 'value'].includes(scope.resolve(letter)?.kind ?? '');
  return letters.every(isVariable) ? letters.join('*') : undefined;
}

function product(scope: Scope, { first, rest }: Of<'product'>): Expression | undefined {
  const { graph } = scope;
  return all(scope, [first, ...rest.map(({ operand }) => operand)], (parts) => {
    let factors: Expression[] = [parts[0]];
    let isArray = parts[0].shape.length > 0;
    const whole = (): Expression => graph.multiply(...factors);
    for (const [i, { operator, operatorRange, operand }] of rest.entries()) {
      const right = parts[i + 1];
      if (!right) return undefined;
      const bothArrays = isArray && right.shape.length > 0;
      const before = rest[i - 1]?.operand ?? first;
      if (operator === '@' || (operator === '·' && bothArrays)) {
        const left = { tree: factors.length === 1 ? before : first, value: whole() };
        const product = matrixProduct(scope, left, { tree: operand, value: right }, operatorRange);
        if (!product) return undefined;
        factors = [product];
        isArray = product.shape.length > 0;
        continue;
      }
      if (bothArrays) {
        const left = { tree: before, value: whole() };
        const sign = operator === '/' ? '/' : '*';
        if (!broadcasts(scope, left, { tree: operand, value: right }, operatorRange, sign)) return undefined;
        if (operator === 'implicit') sideBySide(scope, before, operand);
      }
      isArray ||= right.shape.length > 0;
      if (operator === '/') factors = [graph.divide(whole(), right)];
      else factors.push(right);
    }
    return whole();
  });
}

function matrixProduct(scope: Scope, left: Operand, right: Operand, place: Range): Expression | undefined {
  const numbers = [left, right].some(({ value }) => value.shape.length === 0);
  if (!numbers) return operated(scope, operation('@'), [left, right], {}, place);
  const { start, end } = place;
  scope.report(
    error('matrix-product', '@ is the product of matrices and vectors; numbers are multiplied with *.', start, end, [
      { title: 'Write *', edits: [{ range: { start, end }, text: '*' }], preferred: true },
    ]),
  );
  return undefined;
}

/** Two arrays side by side: the reader says which product is meant. */
function sideBySide(scope: Scope, left: Tree, right: Tree): void {
  const between = { start: left.range.end, end: right.range.start };
  const write = (sign: string): Fix => ({ title: `Write ${sign}`, edits: [{ range: between, text: ` ${sign} ` }] });
  const message = 'Side by side, arrays are multiplied entry by entry: write * for that, or @ for the matrix product.';
  scope.report(
    notice(
      'array-product',
      message,
      { start: left.range.start, end: right.range.end },
      [write('*'), write('@')],
      'warning',
    ),
  );
}

function member(scope: Scope, tree: Of<'member'>): Expression | undefined {
  const part = partAt(scope, tree);
  if (part) return part.variable;
  if (tree.member.name === 'T') return all(scope, [tree.base], ([part]) => transposeOf(scope, part));
  const base = elaborate(scope, tree.base);
  if (!base) return undefined;
  const { start, end } = tree.member.range;
  scope.report(
    error(
      'no-member',
      `There is no part ${tree.member.name} here: only networks and their layers have parts.`,
      start,
      end,
    ),
  );
  return undefined;
}
