#!/usr/bin/env python3
"""Networks twice: as a page, and by hand in PyTorch float64.

Writes cases/NAME.grad and cases/NAME.json (networks), functions/NAME.grad and functions/NAME.json (matrix calculus).
In a page, $NAME stands for the value that the PyTorch side uses, with so few digits that it is exact on both sides.
Needs PyTorch and NumPy; README.md of this folder says what the files mean.
"""

import json
import math
import pathlib
import re
import shutil
import subprocess
import zlib

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
HERE = pathlib.Path(__file__).resolve().parent
CASES = {}
FUNCTIONS = {}


def number(v):
    v = float(v)
    return str(int(v)) if v == int(v) and abs(v) < 1e15 else repr(v)


def literal(v):
    v = v.tolist() if isinstance(v, (torch.Tensor, np.ndarray)) else v
    return '[' + ', '.join(literal(e) for e in v) + ']' if isinstance(v, list) else number(v)


def plain(value):
    """Nested lists of doubles, whole numbers written as such."""
    value = value.detach().tolist() if isinstance(value, torch.Tensor) else value
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def fill(text, values):
    """$x, $h.W: the literal of that value."""
    return re.sub(r'\$([^\W\d]\w*(?:\.[^\W\d]\w*)?)', lambda m: literal(values[m.group(1)]), text)


class Random:
    def __init__(self, name):
        self.state = np.random.RandomState(zlib.crc32(name.encode()))

    def rand(self, *shape, low=-1.5, high=1.5):
        return np.round(self.state.uniform(low, high, shape), 4).tolist()


class Net(Random):
    """A network as it is built in PyTorch; remembers what the page must answer."""

    def __init__(self, name):
        super().__init__(name)
        self.name = name
        self.values = {}
        self.parameters = []  # (name, tensor)
        self.nodes = []  # (name, kind, tensor, with gradient?)
        self.at = None
        self.own = True

    def leaf(self, name, value):
        self.values[name] = value
        return torch.tensor(value, dtype=torch.float64, requires_grad=True)

    def input(self, name, value, gradient=True):
        tensor = self.leaf(name, value)
        self.nodes.append((name, 'input', tensor, gradient))
        return tensor

    def target(self, name, value):
        tensor = self.leaf(name, value)
        self.nodes.append((name, 'target', tensor, True))
        return tensor

    def param(self, name, value):
        tensor = self.leaf(name, value)
        self.parameters.append((name, tensor))
        return tensor

    def rparam(self, name, *shape, **range_):
        return self.param(name, self.rand(*shape, **range_))

    def node(self, name, tensor, gradient=True):
        tensor = tensor.clone()
        self.nodes.append((name, 'node', tensor, gradient))
        return tensor

    def loss(self, tensor):
        tensor = tensor.clone()
        assert tensor.shape == (), tensor.shape
        self.nodes.append(('loss', 'loss', tensor, True))
        self.result = tensor
        return tensor

    def dense(self, name, x, units, index=''):
        W = self.rparam(f'{name}.W{index}', x.shape[-1], units)
        b = self.rparam(f'{name}.b{index}', units)
        return x @ W + b

    def conv(self, name, x, filters, kernel, stride=1, padding=0, index=''):
        W = self.rparam(f'{name}.W{index}', filters, x.shape[-3], kernel, kernel)
        b = self.rparam(f'{name}.b{index}', filters)
        return conv2d(x, W, b, stride, padding)

    def answer(self):
        tensors = [t for _, t in self.parameters] + [t for _, _, t, _ in self.nodes]
        gradients = torch.autograd.grad(self.result, tensors, allow_unused=True)
        got = {id(t): torch.zeros_like(t) if g is None else g for t, g in zip(tensors, gradients)}
        for g in got.values():
            assert torch.isfinite(g).all(), self.name
        answer = {'network': self.name}
        if self.at:
            answer['at'] = self.at
        if self.own:
            answer['totalParameters'] = sum(t.numel() for _, t in self.parameters)
        answer['loss'] = plain(self.result)
        if self.own:
            answer['parameters'] = [
                {'name': n, 'shape': list(t.shape), 'count': t.numel(), 'gradient': plain(got[id(t)])}
                for n, t in self.parameters
            ]
        answer['nodes'] = [
            {'name': n, 'kind': k, 'shape': list(t.shape), 'value': plain(t)}
            | ({'gradient': plain(got[id(t)])} if g else {})
            for n, k, t, g in self.nodes
        ]
        return answer


def case(build):
    net = Net(build.__name__)
    text = build(net)
    answer = net.answer()
    CASES[net.name] = (tidy(fill(text, net.values)), answer)
    return build


def shapes(name, text, parameters, nodes, total='sum', values=None):
    """A network of which only shapes (and some values) are known. Nodes without a kind are nodes."""
    values = values or {}

    def count(shape):
        return None if any(isinstance(d, str) for d in shape) else math.prod(shape)

    answer = {
        'network': name,
        'totalParameters': sum(count(s) for _, s in parameters) if total == 'sum' else total,
        'loss': None,
        'parameters': [
            {'name': n, 'shape': s, 'count': count(s), 'gradient': None} for n, s in parameters
        ],
        'nodes': [
            {'name': n, 'kind': kind, 'shape': s, 'value': values.get(n)}
            for n, kind, s in (e if len(e) == 3 else (e[0], 'node', e[1]) for e in nodes)
        ],
    }
    CASES[name] = (tidy(fill(text, values)), answer)


def tidy(text):
    lines = text.strip('\n').split('\n')
    indent = min((len(l) - len(l.lstrip()) for l in lines if l.strip()), default=0)
    return '\n'.join(l[indent:].rstrip() for l in lines) + '\n'


# --- The language's own conventions, by hand -----------------------------------------------------------------------


def first_index(x, axis, best):
    return torch.from_numpy(np.asarray(best(x.detach().numpy(), axis=axis)))


def over_entries(x, axis, keepdims, best):
    """A maximum (minimum) over entries: the first one takes the gradient."""
    if axis is None:
        return x.reshape(-1)[int(best(x.detach().numpy()))]
    index = first_index(x, axis, best).unsqueeze(axis)
    result = x.gather(axis, index)
    return result if keepdims else result.squeeze(axis)


def amax(x, axis=None, keepdims=False):
    return over_entries(x, axis, keepdims, np.argmax)


def amin(x, axis=None, keepdims=False):
    return over_entries(x, axis, keepdims, np.argmin)


def larger(x, y):
    """max(x, y) with the partials 1(x > y) and 1(y > x)."""
    x, y = torch.broadcast_tensors(x, y)
    tie = (x == y).double()
    return x * (x > y) + y * (y > x) + x.detach() * tie


def smaller(x, y):
    return -larger(-x, -y)


def relu(x):
    return x * (x > 0)


def leaky_relu(x, alpha=0.01):
    return torch.where(x > 0, x, alpha * x)


def elu(x):
    return torch.where(x > 0, x, torch.expm1(torch.where(x > 0, torch.zeros_like(x), x)))


def selu(x):
    scale, alpha = 1.0507009873554804934193349852946, 1.6732632423543772848170429916717
    return scale * torch.where(x > 0, x, alpha * torch.expm1(torch.where(x > 0, torch.zeros_like(x), x)))


def gelu(x):
    return x * (1 + torch.erf(x / math.sqrt(2))) / 2


def gelu_tanh(x):
    return x / 2 * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def softplus(x):
    return torch.logaddexp(x, torch.zeros_like(x))


def silu(x):
    return x * torch.sigmoid(x)


def mish(x):
    return x * torch.tanh(softplus(x))


def softsign(x):
    return x / (1 + x.abs())


def clip(x, low, high):
    inside = (x > low) & (x < high)
    return torch.where(inside, x, x.detach().clamp(low, high))


def hardtanh(x):
    return clip(x, -1, 1)


def softmax(x, axis=-1):
    return torch.softmax(x, axis)


def log_softmax(x, axis=-1):
    return torch.log_softmax(x, axis)


def conv2d(x, W, b, stride=1, padding=0):
    if x.dim() == 3:
        return F.conv2d(x.unsqueeze(0), W, b, stride, padding).squeeze(0)
    return F.conv2d(x, W, b, stride, padding)


def windows(x, size, stride):
    w = x.unfold(-2, size, stride).unfold(-2, size, stride)
    return w.reshape(*w.shape[:-2], size * size)


def max_pool2d(x, size, stride=None):
    return amax(windows(x, size, stride or size), -1)


def avg_pool2d(x, size, stride=None):
    return windows(x, size, stride or size).mean(-1)


def flatten(x):
    return x.reshape(x.shape[0], -1) if x.dim() == 4 else x.reshape(-1)


def layer_norm(x, gamma, beta, eps=1e-5):
    m = x.mean(-1, keepdim=True)
    v = ((x - m) ** 2).mean(-1, keepdim=True)
    return gamma * (x - m) / torch.sqrt(v + eps) + beta


def batch_norm(x, gamma, beta, eps=1e-5):
    axes = [0] if x.dim() == 2 else [0, 2, 3]
    m = x.mean(axes, keepdim=True)
    v = ((x - m) ** 2).mean(axes, keepdim=True)
    shape = [1, -1] + [1] * (x.dim() - 2)
    return gamma.reshape(shape) * (x - m) / torch.sqrt(v + eps) + beta.reshape(shape)


def cross_entropy(p, y):
    terms = torch.where(y == 0, torch.zeros_like(p), y * torch.log(torch.where(y == 0, torch.ones_like(p), p)))
    # The target's own gradient, -log p, also where the target is 0:
    terms = terms + torch.where((y == 0) & (p > 0), y * torch.log(p.clamp(min=1e-300)), torch.zeros_like(p))
    return -terms.sum(-1).mean()


def cross_entropy_logits(z, y):
    return -(y * torch.log_softmax(z, -1)).sum(-1).mean()


def binary_cross_entropy(p, y):
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()


def mse(p, y):
    return ((p - y) ** 2).mean()


def mae(p, y):
    return (p - y).abs().mean()


def huber(p, y, delta=1.0):
    d = (p - y).abs()
    return torch.where(d <= delta, d**2 / 2, delta * (d - delta / 2)).mean()


def hinge(p, y):
    return relu(1 - p * y).mean()


def close(a, b, tolerance=1e-12):
    return np.allclose(a.detach().numpy(), np.array(b), rtol=0, atol=tolerance)


def onehot(ids, n):
    return [[1 if i == j else 0 for j in range(n)] for i in ids]


def same_as_torch():
    """Where PyTorch has the same function by the same convention, it must be the same function."""
    r = Random('same')
    x = torch.tensor(r.rand(3, 4))
    y = torch.tensor(r.rand(3, 4))
    images = torch.tensor(r.rand(2, 3, 5, 6))
    g, b = torch.tensor(r.rand(4)), torch.tensor(r.rand(4))
    gi, bi = torch.tensor(r.rand(3)), torch.tensor(r.rand(3))
    p = torch.sigmoid(x)
    q = torch.sigmoid(y)
    index = torch.tensor([0, 3, 1])
    pairs = [
        (relu(x), F.relu(x)),
        (leaky_relu(x, 0.2), F.leaky_relu(x, 0.2)),
        (elu(x), F.elu(x)),
        (selu(x), F.selu(x)),
        (gelu(x), F.gelu(x)),
        (gelu_tanh(x), F.gelu(x, approximate='tanh')),
        (softplus(x), F.softplus(x)),
        (silu(x), F.silu(x)),
        (mish(x), F.mish(x)),
        (softsign(x), F.softsign(x)),
        (hardtanh(x), F.hardtanh(x)),
        (-softplus(-x), F.logsigmoid(x)),
        (layer_norm(x, g, b), F.layer_norm(x, (4,), g, b)),
        (batch_norm(x, g, b), F.batch_norm(x, None, None, g, b, training=True)),
        (batch_norm(images, gi, bi, 0.1), F.batch_norm(images, None, None, gi, bi, training=True, eps=0.1)),
        (max_pool2d(images, 2), F.max_pool2d(images, 2)),
        (max_pool2d(images, 3, 2), F.max_pool2d(images, 3, 2)),
        (avg_pool2d(images, 2), F.avg_pool2d(images, 2)),
        (avg_pool2d(images[0], 3, 1), F.avg_pool2d(images[0], 3, 1)),
        (flatten(images), torch.flatten(images, 1)),
        (cross_entropy(softmax(x), F.one_hot(index, 4).double()), F.cross_entropy(x, index)),
        (cross_entropy_logits(x, softmax(y)), F.cross_entropy(x, softmax(y))),
        (binary_cross_entropy(p, q), F.binary_cross_entropy(p, q)),
        (mse(x, y), F.mse_loss(x, y)),
        (mae(x, y), F.l1_loss(x, y)),
        (huber(x, y), F.huber_loss(x, y)),
        (huber(x, y, 0.3), F.huber_loss(x, y, delta=0.3)),
        (amax(x, 1), torch.amax(x, 1)),
        (amin(x), torch.amin(x)),
        (larger(x, y), torch.maximum(x, y)),
        (smaller(x, y), torch.minimum(x, y)),
    ]
    for i, (ours, theirs) in enumerate(pairs):
        assert torch.allclose(ours, theirs, rtol=0, atol=1e-14), i


same_as_torch()

# === The textbook ==================================================================================================


@case
def neuron_relu(n):
    x = n.input('x', [1, -2, 3])
    w = n.param('w', [-3, -1, 2])
    b = n.param('b', 1)
    z = n.node('z', x @ w + b)
    h = n.node('h', relu(z))
    n.loss(h)
    assert z == 6 and h == 6
    assert torch.autograd.grad(h, x, retain_graph=True)[0].tolist() == [-3, -1, 2]
    return '''
    # One neuron: weighted sum, bias, ReLU.
    network neuron_relu {
      input x[3] = $x
      param w[3] = $w
      param b = $b
      z = x @ w + b
      h = relu(z)
      loss = h
    }'''


@case
def neuron_products(n):
    x = n.input('x', [1, -2, 3])
    w = n.param('w', [-3, -1, 2])
    b = n.param('b', 1)
    xw = n.node('xw', x * w)
    z = n.node('z', xw.sum() + b)
    n.loss(relu(z))
    return '''
    network neuron_products {
      input x[3] = $x
      param w[3] = $w
      param b = $b
      xw = x * w
      z = sum(xw) + b
      loss = relu(z)
    }'''


@case
def neuron_closed(n):
    x = n.input('x', [1, -2, 3])
    w = n.param('w', [-3, 1, -2])
    b = n.param('b', 1)
    z = n.node('z', x @ w + b)
    n.loss(relu(z))
    return '''
    network neuron_closed {
      input x[3] = $x
      param w[3] = $w
      param b = $b
      z = x · w + b            # -10: the ReLU is closed, and every gradient is 0
      loss = relu(z)
    }'''


@case
def neuron_kink(n):
    x = n.input('x', [1, 2])
    w = n.param('w', [3, -2])
    b = n.param('b', 1)
    z = n.node('z', x @ w + b)
    n.loss(relu(z) + leaky_relu(z, 0.25) + elu(z) + z.abs())
    return '''
    network neuron_kink {
      input x[2] = $x
      param w[2] = $w
      param b = $b
      z = x @ w + b            # exactly 0: slopes 0, alpha, 1 and 0
      loss = relu(z) + leaky_relu(z, alpha=0.25) + elu(z) + abs(z)
    }'''


@case
def neuron_scalars(n):
    x = n.input('x', 0.5)
    y = n.target('y', 1)
    w = n.param('w', -1.25)
    b = n.param('b', 0.75)
    p = n.node('p', torch.sigmoid(w * x + b))
    n.loss((p - y) ** 2 / 2)
    return '''
    network neuron_scalars {
      input x = $x
      target y = $y
      param w = $w
      param b = $b
      p = sigmoid(w x + b)
      loss = (p - y)^2 / 2
    }'''


BATCH = [[1, 2, 3, 2.5], [2, 5, -1, 2], [-1.5, 2.7, 3.3, -0.8]]
NEURONS = [[0.2, 0.8, -0.5, 1], [0.5, -0.91, 0.26, -0.5], [-0.26, -0.27, 0.17, 0.87]]
DVALUES = [[1, 1, 1], [2, 2, 2], [3, 3, 3]]
TRANSPOSED = [list(r) for r in zip(*NEURONS)]


@case
def layer_dvalues(n):
    x = n.input('x', BATCH)
    D = n.input('D', DVALUES)
    W = n.param('W', TRANSPOSED)
    b = n.param('b', [[2, 3, 0.5]])
    z = n.node('z', x @ W + b)
    loss = n.loss((z * D).sum())
    dx, dW, db = torch.autograd.grad(loss, [x, W, b], retain_graph=True)
    assert close(dx, [[0.44, -0.38, -0.07, 1.37], [0.88, -0.76, -0.14, 2.74], [1.32, -1.14, -0.21, 4.11]])
    assert close(dW, [[0.5] * 3, [20.1] * 3, [10.9] * 3, [4.1] * 3])
    assert close(db, [[6, 6, 6]])
    return '''
    # A layer of three neurons over a batch of three samples; D holds the gradients that come back from the next layer.
    network layer_dvalues {
      input x[3, 4] = $x
      input D[3, 3] = $D
      param W[4, 3] = $W
      param b[1, 3] = $b
      z = x @ W + b
      loss = sum(z * D)
    }'''


@case
def layer_dvalues_transposed(n):
    x = n.input('x', BATCH)
    W = n.param('W', NEURONS)
    b = n.param('b', [2, 3, 0.5])
    D = n.target('D', DVALUES)
    z = n.node('z', x @ W.T + b)
    n.loss((z * D).sum())
    return '''
    network layer_dvalues_transposed {
      input x[3, 4] = $x
      param W[3, 4] = $W
      param b[3] = $b
      target D[3, 3] = $D
      z = x @ W.T + b
      loss = sum(z * D)
    }'''


@case
def layer_dvalues_dense(n):
    x = n.input('x', BATCH)
    D = n.target('D', DVALUES)
    W = n.param('z.W', TRANSPOSED)
    b = n.param('z.b', [2, 3, 0.5])
    z = n.node('z', x @ W + b)
    n.loss((z * D).sum())
    return '''
    network layer_dvalues_dense {
      input x[3, 4] = $x
      target D[3, 3] = $D
      z = dense(x, 3, W=$z.W, b=$z.b)
      loss = sum(z * D)
    }'''


@case
def layer_relu_dvalues(n):
    x = n.input('x', BATCH)
    z = n.node('z', x @ n.param('z.W', TRANSPOSED) + n.param('z.b', [2, 3, 0.5]))
    h = n.node('h', relu(z))
    D = n.target('D', DVALUES)
    n.loss((h * D).sum())
    return '''
    network layer_relu_dvalues {
      input x[3, 4] = $x
      z = dense(x, 3, W=$z.W, b=$z.b)
      h = relu(z)
      target D[3, 3] = $D
      loss = sum(h * D)
    }'''


@case
def cross_entropy_textbook(n):
    p = n.input('p', [[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]])
    y = n.target('y', onehot([0, 1, 1], 3))
    loss = n.loss(cross_entropy(p, y))
    assert abs(loss.item() - 0.38506088005216804) < 1e-15
    return '''
    network cross_entropy_textbook {
      input p[3, 3] = $p
      target y[3, 3] = $y
      loss = cross_entropy(p, y)
    }'''


@case
def softmax_cross_entropy(n):
    z = n.input('z', n.rand(3, 4))
    y = n.target('y', onehot([2, 0, 3], 4))
    p = n.node('p', softmax(z))
    loss = n.loss(cross_entropy(p, y))
    assert close(torch.autograd.grad(loss, z, retain_graph=True)[0], ((p - y) / 3).detach().numpy(), 1e-15)
    return '''
    network softmax_cross_entropy {
      input z[3, 4] = $z
      target y[3, 4] = $y
      p = softmax(z)
      loss = cross_entropy(p, y)     # the gradient at z is (p - y) / 3
    }'''


# === Dense =========================================================================================================


@case
def iris(n):
    x = n.input('x', [5.1, 3.5, 1.4, 0.2])
    y = n.target('y', [1, 0, 0])
    h = n.node('h', relu(n.dense('h', x, 8)))
    p = n.node('p', softmax(n.dense('p', h, 3)))
    n.loss(cross_entropy(p, y))
    return '''
    network iris {
      input  x[4] = $x
      target y[3] = $y
      h = dense(x, 8, W=$h.W, b=$h.b) |> relu
      p = dense(h, 3, W=$p.W, b=$p.b) |> softmax
      loss = cross_entropy(p, y)
    }'''


@case
def dense_named_arguments(n):
    x = n.input('x', n.rand(2, 3))
    h = n.node('h', torch.tanh(n.dense('h', x, 2)))
    g = n.node('g', n.dense('g', h, 2))
    n.loss((g**2).sum())
    return '''
    network dense_named_arguments {
      input x[2, 3] = $x
      h = tanh(dense(units=2, x=x, b=$h.b, W=$h.W))
      g = h |> dense(units=2, W=$g.W, b=$g.b)
      loss = sum(g^2)
    }'''


@case
def dense_own_parameters(n):
    x = n.input('x', n.rand(4))
    W = n.rparam('W', 4, 3)
    b = n.rparam('b', 3)
    h = n.node('h', x @ W + b)
    n.loss((h**2).mean())
    return '''
    network dense_own_parameters {
      input x[4] = $x
      param W[4, 3] = $W
      param b[3] = $b
      h = dense(x, 3, W=W, b=b)     # makes no h.W and no h.b
      loss = mean(h^2)
    }'''


@case
def dense_own_weights_literal_bias(n):
    x = n.input('x', n.rand(2, 3))
    A = n.rparam('A', 3, 2)
    b = n.rparam('h.b', 2)
    h = n.node('h', torch.sigmoid(x @ A + b))
    n.loss(h.sum())
    return '''
    network dense_own_weights_literal_bias {
      input x[2, 3] = $x
      param A[3, 2] = $A
      h = dense(x, 2, W=A, b=$h.b) |> sigmoid
      loss = sum(h)
    }'''


@case
def dense_shared_between_layers(n):
    x = n.input('x', n.rand(3))
    W = n.rparam('W', 3, 3)
    h = n.node('h', torch.tanh(x @ W + n.rparam('h.b', 3)))
    g = n.node('g', torch.tanh(h @ W + n.rparam('g.b', 3)))
    n.loss(g.sum())
    return '''
    network dense_shared_between_layers {
      input x[3] = $x
      param W[3, 3] = $W
      h = dense(x, 3, W=W, b=$h.b) |> tanh
      g = dense(h, 3, W=W, b=$g.b) |> tanh    # the same W: counted once, its gradients add up
      loss = sum(g)
    }'''


@case
def dense_shared_member(n):
    x = n.input('x', n.rand(3))
    h = n.node('h', torch.tanh(n.dense('h', x, 3)))
    W = n.parameters[0][1]
    g = n.node('g', h @ W + n.rparam('g.b', 3))
    n.loss((g**2).sum())
    return '''
    network dense_shared_member {
      input x[3] = $x
      h = dense(x, 3, W=$h.W, b=$h.b) |> tanh
      g = dense(h, 3, W=h.W, b=$g.b)
      loss = sum(g^2)
    }'''


@case
def dense_one_unit(n):
    x = n.input('x', n.rand(4, 2))
    y = n.target('y', n.rand(4, 1))
    p = n.node('p', n.dense('p', x, 1))
    n.loss(mse(p, y))
    return '''
    # Linear regression over a batch of four
    network dense_one_unit {
      input x[4, 2] = $x
      target y[4, 1] = $y
      p = dense(x, 1, W=$p.W, b=$p.b)
      loss = mse(p, y)
    }'''


@case
def dense_several_in_one_statement(n):
    x = n.input('x', n.rand(2, 3))
    h = n.node('h', n.dense('h', relu(n.dense('h', x, 3, 1)), 4, 2))
    n.loss((h**2).mean())
    return '''
    network dense_several_in_one_statement {
      input x[2, 3] = $x
      h = dense(x, 3, W=$h.W1, b=$h.b1) |> relu |> dense(4, W=$h.W2, b=$h.b2)
      loss = mean(h^2)
    }'''


@case
def dense_nested(n):
    x = n.input('x', n.rand(2))
    h = n.node('h', torch.tanh(n.dense('h', torch.sigmoid(n.dense('h', x, 3, 1)), 2, 2)))
    n.loss(h.sum())
    return '''
    network dense_nested {
      input x[2] = $x
      # The inner layer comes first: h.W1 is its weights.
      h = tanh(dense(sigmoid(dense(x, 3, W=$h.W1, b=$h.b1)), 2, W=$h.W2, b=$h.b2))
      loss = sum(h)
    }'''


@case
def dense_sum_of_two(n):
    x = n.input('x', n.rand(2))
    u = n.input('u', n.rand(3))
    a = n.dense('h', x, 2, 1)
    h = n.node('h', torch.tanh(a + n.dense('h', u, 2, 2)))
    n.loss((h**2).sum())
    return '''
    network dense_sum_of_two {
      input x[2] = $x
      input u[3] = $u
      h = tanh(dense(x, 2, W=$h.W1, b=$h.b1) + dense(u, 2, W=$h.W2, b=$h.b2))
      loss = sum(h^2)
    }'''


@case
def dense_in_the_loss(n):
    x = n.input('x', n.rand(3))
    y = n.target('y', [0.5])
    h = n.node('h', relu(n.dense('h', x, 2)))
    n.loss(mse(n.dense('loss', h, 1), y))
    return '''
    network dense_in_the_loss {
      input x[3] = $x
      target y[1] = $y
      h = relu(dense(x, 2, W=$h.W, b=$h.b))
      loss = mse(dense(h, 1, W=$loss.W, b=$loss.b), y)
    }'''


@case
def xor(n):
    x = n.input('x', [[0, 0], [0, 1], [1, 0], [1, 1]])
    y = n.target('y', [[0], [1], [1], [0]])
    h = n.node('h', torch.tanh(n.dense('h', x, 2)))
    p = n.node('p', torch.sigmoid(n.dense('p', h, 1)))
    n.loss(binary_cross_entropy(p, y))
    return '''
    network xor {
      input x[4, 2] = $x
      target y[4, 1] = $y
      h = dense(x, 2, W=$h.W, b=$h.b) |> tanh
      p = dense(h, 1, W=$p.W, b=$p.b) |> sigmoid
      loss = binary_cross_entropy(p, y)
    }'''


# === Convolution and pooling =======================================================================================


@case
def conv2d_single(n):
    x = n.input('x', n.rand(1, 4, 4))
    h = n.node('h', n.conv('h', x, 2, 3))
    n.loss((h**2).sum())
    return '''
    network conv2d_single {
      input x[1, 4, 4] = $x
      h = conv2d(x, 2, 3, W=$h.W, b=$h.b)
      loss = sum(h^2)
    }'''


@case
def conv2d_padding(n):
    x = n.input('x', n.rand(2, 3, 5))
    h = n.node('h', torch.tanh(n.conv('h', x, 2, 3, padding=1)))
    n.loss((h**2).mean())
    return '''
    network conv2d_padding {
      input x[2, 3, 5] = $x
      h = conv2d(x, 2, 3, padding=1, W=$h.W, b=$h.b) |> tanh
      loss = mean(h^2)
    }'''


@case
def conv2d_stride(n):
    x = n.input('x', n.rand(1, 6, 5))
    h = n.node('h', n.conv('h', x, 2, 2, stride=2))
    n.loss((h**3).sum())
    return '''
    network conv2d_stride {
      input x[1, 6, 5] = $x                      # the last column is left out
      h = conv2d(x, 2, 2, stride=2, W=$h.W, b=$h.b)
      loss = sum(h^3)
    }'''


@case
def conv2d_stride_padding_batched(n):
    x = n.input('x', n.rand(2, 2, 4, 5))
    h = n.node('h', n.conv('h', x, 2, 3, stride=2, padding=1))
    n.loss((h**2).mean())
    return '''
    network conv2d_stride_padding_batched {
      input x[2, 2, 4, 5] = $x
      h = conv2d(x, 2, 3, stride=2, padding=1, W=$h.W, b=$h.b)
      loss = mean(h^2)
    }'''


@case
def conv2d_positional(n):
    x = n.input('x', n.rand(1, 5, 4))
    h = n.node('h', n.conv('h', x, 1, 2, stride=3, padding=2))
    n.loss((h**2).sum())
    return '''
    network conv2d_positional {
      input x[1, 5, 4] = $x
      h = conv2d(x, 1, 2, 3, 2, W=$h.W, b=$h.b)   # stride 3, padding 2
      loss = sum(h^2)
    }'''


@case
def conv2d_one_by_one(n):
    x = n.input('x', n.rand(3, 2, 2))
    h = n.node('h', n.conv('h', x, 2, 1))
    n.loss((h**2).sum())
    return '''
    network conv2d_one_by_one {
      input x[3, 2, 2] = $x
      h = conv2d(x, 2, 1, W=$h.W, b=$h.b)
      loss = sum(h^2)
    }'''


@case
def conv2d_shared_kernel(n):
    x = n.input('x', n.rand(2, 4, 4))
    K = n.rparam('K', 2, 2, 2, 2)
    h = n.node('h', relu(conv2d(x, K, n.rparam('h.b', 2))))
    g = n.node('g', conv2d(h, K, n.rparam('g.b', 2)))
    n.loss((g**2).mean())
    return '''
    network conv2d_shared_kernel {
      input x[2, 4, 4] = $x
      param K[2, 2, 2, 2] = $K
      h = conv2d(x, 2, 2, W=K, b=$h.b) |> relu
      g = conv2d(h, 2, 2, W=K, b=$g.b)
      loss = mean(g^2)
    }'''


@case
def conv2d_twice_in_one_statement(n):
    x = n.input('x', n.rand(1, 4, 4))
    h = n.node('h', n.conv('h', relu(n.conv('h', x, 2, 2, index=1)), 1, 2, index=2))
    n.loss((h**2).sum())
    return '''
    network conv2d_twice_in_one_statement {
      input x[1, 4, 4] = $x
      h = x |> conv2d(2, 2, W=$h.W1, b=$h.b1) |> relu
            |> conv2d(1, 2, W=$h.W2, b=$h.b2)
      loss = sum(h^2)
    }'''


@case
def max_pool2d_default_stride(n):
    x = n.input('x', n.rand(2, 4, 5))
    h = n.node('h', max_pool2d(x, 2))
    n.loss((h**2).sum())
    return '''
    network max_pool2d_default_stride {
      input x[2, 4, 5] = $x
      h = max_pool2d(x, 2)       # [2, 2, 2]: the fifth column is left out
      loss = sum(h^2)
    }'''


@case
def max_pool2d_ties(n):
    x = n.input('x', [[[1, 3, 2, 2], [3, 3, 2, 2], [0, -1, 5, 4], [0, -1, 5, 5]]])
    h = n.node('h', max_pool2d(x, 2))
    n.loss((h * torch.tensor([[[1.0, 2], [3, 4]]])).sum())
    return '''
    network max_pool2d_ties {
      input x[1, 4, 4] = $x
      h = max_pool2d(x, 2)       # of equal entries the first, row by row, takes the gradient
      loss = sum(h * [[[1, 2], [3, 4]]])
    }'''


@case
def max_pool2d_overlapping(n):
    x = n.input('x', n.rand(2, 1, 5, 6))
    h = n.node('h', max_pool2d(x, 3, 2))
    n.loss((h**3).sum())
    return '''
    network max_pool2d_overlapping {
      input x[2, 1, 5, 6] = $x
      h = max_pool2d(x, 3, stride=2)
      loss = sum(h^3)
    }'''


@case
def avg_pool2d_default_stride(n):
    x = n.input('x', n.rand(2, 4, 3))
    h = n.node('h', avg_pool2d(x, 2))
    n.loss((h**2).sum())
    return '''
    network avg_pool2d_default_stride {
      input x[2, 4, 3] = $x
      h = avg_pool2d(x, 2)
      loss = sum(h^2)
    }'''


@case
def avg_pool2d_overlapping(n):
    x = n.input('x', n.rand(2, 1, 4, 5))
    h = n.node('h', avg_pool2d(x, 3, 1))
    n.loss((h**3).sum())
    return '''
    network avg_pool2d_overlapping {
      input x[2, 1, 4, 5] = $x
      h = avg_pool2d(x, 3, 1)
      loss = sum(h^3)
    }'''


@case
def flatten_image(n):
    x = n.input('x', n.rand(2, 2, 3))
    h = n.node('h', flatten(x))
    n.loss((h * torch.arange(12)).sum())
    return '''
    network flatten_image {
      input x[2, 2, 3] = $x
      h = flatten(x)
      loss = sum(h * [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    }'''


@case
def flatten_batch(n):
    x = n.input('x', n.rand(3, 1, 2, 2))
    h = n.node('h', flatten(x))
    n.loss((n.node('p', n.dense('p', h, 2)) ** 2).mean())
    return '''
    network flatten_batch {
      input x[3, 1, 2, 2] = $x
      h = flatten(x)             # [3, 4]: the batch stays
      p = dense(h, 2, W=$p.W, b=$p.b)
      loss = mean(p^2)
    }'''


@case
def small_cnn(n):
    x = n.input('x', n.rand(2, 1, 6, 6))
    y = n.target('y', onehot([1, 2], 3))
    c = n.node('c', relu(n.conv('c', x, 2, 3)))
    s = n.node('s', max_pool2d(c, 2))
    f = n.node('f', flatten(s))
    z = n.node('z', n.dense('z', f, 3))
    n.loss(cross_entropy_logits(z, y))
    return '''
    network small_cnn {
      input  x[2, 1, 6, 6] = $x
      target y[2, 3] = $y
      c = conv2d(x, 2, 3, W=$c.W, b=$c.b) |> relu
      s = max_pool2d(c, 2)
      f = flatten(s)
      z = dense(f, 3, W=$z.W, b=$z.b)
      loss = cross_entropy_logits(z, y)
    }'''


@case
def lenet_shrunk(n):
    x = n.input('x', n.rand(1, 8, 8))
    y = n.target('y', [0, 1])
    c1 = n.node('c1', torch.tanh(n.conv('c1', x, 2, 3, padding=1)))
    s2 = n.node('s2', avg_pool2d(c1, 2))
    c3 = n.node('c3', torch.tanh(n.conv('c3', s2, 3, 3)))
    s4 = n.node('s4', avg_pool2d(c3, 2))
    f5 = n.node('f5', torch.tanh(n.dense('f5', flatten(s4), 3)))
    p = n.node('p', softmax(n.dense('p', f5, 2)))
    n.loss(cross_entropy(p, y))
    return '''
    network lenet_shrunk {
      input  x[1, 8, 8] = $x
      target y[2] = $y
      c1 = conv2d(x, 2, 3, padding=1, W=$c1.W, b=$c1.b) |> tanh
      s2 = avg_pool2d(c1, 2)
      c3 = conv2d(s2, 3, 3, W=$c3.W, b=$c3.b) |> tanh
      s4 = avg_pool2d(c3, 2)
      f5 = s4 |> flatten |> dense(3, W=$f5.W, b=$f5.b) |> tanh
      p = dense(f5, 2, W=$p.W, b=$p.b) |> softmax
      loss = cross_entropy(p, y)
    }'''


# === Normalisation, dropout, embedding =============================================================================


@case
def layer_norm_batch(n):
    x = n.input('x', n.rand(3, 4))
    h = n.node('h', layer_norm(x, n.rparam('h.gamma', 4), n.rparam('h.beta', 4)))
    n.loss((h**3).sum())
    return '''
    network layer_norm_batch {
      input x[3, 4] = $x
      h = layer_norm(x, gamma=$h.gamma, beta=$h.beta)
      loss = sum(h^3)
    }'''


@case
def layer_norm_eps(n):
    x = n.input('x', n.rand(5))
    h = n.node('h', layer_norm(x, n.rparam('h.gamma', 5), n.rparam('h.beta', 5), 0.1))
    n.loss((h**2).sum())
    return '''
    network layer_norm_eps {
      input x[5] = $x
      h = layer_norm(x, eps=0.1, gamma=$h.gamma, beta=$h.beta)
      loss = sum(h^2)
    }'''


@case
def layer_norm_rank_3(n):
    x = n.input('x', n.rand(2, 2, 3))
    g = n.rparam('g', 3)
    h = n.node('h', layer_norm(x, g, n.rparam('h.beta', 3)))
    n.loss(torch.tanh(h).sum())
    return '''
    network layer_norm_rank_3 {
      input x[2, 2, 3] = $x
      param g[3] = $g
      h = layer_norm(x, gamma=g, beta=$h.beta)
      loss = sum(tanh(h))
    }'''


@case
def batch_norm_features(n):
    x = n.input('x', n.rand(4, 3))
    h = n.node('h', batch_norm(x, n.rparam('h.gamma', 3), n.rparam('h.beta', 3)))
    n.loss((h**3).sum())
    return '''
    network batch_norm_features {
      input x[4, 3] = $x
      h = batch_norm(x, gamma=$h.gamma, beta=$h.beta)
      loss = sum(h^3)
    }'''


@case
def batch_norm_images(n):
    x = n.input('x', n.rand(2, 2, 2, 3))
    h = n.node('h', batch_norm(x, n.rparam('h.gamma', 2), n.rparam('h.beta', 2), 0.01))
    n.loss((torch.sin(h) * h).sum())
    return '''
    network batch_norm_images {
      input x[2, 2, 2, 3] = $x
      h = batch_norm(x, gamma=$h.gamma, beta=$h.beta, eps=0.01)
      loss = sum(sin(h) * h)
    }'''


@case
def batch_norm_between_layers(n):
    x = n.input('x', n.rand(4, 2))
    y = n.target('y', n.rand(4, 1))
    a = n.node('a', n.dense('a', x, 3))
    h = n.node('h', relu(batch_norm(a, n.rparam('h.gamma', 3), n.rparam('h.beta', 3))))
    p = n.node('p', n.dense('p', h, 1))
    n.loss(mse(p, y))
    return '''
    network batch_norm_between_layers {
      input x[4, 2] = $x
      target y[4, 1] = $y
      a = dense(x, 3, W=$a.W, b=$a.b)         # the bias has the gradient 0: the mean is taken away again
      h = a |> batch_norm(gamma=$h.gamma, beta=$h.beta) |> relu
      p = dense(h, 1, W=$p.W, b=$p.b)
      loss = mse(p, y)
    }'''


@case
def dropout_identity(n):
    x = n.input('x', n.rand(2, 3))
    h = n.node('h', x)
    g = n.node('g', n.dense('g', h, 2))
    n.loss((g**2).sum())
    return '''
    network dropout_identity {
      input x[2, 3] = $x
      h = dropout(x, 0.5)
      g = dense(h, 2, W=$g.W, b=$g.b) |> dropout(rate=0.1) |> dropout(0)
      loss = sum(g^2)
    }'''


@case
def embedding_repeated(n):
    n.input('ids', [2, 0, 2, 2], gradient=False)
    W = n.rparam('h.W', 4, 3)
    h = n.node('h', W[[2, 0, 2, 2]])
    n.loss((h**3).sum())
    return '''
    network embedding_repeated {
      input ids[4] = $ids
      h = embedding(ids, 4, 3, W=$h.W)        # id 2 three times: its gradients add up; 1 and 3 never
      loss = sum(h^3)
    }'''


@case
def embedding_batched(n):
    n.input('ids', [[0, 2, 1], [1, 1, 0]], gradient=False)
    W = n.rparam('h.W', 3, 2)
    h = n.node('h', W[torch.tensor([[0, 2, 1], [1, 1, 0]])])
    m = n.node('m', h.mean(1))
    n.loss((m**2).sum())
    return '''
    network embedding_batched {
      input ids[2, 3] = $ids
      h = embedding(ids, vocabulary=3, dim=2, W=$h.W)    # [2, 3, 2]
      m = mean(h, axis=1)
      loss = sum(m^2)
    }'''


@case
def embedding_tied(n):
    n.input('ids', [1, 3], gradient=False)
    y = n.target('y', onehot([3, 0], 4))
    E = n.rparam('E', 4, 2)
    h = n.node('h', torch.tanh(E[[1, 3]]))
    z = n.node('z', h @ E.T)
    n.loss(cross_entropy_logits(z, y))
    return '''
    # The output layer is the transposed embedding.
    network embedding_tied {
      input ids[2] = $ids
      target y[2, 4] = $y
      param E[4, 2] = $E
      h = embedding(ids, 4, 2, W=E) |> tanh
      z = h @ E.T
      loss = cross_entropy_logits(z, y)
    }'''


@case
def embedding_one_id(n):
    n.input('id', 1, gradient=False)
    W = n.rparam('h.W', 3, 2)
    h = n.node('h', W[1])
    n.loss((h**2).sum())
    return '''
    network embedding_one_id {
      input id = $id
      h = embedding(id, 3, 2, W=$h.W)
      loss = sum(h^2)
    }'''


# === Losses ========================================================================================================


@case
def loss_cross_entropy_soft(n):
    p = n.input('p', [0.2, 0.5, 0.3])
    y = n.target('y', [0.25, 0.25, 0.5])
    n.loss(cross_entropy(p, y))
    return '''
    network loss_cross_entropy_soft {
      input p[3] = $p
      target y[3] = $y
      loss = cross_entropy(p, y)
    }'''


@case
def loss_cross_entropy_rank_3(n):
    z = n.input('z', n.rand(2, 2, 3))
    y = n.target('y', [onehot([0, 2], 3), onehot([1, 1], 3)])
    p = n.node('p', softmax(z))
    n.loss(cross_entropy(p, y))
    return '''
    network loss_cross_entropy_rank_3 {
      input z[2, 2, 3] = $z
      target y[2, 2, 3] = $y
      p = softmax(z)
      loss = cross_entropy(p, y)      # the mean over 2 × 2 sums
    }'''


@case
def loss_cross_entropy_logits(n):
    z = n.input('z', n.rand(2, 3))
    y = n.target('y', [[0, 1, 0], [0.5, 0.25, 0.25]])
    n.loss(cross_entropy_logits(z, y))
    return '''
    network loss_cross_entropy_logits {
      input z[2, 3] = $z
      target y[2, 3] = $y
      loss = cross_entropy_logits(z, y)
    }'''


@case
def loss_binary_cross_entropy(n):
    p = n.input('p', [0.2, 0.9, 0.6])
    y = n.target('y', [0, 1, 0.25])
    n.loss(binary_cross_entropy(p, y))
    return '''
    network loss_binary_cross_entropy {
      input p[3] = $p
      target y[3] = $y
      loss = binary_cross_entropy(p, y)
    }'''


@case
def loss_binary_cross_entropy_sigmoid(n):
    z = n.input('z', n.rand(3, 1))
    y = n.target('y', [[1], [0], [1]])
    p = n.node('p', torch.sigmoid(z))
    n.loss(binary_cross_entropy(p, y))
    return '''
    network loss_binary_cross_entropy_sigmoid {
      input z[3, 1] = $z
      target y[3, 1] = $y
      p = sigmoid(z)
      loss = binary_cross_entropy(p, y)
    }'''


@case
def loss_mse(n):
    p = n.input('p', n.rand(2, 3))
    y = n.target('y', n.rand(2, 3))
    n.loss(mse(p, y))
    return '''
    network loss_mse {
      input p[2, 3] = $p
      target y[2, 3] = $y
      loss = mse(p, y)            # over all six entries
    }'''


@case
def loss_mae(n):
    p = n.input('p', [[1, 2], [3, 4]])
    y = n.target('y', [[0.5, 2], [4, 3]])
    n.loss(mae(p, y))
    return '''
    network loss_mae {
      input p[2, 2] = $p
      target y[2, 2] = $y
      loss = mae(p, y)            # the second entry is right: slope 0
    }'''


@case
def loss_huber(n):
    p = n.input('p', [0.25, -3, 1, 4])
    y = n.target('y', [0, 0, 2, 4])
    n.loss(huber(p, y))
    return '''
    network loss_huber {
      input p[4] = $p
      target y[4] = $y
      loss = huber(p, y)          # delta = 1: inside, outside, at it, and right
    }'''


@case
def loss_huber_delta(n):
    p = n.input('p', [[0.5, -3], [1, 2.5]])
    y = n.target('y', [[0, 0], [3.5, 2]])
    n.loss(huber(p, y, 2))
    return '''
    network loss_huber_delta {
      input p[2, 2] = $p
      target y[2, 2] = $y
      loss = huber(p, y, delta=2)
    }'''


@case
def loss_hinge(n):
    p = n.input('p', [0.5, -0.5, 2, 1, -1.5])
    y = n.target('y', [1, 1, 1, 1, -1])
    n.loss(hinge(p, y))
    return '''
    network loss_hinge {
      input p[5] = $p
      target y[5] = $y
      loss = hinge(p, y)          # the fourth stands on the margin: slope 0
    }'''


@case
def loss_by_hand(n):
    z = n.input('z', n.rand(2, 3))
    y = n.target('y', onehot([2, 0], 3))
    n.loss(-(y * log_softmax(z)).sum() / 2)
    return '''
    network loss_by_hand {
      input z[2, 3] = $z
      target y[2, 3] = $y
      loss = -sum(y * log_softmax(z)) / 2
    }'''


@case
def loss_weighted_sum(n):
    x = n.input('x', n.rand(2))
    y = n.target('y', n.rand(2))
    t = n.target('t', [1, 0])
    h = n.node('h', n.dense('h', x, 2))
    a = n.node('a', mse(h, y))
    c = n.node('c', cross_entropy(softmax(h), t))
    n.loss(0.75 * a + 0.25 * c)
    return '''
    network loss_weighted_sum {
      input x[2] = $x
      target y[2] = $y
      target t[2] = $t
      h = dense(x, 2, W=$h.W, b=$h.b)
      a = mse(h, y)
      c = cross_entropy(softmax(h), t)
      loss = 0.75a + 0.25c
    }'''


# === Activations and other functions ===============================================================================

POINTS = [-2.5, -0.75, 0.25, 1.75]


def each(name, points, functions, conventions=()):
    """A node for each function of the same input, each weighted differently by the loss."""

    def build(n):
        x = n.input('x', points)
        total = 0
        lines = []
        for i, (text, compute) in enumerate([*functions, *conventions]):
            a = n.node(f'a{i}', compute(x))
            lines.append(f'a{i} = {text}')
            total = total + (i + 1) * a.sum()
        n.loss(total)
        sums = ' + '.join(f'{i + 1} * sum(a{i})' for i in range(len(lines)))
        body = '\n      '.join(lines)
        return f'''
    network {name} {{
      input x[{len(points)}] = $x
      {body}
      loss = {sums}
    }}'''

    build.__name__ = name
    case(build)


each(
    'activations_rectifiers',
    POINTS,
    [
        ('relu(x)', relu),
        ('leaky_relu(x)', leaky_relu),
        ('leaky_relu(x, 0.2)', lambda x: leaky_relu(x, 0.2)),
        ('x |> leaky_relu(alpha=0.125)', lambda x: leaky_relu(x, 0.125)),
        ('elu(x)', elu),
        ('selu(x)', selu),
        ('hardtanh(x)', hardtanh),
    ],
)
each(
    'activations_smooth',
    POINTS,
    [
        ('sigmoid(x)', torch.sigmoid),
        ('tanh(x)', torch.tanh),
        ('softplus(x)', softplus),
        ('gelu(x)', gelu),
        ('gelu_tanh(x)', gelu_tanh),
        ('silu(x)', silu),
        ('mish(x)', mish),
        ('softsign(x)', softsign),
        ('logsigmoid(x)', lambda x: -softplus(-x)),
        ('softmax(x)^2', lambda x: softmax(x) ** 2),
    ],
)
each(
    'activations_at_kinks',
    [-1, 0, 1],
    [
        ('relu(x)', relu),
        ('leaky_relu(x)', leaky_relu),
        ('elu(x)', elu),
        ('abs(x)', torch.abs),
        ('hardtanh(x)', hardtanh),
        ('clip(x, 0, 1)', lambda x: clip(x, 0, 1)),
        ('max(x, 0)', lambda x: larger(x, torch.zeros(3))),
        ('min(x, 1)', lambda x: smaller(x, torch.ones(3))),
        ('softsign(x)', softsign),
        ('1(x > 0) * x^2', lambda x: (x > 0) * x**2),
    ],
)
each(
    'functions_everywhere',
    POINTS,
    [
        ('sin(x)', torch.sin),
        ('cos(x)', torch.cos),
        ('exp(x)', torch.exp),
        ('expm1(x)', torch.expm1),
        ('sinh(x)', torch.sinh),
        ('cosh(x)', torch.cosh),
        ('atan(x)', torch.atan),
        ('asinh(x)', torch.asinh),
        ('erf(x)', torch.erf),
        ('erfc(x)', torch.erfc),
        ('abs(x)', torch.abs),
        ('cbrt(x)', lambda x: torch.sign(x) * torch.abs(x) ** (1 / 3)),
        ('x^3', lambda x: x**3),
        ('1/x', lambda x: 1 / x),
        ('2^x', lambda x: 2**x),
    ],
)
each(
    'functions_positive',
    [0.125, 0.5, 1.5, 3.25],
    [
        ('sqrt(x)', torch.sqrt),
        ('√x', torch.sqrt),
        ('log(x)', torch.log),
        ('log2(x)', torch.log2),
        ('log10(x)', torch.log10),
        ('log1p(x)', torch.log1p),
        ('log(x, 3)', lambda x: torch.log(x) / math.log(3)),
        ('lgamma(x)', torch.lgamma),
        ('digamma(x)', torch.digamma),
        ('gamma(x)', lambda x: torch.exp(torch.lgamma(x))),
        ('x^1.5', lambda x: x**1.5),
        ('x^x', lambda x: x**x),
        ('x^(-2)', lambda x: x**-2),
    ],
)
each(
    'functions_inside_one',
    [-0.875, -0.25, 0.5],
    [
        ('asin(x)', torch.asin),
        ('acos(x)', torch.acos),
        ('atanh(x)', torch.atanh),
        ('tan(x)', torch.tan),
        ('sec(x)', lambda x: 1 / torch.cos(x)),
        ('csc(x)', lambda x: 1 / torch.sin(x)),
        ('cot(x)', lambda x: 1 / torch.tan(x)),
        ('acosh(x + 2)', lambda x: torch.acosh(x + 2)),
        ('atan2(x, 2)', lambda x: torch.atan2(x, torch.full((3,), 2.0))),
        ('hypot(x, 3)', lambda x: torch.hypot(x, torch.full((3,), 3.0))),
        ('x * floor(4x)', lambda x: x * torch.floor(4 * x)),
        ('x * sign(x)', lambda x: x * torch.sign(x)),
        ('mod(3x, 1)', lambda x: 3 * x - torch.floor(3 * x).detach()),
    ],
)

# === Extremes: ties ================================================================================================


@case
def max_over_axis_ties(n):
    x = n.input('x', [[1, 5, 2], [4, 5, 2], [4, 0, 2]])
    a = n.node('a', amax(x, 0))
    b = n.node('b', amax(x, 1))
    c = n.node('c', amax(x))
    n.loss((a * torch.tensor([1.0, 2, 3])).sum() + 10 * (b**2).sum() + 100 * c)
    return '''
    network max_over_axis_ties {
      input x[3, 3] = $x
      a = max(x, axis=0)
      b = max(x, axis=1)
      c = max(x)
      loss = sum(a * [1, 2, 3]) + 10 * sum(b^2) + 100 * c
    }'''


@case
def min_over_axis_ties(n):
    x = n.input('x', [[1, 0, 2], [1, 5, 2], [4, 0, 2]])
    a = n.node('a', amin(x, 0))
    b = n.node('b', amin(x, -1, True))
    c = n.node('c', amin(x))
    n.loss((a * torch.tensor([1.0, 2, 3])).sum() + 10 * ((b + 1) ** 2).sum() + 100 * c)
    return '''
    network min_over_axis_ties {
      input x[3, 3] = $x
      a = min(x, axis=0)
      b = min(x, axis=-1, keepdims=1)
      c = min(x)
      loss = sum(a * [1, 2, 3]) + 10 * sum((b + 1)^2) + 100 * c
    }'''


@case
def max_of_two_ties(n):
    x = n.input('x', [1, 2, 3])
    y = n.input('y', [2, 2, 2])
    a = n.node('a', larger(x, y))
    b = n.node('b', smaller(x, y))
    n.loss((a**2).sum() + 3 * b.sum())
    return '''
    network max_of_two_ties {
      input x[3] = $x
      input y[3] = $y
      a = max(x, y)
      b = min(x, y)
      loss = sum(a^2) + 3 * sum(b)
    }'''


@case
def maxout(n):
    x = n.input('x', n.rand(2, 3))
    a = n.node('a', n.dense('a', x, 2))
    b = n.node('b', n.dense('b', x, 2))
    h = n.node('h', torch.maximum(a, b))
    n.loss((h**2).sum())
    return '''
    network maxout {
      input x[2, 3] = $x
      a = dense(x, 2, W=$a.W, b=$a.b)
      b = dense(x, 2, W=$b.W, b=$b.b)
      h = max(a, b)
      loss = sum(h^2)
    }'''


# === Arrays ========================================================================================================


@case
def broadcasting(n):
    a = n.input('a', n.rand(3, 1))
    b = n.input('b', n.rand(4))
    s = n.param('s', 0.75)
    r = n.rparam('r', 1, 4)
    h = n.node('h', a + b)
    g = n.node('g', s * h * r - a / (b**2 + 1))
    n.loss((g**2).sum())
    return '''
    network broadcasting {
      input a[3, 1] = $a
      input b[4] = $b
      param s = $s
      param r[1, 4] = $r
      h = a + b                      # [3, 1] and [4] make [3, 4]
      g = s * h * r - a / (b^2 + 1)
      loss = sum(g^2)
    }'''


@case
def broadcasting_rank_3(n):
    x = n.input('x', n.rand(2, 2, 3))
    c = n.rparam('c', 2, 1, 1)
    d = n.rparam('d', 2, 3)
    h = n.node('h', x * c + d)
    n.loss((h**2).sum() + c.sum())
    return '''
    network broadcasting_rank_3 {
      input x[2, 2, 3] = $x
      param c[2, 1, 1] = $c
      param d[2, 3] = $d
      h = x * c + d
      loss = sum(h^2) + sum(c)
    }'''


@case
def broadcasting_power(n):
    x = n.input('x', n.rand(2, 3, low=0.5, high=2))
    k = n.rparam('k', 3)
    h = n.node('h', x**k)
    g = n.node('g', 2**h / x)
    n.loss(g.mean())
    return '''
    network broadcasting_power {
      input x[2, 3] = $x
      param k[3] = $k
      h = x^k
      g = 2^h / x
      loss = mean(g)
    }'''


@case
def indexing(n):
    x = n.input('x', n.rand(5))
    X = n.input('X', n.rand(3, 4))
    a = n.node('a', x[0])
    b = n.node('b', x[-1])
    c = n.node('c', X[1:3, 0])
    d = n.node('d', X[2])
    e = n.node('r', X[-2, -1])
    f = n.node('s', X[0:2, 1:3])
    n.loss(a * b + (c**2).sum() + d.sum() * e + (f**3).sum())
    return '''
    network indexing {
      input x[5] = $x
      input X[3, 4] = $X
      a = x[0]
      b = x[-1]
      c = X[1:3, 0]
      d = X[2]
      r = X[-2, -1]
      s = X[0:2, 1:3]
      loss = a * b + sum(c^2) + sum(d) * r + sum(s^3)
    }'''


@case
def slicing_open(n):
    x = n.input('x', n.rand(5))
    X = n.input('X', n.rand(3, 3))
    a = n.node('a', x[1:] - x[:-1])
    b = n.node('b', X[:, 1])
    c = n.node('c', X[:2, 1:])
    d = n.node('d', x[-3:-1])
    n.loss((a**2).sum() + (b**3).sum() + c.sum() + (d**2).sum())
    return '''
    network slicing_open {
      input x[5] = $x
      input X[3, 3] = $X
      a = x[1:] - x[:-1]
      b = X[:, 1]
      c = X[:2, 1:]
      d = x[-3:-1]
      loss = sum(a^2) + sum(b^3) + sum(c) + sum(d^2)
    }'''


@case
def concat_stack(n):
    a = n.input('a', n.rand(2))
    b = n.input('b', n.rand(3))
    A = n.input('A', n.rand(2, 2))
    B = n.input('B', n.rand(2, 1))
    c = n.node('c', torch.cat([a, b]))
    d = n.node('d', torch.cat([A, B, A], 1))
    g = n.node('g', torch.stack([a, 2 * a, a**2]))
    h = n.node('h', torch.stack([a, a**3], 1))
    n.loss((c**2).sum() + (d**3).sum() + (g[1] * g[2]).sum() + (h**2).sum())
    return '''
    network concat_stack {
      input a[2] = $a
      input b[3] = $b
      input A[2, 2] = $A
      input B[2, 1] = $B
      c = concat(a, b)
      d = concat(A, B, A, axis=1)
      g = stack(a, 2a, a^2)
      h = stack(a, a^3, axis=1)
      loss = sum(c^2) + sum(d^3) + sum(g[1] * g[2]) + sum(h^2)
    }'''


@case
def reshape_transpose(n):
    x = n.input('x', n.rand(6))
    w = n.rparam('w', 3)
    a = n.node('a', x.reshape(2, 3))
    b = n.node('b', a.T)
    c = n.node('c', b.reshape(2, 3))
    d = n.node('d', torch.transpose(c, 0, 1) @ a)
    n.loss((d * w).sum() + (a * c).sum())
    return '''
    network reshape_transpose {
      input x[6] = $x
      param w[3] = $w
      a = reshape(x, [2, 3])
      b = a.T
      c = reshape(b, [2, 3])          # row by row, not the a above
      d = transpose(c) @ a
      loss = sum(d * w) + sum(a * c)
    }'''


@case
def vectors_of_numbers(n):
    x = n.input('x', 0.5)
    y = n.input('y', -1.25)
    a = n.node('a', torch.stack([x, y, x * y]))
    A = n.node('A', torch.stack([torch.stack([torch.cos(x), -torch.sin(x)]), torch.stack([torch.sin(x), torch.cos(x)])]))
    b = n.node('b', A @ a[0:2])
    n.loss(b[0] * a[2] + b[1] ** 2)
    return '''
    network vectors_of_numbers {
      input x = $x
      input y = $y
      a = [x, y, x * y]
      A = [[cos(x), -sin(x)], [sin(x), cos(x)]]
      b = A @ a[0:2]
      loss = b[0] * a[2] + b[1]^2
    }'''


@case
def reductions_axis(n):
    x = n.input('x', n.rand(2, 3))
    a = n.node('a', x.sum(0))
    b = n.node('b', x.sum(1, keepdim=True))
    c = n.node('c', x.mean(-1))
    d = n.node('d', x.mean(0, keepdim=True))
    g = n.node('g', amax(x, 1, True))
    h = n.node('h', amin(x, -2))
    n.loss((a**2).sum() + (x * b).sum() + (c**3).sum() + ((x - d) ** 2).mean() + (x * g).sum() + (h**2).sum())
    return '''
    network reductions_axis {
      input x[2, 3] = $x
      a = sum(x, axis=0)
      b = sum(x, axis=1, keepdims=1)
      c = mean(x, axis=-1)
      d = mean(x, axis=0, keepdims=1)
      g = max(x, axis=1, keepdims=1)
      h = min(x, axis=-2)
      loss = sum(a^2) + sum(x * b) + sum(c^3) + mean((x - d)^2) + sum(x * g) + sum(h^2)
    }'''


@case
def reductions_softmax(n):
    x = n.input('x', n.rand(3, 2))
    w = n.rparam('w', 3, 2)
    a = n.node('a', softmax(x, 0))
    b = n.node('b', softmax(x))
    c = n.node('c', log_softmax(x, 0))
    d = n.node('d', torch.logsumexp(x, 1))
    g = n.node('g', torch.logsumexp(x, 0, keepdim=True))
    n.loss((a * w).sum() + (b * w**2).sum() + (c * w).sum() + (d**2).sum() + (x * g).sum())
    return '''
    network reductions_softmax {
      input x[3, 2] = $x
      param w[3, 2] = $w
      a = softmax(x, axis=0)
      b = softmax(x)
      c = log_softmax(x, axis=0)
      d = logsumexp(x, axis=1)
      g = logsumexp(x, axis=0, keepdims=1)
      loss = sum(a * w) + sum(b * w^2) + sum(c * w) + sum(d^2) + sum(x * g)
    }'''


@case
def reductions_prod_norm(n):
    x = n.input('x', n.rand(2, 3))
    a = n.node('a', x.prod(1))
    b = n.node('b', x.prod(0, keepdim=True))
    c = n.node('c', torch.linalg.vector_norm(x, dim=1))
    d = n.node('d', torch.sqrt((x**2).sum()))
    n.loss((a**2).sum() + (x * b).sum() + (c**3).sum() + d)
    return '''
    network reductions_prod_norm {
      input x[2, 3] = $x
      a = prod(x, axis=1)
      b = prod(x, axis=0, keepdims=1)
      c = norm(x, axis=1)
      d = norm(x)                    # of all entries
      loss = sum(a^2) + sum(x * b) + sum(c^3) + d
    }'''


@case
def prod_at_zeros(n):
    x = n.input('x', [[2, 0, 3], [0, 0, 5], [1.5, -2, 4]])
    a = n.node('a', torch.stack([r[0] * r[1] * r[2] for r in x]))
    n.loss(a.sum() + a[0] ** 2)
    return '''
    network prod_at_zeros {
      input x[3, 3] = $x
      a = prod(x, axis=1)            # no zero, one zero, two zeros
      loss = sum(a) + a[0]^2
    }'''


@case
def matmul_ranks(n):
    v = n.input('v', n.rand(2))
    u = n.input('u', n.rand(3))
    A = n.input('A', n.rand(2, 3))
    B = n.input('B', n.rand(3, 2))
    vv = n.node('vv', v @ v)
    vA = n.node('vA', v @ A)
    Au = n.node('Au', A @ u)
    AB = n.node('AB', A @ B)
    vAu = n.node('vAu', v @ A @ u)
    n.loss(vv + (vA**2).sum() + (Au**3).sum() + (AB**2).sum() + vAu)
    return '''
    network matmul_ranks {
      input v[2] = $v
      input u[3] = $u
      input A[2, 3] = $A
      input B[3, 2] = $B
      vv = v @ v
      vA = v @ A
      Au = A @ u
      AB = A @ B
      vAu = v @ A @ u
      loss = vv + sum(vA^2) + sum(Au^3) + sum(AB^2) + vAu
    }'''


@case
def matmul_batched(n):
    X = n.input('X', n.rand(2, 2, 3))
    Y = n.input('Y', n.rand(2, 3, 2))
    W = n.rparam('W', 3, 2)
    v = n.rparam('v', 3)
    u = n.rparam('u', 2)
    a = n.node('a', X @ Y)
    b = n.node('b', X @ W)
    c = n.node('c', X @ v)
    d = n.node('d', u @ X)
    g = n.node('g', W @ X)
    n.loss((a**2).sum() + (b**3).sum() + (c**2).sum() + (d**2).sum() + g.sum() ** 2)
    return '''
    network matmul_batched {
      input X[2, 2, 3] = $X
      input Y[2, 3, 2] = $Y
      param W[3, 2] = $W
      param v[3] = $v
      param u[2] = $u
      a = X @ Y                      # [2, 2, 2]
      b = X @ W                      # [2, 2, 2]
      c = X @ v                      # [2, 2]
      d = u @ X                      # [2, 3]
      g = W @ X                      # [2, 3, 3]
      loss = sum(a^2) + sum(b^3) + sum(c^2) + sum(d^2) + sum(g)^2
    }'''


@case
def linear_algebra(n):
    A = n.input('A', [[2, 0.5, -1], [0.25, 1.5, 0.75], [1, -0.5, 3]])
    x = n.input('x', n.rand(3))
    a = n.node('a', torch.linalg.det(A))
    b = n.node('b', torch.linalg.inv(A))
    c = n.node('c', torch.trace(A @ A))
    d = n.node('d', torch.diagonal(A))
    g = n.node('g', torch.outer(x, d))
    h = n.node('h', torch.dot(x, d))
    s = n.node('s', b @ x)
    n.loss(torch.log(a) + (s**2).sum() + c + h**2 + (g * A).sum())
    return '''
    network linear_algebra {
      input A[3, 3] = $A
      input x[3] = $x
      a = det(A)
      b = inv(A)
      c = trace(A @ A)
      d = diag(A)
      g = outer(x, d)
      h = dot(x, d)
      s = b @ x
      loss = log(a) + sum(s^2) + c + h^2 + sum(g * A)
    }'''


@case
def diag_eye_constants(n):
    x = n.input('x', n.rand(3))
    D = n.node('D', torch.diag(x))
    M = n.node('M', D + 2 * torch.eye(3) + torch.ones(3, 3) * 0.25)
    n.loss((M @ M).sum() + (torch.zeros(3) + x).sum())
    return '''
    network diag_eye_constants {
      input x[3] = $x
      D = diag(x)
      M = D + 2 eye(3) + 0.25 ones([3, 3])
      loss = sum(M @ M) + sum(zeros(3) + x)
    }'''


@case
def piecewise(n):
    x = n.input('x', n.rand(2, 3))
    w = n.rparam('w', 3)
    a = n.node('a', torch.where(x > 0, x**2, w * x))
    b = n.node('b', (x >= w) * x)
    c = n.node('c', torch.where((x > -1) & (x < 1), torch.sin(x), torch.zeros_like(x)))
    n.loss(a.sum() + (b**2).sum() + (c * w).sum())
    return '''
    network piecewise {
      input x[2, 3] = $x
      param w[3] = $w
      a = where(x > 0, x^2, w * x)
      b = 1(x >= w) * x
      c = where(-1 < x < 1, sin(x), 0)
      loss = sum(a) + sum(b^2) + sum(c * w)
    }'''


@case
def where_guards(n):
    x = n.input('x', [4, 0, 2.25])
    safe = torch.where(x > 0, x, torch.ones_like(x))
    h = n.node('h', torch.where(x > 0, torch.sqrt(safe), torch.zeros_like(x)))
    n.loss(h.sum())
    return '''
    network where_guards {
      input x[3] = $x
      h = where(x > 0, √x, 0)        # the branch that is not taken has no slope that matters
      loss = sum(h)
    }'''


@case
def broadcast_scatter(n):
    b = n.rparam('b', 2)
    g = n.input('g', n.rand(3, 2))
    B = n.node('B', b.expand(3, 2))
    S = n.node('S', torch.zeros(4, 2).index_add(0, torch.tensor([2, 0, 2]), g * B))
    n.loss((S**2).sum())
    return '''
    network broadcast_scatter {
      param b[2] = $b
      input g[3, 2] = $g
      B = broadcast(b, [3, 2])
      S = scatter(g * B, [2, 0, 2], [4, 2])
      loss = sum(S^2)
    }'''


# === Stability =====================================================================================================


@case
def stable_logits(n):
    z = n.input('z', [[1200, 1199, 1198.5], [-1200, -1201, -1199.25]])
    y = n.target('y', onehot([1, 2], 3))
    p = n.node('p', softmax(z))
    a = n.node('a', cross_entropy(p, y))
    b = n.node('b', cross_entropy_logits(z, y))
    c = n.node('c', torch.logsumexp(z, 1))
    n.loss(a + 2 * b + 0.5 * c.sum())
    return '''
    network stable_logits {
      input z[2, 3] = $z
      target y[2, 3] = $y
      p = softmax(z)
      a = cross_entropy(p, y)
      b = cross_entropy_logits(z, y)
      c = logsumexp(z, axis=1)
      loss = a + 2b + 0.5 * sum(c)
    }'''


@case
def stable_logits_apart(n):
    z = n.input('z', [[1200, 0, -5], [1200, 0, -5]])
    y = n.target('y', onehot([0, 1], 3))
    n.loss(cross_entropy_logits(z, y))
    assert n.result == 600
    return '''
    network stable_logits_apart {
      input z[2, 3] = $z
      target y[2, 3] = $y
      loss = cross_entropy_logits(z, y)        # (0 + 1200) / 2
    }'''


@case
def stable_certain(n):
    z = n.input('z', [1200, 0, -5])
    y = n.target('y', [1, 0, 0])
    p = n.node('p', softmax(z), gradient=False)
    n.loss(cross_entropy(p, y))
    n.nodes[1] = ('y', 'target', y, False)
    return '''
    network stable_certain {
      input z[3] = $z
      target y[3] = $y
      p = softmax(z)                           # 1, 0 and 0 in doubles
      loss = cross_entropy(p, y)               # 0, and so is the gradient at z
    }'''


@case
def stable_sigmoid(n):
    x = n.input('x', [1000, -1000, 0.5])
    a = n.node('a', torch.sigmoid(x))
    b = n.node('b', softplus(x))
    c = n.node('c', -softplus(-x))
    n.loss(a.sum() + (b * torch.tensor([1.0, 2, 3])).sum() + 0.001 * c.sum())
    return '''
    network stable_sigmoid {
      input x[3] = $x
      a = sigmoid(x)
      b = softplus(x)
      c = logsigmoid(x)
      loss = sum(a) + sum(b * [1, 2, 3]) + 0.001 * sum(c)
    }'''


@case
def stable_large_activations(n):
    x = n.input('x', [800, -800, 30])
    a = n.node('a', torch.tanh(x))
    b = n.node('b', torch.tensor([1.0, 0, 1]) * x)
    c = n.node('c', torch.where(x > 0, x, torch.expm1(x.clamp(max=0))))
    d = n.node('d', torch.tensor([1.0, 0, 1]) * x)
    n.loss(a.sum() + b.sum() + c.sum() + d.sum())
    return '''
    network stable_large_activations {
      input x[3] = $x
      a = tanh(x)
      b = gelu(x)
      c = elu(x)
      d = mish(x)
      loss = sum(a) + sum(b) + sum(c) + sum(d)
    }'''


# === Architectures =================================================================================================


@case
def mlp_two_hidden(n):
    x = n.input('x', n.rand(3, 2))
    y = n.target('y', n.rand(3, 2))
    a = n.node('a', torch.tanh(n.dense('a', x, 3)))
    b = n.node('b', torch.sigmoid(n.dense('b', a, 3)))
    p = n.node('p', n.dense('p', b, 2))
    W = dict(n.parameters)
    n.loss(mse(p, y) + 0.01 * (W['a.W'] ** 2).sum() + 0.01 * (W['p.W'] ** 2).sum() + 0.001 * W['b.W'].abs().sum())
    return '''
    network mlp_two_hidden {
      input x[3, 2] = $x
      target y[3, 2] = $y
      a = dense(x, 3, W=$a.W, b=$a.b) |> tanh
      b = dense(a, 3, W=$b.W, b=$b.b) |> sigmoid
      p = dense(b, 2, W=$p.W, b=$p.b)
      loss = mse(p, y) + 0.01 sum(a.W^2) + 0.01 sum(p.W^2) + 0.001 sum(abs(b.W))
    }'''


@case
def residual(n):
    x = n.input('x', n.rand(2, 3))
    h = n.node('h', x + relu(n.dense('h', x, 3)))
    g = n.node('g', h + torch.tanh(n.dense('g', h, 3)) + x)
    n.loss((g**2).sum())
    return '''
    network residual {
      input x[2, 3] = $x
      h = x + relu(dense(x, 3, W=$h.W, b=$h.b))
      g = h + tanh(dense(h, 3, W=$g.W, b=$g.b)) + x
      loss = sum(g^2)
    }'''


@case
def residual_convolution(n):
    x = n.input('x', n.rand(2, 3, 3))
    c = n.node('c', relu(n.conv('c', x, 2, 3, padding=1)))
    h = n.node('h', relu(x + n.conv('h', c, 2, 3, padding=1)))
    m = n.node('m', h.mean(2).mean(1))
    n.loss((m**2).sum())
    return '''
    network residual_convolution {
      input x[2, 3, 3] = $x
      c = conv2d(x, 2, 3, padding=1, W=$c.W, b=$c.b) |> relu
      h = relu(x + conv2d(c, 2, 3, padding=1, W=$h.W, b=$h.b))
      m = mean(mean(h, axis=2), axis=1)
      loss = sum(m^2)
    }'''


@case
def autoencoder_tied(n):
    x = n.input('x', n.rand(2, 4))
    W = n.rparam('W', 4, 2)
    b = n.rparam('b', 2)
    c = n.rparam('c', 4)
    h = n.node('h', torch.sigmoid(x @ W + b))
    r = n.node('r', h @ W.T + c)
    n.loss(mse(r, x))
    return '''
    network autoencoder_tied {
      input x[2, 4] = $x
      param W[4, 2] = $W
      param b[2] = $b
      param c[4] = $c
      h = sigmoid(x @ W + b)
      r = h @ Wᵀ + c
      loss = mse(r, x)
    }'''


@case
def autoencoder_member(n):
    x = n.input('x', n.rand(3))
    h = n.node('h', torch.tanh(n.dense('h', x, 2)))
    r = n.node('r', h @ n.parameters[0][1].T)
    n.loss(mse(r, x))
    return '''
    network autoencoder_member {
      input x[3] = $x
      h = dense(x, 2, W=$h.W, b=$h.b) |> tanh
      r = h @ h.W.T
      loss = mse(r, x)
    }'''


@case
def attention(n):
    x = n.input('x', n.rand(3, 4))
    Wq, Wk, Wv = (n.rparam(name, 4, 2) for name in ('Wq', 'Wk', 'Wv'))
    q = n.node('q', x @ Wq)
    k = n.node('k', x @ Wk)
    v = n.node('v', x @ Wv)
    A = n.node('A', softmax(q @ k.T / math.sqrt(2)))
    o = n.node('o', A @ v)
    n.loss((o**2).mean())
    return '''
    network attention {
      input x[3, 4] = $x
      param Wq[4, 2] = $Wq
      param Wk[4, 2] = $Wk
      param Wv[4, 2] = $Wv
      q = x @ Wq
      k = x @ Wk
      v = x @ Wv
      A = softmax(q @ k.T / √2)      # row by row: who attends to whom
      o = A @ v
      loss = mean(o^2)
    }'''


@case
def attention_causal(n):
    x = n.input('x', n.rand(3, 2))
    q = n.node('q', n.dense('q', x, 2))
    k = n.node('k', n.dense('k', x, 2))
    M = torch.tensor([[0, -1e9, -1e9], [0, 0, -1e9], [0, 0, 0]])
    A = n.node('A', softmax(q @ k.T / math.sqrt(2) + M))
    o = n.node('o', A @ x)
    n.loss((o**2).sum())
    return '''
    network attention_causal {
      input x[3, 2] = $x
      q = dense(x, 2, W=$q.W, b=$q.b)
      k = dense(x, 2, W=$k.W, b=$k.b)
      A = softmax(q @ k.T / sqrt(2) + [[0, -1e9, -1e9], [0, 0, -1e9], [0, 0, 0]])
      o = A @ x
      loss = sum(o^2)
    }'''


@case
def attention_batched(n):
    x = n.input('x', n.rand(2, 3, 2))
    Wq, Wk, Wv = (n.rparam(name, 2, 2) for name in ('Wq', 'Wk', 'Wv'))
    q = n.node('q', x @ Wq)
    k = n.node('k', x @ Wk)
    v = n.node('v', x @ Wv)
    A = n.node('A', softmax(q @ k.transpose(1, 2) / math.sqrt(2)))
    o = n.node('o', A @ v)
    n.loss((o**2).mean())
    return '''
    network attention_batched {
      input x[2, 3, 2] = $x
      param Wq[2, 2] = $Wq
      param Wk[2, 2] = $Wk
      param Wv[2, 2] = $Wv
      q = x @ Wq
      k = x @ Wk
      v = x @ Wv
      A = softmax(q @ transpose(k, [0, 2, 1]) / √2)
      o = A @ v
      loss = mean(o^2)
    }'''


@case
def attention_batched_by_sums(n):
    x = n.input('x', n.rand(2, 2, 3))
    W = n.rparam('W', 3, 3)
    q = n.node('q', x @ W)
    s = n.node('s', (q.reshape(2, 2, 1, 3) * x.reshape(2, 1, 2, 3)).sum(-1))
    A = n.node('A', softmax(s))
    o = n.node('o', A @ x)
    n.loss((o**2).sum())
    return '''
    network attention_batched_by_sums {
      input x[2, 2, 3] = $x
      param W[3, 3] = $W
      q = x @ W
      s = sum(reshape(q, [2, 2, 1, 3]) * reshape(x, [2, 1, 2, 3]), axis=-1)
      A = softmax(s)
      o = A @ x
      loss = sum(o^2)
    }'''


@case
def transformer_block(n):
    x = n.input('x', n.rand(2, 4))
    a = n.node('a', layer_norm(x, n.rparam('a.gamma', 4), n.rparam('a.beta', 4)))
    q = n.node('q', n.dense('q', a, 2))
    k = n.node('k', n.dense('k', a, 2))
    v = n.node('v', n.dense('v', a, 4))
    h = n.node('h', x + softmax(q @ k.T / math.sqrt(2)) @ v)
    c = n.node('c', layer_norm(h, n.rparam('c.gamma', 4), n.rparam('c.beta', 4)))
    f = n.node('f', n.dense('f', gelu(n.dense('f', c, 3, 1)), 4, 2))
    o = n.node('o', h + f)
    n.loss((o**2).mean())
    return '''
    network transformer_block {
      input x[2, 4] = $x
      a = layer_norm(x, gamma=$a.gamma, beta=$a.beta)
      q = dense(a, 2, W=$q.W, b=$q.b)
      k = dense(a, 2, W=$k.W, b=$k.b)
      v = dense(a, 4, W=$v.W, b=$v.b)
      h = x + softmax(q @ k.T / √2) @ v
      c = layer_norm(h, gamma=$c.gamma, beta=$c.beta)
      f = c |> dense(3, W=$f.W1, b=$f.b1) |> gelu |> dense(4, W=$f.W2, b=$f.b2)
      o = h + f
      loss = mean(o^2)
    }'''


@case
def rnn(n):
    x = n.input('x', n.rand(3, 2))
    y = n.target('y', n.rand(2))
    W = n.rparam('W', 2, 3)
    U = n.rparam('U', 3, 3)
    b = n.rparam('b', 3)
    h1 = n.node('h1', torch.tanh(x[0] @ W + b))
    h2 = n.node('h2', torch.tanh(x[1] @ W + h1 @ U + b))
    h3 = n.node('h3', torch.tanh(x[2] @ W + h2 @ U + b))
    p = n.node('p', n.dense('p', h3, 2))
    n.loss(mse(p, y))
    return '''
    # Three steps in time share W, U and b.
    network rnn {
      input x[3, 2] = $x
      target y[2] = $y
      param W[2, 3] = $W
      param U[3, 3] = $U
      param b[3] = $b
      h1 = tanh(x[0] @ W + b)
      h2 = tanh(x[1] @ W + h1 @ U + b)
      h3 = tanh(x[2] @ W + h2 @ U + b)
      p = dense(h3, 2, W=$p.W, b=$p.b)
      loss = mse(p, y)
    }'''


@case
def lstm(n):
    x = n.input('x', n.rand(2, 2))
    W = n.rparam('W', 2, 8)
    U = n.rparam('U', 2, 8)
    b = n.rparam('b', 8)
    z1 = n.node('z1', x[0] @ W + b)
    c1 = n.node('c1', torch.sigmoid(z1[0:2]) * torch.tanh(z1[4:6]))
    h1 = n.node('h1', torch.sigmoid(z1[6:8]) * torch.tanh(c1))
    z2 = n.node('z2', x[1] @ W + h1 @ U + b)
    c2 = n.node('c2', torch.sigmoid(z2[2:4]) * c1 + torch.sigmoid(z2[0:2]) * torch.tanh(z2[4:6]))
    h2 = n.node('h2', torch.sigmoid(z2[6:8]) * torch.tanh(c2))
    n.loss((h2**2).sum())
    return '''
    # Input gate, forget gate, candidate, output gate: two entries each.
    network lstm {
      input x[2, 2] = $x
      param W[2, 8] = $W
      param U[2, 8] = $U
      param b[8] = $b
      z1 = x[0] @ W + b
      c1 = sigmoid(z1[0:2]) * tanh(z1[4:6])
      h1 = sigmoid(z1[6:8]) * tanh(c1)
      z2 = x[1] @ W + h1 @ U + b
      c2 = sigmoid(z2[2:4]) ⊙ c1 + sigmoid(z2[0:2]) ⊙ tanh(z2[4:6])
      h2 = sigmoid(z2[6:8]) ⊙ tanh(c2)
      loss = sum(h2²)
    }'''


@case
def gru(n):
    x = n.input('x', n.rand(2))
    h = n.input('h', n.rand(2))
    Wz, Uz, Wr, Ur, Wc, Uc = (n.rparam(name, 2, 2) for name in ('Wz', 'Uz', 'Wr', 'Ur', 'Wc', 'Uc'))
    z = n.node('z', torch.sigmoid(x @ Wz + h @ Uz))
    r = n.node('r', torch.sigmoid(x @ Wr + h @ Ur))
    c = n.node('c', torch.tanh(x @ Wc + (r * h) @ Uc))
    g = n.node('g', (1 - z) * h + z * c)
    n.loss(g.sum())
    return '''
    network gru {
      input x[2] = $x
      input h[2] = $h
      param Wz[2, 2] = $Wz
      param Uz[2, 2] = $Uz
      param Wr[2, 2] = $Wr
      param Ur[2, 2] = $Ur
      param Wc[2, 2] = $Wc
      param Uc[2, 2] = $Uc
      z = sigmoid(x @ Wz + h @ Uz)
      r = sigmoid(x @ Wr + h @ Ur)
      c = tanh(x @ Wc + (r * h) @ Uc)
      g = (1 - z) * h + z * c
      loss = sum(g)
    }'''


@case
def siamese(n):
    a = n.input('a', n.rand(3))
    b = n.input('b', n.rand(3))
    W = n.rparam('W', 3, 2)
    c = n.rparam('c', 2)
    u = n.node('u', torch.tanh(a @ W + c))
    v = n.node('v', torch.tanh(b @ W + c))
    d = n.node('d', torch.sqrt(((u - v) ** 2).sum()))
    n.loss(relu(3 - d) ** 2)
    return '''
    network siamese {
      input a[3] = $a
      input b[3] = $b
      param W[3, 2] = $W
      param c[2] = $c
      u = dense(a, 2, W=W, b=c) |> tanh
      v = dense(b, 2, W=W, b=c) |> tanh
      d = norm(u - v)
      loss = relu(3 - d)^2
    }'''


@case
def variational_autoencoder(n):
    x = n.input('x', n.rand(3))
    noise = n.input('noise', n.rand(2))
    mu = n.node('mu', n.dense('mu', x, 2))
    logvar = n.node('logvar', n.dense('logvar', x, 2))
    z = n.node('z', mu + torch.exp(logvar / 2) * noise)
    r = n.node('r', n.dense('r', z, 3))
    kl = n.node('kl', -0.5 * (1 + logvar - mu**2 - torch.exp(logvar)).sum())
    n.loss(mse(r, x) + kl)
    return '''
    network variational_autoencoder {
      input x[3] = $x
      input noise[2] = $noise
      mu = dense(x, 2, W=$mu.W, b=$mu.b)
      logvar = dense(x, 2, W=$logvar.W, b=$logvar.b)
      z = mu + exp(logvar / 2) * noise
      r = dense(z, 3, W=$r.W, b=$r.b)
      kl = -1/2 * sum(1 + logvar - mu^2 - exp(logvar))
      loss = mse(r, x) + kl
    }'''


@case
def gated_experts(n):
    x = n.input('x', n.rand(2, 3))
    g = n.node('g', softmax(n.dense('g', x, 2)))
    a = n.node('a', torch.tanh(n.dense('a', x, 2)))
    b = n.node('b', torch.tanh(n.dense('b', x, 2)))
    h = n.node('h', g[:, 0:1] * a + g[:, 1:2] * b)
    n.loss((h**2).sum())
    return '''
    network gated_experts {
      input x[2, 3] = $x
      g = dense(x, 2, W=$g.W, b=$g.b) |> softmax
      a = dense(x, 2, W=$a.W, b=$a.b) |> tanh
      b = dense(x, 2, W=$b.W, b=$b.b) |> tanh
      h = g[0:2, 0:1] * a + g[0:2, 1:2] * b
      loss = sum(h^2)
    }'''


@case
def skip_gram(n):
    n.input('centre', 1, gradient=False)
    n.input('context', [0, 3], gradient=False)
    y = n.target('y', [1, 0])
    E = n.rparam('E', 4, 2)
    O = n.rparam('O', 4, 2)
    u = n.node('u', E[1])
    v = n.node('v', O[[0, 3]])
    p = n.node('p', torch.sigmoid(v @ u))
    n.loss(binary_cross_entropy(p, y))
    return '''
    network skip_gram {
      input centre = $centre
      input context[2] = $context
      target y[2] = $y
      param E[4, 2] = $E
      param O[4, 2] = $O
      u = embedding(centre, 4, 2, W=E)
      v = embedding(context, 4, 2, W=O)
      p = sigmoid(v @ u)
      loss = binary_cross_entropy(p, y)
    }'''


@case
def squeeze_excite(n):
    x = n.input('x', n.rand(2, 2, 2))
    s = n.node('s', x.mean(-1).mean(-1))
    g = n.node('g', torch.sigmoid(n.dense('g', relu(n.dense('g', s, 3, 1)), 2, 2)))
    h = n.node('h', x * g.reshape(2, 1, 1))
    n.loss((h**2).sum())
    return '''
    network squeeze_excite {
      input x[2, 2, 2] = $x
      s = mean(mean(x, axis=-1), axis=-1)
      g = dense(s, 3, W=$g.W1, b=$g.b1) |> relu |> dense(2, W=$g.W2, b=$g.b2) |> sigmoid
      h = x * reshape(g, [2, 1, 1])
      loss = sum(h^2)
    }'''


@case
def normalised_by_hand(n):
    x = n.input('x', n.rand(3, 2))
    g = n.rparam('g', 2)
    m = n.node('m', x.mean(0))
    v = n.node('v', ((x - m) ** 2).mean(0))
    h = n.node('h', g * (x - m) / torch.sqrt(v + 1e-5))
    n.loss((h**3).sum())
    return '''
    network normalised_by_hand {
      input x[3, 2] = $x
      param g[2] = $g
      m = mean(x, axis=0)
      v = mean((x - m)^2, axis=0)
      h = g * (x - m) / sqrt(v + 1e-5)
      loss = sum(h^3)
    }'''


@case
def radial_basis(n):
    x = n.input('x', n.rand(2))
    C = n.rparam('C', 3, 2)
    s = n.rparam('s', 3)
    w = n.rparam('w', 3)
    d = n.node('d', ((C - x) ** 2).sum(1))
    h = n.node('h', torch.exp(-d * s**2))
    n.loss((w @ h - 1) ** 2)
    return '''
    network radial_basis {
      input x[2] = $x
      param C[3, 2] = $C
      param s[3] = $s
      param w[3] = $w
      d = sum((C - x)^2, axis=1)
      h = exp(-d * s^2)
      loss = (w @ h - 1)^2
    }'''


# === Ways to write =================================================================================================


@case
def one_line(n):
    x = n.input('x', [1, 2])
    n.loss((x**2).sum())
    return '''
    network one_line { input x[2] = $x
      loss = sum(x^2) }'''


@case
def one_statement(n):
    W = n.param('W', [[1, 2], [3, -4]])
    n.loss((W**2).sum())
    return '''
    # What is trained may be named by the loss alone.
    network one_statement {
      param W[2, 2] = $W

      loss = sum(W^2)

    }'''


@case
def layout(n):
    x = n.input('x', n.rand(2))
    h = n.node('h', torch.tanh(n.dense('h', x, 2)))
    g = n.node('g', h.sum() + 1)
    n.loss(g**2)
    return '''
    # The brace on its own line; statements over several lines; comments everywhere.
    network layout      # here
    {
      # and here
      input x[2] =      # two numbers
        $x

      h = x             # a pipe
        # goes on
        |> dense(
          2,            # two neurons
          W=$h.W,
          b=$h.b,       # a trailing comma
        )
        |> tanh
      g = sum(h) +
        1
      loss = g^2
    # the end
    }
    # after the end'''


@case
def unicode(n):
    x = n.input('x', n.rand(2))
    V = n.rparam('Ω', 3, 2)
    b = n.rparam('β₁', 3)
    u = n.node('ζ', x @ V.T + b)
    h = n.node('h', torch.sigmoid(u) * u - u / 2)
    n.loss((h**2).sum() * math.pi)
    return '''
    network unicode {
      input x[2] = $x
      param Ω[3, 2] = $Ω
      param β₁[3] = $β₁
      ζ = x · Ωᵀ + β₁
      h = sigmoid(ζ) ⊙ ζ − ζ ÷ 2
      loss = sum(h²) × π
    }'''


@case
def names(n):
    e = n.input('e', n.rand(2))
    g = n.rparam('gamma', 2)
    p = n.node('__proto__', e * g)
    c = n.node('constructor', p**2)
    s = n.node('h', n.dense('h', c, 2))
    n.loss(s.sum() + c[0])
    return '''
    # Names are names, also those of built-ins and of what JavaScript reserves.
    network names {
      input e[2] = $e
      param gamma[2] = $gamma
      __proto__ = e * gamma
      constructor = __proto__^2
      h = dense(constructor, 2, W=$h.W, b=$h.b)
      loss = sum(h) + constructor[0]
    }'''


@case
def pipes(n):
    x = n.input('x', n.rand(2, 3))
    h = n.node('h', torch.tanh(x).sum(0))
    g = n.node('g', leaky_relu(h * 2, 0.3))
    n.loss((g**2).mean())
    return '''
    network pipes {
      input x[2, 3] = $x
      h = x |> tanh |> sum(axis=0)
      g = 2h |> leaky_relu(alpha=0.3)
      loss = g^2 |> mean
    }'''


@case
def page_function(n):
    x = n.input('x', n.rand(3))
    y = n.target('y', n.rand(2))
    h = n.node('h', n.dense('h', x, 2))
    a = n.node('a', h * torch.sigmoid(1.5 * h))
    n.loss(((a - y) ** 2).sum() / 2 + 0.25 * (h**2).sum())
    return '''
    beta = 1.5
    swish(t) = t * sigmoid(beta t)
    energy(u[n], v[n]) = sum((u - v)^2) / n
    rate = 0.25

    network page_function {
      input x[3] = $x
      target y[2] = $y
      h = dense(x, 2, W=$h.W, b=$h.b)
      a = [swish(h[0]), swish(h[1])]
      loss = energy(a, y) + rate sum(h^2)
    }'''


@case
def page_network(n):
    W = torch.tensor([[0.5, -1], [0.25, 2]])
    u = n.input('u', n.rand(2))
    v = n.node('v', torch.tanh(u @ W + torch.tensor([0.125, -0.5])))
    w = n.node('w', v * u)
    n.loss((w**2).sum())
    n.own = False
    return '''
    network inner {
      input x[2]
      target y[2] = [1, 0]
      h = dense(x, 2, W=[[0.5, -1], [0.25, 2]], b=[0.125, -0.5]) |> tanh
      loss = mse(h, y)
    }

    # The call is inner's prediction: the first argument of its loss function.
    network page_network {
      input u[2] = $u
      v = inner(u)
      w = v * u
      loss = sum(w^2)
    }'''


@case
def two_networks(n):
    x = n.input('x', n.rand(2))
    h = n.node('h', n.dense('h', x, 2))
    n.loss(h.sum())
    return '''
    network other {
      input x[3] = [1, 2, 3]
      h = dense(x, 1)
      loss = sum(h)
    }

    # The names of one network are nothing to another.
    network two_networks {
      input x[2] = $x
      h = dense(x, 2, W=$h.W, b=$h.b)
      loss = sum(h)
    }'''


@case
def target_first(n):
    y = n.target('y', n.rand(2))
    x = n.input('x', n.rand(2))
    unused = n.node('unused', torch.exp(x))
    p = n.node('p', n.dense('p', x, 2))
    n.loss(mse(p, y))
    return '''
    # A node that the loss does not need has the gradient 0.
    network target_first {
      target y[2] = $y
      input x[2] = $x
      unused = exp(x)
      p = dense(x, 2, W=$p.W, b=$p.b)
      loss = mse(p, y)
    }'''


@case
def expressions_as_values(n):
    x = n.input('x', [0.5, -0.25])
    w = n.param('w', [1.5, 0.001])
    n.loss(w @ x)
    return '''
    network expressions_as_values {
      input x[2] = [1/2, -0.25]
      param w[2] = [3/2, 1e-3]
      loss = w @ x
    }'''


@case
def at_point(n):
    x = n.input('x', n.rand(3))
    w = n.rparam('w', 3)
    z = n.node('z', x @ w)
    n.loss(torch.tanh(z))
    n.at = f'x={literal(n.values["x"])},w={literal(n.values["w"])}'.replace(' ', '')
    return '''
    network at_point {
      input x[3]
      param w[3]
      z = x @ w
      loss = tanh(z)
    }'''


@case
def at_point_instead(n):
    x = n.input('x', n.rand(2))
    h = n.node('h', n.dense('h', x, 2))
    n.loss((h**2).sum())
    n.at = f'x={literal(n.values["x"])}'.replace(' ', '')
    return '''
    network at_point_instead {
      input x[2] = [7, 7]            # the point that the command gives takes its place
      h = dense(x, 2, W=$h.W, b=$h.b)
      loss = sum(h^2)
    }'''


# === Shapes and counts =============================================================================================


shapes(
    'dense_without_values',
    '''
    network dense_without_values {
      input  x[4] = $x
      target y[3] = $y
      h = dense(x, 8) |> relu
      p = dense(h, 3) |> softmax
      loss = cross_entropy(p, y)
    }''',
    [('h.W', [4, 8]), ('h.b', [8]), ('p.W', [8, 3]), ('p.b', [3])],
    [('x', 'input', [4]), ('y', 'target', [3]), ('h', [8]), ('p', [3]), ('loss', 'loss', [])],
    values={'x': [5.1, 3.5, 1.4, 0.2], 'y': [1, 0, 0]},
)

shapes(
    'input_without_value',
    '''
    network input_without_value {
      input x[2]
      param w[2] = $w
      h = x * w
      k = 2w
      loss = sum(h^2 * k)
    }''',
    [('w', [2])],
    [('x', 'input', [2]), ('h', [2]), ('k', [2]), ('loss', 'loss', [])],
    values={'w': [0.5, -2], 'k': [1, -4]},
)

shapes(
    'bias_without_value',
    '''
    network bias_without_value {
      input x[2] = $x
      h = dense(x, 2, W=[[1, 2], [3, 4]])
      g = tanh(h)
      s = sum(x)
      loss = sum(g^2) + s
    }''',
    [('h.W', [2, 2]), ('h.b', [2])],
    [('x', 'input', [2]), ('h', [2]), ('g', [2]), ('s', []), ('loss', 'loss', [])],
    values={'x': [1, -1], 's': 0},
)

shapes(
    'norms_bare',
    '''
    network norms_bare {
      input x[2, 3] = $x
      h = dense(x, 4) |> layer_norm |> relu
      g = batch_norm(h, beta=[1, 2, 3, 4])
      loss = sum(g^2)
    }''',
    [('h.W', [3, 4]), ('h.b', [4]), ('h.gamma', [4]), ('h.beta', [4]), ('g.gamma', [4]), ('g.beta', [4])],
    [('x', 'input', [2, 3]), ('h', [2, 4]), ('g', [2, 4]), ('loss', 'loss', [])],
    values={'x': [[1, 2, 3], [4, 5, 7]]},
)

shapes(
    'symbolic_batch',
    '''
    network symbolic_batch {
      input  x[batch, 4]
      target y[batch, 3]
      h = dense(x, 8) |> relu
      p = dense(h, 3) |> softmax
      s = sum(p, axis=0)
      loss = cross_entropy(p, y)
    }''',
    [('h.W', [4, 8]), ('h.b', [8]), ('p.W', [8, 3]), ('p.b', [3])],
    [
        ('x', 'input', ['batch', 4]),
        ('y', 'target', ['batch', 3]),
        ('h', ['batch', 8]),
        ('p', ['batch', 3]),
        ('s', [3]),
        ('loss', 'loss', []),
    ],
)

shapes(
    'symbolic_images',
    '''
    network symbolic_images {
      input x[N, 3, 8, 6]
      target y[N, 2]
      c = conv2d(x, 4, 3, padding=1) |> relu
      s = max_pool2d(c, 2)
      f = flatten(s)
      z = dense(f, 2)
      loss = cross_entropy_logits(z, y)
    }''',
    [('c.W', [4, 3, 3, 3]), ('c.b', [4]), ('z.W', [48, 2]), ('z.b', [2])],
    [
        ('x', 'input', ['N', 3, 8, 6]),
        ('y', 'target', ['N', 2]),
        ('c', ['N', 4, 8, 6]),
        ('s', ['N', 4, 4, 3]),
        ('f', ['N', 48]),
        ('z', ['N', 2]),
        ('loss', 'loss', []),
    ],
)

shapes(
    'symbolic_features',
    '''
    network symbolic_features {
      input x[m, n]
      target y[m]
      param w[n]
      r = x @ w - y
      g = x.T @ r
      loss = sum(r^2) / m + 0.1 sum(w^2) + 0 sum(g)
    }''',
    [('w', ['n'])],
    [
        ('x', 'input', ['m', 'n']),
        ('y', 'target', ['m']),
        ('r', ['m']),
        ('g', ['n']),
        ('loss', 'loss', []),
    ],
    total=None,
)

shapes(
    'symbolic_sequence',
    '''
    network symbolic_sequence {
      input ids[T]
      h = embedding(ids, 100, 16)
      q = dense(h, 8)
      k = dense(h, 8)
      A = softmax(q @ k.T / √8)
      o = A @ h
      loss = mean(o^2)
    }''',
    [('h.W', [100, 16]), ('q.W', [16, 8]), ('q.b', [8]), ('k.W', [16, 8]), ('k.b', [8])],
    [
        ('ids', 'input', ['T']),
        ('h', ['T', 16]),
        ('q', ['T', 8]),
        ('k', ['T', 8]),
        ('A', ['T', 'T']),
        ('o', ['T', 16]),
        ('loss', 'loss', []),
    ],
)

shapes(
    'mnist_mlp',
    '''
    network mnist_mlp {
      input  x[784]
      target y[10]
      h1 = dense(x, 128) |> relu
      h2 = dense(h1, 64) |> relu
      p = dense(h2, 10) |> softmax
      loss = cross_entropy(p, y)
    }''',
    [('h1.W', [784, 128]), ('h1.b', [128]), ('h2.W', [128, 64]), ('h2.b', [64]), ('p.W', [64, 10]), ('p.b', [10])],
    [
        ('x', 'input', [784]),
        ('y', 'target', [10]),
        ('h1', [128]),
        ('h2', [64]),
        ('p', [10]),
        ('loss', 'loss', []),
    ],
    total=109386,
)

shapes(
    'lenet5',
    '''
    network lenet5 {
      input  x[1, 32, 32]
      target y[10]
      c1 = conv2d(x, 6, 5) |> tanh
      s2 = avg_pool2d(c1, 2)
      c3 = conv2d(s2, 16, 5) |> tanh
      s4 = avg_pool2d(c3, 2)
      c5 = conv2d(s4, 120, 5) |> tanh
      f6 = c5 |> flatten |> dense(84) |> tanh
      p = dense(f6, 10) |> softmax
      loss = cross_entropy(p, y)
    }''',
    [
        ('c1.W', [6, 1, 5, 5]),
        ('c1.b', [6]),
        ('c3.W', [16, 6, 5, 5]),
        ('c3.b', [16]),
        ('c5.W', [120, 16, 5, 5]),
        ('c5.b', [120]),
        ('f6.W', [120, 84]),
        ('f6.b', [84]),
        ('p.W', [84, 10]),
        ('p.b', [10]),
    ],
    [
        ('x', 'input', [1, 32, 32]),
        ('y', 'target', [10]),
        ('c1', [6, 28, 28]),
        ('s2', [6, 14, 14]),
        ('c3', [16, 10, 10]),
        ('s4', [16, 5, 5]),
        ('c5', [120, 1, 1]),
        ('f6', [84]),
        ('p', [10]),
        ('loss', 'loss', []),
    ],
    total=61706,
)

shapes(
    'alexnet',
    '''
    # Krizhevsky, Sutskever, Hinton (2012), in one column
    network alexnet {
      input  x[3, 227, 227]
      target y[1000]
      c1 = conv2d(x, 96, 11, stride=4) |> relu
      s1 = max_pool2d(c1, 3, stride=2)
      c2 = conv2d(s1, 256, 5, padding=2) |> relu
      s2 = max_pool2d(c2, 3, stride=2)
      c3 = conv2d(s2, 384, 3, padding=1) |> relu
      c4 = conv2d(c3, 384, 3, padding=1) |> relu
      c5 = conv2d(c4, 256, 3, padding=1) |> relu
      s5 = max_pool2d(c5, 3, stride=2)
      f = flatten(s5)
      d6 = dense(f, 4096) |> relu |> dropout(0.5)
      d7 = dense(d6, 4096) |> relu |> dropout(0.5)
      p = dense(d7, 1000) |> softmax
      loss = cross_entropy(p, y)
    }''',
    [
        ('c1.W', [96, 3, 11, 11]),
        ('c1.b', [96]),
        ('c2.W', [256, 96, 5, 5]),
        ('c2.b', [256]),
        ('c3.W', [384, 256, 3, 3]),
        ('c3.b', [384]),
        ('c4.W', [384, 384, 3, 3]),
        ('c4.b', [384]),
        ('c5.W', [256, 384, 3, 3]),
        ('c5.b', [256]),
        ('d6.W', [9216, 4096]),
        ('d6.b', [4096]),
        ('d7.W', [4096, 4096]),
        ('d7.b', [4096]),
        ('p.W', [4096, 1000]),
        ('p.b', [1000]),
    ],
    [
        ('x', 'input', [3, 227, 227]),
        ('y', 'target', [1000]),
        ('c1', [96, 55, 55]),
        ('s1', [96, 27, 27]),
        ('c2', [256, 27, 27]),
        ('s2', [256, 13, 13]),
        ('c3', [384, 13, 13]),
        ('c4', [384, 13, 13]),
        ('c5', [256, 13, 13]),
        ('s5', [256, 6, 6]),
        ('f', [9216]),
        ('d6', [4096]),
        ('d7', [4096]),
        ('p', [1000]),
        ('loss', 'loss', []),
    ],
    total=62378344,
)

shapes(
    'vgg_small',
    '''
    network vgg_small {
      input  x[32, 3, 32, 32]
      target y[32, 10]
      a = conv2d(x, 64, 3, padding=1) |> relu |> conv2d(64, 3, padding=1) |> relu |> max_pool2d(2)
      b = conv2d(a, 128, 3, padding=1) |> relu |> conv2d(128, 3, padding=1) |> relu |> max_pool2d(2)
      f = flatten(b)
      d = dense(f, 256) |> relu |> dropout(0.5)
      z = dense(d, 10)
      loss = cross_entropy_logits(z, y)
    }''',
    [
        ('a.W1', [64, 3, 3, 3]),
        ('a.b1', [64]),
        ('a.W2', [64, 64, 3, 3]),
        ('a.b2', [64]),
        ('b.W1', [128, 64, 3, 3]),
        ('b.b1', [128]),
        ('b.W2', [128, 128, 3, 3]),
        ('b.b2', [128]),
        ('d.W', [8192, 256]),
        ('d.b', [256]),
        ('z.W', [256, 10]),
        ('z.b', [10]),
    ],
    [
        ('x', 'input', [32, 3, 32, 32]),
        ('y', 'target', [32, 10]),
        ('a', [32, 64, 16, 16]),
        ('b', [32, 128, 8, 8]),
        ('f', [32, 8192]),
        ('d', [32, 256]),
        ('z', [32, 10]),
        ('loss', 'loss', []),
    ],
)

shapes(
    'large_embedding',
    '''
    # The embedding of a large vocabulary, and a head that shares it
    network large_embedding {
      input  ids[1024]
      target y[1024, 50257]
      h = embedding(ids, 50257, 768)
      g = layer_norm(h)
      z = g @ h.W.T
      loss = cross_entropy_logits(z, y)
    }''',
    [('h.W', [50257, 768]), ('g.gamma', [768]), ('g.beta', [768])],
    [
        ('ids', 'input', [1024]),
        ('y', 'target', [1024, 50257]),
        ('h', [1024, 768]),
        ('g', [1024, 768]),
        ('z', [1024, 50257]),
        ('loss', 'loss', []),
    ],
)

# === Functions of vectors and matrices =============================================================================


def function(name, text, at, compute, evals=()):
    """The partials of `name` at a point; `evals`: the values of the page's expression statements, in order."""
    tensors = {n: torch.tensor(v, dtype=torch.float64, requires_grad=True) for n, v in at.items()}

    def jacobian(of):
        others = dict(tensors)

        def only(t):
            return compute(**(others | {of: t}))

        return torch.autograd.functional.jacobian(only, tensors[of].detach())

    answer = {
        'function': name,
        'at': ','.join(f'{n}={literal(v)}' for n, v in at.items()).replace(' ', ''),
        'partials': [{'wrt': n, 'value': plain(jacobian(n))} for n in at],
    }
    if evals:
        answer['evals'] = [plain(e) for e in evals]
    FUNCTIONS[name] = (tidy(fill(text, at)), answer)


def T(v):
    return torch.tensor(v, dtype=torch.float64)


def functions():
    r = Random('functions')
    R = r.rand
    hess = torch.autograd.functional.hessian
    jac = torch.autograd.functional.jacobian

    function(
        'ols',
        '''
        # Ordinary least squares
        ols(w[n], X[m, n], y[m]) = sum((X @ w - y)^2) / m
        check ∂ols/∂w = 2/m * X.T @ (X @ w - y)
        check ∂ols/∂y = -2/m * (X @ w - y)
        check ∂ols/∂X = 2/m * outer(X @ w - y, w)
        ''',
        {'w': R(2), 'X': R(3, 2), 'y': R(3)},
        lambda w, X, y: ((X @ w - y) ** 2).sum() / 3,
    )
    function(
        'ridge',
        '''
        ridge(w[n], X[m, n], y[m], λ) = sum((X @ w - y)^2) / m + λ * sum(w^2)
        check ∂ridge/∂w = 2/m * X.T @ (X @ w - y) + 2λ * w
        check ∂ridge/∂λ = dot(w, w)
        ''',
        {'w': R(2), 'X': R(3, 2), 'y': R(3), 'λ': 0.125},
        lambda w, X, y, λ: ((X @ w - y) ** 2).sum() / 3 + λ * (w**2).sum(),
    )
    function(
        'logistic',
        '''
        # Logistic regression with labels of -1 and 1
        logistic(w[n], X[m, n], y[m]) = mean(softplus(-y * (X @ w)))
        check ∂logistic/∂w = -1/m * X.T @ (y * sigmoid(-y * (X @ w)))
        ''',
        {'w': R(2), 'X': R(4, 2), 'y': [1, -1, -1, 1]},
        lambda w, X, y: softplus(-y * (X @ w)).mean(),
    )
    function(
        'bernoulli',
        '''
        # Logistic regression with labels of 0 and 1
        bernoulli(w[n], b, X[m, n], y[m]) = -mean(y * log(sigmoid(X @ w + b)) + (1 - y) * log(1 - sigmoid(X @ w + b)))
        check ∂bernoulli/∂w = X.T @ (sigmoid(X @ w + b) - y) / m
        check ∂bernoulli/∂b = mean(sigmoid(X @ w + b) - y)
        ''',
        {'w': R(2), 'b': 0.25, 'X': R(3, 2), 'y': [1, 0, 1]},
        lambda w, b, X, y: -(
            y * torch.log(torch.sigmoid(X @ w + b)) + (1 - y) * torch.log(1 - torch.sigmoid(X @ w + b))
        ).mean(),
    )
    function(
        'quadratic',
        '''
        quadratic(x[n], A[n, n]) = x @ A @ x
        check ∂quadratic/∂x = (A + A.T) @ x
        check ∂quadratic/∂A = outer(x, x)
        ''',
        {'x': R(3), 'A': R(3, 3)},
        lambda x, A: x @ A @ x,
    )
    function(
        'bilinear',
        '''
        bilinear(a[m], X[m, n], b[n]) = a @ X @ b
        check ∂bilinear/∂X = outer(a, b)
        check ∂bilinear/∂a = X @ b
        check ∂bilinear/∂b = X.T @ a
        ''',
        {'a': R(2), 'X': R(2, 3), 'b': R(3)},
        lambda a, X, b: a @ X @ b,
    )
    x = R(3)
    function(
        'lse',
        '''
        lse(x[n]) = logsumexp(x)
        check ∂lse/∂x = softmax(x)
        ∇lse($x)
        hessian(lse)($x)
        ''',
        {'x': x},
        lambda x: torch.logsumexp(x, 0),
        [softmax(T(x)), hess(lambda x: torch.logsumexp(x, 0), T(x))],
    )
    x = R(3)
    function(
        'probabilities',
        '''
        probabilities(z[n]) = softmax(z)
        check ∂probabilities/∂z = diag(softmax(z)) - outer(softmax(z), softmax(z))
        jacobian(probabilities)($z)
        probabilities($z)
        ''',
        {'z': x},
        lambda z: softmax(z),
        [jac(softmax, T(x)), softmax(T(x))],
    )
    function(
        'trace_product',
        '''
        trace_product(A[m, n], X[n, m]) = trace(A @ X)
        check ∂trace_product/∂X = A.T
        check ∂trace_product/∂A = X.T
        ''',
        {'A': R(2, 3), 'X': R(3, 2)},
        lambda A, X: torch.trace(A @ X),
    )
    function(
        'trace_square',
        '''
        trace_square(X[n, n]) = trace(X @ X)
        check ∂trace_square/∂X = 2X.T
        ''',
        {'X': R(3, 3)},
        lambda X: torch.trace(X @ X),
    )
    function(
        'frobenius',
        '''
        frobenius(X[m, n]) = trace(X.T @ X)
        check ∂frobenius/∂X = 2X
        ''',
        {'X': R(2, 3)},
        lambda X: torch.trace(X.T @ X),
    )
    function(
        'trace_quadratic',
        '''
        trace_quadratic(X[n, m], A[n, n]) = trace(X.T @ A @ X)
        check ∂trace_quadratic/∂X = (A + A.T) @ X
        check ∂trace_quadratic/∂A = X @ X.T
        ''',
        {'X': R(2, 3), 'A': R(2, 2)},
        lambda X, A: torch.trace(X.T @ A @ X),
    )
    M = [[2, 0.5, -0.25], [0.125, 1.5, 0.75], [-0.5, 0.25, 1]]
    function(
        'log_det',
        '''
        log_det(X[n, n]) = log(det(X))
        check ∂log_det/∂X = inv(X).T
        ''',
        {'X': M},
        lambda X: torch.log(torch.linalg.det(X)),
    )
    function(
        'determinant',
        '''
        determinant(X[n, n]) = det(X)
        check ∂determinant/∂X = det(X) * inv(X).T
        ''',
        {'X': M},
        lambda X: torch.linalg.det(X),
    )
    function(
        'inverse_form',
        '''
        inverse_form(a[n], X[n, n], b[n]) = a @ inv(X) @ b
        check ∂inverse_form/∂X = -outer(inv(X).T @ a, inv(X) @ b)
        ''',
        {'a': R(3), 'X': M, 'b': R(3)},
        lambda a, X, b: a @ torch.linalg.inv(X) @ b,
    )
    function(
        'gaussian',
        '''
        # The negative logarithm of a normal density, without its constant
        gaussian(x[n], mu[n], S[n, n]) = (log(det(S)) + (x - mu) @ inv(S) @ (x - mu)) / 2
        ''',
        {'x': R(2), 'mu': R(2), 'S': [[2, 0.5], [0.5, 1]]},
        lambda x, mu, S: (torch.log(torch.linalg.det(S)) + (x - mu) @ torch.linalg.inv(S) @ (x - mu)) / 2,
    )
    function(
        'length',
        '''
        length(x[n]) = norm(x)
        check ∂length/∂x = x / norm(x)
        ''',
        {'x': R(4)},
        lambda x: torch.sqrt((x**2).sum()),
    )
    function(
        'matrix_length',
        '''
        matrix_length(X[m, n]) = norm(X)
        check ∂matrix_length/∂X = X / norm(X)
        ''',
        {'X': R(2, 3)},
        lambda X: torch.sqrt((X**2).sum()),
    )
    function(
        'cosine',
        '''
        cosine(x[n], y[n]) = dot(x, y) / (norm(x) * norm(y))
        ''',
        {'x': R(3), 'y': R(3)},
        lambda x, y: x @ y / (torch.sqrt(x @ x) * torch.sqrt(y @ y)),
    )
    function(
        'variance',
        '''
        variance(x[n]) = mean((x - mean(x))^2)
        check ∂variance/∂x = 2/n * (x - mean(x))
        ''',
        {'x': R(4)},
        lambda x: ((x - x.mean()) ** 2).mean(),
    )
    function(
        'weighted',
        '''
        # Weighted least squares
        weighted(x[n], A[m, n], b[m], W[m, m]) = (b - A @ x) @ W @ (b - A @ x)
        check ∂weighted/∂x = -A.T @ (W + W.T) @ (b - A @ x)
        ''',
        {'x': R(2), 'A': R(3, 2), 'b': R(3), 'W': R(3, 3)},
        lambda x, A, b, W: (b - A @ x) @ W @ (b - A @ x),
    )
    function(
        'logits',
        '''
        logits(z[n], y[n]) = -dot(y, log_softmax(z))
        ''',
        {'z': R(3), 'y': [0.25, 0.5, 0.25]},
        lambda z, y: -(y @ log_softmax(z)),
    )
    function(
        'linear_map',
        '''
        linear_map(A[m, n], x[n]) = A @ x
        check ∂linear_map/∂x = A
        ''',
        {'A': R(2, 3), 'x': R(3)},
        lambda A, x: A @ x,
    )
    x = R(2)
    function(
        'elementwise',
        '''
        elementwise(x[n]) = sin(x) * x
        check ∂elementwise/∂x = diag(x * cos(x) + sin(x))
        jacobian(elementwise)($x)
        ''',
        {'x': x},
        lambda x: torch.sin(x) * x,
        [jac(lambda x: torch.sin(x) * x, T(x))],
    )
    x = R(3)
    function(
        'half_quadratic',
        '''
        half_quadratic(x[3]) = x @ [[2, 1, 0], [1, 3, -1], [0, -1, 1]] @ x / 2 - dot([1, 2, 3], x)
        hessian(half_quadratic)
        ∇half_quadratic($x)
        ''',
        {'x': x},
        lambda x: x @ T([[2, 1, 0], [1, 3, -1], [0, -1, 1]]) @ x / 2 - T([1, 2, 3]) @ x,
        [
            T([[2, 1, 0], [1, 3, -1], [0, -1, 1]]),
            T([[2, 1, 0], [1, 3, -1], [0, -1, 1]]) @ T(x) - T([1, 2, 3]),
        ],
    )
    x = R(3)

    def rosen(x):
        return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()

    function(
        'rosenbrock',
        '''
        rosenbrock(x[3]) = sum(100 * (x[1:3] - x[0:2]^2)^2 + (1 - x[0:2])^2)
        ∇rosenbrock([1, 1, 1])
        hessian(rosenbrock)($x)
        ''',
        {'x': x},
        rosen,
        [T([0, 0, 0]), hess(rosen, T(x))],
    )
    function(
        'product',
        '''
        product(x[n]) = prod(x)
        ∇product([0, 2, 0])
        ''',
        {'x': [0, 2, -3]},
        lambda x: x[0] * x[1] * x[2],
        [T([0, 0, 0])],
    )
    function(
        'largest',
        '''
        largest(x[n]) = max(x)
        ∇largest([1, 1])
        ''',
        {'x': [1, 3, 3, 2]},
        lambda x: amax(x),
        [T([1, 0])],
    )
    function(
        'distances',
        '''
        distances(X[m, 2], c[2]) = sum(sqrt(sum((X - c)^2, axis=1)))
        ''',
        {'X': R(3, 2), 'c': R(2)},
        lambda X, c: torch.sqrt(((X - c) ** 2).sum(1)).sum(),
    )
    function(
        'factorisation',
        '''
        factorisation(U[m, k], V[n, k], M[m, n]) = sum((U @ V.T - M)^2) / 2
        check ∂factorisation/∂U = (U @ V.T - M) @ V
        check ∂factorisation/∂V = (U @ V.T - M).T @ U
        check ∂factorisation/∂M = M - U @ V.T
        ''',
        {'U': R(2, 1), 'V': R(3, 1), 'M': R(2, 3)},
        lambda U, V, M: ((U @ V.T - M) ** 2).sum() / 2,
    )
    function(
        'neuron',
        '''
        neuron(w[n], b, x[n]) = relu(w @ x + b)
        check ∂neuron/∂w = 1(w @ x + b > 0) * x
        check ∂neuron/∂b = 1(w @ x + b > 0)
        ''',
        {'w': [-3, -1, 2], 'b': 1, 'x': [1, -2, 3]},
        lambda w, b, x: relu(w @ x + b),
    )


functions()


def write(folder, entries):
    place = HERE / folder
    if place.exists():
        shutil.rmtree(place)
    place.mkdir()
    for name, (text, answer) in entries.items():
        (place / f'{name}.grad').write_text(text, encoding='utf8')
        (place / f'{name}.json').write_text(json.dumps(answer, ensure_ascii=False) + '\n', encoding='utf8')


write('cases', CASES)
write('functions', FUNCTIONS)
subprocess.run(
    ['npx', 'biome', 'format', '--write', str(HERE / 'cases'), str(HERE / 'functions')], cwd=HERE.parents[1], check=True
)
print(f'{len(CASES)} networks, {len(FUNCTIONS)} functions')
