/**
 * A derivation printed for `nabla expand --format`: aligned plain text, Markdown, LaTeX. In: a document. Out: text.
 */
import type { DerivationDocument, DerivationStep, Formula } from '../protocol';
import { escapeTex } from './latex-names';

export type DerivationFormat = 'text' | 'markdown' | 'latex';
/** How much is shown: the result alone, the lines of the derivation, or the steps inside them too. */
export type DerivationLevel = 'answer' | 'main' | 'every';

export function printDerivation(
  document: DerivationDocument,
  format: DerivationFormat = 'text',
  level: DerivationLevel = 'every',
): string {
  const shown = level === 'answer' ? [] : document.steps;
  const rows = shown.flatMap((step) => rowsOf(step, 0, false, level === 'every'));
  return { text: plainText, markdown, latex: latexText }[format](document, rows);
}

interface Row {
  readonly step: DerivationStep;
  readonly depth: number;
  /** The first of the steps inside a line: says which part they are about. */
  readonly opens: boolean;
}

/** A line, and above it the steps inside that lead to it. */
function rowsOf(step: DerivationStep, depth: number, opens: boolean, every: boolean): readonly Row[] {
  const inside = every ? step.steps.flatMap((inner, i) => rowsOf(inner, depth + 1, i === 0, every)) : [];
  return [...inside, { step, depth, opens }];
}

/** `where u = 2x²`: the names that this line speaks of for the first time. */
function introductions(rows: readonly Row[]): readonly (readonly (readonly [string, Formula])[])[] {
  const known = new Set<string>();
  return rows.map(({ step }) =>
    Object.entries(step.where).filter(([name]) => {
      const fresh = !known.has(name);
      known.add(name);
      return fresh;
    }),
  );
}

const length = (text: string): number => [...text].length;
const WIDEST = 60;

function plainText(document: DerivationDocument, rows: readonly Row[]): string {
  const lines = [document.head.unicode];
  if (document.constants.length > 0) lines.push(`held constant: ${document.constants.join(', ')}`);
  if (document.conditions.length > 0) lines.push(`for ${document.conditions.join(', ')}`);
  lines.push('');
  const [first] = document.steps;
  lines.push(
    first && rows.length > 0
      ? `${document.quantity.unicode} = ${first.before.unicode}`
      : `${document.quantity.unicode} = ${document.result.unicode}`,
  );
  const names = introductions(rows);
  const indent = length(document.quantity.unicode);
  const formulas = rows.map(({ step, depth, opens }) => {
    const part = opens ? `${step.before.unicode} = ` : depth > 0 ? '  = ' : ' = ';
    return `${' '.repeat(indent)}${'    '.repeat(depth)}${part}${step.after.unicode}`;
  });
  const column = Math.min(WIDEST, Math.max(0, ...formulas.map(length)));
  rows.forEach(({ step }, i) => {
    const where = (names[i] ?? []).map(([name, meaning]) => `${name} = ${meaning.unicode}`).join(', ');
    const left = formulas[i] ?? '';
    lines.push(
      `${left}${' '.repeat(Math.max(0, column - length(left)))}   ${step.rule}${where ? `, where ${where}` : ''}`,
    );
  });
  return `${lines.join('\n')}\n`;
}

function markdown(document: DerivationDocument, rows: readonly Row[]): string {
  const lines = [`## $${document.quantity.latex}$ of $${document.head.latex}$`, ''];
  if (document.constants.length > 0) lines.push(`Held constant: ${document.constants.map(code).join(', ')}.`, '');
  if (document.conditions.length > 0) lines.push(`For ${document.conditions.map(code).join(', ')}.`, '');
  const [first] = document.steps;
  if (first && rows.length > 0) lines.push(`$$${document.quantity.latex} = ${first.before.latex}$$`, '');
  const names = introductions(rows);
  rows.forEach(({ step, depth }, i) => {
    const where = (names[i] ?? []).map(([name, meaning]) => `\`${name}\` $= ${meaning.latex}$`).join(', ');
    lines.push(
      `${'   '.repeat(depth)}1. **${step.rule}**${where ? ` with ${where}` : ''}: $${step.before.latex} = ${step.after.latex}$  `,
    );
    lines.push(`${'   '.repeat(depth + 1)}${escapeMarkdown(step.explanation)}`);
  });
  lines.push('', `$$${document.quantity.latex} = ${document.result.latex}$$`);
  return `${lines.join('\n')}\n`;
}

const code = (text: string): string => `\`${text}\``;
const escapeMarkdown = (text: string): string =>
  text.replaceAll(/[\\`*_{}[\]<>#|$~]/g, (character) => `\\${character}`);

/** An `align*` of the lines at the top; the steps inside are in Markdown and text only where asked for. */
function latexText(document: DerivationDocument, rows: readonly Row[]): string {
  const [first] = document.steps;
  const lines = [`${document.quantity.latex} &= ${(first && rows.length > 0 ? first.before : document.result).latex}`];
  const names = introductions(rows);
  rows.forEach(({ step, depth }, i) => {
    const where = (names[i] ?? []).map(([name, meaning]) => `${nameInTex(name)} = ${meaning.latex}`).join(',\\; ');
    const reason = `\\text{${escapeTex(step.rule)}}${where ? `\\quad ${where}` : ''}`;
    const formula =
      depth === 0
        ? step.after.latex
        : `${'\\quad '.repeat(depth)}\\left[ ${step.before.latex} = ${step.after.latex} \\right]`;
    lines.push(`${depth === 0 ? '&= ' : '&\\phantom{=} '}${formula} && ${reason}`);
  });
  return `% ${document.head.text}\n\\begin{align*}\n${lines.map((line) => `  ${line}`).join(' \\\\\n')}\n\\end{align*}\n`;
}

const nameInTex = (name: string): string => name.replace(/^([a-z])(\d+)$/, '$1_{$2}');
