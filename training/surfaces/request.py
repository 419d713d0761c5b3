"""A request: which optimizer walks on which surface, from where and how far."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError

from training.component import Section
from training.fields import number, whole
from training.optimizers import AnyOptimizer, Sgd
from training.problems import Problem, SpecError, from_pydantic
from training.spec import read_json
from training.surfaces.kinds import AnySurface, Gradients, Quadratic, Vector


class Request(Section):
    """One walk. `parse` is the only way in."""

    surface: AnySurface = Field(default_factory=Quadratic)
    start: Vector = Field([-4.0, 2.0], title="Start", description="The weights before the first step.")
    optimizer: AnyOptimizer = Field(default_factory=Sgd)
    steps: int = whole(100, 1, 1_000_000, "Steps", "How many updates to make.")
    l2: float = number(0.0, low=0, high=10, title="L2 λ", help="Adds λ/2 Σw² to the error.")
    weight_decay: float = number(
        0.0, low=0, high=10, title="Weight decay λ", help="Shrinks weights by ηλ before a step."
    )
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
        size = self.surface.size()
        if len(self.start) != size:
            return [Problem("start", f"This surface has {size} weights; the start has {len(self.start)}.")]
        if isinstance(self.surface, Gradients) and self.steps > len(self.surface.gradients):
            return [Problem("steps", f"There are only {len(self.surface.gradients)} gradients.")]
        return []
