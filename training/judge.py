"""A judge decides about one run whose validation figures come late, as training that waited for each would have done.

It has a progress of its own, which lags behind the one that trains, and moves it on epoch by epoch as figures come in.
So the epoch in which a run stops early, and its best epoch, depend on figures alone and never on who was faster.
"""

from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from training.events import Metrics, Reason, ValidationFigures
from training.progress import Progress, reason_to_stop
from training.spec import Spec

_REASON: TypeAdapter[Reason | None] = TypeAdapter(Reason | None)


@dataclass
class Judge:
    """What is known of one run, in the order of its epochs."""

    progress: Progress
    """The run up to the last epoch of which everything is known."""
    waiting: list[Metrics] = field(default_factory=list)
    """What training itself knows of the epochs after that."""
    told: dict[int, ValidationFigures] = field(default_factory=dict)
    """Epoch → figures that came and were not yet needed."""
    specs: list[tuple[int, Spec]] = field(default_factory=list)
    """Changed settings, and the epoch after which they act."""
    ended: Reason | None = None
    """Why training itself went no further: all epochs are done, or the run diverged. It may have ended earlier."""

    @property
    def improved_by_validation(self) -> bool:
        """Whether it is these late figures that say which epoch is the best."""
        return self.progress.watched.monitor.startswith("validation")

    def tell(self, epoch: int, figures: ValidationFigures) -> None:
        """Figures of an epoch came in, in whatever order, perhaps once more than needed."""
        if epoch > self.progress.epoch:
            self.told[epoch] = figures

    def decide(self) -> tuple[Reason | None, int | None]:
        """Go on as far as everything is known: why the run ends, or None, and the last epoch that was the best so far.

        Once there is a reason, `progress` stands at the epoch in which the run ends.
        """
        reason, best = None, None
        while reason is None and self._next_is_known():
            if self._record():
                best = self.progress.epoch
            reason = reason_to_stop(self.progress)
        if reason is None and not self.waiting:
            reason = self.ended
        return reason, best

    def _next_is_known(self) -> bool:
        self._change()
        epoch = self.progress.epoch + 1
        return bool(self.waiting) and (epoch in self.told or not self.progress.due(epoch))

    def _record(self) -> bool:
        self.progress.epoch += 1
        known = self.waiting.pop(0)
        if (late := self.told.pop(self.progress.epoch, None)) and self.progress.due_for_validation:
            known = known.model_copy(update=late.model_dump())
        return self.progress.record(known)

    def _change(self) -> None:
        while self.specs and self.specs[0][0] <= self.progress.epoch:
            self.progress.spec = self.specs.pop(0)[1]
            self.progress.trail.changed = True

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "progress": self.progress.to_dict(),
            "waiting": [metrics.model_dump(exclude_none=True) for metrics in self.waiting],
            "told": [[epoch, figures.model_dump(exclude_none=True)] for epoch, figures in self.told.items()],
            "specs": [[epoch, spec.to_dict()] for epoch, spec in self.specs],
            "ended": self.ended,
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Judge":
        """The judge that `to_dict` described; raises ValueError, KeyError or TypeError for anything else."""
        return cls(
            progress=Progress.from_dict(values["progress"]),
            waiting=[Metrics.model_validate(each) for each in values["waiting"]],
            told={int(epoch): ValidationFigures.model_validate(each) for epoch, each in values["told"]},
            specs=[(int(epoch), Spec.model_validate(each)) for epoch, each in values["specs"]],
            ended=_REASON.validate_python(values["ended"]),
        )
