/** Arrows in pixels. In: a tail, a direction, a length. Out: a path: a shaft and two barbs. */
import type { Place } from './curve-geometry';

/** Empty where there is no direction or no length. */
export function arrow([x, y]: Place, [dx, dy]: Place, length: number, head = 4): string {
  // Scaled first: a gradient may be as long as the largest double.
  const most = Math.max(Math.abs(dx), Math.abs(dy));
  if (!(most > 0) || !Number.isFinite(most) || length < 1) return '';
  const size = Math.hypot(dx / most, dy / most);
  const [ux, uy] = [dx / most / size, dy / most / size];
  const [tx, ty] = [x + ux * length, y + uy * length];
  const barb = Math.min(head, length * 0.45);
  const side = (by: number): string => `${short(tx - (ux - by * uy) * barb)},${short(ty - (uy + by * ux) * barb)}`;
  return `M${short(x)},${short(y)}L${short(tx)},${short(ty)}M${side(0.7)}L${short(tx)},${short(ty)}L${side(-0.7)}`;
}

const short = (pixels: number): number => Math.round(pixels * 100) / 100;
