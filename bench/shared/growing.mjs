// Formulas of any size. In: a size. Out: [text, the variables that it is differentiated by], as scalar formulas written out.
const count = (n, make) => Array.from({ length: n }, (_, i) => make(i));
const repeat = (n, step, seed) => count(n, (i) => i).reduce((inner, i) => step(inner, i), seed);
const variables = (n) => count(n, (i) => `x${i}`);

/**
 * A network written out: the cross-entropy of the softmax of a last layer, after hidden layers with an activation; the
 * target is class 0. Differentiated by every weight and bias; the inputs are variables too.
 */
export function network(inputs, hidden, classes, activation, loss = logOfSoftmax) {
  const weights = [];
  const made = (name) => {
    weights.push(name);
    return name;
  };
  const affine = (layer, values, units) =>
    count(units, (j) =>
      [...values.map((value, i) => `${made(`w${layer}_${i}_${j}`)}*${value}`), made(`b${layer}_${j}`)].join(' + '),
    );
  let values = variables(inputs);
  for (const [layer, units] of hidden.entries()) {
    values = affine(layer, values, units).map((z) => `${activation}(${z})`);
  }
  return [loss(affine(hidden.length, values, classes)), weights];
}

const logOfSoftmax = (z) => `-log(exp(${z[0]})/(${z.map((each) => `exp(${each})`).join(' + ')}))`;
/** The same loss as the textbook shortens it. */
export const logSumExp = (z) => `log(${z.map((each) => `exp(${each})`).join(' + ')}) - (${z[0]})`;

const net = (sizes, activation, loss) => ({
  sizes,
  size: ([inputs, hidden, classes]) => `${inputs}-${hidden.join('-')}-${classes}`,
  make: ([inputs, hidden, classes]) => network(inputs, hidden, classes, activation, loss),
});
const ONE_LAYER = [
  [2, [3], 2],
  [4, [8], 3],
  [8, [16], 4],
  [16, [32], 10],
];
const TWO_LAYERS = [
  [2, [3, 3], 2],
  [4, [6, 6], 3],
  [4, [8, 8], 3],
];

export const GROWING = {
  'product of n variables': { sizes: [10, 100, 1000], make: (n) => [variables(n).join('*'), variables(n)] },
  'product of n sums': {
    sizes: [10, 100, 300],
    make: (n) => [
      variables(n)
        .map((x) => `(${x} + a)`)
        .join('*'),
      variables(n),
    ],
  },
  'sum of n products': {
    sizes: [10, 100, 1000],
    make: (n) => [
      variables(n)
        .map((x, i) => `${x}*x${(i + 1) % n}`)
        .join(' + '),
      variables(n),
    ],
  },
  'quotient of products': {
    sizes: [10, 100, 300],
    make: (n) => [
      `${variables(n).join('*')}/(${variables(n)
        .map((x) => `(${x} + 1)`)
        .join('*')})`,
      variables(n),
    ],
  },
  'polynomial, written out': {
    sizes: [10, 50, 200],
    make: (n) => [count(n, (i) => `${i + 2}*x^${i + 1}`).join(' + '), ['x']],
  },
  'polynomial, coefficients a0, a1, …': {
    sizes: [10, 50, 200],
    make: (n) => [count(n, (i) => `a${i}*x^${i}`).join(' + '), ['x', ...count(n, (i) => `a${i}`)]],
  },
  'polynomial, Horner': {
    sizes: [10, 50, 200],
    make: (n) => [repeat(n, (inner, i) => `(${i + 2} + x*${inner})`, '1'), ['x']],
  },
  'chain of n sines': { sizes: [5, 10, 20, 50], make: (n) => [repeat(n, (inner) => `sin(${inner})`, 'x'), ['x']] },
  'chain of n mixed functions': {
    sizes: [5, 10, 20, 50],
    make: (n) => [
      repeat(n, (inner, i) => `${['sin', 'exp', 'tanh', 'log'][i % 4]}(${inner} + ${i % 4 === 2 ? 3 : 1})`, 'x'),
      ['x'],
    ],
  },
  'chain of n neurons': {
    sizes: [5, 10, 20, 50],
    make: (n) => [
      repeat(n, (inner, i) => `tanh(w${i}*${inner} + b${i})`, 'x'),
      ['x', ...count(n, (i) => `w${i}`), ...count(n, (i) => `b${i}`)],
    ],
  },
  'chain of n sigmoid neurons': {
    sizes: [5, 10, 20, 50],
    make: (n) => [
      repeat(n, (inner, i) => `sigmoid(w${i}*${inner} + b${i})`, 'x'),
      ['x', ...count(n, (i) => `w${i}`), ...count(n, (i) => `b${i}`)],
    ],
  },
  'logistic map, n times': {
    sizes: [1, 2, 4, 8, 12],
    make: (n) => [repeat(n, (inner) => `(r*${inner}*(1 - ${inner}))`, 'x'), ['x', 'r']],
  },
  "Newton's step for a root, n times": {
    sizes: [1, 2, 4, 8],
    make: (n) => [repeat(n, (inner) => `(${inner} + a/${inner})/2`, 'x'), ['x', 'a']],
  },
  'continued fraction': {
    sizes: [5, 10, 50, 200],
    make: (n) => [repeat(n, (inner) => `1/(1 + ${inner})`, 'x'), ['x']],
  },
  'continued fraction, coefficients': {
    sizes: [5, 10, 50, 200],
    make: (n) => [
      repeat(n, (inner, i) => `a${i}/(b${i} + ${inner})`, 'x'),
      ['x', ...count(n, (i) => `a${i}`), ...count(n, (i) => `b${i}`)],
    ],
  },
  'softmax, n classes': { sizes: [3, 10, 100], make: (n) => [logOfSoftmax(variables(n)), variables(n)] },
  'network, tanh': net(ONE_LAYER, 'tanh'),
  'network, relu': net(ONE_LAYER, 'relu'),
  'network, sigmoid': net(ONE_LAYER, 'sigmoid'),
  'network, tanh, log-sum-exp': net(ONE_LAYER, 'tanh', logSumExp),
  'two layers, tanh': net(TWO_LAYERS, 'tanh'),
  'two layers, relu': net(TWO_LAYERS, 'relu'),
  'two layers, sigmoid': net(TWO_LAYERS, 'sigmoid'),
};
