/** How high a picture is. In: values at places spread evenly. Out: a range in which the shape is seen and poles do not blow it up. */
export type Interval = readonly [low: number, high: number];

/** Beyond the middle 80 % so many times their height is shown, where there are values. */
const TAILS = 1.5;
/** What must be seen, such as the point, is, unless it lies so many times further away. */
const FAR = 4;
const MARGIN = 0.06;

export function heights(values: readonly number[], wanted: readonly number[] = []): Interval {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const quantile = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const [ninth, first] = [quantile(0.9), quantile(0.1)];
  const spread = ninth - first;
  let low = Math.max(quantile(0), first - TAILS * spread);
  let high = Math.min(quantile(1), ninth + TAILS * spread);
  const [bottom, top] = [low - FAR * (high - low), high + FAR * (high - low)];
  for (const one of wanted.filter((value) => value >= bottom && value <= top)) {
    low = Math.min(low, one);
    high = Math.max(high, one);
  }
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (!(high - low > 1e-12 * size)) return [low - (size * 0.5 || 1), high + (size * 0.5 || 1)];
  const margin = MARGIN * (high - low);
  return [low - margin, high + margin];
}
