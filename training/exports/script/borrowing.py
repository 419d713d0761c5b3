"""Takes functions out of our own source, so that a script holds the very formulas that the engine calculates with.

A method becomes a function: what it reads of `self` or `data` becomes a name or a number, and types are left out. What
it calls and the constants it reads come before it.
"""

import ast
import inspect
import sys
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from types import FunctionType, ModuleType
from typing import Any

from training.exports.script.rewriting import Rewriting, public, targets_of


class Borrower:
    """The text of borrowed functions and constants, each once, in an order in which they can stand in a file."""

    def __init__(self) -> None:
        self.items: dict[str, str] = {}
        self.borrowed: dict[tuple[FunctionType, int], str] = {}
        """Names of the functions: two of the same name, of different files, get different ones."""

    def take(self, function: Callable[..., Any], name: str = "", help: str = "", **values: str) -> str:
        """Borrow a function, or a method of an object, under a name; `values` are what it reads of that object.

        `help` is its docstring in the script; without one it keeps its own.
        """
        plain: FunctionType = inspect.unwrap(getattr(function, "__func__", function))
        owner = getattr(function, "__self__", None)
        known = (plain, id(owner))
        if known not in self.borrowed:
            name = name or public(plain.__name__)
            self.borrowed[known] = name = name if name not in self.items else f"{name}_too"
            self.items[name] = Rewriting.of_function(self, plain, owner, values).function(name, help)
        return self.borrowed[known]

    def constant(self, name: str, module: ModuleType) -> str:
        """Borrow what a module calls by this name."""
        if public(name) not in self.items:
            node = _assignments(module)[name]
            if isinstance(node, ast.ImportFrom):
                return self.constant(name, sys.modules[str(node.module)])
            lines = inspect.getsource(module).splitlines()[node.lineno - 1 : node.end_lineno]
            text = Rewriting(self, "\n".join(lines), vars(module)).statement()
            for each in targets_of(node):
                self.items.setdefault(public(each), text)
        return public(name)

    def text(self) -> str:
        """Everything that was borrowed; constants that follow each other stand together."""
        found = list(dict.fromkeys(self.items.values()))
        apart = ["\n\n\n" if "def " in before[:4] + after[:4] else "\n" for before, after in pairwise(found)]
        return "".join(text + gap for text, gap in zip(found, [*apart, ""], strict=True))


@cache
def _assignments(module: ModuleType) -> dict[str, ast.stmt]:
    found: dict[str, ast.stmt] = {}
    for node in ast.parse(inspect.getsource(module)).body:
        names = [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else targets_of(node)
        found.update(dict.fromkeys(names, node))
    return found
