"""From text to a grid of cells: names of the columns, rows of equal length, and the line each row came from."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from training.tables.delimiter import find_delimiter
from training.tables.error import counted, refuse, shown
from training.tables.numbers import is_number, to_number

ROW_LIMIT = 100_000
INPUT_LIMIT = 200
COLUMN_LIMIT = INPUT_LIMIT + 1
"""The inputs and one target."""
CELL_LIMIT = 1_000_000
CHARACTER_LIMIT = 1_000

QUOTE_HINT = "; perhaps a quotation mark is not closed"


@dataclass(frozen=True)
class Grid:
    """A table of text cells, stripped of the space around them."""

    names: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]
    """The line of the file on which each row begins, counted from 1."""
    decimal_comma: bool
    """Whether 1,5 means one and a half: where semicolons separate the cells."""


def read(text: str) -> Grid:
    """Cut a text into cells; every limit is checked row by row, before the next row is read."""
    delimiter = find_delimiter(text)
    if delimiter is None:
        raise refuse(
            "csv",
            "Only one column was found. A table needs an input and a target, separated by commas, semicolons or tabs.",
        )
    records = _records(text, delimiter)
    decimal_comma = delimiter == ";"
    line, first = next(records, (0, []))
    if not first:
        raise refuse("csv", "The file has no cell with anything in it.")
    if all(is_number(cell, decimal_comma) for cell in first):
        names = tuple(f"column_{number}" for number in range(1, len(first) + 1))
        rows, lines = [first], [line]
    else:
        names, rows, lines = _header(first, line, decimal_comma), [], []
    for line, row in records:
        _check_row(row, line, len(rows) + 1, len(names))
        rows.append(row)
        lines.append(line)
    if not rows:
        raise refuse("csv", "The file has names of columns, but no rows.")
    return Grid(names, rows, lines, decimal_comma)


def _check_row(row: list[str], line: int, number: int, width: int) -> None:
    if len(row) != width:
        raise refuse("csv", f"Line {line} has {counted(len(row), 'cell')}, but the first row has {width}.")
    if number > ROW_LIMIT:
        raise refuse("csv", f"Line {line} is row {number:,}; at most {ROW_LIMIT:,} are read.")
    if number * width > CELL_LIMIT:
        raise refuse("csv", f"Up to line {line} there are more than {CELL_LIMIT:,} cells. Leave out rows or columns.")


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not entirely empty, each with its line number."""
    # newline="" leaves line ends to the csv module, which knows those inside quotes.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise refuse("csv", f"Line {line} cannot be read: {_reason(error)}.") from None
        if row is None:
            return
        if len(row) > COLUMN_LIMIT:
            raise refuse("csv", f"Line {line} has {len(row):,} cells; at most {COLUMN_LIMIT} columns are read.")
        cells = [cell.strip() for cell in row]
        if any(len(cell) > CHARACTER_LIMIT for cell in cells):
            raise refuse("csv", f"Line {line} has a cell with more than {CHARACTER_LIMIT:,} characters{QUOTE_HINT}.")
        if any(cells):
            yield line, cells


def _reason(error: csv.Error) -> str:
    message = str(error)
    if "field larger" in message:
        return "a cell is far too long" + QUOTE_HINT
    if "unexpected end" in message:
        return "a quotation mark is opened and never closed"
    if "expected after" in message:
        return "a quotation mark is closed in the middle of a cell; write a quotation mark inside a cell twice"
    return message


def _header(cells: list[str], line: int, decimal_comma: bool) -> tuple[str, ...]:
    """The names of the columns, without line breaks and tabs."""
    names = [" ".join(cell.split()) for cell in cells]
    seen: dict[str, int] = {}
    for position, name in enumerate(names, 1):
        if not name:
            raise refuse("csv", f"Line {line}: column {position} has no name. Give every column a name.")
        if name in seen:
            both = f"columns {seen[name]} and {position} are both named {shown(name)}"
            raise refuse("csv", f"Line {line}: {both}. Give them different names.")
        seen[name] = position
    numbers = [name for name in names if is_number(name, decimal_comma)]
    if not _is_counting([to_number(number) for number in numbers]):
        raise refuse(
            "csv",
            f"Line {line} must hold the names of the columns, but {shown(numbers[0])} is a number. Add a row of names.",
        )
    return tuple(names)


def _is_counting(numbers: list[float]) -> bool:
    """Numbers that count (0, 1, 2 … or 2019, 2020 …) may be names; others are data where names should be."""
    return all(number.is_integer() and number == numbers[0] + step for step, number in enumerate(numbers))
