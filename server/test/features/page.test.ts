/** What is shown on the page itself: lenses, values and verdicts at the ends of lines, symbols, problems and their fixes. */
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from 'vscode-languageserver-types';
import { codeActions } from '../../src/features/code-actions';
import { codeLenses, lensCommand, readLensData } from '../../src/features/code-lens';
import { diagnostics } from '../../src/features/diagnostics';
import { copyLatex, expand } from '../../src/features/expand';
import { cardAt } from '../../src/features/hover/hover';
import { inlayHint } from '../../src/features/inlay-hints';
import { type Outline, outlineOf } from '../../src/features/outline';
import { createResults } from '../../src/features/results';
import { createMentions } from '../../src/features/slopes';
import { flatSymbols, symbols } from '../../src/features/symbols';
import type { Verdicts } from '../../src/features/verdicts';
import type { View } from '../../src/features/view';
import { createWorkspace } from '../../src/program/workspace';
import type { ExpandParams } from '../../src/protocol';
import { URI, VERDICTS, viewOf } from './carets';

const COMMANDS = { expand: 'nabla.expand', copyLatex: 'nabla.copyLatex' };

/** `line: title | title`, for each line that has lenses. */
function lenses(view: View, outline: Outline, verdicts = false): string[] {
  const lines = new Map<number, string[]>();
  for (const { range, data } of codeLenses(view, outline, 1, { commands: COMMANDS, verdicts })) {
    const read = readLensData(JSON.parse(JSON.stringify(data)));
    const title = read && lensCommand(view, outline, read, VERDICTS, COMMANDS).title;
    lines.set(range.start.line, [...(lines.get(range.start.line) ?? []), title ?? '']);
  }
  return [...lines].map(([line, titles]) => `${line}: ${titles.join(' | ')}`);
}

test.each([
  ['f(x, y) = 3x^3 - y^2 + 5x + 2', ['0: ∂f/∂x = 9x² + 5 | ∂f/∂y = −2y | Expand chain rule']],
  ['h(x) = 3(2x^2)^5', ['0: dh/dx = 960x⁹ | Expand chain rule']],
  ['n(a, b, c, d) = a + b + c + d', ['0: ∂n/∂a = 1 | ∂n/∂b = 1 | ∂n/∂c = 1 | Expand chain rule']],
  ['a = 3', []],
  ['declare g(u)', []],
  ['k(x) = sinn(x)', []],
  ['check (a + b)^2 = a^2 + 2a b + b^2', []],
])('lenses of %s', (text, expected) => {
  const view = viewOf(text);
  expect(lenses(view, outlineOf(view.program, undefined))).toEqual(expected);
});

test('long titles are shortened', () => {
  const view = viewOf('f(x) = sin(x) cos(x) exp(x) log(x) tan(x) sqrt(x)');
  const [line = ''] = lenses(view, outlineOf(view.program, undefined));
  const [title = ''] = line.slice(3).split(' | ');
  expect(title).toMatch(/^df\/dx = .*…$/);
  expect(title.length).toBeLessThanOrEqual(60);
});

test('verdicts as lenses, by a setting', () => {
  const view = viewOf('check 1 + 1 = 2\ncheck 1 + 1 = 3');
  expect(lenses(view, outlineOf(view.program, undefined), true)).toEqual(['0: ✓ proved', '1: ✗ 2 is not 3']);
});

test('clients without the command get no link that leads nowhere', () => {
  const view = viewOf('f(x) = x');
  const found = codeLenses(view, outlineOf(view.program, undefined), 1, { commands: undefined, verdicts: false });
  expect(found).toHaveLength(1);
  const outline = outlineOf(view.program, undefined);
  expect(lensCommand(view, outline, { page: 1, name: 'f', slot: 0 }, VERDICTS, undefined)).toEqual({
    title: 'df/dx = 1',
    command: '',
  });
});

/** What stays while a line is being typed; the last line of each case is typed over the first line of the page. */
test.each([
  ['f(x) = x^2 +', '0: df/dx = 2x | Expand chain rule'],
  ['f(x) = sinn(x)', '0: df/dx = 2x | Expand chain rule'],
  ['f(x', '0: df/dx = 2x | Expand chain rule'],
  ['f(x) = x^3', '0: df/dx = 3x² | Expand chain rule'],
])('a line that is being typed keeps its lenses: %s', (typed, expected) => {
  const workspace = createWorkspace();
  const see = (text: string): View => ({
    document: TextDocument.create(URI, 'grad', 1, text),
    program: workspace.program(URI, text),
    mentions: createMentions(),
  });
  const good = outlineOf(see('f(x) = x^2\ng(x) = x').program, undefined);
  const now = see(`${typed}\ng(x) = x`);
  const outline = outlineOf(now.program, good);
  expect(lenses(now, outline)).toEqual([expected, '1: dg/dx = 1 | Expand chain rule']);
  expect(symbols(now, outline).map(({ name }) => name)).toEqual(['f', 'g']);
  // And the edit after that.
  const later = outlineOf({ ...now.program }, outline);
  expect(lenses(now, later)).toEqual([expected, '1: dg/dx = 1 | Expand chain rule']);
});

test('an array that is rounded says so', () => {
  expect(hints('[1/2, 3]')).toEqual([]);
  expect(hints('softmax([0, 1, 2])')).toEqual(['0:18 ≈ [0.0900306, 0.244728, 0.665241]']);
  expect(hints('[1, 2, 4] / 8')).toEqual(['0:13 = [1/8, 1/4, 1/2]']);
});

/** `line: hint` of each hint. */
function hints(
  text: string,
  settings = { values: true, verdicts: true, shapes: true },
  verdicts: Verdicts = VERDICTS,
): string[] {
  const view = viewOf(text);
  return view.program.page.statements.flatMap((_, index) => {
    const hint = inlayHint(view, index, createResults(), verdicts, settings);
    return hint ? [`${hint.position.line}:${hint.position.character} ${String(hint.label)}`] : [];
  });
}

test.each([
  ['f(x, y) = 3x^3 - y^2\n∇f(1, 2)', ['1:8 = [9, −4]']],
  ['f(x, y) = x y\n∇f', ['1:2 = [y, x]']],
  ['1/3 + 1/6', ['0:9 = 1/2']],
  ['0.1 + 0.2', ['0:9 = 0.3']],
  ['e^π', ['0:3 = exp(π) ≈ 23.1407']],
  ['2^100', ['0:5 ≈ 1.26765e30']],
  ['sqrt(2) # a root', ['0:16 ≈ 1.41421']],
  ["relu'(0)", ['0:8 = 0 *']],
  ['3', []],
  ['check 1 + 1 = 2', ['0:15 ✓ proved']],
  ['check ∂f/∂x = 10x^2 + 5\nf(x, y) = 3x^3 + 5x', ['0:23 ✗ at x = 1: 14 is not 15']],
  ['check sqrt(-1 - x^2) = 3', ['0:24 ? says nothing']],
  ['check a = a\n  = a + 0\n  = a + 1\n  = a + 1', ['2:9 ✗ at a = 1: 1 is not 2']],
])('values and verdicts at the ends of lines: %j', (text, expected) => expect(hints(text)).toEqual(expected));

test('each by its setting', () => {
  const text = '1 + 1\ncheck 1 + 1 = 2';
  expect(hints(text, { values: false, verdicts: true, shapes: true })).toEqual(['1:15 ✓ proved']);
  expect(hints(text, { values: true, verdicts: false, shapes: true })).toEqual(['0:5 = 2']);
});

test('at most 40 characters; all of it in the tooltip', () => {
  const view = viewOf('f(x, y, z) = sin(x) cos(y) exp(z) x y z\n∇f');
  const hint = inlayHint(view, 1, createResults(), VERDICTS, { values: true, verdicts: true, shapes: true });
  expect(String(hint?.label)).toMatch(/^= \[.*…$/);
  expect(String(hint?.label).length).toBeLessThanOrEqual(40);
  expect(hint?.tooltip).toMatch(/^∇f = \[.*\]$/);
});

test('a claim that is being verified keeps its old verdict, marked', () => {
  const pending = (before: boolean): Verdicts => ({
    now: VERDICTS.now,
    of: (program, index) => ({ verdict: before ? VERDICTS.now(program, index) : undefined, pending: true }),
  });
  const settings = { values: true, verdicts: true, shapes: true };
  expect(hints('check 1 + 1 = 2', settings, pending(false))).toEqual(['0:15 …']);
  expect(hints('check 1 + 1 = 2', settings, pending(true))).toEqual(['0:15 ✓ proved …']);
});

test('symbols: a tree, and a flat list for clients without trees', () => {
  const view = viewOf('f(x, y) = x\na = 1\ndeclare g(u)\nnetwork n {\n  input x[2]\n  loss = x\n}\ncheck 1 = 1');
  const outline = outlineOf(view.program, undefined);
  const tree = symbols(view, outline);
  expect(tree.map(({ name, detail }) => `${name}${detail ? ` ${detail}` : ''}`)).toEqual([
    'f (x, y)',
    'a',
    'g (u) declared',
    'n',
  ]);
  expect(tree[3]?.children?.map(({ name }) => name)).toEqual(['x', 'loss']);
  expect(flatSymbols(view, outline).map(({ name, containerName }) => `${containerName ?? ''}.${name}`)).toEqual([
    '.f',
    '.a',
    '.g',
    '.n',
    'n.x',
    'n.loss',
  ]);
});

test('problems and refuted claims, each with its code and place', () => {
  const view = viewOf('f(x, y) = 2x\nk(x) = sinn(x)\ncheck f(a, b) = 3a\n1/0\nf(x) = x');
  const found = diagnostics(view, VERDICTS, { tags: true, related: true });
  const told = found.map(({ code, severity, range, tags, relatedInformation }) =>
    [
      code,
      severity,
      `${range.start.line}:${range.start.character}-${range.end.character}`,
      tags ?? '',
      relatedInformation?.length ?? 0,
    ].join(' '),
  );
  expect(told).toEqual([
    'unused-parameter 4 0:5-6 1 0',
    'unknown-function 1 1:7-11  0',
    'outside-domain 1 3:0-3  0',
    'defined-twice 1 4:0-1  1',
    'refuted 1 2:16-18  1',
  ]);
  expect(found.at(-1)?.message).toBe('Refuted at a = 1: the left side is 2, the right side 3.');
});

test.each([
  [
    "h(x) = 3(2x^2)^5\ncheck h'(x) = 15(2x^2)^4",
    'Refuted at x = 1: the left side is 960, the right side 240. This is what comes out if the inner derivative 4x is forgotten.',
  ],
  [
    "declare g(t)\nk(x) = g(x^2)\ncheck k'(x) = g'(x^2)",
    /^Refuted with g\(t\) = .*, at x = 1: the left side is .* This is what comes out if the inner derivative 2x is forgotten\.$/,
  ],
  [
    'check exp(1000) = exp(1000) + 1',
    /^Refuted: wherever both have a value, the right side is 1 more than the left side\.$/,
  ],
])('%s: %s', (text, message) => {
  const [found] = diagnostics(viewOf(text), VERDICTS, { tags: true, related: true });
  expect(found?.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
});

/** The page after the first quick fix that says so. */
function mended(text: string, title: RegExp): string {
  const view = viewOf(text);
  const options = { tags: true, related: true, preferred: true, versioned: false };
  const found = codeActions(view, { start: 0, end: text.length }, [], VERDICTS, options).find((action) =>
    title.test(action.title),
  );
  const edits: TextEdit[] = found?.edit?.changes?.[URI] ?? [];
  return TextDocument.applyEdits(view.document, edits);
}

test.each([
  ['k(x) = sinn(x)', /Write/, 'k(x) = sin(x)'],
  ['f(x) = x^3\ncheck ∂f/∂x = 2x^2', /Write 3/, 'f(x) = x^3\ncheck ∂f/∂x = 3*x^2'],
  ['f(x) = (x + 1', /Close/, 'f(x) = (x + 1)'],
])('quick fix: %j', (text, title, expected) => expect(mended(text, title)).toBe(expected));

const PAGE = 'f(x, y) = x y\n\nh(x) = x^2\ncheck ∂f/∂y = x\nbad(x) = x +\ndeclare g(u)\n';
const asked = (params: Omit<ExpandParams, 'textDocument'>) =>
  expand(viewOf(PAGE), { textDocument: { uri: URI }, ...params });
const at = (line: number, character: number) => ({ position: { line, character } });

test.each([
  [{ function: 'f', variable: 'y' }, 'f by y'],
  [{ function: 'f' }, 'f by x'],
  [{ function: 'h' }, 'h by x'],
  [at(0, 2), 'f by x'],
  [at(0, 12), 'f by y'],
  [at(2, 0), 'h by x'],
  [at(3, 8), 'f by y'],
  [at(0, 0), 'which? f(x, y)'],
  [at(1, 0), 'which? f(x, y) h(x)'],
  [{ function: 'f', variable: 'z' }, 'z is not a parameter of f.'],
  [{ function: 'q' }, 'There is no function q on this page just now.'],
  [{ function: 'g' }, 'g is declared: nothing is known of it but its name and its parameters.'],
])('what to expand: %j', (params, expected) => {
  const answer = asked(params);
  const said =
    answer.kind === 'derivation'
      ? `${answer.derivation.function} by ${answer.derivation.wrt}`
      : answer.kind === 'choices'
        ? `which? ${answer.functions.map(({ name, variables }) => `${name}(${variables.join(', ')})`).join(' ')}`
        : answer.reason;
  expect(said).toBe(expected);
});

const POINTS =
  "f(x, y) = x^2 y\na = 3\n∂f/∂x(1, 2)\n∇f(1, a)\n∂²f/∂x∂y\nh(x) = sin(x)^2\nh'(0.5)\nh''\n∂f/∂x(y=2, x=1)\ngrad(f)\n∂f/∂x(x, 2)\n";
test.each([
  [2, 'f by x at x = 1, y = 2'],
  [3, 'f by ∇ at x = 1, y = 3'],
  [4, 'f by x,y'],
  [6, 'h by x at x = 0.5'],
  [7, 'h by x,x'],
  [8, 'f by x at y = 2, x = 1'],
  [9, 'f by ∇'],
  [10, 'f by x'],
])('a derivative on line %i is expanded where it is taken', (line, expected) => {
  const view = viewOf(POINTS);
  const answer = expand(view, { textDocument: { uri: URI }, ...at(line, 1) });
  if (answer.kind !== 'derivation') throw new Error(answer.kind);
  const { derivation, point } = answer;
  const values = Object.entries(derivation.point?.at ?? {}).map(([name, { text }]) => `${name} = ${text}`);
  expect(`${derivation.function} by ${derivation.wrt}${values.length > 0 ? ` at ${values.join(', ')}` : ''}`).toBe(
    expected,
  );
  // A hover's link asks the same.
  const card = cardAt(view, view.document.offsetAt({ line, character: 0 }), VERDICTS, true);
  expect(card?.derivative).toMatchObject({
    function: derivation.function,
    variable: derivation.wrt,
    ...(point && { point }),
  });
  // What the panel asks after an edit gives the same.
  const again = expand(view, {
    textDocument: { uri: URI },
    function: derivation.function,
    variable: derivation.wrt,
    ...(point && { point }),
  });
  expect(again).toEqual(answer);
});

test('the gradient and higher derivatives as LaTeX', () => {
  const view = viewOf(POINTS);
  const copied = (line: number) => copyLatex(view, { textDocument: { uri: URI }, ...at(line, 1) });
  expect(copied(3)).toMatchObject({ quantity: '∇f', latex: expect.stringContaining('2x y') });
  expect(copied(4)).toMatchObject({ quantity: '∂²f/∂x∂y', latex: expect.stringMatching(/= 2x$/) });
});

test('a function that cannot be read just now says why', () =>
  expect(asked({ function: 'bad' })).toMatchObject({
    kind: 'nothing',
    reason: expect.stringContaining('bad cannot be read just now'),
  }));

test('a derivative as LaTeX', () =>
  expect(copyLatex(viewOf(PAGE), { textDocument: { uri: URI }, ...at(2, 0) })).toEqual({
    kind: 'latex',
    quantity: 'dh/dx',
    latex: '\\frac{dh}{dx} = 2x',
  }));
