/**
 * What the grammar's postprocessors build: raw nodes and cons cells, each in constant time, because nearley calls
 * them for every prefix that could still become a statement. fold.ts turns them into trees.
 */
import type { ClassifiedToken } from './classify';

export interface RawNode {
  readonly kind: string;
  readonly parts: Readonly<Record<string, Raw>>;
}

/** A list that shares its front with all its prefixes. */
export interface Cell {
  readonly before: Cell | null;
  readonly value: Raw;
  readonly operator: ClassifiedToken | null;
}

export type Raw = RawNode | Cell | ClassifiedToken | null;

type Postprocess = (parts: readonly Raw[]) => Raw;

/** A node whose parts are the matched symbols by name. */
export const raw =
  (kind: string, ...names: readonly string[]): Postprocess =>
  (matched) => ({ kind, parts: Object.fromEntries(names.map((name, i) => [name, matched[i] ?? null])) });

/** A list of one. */
export const single: Postprocess = ([value]) => ({ before: null, value: value ?? null, operator: null });

/** A list with one more: the indices of what stands before (null: nothing), the value and its operator. */
export const cell =
  (before: number | null, value: number, operator?: number): Postprocess =>
  (matched) => {
    const front = before === null ? null : matched[before];
    const sign = operator === undefined ? null : matched[operator];
    return {
      before: front && isCell(front) ? front : null,
      value: matched[value] ?? null,
      operator: sign && isToken(sign) ? sign : null,
    };
  };

export const isCell = (value: Raw): value is Cell => value !== null && 'before' in value;
export const isToken = (value: Raw): value is ClassifiedToken => value !== null && 'text' in value;
export const isNode = (value: Raw): value is RawNode => value !== null && 'parts' in value;
