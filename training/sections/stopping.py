"""When training ends."""

from typing import Literal

from pydantic import Field

from training.component import Section
from training.fields import NoneYet, not_yet, number, switch, whole


class EarlyStopping(Section):
    """Stop when the validation loss has not improved for `patience` evaluations, and keep the best weights."""

    monitor: Literal["validation_loss", "train_loss"] = Field(
        "validation_loss", title="Watch", description="The figure that must improve."
    )
    patience: int = whole(10, 0, 1000, "Patience", "Evaluations without improvement before training stops.")
    min_delta: float = number(0.0, low=0, high=10, title="Least improvement", help="Smaller gains do not count.")
    restore_best: bool = switch(True, title="Restore best", help="End with the weights of the best epoch.")
    start_from_epoch: int = whole(0, 0, 10_000, "Start from epoch", "Do not watch before this epoch.")


class Stopping(Section):
    """When training ends."""

    epochs: int = whole(100, 1, 10_000, "Epochs", "Every training sample is seen once per epoch.", live=True)
    early: EarlyStopping | None = Field(
        None, title="Early stopping", description=EarlyStopping.__doc__, json_schema_extra={"x-live": False}
    )
    threshold: NoneYet = not_yet(None, "Threshold")
