/** ASCII → Unicode: `a*b` as `a·b`, `sqrt(x)` as `√x`, `x^2` as `x²`, `W.T` as `Wᵀ`, `diff(f, x)` as `∂f/∂x`. */
import type { Edit, Range, Tree } from '../syntax/tree';
import { productSigns } from './product-signs';
import { isBracketing, meets, runsInto, type Site } from './site';
import { isBase, type Rules, type Signs } from './spelling-rules';

type Call = Extract<Tree, { kind: 'call' }>;

export const UNICODE_SIGNS: Signs = { '-': '−', '<=': '≤', '>=': '≥', '!=': '≠', '~=': '≈' };

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const superscript = (digits: string): string =>
  [...digits].map((digit) => (digit === '-' ? '⁻' : SUPERSCRIPTS[Number(digit)])).join('');

export const UNICODE_FORMS: Rules = {
  product: (site, tree) => ({ edits: productSigns(site, tree, 'unicode') }),
  power(site, tree, { parent }) {
    const digits = integer(tree.exponent);
    const between = { start: tree.base.range.end, end: tree.range.end };
    // x^2^3 is x^(2^3); x²³ would be another power.
    const isInner = parent?.kind === 'power' && parent.exponent === tree;
    const isRaised = site.endingAt(tree.base.range.end)?.type === 'superscript';
    if (digits === undefined || isInner || isRaised || /[\n#]/.test(site.text(between))) return undefined;
    // What follows is no part of the exponent, which x^2y hides.
    const apart = meets(site, tree.range.end) ? ' ' : '';
    return { edits: [{ range: between, text: `${superscript(digits)}${apart}` }] };
  },
  member(site, tree) {
    if (tree.member.name !== 'T') return undefined;
    const { range, base } = tree;
    const found = site.expressionOf(tree);
    const isTransposed = found !== undefined && found === site.expressionOf({ kind: 'transpose', base, range });
    return isTransposed ? { edits: [{ range: { start: base.range.end, end: range.end }, text: 'ᵀ' }] } : undefined;
  },
  name(site, tree) {
    if (tree.name !== 'pi' || site.isTaken('pi') || site.isTaken('π')) return undefined;
    return site.expressionOf(tree)?.kind === 'named' ? { edits: [{ range: tree.range, text: 'π' }] } : undefined;
  },
  call(site, tree, { parent }) {
    const { callee } = tree;
    if (callee.kind !== 'name' || callee.name !== 'sqrt' || site.isTaken('sqrt')) return undefined;
    const argument = onlyArgument(site, tree);
    const isPiped = parent?.kind === 'pipe' && parent.right === tree;
    // √x^2 is √(x²).
    if (!argument || isBase(tree, parent) || isPiped) return undefined;
    const [open, close] = [
      { start: callee.range.start, end: argument.range.start },
      { start: argument.range.end, end: tree.range.end },
    ];
    const follows = site.after(tree.range.end)?.type;
    const isBare = (argument.kind === 'name' || argument.kind === 'number') && follows !== '(' && follows !== '[';
    if (isBare && isBracketing(site.text(close)) && !runsInto(site, tree.range.end) && !/\n/.test(site.text(open))) {
      return {
        edits: [
          { range: open, text: '√' },
          { range: close, text: '' },
        ],
      };
    }
    return { edits: [{ range: callee.range, text: '√' }] };
  },
};

export const UNICODE_DERIVATIVES: Rules = {
  ...UNICODE_FORMS,
  call(site, tree, around, inner) {
    const name = tree.callee.kind === 'name' && !site.isTaken(tree.callee.name) ? tree.callee.name : '';
    const nabla = Object.hasOwn(NABLAS, name) ? NABLAS[name] : undefined;
    if (nabla !== undefined) return gradient(site, tree, around.parent, nabla);
    if (name === 'diff') return difference(site, tree, around.parent, inner);
    return UNICODE_FORMS.call?.(site, tree, around, inner);
  },
};

const NABLAS: Readonly<Record<string, string>> = { grad: '∇', hessian: '∇²' };

/** `2`, `-2`, `(-2)`; no other exponent becomes a superscript. */
function integer(tree: Tree): string | undefined {
  if (tree.kind === 'group') return tree.body.kind === 'sign' ? integer(tree.body) : undefined;
  if (tree.kind === 'sign' && tree.operator === '-') {
    const digits = tree.body.kind === 'number' ? integer(tree.body) : undefined;
    return digits && `-${digits}`;
  }
  return tree.kind === 'number' && /^[1-9]\d{0,2}$/.test(tree.text) ? tree.text : undefined;
}

function onlyArgument(site: Site, { arguments: list, range }: Call): Tree | undefined {
  const [first, second] = list;
  // A trailing comma is no part of an argument.
  const isLast = first && site.after(first.value.range.end)?.end === range.end;
  return first && !second && !first.name && isLast ? first.value : undefined;
}

/** `f`, `net.loss`. */
const isPath = (tree: Tree): boolean => tree.kind === 'name' || (tree.kind === 'member' && isPath(tree.base));

function gradient(
  site: Site,
  tree: Call,
  parent: Tree | undefined,
  nabla: string,
): { readonly edits: readonly Edit[] } | undefined {
  const argument = onlyArgument(site, tree);
  if (!argument) return undefined;
  if (!isPath(argument)) return { edits: [{ range: tree.callee.range, text: nabla }] };
  const [open, close] = [
    { start: tree.callee.range.end, end: argument.range.start },
    { start: argument.range.end, end: tree.range.end },
  ];
  const isIndexed = parent?.kind === 'index' || !isBase(tree, parent);
  if (!isIndexed || runsInto(site, tree.range.end) || !isBracketing(site.text(open) + site.text(close)))
    return undefined;
  return {
    edits: [
      { range: { start: tree.callee.range.start, end: open.end }, text: nabla },
      { range: close, text: '' },
    ],
  };
}

/** `diff(f, x, 2)` as `∂²f/∂x²`, `diff(x^2 y, x)` as `∂/∂x (x²y)`. */
function difference(
  site: Site,
  tree: Call,
  parent: Tree | undefined,
  inner: (part: Tree) => readonly Edit[],
): { readonly edits: readonly Edit[]; readonly whole: true } | undefined {
  const [first, ...rest] = tree.arguments;
  const by = differentials(rest.map(({ value }) => value));
  const isNamed = tree.arguments.some(({ name }) => name);
  if (!first || !by || by.length === 0 || isNamed || /[\n#]/.test(site.text(tree.range))) return undefined;
  const total = by.reduce((sum, { order }) => sum + order, 0);
  const raised = (order: number): string => (order === 1 ? '' : superscript(String(order)));
  const below = by.map(({ range, order }) => `∂${site.text(range)}${raised(order)}`).join('');
  const body = site.rewritten(first.value.range, inner(first.value));
  const isFunction = isPath(first.value);
  const text = isFunction ? `∂${raised(total)}${body}/${below}` : `∂${raised(total)}/${below} (${body})`;
  const apart = runsInto(site, tree.range.end) ? ' ' : '';
  const written = needsBrackets(tree, parent) ? `(${text})` : `${text}${apart}`;
  return { edits: [{ range: tree.range, text: written }], whole: true };
}

function differentials(list: readonly Tree[]): { readonly range: Range; readonly order: number }[] | undefined {
  const by: { range: Range; order: number }[] = [];
  for (const tree of list) {
    const last = by.at(-1);
    if (tree.kind === 'name') by.push({ range: tree.range, order: 1 });
    else if (tree.kind === 'number' && /^[1-9]\d?$/.test(tree.text) && last?.order === 1)
      last.order = Number(tree.text);
    else return undefined;
  }
  return by;
}

/** ∂f/∂x² would be of second order, and a / ∂f/∂x is hard to read. */
function needsBrackets(tree: Tree, parent: Tree | undefined): boolean {
  if (!parent) return false;
  if (isBase(tree, parent) || parent.kind === 'power' || parent.kind === 'root') return true;
  if (parent.kind !== 'product') return false;
  const at = parent.rest.findIndex(({ operand }) => operand === tree);
  return parent.rest[at]?.operator === '/' || parent.rest[at + 1]?.operator === '/';
}
