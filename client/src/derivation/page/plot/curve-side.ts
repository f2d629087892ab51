/** f and f′ with what is said of them. In: curves. Out: a figure with its caption, numbers at the point, and what happens where, in words. */
import { type Curve, type Mark, TANGENT, type Tangent } from '../../../../../server/src/protocol';
import { element } from '../dom';
import { named, spelled } from '../figures';
import { equation, withSign } from '../formulas';
import { latest } from '../latest';
import { curveFigure } from './curve';
import { mathLine } from './letters';
import { type Around, captionLine, heldLine, type Side } from './side';

/** What a mark looks like in the drawing. */
const SIGNS: Readonly<Record<Mark['kind'], string>> = {
  kink: '●',
  jump: '○',
  gap: '○',
  edge: '○',
  pole: '┆',
  zero: '◇',
};

export function curveSide(around: Around): Side<Curve> {
  let curve: Curve | undefined;
  const caption = element('figcaption', { class: 'caption', id: 'plot-caption-curve' });
  const readout = element('p', { class: 'readout' });
  const words = element('ul', { class: 'marks', 'aria-label': 'Where something happens' });
  const note = element('p', { class: 'notes' });

  const ask = latest(
    (x: number) => {
      const about = around.about();
      return around.ask(TANGENT, { ...about, axis: curve?.variable ?? '', x });
    },
    (answer, x) => point(answer.kind === 'nothing' ? { x, note: answer.reason } : answer),
    (x) => point({ x, note: 'The slope could not be computed.' }),
  );
  const figure = curveFigure({
    move(x, isLast) {
      if (curve) around.choose({ [curve.variable]: String(x) }, isLast);
      ask(x);
    },
    looked: around.looked,
  });

  const point = (tangent: Tangent): void => {
    figure.point(tangent);
    if (curve) readout.replaceChildren(...said(curve, tangent, around.about().at));
  };

  return {
    element: element('figure', { 'aria-labelledby': caption.id }, caption, readout, figure.element, words, note),
    captioned: () => ({ drawing: figure.picture, captions: curve ? captions(curve) : [] }),
    show(next, asked, keeps) {
      curve = next;
      const now = around.about().at[next.variable];
      const isMoving = now !== undefined && now !== asked[next.variable];
      caption.replaceChildren(
        captionLine(next.name, next.body, 'value'),
        captionLine(next.slopeName, next.slopeBody, 'slope'),
        ...[heldLine(next.held)].filter((line) => line !== undefined),
      );
      words.replaceChildren(...next.marks.map(item));
      words.hidden = next.marks.length === 0;
      note.textContent = next.note ?? '';
      figure.show(next, { keepsHeights: keeps, keepsPoint: isMoving });
      if (!isMoving) point(next.tangent);
    },
    ranges(which) {
      const x = which === 'shown' ? figure.x() : figure.chosenX();
      return x && [x];
    },
    zoom: figure.zoom,
    reset: figure.reset,
    forget() {
      ask.forget();
      curve = undefined;
      figure.forget();
    },
  };

  function item(mark: Mark, i: number): HTMLElement {
    const go = element(
      'button',
      { type: 'button', 'data-key': `mark ${i}`, title: 'Move the point there', click: () => figure.goTo(mark.x) },
      mark.words,
    );
    return element(
      'li',
      {},
      element('span', { class: `sign ${mark.kind}`, 'aria-hidden': 'true' }, SIGNS[mark.kind]),
      go,
    );
  }
}

/** `x = 1.5`, `f(1.5) = 14.25`, `slope f′(1.5) = 14`; or why there is no such number. */
function said({ variable, name, slopeName }: Curve, tangent: Tangent, at: Readonly<Record<string, string>>): Node[] {
  const { x, value, slope, valueText, slopeText, note } = tangent;
  const place = spelled(x);
  // A rounded number is no argument: f(0.333333) is not the value at 1/3.
  const call = (of: string): string => (place.startsWith('≈') ? of : named(of, { ...at, [variable]: place }));
  return [
    mathLine(`${variable} ${withSign(place)}`, 'number'),
    ...(value === undefined
      ? []
      : [mathLine(`${call(name.unicode)} ${withSign(valueText ?? spelled(value))}`, 'number value')]),
    ...(slope === undefined
      ? []
      : [
          element(
            'span',
            { class: 'number slope' },
            'slope ',
            mathLine(`${call(slopeName.unicode)} ${withSign(slopeText ?? spelled(slope))}`),
          ),
        ]),
    ...(note === undefined ? [] : [element('span', { class: 'number note' }, note)]),
  ];
}

const captions = ({ name, body, slopeName, slopeBody, held }: Curve): readonly string[] => [
  [equation(name, body).unicode, ...held.map(({ unicode }) => unicode)].join(', '),
  equation(slopeName, slopeBody).unicode,
];
