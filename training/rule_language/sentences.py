"""Sentences about what students write instead of what the language has."""

from difflib import get_close_matches

from training.rule_language.operations import FUNCTIONS
from training.rule_language.problem import RuleProblem
from training.rule_language.tokens import Token


def no_assignment(target: Token, sign: Token, after: Token) -> RuleProblem:
    """What is wrong with a statement that has no equals sign where it should."""
    if target.text in FUNCTIONS:
        return target.problem(f"{target.text} is a function and cannot be assigned. A statement is name = expression.")
    if sign.text == "==":
        return sign.problem("Assigning is written with one sign: w = …")
    if sign.kind == "sign" and sign.text in "+-*/^" and after.text == "=":
        return sign.problem(f"Write {target.text} = {target.text} {sign.text} …", after)
    if sign.kind == "sign" and sign.text in "+-*/^":
        return sign.problem(f"On the left stands one name only, like {target.text} = …")
    return sign.problem(f"After {target.text} stands an equals sign, like {target.text} = …")


OTHERWISE = {
    "ln": "Write log(x): it is the natural logarithm.",
    "pow": "Write a^b.",
    "power": "Write a^b.",
    "square": "Write x^2.",
    "tan": "Write sin(x)/cos(x).",
    "sigmoid": "Write 1/(1 + exp(-x)).",
    "relu": "Write max(x, 0).",
    "if": "Write where(a < b, x, y).",
    **dict.fromkeys(("mean", "norm", "sum"), "Every weight is updated by itself: others cannot be looked at."),
}
"""What is asked for under names of other languages."""


def no_function(name: str) -> str:
    """There is no such function: what may have been meant."""
    if name in OTHERWISE:
        return f"There is no function {name}. {OTHERWISE[name]}"
    near = get_close_matches(name.lower(), FUNCTIONS, 1, 0.7)
    if near and len(name) > 1:
        return f"There is no function {name}. Did you mean {near[0]}?"
    if len(name) > 3:
        return f"There is no function {name}. There are: {', '.join(FUNCTIONS)}."
    return f"{name} is not a function. Multiplying is written {name}*( … )."


def count_of_arguments(number: int) -> str:
    """A count in words."""
    return "one argument" if number == 1 else f"{number} arguments"
