/** What the two spellings on a line share: names that are hidden, brackets, Iverson's bracket. */
import type { DerivativeSpelling } from './derivatives';
import { Level, type Names, piece, type Spelled } from './spelled';

export interface Line {
  readonly unicode: boolean;
  /** Whether derivatives by the function's own parameters are written with ∂; missing: by what stands in them. */
  readonly several?: boolean | undefined;
  readonly derivatives: DerivativeSpelling;
  /** Names that hide a built-in or a constant. */
  readonly names: Names;
}

export function builtIn(text: string, { names }: Pick<Line, 'names'>): string {
  return names.has(text) ? `std.${text}` : text;
}

/** In brackets where it is looser than its place. */
export const held = (inner: Spelled, level: Level): string => (inner.level >= level ? inner.text : `(${inner.text})`);

/** A truth value in the place of a number: `1(x > 0)`, in ASCII `1*(x > 0)`. */
export function iverson(inner: Spelled, line: Pick<Line, 'unicode'>): Spelled {
  if (!inner.truth) return inner;
  return piece(`1${line.unicode ? '' : '*'}(${inner.text})`, Level.product, 'number', 'bracket');
}
