"""Older forms of a spec, brought forward: what was accepted once is accepted for ever.

Works on plain JSON and never fails: what it does not know it leaves to validation.
"""

from typing import Any

KIND_OF = {(True, True): "standardize", (True, False): "center", (False, True): "scale", (False, False): "none"}
"""(shift, scale) → the kind of normalization that does the same."""


def migrated(values: Any) -> Any:
    """The spec in today's form; whatever is today's form already stays the same object."""
    data = values.get("data") if isinstance(values, dict) else None
    if not isinstance(data, dict) or "normalization" not in data:
        return values
    normalization = with_kind(data["normalization"])
    if normalization is data["normalization"]:
        return values
    return {**values, "data": {**data, "normalization": normalization}}


def with_kind(normalization: Any) -> Any:
    """{"shift": true, "scale": false} of the first version becomes {"kind": "center"}; both were true unless said."""
    if not isinstance(normalization, dict) or not {"shift", "scale"}.issuperset(normalization):
        return normalization
    moved = tuple(normalization.get(name, True) for name in ("shift", "scale"))
    if not all(isinstance(each, bool) for each in moved):
        return normalization
    return {"kind": KIND_OF[moved]}


def migrated_setting(values: dict[str, Any], path: str, value: Any) -> tuple[str, Any]:
    """One setting of the spec `values` by an older path, as today's path and value.

    {"data.normalization.shift": false} makes "scale" of "standardize".
    """
    parent, _, name = path.rpartition(".")
    if parent != "data.normalization" or name not in ("shift", "scale"):
        return path, value
    moved = _switches(values)
    return (parent, with_kind({**moved, name: value})) if moved else (path, value)


def _switches(values: dict[str, Any]) -> dict[str, bool]:
    """Today's kind as the two switches of the first version; empty where they could not say it."""
    data = values.get("data")
    normalization = data.get("normalization") if isinstance(data, dict) else None
    kind = normalization.get("kind") if isinstance(normalization, dict) else None
    pairs = [pair for pair, each in KIND_OF.items() if each == kind]
    return dict(zip(("shift", "scale"), pairs[0], strict=True)) if pairs else {}
