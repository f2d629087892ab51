/**
 * Which names hide those of the page, and what would mean something else if a part of a statement were written otherwise.
 * In: a statement. Out: names, and reasons why it cannot be done.
 */
import { namesIn } from '../../calculus/dimension';
import { type Variable, variables } from '../../calculus/expression';
import { spokenFunctions } from '../../program/names-in-scope';
import type { Sentence, Statement, Tree } from '../../syntax/tree';
import { expressions, parts } from '../../syntax/walk';
import type { View } from '../view';

const isFree = ({ kind }: Sentence): boolean => kind === 'check' || kind === 'expression';

/** Parameters, dimensions, members of the network: what a name means here before it means something of the page. */
export function hidingNames(view: View, { sentence, network }: Statement): ReadonlySet<string> {
  const names = new Set<string>();
  if (network !== undefined) {
    for (const other of view.program.page.statements) {
      if (other.network !== network) continue;
      for (const name of headNames(other.sentence)) names.add(name);
    }
  } else if (sentence.kind === 'definition') {
    for (const { name, shape = [] } of sentence.parameters ?? []) {
      names.add(name.name);
      for (const tree of shape.flatMap((one) => [...parts(one)])) if (tree.kind === 'name') names.add(tree.name);
    }
  } else if (isFree(sentence)) {
    for (const name of spokenNames(view, spokenFunctions(sentence))) names.add(name);
  }
  return names;
}

function headNames(sentence: Sentence): string[] {
  if (!('name' in sentence) || sentence.kind === 'network') return [];
  const shape = 'shape' in sentence ? (sentence.shape ?? []) : [];
  return [
    sentence.name.name,
    ...shape.flatMap((one) => [...parts(one)]).flatMap((tree) => (tree.kind === 'name' ? [tree.name] : [])),
  ];
}

/** What a claim would speak in if it named these functions: their parameters and lengths. */
export const spokenNames = (view: View, functions: readonly string[]): readonly string[] =>
  spoken(view, functions).flatMap(({ name, shape }) => [name, ...shape.flatMap(namesIn)]);

/** The parameters of functions of the page. */
function spoken({ program }: View, functions: readonly string[]): Pick<Variable, 'name' | 'shape'>[] {
  return functions.flatMap((name): Pick<Variable, 'name' | 'shape'>[] => {
    const definition = program.definitionOf(name);
    if (definition?.kind === 'function') return [...definition.callee.parameters];
    return definition?.kind === 'abstract' ? definition.parameters.map((one) => ({ name: one, shape: [] })) : [];
  });
}

/**
 * A claim speaks in the parameters of the functions that it names. Where parts of it go, such a name may become a value of
 * the page, or lose its shape: the reason why they must stay. `instead`: parameters of what comes in their place.
 */
export function loses(
  view: View,
  statement: Statement,
  without: ReadonlySet<Tree>,
  instead: readonly string[] = [],
): string | undefined {
  const { sentence } = statement;
  if (!isFree(sentence)) return undefined;
  // An expression speaks of what it differentiates, and not of what it calls.
  const kept = new Set(sentence.kind === 'check' ? instead : []);
  for (const name of spokenNames(view, spokenFunctions(sentence, without))) kept.add(name);
  for (const tree of expressions(sentence)) {
    const expression = view.program.expressionOf(statement, tree);
    if (!expression) return 'This statement has an error.';
    for (const { name, scope, shape } of variables(expression)) {
      if (kept.has(name)) continue;
      if (scope === 'dimension')
        return `Without it, ${name} would be no length here: only a parameter that is spoken of has it.`;
      if (scope !== 'local') continue;
      if (shape.length > 0)
        return `Without it, ${name} would be a number: only as a parameter of a function that is spoken of it is an array.`;
      if (view.program.definitionOf(name))
        return `Without it, ${name} would be the value of the page, and not a parameter of what the claim is about.`;
    }
  }
  return undefined;
}

/** Names that a statement with more functions in it would read as their parameters, and now reads as values of the page. */
export function gains(view: View, statement: Statement, functions: readonly string[]): string | undefined {
  const parameters = new Set(spoken(view, functions).map(({ name }) => name));
  for (const tree of expressions(statement.sentence)) {
    const expression = view.program.expressionOf(statement, tree);
    for (const { name, scope } of expression ? variables(expression) : [])
      if (scope === 'page' && parameters.has(name)) return name;
  }
  return undefined;
}
