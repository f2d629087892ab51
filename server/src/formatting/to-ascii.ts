/** Unicode → ASCII: `√x` as `sqrt(x)`, `x²` as `x^2`, `Wᵀ` as `W.T`, `∇f` as `grad(f)`, `∂f/∂x` as `diff(f, x)`. */
import type { Edit, Path, Tree } from '../syntax/tree';
import { productSigns } from './product-signs';
import { meets, runsInto, runsOutOf, type Site } from './site';
import { isBase, type Rules, type Signs } from './spelling-rules';

/** Signs of products are told by their sides. */
export const ASCII_SIGNS: Signs = {
  '−': '-',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '≈': '~=',
  '′': "'",
  '″': "''",
  '‴': "'''",
};

export const ASCII_FORMS: Rules = {
  product: (site, tree) => ({ edits: productSigns(site, tree, 'ascii') }),
  superscript(site, tree, { parent, closed }) {
    const { base, range, exponent } = tree;
    const written = exponent < 0 ? `^(${exponent})` : `^${exponent}`;
    const edit = { range: { start: base.range.end, end: range.end }, text: written };
    // x²^3 is (x²)³, and x^2^3 is not.
    if (isBase(tree, parent)) return { edits: bracketed(tree, [edit]), closed: range.end };
    const touches = closed !== range.end && meets(site, range.end);
    return { edits: [touches ? { ...edit, text: `${written} ` } : edit] };
  },
  transpose: (site, { base, range }, { closed }) => ({
    edits: [
      {
        range: { start: base.range.end, end: range.end },
        text: closed !== range.end && runsInto(site, range.end) ? '.T ' : '.T',
      },
    ],
  }),
  root(site, { body, range }) {
    const sign = { start: range.start, end: range.start + 1 };
    const word = `${apart(site, range.start)}${site.isTaken('sqrt') ? 'std.sqrt' : 'sqrt'}`;
    if (body.kind === 'group') return { edits: [{ range: sign, text: word }] };
    const isNear = /^[ \t]*$/.test(site.text({ start: sign.end, end: body.range.start }));
    return {
      edits: [
        { range: isNear ? { start: sign.start, end: body.range.start } : sign, text: `${word}(` },
        { range: { start: range.end, end: range.end }, text: ')' },
      ],
      closed: range.end,
    };
  },
  name(site, tree) {
    if (tree.name !== 'π' || site.isTaken('pi') || site.isTaken('π')) return undefined;
    return site.expressionOf(tree)?.kind === 'named' ? { edits: [{ range: tree.range, text: 'pi' }] } : undefined;
  },
};

export const ASCII_DERIVATIVES: Rules = {
  ...ASCII_FORMS,
  nabla(site, { of, order, range }) {
    const name = order === 2 ? 'hessian' : 'grad';
    if (site.isTaken(name)) return undefined;
    const word = `${apart(site, range.start)}${name}`;
    if (!('kind' in of)) {
      return {
        edits: [
          { range: { start: range.start, end: of.range.start }, text: `${word}(` },
          { range: { start: range.end, end: range.end }, text: ')' },
        ],
      };
    }
    const open = site.words.findLast(({ type, end }) => type === '(' && end <= of.range.start);
    return open && { edits: [{ range: { start: range.start, end: open.start }, text: word }] };
  },
  partial(site, tree) {
    const by = variables(tree.wrt);
    if (tree.leibniz || tree.of.index || !by || site.isTaken('diff') || /[\n#]/.test(site.text(tree.range)))
      return undefined;
    const text = `${apart(site, tree.range.start)}diff(${site.text(tree.of.range)}, ${by})`;
    return { edits: [{ range: tree.range, text }], whole: true };
  },
  partialOf(site, tree, _, inner) {
    const by = variables(tree.wrt);
    if (tree.leibniz || !by || site.isTaken('diff') || /[\n#]/.test(site.text(tree.range))) return undefined;
    const body = site.rewritten(tree.body.range, inner(tree.body));
    const text = `${apart(site, tree.range.start)}diff(${body}, ${by})`;
    return { edits: [{ range: tree.range, text }], whole: true };
  },
};

const apart = (site: Site, start: number): string => (runsOutOf(site, start) ? ' ' : '');

const bracketed = ({ range: { start, end } }: Tree, edits: readonly Edit[]): Edit[] => [
  { range: { start, end: start }, text: '(' },
  ...edits,
  { range: { start: end, end }, text: ')' },
];

/** `x, 2, y`; diff takes plain names only. */
function variables(wrt: readonly { readonly path: Path; readonly order: number }[]): string | undefined {
  const parts = wrt.map(({ path: { names, index }, order }) => {
    const [name, ...more] = names;
    if (!name || more.length > 0 || index) return undefined;
    return order === 1 ? name.name : `${name.name}, ${order}`;
  });
  return parts.includes(undefined) ? undefined : parts.join(', ');
}
