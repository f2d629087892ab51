/**
 * The panel's document. In: what is shown, how much of it is open, and what to call when a button is pressed.
 * Out: one tree of elements. It is built anew on each change; `main.ts` keeps the reader's place.
 */
import type { DerivationPoint, Formula, Nested, NetworkNote } from '../../../../server/src/protocol';
import type { CopyFormat, Level, Shown } from '../messages';
import { element } from './dom';
import { colourOf, typeset } from './formula';
import { isOpenAt, type Outline, outline, type Row, verdict } from './rows';

export interface Reading {
  readonly level: Level;
  /** Keys of the rows that the reader has turned over, against their level. */
  readonly turned: ReadonlySet<string>;
  /** Step by step: how many lines the reader has asked for. */
  readonly revealed: number;
}

export interface Actions {
  variable(name: string): void;
  level(level: Level): void;
  /** Opens or closes a row. */
  turn(key: string): void;
  /** The next line, step by step. */
  next(): void;
  source(): void;
  copy(format: CopyFormat): void;
  copyLine(latex: string): void;
}

export function view(shown: Shown, reading: Reading, actions: Actions): readonly HTMLElement[] {
  const lines = outline(shown.derivation);
  const hidden = reading.level === 'next' ? Math.max(0, lines.rows.length + 1 - reading.revealed) : 0;
  return [
    head(shown, actions),
    problem(shown, reading.level, actions),
    ...(shown.derivation.network && reading.level !== 'answer' ? [forward(shown.derivation.network)] : []),
    ...(reading.level === 'answer' || lines.rows.length === 0 ? [] : [steps(lines, reading, actions)]),
    ...(hidden > 0 ? [nextStep(hidden, actions)] : [answer(shown, lines, actions)]),
    foot(actions),
  ];
}

/** Guess first, then look. */
const nextStep = (hidden: number, actions: Actions): HTMLElement =>
  element(
    'div',
    { class: 'next' },
    element('button', { 'data-key': 'next', click: actions.next }, hidden === 1 ? 'Show the answer' : 'Next step'),
    element(
      'span',
      { class: 'explanation', role: 'status' },
      hidden === 1 ? 'What does it come to?' : `${hidden} lines to go. What comes next? (→ or space)`,
    ),
  );

const GRADIENT = '∇';

function head({ derivation, file, target, variables }: Shown, actions: Actions): HTMLElement {
  const d = variables.some((name) => name !== GRADIENT && name !== variables[0]) ? '∂' : 'd';
  const chips = variables.map((name) => {
    const spelled = name === GRADIENT ? GRADIENT : `${d}/${d}${name}`;
    const isWhole = derivation.network && name === variables[0];
    const words = name === GRADIENT ? 'the gradient' : `with respect to ${name}`;
    return element(
      'button',
      {
        class: 'chip',
        'data-key': `variable ${name}`,
        'aria-pressed': String(name === target.variable),
        // What is seen is a part of what is said, for those who speak to their machine.
        'aria-label': isWhole ? 'backward pass' : `${spelled}, ${words}`,
        click: () => actions.variable(name),
      },
      isWhole ? 'backward pass' : spelled,
    );
  });
  return element(
    'header',
    {},
    element('h1', { 'aria-label': derivation.head.unicode }, typeset(derivation.head)),
    element(
      'button',
      { class: 'source', 'data-key': 'source', title: 'Go to the definition', click: actions.source },
      `${file}, line ${derivation.line + 1}`,
    ),
    element('div', { class: 'chips', role: 'group', 'aria-label': 'Differentiate with respect to' }, ...chips),
  );
}

const LEVELS: readonly { readonly level: Level; readonly title: string }[] = [
  { level: 'answer', title: 'Answer' },
  { level: 'main', title: 'Main steps' },
  { level: 'every', title: 'Every step' },
  { level: 'next', title: 'Step by step' },
];

/** What is asked, under which assumptions, and how much of the way the reader wants to see. */
function problem({ derivation }: Shown, level: Level, actions: Actions): HTMLElement {
  const { quantity, constants, conditions, steps, network } = derivation;
  // A network's first line is about the loss, not about what is asked.
  const asked = network ? undefined : steps[0]?.before;
  const notes = [
    ...(constants.length > 0 ? [`${list(constants)} ${constants.length > 1 ? 'are' : 'is'} held constant`] : []),
    ...domain(conditions),
  ];
  const levels = LEVELS.map((each) =>
    element(
      'button',
      {
        'data-key': `level ${each.level}`,
        'aria-pressed': String(each.level === level),
        click: () => actions.level(each.level),
      },
      each.title,
    ),
  );
  return element(
    'section',
    { class: 'problem', 'aria-label': 'What is differentiated' },
    element('div', { class: 'asked' }, typeset(asked ? equation(quantity, asked) : quantity)),
    element('div', { class: 'levels', role: 'group', 'aria-label': 'How much to show' }, ...levels),
    notes.length > 0 ? element('p', { class: 'notes' }, ...notes.map((note) => element('span', {}, note))) : undefined,
  );
}

/** What is computed on the way to the loss, with shapes and values; of one entry the sums of its neuron. */
function forward({ forward: nodes, neuron }: NetworkNote): HTMLElement {
  const lines = neuron
    ? neuron.map(({ name, formula, numbers }) => [
        typeset(equation(name, formula)),
        ...numbers.map((one, i) => typeset(i === numbers.length - 1 ? about(one) : signed(one))),
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

const about = ({ text, unicode, latex }: Formula): Formula => ({
  text,
  unicode: `≈ ${unicode}`,
  latex: `\\approx ${latex}`,
});

const steps = ({ rows, names }: Outline, reading: Reading, actions: Actions): HTMLElement =>
  element(
    'ol',
    { class: 'steps', 'aria-label': 'Steps' },
    ...rows
      .slice(0, reading.level === 'next' ? reading.revealed : undefined)
      .map((row) => step(row, rows, names, reading, actions)),
  );

function step(
  row: Row,
  all: readonly Row[],
  names: readonly string[],
  reading: Reading,
  actions: Actions,
): HTMLLIElement {
  const open = isOpenAt(reading.level, row, all) !== reading.turned.has(row.key);
  const inside = row.rows.length > 0 && open;
  return element(
    'li',
    {},
    element(
      'div',
      { class: 'step', 'data-depth': String(Math.min(row.key.split('.').length - 1, 3)) },
      rule(row, row.rows.length > 0 ? { open, turn: () => actions.turn(row.key) } : undefined),
      element(
        'div',
        { class: 'line' },
        element('div', { class: 'equation' }, row.part && part(row.part, names), typeset(row.formula, names)),
        ...(row.value === undefined ? [] : [element('div', { class: 'where value' }, withSign(row.value))]),
        ...(row.note === undefined ? [] : [element('div', { class: 'where' }, row.note)]),
        where(row, names),
      ),
      checked(row, () => actions.copyLine(row.formula.latex)),
    ),
    // Rows that are closed are not typeset: a long derivation opens at once.
    inside ? element('ol', {}, ...row.rows.map((each) => step(each, all, names, reading, actions))) : undefined,
  );
}

function rule(row: Row, disclosure?: { open: boolean; turn(): void }): HTMLElement {
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
function part({ text, unicode, latex }: Formula, names: readonly string[]): HTMLElement {
  const made = typeset({ text: `${text} =`, unicode: `${unicode} =`, latex: `${latex} =` }, names);
  made.classList.add('part');
  return made;
}

function where(row: Row, names: readonly string[]): HTMLElement | undefined {
  if (row.where.length === 0) return undefined;
  const introduced = row.where.map(({ name, formula }) =>
    element('span', { class: colourOf(name, names) }, typeset(equation(letter(name), formula))),
  );
  return element('div', { class: 'where' }, element('span', {}, 'where'), ...introduced);
}

function checked(row: Row, copy?: () => void): HTMLElement {
  const { sign, words, detail } = verdict(row.check);
  const label = `Copy this line as LaTeX (${row.rule})`;
  return element(
    'div',
    { class: `check ${row.check.verdict}`, title: detail },
    element('span', { 'aria-hidden': 'true' }, `${sign} `),
    words,
    copy &&
      element(
        'button',
        { class: 'copy-line', 'data-key': `copy ${row.key}`, title: label, 'aria-label': label, click: copy },
        '⧉',
      ),
  );
}

function answer({ derivation }: Shown, { last, names }: Outline, actions: Actions): HTMLElement {
  const { quantity, result, conditions } = derivation;
  return element(
    'section',
    { class: 'answer step', 'aria-label': 'Answer' },
    last ? rule(last) : element('div', { class: 'rule' }, element('b', {}, 'Answer')),
    element(
      'div',
      { class: 'line' },
      ...(derivation.network && derivation.network.results.length > 1
        ? derivation.network.results.map((one) =>
            element('div', { class: 'equation' }, typeset(equation(one.quantity, one.result))),
          )
        : [typeset(equation(quantity, result))]),
      ...domain(conditions).map((text) => element('div', { class: 'where' }, text)),
      ...(derivation.point ? numbers(derivation.point, names) : []),
      last && where(last, names),
    ),
    last ? checked(last, () => actions.copyLine(result.latex)) : element('div', { class: 'check' }),
  );
}

/** A value that is rounded has its sign already. */
const withSign = (value: string): string => (value.startsWith('≈') ? value : `= ${value}`);

/** The point, the parts of a chain there, and what is to be said of the value. */
function numbers(
  { at, value, reason, note, forward, links }: DerivationPoint,
  names: readonly string[],
): HTMLElement[] {
  const place = Object.entries(at).map(([name, formula]) => typeset(equation(letter(name), formula), names));
  const parts = [...forward, ...links].map(({ name, formula, value: number }) =>
    element('div', { class: 'where' }, typeset(equation(name, formula), names), typeset(signed(number), names)),
  );
  const shown = (one: Nested): string => {
    if (one === null) return 'no value';
    return typeof one === 'number' ? String(Number(one.toPrecision(10))) : `[${one.map(shown).join(', ')}]`;
  };
  const words = [
    ...(reason === undefined ? [shown(value)] : [`no value: ${reason}`]),
    ...(note === undefined ? [] : [note]),
  ];
  return [
    element('div', { class: 'where' }, element('span', {}, 'at'), ...place),
    ...parts,
    ...words.map((text) => element('div', { class: 'where' }, text)),
  ];
}

const signed = ({ text, unicode, latex }: Formula): Formula =>
  unicode.startsWith('≈') ? { text, unicode, latex } : { text, unicode: `= ${unicode}`, latex: `= ${latex}` };

const COPIES: readonly { readonly format: CopyFormat; readonly title: string }[] = [
  { format: 'latex', title: 'Copy as LaTeX' },
  { format: 'markdown', title: 'Copy as Markdown' },
  { format: 'text', title: 'Copy as text' },
];

const foot = (actions: Actions): HTMLElement =>
  element(
    'footer',
    {},
    ...COPIES.map(({ format, title }) =>
      element('button', { class: 'copy', 'data-key': `copy ${format}`, click: () => actions.copy(format) }, title),
    ),
    element('span', { class: 'copied', role: 'status' }),
  );

const equation = (left: Formula, right: Formula): Formula => ({
  text: `${left.text} = ${right.text}`,
  unicode: `${left.unicode} = ${right.unicode}`,
  latex: `${left.latex} = ${right.latex}`,
});

/** A fresh name is a letter, perhaps with digits: `u`, `s1`, `s₁`. */
function letter(name: string): Formula {
  const [, stem = name, digits = ''] = /^(\p{L})([\d₀-₉]+)$/u.exec(name) ?? [];
  const plain = digits.replace(/[₀-₉]/g, (digit) => String(digit.charCodeAt(0) - 0x2080));
  const latex = digits ? `${stem}_{${plain}}` : stem.length > 1 ? `\\mathrm{${stem.replaceAll('_', '\\_')}}` : stem;
  return { text: name, unicode: name, latex };
}

/** Where the result holds, where its formula does not show it; none or one. */
const domain = (conditions: readonly string[]): string[] => (conditions.length > 0 ? [`for ${list(conditions)}`] : []);

const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
