/** Mistakes with powers x^n, exponentials a^x, and x^x. */
import { type Explanation, say } from '../derivation/step';
import { type Expression, isConstant } from '../expression';
import { row } from '../functions/table';
import { lowered } from './rules';
import type { Place, Slip, SlopeMistake } from './slip';

interface PowerOf {
  readonly base: Expression;
  readonly exponent: Expression;
  /** Base to another exponent. */
  to(exponent: Expression): Expression;
  /** The slope of the base. */
  readonly inner: Expression;
  /** `the exponent 5 of (2x²)⁵`; a negative one, which is printed as a fraction, `the exponent −2 of x`. */
  readonly called: Explanation;
}

/** u^n where n does not change. */
const atPower =
  (wrong: (place: Place, power: PowerOf) => readonly Slip[]) =>
  (place: Place): readonly Slip[] => {
    const { node, make, d, moves } = place;
    if (node.kind !== 'power' || !moves(node.base) || moves(node.exponent)) return [];
    const { base, exponent } = node;
    const isNegative = exponent.kind === 'constant' && exponent.value.s < 0n;
    const called = say`the exponent ${exponent} of ${isNegative ? base : node}`;
    return wrong(place, { base, exponent, to: (other) => make.power(base, other), inner: d(base), called });
  };

const notLowered: SlopeMistake = {
  name: 'the exponent is not lowered',
  slips: atPower(({ make, node }, { exponent, inner, called }) => [
    { after: make.multiply(exponent, node, inner), says: [...called, ' is not lowered'] },
  ]),
};

const notBroughtDown: SlopeMistake = {
  name: 'the exponent is not brought down as a factor',
  slips: atPower((place, { exponent, to, inner, called }) => [
    {
      after: place.make.multiply(to(lowered(place, exponent)), inner),
      says: [...called, ' is not brought down as a factor'],
    },
  ]),
};

const raised: SlopeMistake = {
  name: 'the exponent is raised instead of lowered',
  slips: atPower(({ make }, { exponent, to, inner, called }) => [
    {
      after: make.multiply(exponent, to(make.subtract(exponent, -1)), inner),
      says: [...called, ' is raised by 1 instead of lowered'],
    },
  ]),
};

const loweredTwice: SlopeMistake = {
  name: 'the exponent is lowered by 2',
  rare: true,
  slips: atPower(({ make }, { exponent, to, inner, called }) =>
    // Of a square nothing is left: a factor is lost.
    isConstant(exponent, 2)
      ? []
      : [
          {
            after: make.multiply(exponent, to(make.subtract(exponent, 2)), inner),
            says: [...called, ' is lowered by 2 instead of by 1'],
          },
        ],
  ),
};

const loweredBroughtDown: SlopeMistake = {
  name: 'the lowered exponent is brought down',
  // Of a square it is 1, which is nothing brought down.
  yieldsTo: [notBroughtDown.name],
  slips: atPower((place, { exponent, to, inner }) => {
    const lower = lowered(place, exponent);
    return [
      {
        after: place.make.multiply(lower, to(lower), inner),
        says: say`the lowered exponent ${lower} is brought down instead of ${exponent}`,
      },
    ];
  }),
};

const dividedByExponent: SlopeMistake = {
  name: 'the power is divided by the exponent instead of multiplied',
  rare: true,
  slips: atPower((place, { exponent, to, inner }) => [
    {
      after: place.make.multiply(place.graph.divide(to(lowered(place, exponent)), exponent), inner),
      says: say`the power ${to(lowered(place, exponent))} is divided by ${exponent} instead of multiplied`,
    },
  ]),
};

const asExponential: SlopeMistake = {
  name: 'the rule for exponentials is used for a power',
  slips: atPower(({ make, node, variable }, { base, inner }) => [
    {
      after: make.multiply(node, make.logarithm(base), inner),
      says: say`the rule for exponentials is used for ${node}, where ${variable} is in the base`,
    },
  ]),
};

interface Exponential {
  /** Missing for e. */
  readonly base?: Expression;
  readonly exponent: Expression;
  to(exponent: Expression): Expression;
  readonly inner: Expression;
}

/** a^u where a does not change, e^u and exp(u). */
const atExponential =
  (wrong: (place: Place, exponential: Exponential) => readonly Slip[]) =>
  (place: Place): readonly Slip[] => {
    const { graph, node, d, moves } = place;
    if (node.kind === 'application' && node.row.name === 'exp' && node.args[0]) {
      const [exponent] = node.args;
      return wrong(place, { exponent, to: (other) => graph.apply(node.row, other), inner: d(exponent) });
    }
    if (node.kind !== 'power' || moves(node.base) || !moves(node.exponent)) return [];
    const { base, exponent } = node;
    const isE = base.kind === 'named' && base.name === 'e';
    const to = (other: Expression): Expression => graph.power(base, other);
    return wrong(place, { exponent, to, inner: d(exponent), ...(!isE && { base }) });
  };

const powerRuleUsed: SlopeMistake = {
  name: 'the power rule is used for an exponential',
  slips: atExponential(({ graph, make, node, variable }, { exponent, to, inner }) =>
    [make.multiply(exponent, to(graph.subtract(exponent, 1))), make.multiply(exponent, to(exponent))].flatMap((power) =>
      [make.multiply(power, inner), power].map((after) => ({
        after,
        says: say`the power rule is used for ${node}, where ${variable} is in the exponent`,
      })),
    ),
  ),
};

export const logForgotten: SlopeMistake = {
  name: 'the logarithm of the base is forgotten',
  slips: atExponential(({ graph, make, node }, { base, inner }) =>
    base
      ? [
          {
            after: make.multiply(node, inner),
            says: say`the factor ${graph.apply(row('log'), base)} in the slope of ${node} is forgotten`,
          },
        ]
      : [],
  ),
};

const logDivides: SlopeMistake = {
  name: 'the exponential is divided by the logarithm of its base',
  rare: true,
  slips: atExponential(({ graph, make, node }, { base, inner }) =>
    base && !isConstant(base, 1)
      ? [
          {
            after: make.multiply(graph.divide(node, make.logarithm(base)), inner),
            says: say`${node} is divided by ${graph.apply(row('log'), base)} instead of multiplied by it`,
          },
        ]
      : [],
  ),
};

/** u^v where both change, as x^x: each of the two rules alone is wrong. */
export const oneRuleAlone: SlopeMistake = {
  name: 'base and exponent both change, and only one is differentiated',
  slips(place) {
    const { node, make, d, moves, variable } = place;
    if (node.kind !== 'power' || !moves(node.base) || !moves(node.exponent)) return [];
    const { base, exponent } = node;
    return [
      {
        after: make.multiply(exponent, make.power(base, lowered(place, exponent)), d(base)),
        says: say`the power rule is used for ${node}, though ${variable} is in the exponent too`,
      },
      {
        after: make.multiply(node, make.logarithm(base), d(exponent)),
        says: say`the rule for exponentials is used for ${node}, though ${variable} is in the base too`,
      },
    ];
  },
};

export const powerMistakes: readonly SlopeMistake[] = [
  notLowered,
  notBroughtDown,
  raised,
  loweredTwice,
  loweredBroughtDown,
  dividedByExponent,
  asExponential,
  powerRuleUsed,
  logForgotten,
  logDivides,
  oneRuleAlone,
];
