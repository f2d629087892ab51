/** Caches of what was read: bounded, and quick to forget. */
import { limits } from './limits';

/** A cache that forgets everything that was not used since it was last half full. */
export function bounded<Value>(): { get(key: string): Value | undefined; set(key: string, value: Value): Value } {
  let fresh = new Map<string, Value>();
  let old = new Map<string, Value>();
  const set = (key: string, value: Value): Value => {
    if (fresh.size >= limits.cache) {
      old = fresh;
      fresh = new Map();
    }
    fresh.set(key, value);
    return value;
  };
  return {
    set,
    get(key) {
      const known = fresh.get(key);
      if (known !== undefined) return known;
      const forgotten = old.get(key);
      return forgotten === undefined ? undefined : set(key, forgotten);
    },
  };
}
