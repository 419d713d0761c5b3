"""All operations of the language: how they are written, and how many arguments they take. There are no others."""

INFIX = {"+": ("add", 1), "-": ("subtract", 1), "*": ("multiply", 2), "/": ("divide", 2), "^": ("power", 4)}
"""Signs between two expressions: the operation and how strongly it binds."""
NEGATIVE = 3
"""How strongly a minus in front binds: -g^2 is -(g^2), and -a*b is (-a)*b."""
FUNCTIONS = {
    "sqrt": 1, "abs": 1, "sign": 1, "exp": 1, "log": 1, "tanh": 1, "sin": 1, "cos": 1, "min": 2, "max": 2, "clip": 3,
    "where": 3,
}  # fmt: skip
"""Functions and how many arguments each takes; the first one of `where` is a comparison."""
FORMS = {
    "min": "min(a, b)", "max": "max(a, b)", "clip": "clip(x, low, high)", "where": "where(a < b, x, y)",
}  # fmt: skip
"""How calls with several arguments are written."""
COMPARISONS = {
    "<": ("where_less", False),
    "<=": ("where_at_most", False),
    ">": ("where_less", True),
    ">=": ("where_at_most", True),
    "==": ("where_equal", False),
}
"""Comparisons: the operation that chooses by them, and whether the two sides are exchanged."""

ARITIES = {
    "copy": 1,
    "negative": 1,
    **{name: 2 for name, _ in INFIX.values()},
    **{name: count for name, count in FUNCTIONS.items() if name != "where"},
    **{name: 4 for name, _ in COMPARISONS.values()},
}
"""Every operation of a program and how many arguments it takes."""
INEXACT = ("power", "exp", "log", "tanh", "sin", "cos")
"""Operations whose last bits libraries choose; all others are rounded correctly everywhere."""
