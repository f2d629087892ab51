/**
 * The computation graph in the panel. In: the host, and what the picture is of. Out: a figure with controls above it, and the chain
 * in words and numbers below.
 */
import './graph.css';
import { type ComputationGraph, GRAPH, type GraphResult, type SourceRange } from '../../../../../server/src/protocol';
import { CLOSER } from '../controls';
import { element } from '../dom';
import { latest } from '../latest';
import { type Host, isSame, type Picture, type Subject } from '../picture';
import { typeset } from '../typeset';
import { bar, legend } from './bar';
import type { Item } from './draw';
import { type DrawnNode, fold, foldable } from './fold';
import { playerOf, travel } from './player';
import { pointingOf } from './pointing';
import { savedGraph } from './save';
import { seen } from './seen';
import { stageOf, twin } from './stage';
import { progress, type SweepStep, sweep } from './sweep';
import { table } from './table';
import { askedNode, numerator } from './words';

/** A graph with more nodes begins with its layers closed, legible or not. */
const LARGE = 60;
/** With more the layout takes longer than a reader waits. */
const MOST = 1000;

export function graphView(host: Host): Picture {
  let subject: Subject | undefined;
  let graph: ComputationGraph | undefined;
  /** What the graph is of, and whether none of that has been drawn yet. */
  let drawnOf: Subject | undefined;
  let isOther = true;
  let steps: readonly SweepStep[] = [];
  let pointed: Item | undefined;
  /** Names of layers; not known before the panel has a width. */
  let closed: ReadonlySet<string> | undefined;

  const stage = stageOf();
  const say = element('p', { class: 'say', role: 'status' });
  const note = element('p', { class: 'notes' });
  const legends = element('div');
  const rows = element('div', { class: 'rows', tabindex: 0, role: 'region', 'aria-label': 'The graph as a table' });
  const details = element('details', { toggle: tabulate }, element('summary', {}, 'As a table'), rows);
  const player = playerOf((isNext) => {
    // Nobody looks at a tab that is not chosen.
    if (!stage.hasRoom()) player.stop();
    update();
    const key = steps[player.taken() - 1]?.edge;
    const route = key === undefined ? undefined : stage.now()?.scene.route(key);
    if (isNext && route) travel(stage.spark, route);
    else stage.spark.classList.add('hidden');
  });
  const fit = (): void => {
    const now = stage.now();
    if (now) stage.zoom.fit(now.layout.bounds);
  };
  const controls = bar(player, () => steps.length, { folds, reset: fit, zoom: stage.zoom.by, save });
  const keys: Readonly<Record<string, () => void>> = {
    '+': () => stage.zoom.by(CLOSER),
    '=': () => stage.zoom.by(CLOSER),
    '-': () => stage.zoom.by(1 / CLOSER),
    '0': fit,
    ' ': player.toggle,
  };
  const pointing = pointingOf(stage.picture, stage.now, {
    point(item) {
      pointed = item;
      light();
      host.point(item ? sources(item) : []);
    },
    press(item) {
      const node = nodeOf(item);
      const layer =
        item.kind === 'frame' ? item.id : node?.kind === 'layer' ? node.id.replace(/^layer /, '') : undefined;
      if (layer !== undefined) turn(layer, item);
      else for (const source of sources(item).slice(-1)) host.goTo(source);
    },
    reveal: stage.zoom.reveal,
    key(key) {
      keys[key]?.();
      return key in keys;
    },
  });
  const whole = element(
    'section',
    { class: 'computation-graph', 'aria-label': 'Computation graph' },
    controls.element,
    stage.figure,
    legends,
    say,
    note,
    details,
  );
  const empty = element('p', { class: 'notes', role: 'status', hidden: true });
  new ResizeObserver(() => draw()).observe(stage.figure);

  function hear(result: GraphResult, asked: Subject): void {
    if (result.kind === 'nothing') {
      refuse(result.reason);
      return;
    }
    if (!drawnOf || !isSame(drawnOf, asked)) {
      closed = undefined;
      isOther = true;
    }
    drawnOf = asked;
    graph = result;
    whole.hidden = false;
    empty.hidden = true;
    draw();
  }

  function refuse(reason: string): void {
    player.stop();
    whole.hidden = true;
    empty.hidden = false;
    empty.textContent = reason;
  }

  function draw(from?: Item): void {
    if (!graph || !stage.hasRoom()) return;
    closed ??= closedFirst(graph);
    const drawing = fold(graph, closed);
    if (drawing.nodes.length > MOST) {
      refuse(`This graph has ${drawing.nodes.length} nodes, too many to be drawn.`);
      return;
    }
    const before = steps.length;
    steps = sweep(drawing, graph);
    player.reset(steps.length, isOther || steps.length !== before);
    const hadFocus = stage.picture.contains(document.activeElement);
    if (stage.draw(drawing, subject?.names ?? [], isOther, from)) {
      if (pointed) host.point([]);
      pointed = undefined;
      pointing.renew(from ? twin(from) : pointing.current(), hadFocus);
    }
    isOther = false;
    stage.picture.setAttribute(
      'aria-label',
      `Computation graph of ${graph.function}: ${drawing.nodes.length} nodes. Arrow keys go along its edges.`,
    );
    legends.replaceChildren(
      legend(`∂${numerator(graph).unicode}/∂node`, askedNode(graph) ? `path from ${graph.variable}` : 'the ways back'),
    );
    note.textContent = graph.note ?? '';
    update();
    tabulate();
  }

  /** The layer of the chosen variable stays open where that can be read. */
  function closedFirst(graph: ComputationGraph): ReadonlySet<string> {
    const layers = foldable(graph).map(({ name }) => name);
    const own = askedNode(graph)?.layer;
    const choices = [...(graph.nodes.length > LARGE ? [] : [[]]), layers.filter((name) => name !== own)].map(
      (names) => new Set(names),
    );
    return layers.length === 0
      ? new Set()
      : (choices.find((names) => stage.isLegible(fold(graph, names))) ?? new Set(layers));
  }
  const areClosed = (): boolean => graph !== undefined && foldable(graph).every(({ name }) => closed?.has(name));
  function folds(): void {
    closed = new Set(graph && !areClosed() ? foldable(graph).map(({ name }) => name) : []);
    draw();
  }
  function turn(layer: string, from: Item): void {
    const next = new Set(closed);
    if (!next.delete(layer)) next.add(layer);
    closed = next;
    draw(from);
  }

  /** Numbers, light and words; the layout stays. */
  function update(): void {
    const now = stage.now();
    if (!graph || !now) return;
    now.scene.numbers(now.drawing, isStepping() ? progress(steps, player.taken()) : undefined);
    const hasLayers = foldable(graph).length > 0;
    controls.tell(player, steps.length, hasLayers ? (areClosed() ? 'Open all layers' : 'Close all layers') : undefined);
    light();
  }
  const isStepping = (): boolean => player.taken() < steps.length;

  function light(): void {
    const now = stage.now();
    if (!graph || !now) return;
    const stepping = isStepping() ? { step: steps[player.taken() - 1] } : undefined;
    const { trace, sentence } = seen(graph, now.drawing, pointed, stepping);
    now.scene.light(trace, pointed);
    // What is pointed at is read out with the focus; of its own accord only a step speaks.
    say.setAttribute('aria-live', stepping && !pointed ? 'polite' : 'off');
    say.replaceChildren(
      ...sentence.map((part) => (typeof part === 'string' ? part : typeset(part, subject?.names ?? []))),
    );
  }

  function nodeOf(item: Item): DrawnNode | undefined {
    return item.kind === 'node' ? stage.now()?.drawing.node.get(item.id) : undefined;
  }
  function sources(item: Item): readonly SourceRange[] {
    const drawing = stage.now()?.drawing;
    const edge = item.kind === 'edge' ? drawing?.edge.get(item.id) : undefined;
    const frame = item.kind === 'frame' ? drawing?.frames.find(({ name }) => name === item.id) : undefined;
    const ids = edge ? [edge.from, edge.to] : (frame?.members ?? [item.id]);
    return ids.flatMap((id) => drawing?.node.get(id)?.source ?? []);
  }

  function tabulate(): void {
    const now = stage.now();
    if (graph && now && details.open)
      rows.replaceChildren(table(now.drawing, `Computation graph of ${graph.function}`));
  }

  function save(type: 'svg' | 'png'): void {
    const now = stage.now();
    if (!graph || !now) return;
    const name = `${graph.function}-graph.${type}`;
    savedGraph(type, graph, now).then(
      (data) => host.save({ name, type, data }),
      () => say.replaceChildren('The picture could not be made.'),
    );
  }

  const ask = latest(
    ({ about, at }: Subject) => host.ask(GRAPH, { ...about, at }),
    hear,
    () => refuse('The graph could not be computed.'),
  );
  return {
    element: element('div', {}, empty, whole),
    show(next) {
      // Of another function or variable an answer is too late; of other numbers it is a step on the way.
      if (subject && !(isSame(subject, next) && subject.about.variable === next.about.variable)) ask.forget();
      subject = next;
      ask(next);
    },
  };
}
