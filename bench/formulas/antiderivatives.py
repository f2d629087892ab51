"""The antiderivatives of SymPy's copy of the Rubi test suite, in Nabla's syntax. In: the folder of its test files
(sympy/integrals/rubi/rubi_tests/tests of SymPy 1.11). Out, on standard output: one a line, the antiderivative, a tab, x,
a tab, the integrand as published. Only elementary ones of moderate length; text to text, nothing is rewritten.
"""
import ast
import pathlib
import sys

FUNCTIONS = {name: name for name in (
    "sqrt exp log sin cos tan cot sec csc asin acos atan sinh cosh tanh asinh acosh atanh erf").split()}
FUNCTIONS.update(ArcTan="atan", arctan="atan", arctanh="atanh", arcsin="asin", arccos="acos", Erf="erf", Erfc="erfc")
LONGEST = 420
OPERATORS = {ast.Add: (1, " + "), ast.Sub: (1, " - "), ast.Mult: (2, "*"), ast.Div: (2, "/"), ast.Pow: (4, "^")}


class Foreign(Exception):
    """Something that is not in Nabla's table, or has no real value."""


def spell(node, level=0):
    text, own = spelled(node)
    return f"({text})" if own < level else text


def spelled(node):
    """The text and how tightly it binds: 1 a sum, 2 a product or a sign, 4 a power, 5 an atom."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return str(node.value), 5
    if isinstance(node, ast.Name):
        if node.id in ("I", "E", "oo", "zoo", "S", "i"):
            raise Foreign(node.id)
        return {"pi": ("pi", 5), "e": ("k", 5)}.get(node.id, (node.id, 5))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return f"-{spell(node.operand, 3)}", 2
    if isinstance(node, ast.BinOp):
        own, sign = OPERATORS[type(node.op)]
        power = isinstance(node.op, ast.Pow)
        right = own + 1 if isinstance(node.op, (ast.Sub, ast.Div)) or power else own
        last = spell(node.right, right)
        if isinstance(node.op, ast.Add) and last.startswith("-"):
            sign, last = " - ", last[1:]
        return f"{spell(node.left, 5 if power else own)}{sign}{f'({last})' if last.startswith('-') else last}", own
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        name, args = node.func.id, node.args
        if name == "S" and len(args) == 1:
            return spelled(args[0])
        if name in FUNCTIONS and len(args) == 1:
            return f"{FUNCTIONS[name]}({spell(args[0])})", 5
    raise Foreign(ast.dump(node)[:40])


def rows(tree):
    """(integrand, variable, antiderivative) of both styles of test."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "rubi_test" and len(node.args) >= 3:
            inner = node.args[0]
            if isinstance(inner, ast.Call) and getattr(inner.func, "id", "") == "rubi_integrate":
                yield inner.args[0], node.args[1], node.args[2]
        elif isinstance(node, ast.List) and len(node.elts) >= 4 and isinstance(node.elts[1], ast.Name):
            yield node.elts[0], node.elts[1], node.elts[3]


def main(folder):
    seen = set()
    for path in sorted(pathlib.Path(folder).glob("test_*.py")):
        for integrand, variable, antiderivative in rows(ast.parse(path.read_text())):
            try:
                name = spell(variable)
                texts = spell(antiderivative), spell(integrand)
            except Foreign:
                continue
            if len(texts[0]) > LONGEST or texts[0] in seen or name != "x" or "x" not in texts[0]:
                continue
            seen.add(texts[0])
            print(path.stem.removeprefix("test_"), texts[0], name, texts[1], sep="\t")


main(sys.argv[1])
