/**
 * Formulas put together from those of the server, in their three spellings. A part that is rounded begins with ≈, and so does
 * what is made of it.
 */
import type { Figure, Formula } from '../../../../server/src/protocol';

export const NO_FORMULA: Formula = { text: '', unicode: '', latex: '' };

/** `a = b ≈ 0.33`; what is the same as the part before it is not said again. */
export function equation(...parts: readonly Formula[]): Formula {
  const said = parts.filter(({ unicode }, i) => i === 0 || unicode !== parts[i - 1]?.unicode);
  return joined([...said.slice(0, 1), ...said.slice(1).map(signed)], ' ', '');
}

/** `= 14`; what is rounded brings its own sign. */
export const withSign = (value: string): string => (value.startsWith('≈') ? value : `= ${value}`);
export const signed = (formula: Formula): Formula =>
  isAbout(formula)
    ? formula
    : { text: `= ${formula.text}`, unicode: `= ${formula.unicode}`, latex: `= ${formula.latex}` };

/** `3 · (−2)`. */
export const times = (factors: readonly Formula[]): Formula =>
  rounded(joined(factors.map(bare).map(bracketed), ' · ', '\\cdot '), factors.some(isAbout));

/** `3 + (−2) + …`: of what is left out three points. */
export function plus(terms: readonly Formula[], isCut: boolean): Formula {
  const written = terms.map(bare).map((term, i) => (i > 0 ? bracketed(term) : term));
  const more: Formula = { text: '...', unicode: '…', latex: '\\cdots ' };
  return rounded(joined([...written, ...(isCut ? [more] : [])], ' + ', '+ '), terms.some(isAbout));
}

export const joined = (parts: readonly Formula[], sign: string, latex: string): Formula => ({
  text: parts.map(({ text }) => text).join(sign),
  unicode: parts.map(({ unicode }) => unicode).join(sign),
  latex: parts.map((part) => part.latex).join(` ${latex}`),
});

export const wrapped = ({ text, unicode, latex }: Formula): Formula => ({
  text: `(${text})`,
  unicode: `(${unicode})`,
  latex: `\\left(${latex}\\right)`,
});
const bracketed = (formula: Formula): Formula => (/^[-−]/.test(formula.unicode) ? wrapped(formula) : formula);

const isAbout = ({ unicode }: Formula): boolean => unicode.startsWith('≈');

/** A number: by its sign, or because not all of its digits are shown. */
export const isRounded = ({ text, value }: Figure): boolean =>
  text.startsWith('≈') || (value !== undefined && differs(Number(text.replaceAll('−', '-')), value));
const differs = (short: number, value: number): boolean => Math.abs(short - value) > 1e-12 * Math.abs(value);

export const rounded = (formula: Formula, isSo = true): Formula =>
  !isSo || isAbout(formula)
    ? formula
    : { text: `≈ ${formula.text}`, unicode: `≈ ${formula.unicode}`, latex: `\\approx ${formula.latex}` };
export const bare = ({ text, unicode, latex }: Formula): Formula => ({
  text: text.replace(/^≈\s*/, ''),
  unicode: unicode.replace(/^≈\s*/, ''),
  latex: latex.replace(/^\\approx\s*/, ''),
});

/** A number, or an array as the server has shortened it. */
export function numeral(shown: Figure): Formula {
  const digits = shown.text.replace(/^≈\s*/, '');
  const [, mantissa, exponent] = /^([-−]?\d+(?:\.\d+)?)(?:e\+?([-−]?\d+))?$/i.exec(digits) ?? [];
  const power = exponent ? `\\cdot 10^{${exponent.replace('−', '-')}}` : '';
  const latex = mantissa ? mantissa.replace('−', '-') + power : plain(digits);
  return rounded({ text: digits, unicode: digits, latex }, isRounded(shown));
}

/** A double to six digits. */
export function figure(value: number): Figure {
  const short = Number(value.toPrecision(6));
  return { text: (differs(short, value) ? '≈ ' : '') + String(short).replaceAll('-', '−'), value };
}

/** A formula that is nothing but this number. */
export const isJust = (formula: Formula, { text }: Figure): boolean =>
  formula.unicode.replace('-', '−') === text.replace('-', '−');

/** Text that is typeset as it stands: nothing in it is a command. */
export const plain = (text: string): string =>
  `\\text{${text.replace(/[\\{}$&#^_%~]/g, (sign) => ESCAPES[sign] ?? `\\${sign}`)}}`;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash ',
  '^': '\\textasciicircum ',
  '~': '\\textasciitilde ',
};

/** A fresh name is a letter, perhaps with digits: `u`, `s1`, `s₁`. */
export function letter(name: string): Formula {
  const [, stem = name, digits = ''] = /^(\p{L})([\d₀-₉]+)$/u.exec(name) ?? [];
  const plain = digits.replace(/[₀-₉]/g, (digit) => String(digit.charCodeAt(0) - 0x2080));
  const latex = digits ? `${stem}_{${plain}}` : stem.length > 1 ? `\\mathrm{${stem.replaceAll('_', '\\_')}}` : stem;
  return { text: name, unicode: name, latex };
}

/** `x`, `x and y`, `x, y and z`. */
export const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Where the result holds, where its formula does not show it; none or one. */
export const domain = (conditions: readonly string[]): string[] =>
  conditions.length > 0 ? [`for ${list(conditions)}`] : [];
