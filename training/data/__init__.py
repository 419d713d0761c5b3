"""From a spec to the arrays that are trained on. `prepare` tells the order of things; each step has a file here."""

from training.data.lookup import MissingData, Tables, no_tables, outlines
from training.data.preparation import Part, Prepared, foresee, prepare
from training.data.usable import UnusableData

__all__ = ["MissingData", "Part", "Prepared", "Tables", "UnusableData", "foresee", "no_tables", "outlines", "prepare"]
