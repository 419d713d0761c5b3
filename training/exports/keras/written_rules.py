"""A rule that a student wrote, as the body of a Keras optimizer."""

import keyword
from collections.abc import Collection, Sequence

from training.exports.keras.own_optimizers import Rule
from training.exports.script.words import harmless
from training.optimizers import Written
from training.rule_language import rule_of
from training.rule_language.parser import parse_rule
from training.rule_language.tree import Expression, Name, Number, Statement, names

SIGNS = {"add": (" + ", 1), "subtract": (" - ", 1), "multiply": (" * ", 2), "divide": (" / ", 2), "power": ("**", 4)}
"""How operations between two expressions are written, and how strongly they bind."""
NEGATIVE, ATOM = 3, 5
FUNCTIONS = {
    "sqrt": "ops.sqrt({0})", "abs": "ops.abs({0})", "sign": "ops.sign({0})", "exp": "ops.exp({0})",
    "log": "ops.log({0})", "tanh": "ops.tanh({0})", "sin": "ops.sin({0})", "cos": "ops.cos({0})",
    "min": "ops.minimum({0}, {1})", "max": "ops.maximum({0}, {1})",
    "clip": "ops.minimum(ops.maximum({0}, {1}), {2})",
    "where_less": "ops.where({0} < {1}, {2}, {3})", "where_at_most": "ops.where({0} <= {1}, {2}, {3})",
    "where_equal": "ops.where({0} == {1}, {2}, {3})",
}  # fmt: skip
"""How functions are written."""
TAKEN = {"self", "ops", "keras", "np", "place", "variable", "gradient", "learning_rate", "CONSTANTS", "LEARNING_RATE"}
"""Names that mean something else inside the class."""
GIVEN = {
    "g": "g = gradient",
    "eta": "eta = learning_rate",
    "t": "t = ops.cast(self.iterations + 1, variable.dtype)  # the number of the update",
    "decays": 'decays = 1.0 if variable.name == "kernel" else 0.0',
}


def rule_of_text(optimizer: Written) -> Rule:
    """The rule, with a variable for everything that it remembers."""
    statements = parse_rule(optimizer.rule)
    rule = rule_of(optimizer.rule)
    updates = [one for one in statements if not one.initially]
    lines = ["w = ops.copy(variable)", *(text for name, text in GIVEN.items() if name in rule.reads)]
    lines += [f'{_own(name)} = CONSTANTS["{name}"]' for name in rule.constants]
    # Copies, or a new value would reach others that are made of the old one.
    lines += [f"{_own(name)} = ops.copy({_own(name)})" for name in rule.memory]
    lines += [f"{_own(one.target.text)} = {expression(one.expression, {})}" for one in updates]
    large = _elementwise(updates, {"w", "g", *rule.memory})
    lines += [f"self.assign(self.all_{_own(name)}[place], {_filled(name, large)})" for name in rule.memory]
    lines.append(f"self.assign(variable, {_filled('w', large)})")
    known = {"eta": "LEARNING_RATE", **{name: f'CONSTANTS["{name}"]' for name in rule.constants}}
    start = {one.target.text: expression(one.expression, known) for one in statements if one.initially}
    shown = "\n".join(harmless(line) for line in optimizer.rule.splitlines() if line.strip())
    memory = {_own(name): start.get(name, "") for name in rule.memory}
    return Rule("OwnRule", f"The rule that was written for this experiment:\n\n{shown}", "\n".join(lines), memory)


def expression(tree: Expression, known: dict[str, str], binding: int = 0) -> str:
    """An expression in Python; `known` are names that are written in another way."""
    if isinstance(tree, Number):
        return str(int(tree.value)) if tree.value.is_integer() and abs(tree.value) < 1e6 else repr(tree.value)
    if isinstance(tree, Name):
        return known.get(tree.text, _own(tree.text))
    if tree.name in SIGNS:
        sign, own = SIGNS[tree.name]
        # Powers bind to the right, all others to the left.
        sides = (own + 1, own) if tree.name == "power" else (own, own + 1)
        parts = [expression(each, known, side) for each, side in zip(tree.arguments, sides, strict=True)]
        text = (" ** " if tree.name == "power" and not all(map(_is_short, parts)) else sign).join(parts)
    elif tree.name == "negative":
        own, text = NEGATIVE, "-" + expression(tree.arguments[0], known, NEGATIVE)
    else:
        own, text = ATOM, FUNCTIONS[tree.name].format(*(expression(each, known) for each in tree.arguments))
    return f"({text})" if own < binding else text


def _own(name: str) -> str:
    """A name that Python lets us use."""
    return f"{name}_" if name in TAKEN or keyword.iskeyword(name) else name


def _is_short(text: str) -> bool:
    return text.replace(".", "").replace("_", "").isalnum()


def _elementwise(updates: Sequence[Statement], large: Collection[str]) -> set[str]:
    """The names that hold a number for every weight in the end, not one for all."""
    found = set(large)
    for one in updates:
        reads = any(name.text in found for name in names(one.expression))
        found = found | {one.target.text} if reads else found - {one.target.text}
    return found


def _filled(name: str, large: Collection[str]) -> str:
    return _own(name) if name in large else f"ops.zeros_like(variable) + {_own(name)}"
