/**
 * A part of a formula gets a name: a function of the parameters that it uses, a value where it uses none, a node in a
 * network. In: a selection. Out: offers; the definition stands above the statement and its comment.
 */
import { type Dimension, namesIn } from '../../calculus/dimension';
import { type Expression, type Variable, variables } from '../../calculus/expression';
import { DIFFERENTIATIONS } from '../../program/scope';
import type { Edit, Parameter, Range, Sentence, Statement, Tree } from '../../syntax/tree';
import { parts } from '../../syntax/walk';
import { type View, within } from '../view';
import { breaks, spaced } from './brackets';
import { cannot, type Part, selectedPart, whole } from './extractable';
import { type FreshKind, freshNames } from './fresh-names';
import { loses } from './hiding';
import { type Offer, refused } from './offer';
import { lineAbove, placedIn, statementAround, trimmed } from './places';

export function extractions(view: View, selection: Range): Offer[] {
  const range = trimmed(view.program.page.text, selection);
  const around = statementAround(view, range);
  if (!around) return [];
  const { statement } = around;
  const found = selectedPart(view, statement, {
    start: range.start - statement.start,
    end: range.end - statement.start,
  });
  if (!found) return [];
  if ('reason' in found) {
    const offer = { id: 'extract', title: 'Extract', kind: 'refactor.extract' };
    return found.reason === '' ? [] : [refused(offer, found.reason)];
  }
  // The body as a whole has a name already.
  if (isBody(statement.sentence, found)) return [];
  return offersFor(view, statement, found);
}

const isBody = (sentence: Sentence, { tree, operands }: Part): boolean =>
  sentence.kind === 'definition' && !operands && bare(sentence.body) === tree;
const bare = (tree: Tree): Tree => (tree.kind === 'group' ? bare(tree.body) : tree);

const KINDS: Readonly<Record<Exclude<FreshKind, 'parameter'>, { readonly kind: string; readonly noun: string }>> = {
  function: { kind: 'refactor.extract.function', noun: 'function' },
  value: { kind: 'refactor.extract.constant', noun: 'value' },
  node: { kind: 'refactor.extract.node', noun: 'node' },
};

function offersFor(view: View, statement: Statement, part: Part): Offer[] {
  const used = usedBy(view, statement, part);
  if (!used) return [];
  const what = statement.network !== undefined ? 'node' : used.parameters.length > 0 ? 'function' : 'value';
  const { kind, noun } = KINDS[what];
  const name = freshNames(view, what)();
  const call = what === 'function' ? `${name}(${used.parameters.map((one) => one.name).join(', ')})` : name;
  const head = what === 'function' ? `${name}(${used.parameters.map((one) => one.text).join(', ')})` : name;
  const one = { id: 'extract', title: `Extract to a ${noun} ${call}`, kind };
  if (used.missing !== undefined) return [refused(one, `No parameter of this part has the length ${used.missing}.`)];
  const make =
    (places: readonly Part[]): Offer['edits'] =>
    () => [
      lineAbove(view, statement, `${head} = ${textOf(statement, part)}`),
      ...places.map((place) => replacement(statement, place, call)),
    ];
  const parameters = [...used.parameters.map((parameter) => parameter.name), ...used.lengths];
  const lost = loses(view, statement, partsOf([part]), parameters);
  if (lost !== undefined) return [refused(one, lost)];
  const all = occurrences(view, statement, part);
  const offers: Offer[] = [{ ...one, edits: make([part]) }];
  if (all.length > 1 && loses(view, statement, partsOf(all), parameters) === undefined)
    offers.push({
      id: 'extract all',
      title: `Extract all ${all.length} occurrences to a ${noun} ${call}`,
      kind,
      edits: make(all),
    });
  return offers;
}

/** Trees that a name comes in the place of. */
function partsOf(places: readonly Part[]): ReadonlySet<Tree> {
  return new Set(
    places.flatMap(({ tree, operands }) =>
      (operands ? inRun(tree, operands) : [tree]).flatMap((one) => [...parts(one)]),
    ),
  );
}

function inRun(tree: Tree, { from, to }: NonNullable<Part['operands']>): readonly Tree[] {
  if (tree.kind !== 'sum' && tree.kind !== 'product') return [tree];
  return [tree.first, ...tree.rest.map(({ operand }) => operand)].slice(from, to + 1);
}

function replacement(statement: Statement, { range, isNegated }: Part, call: string): Edit {
  const { source } = statement;
  const text = isNegated ? `+ ${call}` : call;
  return {
    range: within(statement, range),
    text: spaced(source.slice(0, range.start), text, source.slice(range.end)),
  };
}

/** A formula over several lines is held together by brackets. */
function textOf({ source }: Statement, { text, isNegated }: Part): string {
  const written = `${isNegated ? '-' : ''}${source.slice(text.start, text.end)}`;
  return breaks(written) ? `(${written})` : written;
}

/** The same expression elsewhere in the statement, in the order of the page. */
function occurrences(view: View, statement: Statement, part: Part): readonly Part[] {
  if (part.operands) return [part];
  const expression = view.program.expressionOf(statement, part.tree);
  const found: Part[] = [];
  for (const placed of placedIn(statement.sentence)) {
    if (placed.tree === part.tree) found.push(part);
    else if (placed.tree.kind === part.tree.kind && view.program.expressionOf(statement, placed.tree) === expression) {
      const other = whole(placed, statement.source);
      if (cannot(view, statement, other) === undefined) found.push(other);
    }
  }
  return found;
}

interface Used {
  /** In the order of the head, or of the text. */
  readonly parameters: readonly { readonly name: string; readonly text: string }[];
  /** The dimensions that their shapes name. */
  readonly lengths: readonly string[];
  /** A dimension that is used as a number, and that none of them has. */
  readonly missing?: string;
}

/** What a part depends on; undefined where it has no meaning. */
function usedBy(view: View, statement: Statement, part: Part): Used | undefined {
  const trees = part.operands ? inRun(part.tree, part.operands) : [part.tree];
  const expressions: Expression[] = [];
  for (const tree of trees) {
    const expression = view.program.expressionOf(statement, tree);
    if (!expression) return undefined;
    expressions.push(expression);
  }
  if (statement.network !== undefined) return { parameters: [], lengths: [] };
  const used = variables(...expressions);
  const isBound = part.parents.some(({ kind }) => kind === 'partialOf' || kind === 'nabla' || kind === 'call');
  // By a value of the page something can be differentiated only where it is written out.
  if (isBound && differentiates(part) && used.some(({ scope }) => scope === 'page')) return undefined;
  const heads = statement.sentence.kind === 'definition' ? (statement.sentence.parameters ?? []) : [];
  const locals = inOrder(
    used.filter(({ scope }) => scope === 'local'),
    heads,
    trees,
  );
  const known = new Set(locals.flatMap(({ shape }) => shape.flatMap(namesIn)));
  const lengths = new Set(used.filter(({ scope }) => scope === 'dimension').map(({ name }) => name));
  const dimensions = new Set(heads.flatMap(({ shape = [] }) => shape.flatMap((one) => [...parts(one)])).map(nameOf));
  for (const name of trees.flatMap((tree) => [...parts(tree)]).map(nameOf))
    if (name !== '' && dimensions.has(name)) lengths.add(name);
  const missing = [...lengths].find((name) => !known.has(name) && !locals.some((one) => one.name === name));
  return {
    parameters: locals.map((variable) => ({ name: variable.name, text: headOf(variable, heads, statement.source) })),
    lengths: [...known],
    ...(missing !== undefined && { missing }),
  };
}

const nameOf = (tree: Tree): string => (tree.kind === 'name' ? tree.name : '');

const differentiates = ({ parents }: Part): boolean =>
  parents.some(
    (parent) =>
      parent.kind === 'partialOf' ||
      parent.kind === 'nabla' ||
      (parent.kind === 'call' && parent.callee.kind === 'name' && DIFFERENTIATIONS.has(parent.callee.name)),
  );

function inOrder(used: readonly Variable[], heads: readonly Parameter[], trees: readonly Tree[]): readonly Variable[] {
  const order = [
    ...heads.map(({ name }) => name.name),
    ...trees.flatMap((tree) => [...parts(tree)]).map(nameOf),
    ...used.map(({ name }) => name),
  ];
  return [...used].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

/** `w[n]`, as the head has it; in a claim as the function does that it is about. */
function headOf({ name, shape }: Variable, heads: readonly Parameter[], source: string): string {
  const head = heads.find((one) => one.name.name === name);
  if (head) return source.slice(head.range.start, head.range.end);
  return shape.length === 0 ? name : `${name}[${shape.map(lengthText).join(', ')}]`;
}

const lengthText = (length: Dimension): string => String(length);
