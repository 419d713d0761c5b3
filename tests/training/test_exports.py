"""Results as CSV and JSON hold every figure, and other programs can read them."""

import csv
import io
import json
import re
from typing import Any

import numpy as np
import pytest

from training import Spec, train
from training.exports import EXPORTS
from training.exports.csv import COLUMNS
from training.exports.recorded import Recorded

RUNS: dict[str, dict[str, Any]] = {
    "classes": {"stopping": {"epochs": 4}, "validation": {"every": 2}},
    "numbers": {"data": {"dataset": "diabetes"}, "stopping": {"epochs": 3}},
    "diverged": {
        "title": 'Zu groß, "zu schnell"\u2028',
        "data": {"dataset": "plane"},
        "optimizer": {"kind": "sgd", "learning_rate": 10},
    },
}


def written(name: str, form: str) -> tuple[dict[str, Any], list[dict[str, Any]], str]:
    spec = Spec.parse(RUNS[name])
    events = [event.to_dict() for event in train(spec)]
    return spec.to_dict(), events, EXPORTS[form].write(Recorded(spec.to_dict(), events))


@pytest.mark.parametrize("name", RUNS)
def test_csv_has_a_row_per_epoch_with_every_figure(name: str) -> None:
    _, events, text = written(name, "csv")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    epochs = [event for event in events if event["type"] == "epoch_ended"]
    assert [int(row["epoch"]) for row in rows] == list(range(len(epochs) + 1))
    for row, event in zip(rows[1:], epochs, strict=True):
        assert set(row) == set(event) - {"type", "layers", "gains"}
        for column, text_value in row.items():
            assert text_value == ("" if event[column] is None else str(event[column]))
            assert (float(text_value) if text_value else None) == event[column]


@pytest.mark.parametrize("name", RUNS)
def test_csv_begins_with_the_untrained_network(name: str) -> None:
    _, events, text = written(name, "csv")
    first = next(csv.DictReader(io.StringIO(text, newline="")))
    assert float(first["train_loss"]) == events[0]["train_loss"]
    assert (first["updates"], first["samples"], first["learning_rate"]) == ("0", "0", "")


@pytest.mark.parametrize("name", RUNS)
def test_no_form_ever_contains_nan(name: str) -> None:
    for form in ("csv", "json", "spec"):
        text = written(name, form)[2]
        assert "nan" not in text.lower()
        assert "inf" not in text.lower().replace("best_epoch", "")


def test_csv_reads_into_numpy_with_gaps_as_nan() -> None:
    text = written("classes", "csv")[2]
    table = np.genfromtxt(io.StringIO(text), delimiter=",", names=True)
    assert table.dtype.names == tuple(COLUMNS)
    assert np.isnan(table["validation_loss"]).tolist() == [False, True, False, True, False]


@pytest.mark.parametrize("name", RUNS)
def test_json_holds_the_spec_and_every_event_and_can_be_trained_again(name: str) -> None:
    spec, events, text = written(name, "json")
    document = json.loads(text)
    assert document == {"spec": spec, "events": events}
    again = list(train(Spec.parse(document["spec"])))
    assert again[-1].weights_sha256 == events[-1]["weights_sha256"]


def test_events_from_before_the_diagnostics_can_be_written() -> None:
    _, events, _ = written("classes", "csv")
    newer = ("distance", "layers", "gains", "validation_seconds")
    old = [{name: value for name, value in event.items() if name not in newer} for event in events]
    rows = list(csv.DictReader(io.StringIO(EXPORTS["csv"].write(Recorded({}, old)), newline="")))
    assert [row["distance"] for row in rows] == [""] * 5
    assert float(rows[-1]["weight_norm"]) == events[-2]["weight_norm"]


def test_every_form_names_its_media_type_and_a_suffix_of_its_own() -> None:
    suffixes = [form.suffix for form in EXPORTS.values()]
    assert {"csv", "json", "spec.json", "safetensors", "bib", "txt"} <= set(suffixes)
    for form in EXPORTS.values():
        assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+(; charset=utf-8)?", form.media_type)
        assert form.title
        assert form.help.endswith(".")


def test_an_experiment_that_has_not_begun_can_be_written() -> None:
    assert EXPORTS["csv"].write(Recorded({}, [])) == ",".join(COLUMNS) + "\r\n"
    assert json.loads(EXPORTS["json"].write(Recorded({}, []))) == {"spec": {}, "events": []}


@pytest.mark.parametrize("name", RUNS)
def test_the_settings_alone_can_be_trained_again(name: str) -> None:
    _, events, text = written(name, "spec")
    assert list(train(Spec.parse(text)))[-1].weights_sha256 == events[-1]["weights_sha256"]


def test_settings_of_an_older_form_are_taken_in_today_s() -> None:
    old = {"data": {"normalization": {"shift": True, "scale": False}}}
    assert json.loads(EXPORTS["spec"].write(Recorded(old, []))) == {"data": {"normalization": {"kind": "center"}}}


@pytest.mark.parametrize("form", ["csv", "json"])
def test_piece_by_piece_it_is_the_same(form: str) -> None:
    spec, events, text = written("classes", form)
    pieces = EXPORTS[form].pieces
    assert pieces is not None
    assert "".join(pieces(Recorded(spec, events))) == text
