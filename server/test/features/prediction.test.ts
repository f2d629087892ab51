/** Prediction mode: what is hidden, what reveals it, and that nothing gives it away before. */
import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { partial } from '../../src/calculus/differentiate';
import { table } from '../../src/calculus/functions/table';
import { operations } from '../../src/calculus/operations/table';
import { codeActions, resolveCodeAction } from '../../src/features/code-actions';
import { codeLenses, lensCommand, readLensData } from '../../src/features/code-lens';
import { COMMANDS } from '../../src/features/commands';
import { completions, resolveCompletion } from '../../src/features/completion/completion';
import { diagnostics } from '../../src/features/diagnostics';
import { copyLatex, expand } from '../../src/features/expand';
import { markdown } from '../../src/features/hover/card';
import { cardAt } from '../../src/features/hover/hover';
import { inlayHint } from '../../src/features/inlay-hints';
import { sightOf } from '../../src/features/networks';
import { outlineOf } from '../../src/features/outline';
import { createPredictions } from '../../src/features/prediction/prediction';
import { createResults } from '../../src/features/results';
import { createMentions } from '../../src/features/slopes';
import type { Judged, Verdicts } from '../../src/features/verdicts';
import { namesOf, type View } from '../../src/features/view';
import { ascii, unicode } from '../../src/notation/print';
import { type ClaimVerdict, judge } from '../../src/program/answers';
import type { Claim } from '../../src/program/program';
import { createWorkspace } from '../../src/program/workspace';
import { DEFAULT_SETTINGS } from '../../src/protocol';
import { URI, VERDICTS } from './carets';
import { examples } from './examples';

const COMMANDS_OF_CLIENT = { expand: 'nabla.expand', copyLatex: 'nabla.copyLatex' };
const OPTIONS = { tags: false, related: true, preferred: true, versioned: false };

/** A page that is edited, as a server has it; `mode` off shows it as always. */
function reader(mode = true) {
  const workspace = createWorkspace();
  const predictions = createPredictions();
  const mentions = createMentions();
  const results = createResults();
  let version = 0;
  function on(text: string) {
    const document = TextDocument.create(URI, 'grad', ++version, text);
    const plain: View = { document, program: workspace.program(URI, text), mentions };
    const { view, verdicts } = mode ? predictions.on(plain, remembering()) : { view: plain, verdicts: VERDICTS };
    const outline = outlineOf(view.program, undefined);
    const at = (words: string, shift = 0): number => {
      const found = text.indexOf(words);
      if (found < 0) throw new RangeError(`no ${words} on the page`);
      return found + shift;
    };
    const hoverAt = (offset: number): string => {
      const card = cardAt(view, offset, verdicts, true);
      return card ? markdown(card, URI, COMMANDS_OF_CLIENT).value : '';
    };
    const actionsAt = (start: number, end = start): string[] =>
      codeActions(view, { start, end }, [], verdicts, { ...OPTIONS, only: [''], resolves: true }).map((action) => {
        const resolved = action.edit ? action : resolveCodeAction(view, action, OPTIONS);
        return `${action.title} ${JSON.stringify(resolved?.edit)}`;
      });
    const hints = (): string[] =>
      view.program.page.statements.flatMap((_, index) => {
        const hint = inlayHint(view, index, results, verdicts, DEFAULT_SETTINGS.inlayHints);
        return hint ? [`${String(hint.label)} // ${String(hint.tooltip)}`] : [];
      });
    return {
      view,
      verdicts,
      hoverAt,
      actionsAt,
      lenses: (): string[] =>
        codeLenses(view, outline, 1, { commands: COMMANDS_OF_CLIENT, verdicts: true }).map(({ data }) => {
          const read = readLensData(data);
          return read ? lensCommand(view, outline, read, verdicts, COMMANDS_OF_CLIENT).title : '';
        }),
      hints,
      labels: (): string[] => hints().map((hint) => hint.split(' // ')[0] ?? ''),
      hover: (words: string, shift = 0): string => hoverAt(at(words, shift)),
      actions: (words: string, shift = 0): string[] => actionsAt(at(words, shift)),
      problems: (): string[] =>
        diagnostics(view, verdicts, OPTIONS).map(
          ({ message, relatedInformation = [] }) =>
            `${message} ${relatedInformation.map((one) => one.message).join(' ')}`,
        ),
      answer: (answer: string, variable?: string, name = 'f') =>
        predictions.answer(view, {
          textDocument: { uri: URI },
          function: name,
          answer,
          ...(variable !== undefined && { variable }),
        }),
      reveal: (variable?: string, name = 'f') =>
        predictions.reveal(view, {
          textDocument: { uri: URI },
          function: name,
          ...(variable !== undefined && { variable }),
        }),
      expand: (variable?: string, name = 'f') =>
        expand(view, { textDocument: { uri: URI }, function: name, ...(variable !== undefined && { variable }) }),
    };
  }
  return { on };
}

/** Claims are judged once, as in a server. */
function remembering(): Verdicts {
  const known = new WeakMap<Claim, ClaimVerdict>();
  const now: Verdicts['now'] = (program, index) => {
    const meaning = program.meaningAt(index);
    if (meaning.kind !== 'claim') return undefined;
    const verdict = known.get(meaning.claim) ?? judge(program, index);
    if (verdict) known.set(meaning.claim, verdict);
    return verdict;
  };
  return {
    now,
    of(program, index): Judged | undefined {
      const verdict = now(program, index);
      return verdict && { verdict, pending: false };
    },
  };
}

const F = 'f(x, y) = 3x^3 - y^2 + 5x + 2\n';
const RIGHT = /9x²|9\*x\^2|9x\^2/;

describe('before anything is answered', () => {
  const page = `${F}∇f(1, 2)\n∂f/∂x\nf(1, 2)\na = f(1, 2)\n`;
  const off = reader(false).on(page);
  const on = reader().on(page);

  test('the mode off shows all', () => {
    expect(off.lenses()).toEqual(['∂f/∂x = 9x² + 5', '∂f/∂y = −2y', 'Expand chain rule']);
    expect(off.labels()).toEqual(['= [14, −4]', '= 9x² + 5', '= 6']);
    expect(off.hover('x, y')).toMatch(RIGHT);
    expect(off.actions('f(x').join()).toMatch(RIGHT);
    expect(off.expand('x')).not.toHaveProperty('hidden');
  });

  test('lenses ask, and lead to where it is answered', () => {
    expect(on.lenses()).toEqual(['∂f/∂x = ?  predict it', '∂f/∂y = ?  predict it', 'Expand chain rule']);
  });

  test('values and formulas at the ends of lines are question marks', () => {
    expect(on.hints()).toEqual([
      '= ? // What is ∇f(1, 2)? Write check ∇f(1, 2) = … on the page, or answer in the panel.',
      '= ? // What is ∂f/∂x? Write check ∂f/∂x = … on the page, or answer in the panel.',
      '= ? // What is f(1, 2)? Write check f(1, 2) = … on the page.',
    ]);
  });

  test.each([
    ['the function', 'f(x', 0, 'What is ∂f/∂x?'],
    ['a parameter', 'y)', 0, 'What is ∂f/∂y?'],
    ['a use of it', 'x + 2', 0, 'What is ∂f/∂x?'],
    ['the gradient at a point', '∇f(1', 0, 'What is ∇f(1, 2)?'],
    ['a partial', '∂f/∂x', 0, 'What is ∂f/∂x?'],
    ['a value', 'a =', 0, 'What is a?'],
  ])('hovers ask: %s', (_, words, shift, question) => {
    const text = on.hover(words, shift);
    expect(text).toContain(question);
    expect(text).not.toMatch(/9x|−2y|14|= 6|Copy as LaTeX/);
  });

  test('a part of the body tells nothing of its slopes', () => {
    expect(off.hover('x^3', 1)).toContain('∂u/∂x');
    expect(on.hover('x^3', 1)).not.toContain('∂u/∂x');
  });

  test('no action writes an answer', () => {
    for (const words of ['f(x', '∇f(1', '∂f/∂x', 'f(1, 2)\na'])
      expect(
        on
          .actions(words)
          .filter((action) => !action.includes('this page in'))
          .join(),
      ).not.toMatch(/check|14|9\*/);
  });

  test('the panel is told, and gets the derivation all the same; LaTeX and other editors wait', () => {
    expect(on.expand('x')).toMatchObject({ kind: 'derivation', hidden: true });
    const params = { textDocument: { uri: URI }, function: 'f', variable: 'x' };
    expect(copyLatex(on.view, params)).toMatchObject({ kind: 'nothing' });
    expect(COMMANDS['nabla.derivation'](on.view, params)).toEqual({
      kind: 'nothing',
      reason: 'What is ∂f/∂x? Write check ∂f/∂x = … on the page, or answer in the panel.',
    });
  });
});

describe('a check on the page', () => {
  test('that is proved shows its derivative everywhere, and no other', () => {
    const on = reader().on(`${F}check ∂f/∂x = 9x^2 + 5\n∂f/∂x(1, 2)\n∇f(1, 2)\n`);
    expect(on.lenses().slice(0, 2)).toEqual(['✓ ∂f/∂x = 9x² + 5', '∂f/∂y = ?  predict it']);
    expect(on.labels()).toEqual(['✓ proved', '= 14', '= ?']);
    expect(on.hover('x, y')).toMatch(RIGHT);
    expect(on.hover('f(x')).toContain('∂f/∂x = 9x² + 5\n∂f/∂y = ?');
    expect(on.expand('x')).not.toHaveProperty('hidden');
    expect(on.expand('y')).toMatchObject({ hidden: true });
  });

  test.each([
    'check 9x^2 + 5 = ∂f/∂x',
    'check diff(f, x) = 5 + 9x^2',
    'check ∂f/∂x = 3*3x^2 + 5 = 9x^2 + 5',
    'check ∇f = [9x^2 + 5, -2y]',
    'check [∂f/∂x, 1] = [9x^2 + 5, 1]',
  ])('%s', (claim) => expect(reader().on(`${F}${claim}`).lenses()[0]).toBe('✓ ∂f/∂x = 9x² + 5'));

  test.each([
    ['is wrong', 'check ∂f/∂x = 10x^2 + 5'],
    ['goes wrong', 'check ∂f/∂x = 9x^2 + 5 = 9x^2'],
    ['asks itself', 'check ∂f/∂x = diff(f, x)'],
    ['asks a function that asks', 'g(x, y) = ∂f/∂x\ncheck ∂f/∂x = g(x, y)'],
    ['says it of some places', 'check ∂f/∂x = 14 for x == 1'],
    ['says it of one place', 'check ∂f/∂x(1, 2) = 14'],
    ['says it of another', 'check ∂f/∂y = -2y'],
    ['says it of another order', 'check ∂²f/∂x² = 18x'],
  ])('that %s shows nothing', (_, claim) => {
    expect(reader().on(`${F}${claim}`).lenses()).toContain('∂f/∂x = ?  predict it');
  });

  test('a condition that the domain makes is none', () => {
    expect(reader().on("f(x) = log(x)\ncheck f'(x) = 1/x for x > 0").lenses()[0]).toBe('✓ df/dx = 1/x');
  });

  test('states a value', () => {
    const page = 'f(x) = x^2\nf(3)\na = f(3)\na\n';
    expect(reader().on(page).labels()).toEqual(['= ?', '= ?']);
    expect(reader().on(`${page}check f(3) = 9`).labels()).toEqual(['= 9', '= ?', '✓ proved']);
    expect(reader().on(`${page}check a ≈ 9.0`).labels().slice(0, 2)).toEqual(['= ?', '= 9']);
    expect(reader().on(`${page}check f(3) = f(4 - 1)`).labels()[0]).toBe('= ?');
    expect(reader().on(`${page}check f(3) = a`).labels()[0]).toBe('= ?');
  });

  test('higher derivatives are asked for by themselves', () => {
    const page = 'f(x) = x^4\n∂²f/∂x²\n';
    const on = reader().on(`${page}check f'(x) = 4x^3`);
    expect(on.lenses()[0]).toBe('✓ df/dx = 4x³');
    expect(on.expand('x,x')).toMatchObject({ hidden: true });
    expect(on.labels()[0]).toBe('= ?');
    expect(reader().on(`${page}check f''(t) = 12t^2`).labels()[0]).toBe('= 12x²');
  });

  test('of declared functions stands for itself', () => {
    const page = 'declare g(x)\ndeclare h(x)\nf(x) = g(x) h(x)\n';
    expect(reader().on(page).lenses()[0]).toBe('df/dx = ?  predict it');
    expect(reader().on(`${page}check f'(x) = g'(x) h(x) + g(x) h'(x)`).lenses()[0]).toMatch(/^✓ df\/dx = /);
  });
});

describe('a refuted check', () => {
  const said = (page: string): string => {
    const on = reader().on(page);
    return [...on.problems(), ...on.hints(), ...on.lenses(), on.hover('check'), ...on.actions('check', 15)].join('\n');
  };

  test('shows its counterexample, and not what is right', () => {
    const text = said(`${F}check ∂f/∂x = 10x^2 + 5`);
    expect(text).toContain('Refuted at x = 1');
    expect(text).toContain('the left side is 14, the right side 15');
    expect(text).not.toMatch(RIGHT);
  });

  test('names the mistake without its formula', () => {
    const page = "h(x) = 3(2x^2)^5\ncheck h'(x) = 15(2x^2)^4";
    expect(reader(false).on(page).problems().join()).toContain('the inner derivative 4x is forgotten');
    expect(said(page)).toContain('the inner derivative is forgotten');
    expect(said(page)).not.toMatch(/4x\b|960x|960\*/);
  });

  test.each([
    ["f(x) = 7x\ncheck f'(x) = 8", /\b7(?!x)/],
    ['f(x) = x^2\ncheck f(3) = 8', /\b9\b/],
    ['f(x) = x^2\ncheck 8 = f(3)', /\b9\b/],
    ['f(x, y) = 7x + y^2\ncheck ∇f = [8, 2y]', /(is|:) 7/],
    ["f(x) = x^3\ncheck f'(x) = 9x^2", /3x|3\*x|times/],
    ["f(x) = x^3\ncheck f'(x) = 3x^2 + 5", /3x²|3\*x|plus/],
    ['f(x) = x + exp(1000)\ncheck f(7) = exp(1000) + 9', /more than|less than/],
  ])('%j does not tell', (page, right) => {
    expect(said(page)).toContain('efuted');
    expect(said(page)).not.toMatch(right);
  });
});

describe('an answer in the panel', () => {
  test('that is right is shown from then on, until the function means something else', () => {
    const { on } = reader();
    expect(on(F).answer('9x^2 + 5', 'x')).toEqual({
      kind: 'answer',
      verdict: 'proved',
      message: '✓ Proved Equal on the whole common domain.',
      revealed: true,
    });
    const lens = (page: string): string | undefined => on(page).lenses()[0];
    expect(lens(F)).toBe('✓ ∂f/∂x = 9x² + 5');
    expect(on(F).lenses()[1]).toBe('∂f/∂y = ?  predict it');
    expect(lens(`# A page\n${F.replace('5x + 2', '2 + 5*x')}`)).toBe('✓ ∂f/∂x = 9x² + 5');
    expect(lens(F.replace('3x^3', '4x^3'))).toBe('∂f/∂x = ?  predict it');
    expect(lens(F)).toBe('✓ ∂f/∂x = 9x² + 5');
  });

  test('is forgotten where a function that is called changes', () => {
    const { on } = reader();
    const page = 'g(x) = x^2\nf(x) = 3g(x)\n';
    expect(on(page).answer('6x')).toMatchObject({ revealed: true });
    expect(on(page).lenses()).toContain('✓ df/dx = 6x');
    expect(on(page.replace('x^2', 'x^3')).lenses()).toContain('df/dx = ?  predict it');
  });

  test('that is wrong has a counterexample and the mistake, and shows nothing', () => {
    const { on } = reader();
    const page = 'f(x) = 3(2x^2)^5\n';
    const answer = on(page).answer('15(2x^2)^4');
    expect(answer).toMatchObject({ kind: 'answer', verdict: 'refuted', revealed: false });
    expect(answer).toHaveProperty(
      'message',
      '✗ Refuted at x = 1: the left side is 960, the right side 240. This is what comes out if the inner derivative is forgotten.',
    );
    expect(on(page).lenses()[0]).toBe('df/dx = ?  predict it');
  });

  test.each([
    ['9x^2 + 5', 'x', 'proved'],
    ['[9x^2 + 5, -2y]', '∇', 'proved'],
    ['[9x^2 + 5, 2y]', '∇', 'refuted'],
    ['18 x', 'x,x', 'proved'],
    ['0', 'x,y', 'proved'],
    ['f(x, y) - f(x, y) + 9x^2 + 5', undefined, 'proved'],
  ])('%s by %s is %s', (answer, variable, verdict) => {
    expect(reader().on(F).answer(answer, variable)).toMatchObject({ kind: 'answer', verdict });
  });

  test('a right gradient shows all partials', () => {
    const { on } = reader();
    on(F).answer('[9x^2 + 5, -2y]', '∇');
    expect(on(F).lenses().slice(0, 2)).toEqual(['✓ ∂f/∂x = 9x² + 5', '✓ ∂f/∂y = −2y']);
    expect(on(`${F}∇f`).labels()).toEqual(['= [9x² + 5, −2y]']);
  });

  test('of arrays', () => {
    const { on } = reader();
    const page = 'f(w[3], x[3]) = sum(w * x)\n';
    expect(on(page).answer('x', 'w')).toMatchObject({ verdict: 'proved' });
    expect(on(page).answer('2', 'x')).toEqual({
      kind: 'nothing',
      reason: 'This is a number, and the derivative is an array of shape [3].',
    });
    expect(on(page).answer('[1, 2]', '∇')).toMatchObject({ kind: 'nothing' });
    expect(on(page).lenses().slice(0, 2)).toEqual(['✓ ∂f/∂w = x', '∂f/∂x = ?  predict it']);
  });

  test.each([
    ['', 'Write a formula.'],
    ['9x^', ''],
    ['9q + 5', 'q'],
    ['diff(f, x)', 'Answer with a formula that differentiates nothing.'],
    ['x = 2', ''],
    ['x'.repeat(3000), 'An answer may have 2000 characters.'],
  ])('%.20s is no answer', (answer, reason) => {
    const result = reader().on(F).answer(answer, 'x');
    expect(result.kind).toBe('nothing');
    expect(result).toHaveProperty('reason', expect.stringContaining(reason));
  });

  test('of what is not there', () => {
    expect(reader().on(F).answer('1', 'z')).toEqual({ kind: 'nothing', reason: 'z is not a parameter of f.' });
    expect(reader().on(F).answer('1', 'x', 'g')).toMatchObject({ kind: 'nothing' });
  });
});

test('who gives up is shown it, without a tick', () => {
  const { on } = reader();
  on(F).reveal('x');
  expect(on(F).lenses().slice(0, 2)).toEqual(['∂f/∂x = 9x² + 5', '∂f/∂y = ?  predict it']);
  on(F).reveal('∇');
  expect(on(`${F}∇f`).labels()).toEqual(['= [9x² + 5, −2y]']);
});

test('what is remembered is bounded', () => {
  const { on } = reader();
  for (let i = 0; i < 1_100; i++) on(`f(x) = ${i}x\n`).reveal();
  expect(on('f(x) = 0x\n').lenses()[0]).toBe('df/dx = ?  predict it');
  expect(on('f(x) = 1099x\n').lenses()[0]).toBe('df/dx = 1099');
});

describe('a network', () => {
  const page = `network net {
  input  x[2] = [1, 2]
  target y[2] = [1, 0]
  p = dense(x, 2, W=[[1, 0], [0, 1]], b=[0, 0.5])
  loss = mse(p, y)
}
`;
  const HIDDEN = /outer|⊙|∂net\.loss\/∂net\.p\.W = [^?…]|≈|\d\.\d\d/;

  test('hides its gradients and its values', () => {
    const on = reader().on(`${page}net.loss\n∂net.loss/∂net.p.W`);
    expect(reader(false).on(page).hover('p =')).toMatch(/∂loss\/∂p = .*p/);
    expect(on.hover('p =')).toContain('∂loss/∂p = ?');
    expect(on.hover('p =')).toContain('p = ?');
    expect(on.hover('p =')).toContain('6 parameters');
    expect(on.hover('x[2]')).toContain('x = [1, 2]');
    expect(on.hover('∂net.loss')).toContain('= ?');
    expect(on.lenses()).toContain('loss ?');
    expect(on.labels().slice(-2)).toEqual(['= ?', '= ?']);
    for (const text of [
      on.hover('p ='),
      on.hover('net.loss\n∂', 5),
      on.hover('∂net.loss'),
      ...on.actions('network', 9),
    ])
      expect(text).not.toMatch(HIDDEN);
    expect(on.expand('p.W', 'net')).toMatchObject({ kind: 'derivation', hidden: true });
    expect(on.expand('loss', 'net')).toMatchObject({ hidden: true });
  });

  test('shows what a check states', () => {
    const on = reader().on(`${page}check ∂net.loss/∂net.p = net.p - net.y\ncheck net.loss ≈ 3.2\n`);
    expect(on.hover('p =')).toContain('∂loss/∂p = p − y');
    expect(on.hover('x[2]')).toContain('∂loss/∂x = ?');
    expect(on.lenses()).toContain('loss ?');
    expect(reader().on(`${page}check net.loss ≈ 3.125\n`).lenses()).toContain('loss = 3.125');
  });

  test('takes an answer in its own names, and forgets it when it changes', () => {
    const { on } = reader();
    expect(on(page).answer('p + y', 'p', 'net')).toMatchObject({ kind: 'answer', verdict: 'refuted' });
    expect(on(page).answer('∂loss/∂p', 'p', 'net')).toMatchObject({ kind: 'nothing' });
    expect(on(page).answer('p - y', 'p', 'net')).toMatchObject({ kind: 'answer', revealed: true });
    expect(on(page).hover('p =')).toContain('∂loss/∂p = p − y');
    expect(on(page).expand('p', 'net')).not.toHaveProperty('hidden');
    expect(on(page.replace('mse(p', 'mse(2 p')).hover('p =')).toContain('∂loss/∂p = ?');
    expect(on(page).answer('1', 'loss', 'net')).toEqual({
      kind: 'nothing',
      reason: 'Answer this on the page: check ∂net.loss/∂net.… = …',
    });
    on(page).reveal('loss', 'net');
    expect(on(page).hover('x[2]')).toMatch(/∂loss\/∂x = [^?]/);
  });
});

/** Every text that the features show on a page: of each word and sign what stands behind it. */
function allTexts({ view, lenses, hints, problems, hoverAt, actionsAt }: ReturnType<ReturnType<typeof reader>['on']>) {
  const { text } = view.program.page;
  const texts = new Set<string>([...lenses(), ...hints(), ...problems()]);
  const completion = { snippets: true, labelDetails: true, insertReplace: true, markdown: true, paths: () => [] };
  const said = new Set<string>();
  for (const { start, end } of view.program.page.statements) {
    for (let offset = start; offset <= end; offset++) {
      if (/\w\w/.test(text.slice(offset - 1, offset + 1))) continue;
      texts.add(hoverAt(offset));
      if (!/\w\W|^∂/.test(text.slice(offset, offset + 2))) continue;
      for (const action of actionsAt(offset)) texts.add(action);
      for (const item of completions(view, offset, completion).items) {
        if (said.has(item.label)) continue;
        said.add(item.label);
        texts.add(JSON.stringify(resolveCompletion(view, item, { markdown: true })));
      }
    }
  }
  return [...texts].join('\n');
}

/** What the built-in functions say of themselves stays. */
const GUIDES = [...table.keys(), ...operations().keys()]
  .map((name) => reader(false).on(`${name}(x)`).hoverAt(0))
  .join('\n');

/** The formulas of all partials and gradients, in the spellings of people and of the page. */
function secrets({ program }: View): string[] {
  const names = namesOf({ program });
  const found: string[] = [];
  for (const definition of program.definitions.values()) {
    if (definition.kind === 'function' && definition.sound) {
      const { callee } = definition;
      callee.parameters.forEach((_, slot) => {
        const form = partial(
          program.graph,
          callee,
          callee.parameters.map((__, i) => Number(i === slot)),
        );
        found.push(ascii(form, names), unicode(form, names));
      });
    }
    const sight = definition.kind === 'network' ? sightOf(program, definition) : undefined;
    for (const { variable } of sight && !sight.isDeep() ? sight.network.parameters : []) {
      const form = sight?.gradient(variable);
      if (sight && form) found.push(ascii(form, sight.names), unicode(form, sight.names));
    }
  }
  return found.filter((formula) => formula.length > 3 && formula.length < 500);
}

/** The page without its claims: nothing is answered. */
const unanswered = (text: string): string =>
  text
    .split('\n')
    .filter((line, i, lines) => !isClaim(line) && !(/^\s+=/.test(line) && lines.slice(0, i).some(isClaim)))
    .join('\n');
const isClaim = (line: string): boolean => line.startsWith('check');

test.each(examples)(
  '$name gives nothing away',
  ({ text }) => {
    const page = unanswered(text);
    const on = reader().on(page);
    const told = allTexts(on);
    const hidden = secrets(on.view).filter((formula) => !page.includes(formula) && !GUIDES.includes(formula));
    expect(hidden.filter((formula) => told.includes(formula))).toEqual([]);
  },
  60_000,
);

test('what would give it away is looked at: with the mode off it is found', () => {
  const on = reader(false).on(unanswered(examples[0]?.text ?? ''));
  const told = allTexts(on);
  for (const formula of ['9*x^2 + 5', '9x² + 5', '9x²·z', '−2y'])
    expect([formula, told.includes(formula)]).toEqual([formula, true]);
});
