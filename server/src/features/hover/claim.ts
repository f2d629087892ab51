/** A claim: its verdict with the evidence. In: the claim's statement. Out: a card. */
import { normalise } from '../../calculus/normal';
import { equation } from '../formulas';
import { cut, oneLine } from '../text';
import { placeOf, sentences, shownLink, type Verdicts } from '../verdicts';
import { namesOf, type View } from '../view';
import type { Card } from './card';
import { leftOfTree } from './part';

const LONGEST_SOURCE = 80;

export function claimCard(view: View, index: number, verdicts: Verdicts): Card | undefined {
  const { program } = view;
  const statement = program.page.statements[index];
  const verdict = verdicts.now(program, index);
  if (!statement || !verdict) return undefined;
  const link = shownLink(verdict);
  const range = { start: statement.start, end: statement.end };
  const [lead = '', ...says] = sentences(program, verdict);
  if (verdict.verdict !== 'refuted' || link?.link.relation !== '=' || view.prediction?.hidesClaim(index))
    return { range, lead, formulas: [], says };
  const { sentence } = statement;
  const left =
    sentence.kind === 'check' ? [sentence.first, ...sentence.rest.map(({ value }) => value)][verdict.shown] : undefined;
  if (!left) return { range, lead, formulas: [], says };
  // What the left side is: what the right one should have been.
  const formula = equation(
    leftOfTree(view, statement, left),
    normalise(program.graph, link.link.left),
    namesOf(view),
    true,
  );
  const place = placeOf(statement, verdict);
  const right = cut(oneLine(program.page.text.slice(place.start, place.end)), LONGEST_SOURCE);
  return {
    range,
    lead,
    formulas: formula,
    says: [...says, ...(verdict.links.length > 1 ? [`first wrong: = ${right}`] : [])],
  };
}
