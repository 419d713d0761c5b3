"""The optimizers. To add one, write its file and name it here; form, API, help and common tests follow."""

from typing import Annotated

from pydantic import Field

from training.component import OneOf
from training.optimizers.adadelta import AdaDelta
from training.optimizers.adagrad import AdaGrad
from training.optimizers.adam import Adam
from training.optimizers.adamax import Adamax
from training.optimizers.adamw import AdamW
from training.optimizers.adaptive_gains import AdaptiveGains
from training.optimizers.amsgrad import Amsgrad
from training.optimizers.momentum import Momentum, MomentumEma, Nesterov
from training.optimizers.optimizer import Optimizer
from training.optimizers.rmsprop import RmsProp
from training.optimizers.rprop import Rprop
from training.optimizers.sgd import Sgd
from training.optimizers.written import Written

OPTIMIZERS: tuple[type[Optimizer], ...] = (
    Sgd,
    MomentumEma,
    Momentum,
    Nesterov,
    AdaptiveGains,
    AdaGrad,
    AdaDelta,
    RmsProp,
    Adam,
    Amsgrad,
    Adamax,
    AdamW,
    Rprop,
    Written,
)

AnyOptimizer = Annotated[
    Optimizer, OneOf(OPTIMIZERS), Field(title="Optimizer", description="How gradients become changes of the weights.")
]

__all__ = [
    "OPTIMIZERS",
    "AdaDelta",
    "AdaGrad",
    "Adam",
    "AdamW",
    "Adamax",
    "AdaptiveGains",
    "Amsgrad",
    "AnyOptimizer",
    "Momentum",
    "MomentumEma",
    "Nesterov",
    "Optimizer",
    "RmsProp",
    "Rprop",
    "Sgd",
    "Written",
]
