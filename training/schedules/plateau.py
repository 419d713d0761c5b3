"""The schedule that watches the loss: it lowers the learning rate when the loss no longer falls."""

from dataclasses import asdict, dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from training.fields import number, whole
from training.improvement import Count, from_json, improves, to_json
from training.schedules.schedule import Schedule


class PlateauRate(Schedule):
    """Lowers the learning rate whenever the loss has stopped falling, so nobody has to guess the epochs beforehand.

    η ← max(γη, smallest rate) after so many evaluations in a row without improvement.

    As Keras' ReduceLROnPlateau. Watches the validation loss, or the training loss where there is no validation split.
    Its patience counts evaluations: epochs that are not evaluated do not count.
    """

    title: ClassVar[str] = "Plateau"
    source: ClassVar[str] = "Keras documentation, ReduceLROnPlateau"
    kind: Literal["plateau"] = "plateau"
    factor: float = number(
        0.5, above=0, below=1, live=True, choices=(0.1, 0.2, 0.5, 0.8, 0.9), title="Factor γ",
        help="What the rate is multiplied by each time.",
    )  # fmt: skip
    patience: int = whole(
        5, 0, 1000, "Patience", "Evaluations without improvement before the rate is cut; 0 counts as 1.", live=True
    )
    min_delta: float = number(
        1e-4, low=0, high=10, live=True, choices=(0, 1e-4, 1e-3, 0.01), title="Least improvement",
        help="The loss must fall by more than this to count as better.",
    )  # fmt: skip
    cooldown: int = whole(
        0, 0, 1000, "Cooldown", "Evaluations after a cut that are not counted, while the loss settles.", live=True
    )
    minimum: float = number(
        0.0, low=0, high=10, live=True, choices=(0, 1e-6, 1e-4, 0.001), title="Smallest rate",
        help="The rate itself (not a share of it) is never cut below this.",
    )  # fmt: skip

    def curve(self, epoch: int, epochs: int) -> float:
        """The formula has no part in it: what the cuts have left is in the run's `Plateau`."""
        return 1.0


@dataclass
class Plateau:
    """What a run on the plateau schedule remembers; with any other schedule it stays as it is."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    factor: Annotated[float, Field(ge=0, allow_inf_nan=False, strict=True)] = 1.0
    """What the cuts have left of the learning rate."""
    best: float | None = None
    wait: Count = 0
    cooldown: Count = 0

    def watch(self, schedule: PlateauRate, figure: float | None, learning_rate: float) -> None:
        """Take the loss after an epoch; None means not evaluated. `learning_rate` is the optimizer's own."""
        if figure is None:
            return
        if self.cooldown > 0:
            self.cooldown -= 1
            self.wait = 0
        if improves(figure, self.best, schedule.min_delta):
            self.best, self.wait = figure, 0
            return
        if self.cooldown > 0:
            return
        self.wait += 1
        if self.wait >= schedule.patience and learning_rate * self.factor > schedule.minimum:
            self.factor = max(self.factor * schedule.factor, schedule.minimum / learning_rate)
            self.cooldown, self.wait = schedule.cooldown, 0

    def to_dict(self) -> dict[str, Any]:
        """JSON values."""
        return {**asdict(self), "best": to_json(self.best)}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Plateau":
        """What `to_dict` described; raises ValueError, KeyError or TypeError for anything else."""
        return _ADAPTER.validate_python({**values, "best": from_json(values["best"])})


_ADAPTER = TypeAdapter(Plateau)
