"""The way from a CSV to a table that can be learned from, and the look at it before the target is chosen."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

from training.datasets.dataset import Outline, Samples, Task
from training.problems import Problem
from training.tables.columns import Column, columns_of
from training.tables.decoding import decode
from training.tables.error import TableError, counted, refuse, shown
from training.tables.inputs import check_inputs, encode_inputs, fitting_names
from training.tables.reading import read
from training.tables.table import Table
from training.tables.targets import check_target, encode_target

Missing = Literal["drop", "mean"]

ROWS_NEEDED = 10


@dataclass(frozen=True)
class Inspection:
    """What a CSV contains, for choosing the target."""

    columns: list[dict[str, Any]]
    """Of each column: name, type (number or category), missing, distinct, examples."""
    rows: int

    def to_dict(self) -> dict[str, Any]:
        """The form of the API."""
        return {"columns": self.columns, "rows": self.rows}


def inspect(source: str | bytes) -> Inspection:
    """Look at the columns of a CSV; raises TableError where it cannot be read."""
    grid = read(decode(source))
    return Inspection([column.summary() for column in columns_of(grid)], len(grid.rows))


def parse(
    source: str | bytes, target: str, task: Task | None = None, missing: Missing = "drop", title: str = "Own table"
) -> Table:
    """Make a table of a CSV: `target` is to be learned from all other columns.

    Without a `task`, words and few whole numbers are classes. Rows without a target are left out; rows without an input
    are left out too ("drop"), or keep NaN there for the training mean ("mean"). Raises TableError with every problem.
    """
    check_options(task, missing)
    columns = columns_of(read(decode(source)))
    learned = _find(columns, target)
    inputs = [column for column in columns if column is not learned]
    # Before rows are left out: what is wrong is said even of those, and a column's type comes from all of its cells.
    check_target(learned, task)
    check_inputs(inputs)
    rows = _usable_rows(learned, inputs, missing)
    goal = encode_target(learned.keep(rows), task)
    names, values = encode_inputs([column.keep(rows) for column in inputs])
    outline = Outline(
        title,
        goal.task,
        names,
        goal.classes,
        samples=len(rows),
        maximum=len(rows),
        target=fitting_names([learned.name])[0],
        standardize_target=goal.task == "regression",
    )
    return Table(outline, Samples(values, goal.values), dropped=len(learned.cells) - len(rows))


def check_options(task: Any, missing: Any) -> None:
    """Refuse choices that do not exist."""
    problems = []
    if task not in (None, "classification", "regression"):
        problems.append(Problem("task", "The task is classification, regression, or left out."))
    if missing not in ("drop", "mean"):
        problems.append(Problem("missing", "Rows with missing values are either dropped (drop) or filled (mean)."))
    if problems:
        raise TableError(problems)


def _find(columns: list[Column], target: str) -> Column:
    names = [column.name for column in columns]
    # Names lost their line breaks when they were read; the target may still have them.
    wanted = " ".join(target.split())
    if wanted in names:
        return columns[names.index(wanted)]
    near = get_close_matches(wanted[:100], names, 1)
    hint = f"Did you mean {shown(near[0])}?" if near else f"There are: {', '.join(map(shown, names[:10]))}."
    raise refuse("target", f"There is no column {shown(wanted)}. {hint}")


def _usable_rows(target: Column, inputs: list[Column], missing: Missing) -> list[int]:
    needed = [target, *inputs] if missing == "drop" else [target]
    cells_by_row = zip(*(column.cells for column in needed), strict=True)
    rows = [row for row, cells in enumerate(cells_by_row) if None not in cells]
    if len(rows) < ROWS_NEEDED:
        raise refuse("csv", _too_few(len(rows), len(target.cells), needed))
    for column in inputs:
        if all(column.cells[row] is None for row in rows):
            raise refuse("csv", f"Column {shown(column.name)} has no value at all. Leave it out.")
    return rows


def _too_few(usable: int, total: int, needed: list[Column]) -> str:
    if usable == total:
        return f"The table has {counted(total, 'row')}; at least {ROWS_NEEDED} are needed."
    worst = max(needed, key=lambda column: column.cells.count(None))
    advice = "Leave it out, or fill missing values with the mean." if len(needed) > 1 else "It is the target."
    return (
        f"Only {usable:,} of {total:,} rows can be used; at least {ROWS_NEEDED} are needed. Column {shown(worst.name)} "
        f"lacks most values: {worst.cells.count(None):,}. {advice}"
    )
