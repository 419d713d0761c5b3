"""Every choice of every family and every other option, each as the settings that switch it on: the lists make it."""

from typing import Any

from training.activations import ACTIVATIONS
from training.datasets import DATASETS
from training.expansions import EXPANSIONS
from training.initializers import INITIALIZERS
from training.input_normalizations import NORMALIZATIONS
from training.losses import LOSSES
from training.optimizers import OPTIMIZERS
from training.schedules import SCHEDULES
from training.spec import Spec

Settings = dict[str, Any]

REGULARIZATION: dict[str, Any] = {
    "l1": 0.01,
    "l2": 0.01,
    "weight_decay": 0.1,
    "max_norm": 0.8,
    "input_dropout": 0.3,
    "input_noise": 0.2,
    "weight_noise": 0.05,
}
OTHERS: dict[str, Settings] = {
    **{f"regularization.{name}": {"regularization": {name: value}} for name, value in REGULARIZATION.items()},
    "weight noise that accumulates": {"regularization": {"weight_noise": 0.05, "weight_noise_mode": "accumulate"}},
    "dropout": {"network": {"hidden": [{"units": 5, "dropout": 0.4}]}},
    "batch normalization": {"network": {"hidden": [{"units": 5, "normalization": "batch"}]}},
    "layer normalization": {"network": {"hidden": [{"units": 5, "normalization": "layer"}]}},
    "clipping.norm": {"clipping": {"norm": 0.05}},
    "clipping.value": {"clipping": {"value": 0.01}},
    "label smoothing": {"loss": {"label_smoothing": 0.2}},
    "label noise": {"data": {"label_noise": 0.3}},
    "distort": {"data": {"distort": {"shift": [20, 0], "scale": [1, 0.01]}}},
    "feature tiles": {"data": {"features": ["x1", "x2", "x1^2", "x2^2", "x1x2", "sin x1", "sin x2"]}},
    "order by class": {"data": {"order": "by class"}},
    "added points": {"data": {"added": [[1.5, -2, 1]]}},
    "no shuffling": {"batch": {"shuffle": False}},
    "online": {"batch": {"size": 1}},
    "full batch": {"batch": {"size": "full"}},
    "growing batch": {"batch": {"size": 2, "growth": {"factor": 2, "every": 1, "maximum": 8}}},
    "seed of the data": {"data": {"seed": 5}},
    "seed of the weights": {"network": {"seed": 5}},
    "linear model": {"network": {"hidden": []}},
    "early stopping": {"stopping": {"epochs": 3, "early": {"patience": 1, "min_delta": 1}}},
    "threshold": {"stopping": {"epochs": 3, "threshold": {"tolerance": 0.5, "patience": 1}}},
    "validation.every": {"validation": {"every": 2}},
    "validation.max_samples": {"validation": {"max_samples": 5}},
    "warm-up": {"schedule": {"kind": "cosine", "warm_up": 2}},
    "momentum that grows": {"optimizer": {"kind": "nesterov", "beta_start": 0.5, "beta_epochs": 2}},
}
PER_RUN: dict[str, Settings] = {
    "dropout": {"network.hidden.0.dropout": 0.0},
    "clipping.norm": {"clipping.norm": None},
    "clipping.value": {"clipping.value": None},
    "weight noise that accumulates": {"regularization.weight_noise": 0.0},
    **{
        f"regularization.{name}": {f"regularization.{name}": None if name == "max_norm" else 0.0}
        for name in REGULARIZATION
    },
}
"""Options that runs of one population may differ in, and what switches them off."""
SCHEDULE: dict[str, Settings] = {
    "step": {"step_size": 1},
    "multistep": {"milestones": [1]},
    "plateau": {"patience": 1, "min_delta": 1},
    "cosine_restarts": {"first_period": 1},
}
"""What makes a schedule act within three epochs."""
SLOW_TO_MAKE = {"waveforms": 40}
"""Fewer samples where making one takes long."""


def _loss(kind: str) -> Settings:
    return {"loss": {"kind": kind}, **({} if kind in ("cross_entropy", "bce") else {"data": {"dataset": "plane"}})}


OPTIONS: dict[str, Settings] = {
    "nothing": {},
    **{f"activation {one.name()}": {"network": {"hidden": [{"units": 5, "activation": {"kind": one.name()}}]}}
       for one in ACTIVATIONS},
    **{f"data set {one.kind}": {"data": {"dataset": one.kind}} for one in DATASETS},
    **{f"expansion {one.name()}": {"data": {"expansion": {"kind": one.name()}}} for one in EXPANSIONS},
    **{f"initializer {one.name()}": {"network": {"initializer": {"kind": one.name()}}} for one in INITIALIZERS},
    **{f"loss {one.name()}": _loss(one.name()) for one in LOSSES},
    **{f"normalization {one.name()}": {"data": {"normalization": {"kind": one.name()}}} for one in NORMALIZATIONS},
    **{f"optimizer {one.name()}": {"optimizer": {"kind": one.name()}} for one in OPTIMIZERS},
    **{f"schedule {one.name()}": {"schedule": {"kind": one.name(), **SCHEDULE.get(one.name(), {})}}
       for one in SCHEDULES},
    **OTHERS,
}  # fmt: skip


def spec_of(settings: Settings, **more: Any) -> Spec:
    """A small experiment of three epochs with these settings.

    Five units and batches of seven leave a rest: PyTorch calculates up to 32 numbers at once and the rest one by one,
    with another last bit. Still a run must have the same bits in a population of any size.
    """
    data = {**settings.get("data", {})}
    dataset = next(one for one in DATASETS if one.kind == data.get("dataset", "circle"))
    outline = dataset.outline()
    if outline.minimum < outline.maximum:
        data.setdefault("samples", max(outline.minimum, SLOW_TO_MAKE.get(dataset.kind, 80)))
    network = {"hidden": [{"units": 5}], **settings.get("network", {})}
    usual = {"batch": {"size": 7}, "stopping": {"epochs": 3}}
    return Spec.parse({**usual, **settings, "data": data, "network": network, **more})
