/** What the two halves of the panel say to each other, and what the page keeps over a reload. */
import type { DerivationDocument } from '../../../server/src/protocol';

/** Which derivation the panel shows. */
export interface Target {
  readonly uri: string;
  readonly function: string;
  /** As `wrt` of a document: `x`, `x,y` or `∇`. */
  readonly variable: string;
  /** At a point, its arguments as written on the page. */
  readonly point?: readonly string[];
}

export interface Shown {
  readonly target: Target;
  /** The page's name without its folders. */
  readonly file: string;
  readonly derivation: DerivationDocument;
  /** Every variable of the function; the chips. */
  readonly variables: readonly string[];
}

export type ToPage =
  | { readonly kind: 'show'; readonly shown: Shown }
  /** The text cannot be expanded as it is now: what is shown stays, with a word about it. */
  | { readonly kind: 'stale'; readonly reason: string }
  | { readonly kind: 'copied' };

export type FromPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'variable'; readonly variable: string }
  | { readonly kind: 'source' }
  /** The whole derivation; its answer alone, or a line, whose LaTeX the page has. */
  | { readonly kind: 'copy'; readonly format: CopyFormat }
  | { readonly kind: 'copyLine'; readonly latex: string };

export const COPY_FORMATS = ['latex', 'markdown', 'text'] as const;
export type CopyFormat = (typeof COPY_FORMATS)[number];

/** How much of a derivation is open; `next`: one step after the other, when the reader asks for it. */
export type Level = 'answer' | 'main' | 'every' | 'next';

/** Kept by VS Code with the panel. */
export interface Kept {
  readonly target?: Target;
  readonly level: Level;
}

const LEVELS: readonly unknown[] = ['answer', 'main', 'every', 'next'] satisfies readonly Level[];

/** What VS Code hands back after a restart may be of an older version, or nothing at all. */
export function readKept(state: unknown): Kept {
  const kept = isRecord(state) ? state : {};
  const level = isLevel(kept.level) ? kept.level : 'main';
  return isTarget(kept.target) ? { target: kept.target, level } : { level };
}

const isLevel = (value: unknown): value is Level => LEVELS.includes(value);

const isTarget = (value: unknown): value is Target =>
  isRecord(value) &&
  typeof value.uri === 'string' &&
  typeof value.function === 'string' &&
  typeof value.variable === 'string' &&
  (value.point === undefined || (Array.isArray(value.point) && value.point.every((text) => typeof text === 'string')));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
