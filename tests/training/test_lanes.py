"""Trials and their repetitions: which run is which, and what a repetition shares with its trial."""

import pytest

from training import Spec, train
from training.problems import SpecError
from training.runs import runs_of

RACE = {
    "vary": {
        "kind": "list",
        "seeds": 3,
        "runs": [{"set": {"optimizer.learning_rate": 0.01}}, {"set": {"optimizer.learning_rate": 0.1}}],
    },
    "stopping": {"epochs": 2},
}


def test_runs_are_numbered_trial_by_trial() -> None:
    found = [(run.number, run.lane.trial, run.lane.repetition) for run in runs_of(Spec.parse(RACE))]
    assert found == [(1, 1, 0), (2, 1, 1), (3, 1, 2), (4, 2, 0), (5, 2, 1), (6, 2, 2)]


def test_repetitions_share_data_and_trials_share_seeds() -> None:
    events = [event for event in train(Spec.parse(RACE)) if event.to_dict()["type"] == "run_started"]
    assert [event.run for event in events] == [1, 2, 3, 4, 5, 6], "all of them train in lockstep"
    weights = [event.to_dict()["weights_sha256"] for event in events]
    assert len(set(weights)) == 3
    assert weights[:3] == weights[3:], "trials start from the same weights, repetition by repetition"
    assert [event.to_dict()["settings"] for event in events[2:4]] == [
        {"optimizer.learning_rate": 0.01},
        {"optimizer.learning_rate": 0.1},
    ]
    specs = [run.spec for run in runs_of(Spec.parse(RACE))]
    assert {spec.data_seed for spec in specs} == {0}
    assert specs[0].data.seed is None, "the first repetition is the trial as it is"


def test_a_network_seed_of_its_own_is_drawn_anew_as_well() -> None:
    specs = [run.spec for run in runs_of(Spec.parse({**RACE, "network": {"seed": 7}}))]
    assert specs[0].network.seed == 7
    assert len({spec.network.seed for spec in specs[:3]}) == 3


def test_too_many_runs_are_refused_at_the_seeds() -> None:
    many = {"kind": "random", "trials": 1000, "seeds": 3, "axes": {"optimizer.learning_rate": {"kind": "uniform"}}}
    with pytest.raises(SpecError) as refused:
        Spec.parse({"vary": many})
    assert [problem.loc for problem in refused.value.problems] == ["vary.seeds"]
    assert "3,000 runs; at most 2,000" in refused.value.problems[0].msg
