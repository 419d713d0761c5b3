"""The optimizers. To add one, write its file and name it here; form, API, help and common tests follow."""

from typing import Annotated

from pydantic import Field

from training.component import OneOf
from training.optimizers.adam import Adam
from training.optimizers.momentum import Momentum, MomentumEma
from training.optimizers.optimizer import Optimizer
from training.optimizers.rmsprop import RmsProp
from training.optimizers.sgd import Sgd

OPTIMIZERS: tuple[type[Optimizer], ...] = (Sgd, MomentumEma, Momentum, RmsProp, Adam)

AnyOptimizer = Annotated[
    Optimizer, OneOf(OPTIMIZERS), Field(title="Optimizer", description="How gradients become changes of the weights.")
]

__all__ = ["OPTIMIZERS", "Adam", "AnyOptimizer", "Momentum", "MomentumEma", "Optimizer", "RmsProp", "Sgd"]
