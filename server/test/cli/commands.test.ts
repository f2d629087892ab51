/** The command, to the letter of its page: what it prints, in which keys and places, and how it ends. */
import { describe, expect, test } from 'vitest';
import { nabla } from './fake-io';

const F = 'f(x, y) = 3x^3 - y^2 + 5x + 2\n';
const keys = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.keys(value) : []);
const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : undefined);

describe('check', () => {
  test.each<[string, string, unknown[]]>([
    ['a problem', 'a = b', [{ line: 1, column: 5, endLine: 1, endColumn: 6, severity: 'error', code: 'unknown-name' }]],
    ['on a later line', '\n\n  a = b', [{ line: 3, column: 7, endLine: 3, endColumn: 8 }]],
    ['after CRLF', '1\r\na = b', [{ line: 2, column: 5 }]],
    ['a byte-order mark is not counted', '\uFEFFa = b', [{ line: 1, column: 5, endColumn: 6 }]],
    ['UTF-16 units', '𝒙 = 1\nf(𝒙) = 𝒙 + b', [{ line: 2, column: 14, endColumn: 15 }]],
    ['over lines', 'f(x) = log(\n-1)', [{}, { line: 1, column: 8, endLine: 2, endColumn: 4, code: 'outside-domain' }]],
    ['a hint', 'f(x, y) = x', [{ severity: 'hint', code: 'unused-parameter', column: 6 }]],
    ['a warning', 'a = 2e', [{ severity: 'warning' }]],
    ['proved', 'check 1 + 1 = 2', [{ severity: 'information', code: 'proved', claim: { verdict: 'proved' } }]],
    [
      'refuted',
      'check x = 1',
      [{ severity: 'error', code: 'refuted', column: 11, endColumn: 12, claim: { verdict: 'refuted' } }],
    ],
    ['a wrong line', 'check 1 = 1\n  = 2', [{ line: 2, column: 5, claim: { verdict: 'refuted' } }]],
    ['nothing', 'check log(-1) = 1', [{ code: 'says-nothing', claim: { verdict: 'nothing' } }]],
    ['all well', F, []],
    ['an empty page', '', []],
  ])('%s', async (_, page, entries) => {
    const { json, status, err } = await nabla(['check', '--json', 'a.grad'], { files: { 'a.grad': page } });
    expect(json).toMatchObject(entries);
    expect(json).toHaveLength(entries.length);
    expect(err).toBe('');
    const isWrong = Array.isArray(json) && json.some((entry) => entry.severity === 'error');
    expect(status).toBe(isWrong ? 1 : 0);
  });

  test('keys', async () => {
    const { json } = await nabla(['check', '--json', '-'], { input: 'check x = 1' });
    expect(keys(first(json))).toEqual([
      'file', 'line', 'column', 'endLine', 'endColumn', 'severity', 'code', 'message', 'claim',
    ]); // biome-ignore format: as on the page
    expect(first(json)).toMatchObject({
      file: '-',
      claim: { verdict: 'refuted', counterexample: { x: expect.any(Number) } },
    });
  });

  test('a mistake is named, in JSON and for people', async () => {
    const files = { 'a.grad': "h(x) = 3(2x^2)^5\ncheck h'(x) = 15(2x^2)^4\n" };
    const message = 'Refuted at x = 1: 960 is not 240. This is what comes out if the inner derivative 4x is forgotten.';
    expect(first((await nabla(['check', '--json', 'a.grad'], { files })).json)).toMatchObject({ message });
    const { out, err } = await nabla(['check', 'a.grad'], { files });
    expect(out).toContain(message);
    expect(err).toBe(`a.grad:2:15: error: ${message}\n`);
  });

  test('a claim that holds says at how many points', async () => {
    const { json } = await nabla(['check', '--json', '-'], { input: 'check (x^2 >= 0) = 1' });
    expect(first(json)).toMatchObject({ claim: { points: expect.any(Number) } });
  });

  test('several files, in order, each by its name', async () => {
    const files = { 'a.grad': 'a = b', 'folder/b.grad': 'c = d' };
    const { json } = await nabla(['check', 'folder/b.grad', 'a.grad', '--json'], { files });
    expect(json).toMatchObject([{ file: 'folder/b.grad' }, { file: 'a.grad' }]);
  });

  test('for people: problems on standard error, claims on standard output', async () => {
    const page = `${F}check ∂f/∂x = 9x^2 + 5\ncheck ∂f/∂y = y\na = b\n`;
    const { out, err, status } = await nabla(['check', 'a.grad'], { files: { 'a.grad': page } });
    expect(status).toBe(1);
    expect(err.split('\n')).toEqual([
      'a.grad:4:5: error: b is not known here.',
      expect.stringMatching(/^a\.grad:3:15: error: Refuted /),
      '',
    ]);
    expect(out).toMatch(/^✓ check ∂f\/∂x = 9x\^2 \+ 5 +a\.grad:2 +Proved/);
    expect(out).toMatch(/\n✗ check/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
    expect(out).not.toMatch(/\u001b/);
    const colourful = await nabla(['check', 'a.grad'], { files: { 'a.grad': page }, colours: true });
    expect(colourful.out).toContain('\u001b[32m✓');
  });
});

describe('eval', () => {
  test.each<[string, string, unknown[]]>([
    ['a number', '1 + 1', [{ line: 1, endLine: 1, source: '1 + 1', text: '2', value: 2 }]],
    ['an array', `${F}∇f(1, 2)`, [{ line: 2, source: '∇f(1, 2)', text: '[14, -4]', value: [14, -4] }]],
    ['a fraction', '1/3', [{ text: '1/3', value: 1 / 3 }]],
    ['a formula', `${F}∂f/∂x`, [{ text: '9*x^2 + 5', value: null, reason: 'free variables' }]],
    ['a reason', 'x = -1\nlog(x)', [{ value: null, reason: expect.stringContaining('log') }]],
    ['overflow', 'exp(1000)', [{ value: null, reason: 'overflow' }]],
    ['a kink', "abs'(0)", [{ value: 0, note: expect.stringContaining('kink') }]],
    ['a large integer', '2^53 + 1', [{ text: '9007199254740993', note: expect.any(String) }]],
    [
      'entries without a value',
      'a = 0\n[1, 1/a, log(a)]',
      [{ value: [1, null, null], reason: expect.stringContaining('zero') }],
    ],
    ['over lines', '(1 +\n1)', [{ line: 1, endLine: 2, source: '(1 +\n1)', value: 2 }]],
    ['several', '1\n2', [{ value: 1 }, { value: 2, line: 2 }]],
    ['none', F, []],
  ])('%s', async (_, input, entries) => {
    const { json, status } = await nabla(['eval', '-', '--json'], { input });
    expect(json).toMatchObject(entries);
    expect(json).toHaveLength(entries.length);
    expect(status).toBe(0);
  });

  test('keys', async () => {
    const { json } = await nabla(['eval', '--json', '-'], { input: '1' });
    expect(keys(first(json))).toEqual(['file', 'line', 'endLine', 'source', 'text', 'value']);
  });

  test('a broken statement stops no other', async () => {
    const { json, status, err } = await nabla(['eval', 'a.grad', '--json'], { files: { 'a.grad': 'a = (\n1 + 1\n' } });
    expect(json).toMatchObject([{ value: 2 }]);
    expect(err).toBe('a.grad:1:5: error: This ( is not closed.\n');
    expect(status).toBe(1);
  });

  test('a refuted claim is no matter of eval', async () => {
    expect((await nabla(['eval', '-'], { input: 'check 1 = 2\n1' })).status).toBe(0);
  });

  test('for people', async () => {
    const { out } = await nabla(['eval', '-'], { input: `${F}∂f/∂x\n∇f(1, 2)\n1/3` });
    expect(out).toBe('∂f/∂x     = 9x² + 5\n∇f(1, 2)  = [14, −4]\n1/3       = 1/3\n');
  });

  test('a value that is its own formula is not said twice', async () => {
    const { out } = await nabla(['eval', '-'], { input: 'a = sqrt(2)\na\n2a\nsoftmax([0, 1])' });
    expect(out).toBe(
      'a                ≈ 1.41421356237\n2a               ≈ 2.82842712475\nsoftmax([0, 1])  = [1/(e + 1), 1/(exp(−1) + 1)] ≈ [0.26894142137, 0.73105857863]\n',
    );
  });
});

describe('gradient', () => {
  const files = { 'a.grad': `${F}g(t) = t^2 + y\ny = 3\n` };
  const partials = async (...argv: string[]): Promise<unknown> => {
    const { json } = await nabla(['gradient', 'a.grad', '--json', ...argv], { files });
    return json;
  };

  test('keys and texts', async () => {
    const json = await partials();
    expect(keys(json)).toEqual(['functions', 'networks']);
    expect(json).toMatchObject({
      functions: [
        {
          file: 'a.grad', name: 'f', line: 1, parameters: ['x', 'y'],
          partials: [
            { wrt: 'x', text: '9*x^2 + 5', latex: '9x^{2} + 5', operations: 3, value: null },
            { wrt: 'y', text: '-2*y', operations: 1, value: null },
          ],
        },
        { name: 'g', line: 2, partials: [{ wrt: 't', text: '2*t' }] },
      ],
      networks: [],
    }); // biome-ignore format: as on the page
  });

  test.each<[string, string[], unknown]>([
    ['one function', ['g'], { functions: [{ name: 'g' }] }],
    ['at a point', ['f', '--at', 'x=1,y=2'], { functions: [{ partials: [{ value: 14 }, { value: -4 }] }] }],
    ['at a point, with =', ['f', '--at=x=1,y=2'], { functions: [{ partials: [{ value: 14 }, { value: -4 }] }] }],
    [
      'at an expression',
      ['f', '--at', 'x=2^2 - 3, y=pi'],
      { functions: [{ partials: [{ value: 14 }, { value: -2 * Math.PI }] }] },
    ],
    [
      'a name is missing',
      ['f', '--at', 'x=1'],
      { functions: [{ partials: [{ value: null, reason: 'y has no value' }, { value: null }] }] },
    ],
    ['a literal of a vector', ['f', '--at', 'w=[1,2],x=1,y=2'], { functions: [{ partials: [{ value: 14 }, {}] }] }],
    ['commas in brackets', ['f', '--at', 'x=max(1,0),y=2'], { functions: [{ partials: [{ value: 14 }, {}] }] }],
  ])('%s', async (_, argv, expected) => {
    expect(await partials(...argv)).toMatchObject(expected as object);
  });

  test('a network', async () => {
    const input = 'network n {\n input x[2]\n h = dense(x, 3)\n loss = sum(h)\n}\n';
    const { json, status } = await nabla(['gradient', '-', '--json'], { input });
    expect(status).toBe(0);
    expect(json).toMatchObject({
      functions: [],
      networks: [{ file: '-', name: 'n', line: 1, loss: { node: 'loss', value: null } }],
    });
    expect(keys(first((json as { networks: unknown[] }).networks))).toEqual([
      'file', 'name', 'line', 'loss', 'totalParameters', 'parameters', 'nodes',
    ]); // biome-ignore format: as on the page
  });

  test('a kink and a hole in the domain', async () => {
    const { json } = await nabla(['gradient', '-', '--json', '--at', 'x=0'], {
      input: 'f(x) = abs(x)\ng(x) = sqrt(x)',
    });
    expect(json).toMatchObject({
      functions: [
        { partials: [{ value: 0, note: expect.stringContaining('kink') }] },
        { partials: [{ value: null, reason: expect.stringContaining('sqrt') }] },
      ],
    });
  });

  test('for people', async () => {
    const { out } = await nabla(['gradient', 'a.grad', 'f', '--at', 'x=1,y=2'], { files });
    expect(out).toBe('f(x, y)  a.grad:1\n  ∂f/∂x = 9x² + 5  = 14\n  ∂f/∂y = −2y  = -4\n');
  });
});

describe('expand', () => {
  const files = { 'a.grad': 'h(x) = 3(2x^2)^5\n' };
  interface Step {
    before: string;
    after: string;
    check: { verdict: string };
  }

  test('json', async () => {
    const { json, status } = await nabla(['expand', 'a.grad', 'h', 'x', '--json'], { files });
    expect(status).toBe(0);
    expect(json).toMatchObject({ function: 'h', wrt: 'x', result: { text: '960*x^9', latex: '960x^{9}' } });
    const { steps } = json as { steps: Step[] };
    expect(keys(steps[0])).toEqual(['rule', 'before', 'after', 'latex', 'explanation', 'where', 'check', 'steps']);
    expect(steps[0]?.before).toBe('diff(3*(2*x^2)^5, x)');
    expect(steps.at(-1)?.after).toBe('960*x^9');
    expect(steps.slice(1).map(({ before }) => before)).toEqual(steps.slice(0, -1).map(({ after }) => after));
    for (const step of steps) expect(['proved', 'holds']).toContain(step.check.verdict);
  });

  test.each([
    [['expand', 'a.grad', 'h', 'x'], /dh\/dx/],
    [['expand', 'a.grad', 'h', 'x', '--format', 'text'], /dh\/dx/],
    [['expand', 'a.grad', 'h', 'x', '--format=markdown'], /\$/],
    [['expand', 'a.grad', 'h', 'x', '--format', 'latex'], /\\frac/],
  ])('%j', async (argv, pattern) => {
    const { out, status } = await nabla(argv, { files });
    expect(out).toMatch(pattern);
    expect(status).toBe(0);
  });
});

describe('wrong calls', () => {
  const files = { 'a.grad': `${F}a = 1\ndeclare g(u)\nnetwork n {\n}\n` };
  test.each<[string[], RegExp]>([
    [['frobnicate'], /no command frobnicate/],
    [['check'], /file is missing/],
    [['eval'], /file is missing/],
    [['gradient'], /file is missing/],
    [['expand'], /takes a file/],
    [['expand', 'a.grad', 'f'], /takes a file/],
    [['expand', 'a.grad', 'f', 'x', 'y'], /takes a file/],
    [['check', 'missing.grad'], /missing\.grad cannot be read/],
    [['check', 'a.grad', 'missing.grad'], /missing\.grad cannot be read/],
    [['gradient', 'a.grad', 'q'], /nothing called q/],
    [['gradient', 'a.grad', 'f', 'g'], /at most one name/],
    [['expand', 'a.grad', 'q', 'x'], /nothing called q/],
    [['expand', 'a.grad', 'f', 'z'], /no parameter z/],
    [['expand', 'a.grad', 'a', 'x'], /no function/],
    [['expand', 'a.grad', 'g', 'u'], /no function/],
    [['expand', 'a.grad', 'n', 'x'], /network/],
    [['expand', 'a.grad', 'constructor', 'x'], /nothing called constructor/],
    [['check', '--frob', 'a.grad'], /no option --frob/],
    [['check', '--at', 'x=1', 'a.grad'], /no option --at/],
    [['gradient', 'a.grad', '--at'], /needs a value/],
    [['gradient', 'a.grad', '--at', 'x'], /by name/],
    [['gradient', 'a.grad', '--at', '=1'], /by name/],
    [['gradient', 'a.grad', '--at', 'x=1,,y=2'], /by name/],
    [['gradient', 'a.grad', '--at', 'x=('], /no value/],
    [['gradient', 'a.grad', '--at', 'x=q'], /no value/],
    [['gradient', 'a.grad', '--at', 'x=1/0'], /zero/],
    [['gradient', 'a.grad', '--at', 'x=1\ny = 2'], /no value/],
    [['expand', 'a.grad', 'f', 'x', '--format', 'pdf'], /text, markdown, latex/],
    [['constructor'], /no command constructor/],
    [['__proto__'], /no command __proto__/],
    [['toString'], /no command toString/],
  ])('%j', async (argv, message) => {
    const { status, out, err } = await nabla(argv, { files });
    expect(err).toMatch(message);
    expect(err).toMatch(/^nabla: [^\n]+\n$/);
    expect(out).toBe('');
    expect(status).toBe(2);
  });

  test.each<[string[], RegExp, number]>([
    [[], /nabla check FILE/, 2],
    [['--help'], /nabla check FILE/, 0],
    [['help'], /Exit status/, 0],
    [['check', '--help'], /nabla check FILE/, 0],
    [['--version'], /^\d+\.\d+\.\d+\n$/, 0],
    [['lsp', '--stdio'], /^served$/, 0],
  ])('%j', async (argv, output, status) => {
    const ran = await nabla(argv);
    expect(ran.out).toMatch(output);
    expect(ran.status).toBe(status);
  });

  test('what follows -- is a file', async () => {
    expect((await nabla(['check', '--', '--json'], { files: { '--json': F } })).status).toBe(0);
  });
});

describe('imports', () => {
  const files = {
    'pages/main.grad': 'import "../lib/f.grad"\nf(2)\n',
    'lib/f.grad': 'import "g.grad"\nf(x) = g(x)^2\n',
    'lib/g.grad': 'g(x) = x + 1\n',
  };
  test('by paths relative to each page', async () => {
    const { json, status } = await nabla(['eval', 'pages/main.grad', '--json'], { files });
    expect(json).toMatchObject([{ value: 9 }]);
    expect(status).toBe(0);
  });
  test('only the functions of the page itself have gradients', async () => {
    const { json } = await nabla(['gradient', 'lib/f.grad', '--json'], { files });
    expect(json).toMatchObject({ functions: [{ name: 'f', partials: [{ text: '2*(x + 1)' }] }] });
  });
});
