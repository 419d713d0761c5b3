"""What a schedule is: the learning rate of an epoch as a multiple of the optimizer's.

Epoch 0 is the first; its value is used during that epoch. Every schedule can begin with a warm-up.
"""

from typing import Any

from training.component import Component
from training.fields import number, whole

SLIDES = "Course slides: reduce the learning rate towards the end"
WARM_UP = (
    "Epochs over which the rate rises to that of the schedule: it is multiplied with (e + 1)/k in the first k epochs. "
    "0 is none. Large first steps can ruin a fresh network."
)


class Schedule(Component):
    """The learning rate of an epoch as a multiple of the optimizer's learning rate."""

    warm_up: int = whole(0, 0, 10_000, "Warm-up", WARM_UP, live=True, unit="epochs")

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """What all schedules share comes after what is special about one, in the form and in JSON."""
        cls.__pydantic_fields__["warm_up"] = cls.__pydantic_fields__.pop("warm_up")
        super().__pydantic_init_subclass__(**kwargs)

    def curve(self, epoch: int, epochs: int) -> float:
        """The multiple in `epoch` of `epochs`, without the warm-up."""
        raise NotImplementedError

    def multiple(self, epoch: int, epochs: int) -> float:
        """The multiple used during `epoch` of `epochs`."""
        return self.curve(epoch, epochs) * rise(epoch, self.warm_up)


def rise(epoch: int, over: int) -> float:
    """A straight line from 1/k in the first epoch to 1 in the k-th, and 1 from then on."""
    return (epoch + 1) / over if epoch + 1 < over else 1.0


def progress(epoch: int, epochs: int) -> float:
    """How far training is: 0 in the first epoch, 1 in the last."""
    return min(1.0, epoch / max(1, epochs - 1))


def gamma(default: float, help: str) -> float:
    """The field of a factor in (0, 1]."""
    choices = (0.1, 0.5, 0.9, 0.99)
    field: float = number(default, above=0, high=1, live=True, choices=choices, title="Factor γ", help=help)
    return field


def final(default: float = 0.0, choices: tuple[float, ...] = (0, 0.01, 0.1)) -> float:
    """The field of the share of the learning rate that is left at the end."""
    help = "The share of the learning rate that is left at the end."
    field: float = number(default, low=0, high=1, live=True, choices=choices, title="Left at the end f", help=help)
    return field
