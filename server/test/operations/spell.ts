/** Expressions as short text, for tests that hold what a pullback looks like. */
import type { Expression } from '../../src/calculus/expression';
import { parts } from '../../src/calculus/expression';
import type { Option } from '../../src/calculus/operations/row';
import { toNumber } from '../../src/calculus/rational';

/** `known`: nodes that have a name. */
export function spell(node: Expression, known: ReadonlyMap<Expression, string> = new Map()): string {
  const name = known.get(node);
  if (name) return name;
  const [a = '', b = ''] = parts(node).map((part) => held(part, known));
  const list = parts(node).map((part) => spell(part, known));
  switch (node.kind) {
    case 'constant':
      return String(toNumber(node.value));
    case 'variable':
      return node.name;
    case 'sum':
      return list.join(' + ');
    case 'product':
      return node.factors.map((factor) => held(factor, known)).join('*');
    case 'negation':
      return `-${a}`;
    case 'quotient':
      return `${a}/${b}`;
    case 'power':
      return `${a}^${b}`;
    case 'application':
      return `${node.row.name}(${list.join(', ')})`;
    case 'operation': {
      const { at, ...options } = node.options;
      if (node.row.style === 'infix') return `${list[0]} ${node.row.name} ${b}`;
      if (node.row.style === 'postfix' && Object.keys(options).length === 0) return `${a}.T`;
      if (node.row.style === 'index') return `${a}[${at === undefined ? list.slice(1).join(', ') : subscripts(at)}]`;
      const named = Object.entries(options).map(([key, option]) => `${key}=${written(option)}`);
      return `${node.row.name}(${[...list, ...named].join(', ')})`;
    }
    default:
      return node.kind;
  }
}

/** In brackets where it would be read otherwise. */
const held = (node: Expression, known: ReadonlyMap<Expression, string>): string => {
  const text = spell(node, known);
  const infix = node.kind === 'operation' && node.row.style === 'infix';
  const open = infix || ['sum', 'product', 'quotient', 'negation', 'power'].includes(node.kind);
  return open && !known.has(node) ? `(${text})` : text;
};

const written = (option: Option): string =>
  typeof option === 'object'
    ? `[${option.map((one) => (typeof one === 'object' ? one.join(':') : one)).join(', ')}]`
    : String(option);

const subscripts = (option: Option): string => written(option).slice(1, -1);
