/** Pages to try things on: the examples, the fixtures, and one that has every form of the language. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');

const gradFiles = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.grad'))
    .sort()
    .map((name) => path.join(folder, name));

export interface SamplePage {
  readonly file: string;
  readonly text: string;
}

export const pages: readonly SamplePage[] = [...gradFiles('examples'), ...gradFiles('test/fixtures')].map((file) => ({
  file,
  text: readFileSync(path.join(root, file), 'utf8'),
}));

/** Every form of the language once. */
export const everything = `\uFEFF# Partial derivatives
f(x, y) = 3x^3 - y^2 + 5x + 2
h(x)    = 3(2x^2)^5              # a chain
π₂ = 2π - 1e-3 + .5\r
check ∂f/∂x = 9x^2 + 5
check h'(x) = 15(2x^2)^4 * 4x
            = 15*16*x^8 * 4x     # between
            = 960x^9
check ∂f/∂x(1, 2) ≈ 14.0
check log(a b) = log(a) + log(b) for a > 0, b > 0 and not b == 7
∇f
∇²f(1, 2)[0, 1] + hessian(f)(1, 2)[0][1]
declare g(u, v)
k(x, y) = g(f(x, y), x) |> sqrt
∂²k/∂x∂y(x=1, y=2) * dh/dx(2) - d/dx (x^2)(3) / √x²
where(0 < f(1, 2) <= 3 or 1 != 2, [1, 2][0], [[1, 2], [3, 4]][-1, 0:1])
ols(w[n], X[m, n], y[m]) = sum((X @ w - y)^2, axis=0,) / m
ols'' Xᵀ W.T x⁻¹ 2^-x^y
network iris {
  input  x[4] = [5.1, 3.5,
    1.4, 0.2]
  target y[3] = [1, 0, 0]
  h = dense(x, 8) |> relu
  p = dense(h, 3) |> softmax(axis=-1)
  loss = cross_entropy(p, y)
} ∂iris.loss/∂iris.h.W[2, 5]
import "layers.grad"
broken = (1 + [2
sin x
`;

/** A deterministic source of whole numbers below a bound. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    // Mulberry32 (T. Ettinger, public domain).
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
