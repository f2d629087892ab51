/**
 * The canonical construction: a `Builder` whose every result is in normal form when its operands are.
 * In: operands in normal form. Out: normal form, or `BudgetSpent`.
 */
import type { Expression, Graph, Operand } from '../expression';
import { application } from './application';
import { BudgetSpent, type Construction, type Permit } from './construction';
import { operation } from './operation';
import { elementwise } from './operation-broadcast';
import { arrayProduct, functional } from './operation-product';
import { power } from './power';
import { collect, sum } from './sum';

/** Searches for a smaller form nest no deeper. */
const PATIENCE = 2;

const always: Permit = () => true;

/**
 * `budget` is the work that the construction may do, in constructor calls. `permit` decides on each move of the outermost
 * construction; what it only tries is free.
 */
export function canonical(graph: Graph, budget = Number.POSITIVE_INFINITY, permit: Permit = always): Construction {
  let left = budget;
  const opaque = new Set<Expression>();
  const denominators = new Map<Expression, readonly Expression[]>();
  const of = (operand: Operand): Expression => (typeof operand === 'number' ? graph.constant(operand) : operand);
  const spend = (work: number): void => {
    left -= work;
    if (left < 0) throw new BudgetSpent();
  };

  function construction(patience: number): Construction {
    let deeper: Construction | undefined;
    const make: Construction = {
      graph,
      patience,
      permit: patience === PATIENCE ? permit : always,
      settled: new Map(),
      operated: new Map(),
      denominators,
      spend,
      opaque: (node) => opaque.has(node),
      keep: (node) => {
        opaque.add(node);
      },
      get deeper() {
        deeper ??= construction(patience - 1);
        return deeper;
      },
      get collecting() {
        return patience > 0 ? make.deeper.collecting : make;
      },
      constant: (value, decimal) => graph.constant(value, decimal),
      ratio: (numerator, denominator) => graph.ratio(numerator, denominator),
      add: (...terms) => elementwise(make, terms.map(of), (all) => (patience > 0 ? sum : collect)(make, all)),
      subtract: (left, right) => make.add(left, make.negate(right)),
      negate: (operand) => make.multiply(-1, operand),
      multiply: (...factors) => elementwise(make, factors.map(of), (all) => arrayProduct(make, all)),
      divide: (numerator, denominator) => make.multiply(numerator, make.power(denominator, -1)),
      power: (base, exponent) =>
        functional(make, [of(base), of(exponent)], ([below, above]) =>
          power(make, below ?? of(base), above ?? of(exponent)),
        ),
      apply: (row, ...args) => functional(make, args.map(of), (all) => application(make, row, all)),
      operate: (row, args, options) => operation(make, row, args.map(of), options),
      call: (callee, orders, args) => graph.call(callee, orders, args),
      abstract: (name, parameters, orders, args) => graph.abstract(name, parameters, orders, args),
      array: (items) => graph.array(items),
    };
    return make;
  }
  return construction(PATIENCE);
}
