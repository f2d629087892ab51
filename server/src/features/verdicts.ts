/**
 * What a verdict says, for people. In: the verdict on a claim. Out: a short text for the end of a line, sentences for
 * hovers and problems, and the place that is meant: the first link that is wrong.
 */

import { variables } from '../calculus/expression';
import { normalise } from '../calculus/normal';
import { coordinate, figure as exactFigure } from '../calculus/wording';
import { spellExplanation } from '../notation/explanation';
import type { ClaimVerdict, LinkVerdict } from '../program/answers';
import type { Claim, Program } from '../program/program';
import type { Statement } from '../syntax/tree';
import { cut, oneLine } from './text';
import { namesOf } from './view';

/** What is known of a claim. */
export interface Judged {
  /** Undefined where nothing is known yet. */
  readonly verdict: ClaimVerdict | undefined;
  /** The claim is being verified; `verdict` is that of before. */
  readonly pending: boolean;
}

/** How features ask. `now` verifies at once where nothing is known. */
export interface Verdicts {
  of(program: Program, index: number): Judged | undefined;
  now(program: Program, index: number): ClaimVerdict | undefined;
}

export const shownLink = ({ links, shown }: ClaimVerdict): LinkVerdict | undefined => links[shown] ?? links[0];

/** `✓ proved`, `✗ at x = 1: 14 is not 15`; `…` while nothing is known. */
export function brief(program: Program, { verdict, pending }: Judged, longest: number): string {
  if (!verdict) return '…';
  const text = briefly(program, verdict, pending ? longest - 2 : longest);
  return pending ? `${text} …` : text;
}

function briefly(program: Program, verdict: ClaimVerdict, longest: number): string {
  switch (verdict.verdict) {
    case 'proved':
      return '✓ proved';
    case 'holds':
      return `✓ holds at ${points(verdict.points)}`;
    case 'nothing':
      return '? says nothing';
    case 'refuted': {
      const link = shownLink(verdict);
      if (!link) return '✗ refuted';
      const { place, difference } = evidence(program, link);
      const whole = `✗ ${[place, difference].filter(Boolean).join(': ')}`;
      return whole.length <= longest || !place ? cut(whole, longest) : cut(`✗ ${place}`, longest);
    }
  }
}

const points = (count: number): string => (count === 1 ? '1 point' : `${count} points`);

/** Whole sentences: the verdict first, then what it rests on. */
export function sentences(program: Program, verdict: ClaimVerdict): string[] {
  const link = shownLink(verdict);
  switch (verdict.verdict) {
    case 'proved':
      return ['✓ Proved', ...(link ? [sentence(link.explanation)] : [])];
    case 'holds': {
      const largest = Math.max(...verdict.links.map(({ error }) => error));
      return [
        `✓ Holds at ${points(verdict.points)}: tried, not proved.`,
        ...(verdict.links.some(({ instances }) => instances)
          ? ['Declared functions were tried as random smooth ones: it holds for those.']
          : []),
        ...(largest > 0 ? [`Largest relative difference: ${exactFigure(largest)}.`] : []),
      ];
    }
    case 'nothing':
      return [`? Says nothing: ${link?.explanation ?? 'no point was found'}.`];
    case 'refuted':
      return link ? [`✗ ${refutation(program, link)}`, ...mistakeIn(program, link)] : ['✗ Refuted.'];
  }
}

const sentence = (text: string): string => {
  const [first = '', ...rest] = text;
  return `${first.toUpperCase()}${rest.join('')}${/[.!?]$/.test(text) ? '' : '.'}`;
};

/** `Refuted at x = 1: the left side is 14, the right side 15.` */
export function refutation(program: Program, link: LinkVerdict): string {
  const { counterexample, instance } = link;
  if (!counterexample) return `Refuted: ${link.explanation}.`;
  const found = evidence(program, link).place;
  const place = instance === undefined ? found : [`with ${instance}`, found].filter(Boolean).join(', ');
  const { leftText, rightText } = counterexample;
  const notes = /\(([^()]*(?:kink|jump|convention)[^()]*)\)$/.exec(link.explanation)?.[1];
  return `Refuted${place ? ` ${place}` : ''}: the left side is ${minus(leftText)}, the right side ${minus(rightText)}.${notes ? ` ${sentence(notes)}` : ''}`;
}

/** `This is what comes out if the inner derivative 4x is forgotten.`: a sentence, or nothing. */
export function mistakeIn(program: Program, { mistake }: LinkVerdict): string[] {
  if (!mistake) return [];
  return [spellExplanation(mistake.says, namesOf({ program })) ?? mistake.plainly];
}

/** Where, and what differs there. Only variables that the sides depend on are named. */
function evidence(
  program: Program,
  { counterexample, explanation, link }: LinkVerdict,
): { place: string; difference: string } {
  if (!counterexample) return { place: '', difference: oneLine(explanation) };
  const sides = [link.left, link.right].map((side) => normalise(program.graph, side));
  const needed = new Set(variables(...sides));
  const all = [...counterexample.exact];
  const named = all.filter(([variable]) => needed.has(variable));
  const shown = (named.length > 0 ? named : all).map(([variable, value]) => {
    return `${variable.name} = ${coordinate(value)}`;
  });
  const { leftText, rightText, place } = counterexample;
  const point = place ?? shown.join(', ');
  return {
    place: point ? `at ${point}` : '',
    difference: `${minus(leftText)} is not ${minus(rightText)}`,
  };
}

const minus = (text: string): string => text.replace(/-/g, '−');

/** The range on the page of the link that a verdict is about. */
export function placeOf(statement: Statement, verdict: ClaimVerdict): { readonly start: number; readonly end: number } {
  const range = shownLink(verdict)?.link.range ?? { start: 0, end: statement.source.length };
  return { start: statement.start + range.start, end: statement.start + range.end };
}

/** The claim that a statement makes; nothing is made of statements that make none. */
export function claimAt(program: Program, index: number): Claim | undefined {
  if (program.page.statements[index]?.sentence.kind !== 'check') return undefined;
  const meaning = program.meaningAt(index);
  return meaning.kind === 'claim' ? meaning.claim : undefined;
}
