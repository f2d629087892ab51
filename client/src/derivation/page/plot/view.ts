/**
 * Plots. In: what the panel is about, and whom to ask. Out: one element that shows a function over one of its parameters, with its
 * derivative, or over two, with its gradient; the reader's numbers go to the rest of the panel.
 */
import './plot.css';
import { PLOT, type PlotParams, type PlotResult } from '../../../../../server/src/protocol';
import { pictureTools } from '../controls';
import { element } from '../dom';
import { latest, settled, throttled } from '../latest';
import { type Host, isSame, type Picture, type Subject } from '../picture';
import { saved } from '../save-picture';
import { curveSide } from './curve-side';
import { mapSide } from './map-side';
import { choices, type Numbers } from './numbers';
import { axesChoice, parameterRow } from './parameters';
import type { Around } from './side';

/** How often the rest of the panel hears of a number that is being dragged, and how long a range rests before it is asked for. */
const TELL = 100;
const REST = 120;

interface Question {
  readonly params: PlotParams;
  readonly at: Numbers;
  readonly keeps: boolean;
}

export function plotView(host: Host): Picture {
  let subject: Subject | undefined;
  let axes: readonly string[] = [];
  let unsent: Numbers = {};
  const numbers = choices();

  const bar = element('div', { class: 'plot-axes', role: 'group', 'aria-label': 'What the axes are of' });
  const stage = element('div', { class: 'stage' });
  const nothing = element('p', { class: 'nothing', role: 'status', hidden: true });
  const rows = element('div', { class: 'parameters', role: 'group', 'aria-label': 'Numbers of the parameters' });
  let row: ReadonlyMap<string, ReturnType<typeof parameterRow>> = new Map();

  const tell = throttled(() => {
    const now = unsent;
    unsent = {};
    if (Object.keys(now).length > 0) host.setNumbers(now);
  }, TELL);
  const choose = (given: Numbers, isLast: boolean): void => {
    const now = numbers.now();
    const chosen = Object.fromEntries(Object.entries(given).filter(([name, text]) => now[name] !== text));
    numbers.choose(chosen);
    unsent = { ...unsent, ...chosen };
    tell.say(undefined);
    if (isLast) tell.flush();
    for (const name of Object.keys(chosen)) row.get(name)?.show(chosen[name] ?? '', axes.includes(name));
  };

  const around: Around = {
    ask: host.ask,
    about: () => ({ ...(subject?.about ?? NOWHERE), at: numbers.now() }),
    choose,
    looked: settled(() => ask('chosen', false), REST),
  };
  const sides = { curve: curveSide(around), contours: mapSide(around) };
  const side = () => (axes.length === 2 ? sides.contours : sides.curve);

  const plot = latest(
    ({ params }: Question) => host.ask(PLOT, params),
    hear,
    () => say('The plot could not be computed.'),
  );
  function ask(which: 'shown' | 'chosen', keeps: boolean): void {
    if (!subject || axes.length === 0) return;
    const ranges = side().ranges(which);
    const about = around.about();
    plot({ params: { ...about, axes, ...(ranges && { ranges }) }, at: about.at, keeps });
  }
  function hear(answer: PlotResult, { at, keeps }: Question): void {
    if (answer.kind === 'nothing') {
      say(answer.reason);
      return;
    }
    nothing.hidden = true;
    tools.hasPicture(true);
    // In the page first: what is not there has no width.
    const { element: shown } = sides[answer.kind];
    if (stage.firstChild !== shown) stage.replaceChildren(shown);
    if (answer.kind === 'curve') sides.curve.show(answer, at, keeps);
    else sides.contours.show(answer, at, keeps);
  }
  function say(sentence: string): void {
    stage.replaceChildren();
    tools.hasPicture(false);
    tellOf(sentence);
  }
  function tellOf(sentence: string): void {
    nothing.textContent = sentence;
    nothing.hidden = false;
  }

  const save = (type: 'svg' | 'png'): void => {
    const name = `${subject?.about.function ?? 'plot'} over ${axes.join(' and ')}.${type}`;
    saved(type, side().captioned()).then(
      (data) => host.save({ name, type, data }),
      () => tellOf('The picture could not be made.'),
    );
  };
  const tools = pictureTools(['Reset', 'Reset the range'], {
    zoom: (factor) => side().zoom(1 / factor),
    reset: () => side().reset(),
    save,
  });

  const over = (next: readonly string[]): void => {
    axes = next;
    forget();
    controls();
    ask('chosen', false);
  };
  const forget = (): void => {
    plot.forget();
    for (const each of Object.values(sides)) each.forget();
  };
  /** A parameter's own row: an axis is typed, the others are slid as well. */
  const turned =
    (name: string) =>
    (text: string, isLast: boolean): void => {
      choose({ [name]: text }, isLast);
      ask(axes.includes(name) ? 'chosen' : 'shown', !isLast);
    };
  function controls(): void {
    const focus = document.activeElement?.getAttribute('data-key');
    const { parameters } = subject ?? { parameters: [] };
    bar.replaceChildren(...axesChoice(parameters, axes, over));
    bar.hidden = parameters.length < 2;
    if ([...row.keys()].join() !== parameters.join()) {
      row = new Map(parameters.map((name) => [name, parameterRow(name, turned(name))]));
      rows.replaceChildren(...[...row.values()].map((each) => each.element));
    }
    const now = numbers.now();
    for (const [name, each] of row) each.show(now[name] ?? '', axes.includes(name));
    if (focus) bar.querySelector<HTMLElement>(`[data-key="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
  }

  return {
    element: element('section', { class: 'plot-page', 'aria-label': 'Plot' }, tools.element, bar, nothing, stage, rows),
    show(next) {
      const before = subject;
      subject = next;
      const isOther = !before || !isSame(before, next);
      if (isOther) {
        numbers.forget();
        unsent = {};
      }
      const isEcho = numbers.hear(next.at) && !isOther && before.about.variable === next.about.variable;
      const isGone = axes.some((name) => !next.parameters.includes(name));
      const asked = isOther || isGone ? firstAxes(next) : askedAxis(before, next, axes);
      if (asked) {
        axes = asked;
        forget();
      } else if (isEcho) {
        return;
      }
      controls();
      plot.forget();
      if (axes.length === 0) say('There is no parameter to plot over.');
      else ask('chosen', false);
    },
  };
}

const NOWHERE = { textDocument: { uri: '' }, function: '' };

/** The reader has chosen another variable elsewhere, while a curve is shown. */
const askedAxis = (before: Subject, { about: { variable }, parameters }: Subject, axes: readonly string[]) =>
  axes.length === 1 && variable !== undefined && variable !== before.about.variable && parameters.includes(variable)
    ? [variable]
    : undefined;

function firstAxes({ about, parameters }: Subject): readonly string[] {
  if (parameters.length === 2) return parameters;
  const asked = about.variable !== undefined && parameters.includes(about.variable) ? about.variable : parameters[0];
  return asked === undefined ? [] : [asked];
}
