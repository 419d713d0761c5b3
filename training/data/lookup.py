"""Finds a student's own table by its name."""

from collections.abc import Callable

from training.datasets import Outline
from training.spec import Outlines
from training.tables import Table

Tables = Callable[[str], Table | None]
"""Finds a student's own table by its name."""


def no_tables(name: str) -> Table | None:
    """Knows no tables."""
    return None


def outlines(tables: Tables) -> Outlines:
    """What a spec must know of those tables."""

    def find(name: str) -> Outline | None:
        table = tables(name)
        return table.outline if table else None

    return find


class MissingData(LookupError):
    """The spec names a table that cannot be found."""
