/**
 * A function, a value or a node is written out where it is used. In: a place: its definition, or one of its uses. Out:
 * offers; with all uses its definition goes. Refused with the reason where the page would mean something else.
 */
import { DIFFERENTIATIONS } from '../../program/scope';
import type { Edit, Range, Statement, Tree } from '../../syntax/tree';
import { expressions, parts, pathTo } from '../../syntax/walk';
import { type View, within } from '../view';
import { besides, held, Level, levelOf, type Piece, piece, rewritten, spaced } from './brackets';
import { hasWeights } from './extractable';
import { gains, hidingNames, loses, spokenNames } from './hiding';
import { type Offer, refused } from './offer';
import { removal, statementAround, trimmed } from './places';
import { argumentsOf, dimensionsOf, type Source, sourceAt, type Use, type Uses, usesOf } from './uses';

const KIND = 'refactor.inline';
/** Of what stands in the place of a use. */
const LONGEST = 5_000;

export function inlinings(view: View, selection: Range): Offer[] {
  const around = statementAround(view, trimmed(view.program.page.text, selection));
  if (!around) return [];
  const { statement, index } = around;
  const at = selection.start - statement.start;
  const own = sourceAt(view, index);
  if (own && holds(own.sentence.name.range, at)) {
    const all = usesOf(view, own);
    return all.uses.length === 0 && all.reason === undefined
      ? [refused(everywhere(own, all), `Nothing on this page uses ${own.name}.`)]
      : [inlineAll(view, own, all)];
  }
  const source = sourceOf(view, statement, at);
  const all = source && usesOf(view, source);
  const use = all?.uses.find((one) => one.statement === statement && holds(one.name.range, at));
  if (!source || !all || !use) return [];
  const here = { id: 'inline', title: `Inline ${source.name} here`, kind: KIND };
  const reason = (source.kind === 'node' ? all.reason : undefined) ?? cannot(view, source, use, [use]);
  const offers: Offer[] = [
    reason === undefined ? { ...here, edits: () => [replacement(view, source, use, [use])] } : refused(here, reason),
  ];
  return all.uses.length > 1 || all.reason === undefined ? [...offers, inlineAll(view, source, all)] : offers;
}

const holds = ({ start, end }: Range, at: number): boolean => start <= at && at <= end;

/** The definition that a name is of. */
function sourceOf(view: View, statement: Statement, at: number): Source | undefined {
  const name = expressions(statement.sentence)
    .flatMap((tree) => pathTo(tree, at))
    .findLast((tree) => tree.kind === 'name');
  if (name?.kind !== 'name') return undefined;
  const { statements } = view.program.page;
  const isNode = ({ network, sentence }: Statement): boolean =>
    network === statement.network && sentence.kind === 'definition' && sentence.name.name === name.name;
  const index = statement.network === undefined ? -1 : statements.findIndex(isNode);
  const definition = view.program.definitionOf(name.name);
  return sourceAt(view, index >= 0 ? index : definition ? statements.indexOf(definition.statement) : -1);
}

const everywhere = ({ name }: Source, { uses }: Uses): Pick<Offer, 'id' | 'title' | 'kind'> => ({
  id: 'inline all',
  title:
    uses.length > 1
      ? `Inline ${name} into all ${uses.length} uses, and remove it`
      : `Inline ${name} where it is used, and remove it`,
  kind: KIND,
});

function inlineAll(view: View, source: Source, all: Uses): Offer {
  const offer = everywhere(source, all);
  if (all.reason !== undefined) return refused(offer, all.reason);
  for (const use of all.uses) {
    const reason = cannot(view, source, use, all.uses);
    if (reason !== undefined) return refused(offer, `Line ${use.statement.line + 1}: ${reason}`);
  }
  return {
    ...offer,
    edits: () => [
      removal(view, source.statement),
      // A use in an argument of another goes with it.
      ...all.uses
        .filter((use) => !use.parents.some((parent) => all.uses.some(({ tree }) => tree === parent)))
        .map((use) => replacement(view, source, use, all.uses)),
    ],
  };
}

function cannot(view: View, source: Source, use: Use, all: readonly Use[]): string | undefined {
  const { body, parameters = [] } = source.sentence;
  const trees = [...parts(body)];
  const layer = trees.find(
    (tree) => tree.kind === 'call' && tree.callee.kind === 'name' && hasWeights(tree.callee.name),
  );
  if (source.kind === 'node' && layer?.kind === 'call' && layer.callee.kind === 'name')
    return `The parameters of ${layer.callee.name} are named after ${source.name}.`;
  const given = argumentsOf(view, source, use);
  if (typeof given === 'string') return given;
  if (differentiatesByName(view, trees) && !isAsDefined(given))
    return `The formula of ${source.name} differentiates by names.`;
  const own = new Set([...parameters.map(({ name }) => name.name), ...dimensionsOf(parameters)]);
  const length = [...given].find(
    ([name, value]) => value === '' && trees.some((tree) => tree.kind === 'name' && tree.name === name),
  );
  if (length) return `The length ${length[0]} of ${source.name} has no name here.`;
  if (source.kind !== 'node') {
    const hiding = hidingNames(view, use.statement);
    const hidden = outerNames(trees, own).find((name) => hiding.has(name));
    if (hidden !== undefined)
      return `The ${hidden} in ${source.name} is that of the page, which is hidden here by another ${hidden}.`;
    const valued =
      use.parents.some(isDifferentiation) &&
      outerNames(trees, own).some((name) => view.program.definitionOf(name)?.kind === 'value');
    if (valued) return `${source.name} is differentiated here, and its formula names values of the page.`;
  }
  if (use.statement.sentence.kind === 'check' && source.kind !== 'node') {
    const taken = gains(view, use.statement, outerNames(trees, own));
    if (taken !== undefined)
      return `In a claim about what ${source.name} calls, ${taken} would be no value of the page but a parameter.`;
  }
  const there = all.filter(({ statement }) => statement === use.statement).map(({ name, tree }) => [name, tree]);
  const lost =
    source.kind === 'function'
      ? loses(view, use.statement, new Set(there.flat()), spokenNames(view, outerNames(trees, own)))
      : undefined;
  if (lost !== undefined) return lost;
  return written(view, source, use, all).text.length > LONGEST ? 'The result would be too long.' : undefined;
}

/** Whether a formula speaks of variables by their names: a derivative without a point does, unless of a network. */
function differentiatesByName({ program }: View, trees: readonly Tree[]): boolean {
  const pointed = new Set(trees.flatMap((tree) => (tree.kind === 'point' ? [tree.derivative] : [])));
  return trees.some((tree) => {
    if (tree.kind === 'partialOf') return true;
    if (tree.kind === 'partial' && program.definitionOf(tree.of.names[0]?.name ?? '')?.kind === 'network') return false;
    return (tree.kind === 'partial' || tree.kind === 'prime' || isDifferentiation(tree)) && !pointed.has(tree);
  });
}

/** The arguments are called as the parameters are. */
const isAsDefined = (given: ReadonlyMap<string, Tree | string>): boolean =>
  given.size > 0 &&
  [...given].every(
    ([name, value]) => value === name || (typeof value !== 'string' && value.kind === 'name' && value.name === name),
  );

const isDifferentiation = (tree: Tree): boolean =>
  tree.kind === 'partialOf' ||
  tree.kind === 'nabla' ||
  (tree.kind === 'call' && tree.callee.kind === 'name' && DIFFERENTIATIONS.has(tree.callee.name));

/** Names of the page in a body: of values, of functions, of networks. */
function outerNames(trees: readonly Tree[], own: ReadonlySet<string>): string[] {
  return trees.flatMap((tree) => {
    if (tree.kind === 'name') return own.has(tree.name) ? [] : [tree.name];
    if (tree.kind === 'partial') return tree.of.names.slice(0, 1).map(({ name }) => name);
    return tree.kind === 'nabla' && 'names' in tree.of ? tree.of.names.slice(0, 1).map(({ name }) => name) : [];
  });
}

function replacement(view: View, source: Source, use: Use, all: readonly Use[]): Edit {
  const { range } = use.tree;
  const text = use.statement.source;
  const inner = held(written(view, source, use, all), use.tree, use.parents);
  const apart = spaced(text.slice(0, range.start), inner, text.slice(range.end));
  return {
    range: within(use.statement, range),
    text: besides(apart, text.slice(0, range.start), use.tree, use.parents),
  };
}

/** The body with the arguments in the places of the parameters; uses in the arguments are written out, too. */
function written(view: View, source: Source, use: Use, all: readonly Use[]): Piece {
  const given = argumentsOf(view, source, use);
  const { statement, sentence } = source;
  const body = rewritten(statement.source, sentence.body, [], (tree) => {
    const value = tree.kind === 'name' && typeof given !== 'string' ? given.get(tree.name) : undefined;
    if (value === undefined) return undefined;
    return typeof value === 'string' ? piece(value, Level.atom) : argument(view, source, use, value, all);
  });
  return { ...body, isNew: true };
}

function argument(view: View, source: Source, use: Use, value: Tree, all: readonly Use[]): Piece {
  const inner = rewritten(use.statement.source, value, [], (tree) => {
    const nested = all.find((one) => one !== use && one.tree === tree && one.statement === use.statement);
    return nested && written(view, source, nested, all);
  });
  return { text: inner.text, level: inner.isNew ? inner.level : levelOf(value), isNew: true };
}
