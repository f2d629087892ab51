/**
 * One entry of a gradient as steps of a document: a sum of products, its numbers filled in, the products, the sum. In: lines about
 * entries. Out: `DerivationStep`s, and the forward pass of the neuron.
 */
import { evaluateArrays } from '../calculus/arrays';
import { type Expression, type Graph, rebuild, transform } from '../calculus/expression';
import { parseDecimal, toNumber } from '../calculus/rational';
import type { NetworkDerivation } from '../network/derivation/derive';
import type { EntryLine, ForwardLine } from '../network/derivation/entry';
import type { Check, DerivationStep, Formula, NetworkNote } from '../protocol';
import { numberText } from './array-text';
import { texName } from './latex-names';
import { adjointHead, type NetworkSpeller, spell } from './network-formula';
import { stepOf } from './network-step';

/** `h.W[2, 5]`; of a number its name. */
export const entryName = (name: string, at: readonly number[]): string =>
  at.length === 0 ? name : `${name}[${at.join(', ')}]`;

export function entryStep(
  { of, at, line, numbers }: EntryLine,
  derivation: NetworkDerivation,
  speller: NetworkSpeller,
): DerivationStep {
  const step = stepOf(line, derivation, speller);
  const name = entryName(of.name, at);
  const { adjoint } = step;
  return {
    ...step,
    before: adjointHead(speller, name),
    after: inDenominators(step.after, speller),
    ...(adjoint && { adjoint: { ...adjoint, of: name, shape: [] } }),
    steps: numberSteps(line.formula, numbers, speller),
  };
}

/** `diff(loss, z)[5]` as `diff(loss, z[5])`. */
function inDenominators(formula: Formula, { loss }: NetworkSpeller): Formula {
  const pattern = new RegExp(`diff\\(${loss.name}, ([^()\\[\\]]+)\\)(\\[[^\\[\\]:]*\\])`, 'g');
  return { ...formula, text: formula.text.replaceAll(pattern, `diff(${loss.name}, $1$2)`) };
}

const RULES = ['put in the numbers', 'products', 'sums'] as const;

/** From the formula to its number. For people numbers are rounded; the texts have all digits. */
function numberSteps(
  formula: Expression,
  numbers: readonly Expression[],
  speller: NetworkSpeller,
): readonly DerivationStep[] {
  const lines = [formula, ...numbers];
  return numbers.map((after, i) => {
    const before = lines[i] ?? formula;
    const isLast = i === numbers.length - 1;
    return {
      rule: i === 0 ? RULES[0] : isLast && numbers.length > 2 ? RULES[2] : RULES[1],
      before: i === 0 ? inDenominators(spell(before, speller), speller) : rounded(before, speller),
      after: rounded(after, speller),
      explanation: '',
      where: {},
      check: agreement(speller.graph, after, numbers.at(-1) ?? after),
      steps: [],
    };
  });
}

/** A denominator beyond is that of a double, not of a fraction that somebody wrote. */
const LONGEST = 10n ** 12n;

function rounded(expression: Expression, speller: NetworkSpeller): Formula {
  const { graph } = speller;
  const short = transform(expression, (node, made) => {
    if (node.kind !== 'constant' || !(node.decimal || node.value.d > LONGEST)) return rebuild(graph, node, made);
    return graph.constant(parseDecimal(numberText(toNumber(node.value)).replace('−', '-')), true);
  });
  return { ...spell(short, speller), text: spell(expression, speller).text };
}

function agreement(graph: Graph, line: Expression, total: Expression): Check {
  const [a, b] = evaluateArrays(graph, [line, total], new Map());
  if (!a?.ok || !b?.ok) return { verdict: 'holds', points: 0, error: 0 };
  const [x = 0, y = 0] = [a.data[0], b.data[0]];
  const error = x === y ? 0 : Math.abs(x - y) / Math.max(Math.abs(x), Math.abs(y));
  return { verdict: error <= 1e-8 || Math.abs(x - y) <= 1e-12 ? 'holds' : 'refuted', points: 1, error };
}

/** The forward pass at the entries that matter. */
export function neuronOf(lines: readonly ForwardLine[], speller: NetworkSpeller): NonNullable<NetworkNote['neuron']> {
  return lines.map(({ of, at, formula, numbers }) => {
    const name = entryName(of.name, at);
    return {
      name: { text: name, unicode: name, latex: texName(name) },
      formula: spell(formula, speller),
      numbers: numbers.map((one) => rounded(one, speller)),
    };
  });
}
