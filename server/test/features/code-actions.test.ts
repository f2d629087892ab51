/** Code actions as a client asks for them: kinds, edits made later, what cannot be done, all mends at once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeAction, TextEdit } from 'vscode-languageserver-types';
import {
  ACTION_KINDS,
  type ActionOptions,
  codeActions,
  FIX_ALL,
  readActionData,
  resolveCodeAction,
} from '../../src/features/code-actions';
import type { View } from '../../src/features/view';
import { hostilePages } from '../program/hostile-pages';
import { URI, VERDICTS, viewOf } from './carets';
import { examples } from './examples';

const OPTIONS: ActionOptions = { tags: false, related: false, preferred: true, versioned: false };

/** A page with `«` and `»` around the selection, or `‸` at the cursor. */
function actionsOn(page: string, options: Partial<ActionOptions> = {}) {
  const start = page.search(/[«‸]/);
  const end = page.includes('»') ? page.indexOf('»') - 1 : start;
  const view = viewOf(page.replace(/[«»‸]/g, ''));
  const actions = codeActions(view, { start, end }, [], VERDICTS, { ...OPTIONS, ...options });
  // Nearly everything can be spelled in another way: that is looked at by itself.
  return { view, actions: actions.filter(({ kind }) => kind !== SPELLING || options.only?.includes(SPELLING)) };
}

const SPELLING = 'refactor.rewrite.spelling';

const titles = (actions: readonly CodeAction[]): string[] => actions.map(({ kind, title }) => `${kind}: ${title}`);

function after({ document }: View, action: CodeAction | undefined): string {
  const edits: readonly TextEdit[] = action?.edit?.changes?.[URI] ?? [];
  return TextDocument.applyEdits(document, [...edits]);
}

const PAGE = 'f(x, y) = «x^2» y + sinn(x)\n';
const GOOD = 'f(x, y) = «x^2» y + x^2\n';

test.each<[page: string, only: string[] | undefined, expected: string[]]>([
  [PAGE, undefined, []],
  [PAGE.replace('sinn(x)', '2yy'), undefined, ['refactor.extract.function: Extract to a function u(x)']],
  [
    GOOD,
    undefined,
    [
      'refactor.extract.function: Extract to a function u(x)',
      'refactor.extract.function: Extract all 2 occurrences to a function u(x)',
    ],
  ],
  ['k(x) = ‸sinn(x)', undefined, ['quickfix: Write sin', 'quickfix: Write declare sinn(u)']],
  ['k(x) = ‸sinn(x)', ['quickfix'], ['quickfix: Write sin', 'quickfix: Write declare sinn(u)']],
  ['k(x) = ‸sinn(x)', ['refactor'], []],
  ['k(x) = ‸sinn(x)', ['source.fixAll'], ['source.fixAll.nabla: Fix all that needs no choice']],
  [
    'k(x) = ‸sinn(x)',
    [''],
    ['quickfix: Write sin', 'quickfix: Write declare sinn(u)', 'source.fixAll.nabla: Fix all that needs no choice'],
  ],
  [GOOD, ['refactor.inline'], []],
  [GOOD, ['refactor.extract.constant'], []],
  [
    GOOD,
    ['refactor.extract.function'],
    [
      'refactor.extract.function: Extract to a function u(x)',
      'refactor.extract.function: Extract all 2 occurrences to a function u(x)',
    ],
  ],
  [
    'f(x) = x^2\n∂‸f/∂x',
    ['refactor.rewrite'],
    ['refactor.rewrite.derivative: Write ∂f/∂x as 2*x', 'refactor.rewrite.claim: Turn into a claim: check ∂f/∂x = 2*x'],
  ],
  ['‸f(x) = x^2', ['refactor.rewrite.claims'], ['refactor.rewrite.claims: Insert the derivative as a claim']],
])('%j asked for %j', (page, only, expected) => {
  expect(titles(actionsOn(page, only && { only }).actions)).toEqual(expected);
});

test('every kind that is offered is under one that the server says it has', () => {
  for (const { actions } of [actionsOn(GOOD), actionsOn('a = 1\n‸a + 1'), actionsOn('k(x) = ‸sinn(x)', { only: [''] })])
    for (const { kind = '' } of actions)
      expect(ACTION_KINDS.some((one) => kind === one || kind.startsWith(`${one}.`))).toBe(true);
});

test('what cannot be done is told to clients that show it, with the reason', () => {
  const page = "u(x) = x^2\nf(x) = ‸u(x)\nu'(1)";
  expect(actionsOn(page, { only: ['refactor.inline'] }).actions.map(({ title }) => title)).toEqual(['Inline u here']);
  const { actions } = actionsOn('f(a, b) = a - «b + a»', { disabled: true });
  expect(actions.map(({ disabled, edit }) => [disabled?.reason, edit])).toEqual([
    ['The minus before b + a belongs to its first term only: select it, too.', undefined],
  ]);
  expect(actionsOn('f(a, b) = a - «b + a»').actions).toEqual([]);
});

test('a cursor that comes to rest is not offered what could be done anywhere', () => {
  expect(titles(actionsOn('f(x) = x^2 ‸+ 1', { automatic: true }).actions)).toEqual([]);
  expect(titles(actionsOn('f(x) = x^2 ‸+ 1\nf(1)').actions)).toEqual([]);
  expect(titles(actionsOn('f(x) = 2 (x^2 ‸+ 1)').actions)).toEqual([
    'refactor.extract.function: Extract to a function u(x)',
  ]);
  expect(titles(actionsOn('f(x) = 2 («x^2» + 1)', { automatic: true }).actions)).toHaveLength(1);
  expect(titles(actionsOn('f(x) = x^2\n∂‸f/∂x', { automatic: true }).actions)).toHaveLength(2);
});

test('edits are made when an action is chosen, and are those that are made at once', () => {
  for (const page of [GOOD, 'u(x) = x^2\nf(y) = ‸u(y)', 'f(x) = x^2\n∂‸f/∂x', '‸f(x) = x^2']) {
    const now = actionsOn(page, { only: ['refactor'] });
    const { view, actions } = actionsOn(page, { only: ['refactor'], resolves: true });
    expect(titles(actions)).toEqual(titles(now.actions));
    expect(actions.length).toBeGreaterThan(0);
    for (const [i, action] of actions.entries()) {
      expect(action.edit).toBeUndefined();
      const sent: CodeAction = JSON.parse(JSON.stringify(action));
      expect(readActionData(sent.data)?.uri).toBe(URI);
      expect(resolveCodeAction(view, sent, OPTIONS)?.edit).toEqual(now.actions[i]?.edit);
    }
  }
});

test('what takes a while is promised, and made when it is chosen', () => {
  const long = Array.from({ length: 200 }, (_, i) => `sin(${i}x)`).join(' + ');
  const { view, actions } = actionsOn(`f(x) = ${long}\n‸f'(0)`, { only: ['refactor.rewrite'], resolves: true });
  expect(actions.map(({ title }) => title)).toEqual(["Write f'(0) as a formula", 'Turn into a claim']);
  const [formula, claim] = actions.map((action) => after(view, resolveCodeAction(view, action, OPTIONS)));
  expect(formula).toBe(`f(x) = ${long}\n19900`);
  expect(claim).toBe(`f(x) = ${long}\ncheck f'(0) = 19900`);
});

test('an action of an older version of the page has no edit', () => {
  const { view, actions } = actionsOn(GOOD, { resolves: true });
  const [action] = actions;
  if (!action) throw new Error('no action');
  expect(resolveCodeAction(viewOf(view.document.getText(), 2), action, OPTIONS)).toBeUndefined();
  expect(resolveCodeAction(view, { ...action, data: { nonsense: true } }, OPTIONS)?.edit).toBeUndefined();
});

test('all mends at once', () => {
  const page = '‸f(x) = sinn(x) + 2e\na = (1 + 2]\ncheck 1 == 1\ng(x, y) = x\n∂f/∂x = cos(x)\n';
  const { view, actions } = actionsOn(page, { only: [FIX_ALL] });
  expect(after(view, actions[0])).toBe(
    'f(x) = sin(x) + 2e\na = (1 + 2]\ncheck 1 = 1\ng(x, y) = x\ncheck ∂f/∂x = cos(x)\n',
  );
  expect(actionsOn('‸f(x) = x', { only: [FIX_ALL] }).actions).toEqual([]);
});

const fail = (): never => {
  throw new RangeError('no such page');
};

const views = examples.map(({ text }) => viewOf(text));
const ALL = { ...OPTIONS, only: [''], disabled: true };
const errors = ({ program }: View): number => program.problems.filter(({ severity }) => severity === 'error').length;

test('whatever is selected on the examples, every offer applies and makes no error', () => {
  fc.assert(
    fc.property(fc.nat(views.length - 1), fc.nat(), fc.nat(60), (page, at, length) => {
      const view = views[page] ?? fail();
      const start = at % view.program.page.text.length;
      for (const action of codeActions(view, { start, end: start + length }, [], VERDICTS, ALL)) {
        if (action.disabled) continue;
        expect([action.title, errors(viewOf(after(view, action)))]).toEqual([action.title, errors(view)]);
      }
    }),
    { numRuns: 100 },
  );
});

test('on pages that are being edited, nothing is thrown and every offer applies', () => {
  fc.assert(
    fc.property(fc.nat(views.length - 1), fc.nat(), fc.nat(30), fc.nat(40), (page, at, gone, length) => {
      const { text } = (views[page] ?? fail()).program.page;
      const start = at % text.length;
      const view = viewOf(text.slice(0, start) + text.slice(start + gone));
      for (let from = Math.max(0, start - 20); from < start + 20; from += 7) {
        for (const action of codeActions(view, { start: from, end: from + length }, [], VERDICTS, ALL))
          if (!action.disabled) after(view, action);
      }
    }),
    { numRuns: 25 },
  );
});

test.each(hostilePages.filter(([, page]) => page.length < 5_000))('hostile: %s', (_, page) => {
  const view = viewOf(page);
  for (const start of [0, 7, Math.floor(page.length / 2), page.length])
    codeActions(view, { start, end: start + 3 }, [], { ...VERDICTS, of: () => undefined }, { ...ALL, resolves: true });
});

test('a page, or what is selected of it, can be spelled in Unicode and in ASCII', () => {
  const { view, actions } = actionsOn('f(x) = ‸x^2 * π\n', { only: ['refactor.rewrite.spelling'] });
  expect(actions.map(({ title }) => title)).toEqual(['Write this page in Unicode', 'Write this page in ASCII']);
  expect(after(view, actions[0])).toBe('f(x) = x² · π\n');
  expect(after(view, actions[1])).toBe('f(x) = x^2 * pi\n');
  const part = actionsOn('f(x) = «x^2» * π^2\ng(x) = x^2\n', { only: ['refactor.rewrite.spelling'] });
  expect(part.actions[0]?.title).toBe('Write the selected lines in Unicode');
  expect(after(part.view, part.actions[0])).toBe('f(x) = x² · π²\ng(x) = x^2\n');
});
