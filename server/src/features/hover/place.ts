/** Where a hover is: the page, the statement, and the part of a network that a tree stands for. */
import type { Expression, Variable } from '../../calculus/expression';
import { pathOf } from '../../program/network-parts';
import type { NetworkDefinition } from '../../program/program';
import type { Statement, Tree } from '../../syntax/tree';
import type { Verdicts } from '../verdicts';
import type { View } from '../view';

export interface Place {
  readonly view: View;
  readonly index: number;
  readonly statement: Statement;
  readonly slopes: boolean;
  readonly verdicts: Verdicts;
}

/** A part of a network: `h` inside, `iris.h` outside. */
export interface Part {
  readonly definition: NetworkDefinition;
  /** Inside. */
  readonly name: string;
  readonly isOutside: boolean;
}

/** The network whose statement this is. */
export function networkAround({ view, statement }: Pick<Place, 'view' | 'statement'>): NetworkDefinition | undefined {
  const meaning = statement.network === undefined ? undefined : view.program.meaningAt(statement.network);
  return meaning?.kind === 'definition' && meaning.definition.kind === 'network' ? meaning.definition : undefined;
}

/** What a name or a path stands for, where it is a part of a network. */
export function partNamed({ view, statement }: Place, tree: Tree): Part | undefined {
  const path = pathOf(tree)?.map(({ name }) => name);
  const [first, ...rest] = path ?? [];
  if (!path || first === undefined) return undefined;
  const expression = view.program.expressionOf(statement, tree);
  if (expression?.kind !== 'variable') return undefined;
  const around = networkAround({ view, statement });
  if (around && expression.scope === 'local') return { definition: around, name: path.join('.'), isOutside: false };
  const definition = rest.length > 0 ? view.program.definitionOf(first) : undefined;
  if (definition?.kind !== 'network' || definition.outside?.parts.get(rest.join('.')) !== expression) return undefined;
  return { definition, name: rest.join('.'), isOutside: true };
}

/** What is known of a part, also where its network has no sound loss. */
export interface Known {
  readonly kind: 'input' | 'target' | 'param' | 'node' | 'loss';
  readonly variable: Variable;
  readonly body?: Expression;
  /** The node whose layer makes it. */
  readonly owner?: string;
}

export function knownOf({ view }: Pick<Place, 'view'>, { definition, name }: Part): Known | undefined {
  const network = definition.outside?.network;
  const node = network?.nodes.find((one) => one.name === name);
  if (node) return { kind: node.kind, variable: node.variable, ...(node.body && { body: node.body }) };
  const parameter = network?.parameters.find((one) => one.name === name);
  if (parameter)
    return {
      kind: 'param',
      variable: parameter.variable,
      ...(parameter.owner !== undefined && { owner: parameter.owner }),
    };
  const member = definition.members.find((one) => one.name === name);
  if (!member) return undefined;
  const { statements } = view.program.page;
  const statement = statements[statements.indexOf(definition.statement) + 1 + member.index];
  const isHere = statement?.sentence.kind === 'definition' && statement.sentence.name.name === name;
  const body =
    isHere && statement.sentence.kind === 'definition'
      ? view.program.expressionOf(statement, statement.sentence.body)
      : undefined;
  return { kind: member.kind, variable: member.variable, ...(body && { body }) };
}
