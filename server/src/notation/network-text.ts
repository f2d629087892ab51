/**
 * The derivation of a network printed for `nabla expand`: plain text here, Markdown and LaTeX next door. In: a document. Out:
 * text, in which each line is an adjoint with the shapes under its factors and its value where there is one.
 */
import type { DerivationDocument, DerivationStep, Formula, NetworkNote } from '../protocol';
import { shapeLabel, signed, signOf } from './array-text';
import type { DerivationLevel } from './derivation-rows';
import { networkLatex, networkMarkdown } from './network-markup';
import { type Line, nameStyles, painted, plain, ruled, type Sheet, type Span, styled } from './styled';
import { width, wrapFormula, wrapWords } from './wrap';

export type NetworkFormat = 'text' | 'markdown' | 'latex';

/** Without a level: everything of a short derivation, the lines alone of a long one. */
export function printNetwork(
  document: DerivationDocument,
  format: NetworkFormat,
  wanted?: DerivationLevel,
  { width: room = Number.POSITIVE_INFINITY, paint }: Sheet = {},
): string {
  const level = wanted ?? (document.steps.length <= SHORT ? 'every' : 'main');
  if (format !== 'text') return { markdown: networkMarkdown, latex: networkLatex }[format](document, level);
  return painted(linesOf(document, level, room), nameStyles(document.steps), paint);
}

const SHORT = 12;
const WIDTH = 110;
/** Where the names of the rules stand at the latest, and the room that one needs. */
const WIDEST = 64;
const RULE = 24;

function linesOf(document: DerivationDocument, level: DerivationLevel, room: number): readonly Line[] {
  const { head, steps, network } = document;
  const most = Math.min(WIDTH, room);
  if (!network) return [];
  const lines: Line[] = [styled('heading', `${head.unicode}, ${document.quantity.unicode}`)];
  for (const assumption of network.assumptions)
    lines.push(plain(`for ${assumption.unicode} = 1, an assumption: there is no value that shows it`));
  if (network.layout !== undefined) lines.push(...wrapWords(network.layout, most).map(plain));
  if (level !== 'answer') {
    const values = network.neuron ? neuron(network.neuron, most) : forward(network);
    lines.push([], styled('heading', 'forward'), ...values.map(plain));
    lines.push([], styled('heading', 'backward, where δv stands for ∂loss/∂v'));
    lines.push(...backward(steps, level, room));
  }
  if (level === 'answer' || network.results.length === 1)
    lines.push([], ...network.results.flatMap((one) => answer(one, most)));
  if (level !== 'answer') lines.push([], ...verdict(document, most));
  return lines;
}

/** The closed formula, and what its names mean below it. */
function answer({ quantity, formula, where }: NetworkNote['results'][number], most: number): readonly Line[] {
  const start = `${quantity.unicode} = `;
  const margin = ' '.repeat(width(start));
  return [
    ...hung(start, wrapFormula(formula.unicode, most - width(start))).map((text) => styled('answer', text)),
    ...where.flatMap(({ name, formula: meaning }, i) => {
      const sign = `${margin}${i === 0 ? 'where ' : '      '}${name.unicode} = `;
      return hung(sign, wrapFormula(meaning.unicode, most - width(sign))).map(plain);
    }),
  ];
}

/** Names, formulas, shapes and values, in columns. */
function forward({ forward: nodes }: NetworkNote): readonly string[] {
  const rows = nodes.map(({ name, formula, shape, value }) => {
    const text = formula ? `${name.unicode} = ${formula.unicode}` : name.unicode;
    return { text, label: shapeLabel(shape), value: value ?? '' };
  });
  const column = Math.min(WIDEST, Math.max(...rows.map(({ text }) => width(text))));
  const labels = Math.max(...rows.map(({ label }) => width(label)));
  return rows.flatMap(({ text, label, value }) => {
    const [first = '', ...rest] = wrapFormula(text, WIDEST);
    const end = rest.length > 0 ? `    ${rest.at(-1)}` : first;
    const own = `  ${padded(end, column)}  ${padded(label, labels)}${value === '' ? '' : `  ${value}`}`.trimEnd();
    return rest.length > 0 ? [`  ${first}`, ...rest.slice(0, -1).map((line) => `      ${line}`), own] : [own];
  });
}

/** `z[5] = x[0]·W[0, 5] + …`, with its numbers, its products and its sum below. */
function neuron(lines: NonNullable<NetworkNote['neuron']>, most: number): readonly string[] {
  return lines.flatMap(({ name, formula, numbers }) => {
    const start = `  ${name.unicode} = `;
    return [...hung(start, wrapFormula(formula.unicode, most - width(start))), ...inNumbers(numbers, start, most)];
  });
}

/** A line for each formula of numbers, under the one that starts so; what reads the same is said once. */
function inNumbers(numbers: readonly Formula[], start: string, most: number): readonly string[] {
  const margin = ' '.repeat(Math.max(0, width(start) - 2));
  return numbers.flatMap((formula, i) => {
    if (formula.unicode === numbers[i - 1]?.unicode) return [];
    const sign = `${margin}${signOf(formula)} `;
    return hung(sign, wrapFormula(formula.unicode, most - width(sign)));
  });
}

const padded = (text: string, length: number): string => text + ' '.repeat(Math.max(0, length - width(text)));

interface Printed {
  readonly formula: readonly string[];
  readonly rule: Line;
  readonly below: readonly Line[];
}

function backward(steps: readonly DerivationStep[], level: DerivationLevel, room: number): readonly Line[] {
  const most = Math.min(WIDTH, room);
  const lines = steps.map((step, i) => printed(step, steps[i - 1], level, 0, most));
  const all = lines.flat();
  const column = Math.min(
    WIDEST,
    room - RULE,
    Math.max(0, ...all.filter(({ formula }) => formula.length === 1).map(({ formula: [only = ''] }) => width(only))),
  );
  const closing = steps.length - steps.toReversed().findIndex(({ rule }) => rule !== 'put in');
  const shown = ({ formula, rule, below }: Printed): readonly Line[] => {
    const last = formula.at(-1) ?? '';
    return [...formula.slice(0, -1).map(plain), ...ruled(plain(last), column, rule, room, '      '), ...below];
  };
  return lines.flatMap((own, i) => [
    ...(i === closing && steps.length - closing > 1 ? [[], styled('heading', 'without adjoints')] : []),
    ...own.flatMap(shown),
  ]);
}

/** A line, below it its shapes, its value and why; above it the lines inside. */
function printed(
  step: DerivationStep,
  above: DerivationStep | undefined,
  level: DerivationLevel,
  depth: number,
  most: number,
): readonly Printed[] {
  const { adjoint } = step;
  if (!adjoint) return [];
  const margin = '    '.repeat(depth);
  const goesOn = above?.before.text === step.before.text;
  const name = step.before.unicode.includes(' through ')
    ? `δ${adjoint.of}${step.before.unicode.slice(step.before.unicode.indexOf(' through '))}`
    : `δ${adjoint.of}`;
  const start = `  ${margin}${goesOn ? ' '.repeat(width(name)) : name} = `;
  const aligned = adjoint.aligned && width(start + adjoint.aligned.formula) <= most ? adjoint.aligned : undefined;
  const formula = aligned
    ? [`${start}${aligned.formula}`]
    : hung(start, wrapFormula(step.after.unicode, most - width(start)));
  const under = ' '.repeat(width(start));
  const below: Line[] = [];
  if (aligned && aligned.shapes !== '') below.push(styled('muted', `${under}${aligned.shapes}`));
  const isRepeated = goesOn && above?.adjoint?.value?.text === adjoint.value?.text;
  if (adjoint.value && !isRepeated && depth === 0 && adjoint.value.text !== step.after.unicode)
    below.push(plain(`${' '.repeat(Math.max(0, width(start) - 2))}${signed(adjoint.value.text)}`));
  if (adjoint.note !== undefined && !goesOn && depth === 0) below.push(plain(`${under}${adjoint.note}`));
  if (level === 'every' && step.explanation !== '')
    below.push(
      ...wrapWords(step.explanation, most - width(under) - 2).map((text) => styled('muted', `${under}| ${text}`)),
    );
  const rule: Line = [mark(step), { text: ` ${step.rule}`, style: 'rule' }];
  if (isNumbers(step))
    return [
      {
        formula,
        rule,
        below: inNumbers(
          step.steps.map(({ after }) => after),
          start,
          most,
        ).map(plain),
      },
    ];
  const inside =
    level === 'every'
      ? step.steps.flatMap((inner, i) => printed(inner, step.steps[i - 1], level, depth + 1, most))
      : [];
  return [...inside, { formula, rule, below }];
}

/** Of one entry: the lines inside put in its numbers. */
const isNumbers = ({ steps }: DerivationStep): boolean => steps[0]?.rule === 'put in the numbers';

const mark = ({ check }: DerivationStep): Span =>
  check.verdict === 'refuted'
    ? { text: '✗', style: 'bad' }
    : check.points === 0 && check.verdict !== 'proved'
      ? { text: '·' }
      : { text: '✓', style: 'good' };

/** The first line after a sign, the others under it. */
const hung = (sign: string, lines: readonly string[]): string[] =>
  lines.map((text, i) => (i === 0 ? `${sign}${text}` : `${' '.repeat(width(sign) + 2)}${text}`));

const everyStep = (steps: readonly DerivationStep[]): readonly DerivationStep[] =>
  steps.flatMap((step) => [step, ...everyStep(step.steps)]);

/** How the lines were checked, in a sentence. */
export function checkSentence({ steps, network }: DerivationDocument): string {
  const checks = everyStep(steps).map(({ check }) => check);
  const wrong = checks.filter(({ verdict: one }) => one === 'refuted').length;
  if (wrong > 0) return `${wrong} of ${checks.length} lines differ from the backward pass: please report this.`;
  const points = Math.max(0, ...checks.map((check) => check.points));
  if (points === 0 || network?.unchecked)
    return 'The network is too large to be evaluated here: the lines were not checked by numbers.';
  const error = Math.max(...checks.map((check) => check.error));
  const compared = checks.flatMap(({ differences }) => differences ?? []);
  const against =
    compared.length === 0
      ? ''
      : `; each adjoint agrees with differences of the loss to ${exponent(Math.max(...compared.map((one) => one.error)))} (these are good to 1e-6)`;
  const some = checks.some((check) => check.points === 0) ? ' Lines marked · have no value at these points.' : '';
  return `Every line was evaluated again at ${points} ${points === 1 ? 'point' : 'points'}, with a largest difference of ${exponent(error)}${against}.${some}`;
}

const exponent = (error: number): string => (error === 0 ? '0' : error.toExponential(0));

const verdict = (document: DerivationDocument, most: number): readonly Line[] => {
  const isWrong = everyStep(document.steps).some(({ check }) => check.verdict === 'refuted');
  const style = isWrong ? 'bad' : 'good';
  return wrapWords(`${isWrong ? '✗' : '✓'} ${checkSentence(document)}`, most).map((text, i) =>
    i === 0 ? [{ text: text.slice(0, 1), style }, { text: text.slice(1) }] : plain(text),
  );
};
