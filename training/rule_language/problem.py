"""What is wrong with a text in the rule language: where it stands, and a sentence a student understands."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class RuleProblem:
    """One thing that is wrong, at a line and a column (both from 1) and as long as what it is about."""

    line: int
    column: int
    length: int
    msg: str

    def to_dict(self) -> dict[str, Any]:
        """The form of the API."""
        return asdict(self)

    def sentence(self) -> str:
        """The problem with its place, for those who see no marks in the text."""
        return f"Line {self.line}, column {self.column}: {self.msg}"


class RuleError(ValueError):
    """A text that is not in the language; `problems` says why."""

    def __init__(self, problems: Sequence[RuleProblem]) -> None:
        super().__init__(" ".join(problem.sentence() for problem in problems))
        self.problems = list(problems)
