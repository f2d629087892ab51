/**
 * Where a definition of this page is used, and what keeps it from being written out there. In: a function, a value or a
 * node. Out: its uses in the order of the page, and a reason where one of them needs the name itself.
 */
import { namesIn } from '../../calculus/dimension';
import { DIFFERENTIATIONS } from '../../program/scope';
import type { Argument, Parameter, Path, Sentence, Statement, Tree } from '../../syntax/tree';
import type { View } from '../view';
import { hidingNames } from './hiding';
import { type Placed, placedIn } from './places';

/** What can be written out where it is used. */
export interface Source {
  readonly kind: 'function' | 'value' | 'node';
  readonly name: string;
  readonly index: number;
  readonly statement: Statement;
  readonly sentence: Extract<Sentence, { kind: 'definition' }>;
}

/** A call, a pipe or a name. */
export interface Use extends Placed {
  readonly statement: Statement;
  /** Of a call, as they stand there. */
  readonly arguments: readonly Argument[];
  /** The name itself. */
  readonly name: Tree;
}

export interface Uses {
  readonly uses: readonly Use[];
  /** Why not all of them can be written out. */
  readonly reason?: string;
}

export function sourceAt({ program }: View, index: number): Source | undefined {
  const statement = program.page.statements[index];
  const sentence = statement?.sentence;
  if (!statement || sentence?.kind !== 'definition') return undefined;
  const { name } = sentence.name;
  const found = { name, index, statement, sentence };
  if (statement.network !== undefined) {
    const isNode = name !== 'loss' && !sentence.parameters && program.expressionOf(statement, sentence.body);
    return isNode ? { ...found, kind: 'node' } : undefined;
  }
  const definition = program.definitionOf(name);
  if (definition?.statement !== statement || !definition.sound) return undefined;
  return definition.kind === 'function' || definition.kind === 'value'
    ? { ...found, kind: definition.kind }
    : undefined;
}

export function usesOf(view: View, source: Source): Uses {
  const uses: Use[] = [];
  let reason: string | undefined;
  for (const [index, statement] of view.program.page.statements.entries()) {
    if (index === source.index) continue;
    if (statement.sentence.kind === 'broken') {
      if (mentions(statement, source.name))
        reason ??= `Line ${statement.line + 1} speaks of ${source.name} and cannot be read.`;
      continue;
    }
    if (!statement.source.normalize('NFC').includes(source.name)) continue;
    for (const found of usesIn(view, source, statement)) {
      if (typeof found === 'string') reason ??= `${found} in line ${statement.line + 1}.`;
      else uses.push(found);
    }
  }
  return { uses, ...(reason !== undefined && { reason }) };
}

const mentions = ({ source }: Statement, name: string): boolean =>
  [...source.matchAll(/[\p{L}_][\p{L}\p{M}0-9_₀-₉]*/gu)].some(([word]) => word.normalize('NFC') === name);

/** The uses in a statement, and what cannot be written out there. */
function* usesIn(view: View, source: Source, statement: Statement): Generator<Use | string> {
  const {
    name,
    kind,
    statement: { network },
  } = source;
  const inside = statement.network === network;
  const hides = kind !== 'node' && hidingNames(view, statement).has(name);
  const header = network === undefined ? undefined : view.program.page.statements[network]?.sentence;
  const outside = header?.kind === 'network' ? header.name.name : undefined;
  for (const placed of placedIn(statement.sentence)) {
    const { tree } = placed;
    if (kind === 'node' && !inside) {
      const reason = outside === undefined ? undefined : neededOutside(outside, name, tree);
      if (reason !== undefined) yield reason;
      continue;
    }
    const needed = hides ? undefined : needs(source, placed);
    if (needed !== undefined) yield needed;
    if (tree.kind !== 'name' || tree.name !== name || hides) continue;
    const use = useAt(source, placed, statement);
    if (use !== undefined) yield use;
  }
}

/** What the page says of a network depends on its nodes where it names one, and where it takes the network as a function. */
function neededOutside(network: string, node: string, tree: Tree): string | undefined {
  const path = tree.kind === 'member' && tree.base.kind === 'name' ? [tree.base.name, tree.member.name] : [];
  const paths = tree.kind === 'partial' ? [tree.of, ...tree.wrt.map((one) => one.path)].map(namesOf) : [path];
  if (tree.kind === 'nabla' && 'names' in tree.of) paths.push(namesOf(tree.of));
  if (paths.some(([first, second]) => first === network && second === node)) return `${network}.${node} is used`;
  const called = tree.kind === 'call' && tree.callee.kind === 'name' ? [tree.callee.name] : [];
  return [called, ...paths].some(([first, ...rest]) => first === network && rest.length === 0)
    ? `${network} is taken as a function of its inputs`
    : undefined;
}

const namesOf = ({ names }: Path): string[] => names.map((one) => one.name);

/** Derivatives that say the name. */
function needs({ name, kind }: Source, { tree }: Placed): string | undefined {
  const isBy = (path: Path): boolean => path.names[0]?.name === name;
  switch (tree.kind) {
    case 'partial':
      if (isBy(tree.of)) return `${name} is differentiated by its name`;
      return kind === 'node' && tree.wrt.some(({ path }) => isBy(path))
        ? `Something is differentiated by ${name}`
        : undefined;
    case 'partialOf':
      return kind !== 'function' && tree.wrt.some(({ path }) => isBy(path))
        ? `Something is differentiated by ${name}`
        : undefined;
    case 'nabla':
      return 'names' in tree.of && isBy(tree.of) ? `${name} is differentiated by its name` : undefined;
    default:
      return undefined;
  }
}

function useAt(source: Source, { tree, parents }: Placed, statement: Statement): Use | string | undefined {
  const [parent, outer] = [parents.at(-1), parents.at(-2)];
  const before = parents.slice(0, -1);
  if (
    parent?.kind === 'call' &&
    parent.callee.kind === 'name' &&
    parent.callee !== tree &&
    DIFFERENTIATIONS.has(parent.callee.name)
  ) {
    const isFirst = parent.arguments[0]?.value === tree;
    if (source.kind === 'function' || !isFirst)
      return isFirst ? `${source.name} is differentiated by its name` : `Something is differentiated by ${source.name}`;
  }
  if (source.kind !== 'function') return { tree, parents, statement, arguments: [], name: tree };
  if (parent?.kind === 'prime') return `${source.name} is differentiated by its name`;
  if (parent?.kind === 'pipe' && parent.right === tree)
    return {
      tree: parent,
      parents: before,
      statement,
      arguments: [{ value: parent.left, range: parent.left.range }],
      name: tree,
    };
  if (parent?.kind !== 'call' || parent.callee !== tree) return `${source.name} stands without its arguments`;
  if (outer?.kind !== 'pipe' || outer.right !== parent)
    return { tree: parent, parents: before, statement, arguments: parent.arguments, name: tree };
  const left = { value: outer.left, range: outer.left.range };
  return { tree: outer, parents: before.slice(0, -1), statement, arguments: [left, ...parent.arguments], name: tree };
}

/** What stands for each parameter, and for each length that its shape names, in a use. */
export function argumentsOf(view: View, { sentence }: Source, use: Use): ReadonlyMap<string, Tree | string> | string {
  const parameters = sentence.parameters ?? [];
  const given = new Map<string, Tree | string>();
  for (const [i, { name, value }] of use.arguments.entries()) {
    const parameter = name ? parameters.find((one) => one.name.name === name.name) : parameters[i];
    if (parameter) given.set(parameter.name.name, value);
  }
  for (const parameter of parameters) {
    const value = given.get(parameter.name.name);
    const shape =
      value === undefined || typeof value === 'string'
        ? undefined
        : view.program.expressionOf(use.statement, value)?.shape;
    if (!shape) return 'An argument is missing here, or has an error.';
    if (shape.length !== (parameter.shape?.length ?? 0)) return `${sentence.name.name} is taken of each entry here.`;
    for (const [axis, length] of (parameter.shape ?? []).entries())
      if (length.kind === 'name' && !given.has(length.name)) given.set(length.name, lengthText(shape[axis]));
  }
  return given;
}

/** A length can be written where it is a number or has a name; else the text is empty. */
function lengthText(length: number | string | undefined): string {
  if (typeof length === 'number') return String(length);
  return length !== undefined && namesIn(length)[0] === length ? length : '';
}

export const dimensionsOf = (parameters: readonly Parameter[]): readonly string[] =>
  parameters.flatMap(({ shape = [] }) => shape.flatMap((one) => (one.kind === 'name' ? [one.name] : [])));
