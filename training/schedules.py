"""Schedules: how the learning rate changes from epoch to epoch."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from training.component import Component, OneOf


class Schedule(Component):
    """The learning rate of an epoch as a multiple of the optimizer's learning rate."""

    def factor(self, epoch: int) -> float:
        """The multiple used during `epoch` (0 is the first)."""
        raise NotImplementedError


class Constant(Schedule):
    """The same learning rate in every epoch: ηₑ = η."""

    title: ClassVar[str] = "Constant"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 8.3.1"
    kind: Literal["constant"] = "constant"

    def factor(self, epoch: int) -> float:
        return 1.0


SCHEDULES: tuple[type[Schedule], ...] = (Constant,)

AnySchedule = Annotated[
    Schedule,
    OneOf(SCHEDULES),
    Field(title="Schedule", description="How the learning rate changes from epoch to epoch."),
]
