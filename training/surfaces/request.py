"""A request: which optimizer walks on which surface, from where and how far."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError

from training.component import Section
from training.fields import number, whole
from training.optimizers import AnyOptimizer, Sgd
from training.problems import Problem, SpecError, from_pydantic
from training.spec import read_json
from training.surfaces.bowls import Quadratic
from training.surfaces.gradients import Gradients
from training.surfaces.kinds import AnySurface
from training.surfaces.surface import Number


class Request(Section):
    """One walk. `parse` is the only way in."""

    surface: AnySurface = Field(default_factory=Quadratic)
    start: Annotated[list[Number], Field(min_length=1, max_length=1000)] | None = Field(
        None, title="Start", description="The weights before the first step. Empty: a place that suits the surface."
    )
    optimizer: AnyOptimizer = Field(default_factory=Sgd)
    steps: int = whole(100, 1, 1_000_000, "Steps", "How many updates to make.")
    l2: float = number(0.0, low=0, high=10, title="L2 λ", help="Adds λ/2 Σw² to the error.")
    weight_decay: float = number(
        0.0, low=0, high=10, title="Weight decay λ", help="Shrinks weights by ηλ before a step."
    )
    noise: float = number(
        0.0,
        low=0,
        high=1000,
        title="Noise σ",
        help="Adds N(0, σ²) to every number of the gradient that a step is made with, as mini-batches do: near the "
        "minimum, where the true gradient vanishes, only the noise is left.",
    )
    seed: int = whole(0, 0, 2**31 - 1, "Seed", "Chooses the noise. Same seed, same walk.")
    dtype: Annotated[Literal["float64", "float32"], Field(title="Number format")] = "float64"

    @classmethod
    def parse(cls, source: str | bytes | dict[str, Any]) -> Self:
        """Validate JSON text or a dictionary; raises SpecError with every problem."""
        values = read_json(source) if isinstance(source, str | bytes) else source
        try:
            request = cls.model_validate(values)
        except ValidationError as error:
            raise SpecError(from_pydantic(error, values)) from None
        if problems := request._problems():
            raise SpecError(problems)
        return request

    def _problems(self) -> list[Problem]:
        if wrong := self.optimizer.problems():
            return [Problem(f"optimizer.{problem.loc}", problem.msg) for problem in wrong]
        size = self.surface.size()
        if self.start is not None and len(self.start) != size:
            return [Problem("start", f"This surface has {size} weights; the start has {len(self.start)}.")]
        if isinstance(self.surface, Gradients) and self.steps > len(self.surface.gradients):
            return [Problem("steps", f"There are only {len(self.surface.gradients)} gradients.")]
        return []
