/**
 * Names in LaTeX: `x1` as x with a subscript, `α` as `\alpha`, `loss` upright enough to be one word.
 * In: a name of the reader's, any letters at all. Out: LaTeX in which nothing of it is a command.
 */

const GREEK: Readonly<Record<string, string>> = {
  α: '\\alpha',
  β: '\\beta',
  γ: '\\gamma',
  δ: '\\delta',
  ε: '\\varepsilon',
  ϵ: '\\epsilon',
  ζ: '\\zeta',
  η: '\\eta',
  θ: '\\theta',
  ϑ: '\\vartheta',
  ι: '\\iota',
  κ: '\\kappa',
  λ: '\\lambda',
  μ: '\\mu',
  ν: '\\nu',
  ξ: '\\xi',
  ο: 'o',
  π: '\\pi',
  ρ: '\\rho',
  ϱ: '\\varrho',
  σ: '\\sigma',
  ς: '\\varsigma',
  τ: '\\tau',
  υ: '\\upsilon',
  φ: '\\varphi',
  ϕ: '\\phi',
  χ: '\\chi',
  ψ: '\\psi',
  ω: '\\omega',
  Γ: '\\Gamma',
  Δ: '\\Delta',
  Θ: '\\Theta',
  Λ: '\\Lambda',
  Ξ: '\\Xi',
  Π: '\\Pi',
  Σ: '\\Sigma',
  Υ: '\\Upsilon',
  Φ: '\\Phi',
  Ψ: '\\Psi',
  Ω: '\\Omega',
  ℓ: '\\ell',
};

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

/**
 * A name of the page. A part of a network says below whose it is: `h.W` is W_h, `h.W1` W_{h,1}; an entry of an array
 * has its place below: `X[0, 1]` is X_{0,1}, of an array with a subscript (W_h)_{0,1}.
 */
export function texName(name: string): string {
  const entry = /^(.*)\[(.*)\]$/.exec(name);
  if (entry) {
    const array = texName(entry[1] ?? '');
    return `${array.includes('_{') ? `(${array})` : array}_{${(entry[2] ?? '').split(/, */).map(escapeTex).join(',')}}`;
  }
  const path = name.split('.');
  const { base, below } = parted(path.at(-1) ?? '');
  const subscripts = [...path.slice(0, -1).map(texName), ...(below === undefined ? [] : [below])];
  return subscripts.length === 0 ? base : `${base}_{${subscripts.join(',')}}`;
}

/** `x1`, `x₁`, `x_out`: a name and its subscript. */
function parted(name: string): { readonly base: string; readonly below?: string } {
  const plain = name.replaceAll(/[₀-₉]/g, (digit) => String(SUBSCRIPTS.indexOf(digit)));
  const match = /^(\p{L}\p{M}*|[^_\d]{2,}?)(?:_([^_]+)|(\d+))$/u.exec(plain);
  if (!match) return { base: word(plain) };
  const [, base = '', tail, index] = match;
  return { base: word(base), below: index ?? (tail ? subscript(tail) : '') };
}

/** Whether it reads as one letter, with subscripts or without. */
export const isSymbol = (name: string): boolean =>
  /^\p{L}(?:_?\d+|[₀-₉]+)?$/u.test(name.replace(/\[.*\]$/, '').replace(/^.*\./, ''));

const subscript = (tail: string): string => (/^\d+$/.test(tail) ? tail : word(tail));

function word(text: string): string {
  const greek = greekLetter(text);
  if (greek) return greek;
  if (/^[A-Za-z]$/.test(text)) return text;
  if (/^[\w]*$/.test(text)) return `\\mathit{${escapeTex(text)}}`;
  const letters = [...text].map((letter) => (/^[A-Za-z\d]$/.test(letter) ? letter : greekLetter(letter)));
  if (letters.every((letter) => letter !== undefined)) return `\\mathit{${letters.join(' ')}}`;
  return `\\text{${escapeTex(text)}}`;
}

const greekLetter = (letter: string): string | undefined => (Object.hasOwn(GREEK, letter) ? GREEK[letter] : undefined);

/** The name of a function that has no command of its own. */
export const texOperator = (name: string): string => `\\operatorname{${escapeTex(name)}}`;

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\backslash ',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '^': '\\wedge ',
  _: '\\_',
  '~': '\\sim ',
  '%': '\\%',
  '<': '\\lt ',
  '>': '\\gt ',
};

/** Any text, harmless inside a group. */
export const escapeTex = (text: string): string =>
  text.replaceAll(/[\\{}$&#^_~%<>]/g, (character) => ESCAPES[character] ?? '');
