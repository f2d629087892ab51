/**
 * A derivation as Markdown with formulas in dollars, and as LaTeX. In: a document and the rows of a level. Out: text.
 */
import type { DerivationDocument, Measured } from '../protocol';
import type { Row, Rows } from './derivation-rows';
import { escapeTex } from './latex-names';

export function markdown(document: DerivationDocument, shown: Rows): string {
  const { quantity, head, constants, conditions, steps, result } = document;
  const { rows } = shown;
  const lines = [`## $${quantity.latex}$ of $${head.latex}$`, ''];
  if (constants.length > 0) lines.push(`Held constant: ${constants.map(code).join(', ')}.`, '');
  if (conditions.length > 0) lines.push(`For ${conditions.map(code).join(', ')}.`, '');
  const [first] = steps;
  if (document.entries) lines.push(`$$${quantity.latex} = ${document.entries.latex}$$`, '');
  if (first && rows.length > 0) lines.push(`$$${quantity.latex} = ${first.before.latex}$$`, '');
  if (rows.length === 0) lines.push(...pointInWords(document));
  for (const { step, depth, from, to, where } of rows) {
    if (depth === 0 && step === steps[document.point?.symbolic ?? -1]) lines.push(...pointInWords(document));
    const names = where.map(([name, meaning]) => `\`${name}\` $= ${meaning.latex}$`).join(', ');
    const left = from ?? step.before;
    lines.push(
      `${'   '.repeat(depth)}1. **${step.rule}**${names ? ` with ${names}` : ''}: $${left.latex} = ${to.latex}$  `,
      `${'   '.repeat(depth + 1)}${escapeMarkdown(step.explanation)}`,
    );
  }
  lines.push('', `$$${quantity.latex} = ${result.latex}$$`);
  if (rows.length > 0 && steps.length === document.point?.symbolic) lines.push(...pointInWords(document));
  if (shown.level === 'main' && shown.hidden > 0) lines.push('', `*\`--steps every\` shows ${more(shown.hidden)}.*`);
  return `${lines.join('\n')}\n`;
}

/** `At $x = 2$: $u = 2x^{2} = 8$, …`, and why there is no number. */
function pointInWords({ point }: DerivationDocument): readonly string[] {
  if (!point) return [];
  const at = Object.entries(point.at).map(([name, value]) => `$${nameInTex(name)} = ${value.latex}$`);
  const parts = [...point.forward, ...point.links].map((part) => `$${measured(part)}$`);
  const said = [point.reason === undefined ? undefined : `No value: ${point.reason}.`, point.note].filter(
    (text) => text !== undefined,
  );
  return [
    '',
    `At ${at.join(', ')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}. ${said.map(escapeMarkdown).join(' ')}`,
    '',
  ];
}

function measured({ name, formula, value }: Measured): string {
  if (formula.latex === value.latex) return `${name.latex} = ${value.latex}`;
  return `${name.latex} = ${formula.latex} ${value.unicode.startsWith('≈') ? value.latex : `= ${value.latex}`}`;
}

const code = (text: string): string => `\`${text}\``;
const escapeMarkdown = (text: string): string =>
  text.replaceAll(/[\\`*_{}[\]<>#|$~]/g, (character) => `\\${character}`);

const more = (count: number): string => `${count} more ${count === 1 ? 'step' : 'steps'}`;

/** An `align*` of the lines at the top; the steps inside are in brackets. */
export function latexText(document: DerivationDocument, shown: Rows): string {
  const { quantity, head, steps, result } = document;
  const { rows } = shown;
  const [first] = steps;
  const lines = [
    ...(document.entries ? [`${quantity.latex} &= ${document.entries.latex}`] : []),
    `${quantity.latex} &= ${(first && rows.length > 0 ? first.before : result).latex}`,
    ...rows.flatMap((row) => [
      ...(row.depth === 0 && row.step === steps[document.point?.symbolic ?? -1] ? pointRows(document) : []),
      latexRow(row),
    ]),
    ...(rows.length === 0 || steps.length === document.point?.symbolic ? pointRows(document) : []),
  ];
  const note = shown.level === 'main' && shown.hidden > 0 ? `% --steps every shows ${more(shown.hidden)}\n` : '';
  return `% ${head.text}\n${note}\\begin{align*}\n${lines.map((line) => `  ${line}`).join(' \\\\\n')}\n\\end{align*}\n`;
}

function pointRows({ point }: DerivationDocument): readonly string[] {
  if (!point) return [];
  const at = Object.entries(point.at).map(([name, value]) => `${nameInTex(name)} = ${value.latex}`);
  const why = [point.reason, point.note].filter((text) => text !== undefined);
  return [
    `\\text{at } & ${at.join(',\\; ')}${why.map((text) => ` && \\text{${escapeTex(text)}}`).join('')}`,
    ...[...point.forward, ...point.links].map((part) => `& ${measured(part)}`),
  ];
}

function latexRow({ step, depth, from, to, where }: Row): string {
  const names = where.map(([name, meaning]) => `${nameInTex(name)} = ${meaning.latex}`).join(',\\; ');
  const reason = `\\text{${escapeTex(step.rule)}}${names ? `\\quad ${names}` : ''}`;
  const left = from ?? step.before;
  const formula = depth === 0 ? to.latex : `${'\\quad '.repeat(depth)}\\left[ ${left.latex} = ${to.latex} \\right]`;
  return `${depth === 0 ? '&= ' : '&\\phantom{=} '}${formula} && ${reason}`;
}

const nameInTex = (name: string): string => name.replace(/^([a-z])(\d+)$/, '$1_{$2}');
