"""The built-in data sets as the API tells them, and their pictures."""

import re
from typing import Any

import pytest

from playground.settings import ROOT
from tests.playground.requests import Visitor, strict
from training.datasets import BY_KIND, DATASETS, Dataset
from training.sections import Data

pytestmark = pytest.mark.usefixtures("owner")
STATIC = ROOT / "static"


def entries() -> dict[str, dict[str, Any]]:
    return {entry["name"]: entry for entry in strict(Visitor().get("datasets"))["datasets"]}


def test_every_data_set_is_told_with_what_its_outline_says() -> None:
    found = entries()
    assert list(found) == [dataset.kind for dataset in DATASETS]
    for name, entry in found.items():
        outline = BY_KIND[name].outline()
        assert (entry["title"], entry["task"], entry["target"]) == (outline.title, outline.task, outline.target)
        assert (entry["inputs"], tuple(entry["columns"])) == (len(outline.columns), outline.columns)
        assert (entry["minimum"], entry["samples"], entry["maximum"]) == (
            outline.minimum, outline.samples, outline.maximum,
        )  # fmt: skip
        assert entry["evaluation"] == (list(outline.evaluation) if outline.evaluation is not None else None)


def test_settings_that_change_the_columns_are_told_with_what_they_make_of_them() -> None:
    found = {entry["name"]: entry["variants"] for entry in entries().values() if entry["variants"]}
    assert found.keys() == {"waveforms"}
    told = {variant["set"]["signal_features"]: variant for variant in found["waveforms"]}
    assert {kind: variant["inputs"] for kind, variant in told.items()} == {
        "raw": 8000, "melpower": 240, "melspec": 240, "mfcc": 39,
    }  # fmt: skip
    for kind, variant in told.items():
        columns = BY_KIND["waveforms"].outline(Data.model_validate({"signal_features": kind})).columns
        # Eight thousand names would make every page wait, and nobody chooses among them.
        assert tuple(variant["columns"]) == (() if kind == "raw" else columns)


def test_all_that_is_told_of_data_sets_stays_small() -> None:
    assert len(Visitor().get("datasets").content) < 60_000


def test_the_cost_follows_the_signal_features() -> None:
    def parameters(kind: str) -> int:
        data = {"dataset": "waveforms", "signal_features": kind}
        return int(strict(Visitor().post("cost", {"data": data, "network": {"hidden": [{"units": 32}]}}))["parameters"])

    assert parameters("mfcc") == 40 * 32 + 33 * 4
    assert parameters("melspec") == parameters("melpower") == 241 * 32 + 33 * 4
    assert parameters("raw") == 8001 * 32 + 33 * 4


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.kind)
def test_every_data_set_has_a_picture(dataset: type[Dataset]) -> None:
    styles = (STATIC / "css" / "parts" / "datasets.css").read_text()
    shown = re.search(rf'\[data-picture="{dataset.kind}"\] {{ background-image: url\("\.\./\.\./(.*?)"\)', styles)
    assert shown
    assert (STATIC / shown[1]).read_text().startswith("<svg")
