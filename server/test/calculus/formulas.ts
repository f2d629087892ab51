/** Random formulas over x, y, z as text, for property tests. */
import fc from 'fast-check';

const leaf = fc.constantFrom('x', 'y', 'z', '2', '3', '0.5', '7', '1/3');
const unary = ['sin', 'cos', 'exp', 'log', 'tanh', 'sqrt', 'abs', 'sigmoid', 'relu', 'atan'];

export const formulas: fc.Arbitrary<string> = fc.letrec<{ formula: string }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => `(${a} + ${b})`),
    fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => `(${a} - ${b})`),
    fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => `(${a})*(${b})`),
    fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => `(${a})/(${b})`),
    fc.tuple(tie('formula'), fc.integer({ min: -2, max: 4 })).map(([a, n]) => `(${a})^(${n})`),
    fc.tuple(fc.constantFrom(...unary), tie('formula')).map(([f, a]) => `${f}(${a})`),
  ),
})).formula;
