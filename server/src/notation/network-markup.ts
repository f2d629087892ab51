/** The derivation of a network as Markdown with formulas in dollars, and as LaTeX. In: a document and a level. Out: text. */
import type { DerivationDocument, DerivationStep, NetworkNote } from '../protocol';
import { shapeLabel, signed } from './array-text';
import type { DerivationLevel } from './derivation-rows';
import { escapeTex } from './latex-names';

export function networkMarkdown(document: DerivationDocument, level: DerivationLevel): string {
  const { head, quantity, steps, network } = document;
  if (!network) return '';
  const lines = [`## $${quantity.latex}$ of $${head.latex}$`, ''];
  for (const assumption of network.assumptions)
    lines.push(`For $${assumption.latex} = 1$, an assumption: there is no value that shows it.`, '');
  if (network.layout !== undefined) lines.push(escapeMarkdown(network.layout), '');
  if (level !== 'answer') {
    lines.push(...table(network), '');
    lines.push('Backward, where $\\delta_{v}$ stands for $\\partial\\mathit{loss}/\\partial v$:', '');
    lines.push(...steps.flatMap((step) => item(step, level, 0)), '');
  }
  for (const { quantity: asked, result } of network.results) lines.push(`$$${asked.latex} = ${result.latex}$$`);
  return `${lines.join('\n')}\n`;
}

function table({ forward }: NetworkNote): readonly string[] {
  return [
    '| forward | shape | value |',
    '| --- | --- | --- |',
    ...forward.map(
      ({ name, formula, shape, value }) =>
        `| $${name.latex}${formula ? ` = ${formula.latex}` : ''}$ | $${shapeLabel(shape, ' \\times ')}$ | ${escapeMarkdown(value ?? '')} |`,
    ),
  ];
}

function item(step: DerivationStep, level: DerivationLevel, depth: number): readonly string[] {
  const margin = '   '.repeat(depth);
  const { adjoint, check } = step;
  const mark = check.verdict === 'refuted' ? ' ✗' : check.points > 0 ? ' ✓' : '';
  const value = adjoint?.value && depth === 0 ? `  \n${margin}   ${escapeMarkdown(signed(adjoint.value.text))}` : '';
  const note = adjoint?.note && depth === 0 ? `  \n${margin}   ${escapeMarkdown(adjoint.note)}` : '';
  const why = level === 'every' ? `  \n${margin}   ${escapeMarkdown(step.explanation)}` : '';
  const inside = level === 'every' ? step.steps.flatMap((inner) => item(inner, level, depth + 1)) : [];
  return [
    `${margin}1. **${step.rule}**${mark}: $${step.before.latex} = ${adjoint?.latex ?? step.after.latex}$${value}${note}${why}`,
    ...inside,
  ];
}

const escapeMarkdown = (text: string): string =>
  text.replaceAll(/[\\`*_{}[\]<>#|$~]/g, (character) => `\\${character}`);

/** An `align*` of the lines, the rule of each behind it. */
export function networkLatex(document: DerivationDocument, level: DerivationLevel): string {
  const { head, steps, network } = document;
  if (!network) return '';
  const assumptions = network.assumptions.map(({ text }) => `% for ${text} = 1, an assumption\n`).join('');
  const rows =
    level === 'answer'
      ? network.results.map(({ quantity, result }) => `${quantity.latex} &= ${result.latex}`)
      : steps.flatMap((step, i) => row(step, steps[i - 1]));
  return `% network ${head.text}\n${assumptions}\\begin{align*}\n${rows.map((line) => `  ${line}`).join(' \\\\\n')}\n\\end{align*}\n`;
}

function row({ before, after, rule, adjoint }: DerivationStep, above: DerivationStep | undefined): string {
  const left = above?.before.text === before.text ? '' : `${before.latex} `;
  return `${left}&= ${adjoint?.latex ?? after.latex} && \\text{${escapeTex(rule)}}`;
}
