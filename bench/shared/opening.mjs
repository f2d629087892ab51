// Functions whose derivations have over 200 steps, all levels together. Out: for each a name, a page, the same page after one
// more keystroke, and by what it is derived.
const indices = (count) => Array.from({ length: count }, (_, i) => i + 1);
const sum = (count, term) => indices(count).map(term).join(' + ');

const BODIES = [
  ['sum of 20 chains', 'x', 'x', sum(20, (i) => `sin((${i}x^2 + ${i})^3)`)],
  [
    'product of 8',
    'x',
    'x',
    indices(8)
      .map((i) => `(x^${i + 1} + sin(${i}x^2 + ${i}x) + exp(-x/${i}))`)
      .join(' * '),
  ],
  [
    'quotient of sums',
    'x',
    'x',
    `(${sum(12, (i) => `x^${i} exp(${i}x + 1)`)}) / (${sum(12, (i) => `(x^2 + ${i})^${i + 1}`)})`,
  ],
  [
    'gradient of 5',
    'a, b, c, d, k',
    '∇',
    'log(1 + exp(-(a b + c d))) + sin(a^2 b) exp(k c) + (a + b c)^3/(1 + k^2) + tanh(a c - b d + k)^2 + sqrt(1 + (a k)^2)',
  ],
  ['second derivative', 'x', 'x,x', sum(8, (i) => `x^${i + 1} sin(${i}x^2 + 1)`)],
];

export const LONG = BODIES.map(([name, parameters, variable, body]) => {
  const page = `f(${parameters}) = ${body}`;
  return { name, variable, page, edited: `${page} + 7` };
});
