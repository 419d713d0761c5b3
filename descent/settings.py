"""Settings as one writes them, by whole paths or by the short names of the site's links, made into a spec."""

from collections.abc import Mapping
from typing import Any

SHORT = {
    "dataset": "data.dataset",
    "samples": "data.samples",
    "noise": "data.noise",
    "features": "data.features",
    "expansion": "data.expansion",
    "normalization": "data.normalization",
    "label_noise": "data.label_noise",
    "added": "data.added",
    "split": "data.split",
    "hidden": "network.hidden",
    "initializer": "network.initializer",
    "learning_rate": "optimizer.learning_rate",
    "batch_size": "batch.size",
    "growth": "batch.growth",
    "l1": "regularization.l1",
    "l2": "regularization.l2",
    "weight_decay": "regularization.weight_decay",
    "epochs": "stopping.epochs",
    "early": "stopping.early",
    "threshold": "stopping.threshold",
    "rule": "optimizer.rule",
    "constants": "optimizer.constants",
}
"""The short names of links (static/js/address.js): they are never changed."""
KINDS = ("optimizer", "schedule", "loss", "network.initializer")
"""Families: their name alone, as in optimizer="adam", names the member."""


def spec_from(spec: Mapping[str, Any] | None, settings: Mapping[str, Any]) -> dict[str, Any]:
    """A spec with these settings put into it.

    A name is a short one (`learning_rate`), a section (`data`), or a whole path with `__` for its dots
    (`optimizer__beta1`); in a mapping also with dots. A path goes into what is there, and takes nothing else away.
    """
    made: dict[str, Any] = {}
    for values in (spec or {}, settings):
        for name, value in values.items():
            _put(made, path_of(name), value)
    return made


def path_of(name: str) -> str:
    """The whole path behind a name."""
    first, *rest = name.replace("__", ".").split(".")
    return ".".join([SHORT.get(first, first), *rest])


def by_path(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The same settings under their whole paths, as changes and forks take them."""
    return {path_of(name): _whole(path_of(name), value) for name, value in settings.items()}


def _put(spec: dict[str, Any], path: str, value: Any) -> None:
    *above, last = path.split(".")
    for name in above:
        inner = spec.get(name)
        spec[name] = dict(inner) if isinstance(inner, Mapping) else {}
        spec = spec[name]
    value = _whole(path, value)
    known = spec.get(last)
    both = isinstance(known, Mapping) and isinstance(value, Mapping)
    spec[last] = {**known, **value} if both else value  # type: ignore[dict-item]


def _whole(path: str, value: Any) -> Any:
    """optimizer="adam" means {"kind": "adam"}, hidden=[8, 8] two layers of eight units."""
    if path in KINDS and isinstance(value, str):
        return {"kind": value}
    if path == "network.hidden" and isinstance(value, list | tuple):
        return [{"units": each} if isinstance(each, int) else each for each in value]
    return value
