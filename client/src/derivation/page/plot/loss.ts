/** Height by step, in a strip. In: the values of a path and a step. Out: a small drawing; its scale is logarithmic where that tells more. */
import { max, min } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';
import { svg } from '../dom';
import { spelled } from '../figures';
import { letters } from './letters';
import { surface } from './surface';

const HEIGHT = 104;
const BOTTOM = 22;
/** Room for ends such as `≈ 1.38×10⁻⁵`. */
const LEFT = 84;
const RIGHT = 18;

export function lossStrip() {
  let values: readonly number[] = [];
  let step = 0;
  let name = '';
  const place = surface('loss', draw);

  function draw(): void {
    const width = place.width();
    const [low, high] = [min(values), max(values)];
    place.element.hidden = values.length < 2 || low === high;
    if (low === undefined || high === undefined || low === high || width === 0) return;
    place.height(HEIGHT);
    const isLog = low > 0 && high / low > 50;
    const range = [HEIGHT - BOTTOM - 4, 22];
    const y = isLog ? scaleLog([low, high], range) : scaleLinear([low, high], range);
    const x = scaleLinear([0, values.length - 1], [LEFT, width - RIGHT]);
    const path = line<number>(
      (_, i) => x(i),
      (value) => y(value),
    );
    const at = Math.min(step, values.length - 1);
    place.picture.replaceChildren(
      svg('path', { class: 'zero', d: `M${LEFT},${HEIGHT - BOTTOM}H${width - RIGHT}` }),
      svg('path', { class: 'graph value faint', d: path(values) ?? '' }),
      svg('path', { class: 'graph slope', d: path(values.slice(0, at + 1)) ?? '' }),
      svg('circle', { class: 'path-end', r: 4, cx: x(at), cy: y(values[at] ?? low) }),
      svg('text', { class: 'math', x: LEFT, y: 12 }, ...letters(name), isLog ? ' on a logarithmic scale' : ' by step'),
      svg('text', { class: 'tick', x: LEFT - 8, y: y(high) + 4, 'text-anchor': 'end' }, spelled(high, 3)),
      svg('text', { class: 'tick', x: LEFT - 8, y: y(low) + 4, 'text-anchor': 'end' }, spelled(low, 3)),
      svg('text', { class: 'tick', x: LEFT, y: HEIGHT - 6 }, 'step 0'),
      svg('text', { class: 'tick', x: width - RIGHT, y: HEIGHT - 6, 'text-anchor': 'end' }, String(values.length - 1)),
    );
  }
  return {
    element: place.element,
    show(next: readonly number[], at: number, of: string): void {
      [values, step, name] = [next, at, of];
      draw();
    },
  };
}
