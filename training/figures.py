"""Groups of figures that events carry. None ever holds NaN or infinity: JSON knows neither."""

import math
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict


def finite_or_none(value: Any) -> Any:
    """JSON knows no NaN: a figure that is not finite becomes null."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


Figure = Annotated[float | None, BeforeValidator(finite_or_none)]


class Metrics(BaseModel):
    """Losses (without penalties, evaluated after the epoch) and accuracies; null where they do not apply."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    train_loss: Figure = None
    validation_loss: Figure = None
    train_accuracy: Figure = None
    validation_accuracy: Figure = None
    validation_loss_error: Figure = None
    validation_accuracy_error: Figure = None
    """Standard errors of the two, where only some of the validation samples are evaluated."""


class ValidationFigures(BaseModel):
    """What evaluating the validation split gives."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    validation_loss: Figure = None
    validation_accuracy: Figure = None
    validation_loss_error: Figure = None
    validation_accuracy_error: Figure = None


class LayerFigures(BaseModel):
    """One list each, first hidden layer to outputs; null where a figure does not apply or is not finite."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    gradient_norm: list[float | None]
    """Norm of the gradient of the epoch's last update, penalty included."""
    weight_norm: list[float | None]
    """Norm of weights and biases after the epoch."""
    update_ratio: list[float | None]
    """Norm of the epoch's last change of the weights, divided by the norm of the weights."""
    activation_mean: list[float | None]
    activation_std: list[float | None]
    """Of all outputs of the layer, over up to 512 training samples; of the network's outputs before softmax."""
    dead: list[float | None]
    """Share of rectifying units whose slope is 0 for every one of those samples."""
    saturated: list[float | None]
    """Share of pairs of a bounded unit and a sample where the slope is below 1 % of its maximum."""
