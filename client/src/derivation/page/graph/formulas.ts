/**
 * Formulas put together from those of the server, in their three spellings. A part that is rounded begins with ≈, and so does
 * what is made of it.
 */
import type { Figure, Formula } from '../../../../../server/src/protocol';

/** `a = b ≈ 0.33`; what is the same as the part before it is not said again. */
export function equation(...parts: readonly Formula[]): Formula {
  const said = parts.filter(({ unicode }, i) => i === 0 || unicode !== parts[i - 1]?.unicode);
  return said.reduce((all, part) => {
    const sign = isRounded(part) ? '' : '= ';
    return {
      text: `${all.text} ${sign}${part.text}`,
      unicode: `${all.unicode} ${sign}${part.unicode}`,
      latex: `${all.latex} ${sign}${part.latex}`,
    };
  });
}

/** `3 · (−2)`. */
export const times = (factors: readonly Formula[]): Formula =>
  rounded(joined(factors.map(bare).map(bracketed), ' · ', '\\cdot '), factors.some(isRounded));

/** `3 + (−2) + …`: of what is left out three points. */
export function plus(terms: readonly Formula[], isCut: boolean): Formula {
  const written = terms.map(bare).map((term, i) => (i > 0 ? bracketed(term) : term));
  const more: Formula = { text: '...', unicode: '…', latex: '\\cdots ' };
  return rounded(joined([...written, ...(isCut ? [more] : [])], ' + ', '+ '), terms.some(isRounded));
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

/** By its sign, or because not all of its digits are shown. */
export const isRounded = ({ text, value }: Figure): boolean =>
  text.startsWith('≈') || (value !== undefined && differs(Number(text.replaceAll('−', '-')), value));
const differs = (short: number, value: number): boolean => Math.abs(short - value) > 1e-12 * Math.abs(value);

export const rounded = (formula: Formula, isSo = true): Formula =>
  !isSo || isRounded(formula)
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
