/** The steps, one a line: rule, formula, evidence. In: rows and how much of them is open. Out: elements. */
import type { Formula, NetworkNote } from '../../../../server/src/protocol';
import type { CopyFormat } from '../messages';
import type { Actions, Reading } from './actions';
import { element, svg } from './dom';
import { equation, letter, NO_FORMULA, rounded, signed, withSign } from './formulas';
import { isOpenAt, type Outline, type Row, verdict } from './rows';
import { colourOf, type Part, typeset } from './typeset';

export const steps = (outline: Outline, reading: Reading, actions: Actions): HTMLElement =>
  element(
    'ol',
    { class: 'steps', 'aria-label': 'Steps' },
    ...outline.rows
      .slice(0, reading.level === 'next' ? reading.revealed : undefined)
      .map((row) => step(row, outline, reading, actions)),
  );

function step(row: Row, outline: Outline, reading: Reading, actions: Actions): HTMLLIElement {
  const { names, rows } = outline;
  const parts = outline.parts.map(({ name, ...part }) => ({ ...part, colour: colourOf(name, names) ?? '' }));
  const open = isOpenAt(reading.level, row, rows) !== reading.turned.has(row.key);
  const inside = row.rows.length > 0 && open;
  const line = element(
    'div',
    { class: 'step', 'data-depth': String(Math.min(row.key.split('.').length - 1, 3)), ...pointing(row, actions) },
    rule(row, row.rows.length > 0 ? { open, turn: () => actions.turn(row.key) } : undefined),
    element(
      'div',
      { class: 'line', ...leading(row, actions) },
      element(
        'div',
        { class: 'equation' },
        row.part && part(row.part, names, parts),
        typeset(row.formula, names, parts),
      ),
      ...(row.value === undefined ? [] : [element('div', { class: 'where value' }, withSign(row.value))]),
      ...(row.note === undefined ? [] : [element('div', { class: 'where' }, row.note)]),
      where(row, names),
    ),
    checked(row, row.formula, reading.copyFormat, actions),
  );
  // What is out of sight is not laid out: this is how high it will be.
  line.style.containIntrinsicHeight = `auto ${heightOf(row)}px`;
  return element(
    'li',
    {},
    line,
    // Rows that are closed are not typeset: a long derivation opens at once.
    inside ? element('ol', {}, ...row.rows.map((each) => step(each, outline, reading, actions))) : undefined,
  );
}

/** About so many letters of LaTeX stand on a line, which is so high. */
const heightOf = ({ formula }: Row): number => 20 + 46 * Math.ceil(formula.latex.length / 140);

/** What the row speaks of is highlighted on the page while the reader points at it or is inside. */
const pointing = ({ source }: Row, actions: Actions) =>
  source.length > 0 && {
    mouseenter: () => actions.point(source),
    mouseleave: () => actions.point([]),
    focusin: () => actions.point(source),
    focusout: () => actions.point([]),
  };

/** A click goes there; what is being selected is not clicked at. By keyboard the row's own button does. */
const leading = ({ source: [first] }: Row, actions: Actions) =>
  first && { 'data-leads': true, click: () => getSelection()?.isCollapsed && actions.goTo(first) };

export function rule(row: Row, disclosure?: { open: boolean; turn(): void }): HTMLElement {
  const name = disclosure
    ? element(
        'button',
        { 'data-key': `row ${row.key}`, 'aria-expanded': String(disclosure.open), click: disclosure.turn },
        row.rule,
      )
    : element('b', {}, row.rule);
  return element(
    'div',
    { class: 'rule' },
    name,
    row.explanation === '' ? undefined : element('span', { class: 'explanation' }, row.explanation),
  );
}

/** What the row speaks of, and an equals sign that leads to what it becomes. */
function part(formula: Formula, names: readonly string[], parts: readonly Part[]): HTMLElement {
  const made = typeset(equation(formula, NO_FORMULA), names, parts);
  made.classList.add('part');
  return made;
}

export function where(row: Row, names: readonly string[]): HTMLElement | undefined {
  if (row.where.length === 0) return undefined;
  const introduced = row.where.map(({ name, formula }) =>
    element('span', { class: colourOf(name, names) }, typeset(equation(letter(name), formula))),
  );
  return element('div', { class: 'where' }, element('span', {}, 'where'), ...introduced);
}

/** The evidence, and the row's own buttons. */
export function checked(row: Row, formula: Formula, format: CopyFormat, actions: Actions): HTMLElement {
  const { sign, words, detail } = verdict(row.check);
  const [first] = row.source;
  return element(
    'div',
    { class: `check ${row.check.verdict}`, title: detail },
    element('span', { 'aria-hidden': 'true' }, `${sign} `),
    words,
    element(
      'span',
      { class: 'own' },
      first &&
        button(ARROW, `Go to the source of this line (${row.rule})`, `goto ${row.key}`, () => actions.goTo(first)),
      button(SHEETS, `Copy this line as ${TITLES[format]} (${row.rule})`, `copy ${row.key}`, () =>
        actions.copyText(COPIED[format](formula)),
      ),
    ),
  );
}

/** Icons as paths: not every font has their signs. */
const ARROW = 'M5 3h8v8M13 3 3 13';
const SHEETS = 'M6 2h8v9H6zM10 11v3H2V5h4';
const button = (path: string, label: string, key: string, click: () => void): HTMLElement =>
  element(
    'button',
    { class: 'line-button', 'data-key': key, title: label, 'aria-label': label, click },
    svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { d: path })),
  );

export const TITLES: Readonly<Record<CopyFormat, string>> = { latex: 'LaTeX', markdown: 'Markdown', text: 'text' };
const COPIED: Readonly<Record<CopyFormat, (formula: Formula) => string>> = {
  latex: ({ latex }) => latex,
  markdown: ({ latex }) => `$${latex}$`,
  text: ({ unicode }) => unicode,
};

/** What is computed on the way to the loss, with shapes and values; of one entry the sums of its neuron. */
export function forward({ forward: nodes, neuron }: NetworkNote): HTMLElement {
  const lines = neuron
    ? neuron.map(({ name, formula, numbers }) => [
        typeset(equation(name, formula)),
        ...numbers.map((one, i) => typeset(i === numbers.length - 1 ? rounded(one) : signed(one))),
      ])
    : nodes.map(({ name, formula, shape, value }) => [
        typeset(formula ? equation(name, formula) : name),
        element('span', { class: 'shape' }, shape.length === 0 ? '' : shape.join('×')),
        element('span', { class: 'value' }, value === undefined ? '' : withSign(value)),
      ]);
  return element(
    'section',
    { class: 'forward', 'aria-label': 'Forward pass' },
    ...lines.map((parts) => element('div', { class: 'where' }, ...parts)),
    element('p', { class: 'notes' }, 'Backward, where δ with a name below stands for ∂loss by that name:'),
  );
}

/** Guess first, then look. */
export const nextStep = (hidden: number, actions: Actions): HTMLElement =>
  element(
    'div',
    { class: 'next' },
    element(
      'button',
      { class: 'main', 'data-key': 'next', click: actions.next },
      hidden === 1 ? 'Show the answer' : 'Next step',
    ),
    element(
      'span',
      { class: 'explanation', role: 'status' },
      hidden === 1 ? 'What does it come to?' : `${hidden} lines to go. What comes next? (→ or space)`,
    ),
  );
