/**
 * Where the tangent is horizontal. In: samples of stretches on which nothing happens. Out: marks, with whether it is a maximum,
 * a minimum or neither; between neighbours where the slope changes its sign, and where it touches 0 at a number that is known.
 */
import { figure } from '../wording';
import type { Canvas } from './curve';
import { type EventMark, equals } from './event';
import { type SimpleNumber, simpleNumber } from './simple-number';
import type { Care, Careful, Sample } from './slice';

/** Zeros that are looked for to the last double. */
const MOST = 60;
/** Of the height: a slope that small beside larger ones may touch 0. */
const LOW = 0.05;
/** Of its neighbours: what is left of a slope that may touch 0. */
const TOUCHING = 1e-6;

export function flatPlaces(
  canvas: Canvas,
  stretches: readonly (readonly Sample[])[],
  heights: Care,
): { readonly marks: readonly EventMark[]; readonly count: number } {
  const found = stretches.flatMap((samples) => candidates(samples, heights));
  const near = [...found].sort((a, b) => distance(a, canvas.point) - distance(b, canvas.point)).slice(0, MOST);
  const marks = near.flatMap((one) => markOf(canvas, one, heights));
  return { marks, count: found.length - near.length + marks.length };
}

/** Three neighbours: the slope is 0 at the middle one, changes sign about it, or is least there. */
interface Candidate {
  readonly kind: 'crosses' | 'touches';
  readonly before: Sample;
  readonly after: Sample;
}

const distance = ({ before }: Candidate, point: number): number => Math.abs(before.x - point);

function candidates(samples: readonly Sample[], { slope: height }: Care): Candidate[] {
  const found: Candidate[] = [];
  for (let i = 1; i < samples.length; i += 1) {
    const [before, here, after] = [samples[i - 1], samples[i], samples[i + 1]];
    if (!before || !here) continue;
    if (before.slope * here.slope < 0) found.push({ kind: 'crosses', before, after: here });
    if (!after || before.slope * after.slope === 0) continue;
    if (here.slope === 0 && before.slope * after.slope < 0) found.push({ kind: 'crosses', before, after });
    const least = Math.abs(here.slope) < Math.min(Math.abs(before.slope), Math.abs(after.slope));
    if (before.slope * after.slope > 0 && least && Math.abs(here.slope) <= LOW * height)
      found.push({ kind: 'touches', before, after });
  }
  return found;
}

const vanishes = ({ slope }: Careful): boolean => slope.ok && slope.value === 0;

function markOf(canvas: Canvas, candidate: Candidate, care: Care): EventMark[] {
  const { graph, slice, axis } = canvas;
  const number = candidate.kind === 'crosses' ? crossing(canvas, candidate, care) : touching(canvas, candidate, care);
  if (!number || (candidate.kind === 'touches' && !(number.exact && vanishes(slice.careful(number.exact(graph))))))
    return [];
  const { y } = slice.sample(number.x, care);
  if (Number.isNaN(y)) return [];
  const { before, after } = candidate;
  const shape = before.slope * after.slope > 0 ? 'neither' : before.slope < 0 ? 'minimum' : 'maximum';
  const words = `horizontal tangent at ${axis} ${equals(number)}: ${SHAPES[shape]}`;
  return [{ kind: 'zero', x: number.x, y, words }];
}

const SHAPES = { minimum: 'a minimum', maximum: 'a maximum', neither: 'neither a minimum nor a maximum' };

/** Halved to the last doubles: f′ is continuous between them. */
function crossing({ slice }: Canvas, { before, after }: Candidate, care: Care): SimpleNumber {
  let [low, high] = [before.x, after.x];
  for (;;) {
    const middle = low + (high - low) / 2;
    const { slope } = slice.sample(middle, care);
    if (slope === 0) {
      const near = blur(middle, before, after);
      const found = [simpleNumber(middle - near, middle + near), simpleNumber(low, high)];
      return found.find(({ exact }) => exact) ?? { x: middle, text: `≈ ${figure(middle)}` };
    }
    if (!(middle > low && middle < high) || Number.isNaN(slope) || high - low < blur(middle, before, after)) break;
    if (slope * before.slope > 0) low = middle;
    else high = middle;
  }
  const width = Math.max(high - low, blur(low, before, after));
  return simpleNumber(low - width, high + width);
}

const blur = (x: number, before: Sample, after: Sample): number =>
  Math.max(Math.abs(x) * 2 ** -50, (after.x - before.x) * 2 ** -44);

/** The least slope, by thirds: flat as it is, it shows half of the digits. */
function touching({ slice }: Canvas, { before, after }: Candidate, care: Care): SimpleNumber | undefined {
  let [low, high] = [before.x, after.x];
  const width = high - low;
  while (high - low > 1e-7 * width) {
    const third = (high - low) / 3;
    const [a, b] = [slice.sample(low + third, care), slice.sample(high - third, care)];
    if (Math.abs(a.slope) < Math.abs(b.slope)) high -= third;
    else low += third;
  }
  const rest = Math.abs(slice.sample(low, care).slope);
  if (rest > TOUCHING * Math.min(Math.abs(before.slope), Math.abs(after.slope))) return undefined;
  return simpleNumber(low - 1e-5 * width, high + 1e-5 * width);
}
