/**
 * What is typed for a symbol: `\alpha` for α, `\partial` for ∂. Completion offers them, and where one is left in the text
 * the lexer knows what was meant. The names are those of LaTeX and of Julia's REPL. One table; a test holds it against the
 * symbols that the lexer reads.
 */

export interface Abbreviation {
  /** With its backslash. */
  readonly typed: string;
  readonly symbol: string;
  /** What the symbol is, in a few words. */
  readonly summary: string;
}

/** Symbol, what it is, and what is typed for it, without the backslash; the first is the usual one. */
type Row = readonly [symbol: string, summary: string, typed: string];

const OPERATORS: readonly Row[] = [
  ['∂', 'partial derivative: ∂f/∂x', 'partial'],
  ['∇', 'gradient: ∇f', 'nabla grad'],
  ['√', 'square root: √x', 'sqrt'],
  ['·', 'product; of vectors and matrices the matrix product', 'cdot'],
  ['⋅', 'product, as · is', 'sdot'],
  ['×', 'product, entry by entry: *', 'times'],
  ['⊙', 'product, entry by entry: *', 'odot'],
  ['÷', 'quotient: /', 'div'],
  ['−', 'minus: -', 'minus'],
  ['≤', 'at most: <=', 'le leq'],
  ['≥', 'at least: >=', 'ge geq'],
  ['≠', 'not equal: !=', 'ne neq'],
  ['≈', 'agrees to the digits that are written: ~=', 'approx'],
  ['′', "derivative of a function of one parameter: f'", "prime '"],
  ['″', "second derivative: f''", "pprime ''"],
  ['‴', "third derivative: f'''", "ppprime '''"],
  ['ᵀ', 'transpose: .T', 'T transpose ^T'],
  ['²', 'squared: ^2', 'sq squared'],
  ['³', 'cubed: ^3', 'cubed'],
];

/** In the order of the alphabet. Letters that look like others (ϵ, ϕ) are left out: they would be other names. */
const GREEK =
  'α alpha β beta γ gamma δ delta ε epsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi ο omicron π pi ρ rho σ sigma τ tau υ upsilon φ phi χ chi ψ psi ω omega';
const VARIANTS: readonly Row[] = [
  ['ε', 'Greek letter', 'varepsilon'],
  ['φ', 'Greek letter', 'varphi'],
  ['ς', 'Greek letter, at the end of a word', 'varsigma'],
];

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

const letters: readonly Row[] = [...GREEK.matchAll(/(\S+) (\S+)/g)].flatMap(([, letter = '', name = '']): Row[] => [
  [letter, letter === 'π' ? 'the constant 3.14159…' : 'Greek letter', name],
  [letter.toUpperCase(), 'capital Greek letter', name.charAt(0).toUpperCase() + name.slice(1)],
]);
const digits: readonly Row[] = [
  ...[...SUPERSCRIPTS].map((sign, digit): Row => [sign, 'exponent', `^${digit}`]),
  ['⁻', 'sign of an exponent', '^-'],
  ['⁺', 'sign of an exponent', '^+'],
  ...[...SUBSCRIPTS].map((sign, digit): Row => [sign, 'part of a name', `_${digit}`]),
];

/** All of them: operators, letters, digits. */
export const ABBREVIATIONS: readonly Abbreviation[] = [...OPERATORS, ...letters, ...VARIANTS, ...digits].flatMap(
  ([symbol, summary, typed]) => typed.split(' ').map((word) => ({ typed: `\\${word}`, symbol, summary })),
);

const symbols: ReadonlyMap<string, string> = new Map(ABBREVIATIONS.map(({ typed, symbol }) => [typed, symbol]));

/** The symbol that is typed so; undefined for what is no abbreviation. */
export const symbolOf = (typed: string): string | undefined => symbols.get(typed);

/** What an abbreviation looks like: a word, an exponent, a subscript or primes after a backslash. */
export const ABBREVIATION = /\\(?:[A-Za-z]+|\^[0-9T+-]|_[0-9]|'{1,3})/u;
