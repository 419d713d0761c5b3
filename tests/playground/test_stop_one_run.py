"""Stopping one run or trial of several: it ends at once, and the others train on bit for bit as if nothing happened."""

from typing import Any

import pytest

from playground import control
from playground.models import Checkpoint, Desired, Experiment, Owner, Population, Run, State
from playground.refusals import Finished
from tests.playground.experiments import branch, events_of, figures, make, repeat, take_short_turn, train_to_the_end
from tests.playground.requests import Visitor, problems, strict
from tests.playground.separate import work_to_the_end
from tests.playground.test_several_runs import ENSEMBLE, RACE, by_run

pytestmark = pytest.mark.usefixtures("owner", "a_commit_an_epoch")


def ends(experiment: Experiment) -> dict[int, tuple[str, int]]:
    told = [event for event in events_of(experiment) if event["type"] == "run_finished"]
    return {event["run"]: (event["reason"], event["epochs"]) for event in told}


def stopped_in_the_middle(owner: Owner, settings: dict[str, Any], run: int, damage: bool = False) -> Experiment:
    experiment = make(owner, **settings)
    while experiment.runs.get(number=run).epoch < 4:
        take_short_turn()
    control.stop_run(experiment, run)
    for turn in range(8):
        take_short_turn()
        if damage and turn in (1, 4):
            Checkpoint.objects.all().delete()
    train_to_the_end(take_short_turn)
    return experiment


@pytest.mark.parametrize("damage", [False, True], ids=["", "checkpoints lost"])
def test_the_others_go_on_as_if_nothing_had_happened(owner: Owner, damage: bool) -> None:
    experiment, other = stopped_in_the_middle(owner, RACE, 2, damage), make(owner, **RACE)
    train_to_the_end(take_short_turn)
    assert ends(experiment)[2][0] == "stopped by user"
    assert 4 <= ends(experiment)[2][1] < 12
    assert {run: end for run, end in ends(experiment).items() if run != 2} == dict.fromkeys((1, 3, 4), ("epochs", 12))
    found, expected = by_run(figures(experiment)), by_run(figures(other))
    for run in (1, 3, 4):
        assert found[run] == expected[run]
    epochs = ends(experiment)[2][1]
    assert found[2][: epochs + 1] == expected[2][: epochs + 1]
    assert Run.objects.get(experiment=experiment, number=2).weights


def test_a_member_that_is_stopped_keeps_its_vote(owner: Owner) -> None:
    experiment = stopped_in_the_middle(owner, ENSEMBLE, 2, damage=True)
    assert ends(experiment)[2][0] == "stopped by user"
    assert figures(experiment)[-1]["members"] == 3


def test_one_that_rests_ends_and_the_others_rest_on(owner: Owner) -> None:
    experiment = make(owner, **RACE)
    control.desire(experiment, Desired.STEP)
    train_to_the_end(take_short_turn)
    control.stop_run(experiment, 1)
    control.stop_run(experiment, 3)
    train_to_the_end(take_short_turn)
    assert set(ends(experiment).items()) == {(1, ("stopped by user", 1)), (3, ("stopped by user", 1))}
    assert [run.state for run in experiment.runs.order_by("number")] == ["finished", "paused", "finished", "paused"]
    assert set(Population.objects.values_list("state", flat=True)) == {State.PAUSED, State.FINISHED}


def test_a_run_that_waits_never_trains(owner: Owner) -> None:
    experiment = make(owner, **RACE)
    control.stop_run(experiment, 4)
    train_to_the_end(take_short_turn)
    assert ends(experiment)[4] == ("stopped by user", 0)


def test_all_of_them_one_by_one_end_the_experiment(owner: Owner) -> None:
    experiment = make(owner, **RACE)
    take_short_turn()
    for run in (1, 2, 3, 4):
        control.stop_run(experiment, run)
    train_to_the_end(take_short_turn)
    assert not experiment.populations.open().exists()
    with pytest.raises(Finished):
        control.stop_run(experiment, 1)


def test_one_may_be_stopped_while_others_are_validated_elsewhere(owner: Owner) -> None:
    experiment = make(owner, **RACE, validation={"separate_worker": True})
    for _ in range(3):
        take_short_turn()
    control.stop_run(experiment, 2)
    work_to_the_end(take_short_turn)
    assert ends(experiment)[2][0] == "stopped by user"
    assert [ends(experiment)[run] for run in (1, 3, 4)] == [("epochs", 12)] * 3


def test_a_repetition_and_a_branch_stop_the_same_run_at_the_same_epoch(owner: Owner) -> None:
    experiment = stopped_in_the_middle(owner, RACE, 2)
    again, early, late = (repeat(experiment, owner), *(branch(experiment, owner, at, {}) for at in (2, 9)))
    train_to_the_end(take_short_turn)
    for other in (again, early, late):
        assert ends(other) == ends(experiment)
        assert by_run(figures(other)) == by_run(figures(experiment))


def search(seeds: int) -> dict[str, Any]:
    rates = [{"set": {"optimizer.learning_rate": rate}} for rate in (0.01, 0.03)]
    return {"vary": {"kind": "list", "runs": rates, "seeds": seeds}}


def test_a_trial_stops_with_all_its_seeds(owner: Owner) -> None:
    experiment, other = make(owner, **search(3)), make(owner, **search(3))
    while experiment.runs.get(number=6).epoch < 4:
        take_short_turn()
    control.stop_run(experiment, 5)
    while experiment.runs.get(number=5).state != "finished":
        take_short_turn()
    before = ends(experiment)[5]
    control.stop_trial(experiment, 2)
    train_to_the_end(take_short_turn)
    assert ends(experiment)[5] == before
    assert [ends(experiment)[run][0] for run in (4, 5, 6)] == ["stopped by user"] * 3
    assert [ends(experiment)[run] for run in (1, 2, 3)] == [ends(other)[run] for run in (1, 2, 3)]
    found, expected = by_run(figures(experiment)), by_run(figures(other))
    assert all(found[run] == expected[run] for run in (1, 2, 3))


def test_over_http_a_trial_is_stopped_by_its_number(visitor: Visitor) -> None:
    made = visitor.makes(data={"samples": 60}, stopping={"epochs": 12}, **search(2))
    take_short_turn()
    path = f"experiments/{made}/control"
    both = problems(visitor.post(path, {"desired": "stop", "run": 1, "trial": 1}), 422)
    assert both == [("trial", "Name a run or a trial, not both.")]
    assert problems(visitor.post(path, {"desired": "stop", "trial": 3}), 422)[0][0] == "trial"
    assert problems(visitor.post(path, {"desired": "pause", "trial": 1}), 422)[0][0] == "trial"
    for trial in (0, -1, "1", 1.5, 10**9, True):
        assert problems(visitor.post(path, {"desired": "stop", "trial": trial}), 422)[0][0] == "trial"
    problems(Visitor().post(path, {"desired": "stop", "trial": 1}), 403)
    assert strict(visitor.post(path, {"desired": "stop", "trial": 2}))["status"]["desired"] == "run"
    train_to_the_end()
    problems(visitor.post(path, {"desired": "stop", "trial": 2}), 409)
    reasons = [ends(Experiment.objects.get())[run][0] for run in (1, 2, 3, 4)]
    assert reasons == ["epochs", "epochs", "stopped by user", "stopped by user"]


def test_over_http_a_run_is_stopped_by_its_number(visitor: Visitor) -> None:
    made = visitor.makes(data={"samples": 60}, stopping={"epochs": 12}, **RACE)
    take_short_turn()
    path = f"experiments/{made}/control"
    assert strict(visitor.post(path, {"desired": "stop", "run": 3}))["status"]["desired"] == "run"
    assert problems(visitor.post(path, {"desired": "stop", "run": 7}), 422)[0][0] == "run"
    assert problems(visitor.post(path, {"desired": "pause", "run": 1}), 422)[0][0] == "run"
    for run in (0, -1, "1", 1.5, 10**9, True):
        assert problems(visitor.post(path, {"desired": "stop", "run": run}), 422)[0][0] == "run"
    problems(Visitor().post(path, {"desired": "stop", "run": 1}), 403)
    train_to_the_end()
    problems(visitor.post(path, {"desired": "stop", "run": 3}), 409)
    assert ends(Experiment.objects.get())[3][0] == "stopped by user"
