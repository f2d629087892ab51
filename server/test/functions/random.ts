/** Random numbers that are the same in every run. */
export function randomly(seed: number): (low: number, high: number) => number {
  let state = seed;
  return (low, high) => {
    // The generator of Park and Miller, CACM 31 (1988): state·16807 modulo 2³¹ − 1.
    state = (state * 16807) % 2147483647;
    return low + ((high - low) * state) / 2147483647;
  };
}
