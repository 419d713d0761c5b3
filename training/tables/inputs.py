"""Input columns as numbers: a number stays one column, a category becomes one column of 0 and 1 per value."""

import numpy as np

from training.problems import Problem
from training.tables.columns import Column
from training.tables.error import TableError, refuse, shown
from training.tables.numbers import to_number
from training.tables.reading import CELL_LIMIT, INPUT_LIMIT

CATEGORY_LIMIT = 20
PROBLEM_LIMIT = 10
NAME_LIMIT = 64
"""How long a name in a spec may be (`training.sections.Name`)."""


def check_inputs(columns: list[Column]) -> None:
    """Refuse columns with cells that cannot be used, and columns of free text."""
    if not columns:
        raise refuse("csv", "There is no input column: a table needs at least one besides the target.")
    sentences = [sentence for column in columns if (sentence := column.wrong_cell() or _free_text(column))]
    if sentences:
        raise TableError([Problem("csv", sentence) for sentence in sentences[:PROBLEM_LIMIT]])


def _free_text(column: Column) -> str:
    distinct = len(column.distinct()) if column.type == "category" else 0
    if distinct <= CATEGORY_LIMIT:
        return ""
    return (
        f"Column {shown(column.name)} looks like free text: it has {distinct:,} different values, and at most "
        f"{CATEGORY_LIMIT} can be categories. Leave it out."
    )


def encode_inputs(columns: list[Column]) -> tuple[tuple[str, ...], np.ndarray]:
    """Names and float64 values [rows, columns] of the inputs; NaN where a value is missing."""
    _check_size(columns)
    names: list[str] = []
    parts: list[np.ndarray] = []
    for column in columns:
        if column.type == "number":
            names.append(column.name)
            parts.append(numbers(column)[:, np.newaxis])
        else:
            categories = sorted(column.distinct())
            names.extend(f"{column.name}={category}" for category in categories)
            parts.append(_indicators(column, categories))
    return fitting_names(names), np.concatenate(parts, axis=1)


def numbers(column: Column) -> np.ndarray:
    """The values of a column of numbers, NaN where missing."""
    return np.array([np.nan if cell is None else to_number(cell) for cell in column.cells], dtype=np.float64)


def _indicators(column: Column, categories: list[str]) -> np.ndarray:
    index = {category: position for position, category in enumerate(categories)}
    # A missing category is missing in each of its columns: their training means are the shares of the categories.
    rows = np.vstack([np.eye(len(categories)), np.full(len(categories), np.nan)])
    chosen: np.ndarray = rows[[len(categories) if cell is None else index[cell] for cell in column.cells]]
    return chosen


def _check_size(columns: list[Column]) -> None:
    """Before anything is allocated."""
    widths = {c.name: len(c.distinct()) for c in columns if c.type == "category"}
    total = sum(widths.get(column.name, 1) for column in columns)
    largest = sorted(widths, key=lambda name: -widths[name])[:3]
    which = f" with many categories, such as {', '.join(map(shown, largest))}" if largest else ""
    advice = f"Leave out columns{which}."
    if total > INPUT_LIMIT:
        raise refuse("csv", f"With one column per category there are {total:,} inputs; at most {INPUT_LIMIT}. {advice}")
    cells = total * len(columns[0].cells)
    if cells > CELL_LIMIT:
        raise refuse("csv", f"With one column per category there are {cells:,} cells; at most {CELL_LIMIT:,}. {advice}")


def fitting_names(names: list[str]) -> tuple[str, ...]:
    """Names cut to the length a spec allows, numbered where that (or color=red beside color) makes two alike."""
    fitting: dict[str, None] = {}
    for name in names:
        short = name if len(name) <= NAME_LIMIT else name[: NAME_LIMIT - 1] + "…"
        number = 1
        while short in fitting:
            number += 1
            ending = f" ({number})"
            short = name[: NAME_LIMIT - len(ending)] + ending
        fitting[short] = None
    return tuple(fitting)
