/** What is said of networks and of functions of arrays: hovers, the line above, shapes after names. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { codeLenses, lensCommand, readLensData } from '../../src/features/code-lens';
import { cardAt } from '../../src/features/hover/hover';
import { inlayHint } from '../../src/features/inlay-hints';
import { outlineOf } from '../../src/features/outline';
import { createResults } from '../../src/features/results';
import { carets, VERDICTS, viewOf } from './carets';

const COMMANDS = { expand: 'nabla.expand', copyLatex: 'nabla.copyLatex' };

function said(text: string, offset: number): string {
  const card = cardAt(viewOf(text), offset, VERDICTS, true);
  return [
    ...(card?.formulas ?? []).map(({ text }) => text),
    ...(card?.table ?? []),
    ...(card?.says ?? []),
    card?.documentation,
  ]
    .filter(Boolean)
    .join(' | ');
}

const PAGE = `
network tiny {
#       ^ network tiny | node  made by        shape   parameters | x     input          [2] | y     target         [2] | U     param          [2, 2]  4 | h     dense          [2]     2  shares U | p     dense          [2]     6 | q                    [2] | loss  cross_entropy | 12 parameters, [2] → [2], loss ≈ 1.72141
  input  x[2] = [1, 2]
#        ^ x = [1, 2] | ∂loss/∂x = (1(h > 0) ⊙ ((sum(y)·p − y)@p.Wᵀ))@Uᵀ | ∂loss/∂x ≈ [−0.81757, 0.81757] | input of tiny, shape [2]
  target y[2] = [1, 0]
#        ^ y = [1, 0] | ∂loss/∂y = −log_softmax(h@p.W + p.b) | ∂loss/∂y ≈ [1.7014, 0.20141] | target of tiny, shape [2]
  param U[2, 2] = [[1, 0], [0, 1]]
#       ^ U = [[1, 0], [0, 1]] | ∂loss/∂U = outer(x, 1(h > 0) ⊙ ((sum(y)·p − y)@p.Wᵀ)) | ∂loss/∂U ≈ [[−0.81757, 0.81757], [−1.6351, 1.6351]] | parameter of tiny, shape [2, 2], 4 numbers
  # the hidden one
  h = dense(x, 2, W=U, b=[0, 0.5]) |> relu
# ^ h = relu(x@U + h.b) | h = [1, 2.5] | ∂loss/∂h = (sum(y)·p − y)@p.Wᵀ | ∂loss/∂h ≈ [−0.81757, 0.81757] | ∂loss/∂h[0] = p.W[0, 0]·(p[0]·(y[0] + y[1]) − y[0]) + p.W[0, 1]·(p[1]·(y[0] + y[1]) − y[1]) | ∂loss/∂h[1] = p.W[1, 0]·(p[0]·(y[0] + y[1]) − y[0]) + p.W[1, 1]·(p[1]·(y[0] + y[1]) − y[1]) | node of tiny, shape [2] | 2 parameters: h.b [2] | uses U [2, 2] | the hidden one
#     ^ dense(x, units, W=, b=) | dense(x, 2, W=U, b=[0, 0.5]) = x@U + h.b | fully connected layer, x @ W + b | here [2] → [2] | with U [2, 2] and h.b [2]
#           ^ x = [1, 2] | ∂loss/∂x = (1(h > 0) ⊙ ((sum(y)·p − y)@p.Wᵀ))@Uᵀ | ∂loss/∂x ≈ [−0.81757, 0.81757] | input of tiny, shape [2]
#                                     ^ relu′(x) = 1(x > 0) | relu(x) = max(x, 0): rectified linear unit | relu has a kink at 0; its slope there is 0 by convention | here [2]
  p = h |> dense(2, W=[[1, 0], [0, 1]], b=[0, 0]) |> softmax
# ^ p = softmax(h@p.W + p.b) | p ≈ [0.18243, 0.81757] | ∂loss/∂p = −y/p | ∂loss/∂p ≈ [−5.4817, 0] | ∂loss/∂p[0] = −y[0]/p[0] | ∂loss/∂p[1] = −y[1]/p[1] | node of tiny, shape [2] | 6 parameters: p.W [2, 2] and p.b [2]
#          ^ dense(x, units, W=, b=) | h |> dense(2, W=[[1, 0], [0, 1]], b=[0, 0]) = h@p.W + p.b | fully connected layer, x @ W + b | here [2] → [2] | with p.W [2, 2] and p.b [2]
#                                                    ^ softmax(x, axis=-1) | positive numbers that sum to 1, in the ratios of exp(x) | here [2] → [2]
  q = p @ U.T + 0
#       ^ a @ b | matrix product | here [2], [2, 2] → [2]
#           ^ x.T | transpose: the axes in reverse order | here [2, 2]
#             ^ p @ U.T + 0 | shape [2]
  loss = cross_entropy(p, y) + 0.01 sum(p.W^2)
# ^ loss = −sum(y ⊙ log(p)) + 0.01·sum(p.W²) | loss ≈ 1.72141 | loss of tiny, a number
#        ^ cross_entropy(p, y) | cross_entropy(p, y) = −sum(y ⊙ log(p)) | cross-entropy of a distribution | here [2], [2] → number
#                                   ^ sum(x, axis=, keepdims=0) | sum of the entries | here [2, 2] → number
#                                         ^ p.W = [[1, 0], [0, 1]] | ∂loss/∂p.W = 0.02p.W + outer(h, sum(y)·p − y) | ∂loss/∂p.W ≈ [[−0.79757, 0.81757], [−2.0439, 2.0639]] | ∂loss/∂p.W[0, 0] = h[0]·(p[0]·(y[0] + y[1]) − y[0]) + 0.02p.W[0, 0] | ∂loss/∂p.W[0, 1] = h[0]·(p[1]·(y[0] + y[1]) − y[1]) + 0.02p.W[0, 1] | ∂loss/∂p.W[1, 0] = h[1]·(p[0]·(y[0] + y[1]) − y[0]) + 0.02p.W[1, 0] | ∂loss/∂p.W[1, 1] = h[1]·(p[1]·(y[0] + y[1]) − y[1]) + 0.02p.W[1, 1] | parameter of tiny, shape [2, 2], 4 numbers, made in p
}
tiny.h
#    ^ tiny.h = relu(tiny.x@tiny.U + tiny.h.b) | tiny.h = [1, 2.5] | ∂tiny.loss/∂tiny.h = (sum(tiny.y)·tiny.p − tiny.y)@tiny.p.Wᵀ | ∂tiny.loss/∂tiny.h ≈ [−0.81757, 0.81757] | ∂tiny.loss/∂tiny.h[0] = tiny.p.W[0, 0]·(tiny.p[0]·s − tiny.y[0]) + tiny.p.W[0, 1]·(tiny.p[1]·s − tiny.y[1]) where s = tiny.y[0] + tiny.y[1] | ∂tiny.loss/∂tiny.h[1] = tiny.p.W[1, 0]·(tiny.p[0]·s − tiny.y[0]) + tiny.p.W[1, 1]·(tiny.p[1]·s − tiny.y[1]) where s = tiny.y[0] + tiny.y[1] | node of tiny, shape [2] | 2 parameters: h.b [2] | uses U [2, 2] | the hidden one
tiny.p.W
#      ^ tiny.p.W = [[1, 0], [0, 1]] | ∂tiny.loss/∂tiny.p.W = 0.02tiny.p.W + outer(tiny.h, sum(tiny.y)·tiny.p − tiny.y) | ∂tiny.loss/∂tiny.p.W ≈ [[−0.79757, 0.81757], [−2.0439, 2.0639]] | ∂tiny.loss/∂tiny.p.W[0, 0] = tiny.h[0]·(tiny.p[0]·(tiny.y[0] + tiny.y[1]) − tiny.y[0]) + 0.02tiny.p.W[0, 0] | ∂tiny.loss/∂tiny.p.W[0, 1] = tiny.h[0]·(tiny.p[1]·(tiny.y[0] + tiny.y[1]) − tiny.y[1]) + 0.02tiny.p.W[0, 1] | ∂tiny.loss/∂tiny.p.W[1, 0] = tiny.h[1]·(tiny.p[0]·(tiny.y[0] + tiny.y[1]) − tiny.y[0]) + 0.02tiny.p.W[1, 0] | ∂tiny.loss/∂tiny.p.W[1, 1] = tiny.h[1]·(tiny.p[1]·(tiny.y[0] + tiny.y[1]) − tiny.y[1]) + 0.02tiny.p.W[1, 1] | parameter of tiny, shape [2, 2], 4 numbers, made in p
∂tiny.loss/∂tiny.U
^ ∂tiny.loss/∂tiny.U = outer(tiny.x, 1(tiny.h > 0) ⊙ ((sum(tiny.y)·tiny.p − tiny.y)@tiny.p.Wᵀ))  # [2, 2] | ∂tiny.loss/∂tiny.U ≈ [[−0.81757, 0.81757], [−1.6351, 1.6351]]
f(w[3], x[3]) = sum(w * x)
^ f(w[3], x[3]) = sum(w * x) | ∇f: | ∂f/∂w = x  # [3] | ∂f/∂x = w  # [3]
# ^ ∂f/∂w = x  # [3] | ∂f/∂w[0] = x[0] | ∂f/∂w[1] = x[1] | ∂f/∂w[2] = x[2] | x is held constant
#               ^ ∂f/∂u = 1 | ∂u/∂w = x | ∂u/∂x = w | where u = sum(w ⊙ x) | sum(x, axis=, keepdims=0) | sum of the entries | here [3] → number
#                     ^ ∂f/∂u = ones(3)  # [3] | where u = w ⊙ x  # [3]
ols(w[n], X[m, n], y[m]) = sum((X @ w - y)^2) / m
^ ols(w[n], X[m, n], y[m]) = sum((X @ w - y)^2) / m | ∇ols: | ∂ols/∂w = 2/m·Xᵀ@(X@w − y)  # [n] | ∂ols/∂X = 2·outer(X@w − y, w)/m  # [m, n] | ∂ols/∂y = −2(X@w − y)/m  # [m]
#   ^ ∂ols/∂w = 2/m·Xᵀ@(X@w − y)  # [n] | ∂ols/∂w[i] = 2/m·(X@w − y)@X[:, i] | X and y are held constant
#         ^ ∂ols/∂X = 2·outer(X@w − y, w)/m  # [m, n] | ∂ols/∂X[i, j] = 2(w@X[i] − y[i])·w[j]/m | w and y are held constant
#                                 ^ a @ b | matrix product | here [m, n], [n] → [m]
#                                     ^ ∂ols/∂u = 2u/m  # [m] | where u = X@w − y  # [m]
lse(x[n], i) = logsumexp(i x)
#   ^ ∂lse/∂x = i·softmax(i·x)  # [n] | ∂lse/∂x[j] = i·softmax(i·x)[j] | i is held constant
network broken {
#       ^ network broken | node  made by  shape  parameters | x     input    [4] | h              [2]
  input x[4]
#       ^ x | input of broken, shape [4]
  h = dense(x, 2)
# ^ h = x@h.W + h.b | node of broken, shape [2]
#     ^ dense(x, units, W=, b=) | dense(x, 2) = x@h.W + h.b | fully connected layer, x @ W + b | here [4] → [2]
}
`;

const { text, expected } = carets(PAGE);
test.each(
  expected.map(
    ({ offset, text: words }) =>
      [
        `${text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)}‸${text.slice(offset).split('\n')[0]}`,
        offset,
        words,
      ] as const,
  ),
)('%s', (_, offset, words) => expect(said(text, offset)).toBe(words));

const view = viewOf(text);
const outline = outlineOf(view.program, undefined);

/** The lenses of a network, by the server's own round trip. */
function lenses(name: string, commands: typeof COMMANDS | undefined) {
  return codeLenses(view, outline, 1, { commands, verdicts: false }).flatMap(({ data }) => {
    const read = readLensData(JSON.parse(JSON.stringify(data)));
    return read && 'network' in read && read.network === name
      ? [lensCommand(view, outline, read, VERDICTS, commands)]
      : [];
  });
}

test('a deep network is read step by step, and nothing of it is allocated', () => {
  const page = readFileSync(path.resolve(import.meta.dirname, '../../../test/networks/cases/alexnet.grad'), 'utf8');
  const alexnet = viewOf(page);
  const at = (words: string): string =>
    cardAt(alexnet, page.indexOf(words), VERDICTS, true)
      ?.formulas.map(({ text }) => text)
      .join(' | ') ?? '';
  expect(at('d7 =')).toBe('d7 = relu(d6@d7.W + d7.b) | ∂loss/∂d7 = (sum(y)·p − y)@p.Wᵀ');
  expect(at('c1 =')).toBe(
    'c1 = relu(conv2d(x, c1.W, c1.b, stride=4)) | ∂loss/∂c1 = max_pool2d_input(δs1, c1, 3, stride=2) |   where δs1 = ∂loss/∂s1',
  );
  const table = cardAt(alexnet, page.indexOf('alexnet'), VERDICTS, true);
  expect(table?.says?.[0]).toBe('62,378,344 parameters, [3, 227, 227] → [1000]');
  expect(table?.table?.find((line) => line.startsWith('d6'))).toMatch(/^d6 +dense, dropout +\[4096\] +37,752,832$/);
});

test('the line above a network', () => {
  const found = lenses('tiny', COMMANDS);
  const titles = ['12 parameters', '[2] → [2]', 'loss ≈ 1.72141', 'Backward pass', 'Expand chain rule'];
  expect(found.map(({ title }) => title)).toEqual(titles);
  const textDocument = { uri: 'file:///page.grad' };
  expect(found.flatMap(({ command, arguments: args }) => (command ? [args] : []))).toEqual([
    [{ textDocument, function: 'tiny' }],
    [{ textDocument, function: 'tiny', variable: 'U' }],
  ]);
  expect(lenses('tiny', undefined).map(({ title }) => title)).toEqual(titles.slice(0, 3));
  expect(lenses('broken', COMMANDS)).toEqual([]);
});

test('a line that is being typed leaves the lenses where they are', () => {
  const now = viewOf(text.replace('|> softmax', '|> softm('), 2);
  const later = outlineOf(now.program, outline);
  const titles = codeLenses(now, later, 1, { commands: COMMANDS, verdicts: false }).map(({ data }) => {
    const read = readLensData(data);
    return read ? lensCommand(now, later, read, VERDICTS, COMMANDS).title : '';
  });
  expect(titles).toContain('12 parameters');
});

test('shapes after the names of nodes', () => {
  const settings = { values: true, verdicts: true, shapes: true };
  const hints = (shapes: boolean): string[] =>
    view.program.page.statements.flatMap((statement, index) => {
      if (statement.network === undefined) return [];
      const hint = inlayHint(view, index, createResults(), VERDICTS, { ...settings, shapes });
      return hint ? [`${hint.position.line}:${hint.position.character} ${String(hint.label)}`] : [];
    });
  expect(hints(true)).toEqual(['5:3 : [2]', '6:3 : [2]', '7:3 : [2]', '18:3 : [2]']);
  expect(hints(false)).toEqual([]);
});
