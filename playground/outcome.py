"""What a worker's commit writes (playground/queue.py)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from playground.models import State
from playground.models.weights import Frame
from training.late_validation import Snapshot as Networks


@dataclass
class Outcome:
    """What a commit writes."""

    events: Sequence[dict[str, Any]]
    epoch: int
    checkpoint: bytes | None = None
    finals: dict[int, tuple[bytes, dict[str, Any] | None]] = field(default_factory=dict)
    """Runs that ended: number → final weights and sealed test figures."""
    changes: Sequence[int] = ()
    """Primary keys of the changes that were asked for and applied."""
    state: State = State.RUNNING
    release: bool = False
    snapshots: Sequence[Networks] = ()
    """Networks to evaluate elsewhere."""
    settled: int = 0
    """Snapshots up to this epoch are needed no more."""
    waits_for: int | None = None
    at_rung: int | None = None
    """The rung to which it has come and where it waits for all others."""
    sealed: dict[str, Any] | None = None
    """Sealed test figures of the ensemble, once its last member has ended."""
    moved_at: int | None = None
    """The epoch from which another kind of machine has gone on."""
    planned: int = 0
    """Primary key of the newest change of the plan that was applied."""
    seconds: float = 0.0
    """Of training so far."""
    frames: Sequence[Frame] = ()
    """Weights for pictures."""
