/**
 * The computation graph in the panel. In: the host, and what the picture is of. Out: a figure with controls above it and the chain
 * in words and numbers below. A new layout comes with a new structure only; other numbers are put in where the old ones stood.
 */
import './graph.css';
import { type ComputationGraph, GRAPH, type GraphResult, type SourceRange } from '../../../../../server/src/protocol';
import { element, svg } from '../dom';
import { typeset } from '../formula';
import type { Host, Picture, Subject } from '../picture';
import { bar, legend } from './bar';
import { type Item, type Scene, scene } from './draw';
import { type Drawing, fold, foldable, structure } from './fold';
import { edgeSize, nodeSize } from './labels';
import { type Box, type Layout, layout, type Size } from './layout';
import { measurer } from './measure';
import { player as playerOf, travel } from './player';
import { pointing as pointingOf } from './pointing';
import { markup, png } from './save';
import { progress, type SweepStep, sweep } from './sweep';
import { table } from './table';
import { mainPath, through, throughEdge } from './trace';
import { chain, ofEdge, ofNode, type Sentence } from './words';
import { zoomOf } from './zoom';

interface State {
  readonly graph: ComputationGraph;
  readonly drawing: Drawing;
  readonly steps: readonly SweepStep[];
}
interface Drawn {
  readonly key: string;
  readonly layout: Layout;
  readonly scene: Scene;
}

/** A panel narrower than this has its graph from top to bottom. */
const NARROW = 560;
/** A graph with more nodes begins with its layers closed. */
const LARGE = 40;

export function graphView(host: Host): Picture {
  let subject: Subject | undefined;
  let state: State | undefined;
  let drawn: Drawn | undefined;
  let pointed: Item | undefined;
  let closed: ReadonlySet<string> = new Set();
  /** Boxes only grow while the graph is the same, so that numbers that change their length move nothing twice. */
  const grown = new Map<string, Size>();

  const moving = svg('g', { class: 'moving' });
  const spark = svg('circle', { class: 'spark hidden', r: 6 });
  const picture = svg('svg', { class: 'picture', role: 'group' }, moving);
  const figure = element('figure', {}, picture);
  const say = element('p', { class: 'say', role: 'status', 'aria-live': 'off' });
  const note = element('p', { class: 'notes' });
  const legends = element('div');
  const details = element(
    'details',
    { toggle: tabulate },
    element('summary', {}, 'As a table'),
    element('div', { class: 'rows', tabindex: '0', role: 'region', 'aria-label': 'The graph as a table' }),
  );
  const zoom = zoomOf(picture, moving);
  const measure = measurer();

  const player = playerOf((_, isNext) => {
    numbers();
    const step = state?.steps[player.taken() - 1];
    const route = step?.edge === undefined ? undefined : drawn?.scene.route(step.edge);
    if (isNext && route) travel(spark, route);
    else spark.classList.add('hidden');
  });
  const controls = bar(player, () => state?.steps.length ?? 0, {
    folds() {
      if (!state) return;
      refold(new Set(allClosed(state.graph) ? [] : foldable(state.graph).map(({ name }) => name)));
    },
    fit: () => drawn && zoom.fit(drawn.layout.bounds),
    zoom: zoom.by,
    save,
  });
  const pointing = pointingOf(
    picture,
    () => state && drawn && { drawing: state.drawing, direction: drawn.layout.direction, items: drawn.scene.items },
    {
      point(item) {
        pointed = item;
        light();
        tell();
        host.point(item ? sources(item) : []);
      },
      press(item) {
        const node = item.kind === 'node' ? state?.drawing.node.get(item.id) : undefined;
        if (item.kind === 'frame') refold(new Set([...closed, item.id]), item);
        else if (node?.kind === 'layer')
          refold(new Set([...closed].filter((name) => `layer ${name}` !== item.id)), item);
        else for (const source of sources(item).slice(-1)) host.goTo(source);
      },
      reveal: zoom.reveal,
      key(key) {
        const action = KEYS[key];
        action?.();
        return action !== undefined;
      },
    },
  );
  const KEYS: Readonly<Record<string, () => void>> = {
    '+': () => zoom.by(1.3),
    '=': () => zoom.by(1.3),
    '-': () => zoom.by(1 / 1.3),
    '−': () => zoom.by(1 / 1.3),
    '0': () => drawn && zoom.fit(drawn.layout.bounds),
    ' ': player.toggle,
  };
  const whole = element(
    'section',
    { class: 'graph', 'aria-label': 'Computation graph' },
    controls.element,
    figure,
    legends,
    say,
    note,
    details,
  );
  const empty = element('p', { class: 'notes', role: 'status', hidden: true });
  const root = element('div', {}, empty, whole);
  new ResizeObserver(() => redraw()).observe(figure);

  function refold(next: ReadonlySet<string>, from?: Item): void {
    if (!state) return;
    closed = next;
    accept(state.graph, from);
  }

  /** `from`: what has been opened or closed, which stays where it is. */
  function accept(graph: ComputationGraph, from?: Item): void {
    const isOther = state?.graph.function !== graph.function;
    if (isOther) closed = new Set(graph.nodes.length > LARGE ? foldable(graph).map(({ name }) => name) : []);
    if (isOther) grown.clear();
    const drawing = fold(graph, closed);
    const steps = sweep(drawing, graph);
    player.reset(
      steps.length,
      isOther || steps.length !== state?.steps.length || graph.variable !== state.graph.variable,
    );
    state = { graph, drawing, steps };
    redraw(isOther, from);
  }

  function redraw(isOther = false, from?: Item): void {
    const width = figure.clientWidth;
    if (!state || width === 0) return;
    const { graph, drawing } = state;
    const direction = width < NARROW ? 'TB' : 'LR';
    const nodes = new Map(drawing.nodes.map((node) => [node.id, larger(`node ${node.id}`, nodeSize(node, measure))]));
    const edges = new Map(drawing.edges.map((edge) => [edge.key, larger(`edge ${edge.key}`, edgeSize(edge, measure))]));
    const key = JSON.stringify([
      direction,
      structure(drawing),
      [...nodes.values()],
      [...edges.values()],
      subject?.names,
    ]);
    if (key !== drawn?.key) {
      const before = drawn;
      const hadFocus = picture.contains(document.activeElement);
      const made = layout(
        drawing,
        { node: ({ id }) => nodes.get(id) ?? NONE, edge: (edge) => edges.get(edge.key) },
        direction,
      );
      drawn = { key, layout: made, scene: scene(drawing, made, subject?.names ?? []) };
      pointed = undefined;
      moving.replaceChildren(drawn.scene.root, spark);
      figure.style.height = `${heightFor(made.bounds, width)}px`;
      const tab = from ? twin(from) : pointing.current();
      pointing.renew(tab, hadFocus);
      place(before, isOther, from);
    } else if (!zoom.isTouched()) zoom.fit(drawn.layout.bounds);
    picture.setAttribute(
      'aria-label',
      `Computation graph of ${graph.function}, ${drawing.nodes.length} nodes. Arrow keys move along its edges.`,
    );
    legends.replaceChildren(legend(`∂${graph.function}/∂node`, `path from ${graph.variable}`));
    note.textContent = graph.note ?? '';
    note.hidden = !graph.note;
    numbers();
    light();
    if (details.open) tabulate();
  }

  function larger<S extends Size | undefined>(name: string, size: S): S | Size {
    const before = grown.get(name);
    if (!size || !before) {
      if (size) grown.set(name, size);
      return size;
    }
    const next = { width: Math.max(size.width, before.width), height: Math.max(size.height, before.height) };
    grown.set(name, next);
    return next;
  }

  /** The reader's place: what he looks at stays where it is, and before he has moved anything all of it is in sight. */
  function place(before: Drawn | undefined, isOther: boolean, from: Item | undefined): void {
    if (!drawn) return;
    if (isOther || !before || !zoom.isTouched() || before.layout.direction !== drawn.layout.direction) {
      zoom.fit(drawn.layout.bounds);
      return;
    }
    const target = from && drawn.scene.items.get(twin(from));
    const [kept] = [...before.layout.nodes].flatMap(([id, box]) => {
      const now = drawn?.layout.nodes.get(id);
      const { x, y } = zoom.screen(box);
      return now && x > 0 && y > 0 && x < picture.clientWidth && y < picture.clientHeight ? [[box, now] as const] : [];
    });
    if (from && target) zoom.hold(from.box, target.box);
    else if (kept) zoom.hold(...kept);
  }

  function numbers(): void {
    if (!state || !drawn) return;
    const { drawing, steps } = state;
    const isWhole = player.taken() >= steps.length;
    drawn.scene.numbers(drawing, isWhole ? undefined : progress(steps, player.taken()));
    controls.tell(player, steps.length, foldWish());
    light();
    tell();
  }

  const foldWish = () => {
    if (!state || foldable(state.graph).length === 0) return undefined;
    return allClosed(state.graph) ? 'Open all layers' : 'Close all layers';
  };
  const allClosed = (graph: ComputationGraph): boolean => foldable(graph).every(({ name }) => closed.has(name));

  function light(): void {
    if (!state || !drawn) return;
    const { drawing, steps } = state;
    const step = player.taken() < steps.length ? steps[player.taken() - 1] : undefined;
    const edge = pointed?.kind === 'edge' ? drawing.edge.get(pointed.id) : undefined;
    const trace = edge
      ? throughEdge(drawing, edge)
      : pointed?.kind === 'node'
        ? through(drawing, pointed.id)
        : step
          ? { nodes: new Set(step.nodes), edges: new Set(step.edge === undefined ? [] : [step.edge]) }
          : mainPath(drawing);
    drawn.scene.light(trace, pointed);
  }

  function tell(): void {
    if (!state) return;
    const { graph, drawing, steps } = state;
    const isStepping = player.taken() < steps.length;
    const edge = pointed?.kind === 'edge' ? drawing.edge.get(pointed.id) : undefined;
    // What is pointed at is read out with the focus; here only what a step says.
    say.setAttribute('aria-live', isStepping && !pointed ? 'polite' : 'off');
    const sentence = edge
      ? ofEdge(drawing, edge)
      : pointed?.kind === 'node'
        ? ofNode(drawing, pointed.id, graph)
        : isStepping
          ? (steps[player.taken() - 1]?.sentence ?? ['The graph before anything is computed.'])
          : chain(graph);
    say.replaceChildren(
      ...sentence.map((part) => (typeof part === 'string' ? part : typeset(part, subject?.names ?? []))),
    );
  }

  function sources(item: Item): readonly SourceRange[] {
    const drawing = state?.drawing;
    const edge = item.kind === 'edge' ? drawing?.edge.get(item.id) : undefined;
    const ids = edge
      ? [edge.from, edge.to]
      : item.kind === 'node'
        ? [item.id]
        : (drawing?.frames.find(({ name }) => name === item.id)?.members ?? []);
    return ids.flatMap((id) => drawing?.node.get(id)?.source ?? []);
  }

  function tabulate(): void {
    if (!state || !details.open) return;
    details.lastElementChild?.replaceChildren(table(state.drawing, `Computation graph of ${state.graph.function}`));
  }

  async function save(type: 'svg' | 'png'): Promise<void> {
    if (!state || !drawn) return;
    const { graph } = state;
    const caption = words(chain(graph));
    const made = markup(
      drawn.scene.root,
      drawn.layout.bounds,
      `Computation graph of ${graph.function}`,
      caption,
      getComputedStyle(document.body).backgroundColor,
    );
    const name = `${graph.function}-graph.${type}`;
    try {
      host.save({ name, type, data: type === 'svg' ? made.markup : await png(made) });
    } catch {
      say.replaceChildren('The picture could not be drawn as a PNG; as SVG it can be saved.');
    }
  }

  const ask = asker(host, (asked, result) => {
    if (!subject || !isSame(asked, subject)) return;
    const isNothing = result.kind === 'nothing';
    empty.hidden = !isNothing;
    whole.hidden = isNothing;
    if (isNothing) empty.textContent = result.reason;
    else accept(result);
  });
  return {
    element: root,
    show(next) {
      subject = next;
      ask(next);
    },
  };
}

const NONE: Size = { width: 0, height: 0 };
const isSame = (a: Subject, b: Subject): boolean =>
  a.about.textDocument.uri === b.about.textDocument.uri &&
  a.about.function === b.about.function &&
  a.about.variable === b.about.variable;

/** The other face of a layer. */
const twin = ({ kind, id }: Item): string =>
  kind === 'frame' ? `node layer ${id}` : `frame ${id.replace(/^layer /, '')}`;

const words = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === 'string' ? part : part.unicode)).join('');

const heightFor = ({ width, height }: Box, room: number): number => {
  const scale = Math.min(1.3, (room - 32) / Math.max(width, 1));
  return Math.round(Math.max(200, Math.min(height * scale + 48, 0.62 * window.innerHeight)));
};

/** One question at a time and then the newest: while a number is dragged, each answer is drawn, and none waits in a queue. */
function asker(host: Host, hear: (asked: Subject, result: GraphResult) => void): (subject: Subject) => void {
  let isAsking = false;
  let next: Subject | undefined;
  const run = async (): Promise<void> => {
    isAsking = true;
    while (next) {
      const asked: Subject = next;
      next = undefined;
      try {
        hear(asked, await host.ask(GRAPH, { ...asked.about, at: asked.at }));
      } catch {
        hear(asked, { kind: 'nothing', reason: 'The graph could not be computed.' });
      }
    }
    isAsking = false;
  };
  return (subject) => {
    next = subject;
    if (!isAsking) void run();
  };
}
