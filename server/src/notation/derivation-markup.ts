/**
 * A derivation as Markdown with formulas in dollars, and as LaTeX. In: a document and the rows of a level. Out: text.
 */
import type { DerivationDocument } from '../protocol';
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
  for (const { step, depth, from, to, where } of rows) {
    const names = where.map(([name, meaning]) => `\`${name}\` $= ${meaning.latex}$`).join(', ');
    const left = from ?? step.before;
    lines.push(
      `${'   '.repeat(depth)}1. **${step.rule}**${names ? ` with ${names}` : ''}: $${left.latex} = ${to.latex}$  `,
      `${'   '.repeat(depth + 1)}${escapeMarkdown(step.explanation)}`,
    );
  }
  lines.push('', `$$${quantity.latex} = ${result.latex}$$`);
  if (shown.level === 'main' && shown.hidden > 0) lines.push('', `*\`--steps every\` shows ${more(shown.hidden)}.*`);
  return `${lines.join('\n')}\n`;
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
    ...rows.map(latexRow),
  ];
  const note = shown.level === 'main' && shown.hidden > 0 ? `% --steps every shows ${more(shown.hidden)}\n` : '';
  return `% ${head.text}\n${note}\\begin{align*}\n${lines.map((line) => `  ${line}`).join(' \\\\\n')}\n\\end{align*}\n`;
}

function latexRow({ step, depth, from, to, where }: Row): string {
  const names = where.map(([name, meaning]) => `${nameInTex(name)} = ${meaning.latex}`).join(',\\; ');
  const reason = `\\text{${escapeTex(step.rule)}}${names ? `\\quad ${names}` : ''}`;
  const left = from ?? step.before;
  const formula = depth === 0 ? to.latex : `${'\\quad '.repeat(depth)}\\left[ ${left.latex} = ${to.latex} \\right]`;
  return `${depth === 0 ? '&= ' : '&\\phantom{=} '}${formula} && ${reason}`;
}

const nameInTex = (name: string): string => name.replace(/^([a-z])(\d+)$/, '$1_{$2}');
