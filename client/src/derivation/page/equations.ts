/** Formulas put together from formulas, in their three spellings. */
import type { Formula } from '../../../../server/src/protocol';

export const equation = (left: Formula, right: Formula): Formula => joined(left, '=', '=', right);

/** A value that is rounded has its sign already. */
export const withSign = (value: string): string => (value.startsWith('≈') ? value : `= ${value}`);

export const signed = ({ text, unicode, latex }: Formula): Formula =>
  unicode.startsWith('≈') ? { text, unicode, latex } : { text, unicode: `= ${unicode}`, latex: `= ${latex}` };

export const about = ({ text, unicode, latex }: Formula): Formula => ({
  text,
  unicode: `≈ ${unicode}`,
  latex: `\\approx ${latex}`,
});

const joined = (left: Formula, sign: string, latex: string, right: Formula): Formula => ({
  text: `${left.text} ${sign} ${right.text}`,
  unicode: `${left.unicode} ${sign} ${right.unicode}`,
  latex: `${left.latex} ${latex} ${right.latex}`,
});

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
