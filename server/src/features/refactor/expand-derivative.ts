/**
 * A derivative is replaced by its formula, or at a point by its value: `∂f/∂x` by `9*x^2 + 5`. In: a place in a derivative.
 * Out: an offer; the formula stands in the names of the place, in the spelling that is read back as the same.
 */
import type { Expression } from '../../calculus/expression';
import { normalise } from '../../calculus/normal';
import { ascii } from '../../notation/print';
import type { Edit, Range, Statement, Tree } from '../../syntax/tree';
import { expressions, parts, pathTo } from '../../syntax/walk';
import { isDerivative } from '../derivative-tree';
import { cut, oneLine } from '../text';
import { type View, within } from '../view';
import { besides, held, levelOfPrinted, piece, spaced } from './brackets';
import { isQuick } from './cost';
import { hidingNames, loses } from './hiding';
import { type Offer, refused } from './offer';
import { type Placed, statementAround, trimmed } from './places';

/** Of a formula in the place of a derivative. */
const LONGEST = 500;
const LONGEST_TITLE = 60;

export function expansions(view: View, selection: Range): Offer[] {
  const range = trimmed(view.program.page.text, selection);
  const around = statementAround(view, range);
  const placed = around && derivativeAround(around.statement, range);
  if (!around || !placed) return [];
  const { statement } = around;
  const { tree } = placed;
  const expression = view.program.expressionOf(statement, tree);
  if (!expression || view.prediction?.hides(tree, expression)) return [];
  const written = oneLine(statement.source.slice(tree.range.start, tree.range.end));
  const offer = { id: 'expand', title: `Write ${cut(written, 24)} as a formula`, kind: 'refactor.rewrite.derivative' };
  const found = (): Found => formulaOf(view, statement, tree, expression);
  const edits = (result: Found): readonly Edit[] =>
    'text' in result ? [replacement(statement, placed, result.text)] : [];
  if (!isQuick(view.program, expression)) return [{ ...offer, isCostly: true, edits: () => edits(found()) }];
  const result = found();
  if ('reason' in result) return [refused(offer, result.reason)];
  const title = cut(`Write ${cut(written, 24)} as ${result.text}`, LONGEST_TITLE);
  return [{ ...offer, title, edits: () => edits(result) }];
}

type Found = { readonly text: string } | { readonly reason: string };

/** The formula in the names of the place, or why there is none. */
function formulaOf(view: View, statement: Statement, tree: Tree, expression: Expression): Found {
  const lost = loses(view, statement, new Set(parts(tree)));
  if (lost !== undefined) return { reason: lost };
  const names = namesAt(view, statement);
  const text = ascii(normalise(view.program.graph, expression), names);
  if (text.length > LONGEST)
    return { reason: `The formula has ${text.length} characters: more than ${LONGEST} are not written out.` };
  return text === ascii(expression, names) ? { reason: 'Nothing is known of it but its name.' } : { text };
}

/** The outermost derivative that holds the range, with its point. */
function derivativeAround(statement: Statement, { start, end }: Range): Placed | undefined {
  for (const root of expressions(statement.sentence)) {
    const path = pathTo(root, start - statement.start);
    const at = path.findIndex((tree) => isDerivative(tree) && end - statement.start <= tree.range.end);
    const tree = path[at];
    if (tree) return { tree, parents: path.slice(0, at) };
  }
  return undefined;
}

/** Names that mean something where the statement stands, and so hide built-in ones. */
export function namesAt(view: View, statement: Statement): { has(name: string): boolean } {
  const hiding = hidingNames(view, statement);
  return { has: (name) => hiding.has(name) || view.program.definitionOf(name) !== undefined };
}

function replacement(statement: Statement, { tree, parents }: Placed, text: string) {
  const { source } = statement;
  const { range }: Tree = tree;
  const before = source.slice(0, range.start);
  const inner = held(piece(text, levelOfPrinted(text)), tree, parents);
  return {
    range: within(statement, range),
    text: besides(spaced(before, inner, source.slice(range.end)), before, tree, parents),
  };
}
