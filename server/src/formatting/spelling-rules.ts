/** What a rule of spelling is: a part of a tree, and the edits that spell it the other way; its parts come after it. */
import type { Edit, Tree } from '../syntax/tree';
import { children } from '../syntax/walk';
import type { Site } from './site';

/** Where a part stands. */
export interface Around {
  readonly parent: Tree | undefined;
  /** Where a bracket will stand behind the part. */
  readonly closed?: number;
}

export interface Spelled {
  /** Of this part alone; in its range, in order. */
  readonly edits: readonly Edit[];
  /** The parts whose own spelling the edits hold already. */
  readonly whole?: boolean;
  /** A bracket was put behind this part. */
  readonly closed?: number;
}

/** `inner`: the edits of a part of this part. */
export type Rule<Kind extends Tree['kind'] = Tree['kind']> = (
  site: Site,
  tree: Extract<Tree, { kind: Kind }>,
  around: Around,
  inner: (part: Tree) => readonly Edit[],
) => Spelled | undefined;

export type Rules = { readonly [Kind in Tree['kind']]?: Rule<Kind> };

/** The signs that are spelled otherwise wherever they stand, by what is typed. */
export type Signs = Readonly<Record<string, string>>;

export interface Spelling {
  readonly signs: Signs;
  readonly rules: Rules;
}

const ruleFor = (rules: Rules, kind: Tree['kind']): Rule | undefined => rules[kind] as Rule | undefined;

/** The edits of a tree and of its parts, sorted. */
export function spelled(site: Site, { signs, rules }: Spelling, root: Tree): Edit[] {
  const edits: Edit[] = [];
  const marks = site.words.flatMap(({ text, start, end }) => {
    const sign = Object.hasOwn(signs, text) ? signs[text] : undefined;
    return sign === undefined ? [] : [{ range: { start, end }, text: sign }];
  });
  const visit = (tree: Tree, around: Around): void => {
    const inner = (part: Tree): readonly Edit[] => {
      const own: Edit[] = [];
      const before = edits.splice(0);
      visit(part, { parent: tree });
      own.push(...edits.splice(0));
      edits.push(...before);
      return merged(own, marks, part.range.start, part.range.end);
    };
    const found = ruleFor(rules, tree.kind)?.(site, tree, around, inner);
    edits.push(...(found?.edits ?? []));
    if (found?.whole) return;
    const closed = found?.closed ?? (around.closed === tree.range.end ? around.closed : undefined);
    for (const part of children(tree)) visit(part, { parent: tree, ...(closed !== undefined && { closed }) });
  };
  visit(root, { parent: undefined });
  return merged(edits, marks, root.range.start, root.range.end);
}

/** Edits in order, and the signs between them that they leave alone. */
function merged(edits: readonly Edit[], marks: readonly Edit[], start: number, end: number): Edit[] {
  const sorted = edits
    .map((edit, i) => ({ edit, i }))
    .sort(
      (a, b) =>
        a.edit.range.start - b.edit.range.start ||
        // What is put in stands before what is replaced.
        Number(a.edit.range.end > a.edit.range.start) - Number(b.edit.range.end > b.edit.range.start) ||
        a.i - b.i,
    )
    .map(({ edit }) => edit);
  const out: Edit[] = [];
  let next = 0;
  const marksBefore = (offset: number): void => {
    for (let mark = marks[next]; mark && mark.range.end <= offset; mark = marks[++next]) {
      if (mark.range.start >= Math.max(start, out.at(-1)?.range.end ?? start)) out.push(mark);
    }
  };
  for (const edit of sorted) {
    marksBefore(edit.range.start);
    out.push(edit);
    while ((marks[next]?.range.start ?? Number.POSITIVE_INFINITY) < edit.range.end) next++;
  }
  marksBefore(end);
  return out;
}

/** A power, an index or another suffix takes this part as its base. */
export function isBase(tree: Tree, parent: Tree | undefined): boolean {
  switch (parent?.kind) {
    case 'power':
    case 'superscript':
    case 'transpose':
    case 'member':
    case 'index':
    case 'prime':
      return parent.base === tree;
    case 'call':
      return parent.callee === tree;
    default:
      return false;
  }
}
