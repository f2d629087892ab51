/**
 * Which part of the page each line of a derivation speaks of, and the chain at its top as a product whose factors stand on the
 * page. In: a derivation with its document. Out: the document with `source` and `chain`.
 */
import type { Derivation, Step } from '../calculus/derivation';
import { type Expression, type Graph, postorder, substitute } from '../calculus/expression';
import { chainOf } from '../notation/derivation-chain';
import type { Derived } from '../notation/derivation-document';
import type { FunctionDefinition } from '../program/program';
import type { ChainLink, DerivationDocument, DerivationStep, SourceRange } from '../protocol';
import type { Range, Statement } from '../syntax/tree';
import type { PointOnPage } from './expand-target';
import { isInside, type Occurrences, occurrencesIn, united, without } from './occurrences';
import { rangeOf, type View, within } from './view';

type Ranges = readonly Range[];

/** Of an imported function nothing stands on this page. */
export function withSources(
  view: View,
  { statement, callee }: FunctionDefinition,
  { derivation, document, speller }: Derived,
  point?: PointOnPage,
): DerivationDocument {
  const { program } = view;
  const { sentence, source } = statement;
  const chain = chainOf(derivation, callee, speller);
  const place = (ranges: Ranges, of: Statement): readonly SourceRange[] =>
    ranges.map((range) => rangeOf(view, within(of, range)));
  const isHere = program.page.statements.includes(statement) && sentence.kind === 'definition';
  if (!isHere)
    return { ...document, ...(chain.length > 0 && { chain: chain.map((link) => ({ ...link, source: [] })) }) };

  const written = occurrencesIn(program, statement, sentence.body);
  const { range } = written.get(callee.body)?.[0]?.tree ?? sentence.body;
  const seeker = seekerOf(written, derivation, speller.graph);
  const symbolic = sourcesOf(derivation.steps, [range], seeker, new Map());
  const at = point ? place(united(point.arguments.map((one) => one.range)), point.statement) : [];
  const steps = document.steps.map((step, i): DerivationStep => {
    const found = symbolic[i];
    if (found) return sourced(step, found, (ranges) => place(ranges, statement));
    const whole = place([range], statement);
    return { ...step, source: step.rule === 'put in the numbers' ? [...whole, ...at] : whole };
  });
  const links = chain.map((link, i): ChainLink => {
    const derivative = derivation.links[i]?.derivative;
    if (derivative?.kind !== 'derivative') return { ...link, source: [] };
    const own = seeker.find(derivative.body, [range]);
    const isLast = i === chain.length - 1;
    const pieces = without(source, own, isLast ? [] : seeker.exactly(derivative.variable, own));
    return { ...link, source: place(pieces.length > 0 ? pieces : own, statement) };
  });
  return { ...document, steps, ...(links.length > 0 && { chain: links }) };
}

interface Sources {
  readonly own: Ranges;
  readonly inside: readonly Sources[];
}

const sourced = (
  step: DerivationStep,
  { own, inside }: Sources,
  place: (ranges: Ranges) => readonly SourceRange[],
): DerivationStep => ({
  ...step,
  steps: step.steps.map((inner, i) => sourced(inner, inside[i] ?? { own, inside: [] }, place)),
  source: place(own),
});

/** What parts of lines come from: of a second derivative the pieces of the first. */
type Origins = ReadonlyMap<Expression, Ranges>;

/**
 * A line speaks of what its rule differentiates; where it differentiates nothing, of the part that it rewrites; else of all
 * that is rewritten around it. A part is looked for inside of what it is a part of: of x in 5x + x² only where 5x stands.
 * `made` collects what each part has become.
 */
function sourcesOf(
  steps: readonly Step[],
  around: Ranges,
  seeker: Seeker,
  made: Map<Expression, Ranges>,
  outer: { readonly known: Origins; readonly origins: Origins } = { known: new Map(), origins: new Map() },
): readonly Sources[] {
  const known = new Map(outer.known);
  let { origins } = outer;
  const find = (expression: Expression, inside: Ranges): Ranges =>
    origins.get(expression) ?? seeker.find(expression, inside);
  return steps.map((step) => {
    const { before, after } = step.part ?? step;
    const [old, fresh] = [derivativesIn(before), derivativesIn(after)];
    const taken = [...old].filter((one) => !fresh.has(one));
    const own =
      taken.length > 0
        ? united(taken.flatMap((one) => known.get(one) ?? find(one.body, around)))
        : ((step.part && known.get(before)) ?? around);
    const pieces = step.rule === 'inner derivative' ? new Map<Expression, Ranges>() : made;
    const inside = sourcesOf(step.steps, own, seeker, pieces, { known, origins });
    if (pieces !== made) origins = pieces;
    const line = step.part ? derivativesIn(step.before) : old;
    for (const one of fresh) {
      if (old.has(one)) continue;
      const elsewhere = line.has(one) ? (known.get(one) ?? []) : [];
      known.set(one, united([...elsewhere, ...find(one.body, own)]));
    }
    if (step.part) {
      known.set(after, own);
      made.set(after, own);
    }
    return { own, inside };
  });
}

type Derivative = Extract<Expression, { kind: 'derivative' }>;

const derivativesIn = (root: Expression): ReadonlySet<Derivative> =>
  new Set(postorder([root]).filter((node) => node.kind === 'derivative'));

interface Seeker {
  /** Where the expression stands, with introduced names read; else all of `around`: what a call means stands where the call stands. */
  find(expression: Expression, around: Ranges): Ranges;
  /** Only the expression itself. */
  exactly(expression: Expression, around: Ranges): Ranges;
}

function seekerOf(written: Occurrences, { names }: Derivation, graph: Graph): Seeker {
  const meanings = new Map<Expression, Expression>(
    names.flatMap(({ name, forms: [closed] }) => (closed ? [[name, closed]] : [])),
  );
  const closed = (expression: Expression): Expression => substitute(graph, expression, meanings);

  /** The outermost of its places: of x in x + sin(x) the term. */
  function places(expression: Expression, around: Ranges): Ranges {
    const all = (written.get(expression) ?? []).filter(({ tree }) => around.some((one) => isInside(tree.range, one)));
    const least = Math.min(...all.map(({ depth }) => depth));
    return all.filter(({ depth }) => depth === least).map(({ tree }) => tree.range);
  }

  return {
    exactly: (expression, around) => places(closed(expression), around),
    find(expression, around) {
      const whole = closed(expression);
      const exact = places(whole, around);
      if (exact.length > 0) return united(exact);
      // Some factors of a longer product.
      const factors = whole.kind === 'product' ? whole.factors.map((factor) => places(factor, around)) : [];
      return factors.length > 0 && factors.every(({ length }) => length > 0) ? united(factors.flat()) : around;
    },
  };
}
