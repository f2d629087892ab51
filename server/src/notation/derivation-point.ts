/**
 * What a derivation says at a point beside its lines: the value, the forward values of the inner functions and the slope
 * of each link as numbers. In: a derivation and its point. Out: `DerivationPoint`.
 */
import type { Derivation, Point, Step } from '../calculus/derivation';
import { differentiate } from '../calculus/differentiate';
import { evaluate, exact } from '../calculus/evaluate';
import { type Expression, postorder, rebuild, substitute, transform } from '../calculus/expression';
import type { DerivationPoint, DerivationStep, Formula, Measured, Nested } from '../protocol';
import { formula, type Speller } from './derivation-formula';

export function pointOf(derivation: Derivation, given: Point, speller: Speller): DerivationPoint {
  const { point = given, outcomes, shape, steps, names, links } = derivation;
  const values = outcomes.map((outcome) => (outcome.ok ? outcome.value : null));
  const [only] = values;
  const reason = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.reason]))[0];
  const notes = [...new Set(outcomes.flatMap((outcome) => (outcome.ok ? outcome.notes : [])))];
  const closed = closedForms(derivation, point, speller);
  const measured = (name: Expression, meaning: Expression): readonly Measured[] => {
    const value = measure(substitute(speller.graph, meaning, closed), speller);
    return value ? [{ name: formula(name, speller), formula: formula(meaning, speller), value }] : [];
  };
  return {
    at: Object.fromEntries([...given].map(([variable, value]) => [variable.name, formula(value, speller)])),
    symbolic: steps.length,
    value:
      shape.length > 0 && !reason
        ? nested(values, shape)
        : derivation.result.kind === 'array'
          ? values
          : (only ?? null),
    ...(reason !== undefined && { reason }),
    ...(notes.length > 0 && { note: notes.join('; ') }),
    // From the inside out, as they are computed.
    forward: links.length === 0 ? [] : namesIn(derivation).flatMap((one) => measured(one.name, one.meaning)),
    links: links.flatMap(({ derivative, slope }) => measured(derivative, slope)),
  };

  function namesIn({ links: all }: Derivation): typeof names {
    const own = new Set(
      all.flatMap(({ derivative }) => (derivative.kind === 'derivative' ? [derivative.variable] : [])),
    );
    return names.filter(({ name }) => own.has(name)).toReversed();
  }
}

/** Lines beyond these are not evaluated one by one. */
const MOST_LINES = 300;

/** The lines, each with what it comes to at the point. */
export function valued(
  lines: readonly DerivationStep[],
  derivation: Derivation,
  given: Point,
  speller: Speller,
): readonly DerivationStep[] {
  const closed = closedForms(derivation, derivation.point ?? given, speller);
  let left = MOST_LINES;
  const walk = (shown: readonly DerivationStep[], steps: readonly Step[]): readonly DerivationStep[] =>
    shown.map((line, i) => {
      const step = steps[i];
      if (!step || left-- <= 0) return line;
      // The line shows the part that it is about, or all of it.
      const after = line.part && step.part ? step.part.after : step.after;
      const value = measure(substitute(speller.graph, taken(after, speller), closed), speller)?.unicode;
      return { ...line, ...(value !== undefined && { value }), steps: walk(line.steps, step.steps) };
    });
  return walk(lines, derivation.steps);
}

/** Derivatives that stand in a line are taken. */
const taken = (line: Expression, { graph }: Speller): Expression =>
  transform(line, (node, made) => {
    const [body] = made;
    return node.kind === 'derivative' && body ? differentiate(graph, body, node.variable) : rebuild(graph, node, made);
  });

/** Entries in row-major order as arrays in arrays. */
function nested(values: readonly (number | null)[], [length, ...inner]: readonly number[]): Nested {
  if (length === undefined) return values[0] ?? null;
  const size = inner.reduce((product, one) => product * one, 1);
  return Array.from({ length }, (_, i) => nested(values.slice(i * size, (i + 1) * size), inner));
}

/** What each name and each variable is at the point. */
function closedForms({ names }: Derivation, point: Point, { graph }: Speller): ReadonlyMap<Expression, Expression> {
  const closed = new Map<Expression, Expression>(point);
  for (const { name, forms } of names) {
    const [form] = forms;
    if (form) closed.set(name, substitute(graph, form, point));
  }
  return closed;
}

/** Exact, or rounded and said so; undefined where there is no number. */
function measure(expression: Expression, speller: Speller): Formula | undefined {
  const whole = exact(speller.graph, expression, new Map());
  const decimal = postorder([expression]).some((node) => node.kind === 'constant' && node.decimal);
  if (whole) return formula(speller.graph.constant(whole, decimal), speller);
  const outcome = evaluate(speller.graph, expression, new Map());
  if (!outcome.ok) return undefined;
  const text = String(outcome.value);
  const shown = String(Number(outcome.value.toPrecision(6))).replace('-', '−');
  return { text, unicode: `≈ ${shown}`, latex: `\\approx ${shown.replace('−', '-')}` };
}
