"""What NumPy says of the built-ins over arrays: `python3 references.py` writes references.json beside this file
(then `npx biome format --write` it).
"""

import json
from pathlib import Path

import numpy as np

random = np.random.default_rng(5)


def softmax(x, axis=-1):
    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def logsumexp(x, axis=None, keepdims=False):
    return np.log(np.exp(x).sum(axis=axis, keepdims=keepdims))


def first_max(x, axis=None):
    result = np.zeros(x.shape)
    if axis is None:
        result[np.unravel_index(x.argmax(), x.shape)] = 1
    else:
        np.put_along_axis(result, np.expand_dims(x.argmax(axis=axis), axis), 1, axis)
    return result


def prod_others(x, axis=None):
    return x.prod(axis=axis, keepdims=True) / x


def scatter(g, ids, shape):
    result = np.zeros(shape)
    np.add.at(result, ids.astype(int), g)
    return result


def index(x, at):
    return x[tuple(slice(*one) if isinstance(one, list) else one for one in at)]


FUNCTIONS = {
    "@": np.matmul,
    "dot": np.dot,
    "outer": np.outer,
    "sum": np.sum,
    "mean": np.mean,
    "prod": np.prod,
    "max": np.max,
    "min": np.min,
    "argmax": np.argmax,
    "norm": np.linalg.norm,
    "first_max": first_max,
    "prod_others": prod_others,
    "softmax": softmax,
    "log_softmax": lambda x, axis=-1: np.log(softmax(x, axis)),
    "logsumexp": logsumexp,
    "det": np.linalg.det,
    "inv": np.linalg.inv,
    "trace": np.trace,
    "diag": np.diag,
    "eye": lambda n: np.eye(n),
    "transpose": np.transpose,
    "reshape": lambda x, shape: np.reshape(x, shape),
    "broadcast": lambda x, shape: np.broadcast_to(x, shape),
    "zeros": lambda shape: np.zeros(shape),
    "ones": lambda shape: np.ones(shape),
    "concat": lambda *args, axis=0: np.concatenate(args, axis=axis),
    "stack": lambda *args, axis=0: np.stack(args, axis=axis),
    "index": index,
    "gather": lambda W, ids: W[ids.astype(int)],
    "scatter": scatter,
}

AXES = [((5,), {}), ((2, 3), {}), ((2, 3), {"axis": 0}), ((2, 3), {"axis": -1}), ((2, 3, 2), {"axis": 1})]
KEPT = [*AXES, ((2, 3), {"axis": 1, "keepdims": True}), ((2, 3), {"keepdims": True})]

CASES = [
    *(
        ("@", shapes, {})
        for shapes in [
            [(3,), (3,)],
            [(3,), (3, 2)],
            [(2, 3), (3,)],
            [(2, 3), (3, 4)],
            [(2, 3, 4), (4, 2)],
            [(2, 3, 4), (4,)],
            [(3,), (2, 3, 4)],
            [(3, 4), (2, 4, 3)],
            [(2, 1, 2, 3), (4, 3, 2)],
        ]
    ),
    ("dot", [(3,), (3,)], {}),
    ("dot", [(2, 3), (3, 2)], {}),
    ("outer", [(2,), (3,)], {}),
    *((name, [shape], options) for name in ["sum", "mean", "prod", "max", "min", "argmax"] for shape, options in KEPT),
    *(("norm", [shape], options) for shape, options in KEPT),
    *((name, [shape], options) for name in ["first_max", "prod_others"] for shape, options in AXES),
    *((name, [shape], options) for name in ["softmax", "log_softmax"] for shape, options in AXES),
    *(("logsumexp", [shape], options) for shape, options in KEPT),
    *((name, [(n, n)], {}) for name in ["det", "inv"] for n in [1, 2, 3, 4, 6]),
    ("trace", [(3, 3)], {}),
    ("diag", [(3,)], {}),
    ("diag", [(3, 3)], {}),
    ("eye", [], {"n": 3}),
    ("transpose", [(3,)], {}),
    ("transpose", [(2, 3, 4)], {}),
    ("transpose", [(2, 3, 4)], {"axes": [1, -1, 0]}),
    ("reshape", [(2, 3, 2)], {"shape": [3, -1]}),
    ("broadcast", [(2, 1, 3)], {"shape": [4, 2, 2, 3]}),
    ("broadcast", [()], {"shape": [2, 2]}),
    ("zeros", [], {"shape": [2, 3]}),
    ("ones", [], {"shape": [2, 3]}),
    ("concat", [(2, 3), (1, 3), (2, 3)], {}),
    ("concat", [(2, 3), (2, 1)], {"axis": -1}),
    ("stack", [(), ()], {}),
    ("stack", [(3,), (3,)], {"axis": -1}),
    ("stack", [(2, 3), (2, 3)], {"axis": 1}),
    ("index", [(4,)], {"at": [-1]}),
    ("index", [(3, 4)], {"at": [1, 2]}),
    ("index", [(3, 4)], {"at": [[0, 3], 2]}),
    ("index", [(3, 4)], {"at": [[0, 2], [1, -1]]}),
    ("index", [(3, 4, 2)], {"at": [[-2, 3], 2]}),
    ("gather", [(4, 2), (2, 3)], {}),
    ("gather", [(4, 2), ()], {}),
    ("scatter", [(5, 2), (5,)], {"shape": [3, 2]}),
    ("scatter", [(2,), ()], {"shape": [3, 2]}),
]


def argument(name, i, shape):
    """Row numbers below 3 for the second argument of gather and scatter, else reals."""
    if name in ("gather", "scatter") and i == 1:
        return random.integers(0, 3, shape).astype(float)
    return np.round(random.uniform(-2, 2, shape), 3)


def array(x):
    x = np.asarray(x, dtype=float)
    return {"shape": list(x.shape), "data": x.ravel().tolist()}


def reference(name, shapes, options):
    args = [np.asarray(argument(name, i, shape)) for i, shape in enumerate(shapes)]
    value = FUNCTIONS[name](*args, **options)
    return {"name": name, "options": options, "args": [array(x) for x in args], "value": array(value)}


lines = ",\n".join(json.dumps(reference(*case)) for case in CASES)
Path(__file__).with_name("references.json").write_text(f"[\n{lines}\n]\n")
