/** A tiny reader of formulas for these tests: numbers, names, + - * / ^, implicit products, calls, comparisons. */
import { type Callee, type Expression, type Graph, isConstant, type Variable } from '../../src/calculus/expression';
import { row, table } from '../../src/calculus/functions/table';
import { parseDecimal } from '../../src/calculus/rational';

export interface Scope {
  readonly functions: ReadonlyMap<string, Callee>;
  /** Declared functions and their parameters. */
  readonly declared: ReadonlyMap<string, readonly string[]>;
}
export const EMPTY: Scope = { functions: new Map(), declared: new Map() };

export function read(graph: Graph, text: string, scope: Scope = EMPTY): Expression {
  const tokens = text.match(/\d+\.?\d*(?:e-?\d+)?|[\p{L}_][\p{L}\d_]*|<=|>=|[-+*/^(),<>]/gu) ?? [];
  let at = 0;
  const peek = (): string => tokens[at] ?? '';
  const take = (): string => tokens[at++] ?? '';
  const expect = (token: string): void => {
    if (take() !== token) throw new Error(`expected ${token} in ${text}`);
  };
  const comparison = (): Expression => {
    const left = sum();
    return ['<', '>', '<=', '>='].includes(peek()) ? graph.apply(row(take()), left, sum()) : left;
  };
  const sum = (): Expression => {
    const terms = [product()];
    while (peek() === '+' || peek() === '-') terms.push(take() === '-' ? graph.negate(product()) : product());
    return terms.length === 1 ? (terms[0] as Expression) : graph.add(...terms);
  };
  const product = (): Expression => {
    let factors = [signed()];
    for (;;) {
      if (peek() === '*') take();
      else if (peek() === '/') {
        take();
        const whole = factors.length === 1 ? (factors[0] as Expression) : graph.multiply(...factors);
        factors = [graph.divide(whole, signed())];
        continue;
      } else if (!/^[\p{L}\d_(]/u.test(peek())) break;
      factors.push(signed());
    }
    return factors.length === 1 ? (factors[0] as Expression) : graph.multiply(...factors);
  };
  const signed = (): Expression => {
    if (peek() !== '-') return power();
    take();
    const body = power();
    return graph.negate(body);
  };
  const power = (): Expression => {
    const base = atom();
    if (peek() !== '^') return base;
    take();
    const exponent = signed();
    const half =
      exponent.kind === 'quotient' && isConstant(exponent.numerator, 1) && isConstant(exponent.denominator, 2);
    return graph.power(base, half ? graph.ratio(1, 2) : exponent);
  };
  const atom = (): Expression => {
    const token = take();
    if (token === '(') {
      const inner = comparison();
      expect(')');
      return inner;
    }
    if (/^\d/.test(token)) return graph.constant(parseDecimal(token), true);
    if (token === 'e') return graph.named('e');
    const callable = scope.functions.has(token) || scope.declared.has(token) || table.has(token);
    if (peek() !== '(' || !callable) return graph.variable(token);
    expect('(');
    const args = [comparison()];
    while (peek() === ',') {
      take();
      args.push(comparison());
    }
    expect(')');
    const callee = scope.functions.get(token);
    const declared = scope.declared.get(token);
    if (callee)
      return graph.call(
        callee,
        callee.parameters.map(() => 0),
        args,
      );
    if (declared)
      return graph.abstract(
        token,
        declared,
        declared.map(() => 0),
        args,
      );
    return token === 'sqrt' ? graph.power(args[0] as Expression, graph.ratio(1, 2)) : graph.apply(row(token), ...args);
  };
  return comparison();
}

/** `f(x, y) = 3x^3 - y^2`: a function. */
export function define(graph: Graph, line: string, scope: Scope = EMPTY): Callee {
  const [, name = '', list = '', body = ''] = /^(\w+)\((.*?)\)\s*=\s*(.*)$/.exec(line) ?? [];
  const parameters: Variable[] = list.split(',').map((parameter) => graph.variable(parameter.trim()));
  return { name, parameters, body: read(graph, body, scope) };
}
