/**
 * What a derivation says at a point beside its lines: the value, the forward values of the inner functions and the slope
 * of each link as numbers. In: a derivation and its point. Out: `DerivationPoint`.
 */
import type { Derivation, Point } from '../calculus/derivation';
import { evaluate, exact } from '../calculus/evaluate';
import { type Expression, postorder, substitute } from '../calculus/expression';
import type { DerivationPoint, Formula, Measured, Nested } from '../protocol';
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
