/**
 * An expression becomes a claim of what it is: `∂f/∂x` becomes `check ∂f/∂x = 9*x^2 + 5`, with `≈` where its number is
 * rounded. In: a place in an expression that stands by itself. Out: an offer.
 */
import type { Expression } from '../../calculus/expression';
import { ascii } from '../../notation/print';
import { type Answer, answerTo, FREE, type Value } from '../../program/answers';
import { spokenFunctions } from '../../program/names-in-scope';
import type { Edit, Range, Sentence } from '../../syntax/tree';
import { cut, oneLine } from '../text';
import type { View } from '../view';
import { isQuick } from './cost';
import { namesAt } from './expand-derivative';
import { gains } from './hiding';
import { type Offer, refused } from './offer';
import { statementAround, trimmed } from './places';

const LONGEST = 500;
/** Of an exact number; longer ones are rounded. */
const LONGEST_NUMBER = 40;
const LONGEST_TITLE = 60;
const DIGITS = 6;

export function claimsOf(view: View, selection: Range): Offer[] {
  const around = statementAround(view, trimmed(view.program.page.text, selection));
  if (!around) return [];
  const { statement, index } = around;
  const { sentence, source, start, end } = statement;
  const meaning = view.program.meaningAt(index);
  if (sentence.kind !== 'expression' || meaning.kind !== 'expression') return [];
  if (view.prediction?.hides(sentence.body, meaning.expression)) return [];
  const offer = { id: 'claim', title: 'Turn into a claim', kind: 'refactor.rewrite.claim' };
  const claim: Sentence = { kind: 'check', first: sentence.body, rest: [], conditions: [], range: sentence.range };
  const hidden = gains(view, statement, spokenFunctions(claim));
  if (hidden !== undefined)
    return [refused(offer, `In a claim, ${hidden} would be a parameter of the function and no value of the page.`)];
  const { expression } = meaning;
  const found = (): Found => {
    const answer = answerTo(view.program, expression, new Map());
    const names = namesAt(view, statement);
    return rightSide(answer, ascii(answer.result, names), ascii(expression, names));
  };
  const edits = (right: Found): readonly Edit[] =>
    'reason' in right
      ? []
      : [
          { range: { start, end: start }, text: 'check ' },
          { range: { start: end, end }, text: ` ${right.text}` },
        ];
  if (!isQuick(view.program, expression)) return [{ ...offer, isCostly: true, edits: () => edits(found()) }];
  const right = found();
  if ('reason' in right) return [refused(offer, right.reason)];
  const title = cut(`Turn into a claim: check ${cut(oneLine(source), 24)} ${right.text}`, LONGEST_TITLE);
  return [{ ...offer, title, edits: () => edits(right) }];
}

type Found = { readonly text: string } | { readonly reason: string };

/** `= 14`, `≈ 0.841471`; or why there is nothing to claim. */
function rightSide({ value, reason, result }: Answer, text: string, written: string): Found {
  const isNews = text !== written;
  if (value === null || !isWhole(value)) {
    if (reason !== FREE) return { reason: `It has no value: ${reason ?? 'no number was found'}.` };
    if (!isNews) return { reason: 'It is as simple as can be: there is nothing to say of it.' };
    return text.length <= LONGEST ? { text: `= ${text}` } : { reason: `Its formula has ${text.length} characters.` };
  }
  // A number of digits is said as it is, a formula such as pi/4 where it stands alone.
  const exact = isWritten(result)
    ? LONGEST_NUMBER + result.shape.length * LONGEST
    : result.shape.length === 0
      ? LONGEST_NUMBER
      : 0;
  if (isNews && text.length <= exact) return { text: `= ${text}` };
  const rounded = figures(value);
  if (!isNews && rounded === written) return { reason: 'It is a number already: there is nothing to say of it.' };
  return rounded.length <= LONGEST ? { text: `≈ ${rounded}` } : { reason: 'It has too many entries.' };
}

const flat = (value: Value): readonly (number | null)[] =>
  typeof value === 'number' || value === null ? [value] : value.flatMap(flat);
const isWhole = (value: Value): boolean => flat(value).every((entry) => entry !== null);
/** A number, or an array of such. */
const isWritten = (result: Expression): boolean =>
  result.kind === 'constant' || (result.kind === 'array' && result.items.every(isWritten));

const figures = (value: Value): string =>
  typeof value === 'number'
    ? String(Number(value.toPrecision(DIGITS))).replace('e+', 'e')
    : value === null
      ? '0'
      : `[${value.map(figures).join(', ')}]`;
