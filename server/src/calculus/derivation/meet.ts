/**
 * Two forms of one formula that differ in how their sums are gathered: both are opened to the same sum of terms.
 * In: a line and the normal form. Out: the lines between them, where they do meet.
 */
import { type Expression, type Graph, parts, postorder, rebuild } from '../expression';
import { canonical } from '../normal/canonical';
import { BudgetSpent, type Construction } from '../normal/construction';
import { isReciprocal } from '../normal/size';
import type { Lines } from './lines';
import { takenOut } from './moves';
import { say } from './step';
import { plain, unordered } from './tidy';

const MOST_TERMS = 24;

/** Opens the line, and gathers it again as the goal does. */
export function meet(graph: Graph, lines: Lines, goal: Expression): void {
  if (sameDenominators(graph, lines.here, goal) && meetingForm(graph, lines.here, goal, distributed)) {
    const [rule, words] = takenOut(graph, lines.here, goal);
    lines.push(rule, goal, words);
    return;
  }
  const open = firstMeeting(graph, lines.here, goal);
  if (!open) return;
  const split = hasFraction(lines.here);
  lines.push(
    split ? 'split the fraction' : 'multiply out',
    open,
    split
      ? say`Each term of the numerator is divided by the denominator.`
      : say`Each term in one bracket is multiplied by each in the other; terms that differ only in their number are added.`,
  );
  const [rule, words] = takenOut(graph, open, goal);
  lines.push(rule, goal, words);
}

/** A sum over the same denominators as a product with a bracket: only the numerator is factored. */
function sameDenominators(graph: Graph, line: Expression, goal: Expression): boolean {
  const [from, to] = [plain(graph, line), plain(graph, goal)];
  if (from.kind !== 'product' || to.kind !== 'product') return false;
  const below = (factors: readonly Expression[]): Expression[] =>
    factors.filter(isReciprocal).map((factor) => unordered(graph, factor));
  const [a, b] = [new Set(below(from.factors)), new Set(below(to.factors))];
  const plainSum = from.factors.every((factor) => factor.kind === 'sum' || isReciprocal(factor));
  return plainSum && a.size > 0 && a.size === b.size && [...a].every((one) => b.has(one));
}

type Distribute = (make: Construction, factors: readonly Expression[]) => Expression | undefined;

/** Terms kept as they are, and terms opened as well. */
const FORMS: readonly Distribute[] = [divided, distributedOnce, distributed];

/** Each form is dear, and the first that meets is taken. */
function firstMeeting(graph: Graph, line: Expression, goal: Expression): Expression | undefined {
  for (const form of FORMS) {
    const open = meetingForm(graph, line, goal, form);
    if (open) return open;
  }
  return undefined;
}

function meetingForm(graph: Graph, line: Expression, goal: Expression, form: Distribute): Expression | undefined {
  const open = openForm(graph, line, form);
  const end = open && openForm(graph, goal, form);
  return open && end && unordered(graph, open) === unordered(graph, end) ? open : undefined;
}

/** A sum over a denominator. */
const hasFraction = (line: Expression): boolean =>
  postorder([line]).some(
    (node) =>
      (node.kind === 'quotient' && node.numerator.kind === 'sum') ||
      (node.kind === 'product' &&
        node.factors.some((factor) => factor.kind === 'sum') &&
        node.factors.some(isReciprocal)),
  );

/** Products of sums opened everywhere, like terms combined, nothing taken out. */
function openForm(graph: Graph, line: Expression, form: Distribute): Expression | undefined {
  const order = postorder([line]);
  const make = canonical(graph, 3_000 + 50 * order.length, (move) => move !== 'factor out' && move !== 'multiply out');
  const made = new Map<Expression, Expression>();
  try {
    for (const node of order) {
      const renewed = parts(node).map((part) => made.get(part) ?? part);
      made.set(node, opened(make, rebuild(make, node, renewed), form));
    }
  } catch (error) {
    if (error instanceof BudgetSpent) return undefined;
    throw error;
  }
  return made.get(line);
}

function opened(make: Construction, node: Expression, form: Distribute): Expression {
  if (node.kind === 'power' && node.base.kind === 'sum' && node.exponent.kind === 'constant') {
    const { n, d, s } = node.exponent.value;
    if (d !== 1n || s < 0n || n > 4n) return node;
    return (
      form(
        make,
        Array.from({ length: Number(n) }, () => node.base),
      ) ?? node
    );
  }
  return (node.kind === 'product' && form(make, node.factors)) || node;
}

/** A sum over a denominator, term by term. */
function divided(make: Construction, factors: readonly Expression[]): Expression | undefined {
  return factors.some(isReciprocal) ? distributedOnce(make, factors) : undefined;
}

/** The one sum among the factors, its terms times the others. */
function distributedOnce(make: Construction, factors: readonly Expression[]): Expression | undefined {
  const sums = factors.filter((factor) => factor.kind === 'sum');
  const [sum] = sums;
  if (sums.length !== 1 || sum?.kind !== 'sum') return undefined;
  const others = factors.filter((factor) => factor !== sum);
  return make.add(...sum.terms.map((term) => make.multiply(term, ...others)));
}

function distributed(make: Construction, factors: readonly Expression[]): Expression | undefined {
  if (!factors.some((factor) => factor.kind === 'sum')) return undefined;
  let products: readonly Expression[] = [make.constant(1)];
  for (const factor of factors) {
    const choices = factor.kind === 'sum' ? factor.terms : [factor];
    products = products.flatMap((known) => choices.map((choice) => make.multiply(known, choice)));
    if (products.length > MOST_TERMS) return undefined;
  }
  return make.add(...products);
}
