/**
 * A derivation printed for `nabla expand`: aligned plain text here, Markdown and LaTeX next door. In: a document. Out: text.
 */
import type { DerivationDocument, Nested } from '../protocol';
import { latexText, markdown } from './derivation-markup';
import { type DerivationLevel, type Row, type Rows, rowsOf } from './derivation-rows';
import { wrapFormula, wrapWords } from './wrap';

export { type DerivationLevel, LEVELS } from './derivation-rows';
export type DerivationFormat = 'text' | 'markdown' | 'latex';

/** Without a level: every step of a short derivation, the main steps of a long one. */
export function printDerivation(
  document: DerivationDocument,
  format: DerivationFormat = 'text',
  level?: DerivationLevel,
): string {
  return { text: plainText, markdown, latex: latexText }[format](document, rowsOf(document, level));
}

const length = (text: string): number => [...text].length;
/** Where the names of the rules stand at the latest, and where a line ends. */
const WIDEST = 60;
const WIDTH = 110;
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

function plainText(document: DerivationDocument, shown: Rows): string {
  const { head, constants, conditions, quantity, steps, result } = document;
  const lines = wrapFormula(head.unicode, WIDTH);
  if (constants.length > 0) lines.push(`held constant: ${constants.join(', ')}`);
  if (conditions.length > 0) lines.push(`for ${conditions.join(', ')}`);
  lines.push('');
  const [first] = steps;
  const { rows } = shown;
  const start = `${quantity.unicode} = `;
  const asked = first && rows.length > 0 ? first.before.unicode : result.unicode;
  if (document.entries) lines.push(...hung(start, wrapFormula(document.entries.unicode, WIDTH - length(start))));
  const sign = document.entries ? `${' '.repeat(length(start) - 2)}= ` : start;
  lines.push(...hung(sign, wrapFormula(asked, WIDTH - length(start))));
  const indent = length(quantity.unicode);
  const formulas = rows.map((row) => formulaLines(row, indent));
  const column = Math.min(
    WIDEST,
    Math.max(0, ...formulas.filter((own) => own.length === 1).map(([only = '']) => length(only))),
  );
  if (rows.length === 0) lines.push(...atPoint(document));
  rows.forEach((row, i) => {
    if (row.depth === 0 && row.step === steps[document.point?.symbolic ?? -1]) lines.push(...atPoint(document));
    const own = formulas[i] ?? [];
    const last = own.at(-1) ?? '';
    lines.push(
      ...own.slice(0, -1),
      `${last}${' '.repeat(Math.max(0, column - length(last)))}   ${row.step.rule}${shortWhere(row)}`,
    );
    const margin = ' '.repeat(indent + 2 + 4 * row.depth + (row.depth > 0 ? 2 : 0));
    lines.push(...longWhere(row).map((text) => `${margin}  ${text}`));
    if (taught(row, rows[i + 1]))
      lines.push(...wrapWords(row.step.explanation, WIDTH - 10 - length(margin)).map((text) => `${margin}| ${text}`));
  });
  if (rows.length > 0 && steps.length === document.point?.symbolic) lines.push(...atPoint(document));
  if (shown.level === 'main' && shown.hidden > 0) {
    lines.push('', `--steps every shows ${shown.hidden} more ${shown.hidden === 1 ? 'step' : 'steps'}.`);
  }
  return `${lines.join('\n')}\n`;
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

function formulaLines({ step, depth, from, to }: Row, indent: number): string[] {
  const margin = `${' '.repeat(indent)}${'    '.repeat(depth)}`;
  const equal = step.rule === 'approximately' ? '≈' : '=';
  const sign = `${margin}${from ? `${from.unicode} = ` : depth > 0 ? `  ${equal} ` : ` ${equal} `}`;
  if (from && length(sign) + length(to.unicode) > WIDTH) {
    // A long beginning has lines of its own.
    return [
      ...hung(margin, wrapFormula(from.unicode, WIDTH - length(margin))),
      ...hung(`${margin}  = `, wrapFormula(to.unicode, WIDTH - length(margin) - 4)),
    ];
  }
  return hung(sign, wrapFormula(to.unicode, WIDTH - length(sign)));
}

/** The first line after a sign, the others under it. */
const hung = (sign: string, lines: readonly string[]): string[] =>
  lines.map((text, i) => (i === 0 ? `${sign}${text}` : `${' '.repeat(length(sign) + 2)}${text}`));

function shortWhere({ where }: Row): string {
  if (where.length === 0) return '';
  if (where.length > FEW_NAMES) return ', where';
  return `, where ${where.map(([name, meaning]) => `${name} = ${meaning.unicode}`).join(', ')}`;
}

const longWhere = ({ where }: Row): readonly string[] =>
  where.length > FEW_NAMES ? where.map(([name, meaning]) => `${name} = ${meaning.unicode}`) : [];
