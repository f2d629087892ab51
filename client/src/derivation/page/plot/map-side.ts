/** A map with its descent, and what is said of them. In: heights on a grid. Out: a figure with its caption, numbers at the start, controls. */
import {
  type Contours,
  DESCENT,
  type DescentResult,
  TANGENT,
  type TangentResult,
} from '../../../../../server/src/protocol';
import { element } from '../dom';
import { named, numberOf, spelled } from '../figures';
import { equation, withSign } from '../formulas';
import { latest } from '../latest';
import type { Place } from './curve-geometry';
import { descentPanel } from './descent';
import { mathLine } from './letters';
import { mapFigure } from './map';
import type { Numbers } from './numbers';
import { type Around, captionLine, heldLine, type Side } from './side';
import type { Way } from './way';

type Answers = readonly [DescentResult, TangentResult, TangentResult];

export function mapSide(around: Around): Side<Contours> {
  let map: Contours | undefined;
  let way: Way | undefined;
  /** The reader, or another part of the panel, has said where to start. */
  let isPlaced = false;
  const caption = element('figcaption', { class: 'caption', id: 'plot-caption-map' });
  const readout = element('p', { class: 'readout' });
  const note = element('p', { class: 'notes' });

  const ask = latest(
    ([x, y]: Place): Promise<Answers> => {
      const [first, second] = map?.variables ?? ['', ''];
      const about = around.about();
      const here = { ...about, at: { ...about.at, [first]: String(x), [second]: String(y) } };
      return Promise.all([
        around.ask(DESCENT, {
          ...about,
          axes: [first, second],
          start: [x, y],
          rate: descent.rate(),
          steps: descent.steps(),
        }),
        around.ask(TANGENT, { ...here, axis: first, x }),
        around.ask(TANGENT, { ...here, axis: second, x: y }),
      ]);
    },
    hear,
    () => descent.show([], 'The descent could not be computed.', ''),
  );
  const figure = mapFigure({
    move(start, isLast) {
      isPlaced = true;
      if (map) around.choose(atStart(map, start), isLast);
      ask(start);
    },
    looked: around.looked,
  });
  const descent = descentPanel({
    changed: () => ask(figure.start()),
    walked(steps) {
      if (!way) return;
      way = { ...way, steps };
      figure.way(way);
    },
  });

  function hear([down, byFirst, bySecond]: Answers, start: Place): void {
    if (!map) return;
    const [along, up] = [byFirst, bySecond].map((one) => (one.kind === 'tangent' ? one : undefined));
    const hasGradient = along?.slope !== undefined && up?.slope !== undefined;
    const valueText = along?.valueText ?? (along?.value === undefined ? undefined : spelled(along.value));
    descent.show(
      down.kind === 'descent' ? down.path : [],
      down.kind === 'descent' ? down.words : down.reason,
      map.name.unicode.replace(/\(.*$/, ''),
    );
    way = {
      path: down.kind === 'descent' ? down.path : [],
      steps: descent.step(),
      ...(along?.slope !== undefined && up?.slope !== undefined && { gradient: [along.slope, up.slope] }),
      ...(valueText !== undefined && { valueText }),
      ...(hasGradient && {
        gradientText: `(${along.slopeText ?? spelled(along.slope)}, ${up.slopeText ?? spelled(up.slope)})`,
      }),
    };
    figure.way(way);
    const reasons = [byFirst, bySecond].map((one) => (one.kind === 'nothing' ? one.reason : one.note));
    readout.replaceChildren(...said(map, start, way, around.about().at, [...new Set(reasons)]));
  }

  return {
    element: element(
      'figure',
      { 'aria-labelledby': caption.id },
      caption,
      readout,
      figure.element,
      note,
      descent.element,
    ),
    captioned: () => ({
      drawing: figure.picture,
      captions: map ? [equation(map.name, map.body).unicode, ...heldWords(map)] : [],
    }),
    show(next, asked) {
      const isNew = map === undefined;
      map = next;
      caption.replaceChildren(
        captionLine(next.name, next.body),
        ...[heldLine(next.held)].filter((line) => line !== undefined),
      );
      descent.suggest(next.rate);
      const now = around.about().at;
      const told = next.variables.map((name) => numberOf(now[name] ?? ''));
      const [x, y] = told;
      isPlaced ||= !isNew && next.variables.some((name) => now[name] !== asked[name]);
      figure.show(next, isPlaced && x !== undefined && y !== undefined ? [x, y] : undefined);
      const equal = figure.isEqual()
        ? undefined
        : 'The axes have different scales: a right angle does not look like one here.';
      note.textContent = [next.note, equal].filter((each) => each !== undefined).join(' ');
      ask(figure.start());
    },
    ranges(which) {
      const ranges = which === 'shown' ? map && figure.ranges() : figure.chosenRanges();
      return ranges && [ranges.x, ranges.y];
    },
    zoom: figure.zoom,
    reset: figure.reset,
    forget() {
      ask.forget();
      [map, way, isPlaced] = [undefined, undefined, false];
      descent.forget();
      figure.forget();
    },
  };
}

const atStart = ({ variables }: Contours, [x, y]: Place): Numbers => ({
  [variables[0]]: String(x),
  [variables[1]]: String(y),
});

const heldWords = ({ held }: Contours): readonly string[] =>
  held.length === 0 ? [] : [held.map(({ unicode }) => unicode).join(', ')];

/** `f(1, 2) = 13`, `∇f = (2, 12)`; or why there is none. */
function said(
  { name, variables }: Contours,
  start: Place,
  way: Way,
  at: Numbers,
  reasons: readonly (string | undefined)[],
): Node[] {
  const [x, y] = start.map((each) => spelled(each)) as [string, string];
  const isExact = !x.startsWith('≈') && !y.startsWith('≈');
  const call = isExact ? named(name.unicode, { ...at, [variables[0]]: x, [variables[1]]: y }) : name.unicode;
  return [
    ...(isExact
      ? []
      : [mathLine(`${variables[0]} ${withSign(x)}`, 'number'), mathLine(`${variables[1]} ${withSign(y)}`, 'number')]),
    ...(way.valueText === undefined ? [] : [mathLine(`${call} ${withSign(way.valueText)}`, 'number value')]),
    ...(way.gradientText === undefined ? [] : [mathLine(`∇${call} = ${way.gradientText}`, 'number gradient')]),
    ...reasons
      .filter((reason) => reason !== undefined)
      .map((reason) => element('span', { class: 'number note' }, reason)),
  ];
}
