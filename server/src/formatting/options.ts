/** How a page is to be written. */

export interface Layout {
  /** One step of indentation: spaces, or a tab. */
  readonly indent: string;
  /** Columns of a tab. */
  readonly tabSize: number;
  /** Longer lines are broken where that reads well. */
  readonly width: number;
}

export const LAYOUT: Layout = { indent: '  ', tabSize: 2, width: 100 };
