"""Rewrites one function or assignment of ours for a script: without types, `self` and `data`.

Works on the text itself, so comments and line breaks stay as they were written.
"""

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Mapping
from types import FunctionType, ModuleType
from typing import Any, Protocol, Self

import numpy as np

from training.exports.script.words import WIDTH

Replacement = tuple[int, int, str]
"""From this byte to that one, this text instead."""
QUOTES = '"""'
OWNERS = ("self", "data", "cls")


class Borrows(Protocol):
    """Who brings what the text needs."""

    def take(self, function: Callable[..., Any], name: str = "", help: str = "", **values: str) -> str: ...

    def constant(self, name: str, module: ModuleType) -> str: ...


class Rewriting:
    """A text on its way into a script; `names` are those of its module."""

    def __init__(self, borrower: Borrows, source: str, names: Mapping[str, Any]) -> None:
        self.borrower, self.names = borrower, names
        self.owner: Any = None
        self.values: Mapping[str, str] = {}
        self.tree = ast.parse(source).body[0]
        self.bytes = source.encode()
        lengths = [len(line) for line in self.bytes.splitlines(keepends=True)]
        self.starts = [sum(lengths[:number]) for number in range(len(lengths) + 1)]

    @classmethod
    def of_function(cls, borrower: Borrows, function: FunctionType, owner: Any, values: Mapping[str, str]) -> Self:
        """For a function, or a method of `owner`, of which it reads `values`."""
        rewriting = cls(borrower, textwrap.dedent(inspect.getsource(function)), function.__globals__)
        rewriting.owner, rewriting.values = owner, values
        return rewriting

    def function(self, name: str, help: str) -> str:
        """The function under its new name."""
        tree = self.tree
        assert isinstance(tree, ast.FunctionDef)
        arguments = tree.args.args
        defaults = [None] * (len(arguments) - len(tree.args.defaults)) + [
            ast.unparse(each) for each in tree.args.defaults
        ]
        listed = [
            each.arg + (f"={default}" if default else "")
            for each, default in zip(arguments, defaults, strict=True)
            if each.arg not in OWNERS
        ]
        own = ast.get_docstring(tree)
        start = self._end(tree.body[0]) if own else self._place(tree.body[0].lineno, 0)
        body = self._rewritten(tree.body[1:] if own else tree.body, start).strip("\n")
        return f"def {name}({', '.join(listed)}):\n{docstring(help or own or '')}{body}"

    def statement(self) -> str:
        """The assignment."""
        return self._rewritten([self.tree], 0).strip("\n")

    def _rewritten(self, body: list[ast.stmt], start: int) -> str:
        text, end = b"", self._end(body[-1])
        for first, last, new in sorted(change for statement in body for change in self._changes(statement)):
            text, start = text + self.bytes[start:first] + new.encode(), last
        return re.sub(r"  # (type|fmt|noqa): ?[^\n]*", "", (text + self.bytes[start:end]).decode())

    def _changes(self, node: ast.AST) -> list[Replacement]:
        """What has to be written in another way inside this node."""
        if isinstance(node, ast.AnnAssign) and node.value:
            untyped = (self._end(node.target), self._end(node.annotation), "")
            return [untyped, *self._changes(node.target), *self._changes(node.value)]
        if isinstance(node, ast.Call) and (samples := self._samples(node)):
            return samples
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in OWNERS:
            return [(self._begin(node), self._end(node), self._read(node.attr))]
        if isinstance(node, ast.Name):
            return self._named(node)
        return [change for child in ast.iter_child_nodes(node) for change in self._changes(child)]

    def _samples(self, node: ast.Call) -> list[Replacement]:
        """`Samples(inputs, targets)` is a pair; some of its rows are chosen by a function."""
        end = self._end(node)
        if isinstance(node.func, ast.Name) and node.func.id == "Samples":
            inside = [change for child in node.args for change in self._changes(child)]
            return [(self._begin(node), self._end(node.func) + 1, ""), (end - 1, end, ""), *inside]
        chosen = node.func.value if isinstance(node.func, ast.Attribute) and node.func.attr == "choose" else None
        if not isinstance(chosen, ast.Call):
            return []
        inside = [change for child in (*chosen.args, *node.args) for change in self._changes(child)]
        name = (self._begin(node), self._end(chosen.func), self.borrower.take(choose))
        return [name, (self._end(chosen) - 1, self._end(node.func) + 1, ", "), *inside]

    def _read(self, name: str) -> str:
        """What the object's `name` is in the script: a value, or a function made of the method."""
        if name in self.values:
            return self.values[name]
        value = getattr(self.owner, name)
        return self.borrower.take(value, **self.values) if callable(value) else repr(value)

    def _named(self, node: ast.Name) -> list[Replacement]:
        """Functions and constants of ours come along; modules and what Python brings are imported by the script."""
        value = self.names.get(node.id)
        if node.id not in self.names or isinstance(value, ModuleType | type):
            return []
        if isinstance(value, FunctionType):
            if node.id != getattr(self.tree, "name", ""):
                self.borrower.take(value)
        elif callable(value):
            return []
        elif isinstance(node.ctx, ast.Load):
            self.borrower.constant(node.id, sys.modules[str(self.names["__name__"])])
        return [(self._begin(node), self._end(node), public(node.id))]

    def _place(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column

    def _begin(self, node: ast.expr | ast.stmt) -> int:
        return self._place(node.lineno, node.col_offset)

    def _end(self, node: ast.expr | ast.stmt) -> int:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._place(node.end_lineno, node.end_col_offset)


def public(name: str) -> str:
    """Inside a module an underscore says that nobody else needs a name; a script is alone anyway."""
    return name.lstrip("_")


def docstring(text: str, indent: str = "    ") -> str:
    """The lines of a docstring; nothing for nothing."""
    if not text:
        return ""
    lines = text.strip().splitlines()
    if len(lines) == 1:
        lines = textwrap.wrap(lines[0], WIDTH - 2 * len(QUOTES))
    inside = "\n".join([lines[0], *(indent + line if line else "" for line in lines[1:])])
    return indent + QUOTES + inside + ("" if len(lines) == 1 else f"\n{indent}") + QUOTES + "\n"


def targets_of(node: ast.stmt) -> list[str]:
    """The names that a statement assigns."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)]


def choose(inputs: np.ndarray, targets: np.ndarray, count: int, random: np.random.Generator) -> tuple[np.ndarray, ...]:
    """So many different rows drawn at random; all of them, in their own order, if there are no more."""
    rows = np.arange(len(targets)) if count >= len(targets) else random.permutation(len(targets))[:count]
    return inputs[rows], targets[rows]
