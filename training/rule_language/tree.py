"""What the parser makes of a text: statements and the expressions inside them."""

from collections.abc import Iterator
from dataclasses import dataclass

from training.rule_language.tokens import Token


@dataclass(frozen=True)
class Number:
    """A number as it is written."""

    value: float
    token: Token


@dataclass(frozen=True)
class Name:
    """A name whose value is read."""

    text: str
    token: Token


@dataclass(frozen=True)
class Operation:
    """An operation on other expressions, by the name that programs have for it."""

    name: str
    arguments: tuple["Expression", ...]
    token: Token


Expression = Number | Name | Operation


@dataclass(frozen=True)
class Statement:
    """`name = expression`, or `initially name = expression`."""

    target: Token
    expression: Expression
    initially: bool = False


def names(expression: Expression) -> Iterator[Name]:
    """The names that an expression reads, from left to right."""
    if isinstance(expression, Name):
        yield expression
    elif isinstance(expression, Operation):
        for argument in expression.arguments:
            yield from names(argument)
