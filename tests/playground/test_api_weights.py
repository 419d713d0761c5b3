"""Weights over HTTP: an index, and the weights themselves in bounded pages; also of experiments that kept none."""

import base64
from typing import Any

import numpy as np
import pytest

from playground.models import Experiment, Run, Weights
from tests.playground.experiments import take_short_turn, train_to_the_end
from tests.playground.requests import Visitor, problems, strict
from training.population import Population
from training.spec import Spec

pytestmark = pytest.mark.usefixtures("owner")


def ask(visitor: Visitor, made: str, query: str = "") -> Any:
    answer = visitor.get(f"experiments/{made}/weights{query}")
    assert answer.status_code == 200, answer.content
    return strict(answer)


def numbers(frame: dict[str, Any]) -> np.ndarray:
    decoded: np.ndarray = np.frombuffer(base64.b64decode(frame["data"]), "<f4")
    return decoded


def test_the_index_lists_what_can_be_looked_at(visitor: Visitor, finished: str) -> None:
    index = ask(visitor, finished)
    run = Run.objects.get(experiment__public_id=finished)
    assert index == {"run": 1, "epochs": list(range(13)), "best": run.best_epoch, "bytes": 4 * 28}


def test_weights_come_in_the_order_of_their_epochs(visitor: Visitor, finished: str) -> None:
    page = ask(visitor, finished, "?epochs=4,12,0,4,99")
    assert [(frame["run"], frame["epoch"]) for frame in page["weights"]] == [(1, 0), (1, 4), (1, 12)]
    assert page["more"] == []
    run = Run.objects.get(experiment__public_id=finished)
    assert numbers(page["weights"][2]).tobytes() == bytes(run.weights or b"")
    first = Population.start([Spec.model_validate(run.experiment.spec)]).snapshot(0)
    assert numbers(page["weights"][0]).tobytes() == first.tobytes()


def test_a_page_is_bounded_and_says_what_is_left(visitor: Visitor) -> None:
    made = visitor.makes(network={"hidden": [{"units": 128}, {"units": 128}]}, stopping={"epochs": 20})
    train_to_the_end()
    epochs = ask(visitor, made)["epochs"]
    assert len(epochs) > 12
    left, seen, pages = epochs, [], 0
    while left:
        answer = visitor.get(f"experiments/{made}/weights?epochs={','.join(map(str, left))}")
        assert len(answer.content) <= 1_010_000
        page = strict(answer)
        seen += [frame["epoch"] for frame in page["weights"]]
        left, pages = page["more"], pages + 1
    assert seen == epochs
    assert pages > 1


def test_networks_larger_than_a_page_come_one_by_one(visitor: Visitor) -> None:
    made = visitor.makes(network={"hidden": [{"units": 500}, {"units": 500}]}, stopping={"epochs": 2})
    train_to_the_end()
    assert ask(visitor, made)["epochs"][-1] == 2
    page = ask(visitor, made, "?epochs=0,2")
    assert [frame["epoch"] for frame in page["weights"]] == [0]
    assert page["more"] == [2]


def test_the_newest_are_known_while_it_trains(visitor: Visitor) -> None:
    made = visitor.makes(stopping={"epochs": 3000})
    [waiting] = ask(visitor, made, "?epochs=newest")["weights"]
    assert waiting["epoch"] == 0
    take_short_turn()
    [newest] = ask(visitor, made, "?epochs=newest")["weights"]
    assert newest["epoch"] == 1
    assert not np.array_equal(numbers(newest), numbers(waiting))


def test_every_run_of_a_search_has_its_own(visitor: Visitor) -> None:
    axes = {"network.hidden.0.units": {"kind": "choice", "values": [2, 5]}}
    made = visitor.makes(vary={"kind": "grid", "axes": axes}, stopping={"epochs": 3}, data={"samples": 60})
    train_to_the_end()
    sizes = [ask(visitor, made, f"?run={run}")["bytes"] for run in (1, 2)]
    assert sizes[0] < sizes[1]
    assert ask(visitor, made, "?run=2&epochs=3")["weights"][0]["run"] == 2
    problems(visitor.get(f"experiments/{made}/weights?run=3"), 404)


def test_an_experiment_from_before_weights_were_kept_has_its_first_and_last(visitor: Visitor, finished: str) -> None:
    kept = ask(visitor, finished, "?epochs=0,12")
    Weights.objects.all().delete()
    assert ask(visitor, finished)["epochs"] == [0, 12]
    assert ask(visitor, finished, "?epochs=0,5,12") == kept
    assert ask(visitor, finished, "?epochs=newest")["weights"] == kept["weights"][1:]
    row = Experiment.objects.get(public_id=finished)
    row.spec["network"]["hidden"][0]["units"] = 0  # this version no longer understands it
    row.save()
    assert ask(visitor, finished)["epochs"] == [12]


@pytest.mark.parametrize("epochs", ["1,x", "-1", "1,,2", "1e3", ",".join(["1"] * 1001), "12345678"])
def test_what_names_no_epochs_is_refused_in_words(epochs: str, visitor: Visitor, finished: str) -> None:
    [(loc, _)] = problems(visitor.get(f"experiments/{finished}/weights?epochs={epochs}"), 422)
    assert loc == "epochs"


def test_a_branch_keeps_the_pictures_of_the_epochs_it_shares(visitor: Visitor) -> None:
    made = visitor.makes(stopping={"epochs": 40}, data={"samples": 60})
    train_to_the_end()
    answer = visitor.post(f"experiments/{made}/branch", {"epoch": 25, "set": {}})
    assert answer.status_code == 201, answer.content
    branch = strict(answer)["id"]
    train_to_the_end()
    assert ask(visitor, branch)["epochs"] == ask(visitor, made)["epochs"]
    every = ",".join(map(str, range(41)))
    assert ask(visitor, branch, f"?epochs={every}") == ask(visitor, made, f"?epochs={every}")


def test_the_newest_networks_of_several_runs_come_in_one_answer(visitor: Visitor) -> None:
    made = visitor.makes(ensemble={"members": 4}, stopping={"epochs": 200}, data={"samples": 60})
    assert strict(visitor.get(f"experiments/{made}/networks?runs=1,2"))["weights"] == []
    take_short_turn()
    early = strict(visitor.get(f"experiments/{made}/networks?runs=3,1,9"))
    assert [frame["run"] for frame in early["weights"]] == [1, 3]
    train_to_the_end()
    answer = strict(visitor.get(f"experiments/{made}/networks?runs=1,2,3,4"))
    assert [(frame["run"], frame["epoch"]) for frame in answer["weights"]] == [(run, 200) for run in (1, 2, 3, 4)]
    assert answer["more"] == []
    for frame in answer["weights"]:
        assert ask(visitor, made, f"?run={frame['run']}&epochs=newest")["weights"] == [frame]


def test_networks_are_told_as_they_were_after_an_epoch(visitor: Visitor) -> None:
    lanes = [{"set": {"stopping.epochs": epochs}} for epochs in (3, 40)]
    made = visitor.makes(vary={"kind": "list", "runs": lanes}, data={"samples": 60})
    train_to_the_end()
    for epoch, known in ((0, [0, 0]), (2, [2, 2]), (10, [3, 10]), (33, [3, 32]), (99, [3, 40])):
        answer = strict(visitor.get(f"experiments/{made}/networks?runs=1,2&epoch={epoch}"))
        assert [frame["epoch"] for frame in answer["weights"]] == known
        for frame in answer["weights"]:
            kept = ask(visitor, made, f"?run={frame['run']}&epochs={frame['epoch']}")
            assert kept["weights"] == [frame]
    assert problems(visitor.get(f"experiments/{made}/networks?runs=1&epoch=-1"), 422)


def test_networks_that_do_not_fit_into_an_answer_are_named(visitor: Visitor) -> None:
    made = visitor.makes(
        network={"hidden": [{"units": 250}, {"units": 250}]}, ensemble={"members": 4}, stopping={"epochs": 1}
    )
    train_to_the_end()
    answer = strict(visitor.get(f"experiments/{made}/networks?runs=1,2,3,4"))
    assert [frame["run"] for frame in answer["weights"]] == [1, 2]
    assert answer["more"] == [3, 4]
    [(loc, _)] = problems(visitor.get(f"experiments/{made}/networks?runs=one"), 422)
    assert loc == "runs"
