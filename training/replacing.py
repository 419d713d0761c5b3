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

    {"optimizer.kind": "adam", "optimizer.beta2": 0.99} works on every optimizer: Adam's defaults come first. Raises
    SpecError for paths that lead nowhere.
    """
    settings = dict(migrated_setting(values, path, value) for path, value in settings.items())
    changed = False
    for path, chosen in settings.items():
        if path.endswith(".kind") and isinstance(chosen, str) and read(values, path) not in (None, chosen):
            place(values, path.removesuffix(".kind"), {"kind": chosen})
            changed = True
    if changed:
        values = _with_defaults(kind, values)
    for path, value in settings.items():
        place(values, path, value)
    return values


def _with_defaults(kind: type[Spec], values: dict[str, Any]) -> dict[str, Any]:
    try:
        return kind.model_validate(values).to_dict()
    except ValidationError as error:
        raise SpecError(from_pydantic(error, values)) from None
