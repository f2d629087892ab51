/** Parts that have no value wherever the page is read: log(−1), 1/0. In: a tree and its scope. Out: problems. */
import { evaluate } from '../calculus/evaluate';
import type { Expression, Variable } from '../calculus/expression';
import { variables } from '../calculus/expression';
import { mentionsAbstract } from '../calculus/instances';
import type { Rational } from '../calculus/rational';
import { OVERFLOW, UNDECIDED } from '../calculus/wording';
import { error } from '../syntax/problem';
import type { Problem, Tree } from '../syntax/tree';
import { children } from '../syntax/walk';
import { mentionsPage } from './answers';
import { elaborate } from './elaborate';
import type { Scope } from './scope';

/** Kinds of parts that can fail at a constant. */
const FALLIBLE = new Set<Tree['kind']>(['call', 'product', 'power', 'superscript', 'root', 'pipe']);

/** The smallest constant parts outside the domain of their function; branches of `where` may be. */
export function constantProblems(scope: Scope, tree: Tree): Problem[] {
  const silent: Scope = { ...scope, report: () => {} };
  const found: Problem[] = [];
  /** Whether something in the part was found, and whether it names nothing that can vary: only such parts are tried. */
  const visit = (part: Tree): { readonly failed: boolean; readonly fixed: boolean } => {
    if (part.kind === 'name') return { failed: false, fixed: isFixed(scope, part.name) };
    const lazy = part.kind === 'call' && part.callee.kind === 'name' && part.callee.name === 'where';
    if (lazy || part.kind === 'partialOf' || part.kind === 'point') return { failed: false, fixed: false };
    const below = children(part).map(visit);
    const failed = below.some((one) => one.failed);
    const fixed = below.every((one) => one.fixed);
    if (failed || !fixed || !FALLIBLE.has(part.kind)) return { failed, fixed };
    const expression = elaborate(silent, part);
    if (!expression || expression.shape.length > 0 || !isClosed(scope, expression)) return { failed, fixed };
    const outcome = evaluate(scope.graph, expression, new Map<Variable, number | Rational>());
    if (outcome.ok || outcome.reason === OVERFLOW || outcome.reason === UNDECIDED) return { failed, fixed };
    found.push(error('outside-domain', `This has no value: ${outcome.reason}.`, part.range.start, part.range.end));
    return { failed: true, fixed };
  };
  visit(tree);
  return found;
}

/** Whether a name is no variable and no value of the page. */
function isFixed(scope: Scope, name: string): boolean {
  const kind = scope.resolve(name)?.kind;
  return kind !== undefined && kind !== 'variable' && kind !== 'value';
}

/** Whether nothing but numbers stands in it, nor in the bodies of the functions that it calls; declared functions have no value. */
function isClosed({ graph }: Scope, expression: Expression): boolean {
  return (
    expression.depth > 0 &&
    variables(expression).length === 0 &&
    !mentionsAbstract(graph, [expression]) &&
    !mentionsPage(graph, expression)
  );
}
