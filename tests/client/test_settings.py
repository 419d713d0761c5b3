"""Settings as one writes them become the spec that is meant."""

import json
import re
from typing import Any

import pytest

from descent.settings import SHORT, by_path, spec_from
from tests.running_server import ROOT
from training.spec import Spec


def test_the_short_names_are_those_of_links() -> None:
    text = (ROOT / "static" / "js" / "address.js").read_text()
    block = text.partition("const SHORT = {")[2].partition("};")[0]
    assert dict(re.findall(r'(\w+): "([\w.]+)"', block)) == SHORT


@pytest.mark.parametrize(
    ("spec", "settings", "expected"),
    [
        (None, {}, {}),
        (
            None,
            {"optimizer": "adam", "learning_rate": 0.01},
            {"optimizer": {"kind": "adam", "learning_rate": 0.01}},
        ),
        (
            None,
            {"learning_rate": 0.01, "optimizer": "adam"},
            {"optimizer": {"learning_rate": 0.01, "kind": "adam"}},
        ),
        ({"optimizer": {"kind": "adam"}}, {"optimizer__beta1": 0.8}, {"optimizer": {"kind": "adam", "beta1": 0.8}}),
        ({"optimizer.kind": "sgd"}, {}, {"optimizer": {"kind": "sgd"}}),
        (None, {"hidden": [8, 4]}, {"network": {"hidden": [{"units": 8}, {"units": 4}]}}),
        (None, {"dataset": "spiral", "epochs": 5}, {"data": {"dataset": "spiral"}, "stopping": {"epochs": 5}}),
        ({"data": {"dataset": "spiral"}}, {"data": {"noise": 0.2}}, {"data": {"dataset": "spiral", "noise": 0.2}}),
    ],
)
def test_settings_become_a_spec(spec: Any, settings: dict[str, Any], expected: dict[str, Any]) -> None:
    before = json.dumps(spec)
    assert spec_from(spec, settings) == expected
    assert json.dumps(spec) == before
    Spec.parse(expected)


def test_changes_are_named_by_path() -> None:
    assert by_path({"learning_rate": 0.1, "optimizer__beta1": 0.8, "regularization.l2": 0}) == {
        "optimizer.learning_rate": 0.1,
        "optimizer.beta1": 0.8,
        "regularization.l2": 0,
    }
