/**
 * The partial derivatives of a function, or those of a network's loss by its parameters, as claims below the definition: a
 * page then says them, and Nabla proves them. In: a place in the head of a definition. Out: an offer.
 */
import { gradient } from '../../calculus/differentiate';
import type { Expression } from '../../calculus/expression';
import { ascii } from '../../notation/print';
import type { FunctionDefinition, NetworkDefinition } from '../../program/program';
import type { Edit, Range, Statement, Tree } from '../../syntax/tree';
import { isOpen } from '../prediction/hidden';
import { unit } from '../prediction/questions';
import type { View } from '../view';
import { namesAt } from './expand-derivative';
import { type Offer, refused } from './offer';
import { linesBelow, statementAround, trimmed } from './places';

/** Of one claim's right side. */
const LONGEST = 500;
const MOST_CLAIMS = 30;
const KIND = 'refactor.rewrite.claims';

interface Partial {
  readonly left: string;
  /** Made when the claim is written; undefined where there is none. */
  readonly form: () => Expression | undefined;
}

export function gradientClaims(view: View, selection: Range): Offer[] {
  const range = trimmed(view.program.page.text, selection);
  const around = statementAround(view, range);
  if (!around) return [];
  const { statement, index } = around;
  const meaning = view.program.meaningAt(index);
  const definition = meaning.kind === 'definition' ? meaning.definition : undefined;
  if (!definition?.sound || range.end > statement.start + headEnd(statement)) return [];
  if (definition.kind === 'function') return ofFunction(view, definition);
  return definition.kind === 'network' ? ofNetwork(view, definition, index) : [];
}

/** Where the left side ends: the body is for other refactorings. */
function headEnd({ sentence, source }: Statement): number {
  return sentence.kind === 'definition' ? sentence.body.range.start - 1 : source.length;
}

function ofFunction(view: View, { name, callee, statement }: FunctionDefinition): Offer[] {
  const [first, ...others] = callee.parameters;
  const title = others.length > 0 ? 'Insert the partial derivatives as claims' : 'Insert the derivative as a claim';
  const offer = { id: 'claims', title, kind: KIND };
  if (!first) return [];
  if (callee.body.shape.length > 0)
    return [refused(offer, `The value of ${name} is an array: its derivative is jacobian(${name}).`)];
  const spell = (by: string): string => {
    if (others.length === 0 && first.shape.length === 0) return `${name}'(${by})`;
    return usesDiff(view) ? `diff(${name}, ${by})` : `∂${name}/∂${by}`;
  };
  const partials = callee.parameters.flatMap(({ name: by }, slot): Partial[] =>
    isOpen(view, callee, [unit(callee.parameters.length, slot)])
      ? []
      : [{ left: spell(by), form: () => gradient(view.program.graph, callee)[slot] }],
  );
  // The claim speaks in the function's own parameters, as its body does.
  return claims(view, offer, statement, partials, namesAt(view, statement));
}

function ofNetwork(view: View, definition: NetworkDefinition, header: number): Offer[] {
  const { name, outside, statement } = definition;
  if (!outside) return [];
  const { parameters } = outside.network;
  const offer = { id: 'claims', title: `Insert the gradients of ${name}.loss as claims`, kind: KIND };
  if (parameters.length === 0) return [refused(offer, `${name} has no parameters to differentiate its loss by.`)];
  const known = parameters.filter((one) => view.prediction?.part(definition, one.name) !== 'open');
  const partials = known.map(({ name: part, variable }): Partial => {
    const form = (): Expression | undefined => {
      const closed = outside.formulas().of(variable)?.closed;
      return closed && outside.outside(closed);
    };
    return { left: `∂${name}.loss/∂${name}.${part}`, form };
  });
  const { statements } = view.program.page;
  const last = statements.findLast(({ network: of }) => of === header) ?? statement;
  return claims(view, offer, last, partials, namesAt(view, statement));
}

/** Formulas that are too long are left out, and those that the page claims already. */
function claims(
  view: View,
  offer: Pick<Offer, 'id' | 'title' | 'kind'>,
  after: Statement,
  partials: readonly Partial[],
  names: ReturnType<typeof namesAt>,
): Offer[] {
  const known = claimed(view);
  const missing = partials.filter(({ left }) => !known.has(left)).slice(0, MOST_CLAIMS);
  if (missing.length === 0) return [];
  const edits = (): readonly Edit[] => {
    const lines = missing.flatMap(({ left, form }) => {
      const right = form();
      const text = right && ascii(right, names);
      return text !== undefined && text.length <= LONGEST ? [`check ${left} = ${text}`] : [];
    });
    return lines.length > 0 ? [linesBelow(view, after, lines)] : [];
  };
  return [{ ...offer, isCostly: true, edits }];
}

/** What claims of the page begin with, without spaces. */
function claimed({ program }: View): ReadonlySet<string> {
  const left = (tree: Tree, { source }: Statement): string =>
    source.slice(tree.range.start, tree.range.end).replace(/(?<!,)\s/g, '');
  return new Set(
    program.page.statements.flatMap((statement) =>
      statement.sentence.kind === 'check' ? [left(statement.sentence.first, statement)] : [],
    ),
  );
}

/** A page without ∂ that differentiates is written in ASCII. */
const usesDiff = ({ program }: View): boolean => !program.page.text.includes('∂') && /\bdiff\(/.test(program.page.text);
