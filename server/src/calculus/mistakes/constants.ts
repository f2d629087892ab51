/** Mistakes with what does not change, with signs, and with terms that are passed over. */
import { say } from '../derivation/step';
import { type Expression, isConstant, type Variable, variables } from '../expression';
import { innerForgotten } from './chain-rule';
import { RELU_KEPT } from './names';
import { slopeAt } from './rules';
import type { Place, Slip, SlopeMistake } from './slip';

interface Terms {
  readonly constant: readonly Expression[];
  readonly moving: readonly Expression[];
  /** The right slope of the sum. */
  readonly slope: Expression;
}

const atSum =
  (wrong: (place: Place, terms: Terms) => readonly Slip[]) =>
  (place: Place): readonly Slip[] => {
    const { node, moves } = place;
    if (node.kind !== 'sum') return [];
    const moving = node.terms.filter(moves);
    const constant = node.terms.filter((term) => !moves(term) && !isConstant(term, 0));
    return wrong(place, { constant, moving, slope: slopeAt(place) });
  };

const constantKept: SlopeMistake = {
  name: 'a constant is kept',
  slips: atSum(({ make, variable }, { constant, slope }) =>
    constant
      .filter((term) => !turns(slope, term))
      .map((term) => ({
        after: make.add(slope, term),
        says:
          variables(term).length > 0
            ? say`${term} is kept, though it does not change with ${variable}`
            : say`the constant ${term} is kept instead of dropped`,
      })),
  ),
};

/** The slope 1 of x − 2 with −2 kept is −1: a turned sign, by accident, which rules of signs explain better. */
const turns = (slope: Expression, term: Expression): boolean =>
  slope.kind === 'constant' && term.kind === 'constant' && slope.value.add(term.value).equals(slope.value.neg());

const constantSlopeOne: SlopeMistake = {
  name: 'the slope of a constant is taken as 1',
  slips: atSum(({ make }, { constant, slope }) =>
    constant
      .filter((term) => variables(term).length === 0)
      .map((term) => ({
        after: make.add(slope, 1),
        says: say`the slope of the constant ${term} is taken as 1 instead of 0`,
      })),
  ),
};

const termLost: SlopeMistake = {
  name: 'a term is lost',
  slips: atSum(({ make, d }, { moving }) =>
    moving.length < 2
      ? []
      : moving.map((lost) => ({
          after: make.add(...moving.filter((term) => term !== lost).map(d)),
          says: say`the term ${lost} is lost`,
        })),
  ),
};

const termKept: SlopeMistake = {
  name: 'a term is not differentiated',
  yieldsTo: [RELU_KEPT],
  slips: atSum(({ make, d }, { moving }) =>
    moving.length < 2
      ? []
      : moving.map((kept) => ({
          after: make.add(...moving.map((term) => (term === kept ? term : d(term)))),
          says: say`the term ${kept} is not differentiated`,
        })),
  ),
};

/** The other variables in what should have been held constant. */
const others = (expression: Expression, { variable }: Place): readonly Variable[] =>
  variables(expression).filter((other) => other !== variable && other.scope === 'local');

/** One step of differentiation of something simple by another variable. */
function slopeBy(place: Place, expression: Expression, variable: Variable): Expression {
  const { graph } = place;
  if (expression === variable) return graph.constant(1);
  if (!variables(expression).includes(variable)) return graph.constant(0);
  const d = (part: Expression): Expression => slopeBy(place, part, variable);
  const moves = (part: Expression): boolean => variables(part).includes(variable);
  return slopeAt({ ...place, node: expression, variable, d, moves });
}

/** Deeper parts are nobody's constant factor. */
const SIMPLE = 4;

export const otherTermDifferentiated: SlopeMistake = {
  name: 'a term that is constant here is differentiated by its own variable',
  slips: atSum((place, { constant, slope }) =>
    constant
      .filter((term) => term.depth <= SIMPLE)
      .flatMap((term) =>
        others(term, place).map((other) => ({
          after: place.make.add(slope, slopeBy(place, term, other)),
          says: say`the term ${term} is differentiated too, by ${other}, though only ${place.variable} changes`,
        })),
      ),
  ),
};

/** A product with constant factors; `rest` are the factors that change, differentiated rightly. */
const atMultiple =
  (wrong: (place: Place, constant: readonly Expression[], rest: Expression) => readonly Slip[]) =>
  (place: Place): readonly Slip[] => {
    const { node, graph, moves } = place;
    if (node.kind !== 'product') return [];
    const constant = node.factors.filter((factor) => !moves(factor));
    if (constant.length === 0) return [];
    const moving = node.factors.filter(moves);
    const rest = graph.multiply(...moving);
    return wrong(place, constant, moving.length === 1 ? place.d(rest) : slopeAt({ ...place, node: rest }));
  };

const factorLost: SlopeMistake = {
  name: 'a constant factor is lost',
  // The lost factor of sin(2x)′ is the inner derivative.
  yieldsTo: [innerForgotten.name],
  slips(place) {
    const { graph, make, node, d, moves } = place;
    if (node.kind === 'quotient' && !moves(node.denominator)) {
      return [{ after: d(node.numerator), says: say`the constant divisor ${node.denominator} is lost` }];
    }
    return atMultiple((_, constant, rest) => {
      const each = constant.map((lost) => ({
        after: make.multiply(...constant.filter((factor) => factor !== lost), rest),
        says: say`the constant factor ${lost} is lost`,
      }));
      const all = { after: rest, says: say`the constant factor ${graph.multiply(...constant)} is lost` };
      return constant.length > 1 ? [...each, all] : each;
    })(place);
  },
};

const factorSlopeOne: SlopeMistake = {
  name: 'the slope of a constant factor is taken as 1',
  rare: true,
  slips: atMultiple(({ graph, make, node, moves }, constant, rest) => {
    if (node.kind !== 'product' || constant.length > 1) return [];
    const moving = make.multiply(...node.factors.filter(moves));
    return [
      {
        after: make.add(moving, make.multiply(...constant, rest)),
        says: say`the slope of the constant factor ${graph.multiply(...constant)} is taken as 1, and the product rule is used`,
      },
    ];
  }),
};

const otherFactorDifferentiated: SlopeMistake = {
  name: 'a factor that is constant here is differentiated by its own variable',
  // y differentiated by y is 1: the factor is lost.
  yieldsTo: [factorLost.name],
  slips: atMultiple((place, constant, rest) =>
    constant
      .filter((factor) => factor.depth <= SIMPLE)
      .flatMap((factor) =>
        others(factor, place).map((other) => ({
          after: place.make.multiply(
            ...constant.map((one) => (one === factor ? slopeBy(place, factor, other) : one)),
            rest,
          ),
          says: say`the factor ${factor} is differentiated too, by ${other}, though only ${place.variable} changes`,
        })),
      ),
  ),
};

const minusLost: SlopeMistake = {
  name: 'a minus sign is lost',
  // The lost sign of exp(−x)′ is the inner derivative.
  yieldsTo: [innerForgotten.name],
  slips({ node, d }) {
    return node.kind === 'negation' ? [{ after: d(node.operand), says: say`the minus sign of ${node} is lost` }] : [];
  },
};

/** −(a + b) → −a′ + b′, and c·(a + b) → c·a′ + b′. */
const notDistributed: SlopeMistake = {
  name: 'a sign or factor before a bracket is applied to its first term only',
  slips({ graph, make, node, d, moves }) {
    const bracket = node.kind === 'negation' ? node.operand : node.kind === 'product' ? node.factors.at(-1) : undefined;
    if (bracket?.kind !== 'sum') return [];
    const factors = node.kind === 'product' ? node.factors.slice(0, -1) : [graph.constant(-1)];
    if (factors.some(moves)) return [];
    const [first, ...rest] = bracket.terms;
    if (!first || !rest.some(moves)) return [];
    const slope = (term: Expression): readonly Expression[] => (moves(term) ? [d(term)] : []);
    const after = make.add(...slope(first).map((part) => make.multiply(...factors, part)), ...rest.flatMap(slope));
    return [
      {
        after,
        says:
          node.kind === 'negation'
            ? say`the minus sign before the bracket is applied only to ${first}`
            : say`the factor ${graph.multiply(...factors)} is multiplied only into ${first}, the first term of its bracket`,
      },
    ];
  },
};

export const constantMistakes: readonly SlopeMistake[] = [
  constantKept,
  constantSlopeOne,
  termLost,
  termKept,
  otherTermDifferentiated,
  factorLost,
  factorSlopeOne,
  otherFactorDifferentiated,
  minusLost,
  notDistributed,
];
