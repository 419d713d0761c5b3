"""Searches as a whole over HTTP: columns, times, importances."""

import pytest

from playground import importances
from tests.playground.experiments import train_to_the_end
from tests.playground.requests import Visitor, strict

pytestmark = pytest.mark.usefixtures("owner")

RATES = {"kind": "log_uniform", "low": 0.001, "high": 1}
SEARCH = {
    "data": {"samples": 60},
    "stopping": {"epochs": 2},
    "vary": {"kind": "random", "trials": 9, "axes": {"optimizer.learning_rate": RATES}},
}


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Optuna takes its time to load where many tests run side by side."""
    monkeypatch.setattr(importances, "WALL_SECONDS", 150.0)


def test_the_trials_of_a_search_come_as_columns(visitor: Visitor) -> None:
    made = visitor.makes(**SEARCH)
    train_to_the_end()
    columns = strict(visitor.get(f"experiments/{made}/trials"))
    runs = strict(visitor.get(f"experiments/{made}"))["runs"]
    for name in ("number", "trial", "repetition", "name", "group", "state", "reason", "epoch", "best_epoch"):
        assert columns[name] == [run[name] for run in runs]
    assert columns["settings"]["optimizer.learning_rate"] == [
        run["settings"]["optimizer.learning_rate"] for run in runs
    ]
    assert columns["best"]["validation_loss"] == [run["best"]["validation_loss"] for run in runs]
    assert columns["objective"] == "validation_loss"
    assert columns["score"] == [run["best"]["validation_loss"] for run in runs]
    assert not any("test" in name for name in (*columns["best"], *columns["last"]))


def test_a_search_tells_when_each_trial_trained(visitor: Visitor) -> None:
    made = visitor.makes(**SEARCH)
    assert strict(visitor.get(f"experiments/{made}/times")) == {"trials": [], "begun": [], "ended": []}
    train_to_the_end()
    times = strict(visitor.get(f"experiments/{made}/times"))
    assert times["trials"] == list(range(1, 10))
    assert all(0 <= begun <= ended for begun, ended in zip(times["begun"], times["ended"], strict=True))


def test_the_only_setting_that_differs_explains_all(visitor: Visitor) -> None:
    made = visitor.makes(**SEARCH)
    before = strict(visitor.get(f"experiments/{made}/importance"))
    assert before["importances"] == []
    assert "0 have ended" in before["sentence"]
    train_to_the_end()
    after = strict(visitor.get(f"experiments/{made}/importance"))
    assert (after["evaluator"], after["trials"], after["sentence"]) == ("fANOVA", 9, None)
    assert [each["path"] for each in after["importances"]] == ["optimizer.learning_rate"]
    assert after["importances"][0]["importance"] == pytest.approx(1)


def test_importances_that_came_too_late_are_computed_another_time(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = visitor.makes(**SEARCH, seed=7)
    train_to_the_end()
    with monkeypatch.context() as busy:
        busy.setattr(importances, "WALL_SECONDS", 0.001)
        late = strict(visitor.get(f"experiments/{made}/importance"))
    assert "no time" in late["sentence"]
    assert strict(visitor.get(f"experiments/{made}/importance"))["importances"] != []


def test_trials_that_share_no_setting_have_no_importance(visitor: Visitor) -> None:
    made = visitor.makes(**{**SEARCH, "vary": {"kind": "list", "runs": [{"name": str(each)} for each in range(9)]}})
    train_to_the_end()
    answer = strict(visitor.get(f"experiments/{made}/importance"))
    assert answer["importances"] == []
    assert "share no setting" in answer["sentence"]


def test_what_a_trial_does_not_name_is_told_apart_from_null(visitor: Visitor) -> None:
    runs = [{"set": {"optimizer.learning_rate": 0.1}}, {"set": {"stopping.early": None}}]
    columns = strict(visitor.get(f"experiments/{visitor.makes(vary={'kind': 'list', 'runs': runs})}/trials"))
    assert columns["settings"] == {"optimizer.learning_rate": [0.1, None], "stopping.early": [None, None]}
    assert columns["unset"] == {"optimizer.learning_rate": [1], "stopping.early": [0]}
