/** What of the page each line of a derivation speaks of, the chain at its top as a product, and numbers for parameters. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expand } from '../../src/features/expand';
import { rangeOf, type View } from '../../src/features/view';
import { derivationDocument } from '../../src/notation/derivation-document';
import { judge } from '../../src/program/answers';
import { createWorkspace } from '../../src/program/workspace';
import type { DerivationDocument, DerivationStep, ExpandParams, ExpandResult, SourceRange } from '../../src/protocol';
import { URI, viewOf } from './carets';
import { examples } from './examples';

type Asked = Omit<ExpandParams, 'textDocument'>;
type Derived = Extract<ExpandResult, { kind: 'derivation' }>;

function derivationIn(view: View, asked: Asked): Derived {
  const result = expand(view, { textDocument: { uri: URI }, ...asked });
  if (result.kind !== 'derivation') throw new Error(JSON.stringify(result));
  return result;
}

const textAt = ({ document }: View, ranges: readonly SourceRange[] = []): string =>
  ranges.map((range) => document.getText(range)).join(' | ');

/** `rule: what it speaks of`, steps inside indented. */
function sources(text: string, asked: Asked): string[] {
  const view = viewOf(text);
  const lines = (steps: readonly DerivationStep[], indent: string): string[] =>
    steps.flatMap((step) => [
      `${indent}${step.rule}: ${textAt(view, step.source)}`,
      ...lines(step.steps, `${indent}  `),
    ]);
  return lines(derivationIn(view, asked).derivation.steps, '');
}

const chainOf = (text: string, asked: Asked): string[] => {
  const view = viewOf(text);
  const { chain = [] } = derivationIn(view, asked).derivation;
  return chain.map(
    (link) =>
      `${link.name ?? ''}: ${link.quantity.unicode}, ${link.function.unicode}, ${link.slope.unicode}, ${textAt(view, link.source)}`,
  );
};

const everyStep = (steps: readonly DerivationStep[]): readonly DerivationStep[] =>
  steps.flatMap((step) => [step, ...everyStep(step.steps)]);

const isWithin = ({ document }: View, inner: SourceRange, outer: SourceRange): boolean =>
  document.offsetAt(outer.start) <= document.offsetAt(inner.start) &&
  document.offsetAt(inner.start) < document.offsetAt(inner.end) &&
  document.offsetAt(inner.end) <= document.offsetAt(outer.end);

/** Sorted, disjoint, not empty, and inside of the statement. */
function expectInside(view: View, ranges: readonly SourceRange[] | undefined, statement: SourceRange): void {
  expect(ranges?.length ?? 0).toBeGreaterThan(0);
  let last = 0;
  for (const range of ranges ?? []) {
    expect(isWithin(view, range, statement)).toBe(true);
    expect(view.document.offsetAt(range.start)).toBeGreaterThanOrEqual(last);
    last = view.document.offsetAt(range.end);
  }
}

test('the textbook’s chain', () => {
  expect(sources('h(x) = 3(2x^2)^5', { function: 'h' })).toEqual([
    'chain rule: 3(2x^2)^5',
    'power: 3(2x^2)^5',
    '  constant multiple: 3(2x^2)^5',
    '  power: (2x^2)^5',
    '  arithmetic: 3(2x^2)^5',
    'power: 2x^2',
    '  constant multiple: 2x^2',
    '  power: x^2',
    '  arithmetic: 2x^2',
    'put back: 3(2x^2)^5',
    'distribute the exponent: 3(2x^2)^5',
    'combine like factors: 3(2x^2)^5',
    'combine the constants: 3(2x^2)^5',
  ]);
  expect(chainOf('h(x) = 3(2x^2)^5', { function: 'h' })).toEqual([
    ': dh/du, h = 3u⁵, 15u⁴, 3( | )^5',
    'u: du/dx, u = 2x², 4x, 2x^2',
  ]);
});

test('of a sum the term, and of a number the one that is the term', () => {
  const text = 'f(x, y) = 3x^3 - y^2 + 5x + 2';
  expect(sources(text, { function: 'f', variable: 'x' })).toEqual([
    'sum: 3x^3 - y^2 + 5x + 2',
    'constant: y^2 | 2',
    'power: 3x^3',
    '  constant multiple: 3x^3',
    '  power: x^3',
    '  arithmetic: 3x^3',
    'constant multiple: 5x',
    '  constant multiple: 5x',
    '  variable: x',
    '  arithmetic: 5x',
    'arithmetic: 3x^3 - y^2 + 5x + 2',
  ]);
});

test('of a second derivative the terms that the first one comes from', () => {
  const steps = sources('f(x, y) = 3x^3 - y^2 + 5x + 2', { function: 'f', variable: 'x,x' });
  expect(steps.filter((line) => !line.startsWith(' '))).toEqual([
    'inner derivative: 3x^3 - y^2 + 5x + 2',
    'sum: 3x^3 - y^2 + 5x + 2',
    'power: 3x^3',
    'constant: 5x',
    'arithmetic: 3x^3 - y^2 + 5x + 2',
  ]);
});

test('of a gradient’s entries what each differentiates', () => {
  const steps = sources('f(x, y) = x^2 + 3y', { function: 'f', variable: '∇' });
  expect(steps).toContain('  constant: 3y');
  expect(steps).toContain('  constant: x^2');
  expect(steps.filter((line) => !line.startsWith(' '))).toEqual(['sum: x^2 + 3y', 'sum: x^2 + 3y']);
});

test.each([
  // Some factors of a longer product; equal parts in other places are left alone.
  ['f(x) = 2 x sin(x) + x', 'product', 'x | sin(x)'],
  ['f(x) = x*a/x\na = 3', 'constant multiple', 'x*a'],
  ['f(x) = x |> sin |> exp', 'exponential', 'x |> sin |> exp'],
  // What a function of the page means stands where it is called.
  ['g(t) = t^2 + t\nf(x) = 3 g(x)', 'sum', 'g(x)'],
  ['f(x) = ((x)) + (x + 1)^2', 'variable', 'x'],
])('%s: %s', (text, rule, source) => {
  const lines = sources(text, { function: 'f' }).map((line) => line.trim());
  expect(lines).toContain(`${rule}: ${source}`);
});

test.each([
  [
    'k(x) = sin(exp(x^2))',
    [': dk/du, k = sin(u), cos(u), sin( | )', 'u: du/dv, u = exp(v), exp(v), exp( | )', 'v: dv/dx, v = x², 2x, x^2'],
  ],
  ['k(x) = x^2 + 1 |> sin', [': dk/du, k = sin(u), cos(u), |> sin', 'u: du/dx, u = x² + 1, 2x, x^2 + 1']],
  ['k(x) = g(x^2)\ng(t) = sin(t)^2', [': dk/du, k = g(u), 2·sin(u)·cos(u), g( | )', 'u: du/dx, u = x², 2x, x^2']],
  ['k(x, y) = (x y)²', [': ∂k/∂u, k = u², 2u, ( | )²', 'u: ∂u/∂x, u = x·y, y, x y']],
  ['k(x) = 5(  # outer\n  x + 1)^2', [': dk/du, k = 5u², 10u, 5( | )^2', 'u: du/dx, u = x + 1, 1, x + 1']],
  ['k(x) = x^2 sin(x)', []],
])('the links of %s', (text, links) => {
  expect(chainOf(text, { function: 'k' })).toEqual(links);
});

test('lines and characters count as editors count them', () => {
  // Mathematical letters take two units each, an accent is a unit of its own.
  const text = '# 𝑓\n\nf(𝑥, e\u0301) = 𝑥^2 +\n   3e\u0301 𝑥\n';
  const view = viewOf(text);
  const { derivation } = derivationIn(view, { function: 'f' });
  const found = everyStep(derivation.steps).map((step) => [step.rule, textAt(view, step.source)]);
  expect(found).toContainEqual(['power', '𝑥^2']);
  expect(found).toContainEqual(['constant multiple', '3e\u0301 𝑥']);
  const [term] = derivation.steps.find(({ rule }) => rule === 'constant multiple')?.source ?? [];
  expect(term).toEqual({ start: { line: 3, character: 3 }, end: { line: 3, character: 9 } });
});

describe('at a point', () => {
  const text = "f(x) = sin(x)\ncheck f'(2) = cos(2)\nf(0.5)";

  test('from the page: the body, and where its numbers stand', () => {
    const steps = sources(text, { function: 'f', variable: 'x', point: ['2'] });
    expect(steps).toEqual(['derivative of sin: sin(x)', 'put in the numbers: sin(x) | 2', 'approximately: sin(x)']);
  });

  test('from the reader', () => {
    const view = viewOf(text);
    const { derivation, point, suggestedPoint } = derivationIn(view, { function: 'f', at: { x: 'π/2' } });
    expect(derivation.point?.at.x?.text).toBe('pi/2');
    expect(derivation.point?.value).toBeCloseTo(0, 12);
    expect(derivation.steps.map(({ rule }) => rule)).toContain('put in the numbers');
    expect(point).toBeUndefined();
    expect(suggestedPoint).toEqual({ x: '2' });
    for (const step of derivation.steps) expect(textAt(view, step.source)).toBe('sin(x)');
  });

  test('the reader’s numbers take the place of the page’s', () => {
    const position = { line: 1, character: 8 };
    const onPage = derivationIn(viewOf(text), { position });
    expect(onPage.point).toEqual(['2']);
    const own = derivationIn(viewOf(text), { position, at: { x: '1' } });
    expect(own.point).toBeUndefined();
    expect(own.derivation.point?.at.x?.text).toBe('1');
  });

  test('what is left open is as on the page, and then simple', () => {
    const { derivation } = derivationIn(viewOf('f(x, y) = x y\nf(4, 7)'), { function: 'f', at: { y: '3' } });
    expect(Object.entries(derivation.point?.at ?? {}).map(([name, { text: value }]) => [name, value])).toEqual([
      ['x', '4'],
      ['y', '3'],
    ]);
  });

  test('what is no number is said', () => {
    const result = expand(viewOf(text), { textDocument: { uri: URI }, function: 'f', at: { x: 'one' } });
    expect(result).toEqual({ kind: 'nothing', reason: 'x = one is no number.' });
  });

  test('functions of arrays have no numbers to choose', () => {
    const { suggestedPoint, derivation } = derivationIn(viewOf('f(w[3]) = sum(w^2)'), {
      function: 'f',
      at: { w: '1' },
    });
    expect(suggestedPoint).toBeUndefined();
    expect(derivation.point).toBeUndefined();
  });

  test('suggested where there is a slope', () => {
    const at = (body: string): unknown => derivationIn(viewOf(`f(x) = ${body}`), { function: 'f' }).suggestedPoint;
    expect(at('x^2')).toEqual({ x: '1' });
    expect(at('1/(x - 1)')).toEqual({ x: '0.5' });
    expect(at('log(-x)')).toEqual({ x: '-1' });
  });
});

describe('of a network', () => {
  const text = `network n {
  input x[2] = [1, 2]
  target y = 3
  param W[2, 2] = [[1, 2], [3, 4]]
  h = x @ W |> relu
  p = dense(h, 1, W=[[1], [2]], b=[0]) |> dense(1, W=[[1]], b=[0])
  loss = (sum(p) - y)^2
}`;

  test('the statement, the layer, or the part of a statement', () => {
    const view = viewOf(text);
    const { derivation } = derivationIn(view, { function: 'n' });
    const found = derivation.steps.map(({ adjoint, source }) => [adjoint?.of, textAt(view, source)]);
    expect(found[0]?.[1]).toBe('loss = (sum(p) - y)^2');
    const others = new Map(found.slice(1).map(([of, at]) => [of, at]));
    expect(others.get('W')).toBe('param W[2, 2] = [[1, 2], [3, 4]]');
    expect(others.get('h')).toBe('h = x @ W |> relu');
    expect(others.get('z1')).toBe('x @ W');
    expect(others.get('z2')).toBe('dense(h, 1, W=[[1], [2]], b=[0])');
    expect(others.get('p.W1')).toBe('dense(h, 1, W=[[1], [2]], b=[0])');
    expect(others.get('p.W2')).toBe('dense(1, W=[[1]], b=[0])');
  });

  test('of one entry the same, and its numbers as the line that they are put into', () => {
    const view = viewOf(text);
    const { derivation } = derivationIn(view, { function: 'n', variable: 'W[0, 1]' });
    const last = derivation.steps.at(-1);
    expect(last?.adjoint?.of).toBe('W[0, 1]');
    for (const step of everyStep(last ? [last] : [])) {
      expect(textAt(view, step.source)).toBe('param W[2, 2] = [[1, 2], [3, 4]]');
    }
  });
});

test.each(examples)('$name: every line speaks of a part of its definition', ({ text }) => {
  const view = viewOf(text);
  const { program } = view;
  for (const [name, { kind, sound, statement }] of program.definitions) {
    if ((kind !== 'function' && kind !== 'network') || !sound) continue;
    const index = program.page.statements.indexOf(statement);
    const block = program.page.statements.filter((one, i) => i === index || one.network === index);
    const whole = rangeOf(view, { start: statement.start, end: block.at(-1)?.end ?? statement.end });
    const result = expand(view, { textDocument: { uri: URI }, function: name });
    if (result.kind !== 'derivation') continue;
    for (const variable of result.variables) {
      const { derivation } = derivationIn(view, { function: name, variable });
      for (const step of everyStep(derivation.steps)) expectInside(view, step.source, whole);
      for (const link of derivation.chain ?? []) expectInside(view, link.source, whole);
    }
  }
});

const formula: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom('x', 'y', '2', '3', '0.5', 'x', 'y'),
    fc.tuple(tie('node'), fc.constantFrom(' + ', ' - ', '*', '/'), tie('node')).map((parts) => `(${parts.join('')})`),
    fc.tuple(tie('node'), fc.constantFrom('2', '3', '(-1)')).map(([a, n]) => `(${a})^${n}`),
    fc.tuple(fc.constantFrom('sin', 'exp', 'tanh', 'q'), tie('node')).map(([f, a]) => `${f}(${a})`),
  ),
})).node;

/** The product of the slopes, each name read as what it stands for. */
function product({ chain = [] }: DerivationDocument): string {
  const whole = chain.map(({ slope }) => `(${slope.text})`).join('*');
  return chain.reduce((text, { name, function: { text: meaning } }) => {
    if (name === undefined) return text;
    return text.replaceAll(
      new RegExp(`(?<![\\w])${name}(?![\\w])`, 'g'),
      `(${meaning.slice(meaning.indexOf('=') + 2)})`,
    );
  }, whole);
}

test('on any formula: ranges inside of the body, and the product of a chain’s slopes is the derivative', () => {
  let chains = 0;
  fc.assert(
    fc.property(formula, (body) => {
      const text = `q(t) = t^2 + t\nf(x, y) = ${body}`;
      const view = viewOf(text);
      const statement = view.program.page.statements[1];
      const at = text.indexOf(body, text.indexOf('\n') + 1 + 'f(x, y) = '.length);
      const whole = rangeOf(view, { start: at, end: at + body.length });
      expect(statement?.end).toBe(at + body.length);
      for (const variable of ['x', '∇', 'x,y']) {
        const { derivation } = derivationIn(view, { function: 'f', variable });
        for (const step of everyStep(derivation.steps)) expectInside(view, step.source, whole);
        for (const link of derivation.chain ?? []) expectInside(view, link.source, whole);
      }
      const { derivation } = derivationIn(view, { function: 'f', variable: 'x' });
      if (!derivation.chain) return;
      chains++;
      const { program } = viewOf(`${text}\ncheck ∂f/∂x = ${product(derivation)}`);
      const verdict = judge(program, 2)?.verdict;
      // A formula without any point in its domain has nothing to be compared.
      expect(['proved', 'holds', 'nothing']).toContain(verdict);
      if (!body.includes('/') && !body.includes('-1')) expect(['proved', 'holds']).toContain(verdict);
    }),
    { numRuns: 100 },
  );
  expect(chains).toBeGreaterThan(3);
});

test('the whole chain of known functions is proved', () => {
  for (const body of [
    '3(2x^2)^5',
    'sin(exp(x^2))',
    '(x^3 + x)^4',
    'exp(-(x^2))',
    'tanh(5x + 1)',
    '((x^2 + 1)^2 + 1)^2',
  ]) {
    const { derivation } = derivationIn(viewOf(`f(x) = ${body}`), { function: 'f' });
    const { program } = viewOf(`f(x) = ${body}\ncheck f'(x) = ${product(derivation)}`);
    expect([body, judge(program, 1)?.verdict]).toEqual([body, 'proved']);
  }
});

test('of an imported definition nothing stands on this page', () => {
  const read = (uri: string): string | undefined =>
    uri.endsWith('other.grad') ? 'h(x) = sin(x^2)\nnetwork n {\n  input x = 2\n  loss = x^2\n}' : undefined;
  const text = 'import "other.grad"\nh(2)';
  const view = { ...viewOf(text), program: createWorkspace({ read }).program(URI, text) };
  for (const name of ['h', 'n']) {
    const { derivation } = derivationIn(view, { function: name });
    for (const step of everyStep(derivation.steps)) expect(step.source).toBeUndefined();
    for (const link of derivation.chain ?? []) expect(link.source).toEqual([]);
    if (name === 'h') expect(derivation.chain?.map(({ quantity }) => quantity.unicode)).toEqual(['dh/du', 'du/dx']);
  }
});

test('the document of the command line says nothing of the page', () => {
  const { program } = viewOf('h(x) = 3(2x^2)^5');
  const definition = program.definitionOf('h');
  if (definition?.kind !== 'function') throw new Error('h is a function');
  const { callee } = definition;
  const [x] = callee.parameters;
  if (!x) throw new Error('h has a parameter');
  const document = derivationDocument({ graph: program.graph, callee, variable: x });
  expect(document.chain).toBeUndefined();
  for (const step of everyStep(document.steps)) expect(step.source).toBeUndefined();
});

describe('a derivation that is asked for again', () => {
  const again = (texts: readonly string[]): string[] => {
    const workspace = createWorkspace();
    return texts.map((text) => {
      const view = { ...viewOf(text), program: workspace.program(URI, text) };
      const { derivation } = derivationIn(view, { function: 'h' });
      return JSON.stringify([derivation.line, derivation.steps, derivation.chain]);
    });
  };

  test('stands where its definition stands now', () => {
    const h = 'h(x) = 3(2x^2)^5';
    const moved = `# a line\n\n${h}\ng(x) = x`;
    expect(again([h, moved])).toEqual([...again([h]), ...again([moved])]);
  });

  test('takes no name that the page has meanwhile', () => {
    const h = 'h(x) = 3(2x^2)^5';
    const [before, after] = again([h, `${h}\nu = 3`]);
    expect(before).toContain('u⁵');
    expect(after).not.toContain('u⁵');
    expect(after).toContain('v⁵');
    expect(after).toEqual(again([`${h}\nu = 3`])[0]);
  });
});
