"""Puts settings into a spec by their paths, where another kind of a family brings its own defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from training.migrations import migrated_setting
from training.paths import place, read
from training.problems import SpecError, from_pydantic

if TYPE_CHECKING:
    from training.spec import Spec


def replaced(kind: type[Spec], values: dict[str, Any], settings: dict[str, Any]) -> dict[str, Any]:
    """The spec `values` with `settings` in their places, by dotted path; `values` is changed.

    {"optimizer.kind": "adam", "optimizer.beta2": 0.99} works on every optimizer: Adam's defaults come first. So does
    {"network.hidden": [{"units": 8}], "network.hidden.0.dropout": 0.1}: the whole comes before its parts, in whatever
    order they are written. Raises SpecError for paths that lead nowhere.
    """
    settings = dict(migrated_setting(values, path, value) for path, value in settings.items())
    wholes = _wholes(settings)
    changed = False
    for path, chosen in sorted(settings.items(), key=lambda pair: pair[0].count(".")):
        if path.endswith(".kind") and isinstance(chosen, str) and read(values, path) not in (None, chosen):
            place(values, path.removesuffix(".kind"), {"kind": chosen})
            changed = True
        elif path in wholes:
            place(values, path, chosen)
            changed = True
    if changed:
        values = _with_defaults(kind, values)
    for path, value in settings.items():
        if path not in wholes:
            place(values, path, value)
    return values


def _wholes(settings: dict[str, Any]) -> set[str]:
    """The paths that have another one inside."""
    parents = {path[:end] for path in settings for end, character in enumerate(path) if character == "."}
    return parents & settings.keys()


def _with_defaults(kind: type[Spec], values: dict[str, Any]) -> dict[str, Any]:
    try:
        return kind.model_validate(values).to_dict()
    except ValidationError as error:
        raise SpecError(from_pydantic(error, values)) from None
