"""The list of surfaces. To add one, write its class and name it here."""

from typing import Annotated

from pydantic import Field

from training.component import OneOf
from training.surfaces.bowls import Quadratic, Ravine
from training.surfaces.function import Function
from training.surfaces.gradients import Gradients
from training.surfaces.landscapes import Beale, Polynomial, Rosenbrock, Saddle
from training.surfaces.neurons import FanIn, LinearNeuron
from training.surfaces.surface import Surface

SURFACES: tuple[type[Surface], ...] = (
    Quadratic,
    LinearNeuron,
    Polynomial,
    Ravine,
    Saddle,
    Rosenbrock,
    Beale,
    FanIn,
    Function,
    Gradients,
)

AnySurface = Annotated[Surface, OneOf(SURFACES), Field(title="Surface", description="The error of some weights.")]
