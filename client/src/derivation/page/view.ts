/**
 * The panel's document. In: what is shown, how much of it is open, and what to call when a button is pressed.
 * Out: its head, and its steps or the question. It is built anew on each change; `main.ts` keeps the reader's place.
 */
import { COPY_FORMATS, type Level, type Shown, type Tab } from '../messages';
import type { Actions, Reading } from './actions';
import { answer } from './answer';
import { button, select, toggle } from './controls';
import { element } from './dom';
import { judgement, prediction } from './prediction';
import { problem } from './problem';
import { type Outline, outline } from './rows';
import { forward, nextStep, steps, TITLES } from './steps';
import { typeset } from './typeset';

export interface View {
  readonly top: readonly HTMLElement[];
  /** Steps, or the question in prediction mode. */
  readonly body: readonly HTMLElement[];
  readonly foot: HTMLElement;
  readonly outline: Outline;
}

export function view(shown: Shown, reading: Reading, actions: Actions): View {
  const lines = outline(shown.derivation);
  return {
    top: [
      head(shown, actions),
      bar(shown, reading, actions),
      problem(shown, lines, reading, actions),
      ...(!shown.hidden && reading.judged?.verdict === 'right' ? [judgement(reading.judged)] : []),
    ],
    body: shown.hidden ? [prediction(shown, reading.judged, actions)] : derivation(shown, lines, reading, actions),
    foot: foot(shown, reading, actions),
    outline: lines,
  };
}

function derivation(shown: Shown, lines: Outline, reading: Reading, actions: Actions): HTMLElement[] {
  const { network } = shown.derivation;
  const hidden = reading.level === 'next' ? Math.max(0, lines.rows.length + 1 - reading.revealed) : 0;
  return [
    ...(network && reading.level !== 'answer' ? [forward(network)] : []),
    ...(reading.level === 'answer' || lines.rows.length === 0 ? [] : [steps(lines, reading, actions)]),
    ...(hidden > 0 ? [nextStep(hidden, actions)] : [answer(shown, lines, reading, actions)]),
  ];
}

const GRADIENT = '∇';

function head({ derivation, file, target, variables }: Shown, actions: Actions): HTMLElement {
  const d = variables.some((name) => name !== GRADIENT && name !== variables[0]) ? '∂' : 'd';
  const chips = variables.map((name) => {
    const spelled = name === GRADIENT ? GRADIENT : `${d}/${d}${name}`;
    const isWhole = derivation.network && name === variables[0];
    const words = name === GRADIENT ? 'the gradient' : `with respect to ${name}`;
    const choose = (): void => actions.choose({ variable: name });
    return toggle(`variable ${name}`, isWhole ? 'backward pass' : spelled, name === target.variable, choose, {
      class: 'chip',
      // What is seen is a part of what is said, for those who speak to their machine.
      ...(!isWhole && { 'aria-label': `${spelled}, ${words}` }),
    });
  });
  return element(
    'header',
    {},
    element('h1', { 'aria-label': derivation.head.unicode }, typeset(derivation.head)),
    element(
      'button',
      { class: 'source', 'data-key': 'source', title: 'Go to the definition', click: () => actions.goTo() },
      `${file}, line ${derivation.line + 1}`,
    ),
    element('div', { class: 'chips', role: 'group', 'aria-label': 'Differentiate with respect to' }, ...chips),
  );
}

const TAB_TITLES: readonly (readonly [Tab, string])[] = [
  ['steps', 'Steps'],
  ['graph', 'Graph'],
  ['plot', 'Plot'],
];
const LEVELS: readonly (readonly [Level, string])[] = [
  ['answer', 'Answer'],
  ['main', 'Main steps'],
  ['every', 'Every step'],
  ['next', 'Step by step'],
];

/** What to look at, and how much of the way the reader wants to see. */
function bar({ hidden }: Shown, { tab, level }: Reading, actions: Actions): HTMLElement {
  const tabs = TAB_TITLES.map(([each, title]) => toggle(`tab ${each}`, title, each === tab, () => actions.tab(each)));
  const levels = LEVELS.map(([each, title]) =>
    toggle(`level ${each}`, title, each === level, () => actions.level(each)),
  );
  return element(
    'nav',
    { class: 'views', 'aria-label': 'What to look at', hidden: hidden === true },
    element('div', { class: 'tabs', role: 'group', 'aria-label': 'View' }, ...tabs),
    element(
      'div',
      { class: 'tabs levels', role: 'group', 'aria-label': 'How much to show', hidden: tab !== 'steps' },
      ...levels,
    ),
  );
}

function foot({ hidden }: Shown, reading: Reading, actions: Actions): HTMLElement {
  const isSteps = reading.tab === 'steps' && !hidden;
  return element(
    'footer',
    {},
    ...(isSteps
      ? [
          select('Copy as', 'format', COPY_FORMATS, reading.copyFormat, actions.copyFormat, TITLES),
          button(`Copy all as ${TITLES[reading.copyFormat]}`, actions.copy),
          button('Save as HTML', actions.saveHtml, { title: 'One file, to print or to share' }),
        ]
      : []),
    element('span', { class: 'done', role: 'status' }),
  );
}
