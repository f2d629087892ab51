// Formulas of many families, composed at random, the same at every run. In: nothing. Out: lines of the corpus. Coefficients
// are small, every shape is one that an exercise or a model could have, and none is longer than a line.
import { namesIn, read } from '../shared/page.mjs';
import { pointsOf, randomly } from '../shared/truth.mjs';

const random = randomly(2024);
const pick = (items) => items[Math.floor(random() * items.length)];
const whole = (low, high) => low + Math.floor(random() * (high - low + 1));
const times = (count, make) => Array.from({ length: count }, (_, i) => make(i));

const term = (x, degree) => (degree === 0 ? `${whole(1, 9)}` : `${whole(2, 9)}*${x}${degree > 1 ? `^${degree}` : ''}`);
const linear = (x) => `${pick(['', '2*', '3*', '5*', 'a*'])}${x} ${pick(['+', '-'])} ${pick(['1', '2', '4', 'b'])}`;
const polynomial = (x) =>
  times(whole(2, 4), (i) => `${i > 0 ? pick([' + ', ' - ']) : ''}${term(x, whole(1, 5))}`).join('') +
  pick(['', ' + 1', ' - 7', ' + c']);
const root = (x) =>
  pick([`sqrt(${linear(x)})`, `sqrt(${x}^2 + 1)`, `(${linear(x)})^(3/2)`, `cbrt(${x}^2 + 2)`, `${x}^(2/3)`]);
const exponential = (x) =>
  pick([
    `exp(${x})`,
    `exp(-${x}^2)`,
    `log(${x})`,
    `log(1 + ${x}^2)`,
    `exp(-a*${x})`,
    `2^${x}`,
    `log(1 + exp(${x}))`,
    `${x}^n`,
  ]);
const trigonometric = (x) =>
  pick([
    `sin(${x})`,
    `cos(${x})`,
    `tan(${x})`,
    `sin(2*${x})`,
    `cos(${x})^2`,
    `sin(a*${x} + b)`,
    `sec(${x})`,
    `sin(${x})^3`,
  ]);
const inverse = (x) =>
  pick([`asin(${x})`, `atan(${x})`, `acos(${x}/2)`, `atan(a*${x})`, `asinh(${x})`, `atan(${x}^2)`]);
const hyperbolic = (x) =>
  pick([`sinh(${x})`, `cosh(${x})`, `tanh(${x})`, `tanh(a*${x} + b)`, `cosh(${x})^2`, `1/cosh(${x})`]);
const activation = (x) =>
  pick([
    `sigmoid(${x})`,
    `tanh(${x})`,
    `relu(${x})`,
    `softplus(${x})`,
    `silu(${x})`,
    `gelu(${x})`,
    `elu(${x})`,
    `softsign(${x})`,
  ]);
const kink = (x) =>
  pick([`abs(${x})`, `max(${x}, 1)`, `relu(${x} - 1)`, `min(${x}, 2)`, `abs(${linear(x)})`, `sign(${x})`]);
const bracketed = (x) => `(${polynomial(x)})`;
const smooth = [bracketed, root, exponential, trigonometric, inverse, hyperbolic];

const FAMILIES = {
  polynomials: () =>
    pick([
      () => polynomial('x'),
      () => `(${polynomial('x')})^${whole(2, 7)}`,
      () => `(${linear('x')})^${whole(2, 6)}*(${linear('x')})^${whole(2, 5)}`,
    ])(),
  rationals: () =>
    pick([
      () => `(${polynomial('x')})/(${polynomial('x')})`,
      () => `(${linear('x')})^${whole(1, 4)}/(${linear('x')})^${whole(1, 5)}`,
      () => `1/(${polynomial('x')})^${whole(1, 3)}`,
    ])(),
  'products of two': () => `${pick(smooth)('x')}*${pick(smooth)('x')}`,
  'quotients of two': () => `${pick(smooth)('x')}/(${pick(smooth)('x')})`,
  'sums of products': () => `${pick(smooth)('x')}*${pick(smooth)('x')} ${pick(['+', '-'])} ${pick(smooth)('x')}`,
  'products of three': () => `${pick(smooth)('x')}*${pick(smooth)('x')}/(${pick(smooth)('x')})`,
  powers: () =>
    pick([
      () => `(${pick(smooth)('x')} + ${pick(smooth)('x')})^${whole(2, 5)}`,
      () => `(${pick(smooth)('x')})^(${pick(['x', 'n', '1/2', '1/x', 'x + 1'])})`,
    ])(),
  chains: () =>
    times(whole(2, 4), () => 0).reduce(
      (inner) => pick([trigonometric, exponential, hyperbolic, inverse, root])(`(${inner})`),
      linear('x'),
    ),
  activations: () =>
    pick([
      () => activation(`(${linear('x')})`),
      () => `${activation('x')}*${pick(smooth)('x')}`,
      () => `(y - ${activation('(w*x + b)')})^2`,
    ])(),
  kinks: () =>
    pick([
      () => `${kink('x')}*${pick(smooth)('x')}`,
      () => `${kink(`(${pick(smooth)('x')})`)}`,
      () => `${kink('x')} + ${kink('(x*y)')}`,
    ])(),
  'several variables': () => {
    const [one, other] = [
      pick(['x*y', 'x + y', 'x^2 + y^2', 'x/y', 'x - y', 'x*y + z', 'x^2*y']),
      pick(['x', 'y', 'x*y', 'x + y', 'y/x', 'z']),
    ];
    return pick([
      () => `${pick(smooth)(`(${one})`)}*${pick(smooth)(`(${other})`)}`,
      () => `${pick(smooth)(`(${one})`)}/(${pick(smooth)(`(${other})`)} + 2)`,
      () => `(${one})^${whole(2, 4)}*(${other})^${whole(1, 3)} + ${pick(smooth)(`(${one})`)}`,
    ])();
  },
};

/** Whether it has values in real numbers, in more than one place. */
function real(text) {
  const { bodies, variables } = read([text], namesIn(text));
  return pointsOf(bodies[0], variables, variables, 3).length > 1;
}

const VARIABLES = ['x', 'y', 'z', 'w', 'b'];
for (const [family, make] of Object.entries(FAMILIES)) {
  console.log(`# ${family}`);
  const seen = new Set();
  while (seen.size < 45) {
    const text = make();
    if (text.length > 110 || seen.has(text) || !text.includes('x') || !real(text)) continue;
    seen.add(text);
    const several = family === 'several variables' || (text.includes('y') && family !== 'chains');
    const wrt = VARIABLES.filter((name) => new RegExp(`\\b${name}\\b`).test(text) && (several || name === 'x'));
    console.log(`${text}\t${wrt.join(' ')}`);
  }
}
