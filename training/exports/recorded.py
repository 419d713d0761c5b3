"""What is known of an experiment when it is written down: its spec, its log, and which run is meant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any


def no_weights(run: int) -> bytes | None:
    """Knows no weights: for forms that need none."""
    return None


@dataclass(frozen=True)
class Recorded:
    """One experiment; forms about a single network are about run number `run`."""

    spec: dict[str, Any]
    """As it is stored, every default written out."""
    events: Sequence[dict[str, Any]]
    """Settled: late validation figures stand in their epochs."""
    run: int = 1
    link: str = ""
    """The permanent address."""
    weights: Callable[[int], bytes | None] = field(default=no_weights)
    """The last kept weights of a run, little-endian float32 in layer order (weight, then bias, row-major), or None."""
