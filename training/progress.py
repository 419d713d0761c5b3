"""How far one run has come: counters, best figures, and why it ended."""

import math
from dataclasses import asdict, dataclass, field
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, TypeAdapter

from training.events import Metrics, Reason
from training.improvement import Count
from training.schedules import Plateau, PlateauRate
from training.search import Lane
from training.sections import EarlyStopping
from training.spec import Spec
from training.stopping import EarlyStopper
from training.why.trail import Trail

EXPLODED = 1e6
LOST, LOST_EPOCHS = 3, 20
"""A loss this many times that of the untrained network ends a run: at once, or after so many epochs in a row.

Squared errors explode within an epoch or two. Softmax with saturated units cannot: its gradients are bounded, so a far
too large learning rate only throws the loss about, high above where it started. Runs that recover from a bad start do
so well before twenty epochs (docs/decisions/0004-divergence.md).
"""
NESTED = ("spec", "lane", "best", "last", "stopper", "threshold", "plateau", "trail")

Amount = Annotated[float, Field(ge=0, allow_inf_nan=False, strict=True)]


@dataclass
class Progress:
    """Everything about a run that is not a tensor; it travels in the checkpoint as JSON."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    number: Count
    spec: Spec
    name: str = ""
    lane: Lane = field(default_factory=Lane)
    epoch: Count = 0
    updates: Count = 0
    samples: Count = 0
    seconds: Amount = 0.0
    validation_seconds: Amount = 0.0
    initial_loss: Amount = 0.0
    has_validation: bool = True
    """Whether there are validation samples, where the settings ask for them: some data sets bring none."""
    best_epoch: Count = 0
    best: Metrics = field(default_factory=Metrics)
    stopper: EarlyStopper = field(default_factory=EarlyStopper)
    last: Metrics = field(default_factory=Metrics)
    patience_spent: bool = False
    threshold: EarlyStopper = field(default_factory=EarlyStopper)
    threshold_reached: bool = False
    plateau: Plateau = field(default_factory=Plateau)
    epochs_lost: Count = 0
    """Epochs in a row in which the network was much worse than untrained."""
    trail: Trail = field(default_factory=Trail)

    @property
    def due_for_validation(self) -> bool:
        """Whether the epoch that just ended is one of those evaluated."""
        return self.due(self.epoch)

    def due(self, epoch: int) -> bool:
        """Whether this epoch is one of those evaluated: every k-th, and the last."""
        return epoch % self.spec.validation.every == 0 or epoch >= self.spec.stopping.epochs

    @property
    def watched(self) -> EarlyStopping:
        """The figure that says which epoch is the best: that of early stopping, or the validation loss."""
        return self.spec.stopping.early or EarlyStopping(monitor=self._monitor())

    @property
    def rate_factor(self) -> float:
        """What the schedule makes of the learning rate in the epoch that comes next."""
        return self.spec.schedule.multiple(self.epoch, self.spec.stopping.epochs) * self.plateau.factor

    def record(self, metrics: Metrics, evaluated: bool = True) -> bool:
        """Take the figures of an epoch; returns whether they are the best so far.

        `evaluated` is false where the figures of validation come later, and not from here.
        """
        self.last = metrics
        self.trail.note(self.epoch, metrics.train_loss, metrics.validation_loss)
        lost = metrics.train_loss is not None and metrics.train_loss > LOST * self.initial_loss
        self.epochs_lost = self.epochs_lost + 1 if lost else 0
        if metrics.train_loss is None:  # it has diverged
            return False
        schedule, stopping = self.spec.schedule, self.spec.stopping
        if isinstance(schedule, PlateauRate):
            figure = self._figure(self._monitor(), evaluated)
            self.plateau.watch(schedule, figure, self.spec.optimizer.learning_rate)
        if stopping.threshold:
            rule = stopping.threshold.as_early_stopping
            self.threshold_reached = self.threshold.watch(rule, self.epoch, self._figure(rule.monitor, evaluated))
        spent = self.stopper.watch(self.watched, self.epoch, self._figure(self.watched.monitor, evaluated))
        self.patience_spent = spent and stopping.early is not None
        if self.stopper.best_epoch != self.epoch:
            return False
        self.best_epoch, self.best = self.epoch, metrics
        return True

    def _figure(self, monitor: str, evaluated: bool) -> float | None:
        """The figure after this epoch, None where it was not evaluated; a loss too large for a number is infinite."""
        figure: float | None = getattr(self.last, monitor)
        due = evaluated and self.due_for_validation
        return math.inf if figure is None and monitor == "validation_loss" and due else figure

    def _monitor(self) -> Any:
        validated = self.has_validation and self.spec.data.split.validation > 0
        return "validation_loss" if validated else "train_loss"

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        values = {name: value for name, value in vars(self).items() if name not in NESTED}
        return {
            **values,
            "spec": self.spec.to_dict(),
            "lane": asdict(self.lane),
            "best": self.best.model_dump(),
            "last": self.last.model_dump(),
            "stopper": self.stopper.to_dict(),
            "trail": self.trail.to_dict(),
            "threshold": self.threshold.to_dict(),
            "plateau": self.plateau.to_dict(),
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Progress":
        """The progress that `to_dict` described; raises ValueError, KeyError or TypeError for anything else."""
        return _ADAPTER.validate_python(
            {
                **values,
                "spec": Spec.model_validate(values["spec"]),
                "best": Metrics(**values["best"]),
                "last": Metrics(**values["last"]),
                "stopper": EarlyStopper.from_dict(values["stopper"]),
                # Checkpoints written before there were these two have neither.
                "threshold": EarlyStopper.from_dict(values.get("threshold", EarlyStopper().to_dict())),
                "plateau": Plateau.from_dict(values.get("plateau", Plateau().to_dict())),
            }
        )


_ADAPTER = TypeAdapter(Progress)


def reason_to_stop(progress: Progress) -> Reason | None:
    """Why the run ends after this epoch, or None while it goes on; divergence comes before everything else."""
    loss = progress.last.train_loss
    if loss is None or loss > EXPLODED * max(progress.initial_loss, 1e-6) or progress.epochs_lost >= LOST_EPOCHS:
        return "diverged"
    if progress.patience_spent:
        return "stopped early"
    if progress.threshold_reached:
        return "threshold"
    return "epochs" if progress.epoch >= progress.spec.stopping.epochs else None
