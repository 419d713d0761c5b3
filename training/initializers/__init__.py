"""The initializers. To add one, write its class and name it here; form, API and common tests follow."""

from typing import Annotated

from pydantic import Field

from training.component import OneOf
from training.initializers.initializer import Initializer
from training.initializers.plain import ConstantWeights, NormalWeights, Sparse, UniformWeights, ZeroWeights
from training.initializers.scaled import (
    HeNormal,
    HeUniform,
    LecunNormal,
    LecunUniform,
    Orthogonal,
    PytorchDefault,
    XavierNormal,
    XavierUniform,
)

INITIALIZERS: tuple[type[Initializer], ...] = (
    XavierUniform,
    XavierNormal,
    HeUniform,
    HeNormal,
    LecunUniform,
    LecunNormal,
    PytorchDefault,
    NormalWeights,
    UniformWeights,
    Orthogonal,
    Sparse,
    ConstantWeights,
    ZeroWeights,
)

AnyInitializer = Annotated[
    Initializer,
    OneOf(INITIALIZERS),
    Field(title="Initial weights", description="The law the first weights are drawn from."),
]

__all__ = ["INITIALIZERS", "AnyInitializer", "Initializer", "XavierUniform"]
