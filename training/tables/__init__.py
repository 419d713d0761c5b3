"""A student's own CSV: text becomes numbers, or sentences that say what to correct and on which line."""

from training.tables.table import Table

__all__ = ["Table"]
