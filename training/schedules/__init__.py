"""The schedules. To add one, write its class and name it here; form, API, help and common tests follow."""

from typing import Annotated

from pydantic import Field

from training.component import OneOf
from training.schedules.decays import (
    ConstantRate,
    ExponentialRate,
    InverseTimeRate,
    LinearRate,
    MultiStepRate,
    PolynomialRate,
    StepRate,
)
from training.schedules.plateau import Plateau, PlateauRate
from training.schedules.schedule import Schedule
from training.schedules.waves import CosineRate, CosineRestarts, OneCycleRate, WarmUpRate

SCHEDULES: tuple[type[Schedule], ...] = (
    ConstantRate,
    StepRate,
    MultiStepRate,
    ExponentialRate,
    InverseTimeRate,
    LinearRate,
    PolynomialRate,
    CosineRate,
    CosineRestarts,
    OneCycleRate,
    WarmUpRate,
    PlateauRate,
)

AnySchedule = Annotated[
    Schedule,
    OneOf(SCHEDULES),
    Field(title="Schedule", description="How the learning rate changes from epoch to epoch."),
]

__all__ = [
    "SCHEDULES",
    "AnySchedule",
    "ConstantRate",
    "CosineRate",
    "CosineRestarts",
    "ExponentialRate",
    "InverseTimeRate",
    "LinearRate",
    "MultiStepRate",
    "OneCycleRate",
    "Plateau",
    "PlateauRate",
    "PolynomialRate",
    "Schedule",
    "StepRate",
    "WarmUpRate",
]
