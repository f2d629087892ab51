/** Mistakes with brackets: what acts on a sum or a product as a whole is given to its parts, or to one of them only. */
import { say } from '../derivation/step';
import type { Expression, Graph } from '../expression';
import { row } from '../functions/table';
import { prepare } from './prepare';
import type { AlgebraMistake, Slip } from './slip';

const becomes = (graph: Graph, node: Expression, after: Expression): Slip => ({
  after,
  says: say`${node} is written as ${prepare(graph, after)}`,
});

const powerOfSum: AlgebraMistake = {
  name: 'the exponent is given to each term of a sum',
  slips(graph, node) {
    if (node.kind !== 'power' || node.base.kind !== 'sum') return [];
    const { base, exponent } = node;
    return [
      becomes(
        graph,
        node,
        eachTerm(graph, base.terms, (term) => graph.power(term, exponent)),
      ),
    ];
  },
};

/** f(a − b) → f(a) − f(b). */
const eachTerm = (graph: Graph, terms: readonly Expression[], f: (term: Expression) => Expression): Expression =>
  graph.add(...terms.map((term) => (term.kind === 'negation' ? graph.negate(f(term.operand)) : f(term))));

/** (a + b)² → a² + ab + b², and (a − b)² → a² − 2ab − b². */
const binomial: AlgebraMistake = {
  name: 'a binomial formula is wrong',
  slips(graph, node) {
    if (node.kind !== 'power' || node.base.kind !== 'sum' || node.base.terms.length !== 2) return [];
    if (node.exponent.kind !== 'constant' || node.exponent.value.n !== 2n || node.exponent.value.d !== 1n) return [];
    const [a, b] = node.base.terms;
    if (!a || !b) return [];
    const negative = b.kind === 'negation' || (b.kind === 'constant' && b.value.s < 0n);
    const bare = b.kind === 'negation' ? b.operand : b;
    const [aa, bb, ab] = [graph.power(a, 2), graph.power(bare, 2), graph.multiply(a, b)];
    const single = { after: graph.add(aa, ab, bb), says: say`the 2 in the mixed term of ${node} is forgotten` };
    if (!negative) return [single];
    const wrongEnd = graph.add(aa, graph.multiply(2, ab), graph.negate(bb));
    return [single, { after: wrongEnd, says: say`the last term of ${node} gets a minus sign` }];
  },
};

const minusOnFirst: AlgebraMistake = {
  name: 'a minus sign before a bracket is applied to its first term only',
  slips(graph, node) {
    if (node.kind !== 'negation' || node.operand.kind !== 'sum') return [];
    const [first, ...rest] = node.operand.terms;
    if (!first) return [];
    return [
      {
        after: graph.add(graph.negate(first), ...rest),
        says: say`the minus sign before the bracket is applied only to ${first}`,
      },
    ];
  },
};

const factorOnFirst: AlgebraMistake = {
  name: 'a factor before a bracket is multiplied into one term only',
  slips(graph, node) {
    if (node.kind !== 'product') return [];
    return node.factors.flatMap((bracket, i) => {
      if (bracket.kind !== 'sum') return [];
      const others = graph.multiply(...node.factors.filter((_, j) => j !== i));
      const { terms } = bracket;
      return terms.map((term) => ({
        after: graph.add(...terms.map((one) => (one === term ? graph.multiply(others, one) : one))),
        says: say`the factor ${others} is multiplied only into ${term}`,
      }));
    });
  },
};

/** (a + b)(c + d) → ac + bd. */
const likeWithLike: AlgebraMistake = {
  name: 'brackets are multiplied term by term, without the mixed products',
  slips(graph, node) {
    if (node.kind !== 'product' || node.factors.length !== 2) return [];
    const [left, right] = node.factors;
    if (left?.kind !== 'sum' || right?.kind !== 'sum' || left.terms.length !== right.terms.length) return [];
    const after = graph.add(...left.terms.map((term, i) => graph.multiply(term, right.terms[i] ?? 1)));
    return [{ after, says: say`in ${node} the mixed products are forgotten` }];
  },
};

/** Functions that no one should take for linear. */
const CURVED = new Set([
  'sqrt',
  'cbrt',
  'log',
  'log2',
  'log10',
  'exp',
  'sin',
  'cos',
  'tan',
  'abs',
  'tanh',
  'sinh',
  'cosh',
  'sigmoid',
  'relu',
]);

const functionOfSum: AlgebraMistake = {
  name: 'a function of a sum is written as a sum of the function',
  slips(graph, node) {
    const [argument] =
      node.kind === 'application' && CURVED.has(node.row.name) && node.args.length === 1 ? node.args : [];
    if (node.kind !== 'application' || argument?.kind !== 'sum') return [];
    const after = eachTerm(graph, argument.terms, (term) => graph.apply(node.row, term));
    // √(a² + b²) → a + b
    const roots =
      node.row.name === 'sqrt' && argument.terms.every((term) => term.kind === 'power' && isTwo(term.exponent));
    const bare = graph.add(...argument.terms.map((term) => (term.kind === 'power' ? term.base : term)));
    return roots ? [becomes(graph, node, after), becomes(graph, node, bare)] : [becomes(graph, node, after)];
  },
};

const functionOfMultiple: AlgebraMistake = {
  name: 'a factor is taken out of a function that is not linear',
  slips(graph, node) {
    const [argument] =
      node.kind === 'application' && CURVED.has(node.row.name) && node.args.length === 1 ? node.args : [];
    if (node.kind !== 'application' || argument?.kind !== 'product') return [];
    const [factor, ...rest] = argument.factors;
    if (factor?.kind !== 'constant') return [];
    return [becomes(graph, node, graph.multiply(factor, graph.apply(node.row, graph.multiply(...rest))))];
  },
};

const functionOfNegative: AlgebraMistake = {
  name: 'a minus sign is taken out of a function that is not odd',
  slips(graph, node) {
    const [argument] = node.kind === 'application' && node.args.length === 1 ? node.args : [];
    if (node.kind !== 'application' || argument?.kind !== 'negation') return [];
    const after = graph.negate(graph.apply(node.row, argument.operand));
    return [{ after, says: say`the minus sign is taken out of ${node}` }];
  },
};

/** √(u²) is |u|. */
const rootOfSquare: AlgebraMistake = {
  name: 'the root of a square is taken as what was squared, not as its absolute value',
  slips(graph, node) {
    const [argument] = node.kind === 'application' && node.row.name === 'sqrt' ? node.args : [];
    if (argument?.kind !== 'power' || !isTwo(argument.exponent)) return [];
    const absolute = graph.apply(row('abs'), argument.base);
    return [{ after: argument.base, says: say`${node} is taken as ${argument.base}; it is ${absolute}` }];
  },
};

const minusDropped: AlgebraMistake = {
  name: 'a minus sign is lost',
  slips: (_, node) =>
    node.kind === 'negation' ? [{ after: node.operand, says: say`the minus sign of ${node} is lost` }] : [],
};

const isTwo = (exponent: Expression): boolean =>
  exponent.kind === 'constant' && exponent.value.d === 1n && exponent.value.s > 0n && exponent.value.n === 2n;

export const bracketMistakes: readonly AlgebraMistake[] = [
  powerOfSum,
  binomial,
  minusOnFirst,
  factorOnFirst,
  likeWithLike,
  functionOfSum,
  functionOfMultiple,
  rootOfSquare,
];

export const signMistakes: readonly AlgebraMistake[] = [functionOfNegative, minusDropped];
