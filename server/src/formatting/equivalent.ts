/**
 * Whether two sentences say the same in different spellings. In: sentences. Out: yes or no. One form is chosen of each
 * pair; which product a `·` is, is not told here.
 */
import type { Path, Range, Sentence, Subscript, Tree } from '../syntax/tree';
import { isSame } from './same';

export const saysTheSame = (a: Sentence, b: Sentence): boolean => isSame(plain(a), plain(b));

/** The sentence in one spelling, without ranges that would matter. */
function plain(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map(plain);
  if (isTree(part)) return plainTree(part);
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, key === 'range' ? value : plain(value)]));
}

const KINDS: Readonly<Record<string, true>> = Object.fromEntries(
  'number name group array sum product sign root power superscript transpose member index call pipe comparison logic not prime partial partialOf nabla point'
    .split(' ')
    .map((kind) => [kind, true]),
);

function isTree(part: object): part is Tree {
  return 'kind' in part && typeof part.kind === 'string' && Object.hasOwn(KINDS, part.kind);
}

type Plain = readonly unknown[];
const called = (name: string, ...parts: readonly unknown[]): Plain => ['call', name, ...parts];

function plainTree(tree: Tree): unknown {
  switch (tree.kind) {
    case 'group':
      return plainTree(tree.body);
    case 'name':
      return ['name', tree.name === 'π' ? 'pi' : tree.name];
    case 'number':
      return ['number', tree.text];
    case 'root':
      return called('sqrt', plainTree(tree.body));
    case 'power':
      return ['power', plainTree(tree.base), plainTree(tree.exponent)];
    case 'superscript':
      return ['power', plainTree(tree.base), whole(tree.exponent)];
    case 'transpose':
      return ['member', plainTree(tree.base), 'T'];
    case 'member':
      return ['member', plainTree(tree.base), tree.member.name];
    case 'nabla':
      return called(tree.order === 2 ? 'hessian' : 'grad', 'kind' in tree.of ? plainTree(tree.of) : plainPath(tree.of));
    case 'partial':
      return called(
        'diff',
        plainPath(tree.of),
        ...tree.wrt.flatMap(({ path, order }) => times(plainPath(path), order)),
      );
    case 'partialOf':
      return called(
        'diff',
        plainTree(tree.body),
        ...tree.wrt.flatMap(({ path, order }) => times(plainPath(path), order)),
      );
    case 'call':
      return plainCall(tree);
    case 'product':
      return [
        'product',
        plainTree(tree.first),
        ...tree.rest.flatMap(({ operator, operand }) => [productSign(operator), plainTree(operand)]),
      ];
    default:
      return { ...Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, plain(value)])), range: NOWHERE };
  }
}

const NOWHERE: Range = { start: 0, end: 0 };

const times = (part: unknown, count: number): unknown[] => Array.from({ length: count }, () => part);
const whole = (exponent: number): unknown =>
  exponent < 0
    ? plain({ kind: 'sign', operator: '-', body: { kind: 'number', text: String(-exponent) } })
    : ['number', String(exponent)];

/** What `·` is has been told by shapes. */
const productSign = (operator: string): string =>
  operator === '·' || operator === '@' || operator === '*' ? '*' : operator;

function plainCall(tree: Extract<Tree, { kind: 'call' }>): unknown {
  const name = tree.callee.kind === 'name' ? tree.callee.name.replace(/^std\./, '') : undefined;
  const parts = tree.arguments.map(({ name: keyword, value }) =>
    keyword ? [keyword.name, plainTree(value)] : plainTree(value),
  );
  if (name === undefined) return ['called', plainTree(tree.callee), ...parts];
  if (name !== 'diff') return called(name, ...parts);
  const spread: unknown[] = [];
  tree.arguments.forEach(({ value }, i) => {
    const order = value.kind === 'number' && i > 1 && /^\d+$/.test(value.text) ? Number(value.text) : undefined;
    if (order === undefined) spread.push(parts[i]);
    else spread.push(...times(parts[i - 1], Math.min(order, MOST) - 1));
  });
  return called('diff', ...spread);
}

/** Orders beyond are errors anyway. */
const MOST = 100;

function plainPath({ names, index }: Path): unknown {
  const [first, ...rest] = names;
  const path = rest.reduce<unknown>(
    (base, { name }) => ['member', base, name],
    ['name', first?.name === 'π' ? 'pi' : first?.name],
  );
  return index ? ['index', path, ...index.map((one: Subscript) => plain(one))] : path;
}
