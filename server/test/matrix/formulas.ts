/**
 * Matrix calculus as textbooks print it: a function, and for each derivative its formula. Numbers in brackets are those of
 * Petersen and Pedersen, The Matrix Cookbook (version of 15 November 2012), sections 2.1 to 2.7; other functions are the
 * examples of Laue, Mitterreiter and Giesen, Computing Higher Order Derivatives of Matrix and Tensor Expressions (NeurIPS
 * 2018; matrixcalculus.org), and the layers of a network.
 */

export interface Formula {
  /** `f(x[n]) = …`. */
  readonly definition: string;
  /** What is asked → how it is printed. */
  readonly derivatives: Readonly<Record<string, string>>;
}

const formula = (definition: string, derivatives: Formula['derivatives']): Formula => ({ definition, derivatives });

const cookbook: readonly Formula[] = [
  // (46), Jacobi's formula
  formula('f(t, A[n, n], B[n, n]) = log(det(A + t*B))', { '∂f/∂t': 'trace(B@inv(t*B + A))' }),
  // (49)
  formula('f(X[n, n]) = det(X)', { '∂f/∂X': 'det(X)*inv(X).T' }),
  // (51); nothing is said of the inverses of A and B, which need not be there
  formula('f(X[m, k], A[n, m], B[k, n]) = det(A@X@B)', { '∂f/∂X': 'det(A@X@B)*A.T@inv(A@X@B).T@B.T' }),
  // (54)
  formula('f(X[m, n], A[m, m]) = det(X.T@A@X)', {
    '∂f/∂X': 'det(X.T@A@X)*(A@X@inv(X.T@A@X) + A.T@X@inv(X.T@A@X).T)',
  }),
  // (57)
  formula('f(X[n, n]) = log(det(X))', { '∂f/∂X': 'inv(X).T' }),
  // (59)
  formula('f(t, A[n, n], B[n, n]) = inv(A + t*B)', { '∂f/∂t': '-inv(t*B + A)@B@inv(t*B + A)' }),
  // (61)
  formula('f(X[n, n], a[n], b[n]) = a@inv(X)@b', { '∂f/∂X': '-outer(inv(X).T@a, inv(X)@b)' }),
  // (62)
  formula('f(X[n, n]) = det(inv(X))', { '∂f/∂X': '-inv(X).T/det(X)' }),
  // (63)
  formula('f(X[n, n], A[k, n], B[n, k]) = trace(A@inv(X)@B)', { '∂f/∂X': '-inv(X).T@A.T@B.T@inv(X).T' }),
  // (64)
  formula('f(X[n, n], A[n, n]) = trace(inv(X + A))', { '∂f/∂X': '-inv(A + X).T@inv(A + X).T' }),
  // (69)
  formula('f(x[n], a[n]) = x@a', { '∂f/∂x': 'a', '∂f/∂a': 'x' }),
  // (70)
  formula('f(X[m, n], a[m], b[n]) = a@X@b', { '∂f/∂X': 'outer(a, b)', '∂f/∂a': 'X@b', '∂f/∂b': 'a@X' }),
  // (71)
  formula('f(X[m, n], a[n], b[m]) = a@X.T@b', { '∂f/∂X': 'outer(b, a)' }),
  // (72)
  formula('f(X[n, n], a[n]) = a@X.T@a', { '∂f/∂X': 'outer(a, a)' }),
  // (76)
  formula('f(X[m, n], b[n], c[n]) = b@X.T@X@c', { '∂f/∂X': 'outer(X@b, c) + outer(X@c, b)' }),
  // (77)
  formula('f(x[n], B[m, n], b[m], C[m, k], D[k, n], d[k]) = (B@x + b)@C@(D@x + d)', {
    '∂f/∂x': 'B.T@C@(D@x + d) + D.T@C.T@(B@x + b)',
  }),
  // (81)
  formula('f(x[n], B[n, n]) = x@B@x', { '∂f/∂x': '(B + B.T)@x', '∂f/∂B': 'outer(x, x)', '∂²f/∂x²': 'B + B.T' }),
  // (82)
  formula('f(X[m, n], D[m, m], b[n], c[n]) = b@X.T@D@X@c', {
    '∂f/∂X': 'outer(D@X@c, b) + outer(D.T@X@b, c)',
  }),
  // (83)
  formula('f(X[m, n], D[m, m], b[n], c[m]) = (X@b + c)@D@(X@b + c)', {
    '∂f/∂X': 'outer((D + D.T)@(X@b + c), b)',
  }),
  // (84), (87), (88) without the symmetry of W
  formula('f(x[m], A[m, n], s[n], W[m, m]) = (x - A@s)@W@(x - A@s)', {
    '∂f/∂s': '-A.T@(W + W.T)@(x - A@s)',
    '∂f/∂x': '(W + W.T)@(x - A@s)',
    '∂f/∂A': '-outer((W + W.T)@(x - A@s), s)',
    '∂f/∂W': 'outer(x - A@s, x - A@s)',
    '∂²f/∂s²': 'A.T@(W + W.T)@A',
  }),
  // (99)
  formula('f(X[n, n]) = trace(X)', { '∂f/∂X': 'eye(n)' }),
  // (100)
  formula('f(X[m, n], A[n, m]) = trace(X@A)', { '∂f/∂X': 'A.T', '∂f/∂A': 'X.T' }),
  // (101)
  formula('f(X[m, n], A[k, m], B[n, k]) = trace(A@X@B)', { '∂f/∂X': 'A.T@B.T' }),
  // (102)
  formula('f(X[m, n], A[k, n], B[m, k]) = trace(A@X.T@B)', { '∂f/∂X': 'B@A' }),
  // (103)
  formula('f(X[m, n], A[m, n]) = trace(X.T@A)', { '∂f/∂X': 'A' }),
  // (104)
  formula('f(X[m, n], A[m, n]) = trace(A@X.T)', { '∂f/∂X': 'A' }),
  // (106)
  formula('f(X[n, n]) = trace(X@X)', { '∂f/∂X': '2*X.T' }),
  // (107)
  formula('f(X[n, n], B[n, n]) = trace(X@X@B)', { '∂f/∂X': '(B@X + X@B).T' }),
  // (108)
  formula('f(X[m, n], B[m, m]) = trace(X.T@B@X)', { '∂f/∂X': '(B + B.T)@X' }),
  // (109)
  formula('f(X[m, n], B[m, m]) = trace(B@X@X.T)', { '∂f/∂X': '(B + B.T)@X' }),
  // (111)
  formula('f(X[m, n], B[n, n]) = trace(X@B@X.T)', { '∂f/∂X': 'X@(B + B.T)' }),
  // (114)
  formula('f(X[m, n], A[n, m], B[n, m]) = trace(A@X@B@X)', { '∂f/∂X': '(A@X@B + B@X@A).T' }),
  // (115)
  formula('f(X[m, n]) = trace(X.T@X)', { '∂f/∂X': '2*X' }),
  // (116)
  formula('f(X[m, n], B[n, k], C[m, m]) = trace(B.T@X.T@C@X@B)', { '∂f/∂X': '(C + C.T)@X@B@B.T' }),
  // (117)
  formula('f(X[m, n], B[m, m], C[n, n]) = trace(X.T@B@X@C)', { '∂f/∂X': 'B@X@C + B.T@X@C.T' }),
  // (118)
  formula('f(X[m, n], A[k, m], B[n, n], C[m, k]) = trace(A@X@B@X.T@C)', {
    '∂f/∂X': 'C@A@X@B + A.T@C.T@X@B.T',
  }),
  // (119)
  formula('f(X[m, n], A[k, m], B[n, l], C[k, l]) = trace((A@X@B + C)@(A@X@B + C).T)', {
    '∂f/∂X': '2*A.T@(A@X@B + C)@B.T',
  }),
  // (121) with k = 3
  formula('f(X[n, n]) = trace(X@X@X)', { '∂f/∂X': '3*X.T@X.T' }),
  // (129), (130)
  formula('f(x[n], a[n]) = norm(x - a)', {
    '∂f/∂x': '(x - a)/norm(x - a)',
    '∂²f/∂x²': 'eye(n)/norm(x - a) - outer(x - a, x - a)/norm(x - a)^3',
  }),
  // (131)
  formula('f(x[n]) = norm(x)^2', { '∂f/∂x': '2*x' }),
  // (132)
  formula('f(X[m, n]) = norm(X)^2', { '∂f/∂X': '2*X' }),
];

const regression: readonly Formula[] = [
  formula('f(w[n], X[m, n], y[m]) = sum((X@w - y)^2)/m', {
    '∂f/∂w': '2/m*X.T@(X@w - y)',
    '∂f/∂X': '2*outer(X@w - y, w)/m',
    '∂f/∂y': '-2*(X@w - y)/m',
    '∂²f/∂w²': '2/m*X.T@X',
  }),
  formula('f(w[n], X[m, n], y[m]) = mean((X@w - y)^2)', { '∂f/∂w': '2/m*X.T@(X@w - y)' }),
  formula('f(w[n], X[m, n], y[m], c) = sum((X@w - y)^2) + c*sum(w^2)', {
    '∂f/∂w': '2*(c*w + X.T@(X@w - y))',
    '∂f/∂c': 'sum(w^2)',
  }),
  formula('f(w[n], X[m, n], y[m]) = sum(softplus(X@w) - y*(X@w))', {
    '∂f/∂w': 'X.T@(sigmoid(X@w) - y)',
    '∂²f/∂w²': '((1 - sigmoid(X@w))*sigmoid(X@w)*X.T)@X',
  }),
  formula('f(w[n], X[m, n], y[m]) = -sum(y*log(sigmoid(X@w)) + (1 - y)*log(1 - sigmoid(X@w)))', {
    '∂f/∂w': 'X.T@(sigmoid(X@w) - y)',
  }),
  formula('f(w[n], X[m, n], y[m]) = norm(X@w - y)', { '∂f/∂w': '1/norm(X@w - y)*X.T@(X@w - y)' }),
  formula('f(U[m, k], V[n, k], M[m, n]) = sum((M - U@V.T)^2)/2', {
    '∂f/∂U': '(U@V.T - M)@V',
    '∂f/∂V': '(U@V.T - M).T@U',
    '∂f/∂M': 'M - U@V.T',
  }),
  formula('f(x[n], A[n, n]) = (x@A@x)/(x@x)', { '∂f/∂x': '((A + A.T)@x - 2*(x@A@x)*x/(x@x))/(x@x)' }),
  formula('f(x[n], y[n]) = dot(x, y)/(norm(x)*norm(y))', {
    '∂f/∂x': '(y - (x@y)*x/norm(x)^2)/(norm(x)*norm(y))',
  }),
  formula('f(x[n], m[n], S[n, n]) = log(det(S)) + (x - m)@inv(S)@(x - m)', {
    '∂f/∂x': '(inv(S) + inv(S).T)@(x - m)',
    '∂f/∂S': 'inv(S).T - outer(inv(S).T@(x - m), inv(S)@(x - m))',
  }),
];

const reductions: readonly Formula[] = [
  formula('f(X[m, n]) = sum(X)', { '∂f/∂X': 'ones([m, n])' }),
  formula('f(X[m, n]) = mean(X)', { '∂f/∂X': 'ones([m, n])/(m*n)' }),
  formula('f(X[m, n]) = sum(sum(X, axis=0)^2)', { '∂f/∂X': '2*broadcast(sum(X, axis=0), [m, n])' }),
  formula('f(X[m, n], w[n]) = sum(X@w)', { '∂f/∂w': 'sum(X, axis=0)', '∂f/∂X': 'broadcast(w, [m, n])' }),
  formula('f(X[m, n], v[m]) = sum(v*sum(X, axis=-1))', {
    '∂f/∂v': 'sum(X, axis=-1)',
    '∂f/∂X': 'outer(v, ones(n))',
  }),
  formula('f(X[m, n], b[n]) = sum((X + b)^2)', { '∂f/∂b': '2*sum(X + b, axis=0)' }),
  formula('f(x[n]) = mean((x - mean(x))^2)', {
    '∂f/∂x': '2*(x - mean(x))/n',
    '∂²f/∂x²': '2*(eye(n) - 1/n)/n',
  }),
  formula('f(x[n]) = prod(x)', { '∂f/∂x': 'prod_others(x)' }),
  formula('f(x[n]) = max(x)', { '∂f/∂x': 'first_max(x)' }),
  formula('f(x[n]) = logsumexp(x)', {
    '∂f/∂x': 'softmax(x)',
    '∂²f/∂x²': 'diag(softmax(x)) - outer(softmax(x), softmax(x))',
  }),
  formula('f(x[n], a[n]) = log(1 + exp(a@x))', {
    '∂f/∂x': 'exp(a@x)*a/(exp(a@x) + 1)',
    '∂²f/∂x²': 'exp(a@x)*outer(a, a)/(exp(a@x) + 1)^2',
  }),
  formula('f(x[n], y[n]) = sum((x - y)^2)', { '∂f/∂x': '2*(x - y)', '∂²f/∂x²': '2*eye(n)' }),
  formula('f(A[n, n], x[n]) = sum(diag(A)*x)', { '∂f/∂x': 'diag(A)', '∂f/∂A': 'diag(x)' }),
];

const jacobians: readonly Formula[] = [
  formula('f(x[n], A[m, n]) = A@x', { '∂f/∂x': 'A' }),
  formula('f(x[m], A[m, n]) = x@A', { '∂f/∂x': 'A.T' }),
  formula('f(x[n], A[m, n], B[k, m]) = B@tanh(A@x)', { '∂f/∂x': '(B*(1 - tanh(A@x)^2))@A' }),
  formula('f(x[n]) = x*sin(x)', { '∂f/∂x': 'diag(x*cos(x) + sin(x))' }),
  formula('f(x[n], A[m, n], b[m]) = tanh(A@x + b)', {
    '∂f/∂x': 'diag(1 - tanh(A@x + b)^2)@A',
    '∂f/∂b': 'diag(1 - tanh(A@x + b)^2)',
  }),
  formula('f(z[n]) = softmax(z)', { '∂f/∂z': 'diag(softmax(z)) - outer(softmax(z), softmax(z))' }),
  formula('f(z[n]) = log_softmax(z)', { '∂f/∂z': 'eye(n) - softmax(z)' }),
  formula('f(x[n]) = x/norm(x)', { '∂f/∂x': 'eye(n)/norm(x) - outer(x, x)/norm(x)^3' }),
  formula('f(x[n], t) = exp(t*x)', { '∂f/∂t': 'x*exp(t*x)', '∂f/∂x': 't*diag(exp(t*x))' }),
  formula('f(t) = [cos(t), sin(t)]', { '∂f/∂t': '[-sin(t), cos(t)]' }),
  formula('f(t, A[n, n], B[n, n]) = (A + t*B)@(A - t*B)', { '∂f/∂t': 'B@(A - t*B) - (t*B + A)@B' }),
  formula('f(x[n]) = x[1:3]', { '∂f/∂x': 'eye(n)[1:3, :]' }),
  formula('f(x[n], y[m]) = concat(x, y)', { '∂f/∂x': 'concat(eye(n), zeros([m, n]))' }),
];

const layers: readonly Formula[] = [
  formula('f(x[N, m], W[m, n], b[n], G[N, n]) = sum(G*relu(x@W + b))', {
    '∂f/∂W': 'x.T@(1*(x@W + b > 0)*G)',
    '∂f/∂b': 'sum(1*(x@W + b > 0)*G, axis=0)',
    '∂f/∂x': '(1*(x@W + b > 0)*G)@W.T',
  }),
  formula('f(x[m], W[m, n], b[n], g[n]) = sum(g*(x@W + b))', {
    '∂f/∂W': 'outer(x, g)',
    '∂f/∂b': 'g',
    '∂f/∂x': 'W@g',
  }),
  formula('f(z[N, K], y[N, K]) = mean(-sum(y*log(softmax(z)), axis=-1))', {
    '∂f/∂z': '(softmax(z)*sum(y, axis=-1, keepdims=1) - y)/N',
  }),
  // As many rows as columns: the mean over rows is not mixed up with the sum over columns.
  formula('f(z[3, 3], y[3, 3]) = mean(-sum(y*log_softmax(z), axis=-1))', {
    '∂f/∂z': '(softmax(z)*sum(y, axis=-1, keepdims=1) - y)/3',
  }),
  formula('f(z[N, K], G[N, K]) = sum(G*softmax(z))', {
    '∂f/∂z': '(G - sum(G*softmax(z), axis=-1, keepdims=1))*softmax(z)',
  }),
  formula('f(p[N, K], y[N, K]) = mean((p - y)^2)', { '∂f/∂p': '2*(p - y)/(K*N)' }),
  formula('f(x[4], g[4], e) = sum(g*(x - mean(x))/sqrt(mean((x - mean(x))^2) + e))', {
    '∂f/∂x':
      '(g - mean(g*(x - mean(x)))*(x - mean(x))/(e + mean((x - mean(x))^2)) - mean(g))/sqrt(e + mean((x - mean(x))^2))',
  }),
  formula('f(Q[n, d], K[m, d], V[m, p], G[n, p]) = sum(G*(softmax(Q@K.T)@V))', {
    '∂f/∂Q': '((G@V.T - sum((G@V.T)*softmax(Q@K.T), axis=-1, keepdims=1))*softmax(Q@K.T))@K',
    '∂f/∂K': '((G@V.T - sum((G@V.T)*softmax(Q@K.T), axis=-1, keepdims=1))*softmax(Q@K.T)).T@Q',
    '∂f/∂V': 'softmax(Q@K.T).T@G',
  }),
];

export const formulas: readonly Formula[] = [...cookbook, ...regression, ...reductions, ...jacobians, ...layers];
