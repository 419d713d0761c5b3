"""Stopping by a figure that no longer improves, with the semantics of Keras' EarlyStopping callback."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from pydantic import ConfigDict, TypeAdapter

from training.improvement import Count, from_json, improves, to_json
from training.sections import EarlyStopping


@dataclass
class EarlyStopper:
    """Counts evaluations without improvement.

    A figure improves when it beats the best by more than `min_delta`; the first one always does. Training stops after
    `patience` evaluations without improvement (0 counts as 1), never at the first. Epochs before `start_from_epoch` are
    ignored. NaN improves nothing, and nothing improves on a NaN that came first.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    best: float | None = None
    wait: Count = 0
    best_epoch: Count = 0

    def watch(self, settings: EarlyStopping, epoch: int, figure: float | None) -> bool:
        """Take the figure after `epoch` (from 1) and say whether training should stop; None means not evaluated."""
        if figure is None or epoch - 1 < settings.start_from_epoch:
            return False
        self.wait += 1
        if improves(figure, self.best, settings.min_delta, settings.highest):
            self.best, self.best_epoch, self.wait = figure, epoch, 0
            return False
        return self.wait >= settings.patience and epoch > 1

    def to_dict(self) -> dict[str, Any]:
        """JSON values."""
        return {**asdict(self), "best": to_json(self.best)}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "EarlyStopper":
        """The stopper that `to_dict` described; raises ValueError, KeyError or TypeError for anything else."""
        return _ADAPTER.validate_python({**values, "best": from_json(values["best"])})


_ADAPTER = TypeAdapter(EarlyStopper)
