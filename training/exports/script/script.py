"""A script in the making: its settings, functions and data. Imports and what is never used see to themselves."""

import ast
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from training.exports.script.borrowing import Borrower
from training.exports.script.plan import Asked, Plan, answer
from training.exports.script.rewriting import docstring

IMPORTS = {
    "argparse": "import argparse",
    "copy": "import copy",
    "csv": "import csv",
    "io": "import io",
    "math": "import math",
    "bisect_right": "from bisect import bisect_right",
    "blake2b": "from hashlib import blake2b",
    "np": "import numpy as np",
    "datasets": "from sklearn import datasets",
}
"""Imports by the name under which code uses them."""
STANDARD = ("argparse", "copy", "csv", "io", "math", "os", "bisect_right", "blake2b")
"""Those that come with Python, and therefore first."""


def literal(value: Any) -> str:
    """A value as it is written in Python."""
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{name}": {literal(each)}' for name, each in value.items()) + "}"
    return "math.inf" if value == math.inf else repr(value)


@dataclass(frozen=True)
class Setting:
    """A number at the top of a script; the values are those of the run's specs, one for each."""

    name: str
    values: tuple[Any, ...]
    comment: str
    group: str

    def line(self) -> str:
        """The assignment."""
        return f"{self.name} = {literal(self.values[0])}" + (f"  # {self.comment}" if self.comment else "")


@dataclass
class Script:
    """What a script is made of, in the order of the calls. `imports` are those of its framework."""

    plan: Plan
    imports: Mapping[str, str] = field(default_factory=dict)
    settings: dict[str, Setting] = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    """Large data, which stand at the end where they are in nobody's way."""
    borrower: Borrower = field(default_factory=Borrower)

    def setting(self, name: str, of: Asked, comment: str = "", group: str = "Training", otherwise: Any = None) -> str:
        """A setting in capitals, answered by every spec: one that was changed while the run trained becomes a name that
        `apply_changes` assigns anew. `otherwise` stands for None.
        """
        values = [answer(of, spec) for _, spec in self.plan.specs]
        self.settings[name] = Setting(
            name, tuple(otherwise if value is None else value for value in values), comment, group
        )
        return name

    def changes(self, name: str) -> bool:
        """Whether a setting was changed while the run trained."""
        return len(set(map(repr, self.settings[name].values))) > 1

    def add(self, text: str) -> None:
        """A function, a class or constants."""
        self.blocks.append(text.strip("\n"))

    def borrow(self, function: Callable[..., Any], name: str = "", help: str = "", **values: str) -> str:
        """A function of our own source; what it needs comes before it."""
        known = list(self.borrower.items)
        name = self.borrower.take(function, name, help, **values)
        self._add_borrowed(known)
        return name

    def _add_borrowed(self, known: list[str]) -> None:
        fresh = Borrower()
        fresh.items = {name: text for name, text in self.borrower.items.items() if name not in known}
        if fresh.items:
            self.add(fresh.text())

    def text(self, title: str) -> str:
        """The whole script under this docstring."""
        changes = self._changes()
        blocks = [*self.blocks[:-1], *changes, *self.blocks[-1:]]
        used = _names("\n".join(blocks))
        head = [docstring(title, "").strip("\n"), self._imports(used), self._settings(used)]
        return (
            "\n\n".join(part for part in head if part)
            + "\n\n\n"
            + "\n\n\n".join([*blocks, *self.tail, MAIN_GUARD])
            + "\n"
        )

    def _imports(self, used: set[str]) -> str:
        known = {**IMPORTS, **self.imports}
        names = [name for name in known if name in used]
        plain = sorted({known[name] for name in names if name in STANDARD}, key=_by_module)
        others = sorted({known[name] for name in names if name not in STANDARD}, key=_by_module)
        return "\n\n".join("\n".join(lines) for lines in (plain, others) if lines)

    def _settings(self, used: set[str]) -> str:
        groups: dict[str, list[str]] = {}
        for each in self.settings.values():
            if each.name in used:
                groups.setdefault(each.group, []).append(each.line())
        return "\n\n".join("\n".join([f"# {group}", *lines]) for group, lines in groups.items())

    def _changes(self) -> list[str]:
        """What was changed by hand while the run trained, as a function of the epoch."""
        plan = self.plan
        if not plan.changes:
            return []
        used = _names("\n".join(self.blocks))
        moving = [each for each in self.settings.values() if each.name in used and self.changes(each.name)]
        lines = [f"    global {', '.join(each.name for each in moving)}"] if moving else []
        for epoch in plan.changes:
            typed = [self.typed(path, value) for path, value in plan.typed.get(epoch, {}).items()]
            statements = [*self._assignments(moving, epoch), *typed]
            if statements:
                lines += [f"    if epoch == {epoch}:", *(f"        {each}" for each in statements)]
        help = "What was changed while the network trained; `epoch` are done."
        return [f"def apply_changes(epoch, network):\n{docstring(help)}" + "\n".join(lines)]

    def _assignments(self, moving: list[Setting], epoch: int) -> list[str]:
        numbers = [number for number, (begin, _) in enumerate(self.plan.specs) if number and begin == epoch]
        return [
            f"{each.name} = {literal(each.values[number])}"
            for number in numbers
            for each in moving
            if each.values[number] != each.values[number - 1]
        ]

    def typed(self, path: str, value: float) -> str:
        """The statement that puts a typed weight into the network; each framework has its own."""
        raise NotImplementedError


MAIN_GUARD = 'if __name__ == "__main__":\n    main()'


def _names(code: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}


def _by_module(line: str) -> tuple[bool, str]:
    """As ruff sorts: whole modules before parts of them."""
    return line.startswith("from"), line
