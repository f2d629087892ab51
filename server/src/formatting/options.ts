/** How a page is to be written. In: what an editor or a command says. Out: a layout. */

import { SPELLINGS, type Spelling } from '../protocol';

export { SPELLINGS, type Spelling as PageSpelling } from '../protocol';

export const isSpelling = (text: string): text is Spelling => SPELLINGS.some((spelling) => spelling === text);

export interface Layout {
  /** One step of indentation: spaces, or a tab. */
  readonly indent: string;
  /** Columns of a tab. */
  readonly tabSize: number;
  /** Longer lines are broken where that reads well. */
  readonly width: number;
}

export const WIDTH = 100;
export const LAYOUT: Layout = { indent: '  ', tabSize: 2, width: WIDTH };
