"""The built-in data sets as the API tells them, and their pictures."""

import re
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pytest

from playground.settings import ROOT
from tests.playground.requests import Visitor, problems, strict
from training.datasets import BY_KIND, DATASETS, Dataset
from training.sections import Data
from training.streams import stream

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


def clips(**query: Any) -> list[dict[str, Any]]:
    return list(strict(Visitor().get(f"datasets/waveforms/clips?{urlencode(query)}"))["clips"])


def test_one_clip_of_each_kind_can_be_looked_at() -> None:
    for kind, shape in {"raw": (0, 0), "melpower": (12, 20), "melspec": (12, 20), "mfcc": (3, 13)}.items():
        found = clips(signal_features=kind)
        assert [clip["name"] for clip in found] == list(BY_KIND["waveforms"].outline().classes)
        for clip in found:
            assert np.shape(clip["spectrogram"]) == (61, 20)
            assert np.shape(clip["low"]) == np.shape(clip["high"]) == (200,)
            assert np.shape(clip["features"] or np.empty((0, 0))) == shape
            assert 0.1 <= np.abs([clip["low"], clip["high"]]).max() <= 1


def test_the_clips_to_look_at_follow_their_settings_and_are_in_no_split() -> None:
    assert clips() == clips(seed=0) != clips(seed=1)
    quiet, noisy = clips(signal_to_noise=30), clips(signal_to_noise=-10)
    assert np.std(quiet[0]["spectrogram"], axis=0).mean() < np.std(noisy[0]["spectrogram"], axis=0).mean()
    raw = BY_KIND["waveforms"].draw(200, Data.model_validate({"signal_features": "raw"}), stream(0, "data")).inputs
    loudest = raw.reshape(200, 200, 40).max(axis=2).round(3).tolist()
    assert not any(clip["high"] in loudest for clip in clips())


@pytest.mark.parametrize(
    "query",
    [{"signal_features": "wave"}, {"signal_to_noise": 31}, {"signal_to_noise": "nan"}, {"seed": -1}, {"seed": 2**31}],
)
def test_clips_of_impossible_settings_are_refused_at_the_setting(query: dict[str, Any]) -> None:
    assert [loc for loc, _ in problems(Visitor().get(f"datasets/waveforms/clips?{urlencode(query)}"), 422)] == list(
        query
    )
