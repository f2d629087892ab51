"""Writes references.json: values of the built-in functions to 45 digits, from mpmath (https://mpmath.org).

Run by hand when a row is added: python3 references.py > references.json. The tests need only the file.
Arguments are doubles and are taken exactly; each value is computed with 400 digits (60 for the gamma family).
"""
import json
import random

import mpmath
from mpmath import mp, mpf

INFINITE = [1e-300, 1e-20, 1e-8, 1e-3, 0.1, 1, 3, 30, 700]
BOTH_SIGNS = INFINITE + [-x for x in INFINITE]
ANGLES = [1.5707963267948966, 3.141592653589793, 355, 1e5, 1e22, 1e300, 6381956970095103.0 * 2.0**797, 11, 1e-9]
UNIT = [1 - 2**-53, 0.9999999, 0.75, 0.5, 1e-5, 1e-300, -1 + 2**-53, -0.9999999, -0.3]
NEAR_ONE = [1 + 2**-52, 1 - 2**-53, 1.0001, 0.9999, 1e-308, 1e308, 2.5, 0.1]
GAMMA = [0.5, 1 + 2**-52, 1 - 2**-53, 1.4616321449683623, 1.5, 2 + 2**-51, 2 - 2**-52, 3, 10.1, 33.3, 1e-10, -1e-10, -0.5,
         -1.5, -2.457, -3.0000000001, -10.3, -100.7]

sigmoid = lambda x: 1 / (1 + mpmath.exp(-x))
softplus = lambda x: mpmath.log1p(mpmath.exp(x)) if x < 0 else x + mpmath.log1p(mpmath.exp(-x))
SCALE = "1.0507009873554805"
ALPHA = "1.6732632423543772"
selu = lambda x: mpf(SCALE) * (x if x > 0 else mpf(ALPHA) * mpmath.expm1(x))
twice_u = lambda x: 2 * mpmath.sqrt(2 / mp.pi) * (x + mpf("0.044715") * x**3)

# name: (function, hard arguments, interval of random ones)
UNARY = {
    "exp": (mpmath.exp, [709.7, -708.3, -1e-300, 1e-17, 0.5], (-20, 20)),
    "log": (mpmath.log, NEAR_ONE, (0.01, 20)),
    "log2": (lambda x: mpmath.log(x, 2), NEAR_ONE, (0.01, 20)),
    "log10": (lambda x: mpmath.log(x, 10), NEAR_ONE, (0.01, 20)),
    "log1p": (mpmath.log1p, [1e-300, 1e-17, -1e-9, -0.5, -1 + 2**-53, 1e300], (-0.9, 20)),
    "expm1": (mpmath.expm1, [1e-300, 1e-17, -1e-9, -40, 709], (-5, 5)),
    "sqrt": (mpmath.sqrt, [1e-308, 2, 1e308], (0, 20)),
    "cbrt": (lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)), [1e-308, -2, 1e308, 27], (-20, 20)),
    "sin": (mpmath.sin, ANGLES, (-20, 20)),
    "cos": (mpmath.cos, ANGLES, (-20, 20)),
    "tan": (mpmath.tan, ANGLES, (-20, 20)),
    "sec": (mpmath.sec, ANGLES, (-20, 20)),
    "csc": (mpmath.csc, ANGLES, (-20, 20)),
    "cot": (mpmath.cot, ANGLES, (-20, 20)),
    "asin": (mpmath.asin, UNIT, (-1, 1)),
    "acos": (mpmath.acos, UNIT, (-1, 1)),
    "atan": (mpmath.atan, BOTH_SIGNS, (-5, 5)),
    "sinh": (mpmath.sinh, BOTH_SIGNS, (-5, 5)),
    "cosh": (mpmath.cosh, BOTH_SIGNS, (-5, 5)),
    "tanh": (mpmath.tanh, BOTH_SIGNS, (-5, 5)),
    "asinh": (mpmath.asinh, BOTH_SIGNS + [1e300], (-5, 5)),
    "acosh": (mpmath.acosh, [1 + 2**-52, 1.0001, 2, 1e300], (1, 20)),
    "atanh": (mpmath.atanh, UNIT, (-1, 1)),
    "erf": (mpmath.erf, BOTH_SIGNS + [0.84375, 1.25, 2.857142857142857, 5.9], (-4, 4)),
    "erfc": (mpmath.erfc, [1e-300, 0.25, 0.84375, 1.25, 2.857142857142857, 10, 26.5, -1.1, -3, -10], (-4, 6)),
    "gamma": (mpmath.gamma, GAMMA + [171.6, -170.5, 1e-300], (-10, 20)),
    "lgamma": (lambda x: mpmath.loggamma(x).real, GAMMA + [1e10, 1e17, 1e300, 1e-300, -1000.5], (-10, 20)),
    "digamma": (mpmath.digamma, GAMMA + [1e10, 1e17, 1e300, 1e-300, -1000.5], (-10, 20)),
    "sigmoid": (sigmoid, BOTH_SIGNS + [40, -40], (-10, 10)),
    "softplus": (softplus, BOTH_SIGNS + [40, -40, 1e10], (-10, 10)),
    "logsigmoid": (lambda x: -softplus(-x), BOTH_SIGNS + [40, -40, -1e10], (-10, 10)),
    "silu": (lambda x: x * sigmoid(x), BOTH_SIGNS + [40, -40], (-10, 10)),
    "mish": (lambda x: x * mpmath.tanh(softplus(x)), BOTH_SIGNS + [40, -40], (-10, 10)),
    "gelu": (lambda x: x * mpmath.erfc(-x / mpmath.sqrt(2)) / 2, BOTH_SIGNS[:-1] + [-8, -37, 37], (-6, 6)),
    "gelu_tanh": (lambda x: x * sigmoid(twice_u(x)), BOTH_SIGNS[:-2] + [-8, -20, 37], (-6, 6)),
    "elu": (lambda x: x if x >= 0 else mpmath.expm1(x), BOTH_SIGNS, (-6, 6)),
    "selu": (selu, BOTH_SIGNS, (-6, 6)),
    "softsign": (lambda x: x / (1 + abs(x)), BOTH_SIGNS, (-6, 6)),
    "floor": (mpmath.floor, [0.5, -0.5, 1e15 + 0.5, 1 - 2**-53], (-9, 9)),
    "ceil": (mpmath.ceil, [0.5, -0.5, 1e15 + 0.5, 1 + 2**-52], (-9, 9)),
    "round": (mpmath.nint, [0.5, 1.5, 2.5, -0.5, -1.5, 0.49999999999999994, 2.0**52 + 1], (-9, 9)),
}
BINARY = {
    "log": (mpmath.log, [(8, 2), (125, 5), (0.001, 10), (3, 1.0001), (1e300, 0.5)], ((0.1, 20), (1.5, 20))),
    "atan2": (mpmath.atan2, [(1e-300, 1), (1, 1e-300), (-1, -1e300), (3, -4)], ((-5, 5), (-5, 5))),
    "hypot": (mpmath.hypot, [(3e200, 4e200), (1e-200, 1e-201), (1, 1e-9)], ((-5, 5), (-5, 5))),
    "mod": (lambda x, y: x - y * mpmath.floor(x / y), [(1e300, 3), (-1e-20, 7), (5.5, -2)], ((-20, 20), (0.5, 4))),
    "polygamma": (
        mpmath.polygamma,
        [(1, 1e-5), (1, -0.5), (2, 30.5), (3, 1e10), (5, -3.3), (100, 2.5), (4, 1e17), (0, 2)],
        (None, (-8, 12)),
    ),
    "leaky_relu": (lambda x, a: x if x > 0 else a * x, [(-1, 0.1), (2, 0.1)], ((-5, 5), (0, 0.5))),
    "elu": (lambda x, a: x if x >= 0 else a * mpmath.expm1(x), [(-1, 2), (-40, 0.5)], ((-5, 5), (0.5, 2))),
}


def case(name, function, arguments):
    mp.dps = 60 if "gamma" in name else 400
    exact = [mpf(x) for x in arguments]
    if name == "polygamma":
        exact[0] = int(arguments[0])
    return [list(arguments), mpmath.nstr(function(*exact), 45, min_fixed=0, max_fixed=0)]


random.seed(2)
values = {}
for name, (function, hard, interval) in UNARY.items():
    points = [float(x) for x in hard] + [random.uniform(*interval) for _ in range(10)]
    values[name] = [case(name, function, [x]) for x in points]
for name, (function, hard, (first, second)) in BINARY.items():
    points = [[float(x) for x in pair] for pair in hard]
    points += [[random.uniform(*first) if first else random.randrange(6), random.uniform(*second)] for _ in range(10)]
    values.setdefault(name, []).extend(case(name, function, point) for point in points)

provenance = f"mpmath {mpmath.__version__}, by references.py; arguments are exact doubles, values have 45 digits"
rows = ",\n".join(
    f'    {json.dumps(name)}: [\n' + ",\n".join(f"      {json.dumps(entry)}" for entry in entries) + "\n    ]"
    for name, entries in values.items()
)
print(f'{{\n  "provenance": {json.dumps(provenance)},\n  "values": {{\n{rows}\n  }}\n}}')
