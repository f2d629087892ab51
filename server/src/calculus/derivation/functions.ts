/**
 * The rules for single functions: powers, built-ins and declared functions. In: a body whose arguments are the variable,
 * constants or, for functions of several arguments, anything. Out: the rule.
 */
import type { Expression, Graph, Variable } from '../expression';
import { row } from '../functions/table';
import { normalise } from '../normal';
import { HALF, isInteger, isNegative, ONE } from '../rational';
import { depends } from './context';
import type { RuleName } from './rule-names';
import type { Derivative, Rule } from './rules';
import { say } from './step';
import { constantValue, tidy } from './tidy';

/** x^n, a^x, √x. */
export function powerRule(graph: Graph, base: Expression, exponent: Expression, variable: Variable): Rule {
  const power = graph.power(base, exponent);
  if (base !== variable) {
    if (base.kind === 'named' && base.name === 'e') {
      return finished('exponential', power, say`The exponential function is its own slope.`);
    }
    return finished(
      'exponential',
      graph.multiply(power, graph.apply(row('log'), base)),
      say`The slope of ${power} is ${power} times the logarithm of the base ${base}.`,
    );
  }
  const value = constantValue(exponent);
  if (value?.equals(HALF)) {
    return finished(
      'power',
      graph.divide(1, graph.multiply(2, power)),
      say`The slope of ${power} is ${graph.divide(1, graph.multiply(2, power))}: the power rule with exponent 1/2.`,
    );
  }
  const words = say`Power rule: the exponent ${exponent} comes down as a factor, and the power goes down by one.`;
  if (!value) return finished('power', graph.multiply(exponent, graph.power(base, graph.subtract(exponent, 1))), words);
  const decimal = exponent.kind === 'constant' && exponent.decimal;
  const lower = value.sub(ONE);
  // As the reader wrote it: x^(−2) has the slope −2x^(−3), 1/x^2 has −2/x^3.
  const above =
    isNegative(lower) && exponent.kind !== 'constant'
      ? graph.negate(graph.constant(lower.neg(), decimal))
      : graph.constant(lower, decimal);
  const lowered = lower.equals(ONE) ? base : graph.power(base, above);
  const front = isInteger(value) || exponent.kind !== 'constant' ? graph.constant(value, decimal) : exponent;
  return finished('power', graph.multiply(front, lowered), words);
}

/** c/x^n by the power rule for x^(−n). */
export function reciprocalPower(
  graph: Graph,
  above: Expression,
  below: Expression,
  variable: Variable,
): Rule | undefined {
  const raised = below.kind === 'power' && below.base === variable ? below.exponent : undefined;
  const value = below === variable ? ONE : raised && constantValue(raised);
  if (!value) return undefined;
  const decimal = raised?.kind === 'constant' && raised.decimal;
  const top = value.n === 1n ? above : graph.multiply(graph.constant(value.n), above);
  const power = graph.power(variable, graph.constant(value.add(ONE), decimal));
  const bottom = isInteger(value) ? power : graph.multiply(graph.constant(value.d), power);
  return finished(
    'power',
    graph.negate(graph.divide(tidy(graph, top), bottom)),
    say`Power rule: ${graph.divide(1, below)} is ${variable} to the power ${graph.negate(graph.constant(value, decimal))}; the exponent comes down as a factor and goes down by one.`,
  );
}

function finished(name: RuleName, after: Expression, explanation: Rule['explanation']): Rule {
  return { name, after, explanation, parts: [] };
}

const RULE_NAMES: Readonly<Record<string, RuleName>> = {
  sqrt: 'square root',
  exp: 'exponential',
  log: 'logarithm',
  max: 'max',
  min: 'min',
};

/** Built-ins and declared functions: the sum, over the arguments that move, of the slope by each times its own slope. */
export function ofFunction(graph: Graph, body: Expression, variable: Variable): Rule | undefined {
  if (body.kind !== 'application' && body.kind !== 'abstract') return undefined;
  const ties = body.kind === 'application' && body.row.kinks && new Set(body.args).size < body.args.length;
  const untied = ties ? normalise(graph, body) : body;
  if (untied !== body) {
    // max(x, x) is x: by the rule for max, every point would be a tie.
    const part = graph.derivative(untied, variable);
    return { name: 'simplify', after: part, explanation: say`${body} is ${untied}.`, parts: [part] };
  }
  const moving = body.args.flatMap((arg, i) => (depends(graph, arg, variable) ? [i] : []));
  const name =
    body.kind === 'abstract' ? 'chain rule' : (RULE_NAMES[body.row.name] ?? `derivative of ${body.row.name}`);
  const slopes = slopesOf(graph, body);
  if (!slopes) {
    return finished('step', graph.constant(0), say`${body} is made of steps: wherever it has a slope, that is 0.`);
  }
  const simple = moving.length === 1 && body.args[moving[0] ?? 0] === variable;
  if (simple) {
    const after = slopes[moving[0] ?? 0] ?? graph.constant(0);
    return finished(
      body.kind === 'abstract' ? `derivative of ${body.name}` : name,
      after,
      slopeWords(body, after, variable),
    );
  }
  const parts: Derivative[] = moving.map((i) => graph.derivative(body.args[i] as Expression, variable));
  const terms = moving.map((i, at) => graph.multiply(slopes[i] ?? 0, parts[at] as Expression));
  return {
    name,
    after: graph.add(...terms),
    explanation: severalWords(body, moving.length, variable),
    parts,
    announce: (part) => say`The argument ${part.body}.`,
  };
}

function slopesOf(graph: Graph, body: Extract<Expression, { kind: 'application' | 'abstract' }>) {
  if (body.kind === 'application') {
    return body.row.derivative?.(graph, body.args, body).map((slope) => tidy(graph, slope));
  }
  return body.args.map((_, i) => {
    const orders = body.orders.map((order, j) => (i === j ? order + 1 : order));
    return graph.abstract(body.name, body.parameters, orders, body.args);
  });
}

function slopeWords(body: Expression, slope: Expression, variable: Variable): Rule['explanation'] {
  if (body.kind === 'abstract') {
    return say`Nothing is known of ${body.name} but its name: its slope by ${variable} keeps a name of its own.`;
  }
  if (body.kind === 'application' && (body.row.name === 'max' || body.row.name === 'min')) {
    return say`${body} follows ${variable} only where ${variable} is the one that is taken: there its slope is 1, elsewhere 0.`;
  }
  return say`The slope of ${body} is ${slope}.`;
}

function severalWords(body: Expression, count: number, variable: Variable): Rule['explanation'] {
  const which = body.kind === 'application' ? body.row.name : body.kind === 'abstract' ? body.name : '';
  if (count === 1) return say`The slope of ${which}, taken at its arguments, times the slope of what stands in it.`;
  if (which === 'max' || which === 'min') {
    return say`${which} has the slope of the argument that is taken: 1 times that one's, 0 times the other's.`;
  }
  return say`${variable} acts through ${String(count)} arguments of ${which}: the slope by each times that argument's own slope, all added.`;
}
