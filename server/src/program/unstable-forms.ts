/**
 * Forms that lose their digits in doubles although the function itself has them: log(softmax(x)), log(1 + exp(x)), … In: the
 * body of a definition and its scope. Out: hints, each with the stable form of the same function as a fix.
 */
import type { Expression } from '../calculus/expression';
import { notice } from '../syntax/problem';
import type { Edit, Fix, Problem, Range, Tree } from '../syntax/tree';
import { parts } from '../syntax/walk';
import { elaborate } from './elaborate';
import type { Scope } from './scope';

export function unstableForms(scope: Scope, body: Tree): Problem[] {
  const found: Problem[] = [];
  for (const tree of parts(body)) {
    for (const rule of RULES) {
      const form = rule(scope, tree);
      if (!form) continue;
      const { title, message, edits } = form;
      const fix: Fix = { title, edits, preferred: true };
      found.push(notice('unstable-form', message, tree.range, [fix], 'hint'));
      break;
    }
  }
  return found;
}

interface Form {
  readonly title: string;
  readonly message: string;
  readonly edits: readonly Edit[];
}
type Rule = (scope: Scope, tree: Tree) => Form | undefined;

/** A call of a built-in function. */
interface Called {
  readonly first: Tree;
  /** After the first: `axis=0`. */
  readonly named: ReadonlyMap<string, Tree>;
  /** From the first argument to the last. */
  readonly inner: Range;
}

function calledAs(scope: Scope, tree: Tree, name: string): Called | undefined {
  if (tree.kind === 'group') return calledAs(scope, tree.body, name);
  // What is piped in stands before the function's name, and an edit cannot move it: only calls are looked at.
  if (tree.kind !== 'call' || tree.callee.kind !== 'name') return undefined;
  const meaning = scope.resolve(tree.callee.name);
  const isIt = (meaning?.kind === 'row' || meaning?.kind === 'operation') && meaning.row.name === name;
  const [first, ...others] = tree.arguments;
  if (!isIt || !first || first.name || others.some((other) => !other.name)) return undefined;
  const named = new Map(others.map((other) => [other.name?.name ?? '', other.value]));
  return { first: first.value, named, inner: { start: first.range.start, end: (others.at(-1) ?? first).range.end } };
}

const alone = (called: Called | undefined): Tree | undefined =>
  called && called.named.size === 0 ? called.first : undefined;

/** The whole becomes `opening`, what stands in `inner`, and `closing`. */
const around = ({ range }: Tree, inner: Range, opening: string, closing = ')'): Edit[] => [
  { range: { start: range.start, end: inner.start }, text: opening },
  { range: { start: inner.end, end: range.end }, text: closing },
];

const RULES: readonly Rule[] = [
  function logSoftmax(scope, tree) {
    const argument = alone(calledAs(scope, tree, 'log'));
    const softmax = argument && calledAs(scope, argument, 'softmax');
    return (
      softmax && {
        title: 'Write log_softmax(…)',
        message:
          'In doubles a softmax is 0 for entries that lie 746 below the largest, and its logarithm −∞: log_softmax is the same function and keeps its digits.',
        edits: around(tree, softmax.inner, 'log_softmax('),
      }
    );
  },
  function logSigmoid(scope, tree) {
    const argument = alone(calledAs(scope, tree, 'log'));
    const sigmoid = argument && alone(calledAs(scope, argument, 'sigmoid'));
    return (
      sigmoid && {
        title: 'Write logsigmoid(…)',
        message:
          'In doubles sigmoid is 0 below −746, and its logarithm −∞: logsigmoid is the same function and keeps its digits.',
        edits: around(tree, sigmoid.range, 'logsigmoid('),
      }
    );
  },
  function logOneMinusSigmoid(scope, tree) {
    const other = besideOne(alone(calledAs(scope, tree, 'log')), '-');
    const sigmoid = other && alone(calledAs(scope, other, 'sigmoid'));
    if (!sigmoid) return undefined;
    const atomic = sigmoid.kind === 'name' || sigmoid.kind === 'call' || sigmoid.kind === 'group';
    return {
      title: 'Write logsigmoid(−…)',
      message:
        'In doubles sigmoid is 1 above 37, and log(1 − 1) is −∞: logsigmoid of the negative is the same function and keeps its digits.',
      edits: around(tree, sigmoid.range, atomic ? 'logsigmoid(-' : 'logsigmoid(-(', atomic ? ')' : '))'),
    };
  },
  function softplus(scope, tree) {
    const other = besideOne(alone(calledAs(scope, tree, 'log')), '+') ?? alone(calledAs(scope, tree, 'log1p'));
    const exponent = other && alone(calledAs(scope, other, 'exp'));
    return (
      exponent && {
        title: 'Write softplus(…)',
        message: 'In doubles exp overflows above 709, and this with it: softplus is the same function and does not.',
        edits: around(tree, exponent.range, 'softplus('),
      }
    );
  },
  function logSumExp(scope, tree) {
    const argument = alone(calledAs(scope, tree, 'log'));
    const sum = argument && calledAs(scope, argument, 'sum');
    const exponent = sum && alone(calledAs(scope, sum.first, 'exp'));
    if (!exponent || !isArray(scope, exponent) || isShifted(scope, exponent)) return undefined;
    return {
      title: 'Write logsumexp(…)',
      message: OVERFLOWS('logsumexp'),
      // Between the end of the exponent and `, axis=0` the bracket of exp closes.
      edits: [
        { range: { start: tree.range.start, end: exponent.range.start }, text: 'logsumexp(' },
        { range: { start: exponent.range.end, end: sum.first.range.end }, text: '' },
        { range: { start: sum.inner.end, end: tree.range.end }, text: ')' },
      ],
    };
  },
  function softmax(scope, tree) {
    const [link] = tree.kind === 'product' ? tree.rest : [];
    if (tree.kind !== 'product' || tree.rest.length !== 1 || link?.operator !== '/') return undefined;
    const exponent = alone(calledAs(scope, tree.first, 'exp'));
    const sum = calledAs(scope, link.operand, 'sum');
    const below = sum && alone(calledAs(scope, sum.first, 'exp'));
    const value = exponent && meant(scope, exponent);
    if (!exponent || !sum || !below || !value || meant(scope, below) !== value) return undefined;
    if (isShifted(scope, exponent)) return undefined;
    const axis = axisOf(sum, value);
    if (axis === undefined) return undefined;
    return {
      title: 'Write softmax(…)',
      message: OVERFLOWS('softmax'),
      edits: around(tree, exponent.range, 'softmax(', axis === '' ? ')' : `, axis=${axis})`),
    };
  },
];

const OVERFLOWS = (name: string): string =>
  `In doubles exp overflows above 709, and this with it: ${name} is the same function and subtracts the largest entry first.`;

/** u in `1 + u`, `u + 1` and `1 - u`. */
function besideOne(tree: Tree | undefined, operator: '+' | '-'): Tree | undefined {
  if (tree?.kind === 'group') return besideOne(tree.body, operator);
  const [link] = tree?.kind === 'sum' ? tree.rest : [];
  if (tree?.kind !== 'sum' || tree.rest.length !== 1 || link?.operator !== operator) return undefined;
  if (isOne(tree.first)) return link.operand;
  return operator === '+' && isOne(link.operand) ? tree.first : undefined;
}

const isOne = (tree: Tree): boolean => tree.kind === 'number' && Number(tree.text) === 1;

const meant = (scope: Scope, tree: Tree): Expression | undefined => elaborate({ ...scope, report: () => {} }, tree);

const isArray = (scope: Scope, tree: Tree): boolean => (meant(scope, tree)?.shape.length ?? 0) > 0;

/** x − max(x): what a stable form is made of by hand. */
const isShifted = (scope: Scope, tree: Tree): boolean =>
  tree.kind === 'sum' && [...parts(tree)].some((part) => calledAs(scope, part, 'max') !== undefined);

/** The axis over which e^x is divided by its sum, as text; empty for that of softmax, undefined where it is none. */
function axisOf({ named }: Called, { shape }: Expression): string | undefined {
  const axis = named.get('axis');
  if (!axis) return named.size === 0 && shape.length === 1 ? '' : undefined;
  const kept = named.get('keepdims');
  if (!kept || !isOne(kept)) return undefined;
  const number = axis.kind === 'sign' ? axis.body : axis;
  if (number.kind !== 'number') return undefined;
  const text = `${axis.kind === 'sign' ? axis.operator : ''}${number.text}`;
  return Number(text) === -1 || Number(text) === shape.length - 1 ? '' : text;
}
