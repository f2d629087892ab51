/**
 * Expressions for tests, from text: numbers, names, calls, + − * / ^, comparisons, and/or/not. Built as written.
 * `define` makes the reader's own functions, `f'x'(…)`-like derivatives are written D_orders_f(…): `D_1_0_f(1, 2)`.
 */
import { type Callee, createGraph, type Expression, type Graph, type Variable } from '../../src/calculus/expression';
import { table } from '../../src/calculus/functions/table';
import { parseDecimal } from '../../src/calculus/rational';

export interface Reader {
  readonly graph: Graph;
  read(text: string): Expression;
  /** `f(x, y) = x*y` */
  define(text: string): Callee;
  declare(name: string, ...parameters: string[]): void;
  variable(name: string): Variable;
}

export function reader(...definitions: readonly string[]): Reader {
  const graph = createGraph();
  const functions = new Map<string, Callee>();
  const declared = new Map<string, readonly string[]>();
  const self: Reader = {
    graph,
    read: (text) => parse(graph, text, functions, declared),
    define(text) {
      const [, name = '', parameters = '', body = ''] = /^(\w+)\((.*?)\) = (.*)$/.exec(text) ?? [];
      const callee = {
        name,
        parameters: parameters.split(',').map((parameter) => graph.variable(parameter.trim())),
        body: self.read(body),
      };
      functions.set(name, callee);
      return callee;
    },
    declare: (name, ...parameters) => {
      declared.set(name, parameters);
    },
    variable: (name) => graph.variable(name),
  };
  for (const definition of definitions) {
    const [, name, parameters] = /^declare (\w+)\((.*)\)$/.exec(definition) ?? [];
    if (name !== undefined && parameters !== undefined) self.declare(name, ...parameters.split(', '));
    else self.define(definition);
  }
  return self;
}

function parse(
  graph: Graph,
  text: string,
  functions: ReadonlyMap<string, Callee>,
  declared: ReadonlyMap<string, readonly string[]>,
): Expression {
  const tokens = text.match(/\d+\.?\d*(?:[eE][+-]?\d+)?|[\p{L}_][\p{L}\d_]*|<=|>=|==|!=|\S/gu) ?? [];
  let position = 0;
  const peek = (): string => tokens[position] ?? '';
  const next = (): string => tokens[position++] ?? '';
  const take = (...wanted: string[]): string | undefined => (wanted.includes(peek()) ? next() : undefined);
  const row = (name: string) => {
    const found = table.get(name);
    if (!found) throw new Error(`no row ${name} in ${text}`);
    return found;
  };
  const infix =
    (below: () => Expression, ...operators: string[]) =>
    (): Expression => {
      let left = below();
      for (let operator = take(...operators); operator; operator = take(...operators)) {
        left = graph.apply(row(operator), left, below());
      }
      return left;
    };
  function factor(): Expression {
    const base = primary();
    if (!take('^')) return base;
    return graph.power(base, peek() === '-' ? unary() : factor());
  }
  function unary(): Expression {
    return take('-') ? graph.negate(unary()) : factor();
  }
  function product(): Expression {
    let left = unary();
    for (let operator = take('*', '/'); operator; operator = take('*', '/')) {
      const right = unary();
      left = operator === '*' ? graph.multiply(left, right) : graph.divide(left, right);
    }
    return left;
  }
  function sum(): Expression {
    const terms = [product()];
    for (let operator = take('+', '-'); operator; operator = take('+', '-')) {
      terms.push(operator === '+' ? product() : graph.negate(product()));
    }
    return graph.add(...terms);
  }
  const comparison = infix(sum, '<', '<=', '>', '>=', '==', '!=');
  const not = (): Expression => (take('not') ? graph.apply(row('not'), not()) : comparison());
  const and = infix(not, 'and');
  const or = infix(and, 'or');
  function primary(): Expression {
    const token = next();
    if (token === '(') {
      const inside = or();
      if (!take(')')) throw new Error(`) expected in ${text}`);
      return inside;
    }
    if (/^\d/.test(token)) return graph.constant(parseDecimal(token), /[.e]/.test(token));
    if (token === 'e') return graph.named('e');
    if (token === 'pi') return graph.named('π');
    if (!take('(')) return graph.variable(token);
    const args: Expression[] = [];
    while (!take(')')) {
      args.push(or());
      take(',');
    }
    const [, digits = '', base = token] = /^D_((?:\d_)+)(\w+)$/.exec(token) ?? [];
    const orders = digits.split('_').filter(Boolean).map(Number);
    const callee = functions.get(base);
    if (callee) return graph.call(callee, orders.length > 0 ? orders : args.map(() => 0), args);
    const parameters = declared.get(base);
    if (parameters) return graph.abstract(base, parameters, orders.length > 0 ? orders : args.map(() => 0), args);
    return graph.apply(row(token), ...args);
  }
  const result = or();
  if (position < tokens.length) throw new Error(`${peek()} not expected in ${text}`);
  return result;
}
