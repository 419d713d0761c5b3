"""What counts as a number, and what as a missing value."""

import re

MISSING = frozenset({"", "NA", "N/A", "nan", "NaN", "null", "?", "-"})

LARGEST = 1e30
"""Fits into 32-bit floating point, and its square into the 64 bits in which means and deviations are computed."""

# `[0-9]`, not `\d`: Python's float() also reads digits of other scripts, underscores, "inf" and "nan".
POINT = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
COMMA = re.compile(r"[+-]?([0-9]+,[0-9]*|,[0-9]+)([eE][+-]?[0-9]+)?")


def is_number(cell: str, decimal_comma: bool = False) -> bool:
    """Whether a cell is written as a number, however large."""
    return POINT.fullmatch(cell) is not None or (decimal_comma and COMMA.fullmatch(cell) is not None)


def to_number(cell: str) -> float:
    """The value of a cell for which `is_number` holds; infinite if it is too large for a float."""
    return float(cell.replace(",", "."))
