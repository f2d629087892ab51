/**
 * Whether and how a terminal is coloured, and that nothing of the reader's text is a command to it. In: the terminal, the
 * environment, `--color`. Out: escape sequences (ECMA-48, SGR) around a text; text without control characters.
 */
import type { Sheet, Style } from '../notation/styled';
import type { Io, Paint } from './io';

export const WHEN = ['auto', 'always', 'never'] as const;
export type When = (typeof WHEN)[number];

/** FORCE_COLOR goes first, then NO_COLOR (no-color.org) and what the terminal is. */
export function wantsColours(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = env;
  if (FORCE_COLOR) return FORCE_COLOR !== '0';
  return isTerminal && !NO_COLOR && TERM !== 'dumb';
}

const CHOSEN: Readonly<Record<When, boolean | undefined>> = { auto: undefined, always: true, never: false };
export const colouredAs = (io: Io, when: When): Io => ({ ...io, colours: CHOSEN[when] ?? io.colours });

const CODES = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  magenta: 35,
  cyan: 36,
  brightYellow: 93,
  brightBlue: 94,
  brightMagenta: 95,
} as const;
export type Colour = keyof typeof CODES;

const STYLES: Readonly<Record<Style, Colour>> = {
  rule: 'cyan',
  answer: 'bold',
  heading: 'bold',
  muted: 'dim',
  good: 'green',
  bad: 'red',
  name1: 'magenta',
  name2: 'yellow',
  name3: 'brightBlue',
  name4: 'brightMagenta',
  name5: 'brightYellow',
  name6: 'blue',
};

/** Text in a colour, where the terminal has them. */
export const painter =
  ({ colours }: Pick<Io, 'colours'>): Paint =>
  (colour, text) =>
    colours ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text;

/** What a derivation is printed on. */
export function sheetOf(io: Io): Sheet {
  const paint = painter(io);
  return {
    ...(io.columns !== undefined && { width: Math.max(NARROWEST, io.columns) }),
    ...(io.colours && { paint: (style, text) => paint(STYLES[style], text) }),
  };
}

/** A narrower terminal breaks lines itself. */
const NARROWEST = 40;

/** Control characters as pictures (Unicode's Control Pictures): ␛ moves no cursor. Tabs and ends of lines stay. */
export const harmless = (text: string): string =>
  text.replaceAll(/(?![\t\n])\p{Cc}/gu, (control) => {
    const code = control.codePointAt(0) ?? 0;
    return code < 0x20 ? String.fromCodePoint(0x2400 + code) : code === 0x7f ? '\u2421' : '\uFFFD';
  });
