/**
 * What can be said of a sentence from its form alone: lists that cannot stand so (errors), and readings that a person
 * could take otherwise (hints, with the explicit spellings as fixes). In: a sentence and its source. Out: problems.
 */
import { error, notice } from './problem';
import type { Argument, Fix, Problem, Sentence, Tree } from './tree';
import { expressions, parts } from './walk';

type Remark = (tree: Tree, source: string) => Iterable<Problem>;

export function remarks(sentence: Sentence, source: string): Problem[] {
  const found: Problem[] = [];
  for (const expression of expressions(sentence)) {
    for (const tree of parts(expression)) {
      for (const remark of REMARKS[tree.kind] ?? []) found.push(...remark(tree, source));
    }
  }
  return found.filter((problem, i) => !found.slice(0, i).some((other) => isSame(problem, other)));
}

/** Another word about a place of which the same has been said. */
const isSame = (problem: Problem, other: Problem): boolean =>
  problem.severity === 'hint' &&
  problem.code === other.code &&
  problem.range.start < other.range.end &&
  other.range.start < problem.range.end;

const REMARKS: Readonly<Partial<Record<Tree['kind'], readonly Remark[]>>> = {
  array: [emptyArray, missingComma],
  call: [argumentList],
  point: [argumentList],
  product: [ambiguousQuotient, exponentThenFactor, numberThenE],
  root: [rootThenExponent],
};

function* emptyArray(tree: Tree): Iterable<Problem> {
  if (tree.kind !== 'array' || tree.items.length > 0) return;
  yield error('empty-array', 'A vector has at least one entry.', tree.range.start, tree.range.end);
}

/** `[1 -2]` is one entry, −1. */
function* missingComma(tree: Tree, source: string): Iterable<Problem> {
  if (tree.kind !== 'array') return;
  for (const item of tree.items) {
    if (item.kind !== 'sum') continue;
    for (const {
      operator,
      operatorRange: { start, end },
    } of item.rest) {
      const apart = /\s/.test(source[start - 1] ?? '') && !/\s/.test(source[end] ?? ' ');
      if (!apart) continue;
      yield notice(
        'ambiguous-entry',
        `This is one entry, a difference. A comma before ${operator} makes it two.`,
        item.range,
        [{ title: 'Write a comma', edits: [{ range: { start: start - 1, end: start - 1 }, text: ',' }] }],
        'hint',
      );
    }
  }
}

function* argumentList(tree: Tree): Iterable<Problem> {
  if (tree.kind !== 'call' && tree.kind !== 'point') return;
  const list: readonly Argument[] = tree.arguments;
  if (list.length === 0)
    yield error(
      'no-arguments',
      'Nothing stands between these brackets: an argument is missing.',
      tree.range.start,
      tree.range.end,
    );
  const seen = new Set<string>();
  for (const { name, range } of list) {
    if (!name && seen.size > 0) {
      yield error(
        'positional-after-named',
        'An argument without a name cannot stand after one with a name.',
        range.start,
        range.end,
      );
      return;
    }
    if (name && seen.has(name.name))
      yield error('argument-twice', `${name.name} is given twice.`, range.start, range.end);
    if (name) seen.add(name.name);
  }
}

/** `1/2x`, `a/b c`: is the last factor above or below the line? */
function* ambiguousQuotient(tree: Tree, source: string): Iterable<Problem> {
  if (tree.kind !== 'product') return;
  const text = ({ range }: Tree): string => source.slice(range.start, range.end);
  for (const [i, { operator, operand }] of tree.rest.entries()) {
    // a/2x: what is side by side belongs together, below the line.
    if (operator === '/' && operand.kind === 'product' && operand.rest.every((link) => link.operator === 'implicit')) {
      const last = operand.rest.at(-1)?.operand;
      if (!last) continue;
      const above = i === 0 ? text(tree.first) : '…';
      const front = source.slice(
        operand.range.start,
        operand.rest.at(-2)?.operand.range.end ?? operand.first.range.end,
      );
      const replaced = (below: string): Fix => ({
        title: `Write ${above}/${below}`,
        edits: [{ range: operand.range, text: below }],
      });
      yield ambiguous(`${above}/${text(operand)} is read as ${above}/(${text(operand)}).`, operand, [
        replaced(`(${text(operand)})`),
        replaced(`${front}*${text(last)}`),
      ]);
    }
  }
  // 1/2x: a fraction of numbers is a factor.
  const { first, rest } = tree;
  const [next] = rest;
  if (first.kind === 'product' && next?.operator === 'implicit' && first.rest[0]?.operator === '/') {
    const below = first.rest[0].operand;
    yield ambiguous(`${text(tree)} is read as (${text(first)})*${text(next.operand)}.`, tree, [
      bracketed(tree, `(${text(first)})*${source.slice(next.operand.range.start, tree.range.end)}`),
      bracketed(tree, `${text(first.first)}/(${source.slice(below.range.start, tree.range.end)})`),
    ]);
  }
}

/** `x^2y`: the y is no part of the exponent. */
function* exponentThenFactor(tree: Tree, source: string): Iterable<Problem> {
  if (tree.kind !== 'product') return;
  const operands = [tree.first, ...tree.rest.map(({ operand }) => operand)];
  for (const [i, link] of tree.rest.entries()) {
    const power = operands[i];
    if (link.operator !== 'implicit' || power?.kind !== 'power') continue;
    const { exponent } = power;
    const adjacent = exponent.range.end === link.operand.range.start && ['number', 'name'].includes(exponent.kind);
    if (!adjacent || !['name', 'group'].includes(link.operand.kind)) continue;
    const [base, raised, factor] = [power.base, exponent, link.operand].map(({ range }) =>
      source.slice(range.start, range.end),
    );
    yield ambiguous(
      `${base}^${raised}${factor} is read as (${base}^${raised})*${factor}.`,
      { range: { start: power.range.start, end: link.operand.range.end } },
      [
        {
          title: `Write ${base}^${raised}*${factor}`,
          edits: [{ range: { start: exponent.range.end, end: exponent.range.end }, text: '*' }],
        },
        {
          title: `Write ${base}^(${raised}${factor})`,
          edits: [
            { range: { start: exponent.range.start, end: link.operand.range.end }, text: `(${raised}${factor})` },
          ],
        },
      ],
    );
  }
}

/** `2e` is 2·e; `2e5` would be a number. */
function* numberThenE(tree: Tree): Iterable<Problem> {
  if (tree.kind !== 'product') return;
  const operands = [tree.first, ...tree.rest.map(({ operand }) => operand)];
  for (const [i, { operator, operand }] of tree.rest.entries()) {
    const number = operands[i];
    if (operator !== 'implicit' || number?.kind !== 'number' || operand.kind !== 'name' || !/^[eE]$/.test(operand.name))
      continue;
    if (number.range.end !== operand.range.start) continue;
    const range = { start: number.range.start, end: operand.range.end };
    const fix = {
      title: `Write ${number.text}*${operand.name}`,
      edits: [{ range: { start: operand.range.start, end: operand.range.start }, text: '*' }],
      preferred: true,
    };
    yield notice(
      'number-then-e',
      `${number.text}${operand.name} is read as ${number.text} times ${operand.name}; an exponent needs digits, as in 2e3.`,
      range,
      [fix],
      'warning',
    );
  }
}

/** `√(x)^2` is √(x²). */
function* rootThenExponent(tree: Tree, source: string): Iterable<Problem> {
  if (tree.kind !== 'root') return;
  const power = tree.body;
  if ((power.kind !== 'power' && power.kind !== 'superscript') || power.base.kind !== 'group') return;
  const [base, whole] = [power.base, power].map(({ range }) => source.slice(range.start, range.end));
  const exponent = source.slice(power.base.range.end, power.range.end);
  yield notice(
    'ambiguous-root',
    `√ takes the power that follows: this is √(${whole}).`,
    tree.range,
    [bracketed(tree, `√(${whole})`), bracketed(tree, `(√${base})${exponent}`)],
    'hint',
  );
}

const bracketed = ({ range }: { readonly range: Tree['range'] }, text: string): Fix => ({
  title: `Write ${text}`,
  edits: [{ range, text }],
});

const ambiguous = (message: string, { range }: { readonly range: Tree['range'] }, fixes: readonly Fix[]): Problem =>
  notice('ambiguous-product', message, range, fixes, 'hint');
