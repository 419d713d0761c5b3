"""Inputs over HTTP: numbers too large are refused at once, older specs are understood, tiles are offered."""

from typing import Any

import pytest

from playground.models import Experiment, Owner
from tests.playground.requests import Visitor, problems, strict
from tests.test_architecture import HEAVY, loaded_after

pytestmark = pytest.mark.usefixtures("owner")

RAW_POWERS: dict[str, Any] = {
    "data": {
        "dataset": "poly19",
        "expansion": {"kind": "polynomial", "degree": 19},
        "normalization": {"kind": "none"},
    }
}
STANDARDIZED = {"data": {**RAW_POWERS["data"], "normalization": {"kind": "standardize"}}}


@pytest.mark.parametrize("address", ["experiments", "cost"])
def test_powers_that_overflow_are_refused_before_anything_is_made(address: str) -> None:
    [(loc, sentence)] = problems(Visitor().post(address, RAW_POWERS), 422)
    assert loc == "data.expansion.degree"
    assert "127" not in sentence
    assert 'The input "x^19" reaches 9.4e+39; training calculates up to 3.4e+38.' in sentence
    assert not Experiment.objects.exists()
    assert Owner.objects.count() == 1


def test_standardized_powers_are_taken_and_a_fork_back_to_raw_ones_is_not() -> None:
    visitor = Visitor()
    experiment = visitor.makes(**STANDARDIZED)
    answer = visitor.post(f"experiments/{experiment}/fork", {"set": {"data.normalization.kind": "none"}})
    assert problems(answer, 422)[0][0] == "data.expansion.degree"
    taken = {"set": {"data.normalization.kind": "none", "data.distort.scale": 1 / 127}}
    assert visitor.post(f"experiments/{experiment}/fork", taken).status_code == 201


def test_looking_ahead_loads_nothing_heavy(tmp_path: Any) -> None:
    code = (
        "from training.data import foresee\nfrom training.spec import Spec\n"
        "foresee(Spec.parse({'data': {'distort': {'scale': 2}, 'samples': 10000}}))\n"
        "foresee(Spec.parse({'data': {'dataset': 'wine', 'distort': {'scale': 2}}}))"
    )
    assert loaded_after(code, tmp_path) & HEAVY == set()


@pytest.mark.parametrize(("old", "kind"), [({"shift": True, "scale": False}, "center"), ({"shift": False}, "scale")])
def test_an_experiment_of_the_first_version_is_read_and_forked(old: dict[str, bool], kind: str) -> None:
    visitor = Visitor()
    experiment = visitor.makes()
    row = Experiment.objects.get(public_id=experiment)
    # As the first version stored it: other words for normalization, and no settings that came later.
    row.spec["data"] = {"dataset": "circle", "samples": None, "noise": 0.1, "features": None, "normalization": old}
    row.save()
    told = strict(visitor.get(f"experiments/{experiment}"))
    assert told["spec"]["data"]["normalization"] == {"kind": kind}
    assert told["cost"]["parameters"] == 28
    assert visitor.client.get(f"/e/{experiment}").status_code == 200
    fork = strict(visitor.post(f"experiments/{experiment}/fork", {"set": {"seed": 1}}))["id"]
    assert Experiment.objects.get(public_id=fork).spec["data"]["normalization"] == {"kind": kind}


def test_the_old_form_is_taken_when_it_is_sent() -> None:
    visitor = Visitor()
    experiment = visitor.makes(data={"normalization": {"shift": False, "scale": False}})
    assert Experiment.objects.get(public_id=experiment).spec["data"]["normalization"] == {"kind": "none"}
    switched = strict(visitor.post(f"experiments/{experiment}/fork", {"set": {"data.normalization.shift": True}}))
    assert Experiment.objects.get(public_id=switched["id"]).spec["data"]["normalization"] == {"kind": "center"}


def test_tiles_are_offered_for_points_in_the_plane_only() -> None:
    entries = {entry["name"]: entry for entry in strict(Visitor().get("datasets"))["datasets"]}
    assert [tile["shown"] for tile in entries["circle"]["tiles"]] == [
        "x₁", "x₂", "x₁²", "x₂²", "x₁x₂", "sin x₁", "sin x₂",
    ]  # fmt: skip
    assert entries["iris"]["tiles"] == entries["digits"]["tiles"] == []


def test_the_cost_counts_the_inputs_that_the_network_sees() -> None:
    def cost(**data: Any) -> Any:
        return strict(Visitor().post("cost", {"data": data, "network": {"hidden": []}}))

    assert (cost()["inputs"], cost()["parameters"]) == (2, 6)
    tiles = cost(features=["x1", "x1²", "sin(x1)"])
    assert (tiles["inputs"], tiles["parameters"]) == (3, 8)
    chebyshev = cost(dataset="iris", expansion={"kind": "chebyshev", "degree": 10})
    assert (chebyshev["inputs"], chebyshev["parameters"]) == (41, 126)


def test_a_search_is_refused_where_one_of_its_runs_overflows() -> None:
    runs = [{"name": f"degree {degree}", "set": {"data.expansion.degree": degree}} for degree in (3, 19)]
    search = {**RAW_POWERS, "vary": {"kind": "list", "runs": runs}}
    assert "data.expansion.degree" in {loc for loc, _ in problems(Visitor().post("experiments", search), 422)}
    standardized = {**STANDARDIZED, "vary": {"kind": "list", "runs": runs}}
    assert Visitor().post("experiments", standardized).status_code == 201


def test_a_fork_chooses_an_expansion_with_its_degree() -> None:
    visitor = Visitor()
    settings = {"data.expansion.kind": "chebyshev", "data.expansion.degree": 7, "data.normalization.kind": "minmax"}
    fork = strict(visitor.post(f"experiments/{visitor.makes()}/fork", {"set": settings}))["id"]
    data = Experiment.objects.get(public_id=fork).spec["data"]
    assert (data["expansion"], data["normalization"]) == ({"kind": "chebyshev", "degree": 7}, {"kind": "minmax"})
