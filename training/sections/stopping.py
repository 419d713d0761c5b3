"""When training ends."""

from inspect import getdoc
from typing import Literal

from pydantic import Field

from training.component import Section
from training.fields import number, switch, whole

EPOCH = "Goodfellow, Bengio, Courville: Deep Learning, 8.1.3"


class EarlyStopping(Section):
    """Stops before the network begins to fit the noise: when the watched figure has not improved for so many
    evaluations. It limits how far the weights travel, which acts like an L2 penalty.

    As Keras' EarlyStopping: a loss improves when it falls below the best by more than the least improvement, an
    accuracy when it rises above it. The patience counts evaluations: epochs that are not evaluated do not count.
    """

    monitor: Literal["validation_loss", "validation_accuracy", "train_loss", "train_accuracy"] = Field(
        "validation_loss",
        title="Watch",
        description="The figure that must improve: a loss by falling, an accuracy by rising.",
    )
    patience: int = whole(
        10, 0, 1000, "Patience", "Evaluations without improvement before training stops; 0 counts as 1."
    )
    min_delta: float = number(
        0.0,
        low=0,
        high=10,
        choices=(0, 1e-4, 1e-3, 0.01),
        title="Least improvement",
        help="Smaller gains than this, and gains of exactly this, do not count.",
    )
    restore_best: bool = switch(
        True,
        title="Restore best",
        help="End with the weights of the best epoch instead of the last, however training ends.",
    )
    start_from_epoch: int = whole(
        0, 0, 10_000, "Start from epoch", "The first so many epochs are not watched: the loss may rise before it falls."
    )

    @property
    def highest(self) -> bool:
        """Whether the watched figure is better when it is larger."""
        return self.monitor.endswith("accuracy")


class Threshold(Section):
    """Stops when the training loss has stopped falling, because nothing more is learned: a test of convergence.

    Training ends after N epochs in a row without a new lowest loss, lower than the last one by more than the tolerance:
    Keras' EarlyStopping("loss", min_delta, patience). It says nothing about new data: that is what early stopping does.
    """

    monitor: Literal["train_loss"] = Field(
        "train_loss",
        title="Watch",
        description="The figure that must fall: the loss on the training split.",
        json_schema_extra={"x-hidden": True},
    )
    tolerance: float = number(
        1e-3,
        low=0,
        high=1,
        choices=(0, 1e-5, 1e-4, 1e-3, 0.01, 0.1),
        title="Tolerance",
        help="The loss must fall by more than this to count as still decreasing.",
    )
    patience: int = whole(
        10,
        1,
        200,
        "Over N epochs",
        "Epochs in a row without a sufficient fall. 1 stops at the first noise, 20 later and lower.",
    )

    @property
    def as_early_stopping(self) -> EarlyStopping:
        """The same rule in the words of early stopping."""
        return EarlyStopping(monitor=self.monitor, patience=self.patience, min_delta=self.tolerance)


class Stopping(Section):
    """When training ends: after so many epochs, or as soon as one of the two rules says so."""

    epochs: int = whole(
        100, 1, 10_000, "Epochs", "Every training sample is seen once per epoch.", live=True, source=EPOCH
    )
    early: EarlyStopping | None = Field(
        None,
        title="Early stopping",
        description=getdoc(EarlyStopping),
        json_schema_extra={"x-live": False, "x-source": "Goodfellow, Bengio, Courville: Deep Learning, 7.8"},
    )
    threshold: Threshold | None = Field(
        None,
        title="Threshold",
        description=getdoc(Threshold),
        json_schema_extra={"x-live": False, "x-source": "Course slides: stop when the training error stops decreasing"},
    )
