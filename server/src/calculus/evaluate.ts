/**
 * Values of expressions. In: an expression (as written or normal, any depth) and what its variables stand for.
 * Out: the number, right to 12 digits or to as many as it shows, with a bound on its absolute error; or a reason why
 * there is none, in the reader's words.
 *
 * Exact arithmetic first, then doubles with a running error bound; where cancellation has eaten the digits, decimals
 * with more and more of them. Nothing is compiled to code: a tape is run.
 */
import { type Decision, decide, decideAll, GOOD, isGood } from './decide';
import type { DecimalRun } from './decimals';
import { inDoubles, KNOWN, type Run, rounded, UNSURE } from './doubles';
import { fromNumber } from './exact';
import type { Expression, Graph, Variable } from './expression';
import { type Binding, lower } from './lowering';
import type { Rational } from './rational';
import type { Tape, TapeNote } from './tape';
import { OVERFLOW, reasonOf, UNDECIDED } from './wording';
import { finished, type Work } from './work';

export type Outcome =
  | {
      readonly ok: true;
      readonly value: number;
      /** A bound on |true value − value|. */
      readonly error: number;
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly reason: string };

/** A double stands for exactly itself; a rational for a number as it was written (0.1 is 1/10). */
export type Values = ReadonlyMap<Variable, number | Rational>;

export const evaluate = (graph: Graph, expression: Expression, values: Values): Outcome =>
  finished(evaluating(graph, expression, values));

export function* evaluating(graph: Graph, expression: Expression, values: Values): Work<Outcome> {
  const tape = lower(graph, [expression], bind(values));
  return outcomeOf(tape, yield* decide(tape));
}

/** The values of expressions that belong together, such as a gradient's: what they share is computed once. */
export function evaluateAll(graph: Graph, expressions: readonly Expression[], values: Values): readonly Outcome[] {
  const tape = lower(graph, expressions, bind(values));
  const decisions = decideAll(tape);
  return expressions.map((expression, i) => {
    const decision = decisions[i];
    return decision ? outcomeOf(tape, decision) : evaluate(graph, expression, values);
  });
}

/** The exact value where rational arithmetic gives one cheaply: 1/3 + 1/6 is 1/2, 2^100 all of its digits. */
export function exact(
  graph: Graph,
  expression: Expression,
  values: ReadonlyMap<Variable, Rational>,
): Rational | undefined {
  const tape = lower(graph, [expression], values);
  const root = tape.instructions[tape.roots[0] ?? -1];
  return root?.code === 'constant' ? root.value : undefined;
}

/**
 * A function of points for sampling: in doubles only. Where doubles do not decide, or a value is too large for
 * them, there is no value and the reason is `UNDECIDED`; errors can be large and are to be looked at.
 */
export function compile(
  graph: Graph,
  roots: readonly Expression[],
  variables: readonly Variable[],
): (point: readonly number[]) => Outcome[] {
  const tape = lower(graph, roots, new Map(variables.map((variable, input) => [variable, { input }])));
  const run = inDoubles(tape);
  return (point) => {
    const result = run(point);
    return tape.roots.map((root): Outcome => {
      const state = result.states[root] ?? UNSURE;
      if (state === KNOWN)
        return { ok: true, value: result.values[root] ?? 0, error: result.errors[root] ?? 0, notes: [] };
      return { ok: false, reason: state === UNSURE ? UNDECIDED : doubleReason(tape, result, state - 1) };
    });
  };
}

export function bind(values: Values): Map<Variable, Binding> {
  const bindings = new Map<Variable, Binding>();
  for (const [variable, value] of values) {
    if (typeof value !== 'number') bindings.set(variable, value);
    else if (Number.isFinite(value)) bindings.set(variable, fromNumber(value));
  }
  return bindings;
}

const doubleReason = (tape: Tape, run: Run, index: number): string =>
  reasonOf(tape, index, (slot) => run.values[slot] ?? Number.NaN);

/** Of an integer beyond 2^53: its own formula is exact, a double is not. */
export const ROUNDED = 'the value is rounded; the text is exact';
/** A value that is not told apart from 0 by less than this is shown as 0. */
const NEGLIGIBLE = 1e-15;
function outcomeOf(tape: Tape, decision: Decision): Outcome {
  switch (decision.kind) {
    case 'exact': {
      const { value, error } = rounded(decision.value);
      if (!Number.isFinite(value)) return { ok: false, reason: OVERFLOW };
      const long = decision.value.d === 1n && decision.value.n > 2n ** 53n;
      return { ok: true, value, error, notes: long ? [ROUNDED] : [] };
    }
    case 'doubles':
      return shown(decision.value, decision.error, notesOf(tape, decision.run));
    case 'failure': {
      const { run, index } = decision;
      return { ok: false, reason: slopeless(tape, run) ?? doubleReason(tape, run, index) };
    }
    case 'costly':
      return { ok: false, reason: 'this takes too many steps to compute' };
    case 'decimals': {
      const { slot, run } = decision;
      if (slot.kind === 'unsure') return { ok: false, reason: UNDECIDED };
      if (slot.kind === 'failure') {
        const said = slot.overflow ? OVERFLOW : reasonOf(tape, slot.index, (other) => numberAt(run, other));
        return { ok: false, reason: slopelessIn(tape, run) ?? said };
      }
      const value = slot.value.toNumber();
      if (!Number.isFinite(value)) return { ok: false, reason: OVERFLOW };
      const error = slot.error.toNumber() * (1 + 2 ** -50) + Math.abs(value) * 2 ** -53 + Number.MIN_VALUE;
      return decision.good && slot.value.abs().gt(slot.error)
        ? { ok: true, value, error, notes: decimalNotes(tape, run) }
        : shown(value, error, decimalNotes(tape, run));
    }
  }
}

/** Only the digits that are known. */
function shown(value: number, error: number, notes: readonly string[]): Outcome {
  if (isGood(value, error, GOOD)) return { ok: true, value, error, notes };
  if (Math.abs(value) <= error) {
    return error <= NEGLIGIBLE
      ? { ok: true, value: 0, error: error + Math.abs(value), notes }
      : { ok: false, reason: UNDECIDED };
  }
  const digits = Math.floor(Math.log10(Math.abs(value) / error));
  if (digits < 1) return { ok: false, reason: UNDECIDED };
  const cut = Number(value.toPrecision(Math.min(17, digits)));
  const known = `only ${digits} ${digits === 1 ? 'digit is' : 'digits are'} known: the others cancel`;
  return { ok: true, value: cut, error: error + Math.abs(value - cut), notes: [...notes, known] };
}

function numberAt(run: DecimalRun, slot: number): number {
  const found = run.slots[slot];
  return found?.kind === 'number' ? found.value.toNumber() : Number.NaN;
}

/** The notes of what was computed: where their truth value is 1, and nothing that was not taken. */
function notesWhere(tape: Tape, at: (slot: number) => number | undefined, slopelessOnes: boolean): string[] {
  if (tape.notes.length === 0) return [];
  const reached = reach(tape, at);
  const holds = (note: TapeNote): boolean =>
    note.slopeless === slopelessOnes && reached.has(note.owner) && (at(note.at) ?? 0) !== 0;
  return [...new Set(tape.notes.filter(holds).map((note) => note.text))];
}

/** What the roots were computed from: branches that were not taken are left out. */
function reach(tape: Tape, at: (slot: number) => number | undefined): ReadonlySet<number> {
  const reached = new Set(tape.roots);
  for (let i = tape.instructions.length - 1; i >= 0; i -= 1) {
    const instruction = tape.instructions[i];
    if (!instruction || !reached.has(i)) continue;
    const [condition = 0, yes = 0, no = 0] = instruction.operands;
    const used = instruction.code === 'where' ? [condition, at(condition) === 0 ? no : yes] : instruction.operands;
    for (const slot of used) reached.add(slot);
  }
  return reached;
}

const inRun =
  (run: Run) =>
  (slot: number): number | undefined =>
    run.states[slot] === KNOWN ? run.values[slot] : undefined;
const inDecimalRun =
  (run: DecimalRun) =>
  (slot: number): number | undefined => {
    const found = run.slots[slot];
    return found?.kind === 'number' ? found.value.toNumber() : undefined;
  };

const notesOf = (tape: Tape, run: Run): string[] => notesWhere(tape, inRun(run), false);
const decimalNotes = (tape: Tape, run: DecimalRun): string[] => notesWhere(tape, inDecimalRun(run), false);
/** Why there is no slope, where a place without one is why the formula has no value. */
const slopeless = (tape: Tape, run: Run): string | undefined => notesWhere(tape, inRun(run), true)[0];
const slopelessIn = (tape: Tape, run: DecimalRun): string | undefined => notesWhere(tape, inDecimalRun(run), true)[0];
