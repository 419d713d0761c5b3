"""Data sets as the form shows them: the built-in ones and a student's own tables."""

from dataclasses import asdict
from typing import Any

from playground.models import Dataset, Owner
from training.datasets import DATASETS, Outline
from training.datasets import Dataset as BuiltIn
from training.tiles import tiles_of

LISTED = 256
"""The most columns that are told one by one where a setting changes the columns."""


def described(dataset: type[BuiltIn]) -> dict[str, Any]:
    """A built-in data set with its usual settings; `variants` says what settings that change its columns make of it."""
    return {
        "name": dataset.kind,
        "help": dataset.help(),
        "source": dataset.source,
        "generated": dataset.generated,
        "own": False,
        **_outlined(dataset.outline()),
        "variants": [_variant(settings, outline) for settings, outline in dataset.variants()],
    }


def described_upload(dataset: Dataset) -> dict[str, Any]:
    """A student's own table."""
    outline = dataset.outline
    help = f"An uploaded table: {outline.maximum:,} rows, {len(outline.columns)} inputs, predicting “{outline.target}”."
    entry = {"name": dataset.name, "help": help, "source": "", "generated": False, "own": True, **_outlined(outline)}
    return {**entry, "title": dataset.title, "variants": []}


def described_by_name(spec: dict[str, Any]) -> dict[str, Any] | None:
    """The data set of a stored spec, for whoever may read the experiment; None where it cannot be found."""
    data = spec.get("data")
    name = data.get("dataset") if isinstance(data, dict) else None
    built_in = next((dataset for dataset in DATASETS if dataset.kind == name), None)
    if built_in:
        return described(built_in)
    upload = Dataset.objects.filter(name=name).defer("data").first() if isinstance(name, str) else None
    return {**described_upload(upload), "own": False} if upload else None


def own_datasets(owner: Owner | None) -> list[dict[str, Any]]:
    """The tables that this owner uploaded, newest first."""
    if owner is None:
        return []
    return [described_upload(dataset) for dataset in owner.datasets.defer("data").order_by("-pk")[:50]]


def _outlined(outline: Outline) -> dict[str, Any]:
    values = asdict(outline)
    del values["standardize_target"]
    tiles = [{"name": tile.name, "shown": tile.shown} for tile in tiles_of(outline.columns)]
    return {**values, **_columns(outline), "classes": list(outline.classes), "tiles": tiles}


def _variant(settings: dict[str, str], outline: Outline) -> dict[str, Any]:
    columns = _columns(outline)
    return {"set": settings, **columns, "columns": columns["columns"] if columns["inputs"] <= LISTED else []}


def _columns(outline: Outline) -> dict[str, Any]:
    return {"inputs": len(outline.columns), "columns": list(outline.columns)}
