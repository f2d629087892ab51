/** Sizes have limits with messages, and reading takes time with a text's length, not with its square. */
import { describe, expect, test } from 'vitest';
import { limits } from '../../src/syntax/limits';
import { newParser } from './reader';

const codes = (source: string): string[] => {
  const { statements, problems } = newParser().parse(source);
  return [...problems, ...statements.flatMap((statement) => statement.problems)].map(({ code }) => code);
};

describe('limits', () => {
  const deep = limits.nesting;
  test.each<[string, string, string[]]>([
    ['brackets', `${'('.repeat(deep)}x${')'.repeat(deep)}`, []],
    ['too many brackets', `${'('.repeat(deep + 1)}x${')'.repeat(deep + 1)}`, ['too-deep']],
    ['unclosed brackets', '('.repeat(10_000), ['too-deep']],
    ['closing brackets', ')'.repeat(10_000), ['stray-bracket']],
    ['square brackets', `${'['.repeat(deep + 1)}1${']'.repeat(deep + 1)}`, ['too-deep']],
    ['signs', `${'-'.repeat(deep)}x`, []],
    ['too many signs', `${'-'.repeat(deep + 1)}x`, ['too-deep']],
    ['roots', `${'√'.repeat(10_000)}x`, ['too-deep']],
    ['not', `${'not '.repeat(10_000)}x`, ['too-deep']],
    ['powers', `x${'^x'.repeat(10_000)}`, ['too-deep']],
    ['superscripts', `x${'²'.repeat(300)}`, []],
    ['primes', `sin${"'".repeat(10_000)}`, ['too-deep']],
    ['transposes', `x${'ᵀ'.repeat(10_000)}`, ['too-deep']],
    ['members', `x${'.T'.repeat(10_000)}`, ['too-deep']],
    ['pipes', `x${' |> sin'.repeat(10_000)}`, ['too-deep']],
    ['indices', `x${'[0]'.repeat(10_000)}`, ['too-deep']],
    ['calls at points', `sin'${'(1)'.repeat(10_000)}`, ['too-deep']],
    ['digits', '1'.repeat(limits.digits), []],
    ['too many digits', '1'.repeat(limits.digits + 1), ['number-too-long']],
    ['too many decimals', `0.${'1'.repeat(limits.digits)}`, ['number-too-long']],
    ['exponent', `1e${limits.digits}`, []],
    ['exponent too large', `1e-${limits.digits + 1}`, ['number-too-long']],
    ['long superscript', `x${'⁹'.repeat(limits.digits + 1)}`, ['number-too-long']],
    ['many tokens', `1${' + 1'.repeat(limits.tokens)}`, ['statement-too-long']],
    ['a long name', 'x'.repeat(100_000), []],
    ['a long comment', `# ${'x'.repeat(1_000_000)}`, []],
    ['statements', '1\n'.repeat(limits.statements), []],
    ['too many statements', '1\n'.repeat(limits.statements + 1), ['page-too-long']],
    ['too long a page', ' '.repeat(limits.page + 1), ['page-too-long']],
  ])('%s', (_, source, expected) => {
    expect(codes(source)).toEqual(expected);
  });
});

describe('long texts', () => {
  test.each<[string, string]>([
    ['sum', `x${' + x'.repeat(20_000)}`],
    ['product', `x${' * x'.repeat(20_000)}`],
    ['product side by side', `x${' y'.repeat(20_000)}`],
    ['fractions', `1${'/2'.repeat(20_000)}`],
    ['comparison', `x${' < x'.repeat(20_000)}`],
    ['logic', `x${' and x or y'.repeat(10_000)}`],
    ['arguments', `max(x${', x'.repeat(20_000)})`],
    ['named arguments', `max(${Array.from({ length: 5_000 }, (_, i) => `a${i}=1`).join(', ')})`],
    ['vector', `[1${', 1'.repeat(40_000)}]`],
    ['derivatives', `∂sin/∂x${' ∂sin/∂x'.repeat(5_000)}`],
    ['differentials', `∂f/∂x${'∂x'.repeat(10_000)}`],
    ['paths', `∇a${'.b'.repeat(20_000)}`],
    ['claims', `check 1${' = 1'.repeat(10_000)}`],
    ['conditions', `check 1 = 1 for x > 0${', x > 0'.repeat(10_000)}`],
    ['parameters', `f(${Array.from({ length: 3_000 }, (_, i) => `p${i}`).join(', ')}) = 1`],
    ['unclosed brackets on many lines', 'm = (1 +\n'.repeat(20_000)],
    ['unclosed calls', 'f(x,\ny = 2\n'.repeat(10_000)],
    ['networks without end', 'network n {\nh = 1\n'.repeat(10_000)],
    ['braces', '}\n'.repeat(20_000)],
    ['braces on a line', '}'.repeat(20_000)],
    ['comments', `${'# c\n'.repeat(20_000)}x = 1`],
    ['comments before each', '# c\n# d\nx = 1\n'.repeat(10_000)],
    ['operators at ends', '1 +\n'.repeat(20_000)],
    ['wrong characters', '$'.repeat(100_000)],
    ['wrong characters on lines', '$ 1\n'.repeat(20_000)],
    ['blanks', ' '.repeat(1_000_000)],
    ['slashes', '/'.repeat(100_000)],
    ['quotes', '"'.repeat(100_001)],
    ['points', '.'.repeat(100_000)],
    ['invisible characters', '\u200B'.repeat(50_000)],
    ['digits and points', '1.'.repeat(50_000)],
    ['two statements', 'a = 1 '.repeat(10_000)],
    ['unknown functions', Array.from({ length: 3_000 }, (_, i) => `unknown${i}(x)`).join('\n')],
    ['a function and no brackets', 'sin '.repeat(10_000)],
    ['wrong derivatives', '∂f(x)/∂x '.repeat(5_000)],
    ['open wrong derivatives', '∂('.repeat(5_000)],
    ['d over d', 'dx/dy '.repeat(10_000)],
  ])('%s', (_, source) => {
    const started = performance.now();
    newParser().parse(source);
    // Generous: each takes a fraction of a second; what is quadratic takes minutes.
    expect(performance.now() - started).toBeLessThan(6_000);
  });
});
