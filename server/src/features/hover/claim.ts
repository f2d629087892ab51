/** A claim: its verdict with the evidence. In: the claim's statement. Out: a card. */
import { normalise } from '../../calculus/normal';
import { equation } from '../formulas';
import { cut, oneLine } from '../text';
import { placeOf, sentences, shownLink, type Verdicts } from '../verdicts';
import { namesOf, type View } from '../view';
import type { Card } from './card';

const LONGEST_SOURCE = 80;

export function claimCard(view: View, index: number, verdicts: Verdicts): Card | undefined {
  const { program } = view;
  const statement = program.page.statements[index];
  const verdict = verdicts.now(program, index);
  if (!statement || !verdict) return undefined;
  const link = shownLink(verdict);
  const range = { start: statement.start, end: statement.end };
  const said = sentences(program, verdict);
  if (verdict.verdict !== 'refuted' || !link || link.link.relation === '≈')
    return { range, formulas: said.slice(0, 1), says: said.slice(1) };
  const { text } = program.page;
  const place = placeOf(statement, verdict);
  const right = cut(oneLine(text.slice(place.start, place.end)), LONGEST_SOURCE);
  const names = namesOf(view);
  const formula = normalise(program.graph, link.link.left);
  return {
    range,
    formulas: [...said.slice(0, 1), ...equation('the left side', formula, names, true)],
    says: [...said.slice(1), ...(verdict.links.length > 1 ? [`the first wrong line: = ${right}`] : [])],
  };
}
