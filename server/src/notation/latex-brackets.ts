/** Brackets in LaTeX: around what is looser than its place, and Iverson's. */
import { Level, piece, type Spelled } from './spelled';

/** In brackets that grow where the content is higher than a line. */
export const bracketed = (inner: Spelled): string => (inner.tall ? `\\left(${inner.text}\\right)` : `(${inner.text})`);
export const held = (inner: Spelled, level: Level): string => (inner.level >= level ? inner.text : bracketed(inner));

export function iversonLatex(inner: Spelled): Spelled {
  if (!inner.truth) return inner;
  return piece(`\\mathbf{1}${bracketed(inner)}`, Level.atom, 'word', 'bracket', inner.tall);
}
