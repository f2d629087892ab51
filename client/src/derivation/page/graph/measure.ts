/** How wide a text will be. In: a run of a row. Out: its width in the drawing, by the fonts of `panel.css` and the sizes of `graph.css`. */
import type { Measure, RowKind } from './labels';

const SIZES: Readonly<Record<RowKind, number>> = { title: 17, shape: 11.5, value: 12.5, gradient: 12.5 };

/** Beyond this many texts all are forgotten: numbers that are dragged are new ones each time. */
const KEPT = 4000;

export function measurer(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  const family = (row: RowKind, isSlanted: boolean): string => {
    const style = getComputedStyle(document.body);
    return row === 'title' ? style.getPropertyValue(isSlanted ? '--slanted' : '--mathematics') : style.fontFamily;
  };
  const known = new Map<string, number>();
  return (row, { text, slanted, level }) => {
    const key = `${row} ${slanted} ${level} ${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size > KEPT) known.clear();
    if (!context) return text.length * 9;
    context.font = `${slanted ? 'italic ' : ''}${level ? SIZES[row] * 0.7 : SIZES[row]}px ${family(row, slanted === true) || 'sans-serif'}`;
    const { width } = context.measureText(text);
    known.set(key, width);
    return width;
  };
}
