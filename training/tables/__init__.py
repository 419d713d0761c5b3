"""A student's own CSV: text becomes numbers, or sentences that say what to correct and on which line."""

from training.tables.error import TableError
from training.tables.limited import inspect_in_subprocess, parse_in_subprocess
from training.tables.parsing import Inspection, Missing, inspect, parse
from training.tables.table import Table

__all__ = [
    "Inspection",
    "Missing",
    "Table",
    "TableError",
    "inspect",
    "inspect_in_subprocess",
    "parse",
    "parse_in_subprocess",
]
