/** The grammar is unambiguous: every text has one parse, or none. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUILT_INS, CONSTANT_NAMES, LAYERS } from '../../src/program/scope';
import { classify, type Names, type StatementToken } from '../../src/syntax/classify';
import { lexLine } from '../../src/syntax/lexer';
import { parseTokens } from '../../src/syntax/read-statement';
import { everything, pages } from './pages';
import { newParser } from './reader';

const FUNCTIONS = new Set(['f', 'g', 'k', 'h']);
const named = (functions: ReadonlySet<string>): Names => ({
  kind(written) {
    const name = written.replace(/^std\./, '');
    if (functions.has(name) || BUILT_INS.has(name) || LAYERS.has(name)) return 'function';
    return CONSTANT_NAMES.has(name) || (name.length === 1 && name !== 'd') ? 'variable' : undefined;
  },
  functions: () => functions,
});

const tokensOf = (source: string): StatementToken[] => {
  const flat = source.split('\n').flatMap((line) => {
    const { tokens } = lexLine(line);
    return tokens.map((token, i) => ({ ...token, breaks: i === 0 }));
  });
  return flat.map((token, i) => ({ ...token, breaks: token.breaks && i > 0 }));
};

/** How many parses a statement has; undefined where it is refused before the grammar, or by it. */
function parses(source: string, functions: ReadonlySet<string> = FUNCTIONS): number | undefined {
  const classified = classify(tokensOf(source), named(functions));
  if ('problem' in classified) return undefined;
  const parsed = parseTokens(classified.tokens);
  return 'problem' in parsed ? undefined : parsed.readings.length;
}

describe('one parse', () => {
  const parser = newParser();
  test.each([...pages, { file: 'every form', text: everything }])('$file', ({ text }) => {
    const { statements } = parser.parse(text);
    const functions = new Set(
      statements.flatMap(({ sentence }) =>
        // A network is called as well.
        ('parameters' in sentence && sentence.parameters) || sentence.kind === 'network' ? [sentence.name.name] : [],
      ),
    );
    for (const { source, sentence } of statements) {
      const count = parses(source, functions);
      expect(`${source}: ${count ?? 'none'}`).toMatch(sentence.kind === 'broken' ? /: (1|none)$/ : /: 1$/);
    }
  });

  const words =
    "1 2.5 x y f k sin + - * / @ · ^ ^ ( ) ( ) [ ] , = ≈ |> < <= and or not √ ² ⁻¹ ᵀ .T .h ∂ ∇ ∂f/∂x ∂/∂x( d/dx( dk/dx diff(f,x) : check for ≈1.0 k'".split(
      ' ',
    );
  test('random words', () => {
    let readable = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 14 }), fc.boolean(), (list, tight) => {
        const count = parses(list.join(tight ? '' : ' '));
        if (count !== undefined) readable++;
        expect(count ?? 1).toBe(1);
      }),
      { seed: 1, numRuns: 1500 },
    );
    expect(readable).toBeGreaterThan(50);
  });

  /** Sentences that are right by construction, so that the grammar itself is tried and not what refuses. */
  const { expression } = fc.letrec<{ expression: string; atom: string }>((tie) => ({
    atom: fc.oneof(
      { withCrossShrink: true },
      fc.constantFrom('x', 'y', '2', '0.5', 'π'),
      tie('expression').map((inner) => `(${inner})`),
      fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `f(${a}, ${b})`),
      tie('expression').map((inner) => `k'(${inner})`),
      tie('expression').map((inner) => `[${inner}, 1][0]`),
      fc.constantFrom('∂f/∂x', '∂²f/∂x∂y(1, 2)', '∇f[0]', 'dk/dx', 'x.T', 'k(x)²'),
    ),
    expression: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      tie('atom'),
      fc
        .tuple(
          tie('atom'),
          fc.constantFrom(' + ', ' - ', '*', '/', ' ', '^', '^-', ' < ', ' and ', '·', ' @ -', '/√', '²/'),
          tie('atom'),
        )
        .map((parts) => parts.join('')),
      fc.tuple(fc.constantFrom('-', '+-', '√', '-√', 'not '), tie('atom')).map((parts) => parts.join('')),
    ),
  }));
  test('random expressions', () => {
    let readable = 0;
    fc.assert(
      fc.property(expression, (source) => {
        const count = parses(source);
        if (count !== undefined) readable++;
        expect(count ?? 1).toBe(1);
      }),
      { seed: 2, numRuns: 500 },
    );
    expect(readable).toBeGreaterThan(350);
  });
});
