/**
 * The rules of differentiation, each as one rewriting of `derivative(body, variable)`. In: such a node. Out: the rule's
 * name, what stands there afterwards, why, and the derivatives that are still to be taken.
 */

import { partial } from '../differentiate';
import { type Call, type Expression, type Graph, isConstant, substitute, type Variable } from '../expression';
import { row } from '../functions/table';
import { movingParts } from './chain';
import { chainRule } from './chain-rule';
import { type Context, depends } from './context';
import { ofFunction, powerRule, reciprocalPower } from './functions';
import type { RuleName } from './rule-names';
import { type Explanation, listed, say } from './step';
import { constantValue, tidy } from './tidy';

export type Derivative = Extract<Expression, { kind: 'derivative' }>;

export interface Rule {
  readonly name: RuleName;
  readonly after: Expression;
  readonly explanation: Explanation;
  /** The derivatives of parts that `after` speaks of, in reading order. */
  readonly parts: readonly Derivative[];
  /** How the way to a part is announced; by its place in `parts`. */
  readonly announce?: (part: Derivative, index: number) => Explanation;
  /** Names to be read again at the end. */
  readonly names?: readonly Variable[];
  /** So many parts that they are taken in one line, with a step for each inside it. */
  readonly together?: boolean;
}

export function ruleFor(context: Context, { body, variable }: Derivative): Rule {
  const { graph } = context;
  if (!depends(graph, body, variable)) {
    return done('constant', graph.constant(0), constantWords(body, variable));
  }
  if (body === variable) return done('variable', graph.constant(1), say`The slope of ${variable} itself is 1.`);
  return (
    linear(graph, body, variable) ??
    chainRule(context, body, variable) ??
    structured(graph, body, variable) ??
    called(context, body, variable) ??
    ofFunction(graph, body, variable) ??
    done('differentiate', partial(graph, { name: '', parameters: [variable], body }, [1]), say`By the rules above.`)
  );
}

export function done(name: RuleName, after: Expression, explanation: Explanation): Rule {
  return { name, after, explanation, parts: [] };
}

function constantWords(body: Expression, variable: Variable): Explanation {
  if (constantValue(body)) return say`${body} is a number: its slope is 0.`;
  return say`${body} does not change with ${variable}: it is held constant, and its slope is 0.`;
}

/** Sums, and signs in front of anything but a chain. */
function linear(graph: Graph, body: Expression, variable: Variable): Rule | undefined {
  const d = (part: Expression): Derivative => graph.derivative(part, variable);
  if (body.kind === 'array') {
    const parts = body.items.map(d);
    return { name: 'entry by entry', after: graph.array(parts), explanation: say`Each entry on its own.`, parts };
  }
  if (body.kind !== 'sum') return undefined;
  const terms = body.terms.map((term) => (term.kind === 'negation' ? graph.negate(d(term.operand)) : d(term)));
  const parts = body.terms.map((term) => d(term.kind === 'negation' ? term.operand : term));
  const difference = body.terms.length === 2 && body.terms[1]?.kind === 'negation';
  return {
    name: difference ? 'difference' : 'sum',
    after: graph.add(...terms),
    explanation: difference
      ? say`The slope of a difference is the difference of the slopes.`
      : say`The slope of a sum is the sum of the slopes: each term on its own.`,
    parts,
    announce: (part) => say`The term ${part.body}.`,
  };
}

function structured(graph: Graph, body: Expression, variable: Variable): Rule | undefined {
  const d = (part: Expression): Derivative => graph.derivative(part, variable);
  const moving = movingParts(graph, body, variable);
  switch (body.kind) {
    case 'negation':
      return {
        name: 'constant multiple',
        after: graph.negate(d(body.operand)),
        explanation: say`The sign stays.`,
        parts: [d(body.operand)],
      };
    case 'product':
      return product(graph, body.factors, variable);
    case 'quotient':
      return quotient(graph, body.numerator, body.denominator, variable);
    case 'power':
      return moving[0] === variable && body.base !== body.exponent && moving.length === 1
        ? powerRule(graph, body.base, body.exponent, variable)
        : generalPower(graph, body.base, body.exponent, variable);
    case 'application': {
      const [condition, yes, no] = body.args;
      if (body.row.name !== 'where' || !condition || !yes || !no) return undefined;
      return {
        name: 'piecewise',
        after: graph.apply(body.row, condition, d(yes), d(no)),
        explanation: say`Each piece on its own, where its condition holds.`,
        parts: [d(yes), d(no)],
        announce: (part) => say`The piece ${part.body}.`,
      };
    }
    default:
      return undefined;
  }
}

/** The product rule writes as many terms as there are factors. */
const MOST_FACTORS = 10;

function product(graph: Graph, written: readonly Expression[], variable: Variable): Rule {
  // 2y·z is written as (2·y)·z and read as three factors.
  const factors = written.flatMap((factor) => (factor.kind === 'product' ? factor.factors : [factor]));
  const d = (part: Expression): Derivative => graph.derivative(part, variable);
  const moves = factors.map((factor) => depends(graph, factor, variable));
  const constants = factors.filter((_, i) => !moves[i]);
  const moving = factors.filter((_, i) => moves[i]);
  if (moving.length === 1) {
    const part = d(moving[0] as Expression);
    return {
      name: 'constant multiple',
      after: graph.multiply(...constants, part),
      explanation: say`${graph.multiply(...constants)} does not change with ${variable}: as a constant factor it stays.`,
      parts: [part],
    };
  }
  if (constants.length > 0) {
    const part = d(graph.multiply(...moving));
    return {
      name: 'constant multiple',
      after: graph.multiply(...constants, part),
      explanation: say`${graph.multiply(...constants)} does not change with ${variable}: as a constant factor it stays.`,
      parts: [part],
    };
  }
  if (moving.length > MOST_FACTORS) {
    const slope = partial(graph, { name: '', parameters: [variable], body: graph.multiply(...moving) }, [1]);
    return done(
      'product',
      slope,
      say`One of the ${String(moving.length)} factors at a time, all added; too long to write out.`,
    );
  }
  const terms = moving.map((_, i) => graph.multiply(...moving.map((other, j) => (i === j ? d(other) : other))));
  return {
    name: 'product',
    after: graph.add(...terms),
    explanation: say`One factor at a time is differentiated, the others stay, and the results are added.`,
    parts: moving.map(d),
    announce: (part) => say`The factor ${part.body}.`,
  };
}

function quotient(graph: Graph, above: Expression, below: Expression, variable: Variable): Rule {
  const d = (part: Expression): Derivative => graph.derivative(part, variable);
  if (!depends(graph, below, variable)) {
    return {
      name: 'constant multiple',
      after: graph.divide(d(above), below),
      explanation: say`${below} does not change with ${variable}: as a constant divisor it stays.`,
      parts: [d(above)],
    };
  }
  if (!depends(graph, above, variable)) {
    const reciprocal = reciprocalPower(graph, above, below, variable);
    if (reciprocal) return reciprocal;
    const part = d(below);
    const slope = isConstant(above, 1) ? part : graph.multiply(above, part);
    return {
      name: 'quotient',
      after: graph.negate(graph.divide(slope, graph.power(below, 2))),
      explanation: say`Only the denominator changes: minus its slope, over its square.`,
      parts: [part],
      announce: (inner) => say`The denominator ${inner.body}.`,
    };
  }
  return {
    name: 'quotient',
    after: graph.divide(
      graph.subtract(graph.multiply(d(above), below), graph.multiply(above, d(below))),
      graph.power(below, 2),
    ),
    explanation: say`Slope of the numerator times the denominator, minus the numerator times the slope of the denominator, over the denominator squared.`,
    parts: [d(above), d(below)],
    announce: (part, i) => (i === 0 ? say`The numerator ${part.body}.` : say`The denominator ${part.body}.`),
  };
}

/** f^g where both change. */
function generalPower(graph: Graph, base: Expression, exponent: Expression, variable: Variable): Rule {
  const [below, above] = [graph.derivative(base, variable), graph.derivative(exponent, variable)];
  const inBrackets = graph.add(
    graph.multiply(above, graph.apply(row('log'), base)),
    graph.divide(graph.multiply(exponent, below), base),
  );
  return {
    name: 'general power',
    after: graph.multiply(graph.power(base, exponent), inBrackets),
    explanation: say`Base and exponent both change. ${graph.power(base, exponent)} is exp of ${exponent} times the logarithm of ${base}; its slope is itself times the slope of that product.`,
    parts: [above, below],
    announce: (part) => say`The part ${part.body}.`,
  };
}

/** The reader's own functions: their definition is put in; in several arguments, the slopes by each are added. */
function called(context: Context, body: Expression, variable: Variable): Rule | undefined {
  const { graph } = context;
  if (body.kind !== 'call') return undefined;
  const moving = body.args.flatMap((arg, i) => (depends(graph, arg, variable) ? [i] : []));
  const plainly = moving.length === 1 && body.args[moving[0] ?? 0] === variable;
  if (plainly) {
    const meaning = tidy(graph, definition(graph, body));
    const part = graph.derivative(meaning, variable);
    return {
      name: 'definition',
      after: part,
      explanation: say`By definition ${body} = ${meaning}.`,
      parts: [part],
    };
  }
  const names = new Map(moving.map((i) => [i, context.introducePlace(body.args[i] as Expression)]));
  const outer = graph.call(
    body.callee,
    body.orders,
    body.args.map((arg, i) => names.get(i) ?? arg),
  );
  const pairs = moving.map((i) => {
    const name = names.get(i) as Variable;
    return [graph.derivative(outer, name), graph.derivative(body.args[i] as Expression, variable)] as const;
  });
  return {
    name: 'chain rule',
    after: graph.add(...pairs.map((pair) => graph.multiply(...pair))),
    explanation: [
      ...say`${variable} acts through ${String(moving.length)} arguments, `,
      ...listed([...names.values()]),
      ': for each, the slope of the outer function by it times its own slope, all added.',
    ],
    parts: pairs.flat(),
    announce: (part) => say`${part.body}, with respect to ${part.variable}.`,
    names: [...names.values()],
  };
}

/** The body of a called function over its arguments; of a derivative, the derivative's formula. */
function definition(graph: Graph, { callee, orders, args }: Call): Expression {
  const body = orders.every((order) => order === 0) ? callee.body : partial(graph, callee, orders);
  return substitute(graph, body, new Map(callee.parameters.map((parameter, i) => [parameter, args[i] ?? parameter])));
}
