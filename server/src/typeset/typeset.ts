/**
 * Formulas as images, for clients that show them. In: LaTeX, and how it shall look. Out: an image as Markdown has it, or
 * none where it would come too late or be too large: then the text alone is shown. What was drawn is kept, within bounds.
 */
import type { Appearance, ThemeKind } from '../protocol';

/** Colours by their CSS notation, lengths in CSS pixels. */
export interface Style {
  readonly colour: string;
  readonly fontSize: number;
  /** Wider formulas are broken into lines. */
  readonly width: number;
}
export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}
/** Throws where the LaTeX cannot be read. */
export type Typeset = (latex: string, style: Style) => Drawing;

export interface Typesetting {
  /** The address of an image with the formulas one below the other, as Markdown has it; undefined where there is none in time. */
  image(formulas: readonly string[], appearance: Appearance): Promise<string | undefined>;
}

/** Milliseconds that the first hover waits for MathJax, which takes 60 where nothing else runs. */
const DEADLINE = 300;
/** VS Code cuts a hover at 100,000 characters, which would break an image. */
const MOST_CHARACTERS = 70_000;
/** Longer formulas take longer to draw than a reader waits. */
const LONGEST_FORMULA = 4_000;
/** Characters of the images that are kept. */
const MOST_KEPT = 8_000_000;
/** Of a hover, in em of its text. */
const WIDTH = 48;
/** The letters of TeX are smaller than those of an editor. */
const SCALE = 1.2;
const BETWEEN = '0.5em';

/** The text of hovers in VS Code's own themes; a theme of a kind of another colour differs little from it. */
const COLOURS: Readonly<Record<ThemeKind, string>> = {
  light: '#3b3b3b',
  dark: '#cccccc',
  'high-contrast': '#ffffff',
  'high-contrast-light': '#292929',
};

/** `load` brings MathJax; it is called when the first formula is to be drawn. */
export function createTypesetting(load: () => Promise<Typeset>): Typesetting {
  let loading: Promise<Typeset | undefined> | undefined;
  const kept = new Map<string, string>();
  let size = 0;

  function keep(key: string, image: string): string {
    kept.set(key, image);
    size += image.length;
    for (const [oldest, dropped] of kept) {
      if (size <= MOST_KEPT || oldest === key) break;
      kept.delete(oldest);
      size -= dropped.length;
    }
    return image;
  }

  function draw(typeset: Typeset, key: string, latex: string, style: Style): string | undefined {
    const image = drawn(typeset, latex, style);
    return image === undefined || image.length > MOST_CHARACTERS ? undefined : keep(key, image);
  }

  return {
    async image(formulas, { theme, fontSize }) {
      const latex = formulas.join(` \\\\[${BETWEEN}] `);
      if (formulas.length === 0 || latex.length > LONGEST_FORMULA) return undefined;
      const key = `${theme} ${fontSize} ${latex}`;
      const known = kept.get(key);
      if (known !== undefined) {
        // Used again: the last to be dropped.
        kept.delete(key);
        size -= known.length;
        return keep(key, known);
      }
      const style: Style = { colour: COLOURS[theme], fontSize: SCALE * fontSize, width: WIDTH * fontSize };
      loading ??= load().catch(() => undefined);
      const typeset = await inTime(loading, DEADLINE);
      if (typeset) return draw(typeset, key, latex, style);
      // What comes too late is there the next time.
      loading.then((late) => late && draw(late, key, latex, style));
      return undefined;
    },
  };
}

const inTime = <Value>(value: Promise<Value>, most: number): Promise<Value | undefined> =>
  Promise.race([value, new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), most))]);

function drawn(typeset: Typeset, latex: string, style: Style): string | undefined {
  try {
    const { svg, width, height } = typeset(latex, style);
    return `data:image/svg+xml;base64,${base64(svg)}|width=${width},height=${height}`;
  } catch {
    // A sign that MathJax has no picture of: the text says it as well.
    return undefined;
  }
}

/** Of UTF-8; in Node and in a browser's worker alike. */
const base64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
