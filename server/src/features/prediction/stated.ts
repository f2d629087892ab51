/**
 * What the claims of a page answer. In: a program. Out: by the key of a derivative, and by the expression, the claims that
 * state it; they answer it where they are proved or hold. A side that asks for a derivative itself is no answer.
 */
import { domain } from '../../calculus/domain';
import { type Call, type Expression, postorder, variables } from '../../calculus/expression';
import { normalise } from '../../calculus/normal';
import { withPageValues } from '../../program/answers';
import type { Program } from '../../program/program';
import type { Tree } from '../../syntax/tree';
import { claimAt } from '../verdicts';
import { derivativeKey, derivativesIn, networkPart, networkPartsIn, partKey } from './questions';

export interface Stated {
  /** The indices of the claims. */
  readonly derivatives: ReadonlyMap<string, readonly number[]>;
  readonly results: ReadonlyMap<Expression, readonly number[]>;
}

export interface Side {
  readonly tree: Tree;
  readonly expression: Expression;
}

/** The sides of a claim in their order; none where the statement is no claim. */
export function sidesAt(program: Program, index: number): readonly Side[] {
  const claim = claimAt(program, index);
  const sentence = program.page.statements[index]?.sentence;
  const [first] = claim?.links ?? [];
  if (!claim || !first || sentence?.kind !== 'check') return [];
  const trees = [sentence.first, ...sentence.rest.map(({ value }) => value)];
  const expressions = [first.left, ...claim.links.map(({ right }) => right)];
  return expressions.flatMap((expression, i) => {
    const tree = trees[i];
    return tree ? [{ tree, expression }] : [];
  });
}

export function statedOn(program: Program): Stated {
  const derivatives = new Map<string, number[]>();
  const results = new Map<Expression, number[]>();
  program.page.statements.forEach((_, index) => {
    const sides = sidesAt(program, index);
    for (const side of sides) {
      const answers = sides.filter((other) => other !== side && !asks(program, other));
      if (answers.length === 0 || !isWhole(program, index, side)) continue;
      for (const key of keysOf(program, side)) put(derivatives, key, index);
      const { expression } = side;
      if (!isClosed(program, expression) || answers.some((answer) => isWorkedOut(answer.expression)))
        put(results, expression, index);
    }
  });
  return { derivatives, results };
}

function put<Key>(map: Map<Key, number[]>, key: Key, index: number): void {
  const known = map.get(key);
  if (known) known.push(index);
  else map.set(key, [index]);
}

/** Whether a side differentiates something, itself or by what it calls. Of declared functions nothing else can be said. */
const asks = (program: Program, { tree, expression }: Side): boolean =>
  networkPartsIn(program, tree).length > 0 || derivativesIn(program, expression).length > 0;

/** Nothing of the page is called or named in it. */
const isWorkedOut = (expression: Expression): boolean =>
  postorder([expression]).every((node) => node.kind !== 'call' && node.kind !== 'variable');

export const isClosed = (program: Program, expression: Expression): boolean =>
  variables(withPageValues(program, expression)).length === 0;

/** A claim on a part of the domain is half an answer: only conditions that the domain makes anyway are none. */
function isWhole(program: Program, index: number, { expression }: Side): boolean {
  const conditions = claimAt(program, index)?.conditions ?? [];
  if (conditions.length === 0) return true;
  const { graph } = program;
  const known = new Set(
    [expression, normalise(graph, expression)].flatMap((one) => domain(graph, one)).map(({ holds }) => holds),
  );
  return conditions.every((condition) => known.has(normalise(graph, condition)));
}

/** The derivatives that a side is, or has as entries. */
function keysOf(program: Program, { tree, expression }: Side): readonly string[] {
  const ofNetwork = networkPart(program, tree).flatMap(({ definition, part }) =>
    part === undefined ? [] : [partKey(definition, part)],
  );
  const found = entries(expression).map(({ callee, orders }) => derivativeKey(program.graph, callee, orders));
  return [...ofNetwork, ...found];
}

function entries(expression: Expression): readonly Call[] {
  if (expression.kind === 'array') return expression.items.flatMap(entries);
  if (expression.kind !== 'call' || expression.orders.every((order) => order === 0)) return [];
  // At variables, each its own, it is the derivative as such.
  const own = new Set(expression.args.filter((one) => one.kind === 'variable' && one.scope === 'local'));
  return own.size === expression.args.length ? [expression] : [];
}
