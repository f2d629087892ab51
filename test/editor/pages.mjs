/** The pages that the editors open. Small, and as a reader would write them. */

export const PARTIAL = `# Partial derivatives
f(x, y) = 3x^3 - y^2 + 5x + 2

check ∂f/∂x = 9x^2 + 5
check ∂f/∂x = 10x^2 + 5
∇f(1, 2)

# A chain: the outer 3u^5 and the inner u = 2x^2
h(x) = 3(2x^2)^5

check h'(x) = 960x^9

`;

export const NETWORK = `# Two numbers in, two classes out
network tiny {
  input  x[2] = [1, -2]
  target y[2] = [1, 0]
  h = dense(x, 2, W=[[0.5, -1], [0.25, 0.75]], b=[1, 2]) |> relu
  p = dense(h, 2, W=[[1, 0.5], [-0.5, 0.25]], b=[0, 0]) |> softmax
  loss = cross_entropy(p, y)
}

check ∂tiny.loss/∂tiny.p.b = tiny.p - tiny.y
`;

export const MISSPELT = `k(x) = sinn(x)
m(x) = x^2
`;
