"""Words that somebody chose, made harmless: they stand in comments and docstrings of a program that others run."""

import inspect
import textwrap

MOST = 120
WIDTH = 116
"""Of a line without the indentation of a function."""


def harmless(text: str, most: int = MOST) -> str:
    """One line of printable characters without quotation marks and backslashes, which could end a docstring."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    short = " ".join(printable.replace('"', "'").replace("\\", "/").split())
    return short if len(short) <= most else short[: most - 1] + "…"


def help_of(kind: type, paragraphs: int = 9) -> str:
    """The first paragraphs of what the form says about a choice, for a docstring."""
    found = inspect.cleandoc(kind.__doc__ or "").split("\n\n")[:paragraphs]
    return "\n\n".join(filled(each) for each in found)


def filled(text: str) -> str:
    """A paragraph in lines of the right length, the first of which may stand behind quotation marks."""
    quotes = "   "
    return textwrap.fill(" ".join(text.split()), WIDTH, initial_indent=quotes).strip()


def call(start: str, arguments: list[str]) -> list[str]:
    """`start(arguments)` in lines of the right length."""
    line = f"{start}({', '.join(arguments)})"
    if len(line) <= WIDTH:
        return [line]
    inside = f"    {', '.join(arguments)}"
    lines = [inside] if len(inside) <= WIDTH else [f"    {each}," for each in arguments]
    return [f"{start}(", *lines, ")"]
