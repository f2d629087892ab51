/** Mistakes with exponents, logarithms and fractions. */
import { say } from '../derivation/step';
import { type Expression, type Graph, isConstant } from '../expression';
import { row } from '../functions/table';
import type { AlgebraMistake, Slip } from './slip';

/** (c·u)^n → c·u^n */
const powerOfProduct: AlgebraMistake = {
  name: 'the exponent is not given to every factor',
  slips(graph, node) {
    if (node.kind !== 'power' || node.base.kind !== 'product') return [];
    const { factors } = node.base;
    return factors.map((bare) => ({
      after: graph.multiply(
        ...factors.map((factor) => (factor === bare ? factor : graph.power(factor, node.exponent))),
      ),
      says: say`the exponent ${node.exponent} of ${node} is not given to the factor ${bare}`,
    }));
  },
};

const exponent = (node: Expression): { base: Expression; power: Expression | 1 } =>
  node.kind === 'power' ? { base: node.base, power: node.exponent } : { base: node, power: 1 };

/** u^m·u^n → u^(m·n) */
const multiplied: AlgebraMistake = {
  name: 'exponents are multiplied where they should be added',
  slips(graph, node) {
    if (node.kind !== 'product') return [];
    const found: Slip[] = [];
    node.factors.forEach((factor, i) => {
      node.factors.forEach((other, j) => {
        const [a, b] = [exponent(factor), exponent(other)];
        // Nobody multiplies by an exponent that is not written.
        if (i >= j || a.base !== b.base || a.base.kind === 'constant' || a.power === 1 || b.power === 1) return;
        const joined = graph.power(a.base, graph.multiply(a.power, b.power));
        found.push({
          after: graph.multiply(...node.factors.flatMap((one, k) => (k === i ? joined : k === j ? [] : one))),
          says: say`the exponents of ${graph.multiply(factor, other)} are multiplied instead of added`,
        });
      });
    });
    return found;
  },
};

/** (u^m)^n → u^(m+n) */
const added: AlgebraMistake = {
  name: 'exponents are added where they should be multiplied',
  slips(graph, node) {
    if (node.kind !== 'power') return [];
    const powers = node.base.kind === 'product' ? node.base.factors : [node.base];
    if (!powers.some((factor) => factor.kind === 'power')) return [];
    const after = graph.multiply(
      ...powers.map((factor) =>
        factor.kind === 'power'
          ? graph.power(factor.base, graph.add(factor.exponent, node.exponent))
          : graph.power(factor, node.exponent),
      ),
    );
    return [{ after, says: say`the exponents of ${node} are added instead of multiplied` }];
  },
};

/** u^(−n) → −u^n */
const negativeExponent: AlgebraMistake = {
  name: 'a negative exponent is read as a minus sign',
  slips(graph, node) {
    if (node.kind !== 'power' || node.exponent.kind !== 'constant' || node.exponent.value.s > 0n) return [];
    const after = graph.negate(graph.power(node.base, graph.constant(node.exponent.value.neg())));
    return [{ after, says: say`the negative exponent ${node.exponent} of ${node.base} is read as a minus sign` }];
  },
};

const logOf = (node: Expression): Expression | undefined =>
  node.kind === 'application' && node.args.length === 1 && /^log(2|10)?$/.test(node.row.name)
    ? node.args[0]
    : undefined;

/** log(u·v) → log(u)·log(v), log(u/v) → log(u)/log(v), log(u)·log(v) → log(u·v)… */
const logOfProduct: AlgebraMistake = {
  name: 'the logarithm of a product is taken as the product of the logarithms',
  slips(graph, node) {
    const argument = logOf(node);
    if (node.kind === 'application' && argument?.kind === 'product') {
      const after = graph.multiply(...argument.factors.map((factor) => graph.apply(node.row, factor)));
      return [{ after, says: say`${node} is written as a product of logarithms, not as their sum` }];
    }
    if (node.kind === 'application' && argument?.kind === 'quotient') {
      const { numerator, denominator } = argument;
      const after = graph.divide(graph.apply(node.row, numerator), graph.apply(node.row, denominator));
      return [{ after, says: say`${node} is written as a quotient of logarithms, not as their difference` }];
    }
    const inside = node.kind === 'product' ? node.factors.map(logOf) : [];
    const all = inside.filter((one) => one !== undefined);
    if (all.length < 2 || all.length < inside.length) return [];
    return [
      {
        after: graph.apply(row('log'), graph.multiply(...all)),
        says: say`the product ${node} is written as the logarithm of a product`,
      },
    ];
  },
};

/** log(u^n) → log(u)^n, and log(u)^n → n·log(u) */
const logOfPower: AlgebraMistake = {
  name: 'the exponent inside a logarithm and that of the logarithm are confused',
  slips(graph, node) {
    const argument = logOf(node);
    if (node.kind === 'application' && argument?.kind === 'power') {
      const after = graph.power(graph.apply(node.row, argument.base), argument.exponent);
      return [{ after, says: say`the exponent in ${node} is given to the logarithm` }];
    }
    if (node.kind !== 'power' || !logOf(node.base)) return [];
    const after = graph.multiply(node.exponent, node.base);
    return [{ after, says: say`the exponent of ${node} is brought down, as if it stood inside the logarithm` }];
  },
};

/** 1/(a + b) → 1/a + 1/b */
const fractionOfSum: AlgebraMistake = {
  name: 'a denominator that is a sum is split',
  slips(graph, node) {
    if (node.kind !== 'quotient' || node.denominator.kind !== 'sum') return [];
    const after = graph.add(...node.denominator.terms.map((term) => graph.divide(node.numerator, term)));
    return [{ after, says: say`${node} is written as ${after}` }];
  },
};

/** a/b + c/d → (a + c)/(b + d) */
const fractionsAdded: AlgebraMistake = {
  name: 'fractions are added above and below',
  slips(graph, node) {
    if (node.kind !== 'sum' || node.terms.length !== 2) return [];
    const [a, b] = node.terms.map((term) => fraction(graph, term));
    if (!a || !b) return [];
    const after = graph.divide(graph.add(a.above, b.above), graph.add(a.below, b.below));
    return [{ after, says: say`the fractions of ${node} are added above and below, to ${after}` }];
  },
};

function fraction(graph: Graph, term: Expression): { above: Expression; below: Expression } | undefined {
  if (term.kind === 'quotient') return { above: term.numerator, below: term.denominator };
  if (term.kind !== 'constant' || term.value.d === 1n) return undefined;
  return { above: graph.constant(term.value.s * term.value.n), below: graph.constant(term.value.d) };
}

/** (a + b)/a → b, (a·c + b)/a → c + b */
const cancelledOnce: AlgebraMistake = {
  name: 'a denominator is cancelled against one term of a sum only',
  slips(graph, node) {
    if (node.kind !== 'quotient' || node.numerator.kind !== 'sum') return [];
    const { terms } = node.numerator;
    return terms.flatMap((term, i) => {
      const rest = without(graph, term, node.denominator);
      if (!rest) return [];
      const says = say`in ${node} the denominator ${node.denominator} is cancelled against one term only`;
      const kept = { after: graph.add(...terms.with(i, rest)), says };
      const struck = { after: graph.add(...terms.filter((_, j) => j !== i)), says };
      return isConstant(rest, 1) ? [kept, struck] : [kept];
    });
  },
};

function without(graph: Graph, term: Expression, factor: Expression): Expression | undefined {
  if (term === factor) return graph.constant(1);
  if (term.kind !== 'product' || !term.factors.includes(factor)) return undefined;
  const at = term.factors.indexOf(factor);
  return graph.multiply(...term.factors.filter((_, i) => i !== at));
}

/** One factor, or two that stand side by side. */
const factorDropped: AlgebraMistake = {
  name: 'a factor is lost',
  slips(graph, node) {
    if (node.kind !== 'product') return [];
    const { factors } = node;
    const runs = factors.flatMap((_, i) => [1, 2].map((length) => factors.slice(i, i + length)));
    return runs.map((lost) => ({
      after: graph.multiply(...factors.filter((factor) => !lost.includes(factor))),
      says: say`the factor ${graph.multiply(...lost)} is lost`,
    }));
  },
};

const termDropped: AlgebraMistake = {
  name: 'a term is lost',
  slips(graph, node) {
    if (node.kind !== 'sum') return [];
    return node.terms.map((lost, i) => ({
      after: graph.add(...node.terms.filter((_, j) => j !== i)),
      says: say`the term ${lost} is lost`,
    }));
  },
};

export const ruleMistakes: readonly AlgebraMistake[] = [
  powerOfProduct,
  multiplied,
  added,
  negativeExponent,
  logOfProduct,
  logOfPower,
  fractionOfSum,
  fractionsAdded,
  cancelledOnce,
];

export const lossMistakes: readonly AlgebraMistake[] = [factorDropped, termDropped];
