"""Bodies that nobody meant: whole ones, ones with a small fault, and bytes that are none."""

import json
import os
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from training.spec import Spec

CASES = int(os.environ.get("FUZZED_REQUESTS", "250"))
"""Of each kind. `make fuzz` runs a hundred thousand."""
# A busy machine may be slow: that is no failure. The short run is always the same, the long one always another.
FUZZ = settings(
    max_examples=CASES,
    derandomize=CASES < 1000,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
TIMEOUT = 180 + CASES // 10
"""Seconds."""
DEFAULTS = Spec.parse({}).to_dict()


def paths(values: Any, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The place of everything in a document."""
    inner = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else []
    return [before] * bool(before) + [path for key, value in inner for path in paths(value, (*before, key))]


WORDS = [
    "circle", "digits", "waveforms", "adam", "written", "relu", "full", "grid", "random", "tpe", "halving", "list",
    "x1", "w = w - eta*g", "nan", "Infinity", "1e5", "１２", " 1 ", "1_0", "__proto__", "\0", "\ud800", "\u202e",
    "=1+1", "<b>", "{{7*7}}", "../", "table-" + "x" * 22,
]  # fmt: skip
TEXTS = st.sampled_from(WORDS) | st.text(st.characters(codec=None), max_size=8)
NAMES = {str(step) for path in paths(DEFAULTS) for step in path} | {"kind", "axes", "set", "runs"}
KEYS = st.sampled_from(sorted(NAMES)) | TEXTS
NUMBERS = st.integers(-3, 300) | st.integers() | st.integers(-(10**400), 10**400) | st.floats()
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS
PARTS = SCALARS | st.lists(SCALARS, max_size=4) | st.dictionaries(KEYS, SCALARS, max_size=4)
ANYTHING = PARTS | st.lists(PARTS, max_size=3) | st.dictionaries(KEYS, PARTS, max_size=4)
"""Three deep: `st.recursive` goes deeper, and draws most of it in vain."""


@st.composite
def faulty(draw: Any, whole: dict[str, Any]) -> dict[str, Any]:
    """A document that fits, with one to three of its parts replaced, dropped or doubled."""
    document = json.loads(json.dumps(whole))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(paths(document) or [("spec",)]))
        holder = document
        for step in path[:-1]:
            holder = holder[step]
        if draw(st.integers(0, 5)) == 0 and isinstance(holder, dict) and path[-1] in holder:
            del holder[path[-1]]
        elif isinstance(holder, dict) and draw(st.booleans()):
            holder[draw(KEYS)] = draw(ANYTHING)
        else:
            holder[path[-1]] = draw(ANYTHING)
    return dict(document)


def as_sent(body: Any) -> bytes:
    """JSON as Python's writer spells it, NaN, huge numbers and half surrogates included."""
    return json.dumps(body).encode("utf-8", "surrogatepass")
