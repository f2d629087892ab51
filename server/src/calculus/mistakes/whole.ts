/**
 * Answers to another question than the one asked: the function itself, a derivative of another order or by another
 * variable, an integral. In: a derivative. Out: candidates.
 */
import { say } from '../derivation/step';
import { type Call, type Callee, type Expression, type Graph, type Variable, variables } from '../expression';
import { sidesSwapped } from './built-ins';
import { slope } from './candidates';
import { innerForgotten } from './chain-rule';
import { otherTermDifferentiated } from './constants';
import { RELU_KEPT } from './names';
import { logForgotten, oneRuleAlone } from './powers';
import { type Candidate, joined } from './slip';

const notDifferentiated = {
  name: 'the function is not differentiated',
  // exp(2x) and 2^x are their own slopes but for a factor: what is missing is that factor. The power rule gives x^x for x^x.
  yieldsTo: [innerForgotten.name, logForgotten.name, oneRuleAlone.name, RELU_KEPT],
};
const otherOrder = {
  name: 'the derivative has another order',
  // exp(−x) is its own second derivative.
  yieldsTo: [innerForgotten.name],
};
const otherVariable = {
  name: 'the function is differentiated by another variable',
  // The slope of max(x, y) by y is that by x with the sides swapped; and in relu(w·x + b) the slope by b is the outer
  // derivative alone, which is what is left without the inner one.
  yieldsTo: [sidesSwapped.name, innerForgotten.name],
};
const allVariables = {
  name: 'the function is differentiated by all variables',
  // The same, said of the term that should have stayed constant.
  yieldsTo: [otherTermDifferentiated.name],
};
const integrated = { name: 'the function is integrated instead of differentiated' };

/** The rows of this file. */
export const otherQuestions: readonly Candidate['mistake'][] = [
  notDifferentiated,
  otherOrder,
  otherVariable,
  allVariables,
  integrated,
];

export function wholeCandidates(graph: Graph, { callee, orders }: Call): Candidate[] {
  const { parameters } = callee;
  const subject = callee.name === '' ? 'the function' : callee.name;
  const total = orders.reduce((sum, order) => sum + order, 0);
  const found: Candidate[] = [
    {
      mistake: notDifferentiated,
      says: say`${subject} is not differentiated`,
      result: callee.body,
    },
  ];
  const give = (mistake: Candidate['mistake'], others: readonly number[], says: Candidate['says']): void => {
    const result = derivative(graph, callee, others);
    if (result) found.push({ mistake, says, result });
  };
  const units = parameters.map((_, i) => parameters.map((__, j) => Number(i === j)));
  if (total === 1) {
    const [by = -1] = orders.flatMap((order, i) => (order > 0 ? [i] : []));
    const variable = parameters[by];
    units.forEach((unit, i) => {
      const other = parameters[i];
      if (!variable || !other) return;
      if (i !== by) {
        give(otherVariable, unit, say`${subject} is differentiated by ${other} instead of by ${variable}`);
        return;
      }
      give(
        otherOrder,
        unit.map((order) => 2 * order),
        say`${subject} is differentiated twice by ${variable}`,
      );
    });
    if (parameters.length > 1) {
      const slopes = units.map((unit) => derivative(graph, callee, unit));
      const result = graph.add(...slopes.filter((slope) => slope !== undefined));
      found.push({
        mistake: allVariables,
        result,
        says: ['the slopes by all variables are added: ', ...joined(parameters)],
      });
    }
    return found;
  }
  if (total > 3) return found;
  for (const others of ordersUpTo(parameters.length, total + 1)) {
    if (others.join() === orders.join() || others.every((order) => order === 0)) continue;
    const sum = others.reduce((all, order) => all + order, 0);
    // One time too often by a variable that is asked for; by others at the same order.
    if (sum > total && others.some((order, i) => order < (orders[i] ?? 0))) continue;
    const mistake = sum === total ? otherVariable : otherOrder;
    give(mistake, others, [
      `${subject} is differentiated ${sum < total ? 'only ' : ''}`,
      ...timesOf(parameters, others),
    ]);
  }
  return found;
}

/** If the reader's side is differentiated and gives the function, it is an integral. */
export function integralOf(graph: Graph, { callee, orders, args }: Call, answer: Expression): Candidate | undefined {
  const by = orders.indexOf(1);
  const variable = callee.parameters[by];
  const total = orders.reduce((sum, order) => sum + order, 0);
  if (!variable || total !== 1 || callee.parameters.some((parameter, i) => args[i] !== parameter)) return undefined;
  const result = variables(answer).includes(variable) ? slope(graph, answer, variable) : undefined;
  if (!result) return undefined;
  return {
    mistake: integrated,
    says: say`${callee.name === '' ? 'the function' : callee.name} is integrated instead of differentiated`,
    result,
  };
}

/** By the rules, one after the other; nothing is simplified. */
function derivative(graph: Graph, callee: Callee, orders: readonly number[]): Expression | undefined {
  let result: Expression | undefined = callee.body;
  orders.forEach((order, i) => {
    const variable = callee.parameters[i];
    for (let time = 0; time < order; time += 1) result = result && variable && slope(graph, result, variable);
  });
  return result;
}

function ordersUpTo(length: number, total: number): number[][] {
  if (length === 0) return [[]];
  return Array.from({ length: total + 1 }, (_, first) =>
    ordersUpTo(length - 1, total - first).map((rest) => [first, ...rest]),
  ).flat();
}

function timesOf(parameters: readonly Variable[], orders: readonly number[]): (string | Expression)[] {
  return orders.flatMap((order, i): (string | Expression)[] => {
    const parameter = parameters[i];
    if (order === 0 || !parameter) return [];
    const before = orders.slice(0, i).some((other) => other > 0) ? ' and ' : '';
    const times = order === 1 ? 'once' : order === 2 ? 'twice' : `${order} times`;
    return [`${before}${times} by `, parameter];
  });
}
