/**
 * The derivation panel, page half: hears what to show and draws it. In: messages of the extension half. Out: the document, and
 * messages for what the reader presses. Between two drawings the scroll position, the focus and the opened rows stay.
 */
import './panel.css';
import { type FromPage, type Kept, type Level, readKept, type Shown, type ToPage } from '../messages';
import { element } from './dom';
import { shrink } from './shrink';
import { type Actions, view } from './view';

interface VsCode {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: Kept): void;
}
declare function acquireVsCodeApi(): VsCode;

function main(root: HTMLElement): void {
  const vscode = acquireVsCodeApi();
  let level: Level = readKept(vscode.getState()).level;
  let shown: Shown | undefined;
  const turned = new Set<string>();
  let revealed = 0;
  const notice = element('p', { class: 'notice', role: 'status', hidden: true });
  const sheet = element('div', { class: 'sheet' });
  root.append(sheet, notice);

  const draw = (): void => {
    if (!shown) return;
    const focus = document.activeElement?.getAttribute('data-key');
    const { scrollTop } = document.documentElement;
    sheet.replaceChildren(...view(shown, { level, turned, revealed }, actions));
    shrink(sheet);
    document.documentElement.scrollTop = scrollTop;
    if (focus) sheet.querySelector<HTMLElement>(`[data-key="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
  };
  const keep = (): void => vscode.setState(shown ? { target: shown.target, level } : { level });
  const actions: Actions = {
    variable: (variable) => vscode.postMessage({ kind: 'variable', variable }),
    level(next) {
      level = next;
      turned.clear();
      revealed = 0;
      keep();
      draw();
    },
    turn(key) {
      if (!turned.delete(key)) turned.add(key);
      draw();
    },
    next() {
      revealed++;
      draw();
      sheet.querySelector('.next')?.scrollIntoView({ block: 'nearest' });
    },
    source: () => vscode.postMessage({ kind: 'source' }),
    copy: (format) => vscode.postMessage({ kind: 'copy', format }),
    copyLine: (latex) => vscode.postMessage({ kind: 'copyLine', latex }),
  };

  const hear = (message: ToPage): void => {
    switch (message.kind) {
      case 'show': {
        const other = !shown || !sameTarget(shown, message.shown);
        shown = message.shown;
        notice.hidden = true;
        if (other) turned.clear();
        if (other) revealed = 0;
        keep();
        draw();
        if (other) document.documentElement.scrollTop = 0;
        break;
      }
      case 'stale':
        notice.textContent = shown ? `${sentence(message.reason)} The last derivation stays below.` : message.reason;
        notice.hidden = false;
        break;
      case 'copied': {
        const copied = sheet.querySelector('.copied');
        if (!copied) break;
        copied.textContent = 'Copied';
        setTimeout(() => copied.replaceChildren(), 2000);
        break;
      }
    }
    sheet.classList.toggle('stale', !notice.hidden);
  };

  window.addEventListener('keydown', (event) => {
    const isAsked = event.key === 'ArrowRight' || (event.key === ' ' && document.activeElement === document.body);
    if (level !== 'next' || !isAsked || !sheet.querySelector('.next')) return;
    event.preventDefault();
    actions.next();
  });
  window.addEventListener('resize', () => shrink(sheet));
  document.fonts.addEventListener('loadingdone', () => shrink(sheet));
  // Only the extension half has this window's messages: the webview has no other origin.
  window.addEventListener('message', (event: MessageEvent<ToPage>) => hear(event.data));
  vscode.postMessage({ kind: 'ready' });
}

const sameTarget = (a: Shown, b: Shown): boolean =>
  a.target.uri === b.target.uri && a.target.function === b.target.function && a.target.variable === b.target.variable;

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const root = document.getElementById('derivation');
if (root) main(root);
