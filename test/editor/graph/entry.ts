/** The graph alone in a page, with the script of the test as its host: it hears everything, and answers with what is set. */
import '../../../client/src/derivation/page/panel.css';
import { graphView } from '../../../client/src/derivation/page/graph/view';
import type { Host } from '../../../client/src/derivation/page/picture';

declare global {
  interface Window {
    answer: unknown;
    heard: unknown[];
    show: (subject: unknown) => void;
  }
}

window.heard = [];
const heard = (what: string) => (detail: unknown) => {
  window.heard.push([what, detail]);
};
const host: Host = {
  ask: (_, params) => {
    heard('ask')(params);
    const { answer } = window;
    return (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)) as ReturnType<
      Host['ask']
    > as never;
  },
  setNumbers: heard('setNumbers'),
  save: heard('save'),
  point: heard('point'),
  goTo: heard('goTo'),
};
const picture = graphView(host);
document.getElementById('derivation')?.append(picture.element);
window.show = (subject) => picture.show(subject as Parameters<typeof picture.show>[0]);
