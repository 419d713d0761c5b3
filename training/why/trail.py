"""The losses of a run in short: enough to say later how training went, small enough for every checkpoint."""

from dataclasses import asdict, dataclass, field
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field

RECENT = 24
"""Last epochs whose training losses are kept, one by one."""
POINTS = 32
"""Of the whole run so many epochs are kept, evenly spread: at this number every second one is dropped."""

Finite = Annotated[float, Field(allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=2**53)]


@dataclass
class Trail:
    """What `note` was told, thinned out."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    every: Count = 1
    points: list[tuple[Count, Finite, Finite | None]] = field(default_factory=list)
    """(epoch, training loss, validation loss)."""
    recent: list[Finite] = field(default_factory=list)
    first: Finite | None = None
    """Training loss after the first epoch."""
    highest: Finite = 0.0
    lowest: Finite | None = None
    """Largest and smallest training loss."""
    best_epoch: Count = 0
    best_validation: Finite | None = None
    train_at_best: Finite | None = None
    """Where the validation loss was lowest, and the training loss there."""
    validation: Finite | None = None
    """The last validation loss."""
    changed: bool = False
    """Whether settings were changed while it trained."""

    def note(self, epoch: int, train: float | None, validation: float | None) -> None:
        """Take the losses of an epoch; those that are not finite leave no trace."""
        if train is None:
            return
        if self.lowest is None:
            self.first = self.lowest = train
        self.lowest, self.highest = min(self.lowest, train), max(self.highest, train)
        self.recent.append(train)
        del self.recent[:-RECENT]
        if validation is not None:
            self.validation = validation
            if self.best_validation is None or validation < self.best_validation:
                self.best_epoch, self.best_validation, self.train_at_best = epoch, validation, train
        if epoch % self.every == 0:
            self.points.append((epoch, train, validation))
            if len(self.points) > POINTS:
                self.every *= 2
                self.points = [point for point in self.points if point[0] % self.every == 0]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)
