"""What a column of cells holds: numbers or categories, and whether anything in it cannot be used."""

from dataclasses import dataclass
from typing import Literal

from training.tables.error import shown
from training.tables.numbers import LARGEST, MISSING, is_number, to_number
from training.tables.reading import Grid

EXAMPLES = 5
EXAMPLE_CHARACTERS = 64

Type = Literal["number", "category"]


@dataclass(frozen=True)
class Column:
    """One column: its cells, None where a value is missing, and the line of each."""

    name: str
    cells: list[str | None]
    lines: list[int]
    type: Type
    decimal_comma: bool

    def distinct(self) -> list[str]:
        """Its different values, in order of appearance."""
        return list(dict.fromkeys(cell for cell in self.cells if cell is not None))

    def summary(self) -> dict[str, object]:
        """What a page shows when a student chooses the target."""
        values = self.distinct()
        return {
            "name": self.name,
            "type": self.type,
            "missing": self.cells.count(None),
            "distinct": len(values),
            "examples": [value[:EXAMPLE_CHARACTERS] for value in values[:EXAMPLES]],
        }

    def keep(self, rows: list[int]) -> "Column":
        """The column with these rows only."""
        cells, lines = [self.cells[row] for row in rows], [self.lines[row] for row in rows]
        return Column(self.name, cells, lines, self.type, self.decimal_comma)

    def wrong_cell(self) -> str:
        """A sentence about the first cell that cannot be used as what the column holds; empty if all can."""
        sentence = self._wrong_number() if self.type == "number" else self._wrong_word()
        return f"Column {shown(self.name)} {sentence}" if sentence else ""

    def _wrong_number(self) -> str:
        first_with: dict[str, int] = {}
        for cell, line in zip(self.cells, self.lines, strict=True):
            if cell is None:
                continue
            if abs(to_number(cell)) > LARGEST:
                return f"has {shown(cell)} on line {line}; numbers may go up to {LARGEST:g}."
            for mark in ",.":
                if mark in cell:
                    first_with.setdefault(mark, line)
        if len(first_with) == 2:
            comma, point = first_with[","], first_with["."]
            return f"has a decimal comma on line {comma} and a decimal point on line {point}. Use one of them."
        return ""

    def _wrong_word(self) -> str:
        """Few words among many numbers are typing mistakes, not categories."""
        words = [
            (cell, line)
            for cell, line in zip(self.cells, self.lines, strict=True)
            if cell is not None and not is_number(cell, self.decimal_comma)
        ]
        if 2 * len(words) >= len(self.cells) - self.cells.count(None):
            return ""
        cell, line = words[0]
        advice = "Correct it, or leave the cell empty if the value is unknown."
        return f"holds numbers, but {shown(cell)} on line {line} is none. {advice}"


def columns_of(grid: Grid) -> list[Column]:
    """The columns of a grid: numbers if every value that is not missing is one."""
    columns = []
    for name, raw in zip(grid.names, zip(*grid.rows, strict=True), strict=True):
        cells = [None if cell in MISSING else cell for cell in raw]
        numeric = all(cell is None or is_number(cell, grid.decimal_comma) for cell in cells)
        columns.append(Column(name, cells, grid.lines, "number" if numeric else "category", grid.decimal_comma))
    return columns
