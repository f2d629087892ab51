"""Loss and gradients of two networks by NumPy written by hand and by PyTorch's autograd. In: a job as JSON on standard
input (network, shapes, a folder with values.bin, rounds). Out: the fastest and the median round in milliseconds; numpy.bin and torch.bin hold
the loss and the gradients of the parameters in their order."""
import json
import sys
import time

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

try:
    import torch

    torch.set_num_threads(1)
except ImportError:
    torch = None

job = json.load(sys.stdin)
flat = np.fromfile(f"{job['folder']}/values.bin")
values, at = {}, 0
for entry in job["shapes"]:
    size = int(np.prod(entry["shape"]))
    values[entry["name"]] = flat[at : at + size].reshape(entry["shape"])
    at += size
names = [e["name"] for e in job["shapes"] if "." in e["name"]]


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def mlp(x, y, W1, b1, W2, b2, W3, b3):
    z1 = x @ W1 + b1
    h1 = np.maximum(z1, 0)
    z2 = h1 @ W2 + b2
    h2 = np.maximum(z2, 0)
    p = softmax(h2 @ W3 + b3)
    loss = -(y * np.log(p)).sum(axis=-1).mean()
    d3 = (p - y) / len(x)
    d2 = (d3 @ W3.T) * (z2 > 0)
    d1 = (d2 @ W2.T) * (z1 > 0)
    return loss, x.T @ d1, d1.sum(0), h1.T @ d2, d2.sum(0), h2.T @ d3, d3.sum(0)


def columns(x, k):
    """im2col: windows as rows."""
    w = sliding_window_view(x, (k, k), axis=(2, 3))
    n, c, h, v = w.shape[:4]
    return w.transpose(0, 2, 3, 1, 4, 5).reshape(n * h * v, c * k * k), (n, h, v)


def conv(x, W, b):
    cols, (n, h, v) = columns(x, W.shape[2])
    return (cols @ W.reshape(len(W), -1).T + b).reshape(n, h, v, -1).transpose(0, 3, 1, 2), cols


def conv_back(g, x, W, cols):
    k = W.shape[2]
    rows = g.transpose(0, 2, 3, 1).reshape(-1, len(W))
    dW = (rows.T @ cols).reshape(W.shape)
    dx = np.zeros_like(x)
    n, _, h, v = g.shape
    back = (rows @ W.reshape(len(W), -1)).reshape(n, h, v, x.shape[1], k, k)
    for i in range(k):
        for j in range(k):
            dx[:, :, i : i + h, j : j + v] += back[:, :, :, :, i, j].transpose(0, 3, 1, 2)
    return dx, dW, rows.sum(0)


def pool(x):
    n, c, h, w = x.shape
    t = x.reshape(n, c, h // 2, 2, w // 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(n, c, h // 2, w // 2, 4)
    first = t.argmax(-1)
    return np.take_along_axis(t, first[..., None], -1)[..., 0], first


def pool_back(g, first, shape):
    n, c, h, w = shape
    t = np.zeros((n, c, h // 2, w // 2, 4))
    np.put_along_axis(t, first[..., None], g[..., None], -1)
    return t.reshape(n, c, h // 2, w // 2, 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(shape)


def cnn(x, y, W1, b1, W2, b2, W3, b3):
    c1, cols1 = conv(x, W1, b1)
    m1, first1 = pool(np.maximum(c1, 0))
    c2, cols2 = conv(m1, W2, b2)
    m2, first2 = pool(np.maximum(c2, 0))
    f = m2.reshape(len(x), -1)
    p = softmax(f @ W3 + b3)
    loss = -(y * np.log(p)).sum(axis=-1).mean()
    d3 = (p - y) / len(x)
    dm2 = (d3 @ W3.T).reshape(m2.shape)
    dc2 = pool_back(dm2, first2, c2.shape) * (c2 > 0)
    dm1, dW2, db2 = conv_back(dc2, m1, W2, cols2)
    dc1 = pool_back(dm1, first1, c1.shape) * (c1 > 0)
    _, dW1, db1 = conv_back(dc1, x, W1, cols1)
    return loss, dW1, db1, dW2, db2, f.T @ d3, d3.sum(0)


def mlp_torch(x, y, W1, b1, W2, b2, W3, b3):
    h1 = torch.relu(x @ W1 + b1)
    h2 = torch.relu(h1 @ W2 + b2)
    return -(y * torch.log_softmax(h2 @ W3 + b3, -1)).sum(-1).mean()


def cnn_torch(x, y, W1, b1, W2, b2, W3, b3):
    F = torch.nn.functional
    m1 = F.max_pool2d(torch.relu(F.conv2d(x, W1, b1)), 2)
    m2 = F.max_pool2d(torch.relu(F.conv2d(m1, W2, b2)), 2)
    return -(y * torch.log_softmax(m2.flatten(1) @ W3 + b3, -1)).sum(-1).mean()


def timed(work):
    times = []
    for _ in range(job["rounds"] + 2):
        start = time.perf_counter()
        result = work()
        times.append(1000 * (time.perf_counter() - start))
    times = sorted(times[2:])
    return {"fastest": times[0], "median": times[len(times) // 2]}, result


def keep(file, arrays):
    np.concatenate([np.ravel(np.asarray(a, dtype=float)) for a in arrays]).tofile(f"{job['folder']}/{file}")


given = [values["x"], values["y"], *(values[name] for name in names)]
out = {}
out["numpy"], result = timed(lambda: {"mlp": mlp, "cnn": cnn}[job["network"]](*given))
keep("numpy.bin", result)
if torch is not None:
    tensors = [torch.tensor(v) for v in given]
    for t in tensors[2:]:
        t.requires_grad_(True)

    def backward():
        loss = {"mlp": mlp_torch, "cnn": cnn_torch}[job["network"]](*tensors)
        return [loss.detach(), *torch.autograd.grad(loss, tensors[2:])]

    out["torch"], result = timed(backward)
    keep("torch.bin", result)
json.dump(out, sys.stdout)
