"""How a table is refused."""

from training.problems import Problem


class TableError(ValueError):
    """A CSV that cannot be learned from; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{problem.loc}: {problem.msg}" for problem in problems))
        self.problems = problems


def refuse(loc: str, msg: str) -> TableError:
    """The error with one problem."""
    return TableError([Problem(loc, msg)])


def shown(text: str) -> str:
    """A cell or name in quotes, cut short."""
    return f'"{text[:40]}…"' if len(text) > 41 else f'"{text}"'


def counted(number: int, noun: str) -> str:
    """1 row, 2 rows, 1,000 rows."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
