/** Derivations as the server sends them, written out by hand, to look at the panel without a server. */

const formula = (text, latex = text, unicode = text) => ({ text, latex, unicode });
const proved = { verdict: 'proved', points: 64, error: 0 };
const holds = { verdict: 'holds', points: 64, error: 3e-16 };
const plain = { notation: 'leibniz', layout: 'row' };
/** A range of one line. */
const place = (from, to, line = 3) => ({ start: { line, character: from }, end: { line, character: to } });
const step = (
  rule,
  before,
  after,
  { explanation = '', where = {}, check = holds, steps = [], source = [place(7, 17)] } = {},
) => ({
  rule,
  before,
  after,
  explanation,
  where,
  check,
  steps,
  source,
});

const asked = formula('diff(3*(2*x^2)^5, x)', '\\frac{d}{dx}\\left[3\\left(2x^{2}\\right)^{5}\\right]');
const outer = formula('diff(3*u^5, u)', '\\frac{d}{du}\\left[3u^{5}\\right]');
const inner = formula('diff(2*x^2, x)', '\\frac{d}{dx}\\left[2x^{2}\\right]');
const product = formula('diff(3*u^5, u)*diff(2*x^2, x)', `${outer.latex} \\cdot ${inner.latex}`);
const back = formula('15*(2*x^2)^4*4*x', '15\\left(2x^{2}\\right)^{4} \\cdot 4x');
const distributed = formula('15*16*x^8*4*x', '15 \\cdot 16x^{8} \\cdot 4x');
const combined = formula('15*16*4*x^9', '15 \\cdot 16 \\cdot 4 \\cdot x^{9}');
const result = formula('960*x^9', '960x^{9}', '960x⁹');

/** The textbook's chain. */
export const chain = {
  target: { uri: 'file:///chain.grad', function: 'h', variable: 'x' },
  writing: plain,
  suggestedPoint: { x: '1.5' },
  file: 'chain.grad',
  variables: ['x'],
  derivation: {
    head: formula('h(x) = 3(2x^2)^5', 'h(x) = 3\\left(2x^{2}\\right)^{5}'),
    function: 'h',
    wrt: 'x',
    quantity: formula('diff(h, x)', '\\frac{dh}{dx}', 'dh/dx'),
    result,
    conditions: [],
    constants: [],
    line: 3,
    chain: [
      {
        quantity: formula('diff(h, u)', '\\frac{dh}{du}', 'dh/du'),
        operator: outer,
        function: formula('h = 3*u^5', 'h = 3u^{5}', 'h = 3u⁵'),
        slope: formula('15*u^4', '15u^{4}', '15u⁴'),
        source: [place(7, 9), place(14, 17)],
      },
      {
        quantity: formula('diff(u, x)', '\\frac{du}{dx}', 'du/dx'),
        operator: inner,
        function: formula('u = 2*x^2', 'u = 2x^{2}', 'u = 2x²'),
        name: 'u',
        slope: formula('4*x', '4x'),
        source: [place(9, 14)],
      },
    ],
    steps: [
      step('chain rule', asked, product, {
        explanation: 'outer times inner',
        where: { u: formula('2*x^2', '2x^{2}', '2x²') },
        steps: [
          step('constant multiple, power', outer, formula('15*u^4', '15u^{4}'), {
            explanation: 'of the outer function',
            steps: [
              step('constant multiple', outer, formula('3*diff(u^5, u)', '3 \\cdot \\frac{d}{du}\\left[u^{5}\\right]')),
              step('power', formula('3*diff(u^5, u)'), formula('15*u^4', '15u^{4}')),
            ],
          }),
          step('constant multiple, power', inner, formula('4*x', '4x'), { explanation: 'of the inner function' }),
        ],
      }),
      step('put u back', product, back, { check: proved }),
      step('distribute the exponent', back, distributed, { check: proved }),
      step('combine the x’s', distributed, combined, { check: proved }),
      step('combine the constants', combined, result, { check: proved }),
    ],
  },
};

const long = Array.from({ length: 24 }, (_, index) => `\\frac{${index + 1}x^{${index}}}{y + ${index}}`).join(' + ');

/** Several variables, constants, a condition, a long formula, two names. */
export const long2 = {
  target: { uri: 'file:///pages/long.grad', function: 'loss', variable: 'x' },
  writing: plain,
  file: 'long.grad',
  variables: ['x', 'y', 'z', 'weight'],
  derivation: {
    head: formula('loss(x, y, z, weight) = …', `\\mathrm{loss}(x, y, z, \\mathrm{weight}) = \\log(x)\\,y + ${long}`),
    function: 'loss',
    wrt: 'x',
    quantity: formula('diff(loss, x)', '\\frac{\\partial\\,\\mathrm{loss}}{\\partial x}', '∂loss/∂x'),
    result: formula('y/x', `\\frac{y}{x} + ${long}`, 'y/x + …'),
    conditions: ['x > 0'],
    constants: ['y', 'z', 'weight'],
    line: 41,
    steps: [
      step(
        'sum',
        formula('a', `\\frac{\\partial}{\\partial x}\\left[\\log(x)\\,y + ${long}\\right]`),
        formula('b', long),
        {
          explanation: 'The derivative of a sum is the sum of the derivatives of its terms, one after the other.',
          where: { u: formula('x*y', 'x\\,y'), s1: formula('exp(x)', 'e^{x} + \\sin(x)^{2}') },
        },
      ),
      step('product', formula('b'), formula('c', 's_{1}^{2} \\cdot u + s_{1}\\,u'), { check: { ...holds, points: 1 } }),
    ],
  },
};
