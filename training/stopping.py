"""Early stopping with the semantics of Keras' EarlyStopping callback."""

import math
from dataclasses import asdict, dataclass
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, TypeAdapter

from training.sections import EarlyStopping


@dataclass
class EarlyStopper:
    """Counts evaluations without improvement.

    A figure improves when it is lower than the best by more than `min_delta`. Training stops after `patience`
    evaluations without improvement (0 counts as 1), never at the first. Epochs before `start_from_epoch` are ignored.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    best: float = math.inf
    wait: Annotated[int, Field(ge=0, le=2**53, strict=True)] = 0
    best_epoch: Annotated[int, Field(ge=0, le=2**53, strict=True)] = 0

    def watch(self, settings: EarlyStopping, epoch: int, figure: float | None) -> bool:
        """Take the figure after `epoch` (from 1) and say whether training should stop; None means not evaluated."""
        if figure is None or epoch - 1 < settings.start_from_epoch:
            return False
        self.wait += 1
        if figure + settings.min_delta < self.best:
            self.best, self.best_epoch, self.wait = figure, epoch, 0
            return False
        return self.wait >= settings.patience and epoch > 1

    def to_dict(self) -> dict[str, Any]:
        """JSON values; an infinite best is null."""
        return {**asdict(self), "best": None if math.isinf(self.best) else self.best}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "EarlyStopper":
        """The stopper that `to_dict` described; raises ValueError, KeyError or TypeError for anything else."""
        return _ADAPTER.validate_python({**values, "best": math.inf if values["best"] is None else values["best"]})


_ADAPTER = TypeAdapter(EarlyStopper)
