/** Mistakes with the product rule and the quotient rule. */
import { say } from '../derivation/step';
import { type Expression, isConstant } from '../expression';
import { joined, type Place, type Slip, type SlopeMistake } from './slip';

interface Factors {
  readonly constant: readonly Expression[];
  readonly moving: readonly Expression[];
}

/** A product of at least two factors that change. */
function factorsAt({ node, moves }: Place): Factors | undefined {
  if (node.kind !== 'product') return undefined;
  const moving = node.factors.filter(moves);
  return moving.length < 2 ? undefined : { moving, constant: node.factors.filter((factor) => !moves(factor)) };
}

const atProduct =
  (wrong: (place: Place, factors: Factors) => readonly Slip[]) =>
  (place: Place): readonly Slip[] => {
    const factors = factorsAt(place);
    return factors ? wrong(place, factors) : [];
  };

const slopesMultiplied: SlopeMistake = {
  name: 'the slopes of the factors are multiplied',
  slips: atProduct(({ make, d }, { moving, constant }) => [
    {
      after: make.multiply(...constant, ...moving.map(d)),
      says: ['the slopes of the factors ', ...joined(moving), ' are multiplied, in place of the product rule'],
    },
  ]),
};

const oneFactor: SlopeMistake = {
  name: 'only one factor is differentiated',
  slips: atProduct(({ make, d }, { moving, constant }) =>
    moving.map((factor, i) => ({
      after: make.multiply(...constant, ...moving.map((other, j) => (i === j ? d(other) : other))),
      says: say`only the factor ${factor} is differentiated`,
    })),
  ),
};

const slopesAdded: SlopeMistake = {
  name: 'the slopes of the factors are added, without the other factors',
  slips: atProduct(({ make, d }, { moving, constant }) => [
    {
      after: make.multiply(...constant, make.add(...moving.map(d))),
      says: ['the slopes of ', ...joined(moving), ' are added without the other factors'],
    },
  ]),
};

const termsSubtracted: SlopeMistake = {
  name: 'the terms of the product rule are subtracted',
  slips: atProduct(({ graph, make, d }, { moving, constant }) => {
    const [first, second] = moving;
    if (!first || !second || moving.length > 2) return [];
    const [a, b] = [make.multiply(d(first), second), make.multiply(first, d(second))];
    return [graph.subtract(a, b), graph.subtract(b, a)].map((difference) => ({
      after: make.multiply(...constant, difference),
      says: say`the two terms of the product rule for ${first} and ${second} are subtracted instead of added`,
    }));
  }),
};

interface Quotient {
  readonly above: Expression;
  readonly below: Expression;
  /** Slope of the numerator times the denominator, and the other way round. */
  readonly first: Expression;
  readonly second: Expression;
  readonly bothMove: boolean;
}

const atQuotient =
  (wrong: (place: Place, quotient: Quotient) => readonly Slip[]) =>
  (place: Place): readonly Slip[] => {
    const { node, make, d, moves } = place;
    if (node.kind !== 'quotient' || !moves(node.denominator)) return [];
    const { numerator: above, denominator: below } = node;
    const first = make.multiply(d(above), below);
    const second = make.multiply(above, d(below));
    return wrong(place, { above, below, first, second, bothMove: moves(above) });
  };

const quotientAdded: SlopeMistake = {
  name: 'the quotient rule is written with a plus',
  slips: atQuotient(({ graph }, { below, first, second, bothMove }) =>
    bothMove
      ? [
          {
            after: graph.divide(graph.add(first, second), graph.power(below, 2)),
            says: say`the sign in the quotient rule is turned: the numerator is ${graph.add(first, second)}`,
          },
        ]
      : [],
  ),
};

const quotientSwapped: SlopeMistake = {
  name: 'the order in the numerator of the quotient rule is swapped',
  slips: atQuotient(({ graph, node }, { below, first, second, bothMove }) => [
    {
      after: graph.divide(bothMove ? graph.subtract(second, first) : second, graph.power(below, 2)),
      says: bothMove
        ? say`the two terms of the quotient rule are swapped: the numerator is ${graph.subtract(second, first)}`
        : say`the minus sign in the slope of ${node} is lost`,
    },
  ]),
};

const notSquared: SlopeMistake = {
  name: 'the denominator of the quotient rule is not squared',
  slips: atQuotient(({ graph, make }, { below, first, second }) => [
    {
      after: graph.divide(make.add(first, graph.negate(second)), below),
      says: say`the denominator ${below} is not squared`,
    },
  ]),
};

const divided: SlopeMistake = {
  name: 'the slope of the numerator is divided by the slope of the denominator',
  slips: atQuotient(({ graph, d }, { above, below, bothMove }) =>
    bothMove || !isConstant(above, 0)
      ? [
          {
            after: graph.divide(bothMove ? d(above) : above, d(below)),
            says: bothMove
              ? say`the slope of ${above} is divided by the slope of ${below}, in place of the quotient rule`
              : say`the denominator ${below} is replaced by its slope`,
          },
        ]
      : [],
  ),
};

const onlyNumerator: SlopeMistake = {
  name: 'only one part of the quotient is differentiated',
  slips: atQuotient(({ graph, d }, { above, below, second, bothMove }) =>
    bothMove
      ? [
          {
            after: graph.divide(d(above), below),
            says: say`only the numerator ${above} is differentiated`,
          },
          {
            after: graph.divide(graph.negate(second), graph.power(below, 2)),
            says: say`only the denominator ${below} is differentiated`,
          },
        ]
      : [],
  ),
};

export const productMistakes: readonly SlopeMistake[] = [
  slopesMultiplied,
  oneFactor,
  slopesAdded,
  termsSubtracted,
  quotientAdded,
  quotientSwapped,
  notSquared,
  divided,
  onlyNumerator,
];
