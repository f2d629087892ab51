/**
 * The derivation panel, page half: hears what to show and draws it. In: messages of the extension half. Out: the document, and
 * messages for what the reader presses. Between two drawings the scroll position, the focus and the opened rows stay.
 */
import './panel.css';
import { ANSWER, type AnswerResult, REVEAL } from '../../../../server/src/protocol';
import { type FromPage, type Kept, readKept, type SavedFile, type Shown, type ToPage } from '../messages';
import type { Actions, Reading } from './actions';
import { questions } from './ask';
import { element } from './dom';
import { withFocus } from './focus';
import { graphView } from './graph/view';
import type { Host, Picture } from './picture';
import { plotView } from './plot/view';
import { judge } from './prediction';
import { markup } from './save-derivation';
import { aboutOf, isSameTarget, subjectOf } from './shown';
import { shrinking } from './shrink';
import { begin, finish } from './typeset';
import { type View, view } from './view';

interface VsCode {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: Kept): void;
}
declare function acquireVsCodeApi(): VsCode;

function main(root: HTMLElement): void {
  const vscode = acquireVsCodeApi();
  const post = (message: FromPage): void => vscode.postMessage(message);
  const { ask, hearAnswer } = questions(post);
  const kept = readKept(vscode.getState());
  let shown: Shown | undefined;
  let drawn: View | undefined;
  let reading: Reading = {
    tab: kept.tab,
    level: kept.level,
    turned: new Set(),
    revealed: 0,
    copyFormat: 'latex',
  };

  const notice = element('p', { class: 'notice', role: 'status', hidden: true });
  const [top, body, foot] = [element('div'), element('div', { class: 'body' }), element('div')];
  const save = (file: SavedFile): void =>
    post({ kind: 'save', file: { ...file, name: file.name.replace(UNUSUAL, ' ') } });
  const host: Host = {
    ask,
    setNumbers: (at) =>
      post({ kind: 'choose', target: { at: { ...shown?.suggestedPoint, ...shown?.target.at, ...at } } }),
    save,
    point: (source) => post({ kind: 'point', source }),
    goTo: (source) => post({ kind: 'goTo', source }),
  };
  const pictures: Readonly<Record<'graph' | 'plot', Picture>> = { graph: graphView(host), plot: plotView(host) };
  const sheet = element('div', { class: 'sheet' }, top, body, pictures.graph.element, pictures.plot.element, foot);
  const widths = shrinking(sheet);
  root.append(sheet, notice);

  /** `isOther`: what has been typed was about another function. */
  const draw = (isOther = false): void => {
    if (!shown) return;
    const current = shown;
    const { scrollTop } = document.documentElement;
    begin();
    withFocus(sheet, isOther, () => {
      drawn = view(current, reading, actions);
      top.replaceChildren(...drawn.top);
      body.replaceChildren(...drawn.body);
      foot.replaceChildren(drawn.foot);
    });
    const tab = current.hidden ? 'steps' : reading.tab;
    body.hidden = tab !== 'steps';
    for (const [name, picture] of Object.entries(pictures)) picture.element.hidden = name !== tab;
    widths.measure();
    document.documentElement.scrollTop = scrollTop;
    // After the first frame.
    requestAnimationFrame(() => setTimeout(() => finish()));
  };
  /** The picture that is looked at; others are drawn when they are. */
  const drawPicture = (): void => {
    if (shown && drawn && !shown.hidden && reading.tab !== 'steps')
      pictures[reading.tab].show(subjectOf(shown, drawn.outline.names));
  };
  const keep = (): void =>
    vscode.setState({
      ...(shown && { target: shown.target }),
      writing: shown?.writing ?? kept.writing,
      level: reading.level,
      tab: reading.tab,
    });
  const read = (change: Partial<Reading>): void => {
    reading = { ...reading, ...change };
    draw();
  };

  const actions: Actions = {
    choose: (target) => post({ kind: 'choose', target }),
    write: (writing) => post({ kind: 'choose', writing }),
    tab(tab) {
      read({ tab });
      keep();
      drawPicture();
    },
    level(level) {
      read({ level, turned: new Set(), revealed: 0 });
      keep();
    },
    turn: (key) => read({ turned: toggled(reading.turned, key) }),
    next() {
      read({ revealed: reading.revealed + 1 });
      sheet.querySelector('.next')?.scrollIntoView({ block: 'nearest' });
    },
    goTo: (source) => post({ kind: 'goTo', ...(source && { source }) }),
    point: (source) => post({ kind: 'point', source }),
    copyFormat: (copyFormat) => read({ copyFormat }),
    copy: () => post({ kind: 'copy', format: reading.copyFormat }),
    copyText: (text) => post({ kind: 'copyText', text }),
    saveHtml() {
      if (!shown) return;
      const { function: name, wrt } = shown.derivation;
      finish(true);
      save({ name: `${name} by ${wrt}.html`, type: 'html', data: markup([top, body]) });
    },
    async answer(text) {
      if (!shown) return;
      const asked = shown;
      const result = await ask(ANSWER, { ...aboutOf(asked), answer: text }).catch(
        (error): AnswerResult => ({ kind: 'nothing', reason: String(error) }),
      );
      // Of another function it is no judgement.
      if (!isSameTarget(asked, shown)) return;
      read({ judged: judge(text, result) });
      if (result.kind === 'answer' && result.revealed) actions.choose({});
    },
    async reveal() {
      if (!shown) return;
      await ask(REVEAL, aboutOf(shown)).catch(() => null);
      actions.choose({});
    },
  };

  let saying: ReturnType<typeof setTimeout> | undefined;
  const say = (words: string): void => sheet.querySelector('.done')?.replaceChildren(words);

  const hear = (message: ToPage): void => {
    switch (message.kind) {
      case 'show': {
        const other = !shown || !isSameTarget(shown, message.shown);
        shown = message.shown;
        notice.hidden = true;
        if (other) {
          const { judged: _, ...others } = reading;
          reading = { ...others, turned: new Set(), revealed: 0 };
        }
        keep();
        draw(other);
        if (other) document.documentElement.scrollTop = 0;
        drawPicture();
        break;
      }
      case 'stale':
        notice.textContent = shown ? `${sentence(message.reason)} The last derivation stays below.` : message.reason;
        notice.hidden = false;
        break;
      case 'done':
        clearTimeout(saying);
        say(message.words);
        saying = setTimeout(() => say(''), 2000);
        break;
      default:
        hearAnswer(message);
    }
    sheet.classList.toggle('stale', !notice.hidden);
  };

  window.addEventListener('keydown', (event) => {
    const { activeElement } = document;
    const isAsked = event.key === 'ArrowRight' || (event.key === ' ' && activeElement === document.body);
    const isOurs = !event.altKey && !event.ctrlKey && !event.metaKey && !hasKeys(activeElement);
    if (reading.level !== 'next' || !isAsked || !isOurs || body.hidden || !sheet.querySelector('.next')) return;
    event.preventDefault();
    actions.next();
  });
  window.addEventListener('resize', widths.measure);
  document.fonts.addEventListener('loadingdone', widths.measure);
  // Only the extension half has this window's messages: the webview has no other origin.
  window.addEventListener('message', (event: MessageEvent<ToPage>) => hear(event.data));
  post({ kind: 'ready' });
}

/** Arrow keys are its own: in a field they move, in a wide formula they scroll. */
const hasKeys = (focused: Element | null): boolean => focused?.matches('input, select, .formula') ?? false;

/** What not every file system takes. */
const UNUSUAL = /[^\p{L}\p{N}∇ .-]/gu;

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const root = document.getElementById('derivation');
if (root) main(root);
