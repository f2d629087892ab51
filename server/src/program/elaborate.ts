/**
 * Trees → expressions, as written. In: a tree and the scope it stands in. Out: its expression, or undefined where it
 * has none; then the reason has been reported, here or where a name it uses is defined.
 */
import type { Expression } from '../calculus/expression';
import { row } from '../calculus/functions/table';
import { parseDecimal } from '../calculus/rational';
import { nearest } from '../syntax/near';
import { error, notice } from '../syntax/problem';
import type { Fix, Range, Tree } from '../syntax/tree';
import { call } from './calls';
import { atPoint, gradientOf, ofExpression, ofPath, ofPrime } from './derivatives';
import type { Scope } from './scope';

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
    all(
      scope,
      items,
      (parts) => {
        const odd = parts.findIndex(({ shape }) => shape.join() !== parts[0].shape.join());
        const range = items[odd]?.range;
        if (!range) return scope.graph.array(parts);
        const message = 'The entries of a vector are numbers; the rows of a matrix have all the same length.';
        scope.report(error('shape-mismatch', message, range.start, range.end));
        return undefined;
      },
      true,
    ),
  sum(scope, { first, rest }) {
    const { graph } = scope;
    return all(scope, [first, ...rest.map(({ operand }) => operand)], (parts) =>
      graph.add(...parts.map((part, i) => (i > 0 && rest[i - 1]?.operator === '-' ? graph.negate(part) : part))),
    );
  },
  product,
  sign: (scope, { operator, body }) =>
    all(scope, [body], ([part]) => (operator === '-' ? scope.graph.negate(part) : part)),
  root: (scope, { body }) => all(scope, [body], ([part]) => scope.graph.apply(row('sqrt'), part)),
  power: (scope, { base, exponent }) => all(scope, [base, exponent], ([b, e]) => e && scope.graph.power(b, e)),
  superscript: (scope, { base, exponent }) =>
    all(scope, [base], ([part]) => scope.graph.power(part, scope.graph.constant(exponent))),
  transpose: (scope, { base, range }) => later(scope, base, range, 'The transpose'),
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
    return all(scope, [first, ...rest.map(({ operand }) => operand)], (parts) => {
      const links = rest.map(({ operator }, i) => graph.apply(row(operator), parts[i] ?? 0, parts[i + 1] ?? 0));
      return links.reduce((left, right) => graph.apply(row('and'), left, right));
    });
  },
  logic: (scope, { operator, operands }) =>
    all(scope, operands, (parts) => parts.reduce((left, right) => scope.graph.apply(row(operator), left, right))),
  not: (scope, { body }) => all(scope, [body], ([part]) => scope.graph.apply(row('not'), part)),
  prime: ofPrime,
  partial: ofPath,
  partialOf: ofExpression,
  nabla: gradientOf,
  point: atPoint,
};

/** Elaborates all parts, so that each reports what is wrong with it, and goes on where none is: with numbers only. */
export function all(
  scope: Scope,
  trees: readonly Tree[],
  build: (parts: Parts) => Expression | undefined,
  arrays = false,
): Expression | undefined {
  const parts: Expression[] = [];
  for (const tree of trees) {
    const part = elaborate(scope, tree);
    if (part) parts.push(part);
  }
  const [first, ...others] = parts;
  if (parts.length < trees.length || !first) return undefined;
  const array = parts.findIndex(({ shape }) => shape.length > 0);
  if (array >= 0 && !arrays) {
    const range = trees[array]?.range;
    if (range) scope.report(notYet(range, 'Arithmetic with vectors and matrices'));
    return undefined;
  }
  return build([first, ...others]);
}

type Parts = readonly [Expression, ...Expression[]];

/** Says, once, that vectors and matrices have no mathematics yet; elaborates the part for its own problems. */
function later(scope: Scope, part: Tree, range: Range, what: string): undefined {
  elaborate(scope, part);
  scope.report(notYet(range, `${what} of a matrix`));
  return undefined;
}

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
      return needsArguments(
        scope,
        tree,
        meaning.row.parameters.map((p) => p.name),
      );
    case 'later':
    case 'network':
      scope.report(notYet(tree.range, tree.name));
      return undefined;
    case undefined:
      return unknown(scope, tree);
  }
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
  const matrix = rest.find(({ operator }) => operator === '@');
  return all(scope, [first, ...rest.map(({ operand }) => operand)], (parts) => {
    if (matrix) {
      const scalars = parts.every(({ shape }) => shape.length === 0);
      const { start, end } = matrix.operatorRange;
      scope.report(
        scalars
          ? error(
              'matrix-product',
              '@ is the product of matrices and vectors; numbers are multiplied with *.',
              start,
              end,
              [{ title: 'Write *', edits: [{ range: { start, end }, text: '*' }], preferred: true }],
            )
          : notYet(matrix.operatorRange, 'The matrix product'),
      );
      return undefined;
    }
    let factors: Expression[] = [parts[0]];
    rest.forEach(({ operator }, i) => {
      const operand = parts[i + 1];
      if (!operand) return;
      if (operator === '/') factors = [graph.divide(graph.multiply(...factors), operand)];
      else factors.push(operand);
    });
    return graph.multiply(...factors);
  });
}

function member(scope: Scope, tree: Of<'member'>): Expression | undefined {
  if (tree.member.name === 'T') return later(scope, tree.base, tree.range, 'The transpose');
  if (tree.base.kind === 'name' && scope.resolve(tree.base.name)?.kind === 'network') {
    scope.report(notYet(tree.range, 'A network'));
    return undefined;
  }
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

/** An entry of what is written out: ∇f[0]. */
function index(scope: Scope, { base, subscripts, range }: Of<'index'>): Expression | undefined {
  let value = elaborate(scope, base);
  if (!value) return undefined;
  for (const subscript of subscripts) {
    const position = subscript.kind === 'slice' ? undefined : integer(subscript);
    if (value.kind !== 'array') {
      const { start, end } = subscript.range;
      if (value.shape.length > 0) scope.report(notYet(range, 'An entry'));
      else
        scope.report(
          error('index-of-number', 'A number has no entries: [ ] needs a vector or a matrix before it.', start, end),
        );
      return undefined;
    }
    if (position === undefined) {
      scope.report(notYet(subscript.range, 'A slice'));
      return undefined;
    }
    const entry: Expression | undefined = value.items.at(position);
    if (!entry || position < -value.items.length) {
      const { start, end } = subscript.range;
      scope.report(
        error(
          'index-out-of-range',
          `There is no entry ${position}: there are ${value.items.length}, counted from 0.`,
          start,
          end,
        ),
      );
      return undefined;
    }
    value = entry;
  }
  return value;
}

function integer(tree: Tree): number | undefined {
  if (tree.kind === 'group') return integer(tree.body);
  if (tree.kind === 'sign') {
    const body = integer(tree.body);
    return body === undefined ? undefined : tree.operator === '-' ? -body : body;
  }
  return tree.kind === 'number' && /^\d+$/.test(tree.text) ? Number(tree.text) : undefined;
}
