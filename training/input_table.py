"""The inputs of a network in figures, as the first event of an experiment tells them."""

from pydantic import BaseModel, ConfigDict


class InputFigures(BaseModel):
    """Figures over the training samples, one for each input."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mean: list[float]
    std: list[float]
    """√ of the mean of (x − mean)²."""
    minimum: list[float]
    maximum: list[float]


class Inputs(BaseModel):
    """The inputs of the network before and after normalization; the first 64 of `total` are listed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    total: int
    names: list[str]
    before: InputFigures
    """After distortion, features and expansion, with gaps filled."""
    after: InputFigures
