/**
 * Expressions to a tape. In: roots (as written or normal, any depth) and what their variables stand for. Out: one
 * list of instructions in which every distinct operation on the same operands stands once; the bodies of the
 * reader's functions stand inline, without their graphs being copied; what is rational is computed exactly.
 */

import { demands, relevantKinks } from './demands';
import { differentiate, partial } from './differentiate';
import { entriesOf } from './entries';
import * as exact from './exact';
import type { Call, Derivative, Expression, Graph, Variable } from './expression';
import { parts } from './expression';
import type { Kink } from './functions/row';
import { isZero, type Rational } from './rational';
import type { Instruction, Tape, TapeNote } from './tape';

/** What a variable stands for: an exact number, or an input of each run, by its index. */
export type Binding = Rational | { readonly input: number };

/** More instructions than this are not run: nested functions can be short to write and endless to compute. */
const INSTRUCTION_LIMIT = 100_000;

/** Where names are looked up: a function's body has its own. */
interface Scope {
  readonly bindings: ReadonlyMap<Variable, number>;
  readonly slots: Map<Expression, number>;
}
interface Work {
  readonly node: Expression;
  readonly scope: Scope;
}
/** Makes the instruction from the results of the work asked for, or asks for more. */
type Finish = (slots: readonly number[]) => number | Plan;
interface Plan {
  readonly work: readonly Work[];
  readonly finish: Finish;
}

export function lower(graph: Graph, roots: readonly Expression[], bindings: ReadonlyMap<Variable, Binding>): Tape {
  const instructions: Instruction[] = [];
  const numbered = new Map<string, Map<number | string, number>>();
  const notes: TapeNote[] = [];
  const scopes = new Map<string, Scope>();

  /** The slot of an operation: the one there is, or a new one. `key` says all but the operands. */
  function record(key: string, operands: readonly number[], make: () => Instruction): number {
    const same = numbered.get(key) ?? new Map<number | string, number>();
    if (same.size === 0) numbered.set(key, same);
    const [first = 0, second = -1] = operands;
    const name = operands.length < 3 ? first * 2 ** 24 + second : operands.join(',');
    const known = same.get(name);
    if (known !== undefined) return known;
    const slot = instructions.length;
    instructions.push(make());
    same.set(name, slot);
    return slot;
  }
  const constant = (value: Rational, source?: Expression): number =>
    record(`#${value.s * value.n}/${value.d}`, [], () => ({ code: 'constant', value, operands: [], source }));
  const constantAt = (slot: number): Rational | undefined => {
    const instruction = instructions[slot];
    return instruction?.code === 'constant' ? instruction.value : undefined;
  };
  const constants = (slots: readonly number[]): readonly Rational[] | undefined => {
    const values: Rational[] = [];
    for (const slot of slots) {
      const value = constantAt(slot);
      if (value === undefined) return undefined;
      values.push(value);
    }
    return values;
  };
  const nothing = (reason: string, source: Expression): number =>
    record(`!${reason}`, [], () => ({ code: 'nothing', reason, operands: [], source }));

  /** The instruction, or its exact result where all operands are known. */
  function operate(
    code: 'sum' | 'product' | 'negation' | 'quotient' | 'power',
    slots: readonly number[],
    source: Expression,
  ): number {
    const values = constants(slots);
    const result = values && fold(code, values);
    return result ? constant(result, source) : record(code, slots, () => ({ code, operands: slots, source }));
  }

  const page: Scope = { bindings: new Map(), slots: new Map() };
  function outer(): Scope {
    const slots = new Map<Variable, number>();
    for (const [variable, binding] of bindings) {
      slots.set(
        variable,
        'input' in binding
          ? record(`@${binding.input}`, [], () => ({
              code: 'input',
              index: binding.input,
              operands: [],
              source: variable,
            }))
          : constant(binding, variable),
      );
    }
    return { bindings: slots, slots: page.slots };
  }
  const top = outer();

  function variableSlot(variable: Variable, scope: Scope): number {
    const bound = scope.bindings.get(variable) ?? (variable.scope === 'page' ? top.bindings.get(variable) : undefined);
    return (
      bound ??
      record(`?${variable.id}`, [], () => ({ code: 'missing', name: variable.name, operands: [], source: variable }))
    );
  }

  /** The same function at the same arguments is computed once. */
  function scopeOf(call: Call, args: readonly number[]): Scope {
    const { parameters, body } = call.callee;
    const key = `${body.id}|${parameters.map((parameter) => parameter.id).join(',')}|${args.join(',')}`;
    const known = scopes.get(key);
    if (known) return known;
    const bindings = new Map(parameters.map((parameter, i) => [parameter, args[i] ?? 0]));
    const scope = { bindings, slots: new Map<Expression, number>() };
    scopes.set(key, scope);
    return scope;
  }

  /** A formula that has a value only where the guards have one; at a kink there is something to say. */
  function guardedPlan(
    node: Expression,
    formula: Expression,
    guards: readonly Expression[],
    relevant: readonly Kink[],
    scope: Scope,
  ): Plan {
    return {
      work: [formula, ...guards, ...relevant.map((kink) => kink.at)].map((part) => ({ node: part, scope })),
      finish([value = 0, ...others]) {
        const originals = others.slice(0, guards.length);
        const open = relevant.flatMap((kink, i) => {
          const slot = others[guards.length + i] ?? 0;
          const known = constantAt(slot);
          return known && isZero(known) ? [] : [{ kink, slot }];
        });
        if (open.length === 0) return guard(value, originals, node);
        const operands = [...originals, value];
        const owner = record('guarded', operands, () => ({ code: 'guarded', operands, source: node }));
        for (const { kink, slot } of open) {
          notes.push({ owner, at: slot, text: kink.note, slopeless: kink.slopeless === true });
        }
        return owner;
      },
    };
  }

  /** A derivative has a value where its function has one. */
  function derivativePlan(
    node: Call | Derivative,
    formula: Expression,
    body: Expression,
    wrt: readonly Variable[],
    scope: Scope,
  ): Plan {
    return guardedPlan(node, formula, [body], relevantKinks(graph, body, wrt), scope);
  }

  function callPlan(node: Call, scope: Scope): Plan | number {
    if (node.args.some((arg) => arg.shape.length > 0)) return entriesPlan(node, scope);
    return {
      work: node.args.map((arg) => ({ node: arg, scope })),
      finish(args) {
        const inside = scopeOf(node, args);
        const { body, parameters } = node.callee;
        if (node.orders.every((order) => order === 0)) {
          // A function that does not use an argument still needs it to have a value.
          return {
            work: [{ node: body, scope: inside }],
            finish: ([value = 0]) => guard(value, args, node),
          };
        }
        const formula = partial(graph, node.callee, node.orders);
        const wrt = parameters.filter((_, i) => (node.orders[i] ?? 0) > 0);
        const derivative = derivativePlan(node, formula, body, wrt, inside);
        return {
          work: derivative.work,
          finish(slots) {
            const value = derivative.finish(slots);
            return typeof value === 'number' ? guard(value, args, node) : value;
          },
        };
      },
    };
  }

  function guard(value: number, guards: readonly number[], source: Expression): number {
    const open = guards.filter((slot) => slot !== value && mayFail(instructions[slot]));
    return open.length === 0
      ? value
      : record('guarded', [...open, value], () => ({ code: 'guarded', operands: [...open, value], source }));
  }

  function plan({ node, scope }: Work): Plan | number {
    if (node.shape.length > 0) return nothing('arrays have no single value', node);
    switch (node.kind) {
      case 'constant':
        return constant(node.value, node);
      case 'named':
        return record(node.name, [], () => ({ code: 'named', name: node.name, operands: [], source: node }));
      case 'variable':
        return variableSlot(node, scope);
      case 'sum':
      case 'product':
      case 'negation':
      case 'quotient':
      case 'power': {
        const code = node.kind;
        return {
          work: parts(node).map((part) => ({ node: part, scope })),
          finish: (slots) => operate(code, slots, node),
        };
      }
      case 'application':
        return applicationPlan(node, scope);
      case 'call':
        return callPlan(node, scope);
      case 'derivative':
        return derivativePlan(node, differentiate(graph, node.body, node.variable), node.body, [node.variable], scope);
      case 'abstract':
        return nothing(`${node.name} is declared without a formula, so it has no value`, node);
      case 'operation':
        return entriesPlan(node, scope);
      case 'array':
        return nothing('arrays have no single value', node);
    }
  }

  /** A number made from arrays: computed from their entries. */
  function entriesPlan(node: Expression, scope: Scope): Plan | number {
    const [entry] = Array.from(entriesOf(graph, node)?.data ?? []);
    const demanded = entry && demands(graph, node);
    const guards = demanded?.guards.flatMap((one) => Array.from(entriesOf(graph, one)?.data ?? []));
    if (!entry || !demanded || !guards) return nothing('it has lengths without a number, or too many entries', node);
    return guardedPlan(node, entry, guards, demanded.kinks, scope);
  }

  function applicationPlan(node: Expression & { kind: 'application' }, scope: Scope): Plan {
    const { row, args } = node;
    const work = args.map((arg) => ({ node: arg, scope }));
    switch (row.name) {
      case '<':
      case '<=':
      case '>':
      case '>=':
      case '==':
      case '!=': {
        const comparison = row.name;
        return {
          work,
          finish(slots) {
            const [left, right] = constants(slots) ?? [];
            if (left && right) return constant(exact.truth(exact.compares(comparison, left.compare(right))), node);
            const [first = 0, second] = slots;
            // A number that no arithmetic knows exactly is still equal to itself.
            if (first === second) return guard(constant(exact.truth(exact.compares(comparison, 0))), [first], node);
            return record(comparison, slots, () => ({ code: 'compare', comparison, operands: slots, source: node }));
          },
        };
      }
      case 'and':
      case 'or':
      case 'not':
      case 'where': {
        const code = row.name;
        return { work, finish: (slots) => logic(code, slots, node) };
      }
    }
    const conditions = row.domain?.(graph, args) ?? [];
    const reasons = conditions.map((condition) => condition.reason);
    return {
      work: [...work, ...conditions.map((condition) => ({ node: condition.holds, scope }))],
      finish(slots) {
        const guards = slots.slice(args.length).map(constantAt);
        const values = constants(slots.slice(0, args.length));
        const inside = guards.every((holds) => holds && !isZero(holds));
        const result = values && inside ? exact.exactly(row.name, values) : undefined;
        if (result) return constant(result, node);
        return record(`(${row.name}`, slots, () => ({
          code: 'row',
          row,
          arity: args.length,
          reasons,
          operands: slots,
          source: node,
        }));
      },
    };
  }

  function logic(code: 'and' | 'or' | 'not' | 'where', slots: readonly number[], source: Expression): number {
    const [first = 0, second, third] = slots;
    const known = constantAt(first);
    if (known && code === 'not') return constant(exact.truth(isZero(known)), source);
    if (known && code === 'where') return (isZero(known) ? third : second) ?? first;
    if (known && (code === 'and' || code === 'or')) {
      if (isZero(known) === (code === 'and')) return constant(exact.truth(code === 'or'), source);
      if (slots.length > 1) return logic(code, slots.slice(1), source);
      return constant(exact.truth(!isZero(known)), source);
    }
    return record(code, slots, () => ({ code, operands: slots, source }));
  }

  /** Whether an operand of a guard can be without a value at all. */
  function mayFail(instruction: Instruction | undefined): boolean {
    return instruction !== undefined && !['constant', 'named', 'input'].includes(instruction.code);
  }

  function run(root: Expression): number {
    interface Frame {
      readonly work: Work;
      plan: Plan;
      slots: number[];
    }
    const stack: Frame[] = [];
    let result = 0;
    /** The slot where it is there already; else its frame is on the stack. */
    const enter = (work: Work): number | undefined => {
      const known = work.scope.slots.get(work.node);
      if (known !== undefined) return known;
      const planned = plan(work);
      if (typeof planned === 'number') {
        work.scope.slots.set(work.node, planned);
        return planned;
      }
      stack.push({ work, plan: planned, slots: [] });
      return undefined;
    };
    const first = enter({ node: root, scope: top });
    if (first !== undefined) return first;
    for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
      if (instructions.length > INSTRUCTION_LIMIT) return nothing('this takes too many steps to compute', root);
      const next = frame.plan.work[frame.slots.length];
      if (next) {
        const slot = enter(next);
        if (slot !== undefined) frame.slots.push(slot);
        continue;
      }
      const finished = frame.plan.finish(frame.slots);
      if (typeof finished !== 'number') {
        frame.plan = finished;
        frame.slots = [];
        continue;
      }
      stack.pop();
      frame.work.scope.slots.set(frame.work.node, finished);
      result = finished;
    }
    return result;
  }

  const slots = roots.map(run);
  return { instructions, roots: slots, notes };
}

function fold(
  code: 'sum' | 'product' | 'negation' | 'quotient' | 'power',
  values: readonly Rational[],
): Rational | undefined {
  const [first, second] = values;
  switch (code) {
    case 'sum':
      return exact.sum(values);
    case 'product':
      return exact.product(values);
    case 'negation':
      return first?.neg();
    case 'quotient':
      return first && second && exact.quotient(first, second);
    case 'power':
      return first && second && exact.power(first, second);
  }
}
