/**
 * Formulas as images, for clients that show them. In: lines with their LaTeX, and how they shall look. Out: Markdown images, or
 * none where they would come too late or be too large: then the text alone is shown. What was drawn is kept, within bounds.
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
  /** Markdown images, in order; undefined where there is none in time for one of them. */
  images(formulas: readonly string[], appearance: Appearance): Promise<readonly string[] | undefined>;
}

/** Milliseconds that a hover waits for images: the first one for MathJax as well, which takes 60 where nothing else runs. */
const DEADLINE = 300;
/** VS Code cuts a hover at 100,000 characters, which would break an image. */
const MOST_CHARACTERS = 70_000;
/** Longer formulas take longer to draw than a reader waits. */
const LONGEST_FORMULA = 4_000;
/** Characters of the images that are kept. */
const MOST_KEPT = 8_000_000;
/** Of a hover, in em of its text. */
const WIDTH = 38;

/** The text of hovers in VS Code's own themes; a theme of a kind of another colour differs little from it. */
const COLOURS: Readonly<Record<ThemeKind, string>> = {
  light: '#3b3b3b',
  dark: '#cccccc',
  'high-contrast': '#ffffff',
  'high-contrast-light': '#292929',
};

/** `load` brings MathJax; it is called when the first formula is to be drawn. */
export function createTypesetting(
  load: () => Promise<Typeset>,
  now: () => number = () => performance.now(),
): Typesetting {
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

  /** What came too late is there the next time. */
  function later(keys: readonly string[], formulas: readonly string[], style: Style): void {
    loading?.then((typeset) => {
      const at = keys.findIndex((key) => !kept.has(key));
      const image = typeset && at >= 0 ? drawn(typeset, formulas[at] ?? '', style) : undefined;
      if (image === undefined) return;
      keep(keys[at] ?? '', image);
      setTimeout(() => later(keys, formulas, style), 0);
    });
  }

  return {
    async images(formulas, { theme, fontSize }) {
      if (formulas.length === 0 || formulas.some(({ length }) => length > LONGEST_FORMULA)) return undefined;
      const began = now();
      const style: Style = { colour: COLOURS[theme], fontSize, width: WIDTH * fontSize };
      const keyOf = (latex: string): string => `${theme} ${fontSize} ${latex}`;
      const isNew = formulas.some((latex) => !kept.has(keyOf(latex)));
      loading ??= load().catch(() => undefined);
      const typeset = isNew ? await inTime(loading, DEADLINE) : undefined;
      const images: string[] = [];
      let length = 0;
      for (const latex of formulas) {
        const key = keyOf(latex);
        const known = kept.get(key);
        if (!known && (!typeset || now() - began > DEADLINE)) {
          later(formulas.map(keyOf), formulas, style);
          return undefined;
        }
        const image = known ?? (typeset && drawn(typeset, latex, style));
        if (image === undefined) return undefined;
        // Used again: the last to be dropped.
        if (known) kept.delete(key);
        if (known) size -= known.length;
        keep(key, image);
        length += image.length;
        if (length > MOST_CHARACTERS) return undefined;
        images.push(image);
      }
      return images;
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
