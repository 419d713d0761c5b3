"""Cuts a text of the rule language into tokens: numbers, names, signs and the ends of statements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from training.rule_language import limits
from training.rule_language.problem import RuleError, RuleProblem

Kind = Literal["number", "name", "sign", "end"]
PATTERN = re.compile(
    r"(?P<space>[ \t]+|#[^\n]*)"
    r"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z][A-Za-z0-9_]*)"
    r"|(?P<sign><=|>=|==|[-+*/^(),=<>])"
    r"|(?P<end>[\n;])"
)
INSTEAD = {
    "ρ": "rho", "β": "beta", "η": "eta", "ε": "epsilon", "γ": "gamma", "λ": "lambda", "μ": "mu", "α": "alpha",
    "δ": "delta", "Δ": "delta", "σ": "sigma", "θ": "theta", "·": "*", "×": "*", "∗": "*", "−": "-", "–": "-",
    "÷": "/", "²": "^2", "³": "^3", "√": "sqrt(…)", "←": "=", "≤": "<=", "≥": ">=", "∞": "a number up to 1000000",
    "½": "0.5", "|": "abs(…)", "&": "where(a < b, x, y)", "?": "where(a < b, x, y)",
}  # fmt: skip
"""What students type instead, and what they mean."""
SENTENCES = {
    ".": "A dot stands only inside a number, like 0.5.",
    "_": "A name begins with a letter.",
    ":": "Assigning is written with = alone.",
    "!": "There is no !. Comparing is written <, <=, >, >= or ==, inside where.",
    **dict.fromkeys("[]{}", "There are round brackets ( ) only."),
    **dict.fromkeys("\"'`", "There are no texts in a rule, only names and numbers."),
}
"""What stands for something else in other languages."""


@dataclass(frozen=True)
class Token:
    """A piece of the text: what it is, how it is written, and where it begins (line and column from 1)."""

    kind: Kind
    text: str
    line: int
    column: int

    def problem(self, msg: str, until: "Token | None" = None) -> RuleProblem:
        """What is wrong with this token, or with all from here to the end of another one in the same line."""
        last = until if until and until.line == self.line and until.column > self.column else self
        length = last.column + len(last.text) - self.column
        return RuleProblem(self.line, self.column, max(1, length), msg)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text; one of kind `end` stands after its last statement.

    Raises RuleError at the first character that is not in the language; what follows it is not looked at.
    """
    line, line_start, position = 1, 0, 0
    while position < len(text):
        found = PATTERN.match(text, position)
        column = position - line_start + 1
        if found is None:
            raise RuleError([_unknown(text[position], line, column)])
        kind, piece = found.lastgroup, found.group()
        position = found.end()
        if kind == "space":
            continue
        token = Token(kind, "" if kind == "end" else piece, line, column)  # type: ignore[arg-type]
        if kind == "number":
            _check_number(token)
        elif kind == "name" and len(piece) > limits.NAME:
            raise RuleError([token.problem(f"This name is too long: at most {limits.NAME} characters.")])
        yield token
        if piece == "\n":
            line, line_start = line + 1, position
    yield Token("end", "", line, len(text) - line_start + 1)


def _unknown(character: str, line: int, column: int) -> RuleProblem:
    if character in INSTEAD:
        msg = f'"{character}" is not in the language. Write {INSTEAD[character]}'
    elif character in SENTENCES:
        msg = SENTENCES[character]
    elif character.isascii() and character.isprintable():
        msg = f'"{character}" has no meaning here. Names, numbers and + - * / ^ ( ) , = do'
    elif character.isprintable():
        msg = f'"{character}" is not in the language: only plain letters, digits and signs are.'
    else:
        msg = "Here stands a character that cannot be seen: delete it."
    return RuleProblem(line, column, 1, msg if msg.endswith(".") else f"{msg}.")


def _check_number(token: Token) -> None:
    if len(token.text) > limits.DIGITS:
        raise RuleError([token.problem(f"This number is too long: at most {limits.DIGITS} characters.")])
    value = float(token.text)
    if not value <= limits.LARGEST:
        raise RuleError([token.problem(f"This number is too large: at most {limits.LARGEST:,.0f}.")])
    if value == 0 and re.search("[1-9]", re.split("[eE]", token.text)[0]):
        raise RuleError([token.problem("This number is so small that a computer takes it for 0.")])
