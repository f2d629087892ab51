/** How large a page may be. Beyond each limit stands a problem that names it; below, time grows with the text's length. */
export const limits = {
  /** UTF-16 units of a page. */
  page: 8_000_000,
  /** Statements of a page. */
  statements: 100_000,
  /** Tokens of one statement. */
  tokens: 200_000,
  /** Brackets, signs, roots, primes, exponents and pipes inside one another. */
  nesting: 256,
  /** Digits of a number, and the size of its exponent. */
  digits: 400,
  /** Lines, statements and readings that are remembered. */
  cache: 60_000,
} as const;
