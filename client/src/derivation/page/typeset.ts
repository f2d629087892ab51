/**
 * Typeset mathematics. In: a formula of the server. Out: an element with KaTeX's HTML for the eye and MathML for the ear,
 * or the formula as plain text where it cannot or should not be typeset.
 */
import katex from 'katex';
import type { Formula } from '../../../../server/src/protocol';
import { element } from './dom';

/** Beyond this many characters of LaTeX a formula is no picture any more, and setting it takes longer than a blink. */
const TYPESETTABLE = 6000;

/** What has been drawn, by its LaTeX: of the formulas of a derivation a half stands in it more than once. */
const known = new Map<string, HTMLElement | undefined>();
const MOST = 3000;

/** Letters of LaTeX that one drawing sets at once: more than a window shows. */
const AT_ONCE = 5000;
/** Milliseconds of work between two looks at what the reader does. */
const SLICE = 8;
let room = AT_ONCE;
let waiting: (() => void)[] = [];

/** A new drawing begins: what the last one has left undone nobody sees any more. */
export function begin(): void {
  room = AT_ONCE;
  waiting = [];
}

/** What is left of the drawing, a little at a time, or all of it `now`. */
export function finish(now = false): void {
  const round = waiting;
  const until = performance.now() + SLICE;
  while (round.length > 0 && (now || performance.now() < until)) round.shift()?.();
  if (round.length > 0) setTimeout(() => waiting === round && finish());
}

/**
 * `names`: letters that a step has introduced; each keeps its colour wherever it stands. `parts`: what has one as a whole. In a long
 * drawing what comes late stands there as text at first, and is typeset by `finish`.
 */
export function typeset(formula: Formula, names: readonly string[] = [], parts: readonly Part[] = []): HTMLElement {
  room -= formula.latex.length;
  if (room >= 0) return typesetNow(formula, names, parts);
  const late = element('span', { class: 'formula plain' }, formula.unicode);
  waiting.push(() => {
    const made = typesetNow(formula, names, parts);
    for (const name of late.classList) if (name !== 'plain') made.classList.add(name);
    late.replaceWith(made);
  });
  return late;
}

function typesetNow(formula: Formula, names: readonly string[], parts: readonly Part[]): HTMLElement {
  const latex = parts.reduce(marked, formula.latex);
  if (!known.has(latex)) {
    if (known.size >= MOST) known.clear();
    const fresh = element('span', { class: 'formula' });
    known.set(latex, formula.latex.length <= TYPESETTABLE && drawn(latex, fresh) ? fresh : undefined);
  }
  const made = known.get(latex)?.cloneNode(true);
  if (!(made instanceof HTMLElement)) return element('span', { class: 'formula plain' }, formula.unicode);
  colour(made, names);
  return made;
}

/** A part of a formula, and the class of its colour. `whole`: only where it is all of the formula. */
export interface Part {
  readonly latex: string;
  readonly colour: string;
  readonly whole: boolean;
}

/** The server writes a factor the same alone and in a line, and its brackets and braces match. */
function marked(latex: string, { latex: part, colour, whole }: Part): string {
  const at = whole ? (latex === part ? 0 : -1) : latex.indexOf(part);
  return at < 0 ? latex : `${latex.slice(0, at)}\\htmlClass{${colour}}{${part}}${latex.slice(at + part.length)}`;
}

/** False where KaTeX does not know the LaTeX: its own error text would need inline styles, which our policy forbids. */
function drawn(latex: string, into: HTMLElement): boolean {
  try {
    // Inline, so that a long sum breaks at its signs; in display style, so that fractions are large.
    katex.render(`\\displaystyle ${latex}`, into, {
      output: 'htmlAndMathml',
      // Only our own mark for a colour; nothing else leads out of mathematics.
      trust: (asked) => asked.command === '\\htmlClass' && /^name-[0-3]$/.test(asked.class),
      throwOnError: true,
      strict: 'ignore',
      maxExpand: 2000,
      maxSize: 40,
    });
    return true;
  } catch {
    return false;
  }
}

/** The class of a name's colour. */
export const colourOf = (name: string, names: readonly string[]): string | undefined => {
  const index = names.indexOf(name);
  return index < 0 ? undefined : `name-${index % 4}`;
};

function colour(made: HTMLElement, names: readonly string[]): void {
  if (names.length === 0) return;
  for (const letter of made.querySelectorAll('.mathnormal')) {
    const subscript = subscriptOf(letter);
    const found = colourOf(textOf(letter) + (subscript ? textOf(subscript) : ''), names);
    if (!found) continue;
    letter.classList.add(found);
    subscript?.classList.add(found);
  }
}

/** In KaTeX's tree what hangs on a letter is a list of rows from the bottom up, of two tables where one is a subscript. */
const subscriptOf = (letter: Element): Element | null => {
  const hanging = letter.nextElementSibling;
  return hanging?.matches('.msupsub') ? hanging.querySelector(':scope > .vlist-t2 .vlist > span') : null;
};

/** The letters and digits of what is drawn; KaTeX fills its columns with zero-width spaces. */
const textOf = (drawing: Element): string => (drawing.textContent ?? '').replace(/[^\p{L}\p{N}]/gu, '');
