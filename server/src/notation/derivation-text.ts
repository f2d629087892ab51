/**
 * A derivation printed for `nabla expand`: aligned text here, Markdown and LaTeX next door. In: a document, and for text what it
 * is printed on. Out: text.
 */
import type { DerivationDocument, Nested } from '../protocol';
import { latexText, markdown } from './derivation-markup';
import { type DerivationLevel, type Row, type Rows, rowsOf } from './derivation-rows';
import { type Line, lengthOf, nameStyles, painted, plain, ruled, type Sheet, type Style, styled } from './styled';
import { width, wrapFormula, wrapWords } from './wrap';

export { type DerivationLevel, LEVELS } from './derivation-rows';
export type DerivationFormat = 'text' | 'markdown' | 'latex';

/** Without a level: every step of a short derivation, the main steps of a long one. */
export function printDerivation(
  document: DerivationDocument,
  format: DerivationFormat = 'text',
  level?: DerivationLevel,
  sheet: Sheet = {},
): string {
  const shown = rowsOf(document, level);
  if (format !== 'text') return { markdown, latex: latexText }[format](document, shown);
  return painted(linesOf(document, shown, sheet), nameStyles(document.steps), sheet.paint);
}

/** Where the names of the rules stand at the latest, and where a line ends. */
const WIDEST = 60;
const WIDTH = 110;
/** The room that the name of a rule needs. */
const RULE = 24;
/** No line of a formula is cut shorter, however deep it stands. */
const LEAST = 20;
/** So many names fit behind a rule; more are listed below it. */
const FEW_NAMES = 2;

/** Rules whose sentence is part of the lesson; those of the second list also where they are a step inside a line. */
const TAUGHT: ReadonlySet<string> = new Set([
  'chain rule',
  'constant',
  'inner derivative',
  'general power',
  'max',
  'min',
]);
const TAUGHT_INSIDE: ReadonlySet<string> = new Set(['cancel', 'factor out']);

function linesOf(document: DerivationDocument, shown: Rows, { width: room = Number.POSITIVE_INFINITY }: Sheet): Line[] {
  const { head, constants, conditions, quantity, steps, result } = document;
  const most = Math.min(WIDTH, room);
  const lines = wrapFormula(head.unicode, most).map((text) => styled('heading', text));
  const say = (text: string): unknown => lines.push(...wrapWords(text, room).map(plain));
  if (constants.length > 0) say(`held constant: ${constants.join(', ')}`);
  if (conditions.length > 0) say(`for ${conditions.join(', ')}`);
  lines.push([]);
  const { rows } = shown;
  const start = `${quantity.unicode} = `;
  const isAnswer = rows.length === 0;
  const asked = (isAnswer ? undefined : steps[0]?.before.unicode) ?? result.unicode;
  if (document.entries) lines.push(...hung(start, document.entries.unicode, most));
  const sign = document.entries ? `${' '.repeat(width(start) - 2)}= ` : start;
  lines.push(...hung(sign, asked, most, isAnswer ? 'answer' : undefined));
  const indent = width(quantity.unicode);
  const numbers = steps[document.point?.symbolic ?? -1];
  const answers = [steps.at(-1), steps[(document.point?.symbolic ?? 0) - 1]];
  const formulas = rows.map((row) => formulaLines(row, indent, most, answers.includes(row.step) && row.depth === 0));
  const column = Math.min(
    WIDEST,
    room - RULE,
    Math.max(0, ...formulas.filter((own) => own.length === 1).map(([only = []]) => lengthOf(only))),
  );
  const point = atPoint(document).map(plain);
  if (isAnswer) lines.push(...point);
  rows.forEach((row, i) => {
    if (row.depth === 0 && row.step === numbers) lines.push(...point);
    const margin = ' '.repeat(indent + 2 + 4 * row.depth + (row.depth > 0 ? 2 : 0));
    const own = formulas[i] ?? [];
    const rule: Line = [{ text: row.step.rule, style: 'rule' }, { text: shortWhere(row) }];
    lines.push(...own.slice(0, -1), ...ruled(own.at(-1) ?? [], column, rule, room, `${margin}  `));
    lines.push(...longWhere(row).map((text) => plain(`${margin}  ${text}`)));
    if (taught(row, rows[i + 1]))
      lines.push(
        ...wrapWords(row.step.explanation, most - 10 - width(margin)).map((text) =>
          styled('muted', `${margin}| ${text}`),
        ),
      );
  });
  if (!isAnswer && steps.length === document.point?.symbolic) lines.push(...point);
  if (shown.level === 'main' && shown.hidden > 0) {
    lines.push(
      [],
      styled('muted', `--steps every shows ${shown.hidden} more ${shown.hidden === 1 ? 'step' : 'steps'}.`),
    );
  }
  return lines;
}

/** Between the formula and its numbers: the point, and what a chain's parts are there. */
function atPoint({ point, quantity, entries }: DerivationDocument): readonly string[] {
  if (!point) return [];
  const at = Object.entries(point.at).map(([name, value]) => `${name} = ${value.unicode}`);
  const lines = [`at ${at.join(', ')}`];
  for (const { name, formula, value } of [...point.forward, ...point.links]) {
    const alike = formula.unicode === value.unicode;
    lines.push(`   ${name.unicode} = ${formula.unicode}${alike ? '' : equals(value.unicode)}`);
  }
  if (point.links.length > 1) {
    lines.push(
      `   ${quantity.unicode} is their product: ${point.links.map(({ value }) => factor(value.unicode)).join('·')}`,
    );
  }
  const isArray = typeof point.value === 'object' && point.value !== null && !entries;
  if (isArray && point.reason === undefined) lines.push(`   ${quantity.unicode} is ${shown(point.value)}`);
  if (point.reason !== undefined) lines.push(`   no value: ${point.reason}`);
  if (point.note !== undefined) lines.push(`   ${point.note}`);
  return ['', ...lines];
}

const shown = (value: Nested): string =>
  value === null
    ? '–'
    : typeof value === 'number'
      ? String(Number(value.toPrecision(10))).replace('-', '−')
      : `[${value.map(shown).join(', ')}]`;
const equals = (value: string): string => (value.startsWith('≈') ? ` ${value}` : ` = ${value}`);
const factor = (value: string): string => (value.startsWith('−') ? `(${value})` : value.replace('≈ ', ''));

/** `next`: what is put back is said where there is more to do with it. */
function taught({ step, depth }: Row, next: Row | undefined): boolean {
  // Of a line with steps inside it, those steps are the lesson.
  if (step.explanation === '' || (step.steps.length > 0 && step.rule !== 'inner derivative')) return false;
  if (TAUGHT_INSIDE.has(step.rule)) return true;
  return (
    depth === 0 &&
    (step.rule === 'put back' ? next !== undefined && next.step.rule !== 'put in the numbers' : TAUGHT.has(step.rule))
  );
}

function formulaLines({ step, depth, from, to }: Row, indent: number, most: number, isAnswer: boolean): Line[] {
  const margin = `${' '.repeat(indent)}${'    '.repeat(depth)}`;
  const equal = step.rule === 'approximately' ? '≈' : '=';
  const sign = `${margin}${from ? `${from.unicode} = ` : depth > 0 ? `  ${equal} ` : ` ${equal} `}`;
  const style = isAnswer ? 'answer' : undefined;
  // A long beginning has lines of its own.
  if (from && width(sign) + width(to.unicode) > most)
    return [...hung(margin, from.unicode, most), ...hung(`${margin}  = `, to.unicode, most, style)];
  return hung(sign, to.unicode, most, style);
}

/** The first line after a sign, the others under it. */
const hung = (sign: string, formula: string, most: number, style?: Style): Line[] =>
  wrapFormula(formula, Math.max(LEAST, most - width(sign))).map((text, i) => [
    { text: i === 0 ? sign : ' '.repeat(width(sign) + 2) },
    { text, ...(style && { style }) },
  ]);

function shortWhere({ where }: Row): string {
  if (where.length === 0) return '';
  if (where.length > FEW_NAMES) return ', where';
  return `, where ${where.map(([name, meaning]) => `${name} = ${meaning.unicode}`).join(', ')}`;
}

const longWhere = ({ where }: Row): readonly string[] =>
  where.length > FEW_NAMES ? where.map(([name, meaning]) => `${name} = ${meaning.unicode}`) : [];
