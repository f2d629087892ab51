/** The table of a gradient check. In: a page and a place or a name. Out: plain data, and the same as Markdown. */
import { checkGradients, type GradientCheck } from '../program/gradient-check';
import type { Definition, FunctionDefinition, NetworkDefinition } from '../program/program';
import type { CheckedGradient, CheckGradientsParams, CheckGradientsResult } from '../protocol';
import { hidesGradient, isOpen } from './prediction/hidden';
import { ordersOf } from './prediction/questions';
import { escapeMarkdown, figure, list } from './text';
import { offsetOf, statementAt, type View } from './view';

export function gradientCheck(view: View, params: CheckGradientsParams): CheckGradientsResult {
  const definition =
    params.function === undefined ? definitionAt(view, params) : view.program.definitionOf(params.function);
  if (definition?.kind !== 'function' && definition?.kind !== 'network')
    return { kind: 'nothing', reason: 'Put the cursor in a function or a network to check its gradients.' };
  if (!definition.sound)
    return { kind: 'nothing', reason: `${definition.name} has an error: nothing is computed from it.` };
  if (isAsked(view, definition))
    return { kind: 'nothing', reason: `The derivatives of ${definition.name} are still to be predicted.` };
  const check = checkGradients(view.program, definition);
  if (typeof check === 'string') return { kind: 'nothing', reason: check };
  const rows = rowsOf(check);
  return { kind: 'check', name: check.name, version: view.document.version, rows, markdown: markdown(check, rows) };
}

function definitionAt(view: View, { position }: CheckGradientsParams): Definition | undefined {
  const index = position && statementAt(view, offsetOf(view, position));
  const statement = index === undefined ? undefined : view.program.page.statements[index];
  if (index === undefined || !statement) return undefined;
  const meaning = view.program.meaningAt(statement.network ?? index);
  return meaning.kind === 'definition' ? meaning.definition : undefined;
}

const isAsked = (view: View, definition: FunctionDefinition | NetworkDefinition): boolean =>
  definition.kind === 'network'
    ? hidesGradient(view, definition)
    : isOpen(view, definition.callee, ordersOf(definition.callee, 'gradient'));

/** Of each parameter the entry that is furthest off. */
function rowsOf({ rows }: GradientCheck): CheckedGradient[] {
  const ORDER = ['differs', 'kink', 'agrees'];
  return rows.map(({ name, shape, size, compared, reason }): CheckedGradient => {
    const [worst] = [...compared].sort(
      (a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || b.difference - a.difference,
    );
    const entries = new Set(compared.map(({ entry }) => entry)).size;
    if (!worst) return { name, shape, entries, of: size, verdict: 'nothing', reason: reason ?? 'it has no entries' };
    const { analytic, numeric, error, difference, verdict, entry } = worst;
    return {
      name,
      shape,
      entries,
      of: size,
      verdict,
      worst: { index: indexOf(entry, shape), analytic, numeric, error, difference },
    };
  });
}

/** Row-major. */
function indexOf(entry: number, shape: readonly number[]): number[] {
  let rest = entry;
  return [...shape]
    .reverse()
    .map((length) => {
      const at = rest % length;
      rest = Math.floor(rest / length);
      return at;
    })
    .reverse();
}

const VERDICTS: Readonly<Record<CheckedGradient['verdict'], string>> = {
  agrees: '✓ agrees',
  differs: '✗ differs',
  kink: '– a kink is here or near',
  nothing: '–',
};

function markdown({ name, random, lengths }: GradientCheck, rows: readonly CheckedGradient[]): string {
  const wrong = rows.filter(({ verdict }) => verdict === 'differs').map((row) => escapeMarkdown(row.name));
  const head = [
    'parameter',
    'entries',
    'worst entry',
    'derivative',
    'central difference',
    'relative difference',
    'verdict',
  ];
  const lines = rows.map(({ name: part, shape, entries, of, worst, verdict, reason }) => {
    const whole = `${escapeMarkdown(part)}${shape.length > 0 ? ` \\[${shape.join(', ')}\\]` : ''}`;
    const counted = entries === of ? String(of) : `${entries} of ${of}`;
    if (!worst) return [whole, counted, '', '', '', '', `– ${escapeMarkdown(reason ?? '')}`];
    const numbers = [
      figure(worst.analytic, 10),
      `${figure(worst.numeric, 10)} ± ${figure(worst.error, 1)}`,
      figure(worst.difference, 2),
    ];
    return [
      whole,
      counted,
      worst.index.length > 0 ? `\\[${worst.index.join(', ')}\\]` : '',
      ...numbers,
      VERDICTS[verdict],
    ];
  });
  const small = [...lengths].map(([length, number]) => `${escapeMarkdown(length)} = ${number}`);
  return [
    `# Gradients of ${escapeMarkdown(name)}`,
    wrong.length === 0
      ? 'Every derivative agrees with central differences, except where a kink or a missing value is named.'
      : `**${list(wrong)}: the derivative differs from central differences.** Please report it.`,
    [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n'),
    'Two step sizes and Richardson’s extrapolation; ± is the error of the difference, not of the derivative.',
    ...(random.length > 0 ? [`Random values of a fixed seed: ${list(random.map(escapeMarkdown))}.`] : []),
    ...(small.length > 0 ? [`Lengths: ${small.join(', ')}.`] : []),
  ].join('\n\n');
}
