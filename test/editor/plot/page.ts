/** The plot alone in a page: mounts it, and lets the test say what it shows. */
import '../../../client/src/derivation/page/panel.css';
import type { Subject } from '../../../client/src/derivation/page/picture';
import { plotView } from '../../../client/src/derivation/page/plot/view';
// @ts-expect-error: JavaScript without types, for tests alone.
import { ask, server } from './functions.mjs';

const told: unknown[] = [];
const files: unknown[] = [];
let subject: Subject | undefined;
const plot = plotView({
  ask: ask as never,
  setNumbers(at) {
    told.push(at);
    // As the panel does: everybody hears of it, a little later.
    setTimeout(() => subject && show({ ...subject, at: { ...subject.at, ...at } }), 30);
  },
  save: (file) => files.push(file),
  point: () => undefined,
  goTo: () => undefined,
});
function show(next: Subject): void {
  subject = next;
  plot.show(next);
}
document.getElementById('derivation')?.append(plot.element);
Object.assign(window, { show, told, files, server, subjectNow: () => subject });
