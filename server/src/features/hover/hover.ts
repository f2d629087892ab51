/**
 * What a place on the page says when it is pointed at. In: a page and an offset. Out: a card, or nothing.
 * Which card: by the smallest part of the tree that holds the place.
 */
import type { Hover } from 'vscode-languageserver-types';
import type { InitializationOptions } from '../../protocol';
import type { Parameter, Range, Tree } from '../../syntax/tree';
import { children, expressions } from '../../syntax/walk';
import { isDerivative } from '../derivative-tree';
import { type Line, line } from '../formulas';
import { shapeOf } from '../networks';
import type { Verdicts } from '../verdicts';
import { rangeOf, statementAt, type View, within } from '../view';
import { builtInParts } from './built-in';
import { type Card, markdown, plain } from './card';
import { claimCard } from './claim';
import { definitionCard } from './definition';
import { derivativeCard } from './derivative';
import { networkPartCard } from './network-part';
import { operatorParts } from './operator';
import { parameterCard } from './parameter';
import { partFormulas, partResult, sourceOf } from './part';
import { networkAround, type Place, partNamed } from './place';

export interface HoverOptions {
  readonly markdown: boolean;
  readonly commands: InitializationOptions['commands'];
  readonly slopes: boolean;
}

export function hover(view: View, offset: number, verdicts: Verdicts, options: HoverOptions): Hover | undefined {
  const card = cardAt(view, offset, verdicts, options.slopes);
  if (!card || isEmpty(card)) return undefined;
  return shown(view, card, options);
}

/** A card as the client shows it. */
export function shown(view: View, card: Card, { markdown: isMarkdown, commands }: HoverOptions, image?: string): Hover {
  const contents = isMarkdown ? markdown(card, view.document.uri, commands, image) : plain(card);
  return { contents, range: rangeOf(view, card.range) };
}

export const isEmpty = ({ lead, formulas, says = [] }: Card): boolean =>
  !lead && formulas.length === 0 && says.length === 0;

export function cardAt(view: View, offset: number, verdicts: Verdicts, slopes: boolean): Card | undefined {
  const index = statementAt(view, offset);
  const statement = index === undefined ? undefined : view.program.page.statements[index];
  if (index === undefined || !statement) return undefined;
  const at = offset - statement.start;
  const place: Place = { view, index, statement, slopes, verdicts };
  return atHead(place, at) ?? atTree(place, at);
}

const holds = ({ start, end }: Range, at: number): boolean => start <= at && at <= end;

/** The name, the parameters, or the word that begins a statement. */
function atHead(place: Place, at: number): Card | undefined {
  const { view, statement, index, verdicts } = place;
  const { sentence } = statement;
  switch (sentence.kind) {
    case 'input':
    case 'target':
    case 'param':
      return holds(sentence.name.range, at) ? ofMember(place, sentence.name) : undefined;
    case 'definition':
    case 'declare': {
      if (statement.network !== undefined)
        return holds(sentence.name.range, at) ? ofMember(place, sentence.name) : undefined;
      if (holds(sentence.name.range, at)) return ofDefinition(place, sentence.name.name, sentence.name.range);
      const parameter = sentence.parameters?.find(({ range }) => holds(range, at));
      return parameter && ofParameter(place, parameter);
    }
    case 'network':
      return holds(sentence.name.range, at) ? ofDefinition(place, sentence.name.name, sentence.name.range) : undefined;
    case 'check': {
      const onWord = at <= 'check'.length;
      const onRelation = sentence.rest.some(({ relationRange }) => holds(relationRange, at));
      return onWord || onRelation ? claimCard(view, index, verdicts) : undefined;
    }
    default:
      return undefined;
  }
}

/** A node, an input, a target or a parameter where it is defined. */
function ofMember(place: Place, { name, range }: Pick<Parameter['name'], 'name' | 'range'>): Card | undefined {
  const definition = networkAround(place);
  const at = within(place.statement, range);
  return definition && networkPartCard(place, { definition, name, isOutside: false }, at);
}

/** The definition of a name: the one that stands here, else the page's. */
function ofDefinition({ view, index, statement }: Place, name: string, range: Range): Card | undefined {
  const meaning = view.program.meaningAt(index);
  const here = meaning?.kind === 'definition' && meaning.definition.name === name ? meaning.definition : undefined;
  const definition = here ?? view.program.definitionOf(name);
  return definition && definitionCard(view, definition, within(statement, range));
}

function ofParameter(place: Place, { name, range }: Pick<Parameter, 'name' | 'range'>): Card | undefined {
  const { view, index, statement, slopes } = place;
  const meaning = view.program.meaningAt(index);
  if (meaning?.kind !== 'definition' || !meaning.definition.sound || meaning.definition.kind !== 'function')
    return undefined;
  const { callee } = meaning.definition;
  const slot = callee.parameters.findIndex((parameter) => parameter.name === name.name);
  return slot < 0 ? undefined : parameterCard(view, callee, slot, within(statement, range), slopes);
}

/** A place in a formula. */
function atTree(place: Place, at: number): Card | undefined {
  const { view, statement, index, verdicts } = place;
  const root = expressions(statement.sentence).find(({ range }) => holds(range, at));
  if (!root) return undefined;
  const path = pathUnder(root, at);
  const found = [...path].reverse();
  const [tree] = found;
  if (!tree) return undefined;
  const derivative = outermostDerivative(found);
  if (derivative) return derivativeCard(view, statement, derivative);
  const part = partNamed(place, tree);
  if (part) return networkPartCard(place, part, within(statement, tree.range));
  if (tree.kind === 'name') return atName(place, tree, found);
  if (tree.kind === 'number') return undefined;
  const operator = operatorParts(place, tree, at);
  if (operator) return operator;
  const card = atPart(place, tree, found, tree === root);
  return card ?? (statement.sentence.kind === 'check' ? claimCard(view, index, verdicts) : undefined);
}

/** The whole down to the part whose character this is: in `x^2` the `^` is the power's. At the end, what ends there. */
function pathUnder(root: Tree, at: number): Tree[] {
  const path: Tree[] = [];
  let tree: Tree | undefined = root;
  while (tree) {
    path.push(tree);
    const inner: readonly Tree[] = children(tree);
    const atEnd: boolean = at === tree.range.end;
    tree = inner.find(({ range }) => range.start <= at && (at < range.end || (atEnd && at === range.end)));
  }
  return path;
}

/** The derivative that the place belongs to: with its point, if it has one; but not from inside the point's arguments. */
function outermostDerivative(found: readonly Tree[]): Tree | undefined {
  const [tree, parent, grandparent] = found;
  if (!tree) return undefined;
  const of = (inner: Tree, outer: Tree | undefined): Tree =>
    outer?.kind === 'point' && outer.derivative === inner ? outer : inner;
  if (isDerivative(tree)) return of(tree, parent);
  if (tree.kind !== 'name' || !parent) return undefined;
  const isSubject =
    (parent.kind === 'prime' && parent.base === tree) ||
    (parent.kind === 'nabla' && parent.of === tree) ||
    (parent.kind === 'call' && isDerivative(parent));
  return isSubject ? of(parent, grandparent) : undefined;
}

function atName(place: Place, tree: Extract<Tree, { kind: 'name' }>, found: readonly Tree[]): Card | undefined {
  const { view, statement } = place;
  const { name } = tree;
  const [, parent, grandparent] = found;
  const range = within(statement, tree.range);
  const own = ofParameter(place, { name: { name, range: tree.range }, range: tree.range });
  if (own) return own;
  const isCallee =
    (parent?.kind === 'call' && parent.callee === tree) || (parent?.kind === 'pipe' && parent.right === tree);
  // Of `x |> f(2)` the call is the whole.
  const call = isCallee
    ? grandparent?.kind === 'pipe' && grandparent.right === parent
      ? grandparent
      : parent
    : undefined;
  const inBody = call ? partOfBody(place, call) : [];
  const definition = view.program.definitionOf(name);
  const isFree = view.program.expressionOf(statement, tree)?.kind === 'variable' && !definition;
  if (isFree) return undefined;
  if (definition) {
    const card = definitionCard(view, definition, range);
    return { ...card, formulas: [...inBody, ...card.formulas] };
  }
  const parts = builtInParts(place, name, call);
  return parts && { range, ...parts, formulas: [...inBody, ...parts.formulas] };
}

function atPart(place: Place, tree: Tree, found: readonly Tree[], isWhole: boolean): Card | undefined {
  const { view, statement, index } = place;
  const range = within(statement, tree.range);
  if (networkAround(place)) return insideNetwork(place, found.findLast(({ kind }) => kind === 'array') ?? tree);
  const meaning = view.program.meaningAt(index);
  if (meaning?.kind === 'definition' && isWhole) return ofWhole(place, range);
  const formulas = meaning?.kind === 'definition' ? partOfBody(place, tree) : partResult(view, statement, tree);
  return formulas.length > 0 ? { range, formulas } : undefined;
}

/** An expression of a node: its shape, in the formula's own words. */
function insideNetwork({ view, statement }: Place, tree: Tree): Card | undefined {
  const expression = view.program.expressionOf(statement, tree);
  if (!expression) return undefined;
  return {
    range: within(statement, tree.range),
    formulas: [line(sourceOf(statement, tree))],
    says: [expression.shape.length === 0 ? 'a number' : `shape ${shapeOf(expression.shape)}`],
  };
}

/** The whole body: its partials, without the definition's line again. */
function ofWhole({ view, index }: Place, range: Range): Card | undefined {
  const meaning = view.program.meaningAt(index);
  if (meaning?.kind !== 'definition') return undefined;
  const card = definitionCard(view, meaning.definition, range);
  return { ...card, formulas: card.formulas.slice(1) };
}

function partOfBody({ view, statement, index }: Place, tree: Tree): Line[] {
  const meaning = view.program.meaningAt(index);
  if (meaning?.kind !== 'definition' || !meaning.definition.sound) return [];
  return partFormulas(view, statement, tree, meaning.definition);
}
