"""Which character separates the cells: comma, semicolon or tab."""

import csv
import io
import re
from itertools import islice

DELIMITERS = ("\t", ";", ",")
"""In order of trust: a comma inside a cell (1,5) is common, a tab inside a cell is not."""

SAMPLE_CHARACTERS = 65_536
SAMPLE_ROWS = 100


def find_delimiter(text: str) -> str | None:
    """The delimiter that cuts the first row into several cells, and most other rows into just as many."""
    sample = _sample(text)
    scores = {delimiter: _agreement(sample, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > 0 else None


def _sample(text: str) -> str:
    """The first whole lines that hold more than spaces and delimiters."""
    content = re.search(r"[^\s,;]", text)
    if content is None:
        return ""
    start = max(text.rfind("\n", 0, content.start()), text.rfind("\r", 0, content.start())) + 1
    sample = text[start : start + SAMPLE_CHARACTERS]
    end = max(sample.rfind("\n"), sample.rfind("\r"))
    return sample[:end] if start + SAMPLE_CHARACTERS < len(text) and end > 0 else sample


def _agreement(sample: str, delimiter: str) -> float:
    """The share of the first rows that have as many cells as the very first; 0 if that has one cell only."""
    # The sample is shorter than the csv module's limit of 131,072 characters a cell: whatever it holds, nothing raises.
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, skipinitialspace=True)
    widths = [len(row) for row in islice((row for row in reader if any(row)), SAMPLE_ROWS)]
    if not widths or widths[0] < 2:
        return 0.0
    return sum(width == widths[0] for width in widths) / len(widths)
