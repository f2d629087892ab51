/** The value of a parsed text, by language.md: `@`, `*` and `/` from left to right, `·` by what stands beside it. */
import type { Subscript, Tree } from '../../src/syntax/tree';
import {
  elementwise,
  filled,
  gather,
  matmul,
  OPERATIONS,
  type Place,
  POSITIONAL,
  type Settings,
  scalar,
  take,
  transpose,
  type Value,
} from './numpy';

export type Scope = ReadonlyMap<string, Value>;
type Of<Kind extends Tree['kind']> = Extract<Tree, { kind: Kind }>;

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
};

export function treeValue(tree: Tree, scope: Scope): Value {
  const value = (inner: Tree): Value => treeValue(inner, scope);
  switch (tree.kind) {
    case 'number':
      return scalar(Number(tree.text));
    case 'name':
      return known(tree.name, scope);
    case 'group':
      return value(tree.body);
    case 'array':
      return stacked(tree.items.map(value));
    case 'sum':
      return tree.rest.reduce(
        (sum, { operator, operand }) => elementwise((a, b) => (operator === '+' ? a + b : a - b), sum, value(operand)),
        value(tree.first),
      );
    case 'product':
      return tree.rest.reduce(
        (left, { operator, operand }) => times(left, operator, value(operand)),
        value(tree.first),
      );
    case 'sign':
      return elementwise((a) => (tree.operator === '-' ? -a : a), value(tree.body));
    case 'root':
      return elementwise(Math.sqrt, value(tree.body));
    case 'power':
      return elementwise((a, b) => a ** b, value(tree.base), value(tree.exponent));
    case 'superscript':
      return elementwise((a) => a ** tree.exponent, value(tree.base));
    case 'transpose':
      return transpose(value(tree.base));
    case 'member':
      return member(tree, scope);
    case 'index':
      return indexed(tree, scope);
    case 'call':
      return called(tree, scope);
    case 'comparison': {
      const [link, ...others] = tree.rest;
      const holds = link && COMPARISONS[link.operator];
      if (!link || !holds || others.length > 0) throw new Error('an unknown comparison');
      return elementwise((a, b) => Number(holds(a, b)), value(tree.first), value(link.operand));
    }
    default:
      throw new Error(`${tree.kind} is not expected here`);
  }
}

function known(name: string, scope: Scope): Value {
  const value = scope.get(name);
  if (!value) throw new Error(`${name} is unknown`);
  return value;
}

function times(a: Value, operator: string, b: Value): Value {
  if (operator === '/') return elementwise((x, y) => x / y, a, b);
  const arrays = a.shape.length > 0 && b.shape.length > 0;
  if (operator === '@' || (operator === '·' && arrays)) return matmul(a, b);
  if (operator === 'implicit' && arrays) throw new Error('arrays side by side');
  return elementwise((x, y) => x * y, a, b);
}

function stacked(items: readonly Value[]): Value {
  const inner = items[0]?.shape ?? [];
  return { shape: [items.length, ...inner], data: items.flatMap(({ data }) => data) };
}

function member(tree: Of<'member'>, scope: Scope): Value {
  const { base } = tree;
  const path = base.kind === 'name' ? scope.get(`${base.name}.${tree.member.name}`) : undefined;
  if (path) return path;
  if (tree.member.name !== 'T') throw new Error(`no part ${tree.member.name}`);
  return transpose(treeValue(base, scope));
}

function indexed({ base, subscripts }: Of<'index'>, scope: Scope): Value {
  const x = treeValue(base, scope);
  const [only] = subscripts;
  const ids = only && only.kind !== 'slice' && subscripts.length === 1 ? treeValue(only, scope) : undefined;
  if (ids && ids.shape.length > 0) return gather(x, ids);
  return take(
    x,
    subscripts.map((subscript, axis) => place(subscript, x.shape[axis] ?? 0, scope)),
  );
}

function place(subscript: Subscript, length: number, scope: Scope): Place {
  const number = (tree: Tree): number => treeValue(tree, scope).data[0] ?? Number.NaN;
  if (subscript.kind !== 'slice') return number(subscript);
  return [subscript.from ? number(subscript.from) : 0, subscript.to ? number(subscript.to) : length];
}

function called({ callee, arguments: args }: Of<'call'>, scope: Scope): Value {
  const name = callee.kind === 'name' ? callee.name : '';
  if (name === 'exp' || name === 'sqrt')
    return elementwise(name === 'exp' ? Math.exp : Math.sqrt, ...args.map(({ value }) => treeValue(value, scope)));
  const operation = OPERATIONS[name];
  if (!operation) throw new Error(`no function ${name}`);
  const optional = POSITIONAL[name] ?? [];
  const plain = args.filter((arg) => !arg.name).map(({ value }) => treeValue(value, scope));
  const arrays = plain.slice(0, plain.length - optional.length);
  const settings: Record<string, Settings[string]> = {};
  const set = (option: string, { shape, data }: Value): void => {
    settings[option] = shape.length === 0 ? data[0] : data;
  };
  optional.forEach((option, i) => {
    set(option, plain[arrays.length + i] ?? filled([], () => Number.NaN));
  });
  for (const { name: option, value } of args) if (option) set(option.name, treeValue(value, scope));
  return operation(arrays, settings);
}
