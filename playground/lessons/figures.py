"""What the charts of a lesson are called, by the names of figures in events."""

TITLES = {
    "train_loss": "Training loss",
    "validation_loss": "Validation loss",
    "train_accuracy": "Training accuracy",
    "validation_accuracy": "Validation accuracy",
    "gradient_norm": "Gradient norm",
    "weight_norm": "Norm of the weights",
    "learning_rate": "Learning rate",
    "batch_size": "Batch size",
    "penalty": "Penalty",
    "updates": "Updates",
    "seconds": "Seconds",
    "validation_seconds": "Seconds of validating",
    "noise_penalty": "What weight noise adds to the loss",
    "distance": "Distance from the first weights",
    "disagreement": "How much the members disagree",
}
OF_LAYERS = {
    "gradient_norm": "Gradient norm",
    "weight_norm": "Norm of the weights",
    "update_ratio": "Update over weight",
    "activation_mean": "Mean activation",
    "activation_std": "Deviation of activations",
    "dead": "Share of dead units",
    "saturated": "Share of saturated units",
}
LOGARITHMIC = ("loss", "norm", "ratio", "rate")
"""Figures that fall by powers of ten have a logarithmic axis."""


def chart_of(figure: str) -> dict[str, object]:
    """Name, title and axis of one chart."""
    log = figure.endswith(LOGARITHMIC) or figure.split(".")[1:2] in (["gradient_norm"], ["weight_norm"])
    return {"name": figure, "title": _title(figure), "log": not figure.endswith("accuracy"), "logged": log}


def _title(figure: str) -> str:
    parts = figure.split(".")
    if parts[0] == "layers" and len(parts) > 1:
        title = OF_LAYERS.get(parts[1], parts[1].replace("_", " "))
        return f"{title}, {_layer(int(parts[2]))}" if len(parts) > 2 else title
    return TITLES.get(figure, figure.replace("_", " ").capitalize())


def _layer(place: int) -> str:
    if place >= 0:
        return f"layer {place + 1}"
    return "output layer" if place == -1 else "last hidden layer" if place == -2 else f"layer {-place} from the end"
