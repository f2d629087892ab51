/** What the two halves of the panel say to each other, and what the page keeps over a reload. */
import {
  DERIVATIVE_NOTATIONS,
  type DerivationDocument,
  type DerivativeNotation,
  NETWORK_LAYOUTS,
  type NetworkLayout,
  type SourceRange,
} from '../../../server/src/protocol';
import type { Method, Questions } from './questions';

/** Which derivation the panel shows. */
export interface Target {
  readonly uri: string;
  readonly function: string;
  /** As `wrt` of a document: `x`, `x,y` or `∇`. */
  readonly variable: string;
  /** At a point, its arguments as written on the page. */
  readonly point?: readonly string[];
  /** Numbers that the reader has given, by parameter. */
  readonly at?: Readonly<Record<string, string>>;
  /** They are put into the steps as well. */
  readonly withNumbers?: boolean;
}

/** How the reader wants derivations to be written, whichever it is. */
export interface Writing {
  readonly notation: DerivativeNotation;
  readonly layout: NetworkLayout;
}
export const PLAIN: Writing = { notation: 'leibniz', layout: 'row' };

export interface Shown {
  readonly target: Target;
  readonly writing: Writing;
  /** The page's name without its folders. */
  readonly file: string;
  readonly derivation: DerivationDocument;
  /** Every variable of the function; the chips. */
  readonly variables: readonly string[];
  /** Where the reader has given no numbers; missing where the parameters take none. */
  readonly suggestedPoint?: Readonly<Record<string, string>>;
  /** Prediction mode: to be answered first. */
  readonly hidden?: true;
}

export type ToPage =
  | { readonly kind: 'show'; readonly shown: Shown }
  /** The text cannot be expanded as it is now: what is shown stays, with a word about it. */
  | { readonly kind: 'stale'; readonly reason: string }
  /** A word about what has been done: `Copied`. */
  | { readonly kind: 'done'; readonly words: string }
  | { readonly kind: 'answer'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly reason: string };

export type FromPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'choose'; readonly target?: Choice; readonly writing?: Partial<Writing> }
  /** Puts the cursor there; without a range on the definition. */
  | { readonly kind: 'goTo'; readonly source?: SourceRange }
  /** Highlights what the reader points at, or nothing. */
  | { readonly kind: 'point'; readonly source: readonly SourceRange[] }
  /** The whole derivation, or one line, which the page has. */
  | { readonly kind: 'copy'; readonly format: CopyFormat }
  | { readonly kind: 'copyText'; readonly text: string }
  | { readonly kind: 'save'; readonly file: SavedFile }
  | {
      [M in Method]: { readonly kind: 'ask'; readonly id: number; readonly method: M } & Pick<Questions[M], 'params'>;
    }[Method];

/** What the reader may change of a target. */
export type Choice = Partial<Pick<Target, 'variable' | 'at' | 'withNumbers'>>;

/** `html`: the page's own markup, which the extension half makes into a document; `png`: base64. */
export interface SavedFile {
  /** With its ending. */
  readonly name: string;
  readonly type: 'svg' | 'png' | 'html';
  readonly data: string;
}

export const COPY_FORMATS = ['latex', 'markdown', 'text'] as const;
export type CopyFormat = (typeof COPY_FORMATS)[number];

/** How much of a derivation is open; `next`: one step after the other, when the reader asks for it. */
export const LEVELS = ['answer', 'main', 'every', 'next'] as const;
export type Level = (typeof LEVELS)[number];
export const TABS = ['steps', 'graph', 'plot'] as const;
export type Tab = (typeof TABS)[number];

/** Kept by VS Code with the panel. */
export interface Kept {
  readonly target?: Target;
  readonly writing: Writing;
  readonly level: Level;
  readonly tab: Tab;
}

/** What VS Code hands back after a restart may be of an older version, or nothing at all. */
export function readKept(state: unknown): Kept {
  const kept = isRecord(state) ? state : {};
  const writing = isRecord(kept.writing) ? kept.writing : {};
  return {
    ...(isTarget(kept.target) && { target: kept.target }),
    writing: {
      notation: oneOf(DERIVATIVE_NOTATIONS, writing.notation) ?? PLAIN.notation,
      layout: oneOf(NETWORK_LAYOUTS, writing.layout) ?? PLAIN.layout,
    },
    level: oneOf(LEVELS, kept.level) ?? 'main',
    tab: oneOf(TABS, kept.tab) ?? 'steps',
  };
}

const oneOf = <T>(all: readonly T[], value: unknown): T | undefined => all.find((one) => one === value);

const isTarget = (value: unknown): value is Target =>
  isRecord(value) &&
  typeof value.uri === 'string' &&
  typeof value.function === 'string' &&
  typeof value.variable === 'string' &&
  (value.point === undefined || (Array.isArray(value.point) && value.point.every(isText))) &&
  (value.at === undefined || (isRecord(value.at) && Object.values(value.at).every(isText))) &&
  (value.withNumbers === undefined || typeof value.withNumbers === 'boolean');

const isText = (value: unknown): value is string => typeof value === 'string';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
