"""The target column as class indices or as numbers."""

from dataclasses import dataclass

import numpy as np

from training.datasets.dataset import Task
from training.tables.columns import Column
from training.tables.error import refuse, shown
from training.tables.inputs import CATEGORY_LIMIT, fitting_names, numbers
from training.tables.numbers import is_number, to_number


@dataclass(frozen=True)
class Target:
    """What is to be predicted for each row."""

    task: Task
    classes: tuple[str, ...]
    values: np.ndarray
    """int64 class indices or float64 numbers."""


def check_target(column: Column, task: Task | None) -> None:
    """Refuse cells that do not fit the others, and words where numbers are asked for."""
    # Asked for classes, a column that mixes words and numbers is as good as any.
    if task == "classification" and column.type == "category":
        return
    if sentence := column.wrong_cell():
        raise refuse("target", sentence)
    if task == "regression" and column.type == "category":
        raise refuse("task", f"Column {shown(column.name)} holds words; regression needs numbers.")


def encode_target(column: Column, task: Task | None) -> Target:
    """Words are classes, and so are whole numbers with few different values; `task` overrules that."""
    labels = [_label(column, cell) for cell in column.cells if cell is not None]
    classes = sorted(set(labels), key=_order)
    if len(classes) == 1:
        raise refuse("target", f"Column {shown(column.name)} is always {shown(classes[0])}: there is nothing to learn.")
    if (task or _natural_task(column, classes)) == "regression":
        return Target("regression", (), numbers(column))
    if len(classes) > CATEGORY_LIMIT:
        raise refuse(
            "target",
            f"Column {shown(column.name)} has {len(classes):,} different values; a target has at most "
            f"{CATEGORY_LIMIT} classes.",
        )
    index = {name: position for position, name in enumerate(classes)}
    return Target("classification", fitting_names(classes), np.array([index[label] for label in labels], np.int64))


def _natural_task(column: Column, classes: list[str]) -> Task:
    whole = all(to_number(name).is_integer() for name in classes) if column.type == "number" else True
    few = len(classes) <= CATEGORY_LIMIT or column.type == "category"
    return "classification" if whole and few else "regression"


def _label(column: Column, cell: str) -> str:
    """Equal numbers are one class, however they are written: 1, 1.0 and 01."""
    if column.type == "category":
        return cell
    number = to_number(cell)
    return str(int(number)) if number.is_integer() else repr(number)


def _order(name: str) -> tuple[float, str]:
    """Numbers by value, then words by letter."""
    return (to_number(name), name) if is_number(name) else (float("inf"), name)
