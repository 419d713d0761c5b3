"""Scenes over HTTP: quick, sealed, honest about what is still being drawn."""

import subprocess
import time
from typing import Any

import pytest

from playground import scenes
from playground.models import Experiment
from playground.scenes import MOST_WAITING, WAIT, _drawn
from tests.playground.experiments import train_to_the_end
from tests.playground.requests import Browser, Visitor, problems, strict
from tests.test_architecture import HEAVY, loaded_after
from training.datasets import DATASETS

pytestmark = pytest.mark.usefixtures("owner")
SLOWEST = 0.3
RAW = {"data": {"dataset": "waveforms", "signal_features": "raw"}, "network": {"hidden": [{"units": 4}]}}
LARGEST: dict[str, dict[str, Any]] = {
    "raw sounds": RAW,
    "many points": {"data": {"samples": 50_000}, "batch": {"size": 1000}},
    "many powers": {
        "data": {"samples": 50_000, "expansion": {"kind": "polynomial", "degree": 19}},
        "batch": {"size": 1000},
    },
    "many weights": {"network": {"hidden": [{"units": 512}, {"units": 512}]}},
}


def scene(visitor: Visitor, spec: dict[str, Any]) -> Any:
    answer = visitor.post("scene", spec)
    assert answer.status_code == 200, answer.content[:500]
    return strict(answer)


@pytest.mark.parametrize("name", [dataset.kind for dataset in DATASETS])
def test_every_data_set_has_a_scene_with_samples(name: str) -> None:
    spec = {"data": {"dataset": name, **({"samples": 30} if name == "waveforms" else {})}}
    told = scene(Visitor(), spec)
    deadline = time.monotonic() + 20
    while told["pending"]:
        assert told["samples"] is None
        assert time.monotonic() < deadline
        told = scene(Visitor(), spec)
    assert told["samples"]["train"]["count"] > 0
    assert told["samples"]["test"] is None
    assert told["weights"]


@pytest.mark.parametrize("name", LARGEST)
def test_the_answer_comes_at_once_with_samples_or_without(name: str) -> None:
    visitor = Visitor()
    scene(visitor, {})
    seconds = []
    for _ in range(3):
        _drawn._kept.clear()
        started = time.process_time()  # the clock on the wall tells how busy the machine is with other things
        told = scene(visitor, LARGEST[name])
        seconds.append(time.process_time() - started)
    assert min(seconds) < SLOWEST - WAIT
    assert told["parameters"] > 0
    assert told["pending"] == (name == "raw sounds")


def test_what_cannot_be_trained_has_no_scene() -> None:
    assert (
        problems(Visitor().post("scene", {"network": {"hidden": [{"units": 0}]}}), 422)[0][0]
        == "network.hidden.0.units"
    )
    powers = {"dataset": "poly19", "expansion": {"kind": "polynomial", "degree": 19}, "normalization": {"kind": "none"}}
    assert problems(Visitor().post("scene", {"data": powers}), 422)[0][0] == "data.expansion.degree"


def test_an_experiment_has_the_scene_of_its_spec_and_of_each_run() -> None:
    visitor = Visitor()
    spec: dict[str, Any] = {"data": {"samples": 60}, "seed": 3}
    made = visitor.makes(**spec)
    assert strict(visitor.get(f"experiments/{made}/scene")) == scene(visitor, spec)
    grid = {"kind": "grid", "axes": {"network.hidden.0.units": {"kind": "choice", "values": [2, 5]}}}
    several = visitor.makes(**spec, vary=grid)
    units = [strict(visitor.get(f"experiments/{several}/scene?run={run}"))["layers"][0]["units"] for run in (1, 2)]
    assert units == [2, 5]
    assert scene(visitor, {**spec, "vary": grid})["layers"][0]["units"] == 2


def test_test_samples_appear_once_their_owner_has_opened_them() -> None:
    owner = Browser()
    made = owner.makes(data={"samples": 60}, stopping={"epochs": 2})
    train_to_the_end()
    assert strict(owner.get(f"experiments/{made}/scene"))["samples"]["test"] is None
    assert owner.post(f"experiments/{made}/test").status_code == 200
    opened = strict(Visitor().get(f"experiments/{made}/scene"))["samples"]
    assert opened["test"]["count"] == 12
    assert scene(owner, {"data": {"samples": 60}})["samples"]["test"] is None


def test_a_stranger_with_the_link_sees_it_and_an_unknown_one_is_refused() -> None:
    made = Visitor().makes(data={"samples": 60})
    assert Visitor().get(f"experiments/{made}/scene").status_code == 200
    problems(Visitor().get("experiments/nobody/scene"), 404)


def test_a_table_that_is_gone_is_said_in_words() -> None:
    made = Visitor().makes(data={"samples": 60})
    experiment = Experiment.objects.get(public_id=made)
    experiment.spec["data"]["dataset"] = "table-gone"
    experiment.save()
    [(loc, sentence)] = problems(Visitor().get(f"experiments/{made}/scene"), 422)
    assert (loc, "table-gone" in sentence) == ("data.dataset", True)


def test_scenes_load_nothing_heavy(tmp_path: Any) -> None:
    code = (
        "import django, os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'playground.settings'\ndjango.setup()\n"
        "from playground.scenes import scene_of\nfrom training.spec import Spec\n"
        "for name in ('circle', 'digits', 'wine', 'diabetes'): scene_of(Spec.parse({'data': {'dataset': name}}))"
    )
    assert loaded_after(code, tmp_path) & HEAVY == set()


def test_of_sounds_that_nobody_waits_for_any_more_only_a_few_are_drawn() -> None:
    asked = [{"data": {"dataset": "waveforms", "samples": 200, "signal_to_noise": each}} for each in range(12)]
    for spec in asked:
        scene(Visitor(), spec)
    assert len(_drawn._coming) <= MOST_WAITING
    deadline = time.monotonic() + 30
    while scene(Visitor(), asked[-1])["samples"] is None:
        assert time.monotonic() < deadline


@pytest.mark.parametrize(
    "trouble",
    [subprocess.TimeoutExpired("python", 30), subprocess.CalledProcessError(-9, "python"), OSError("no memory")],
    ids=lambda trouble: type(trouble).__name__,
)
def test_what_was_too_slow_or_killed_is_tried_again_later(trouble: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise trouble

    spec = {"data": {"dataset": "waveforms", "samples": 40, "signal_to_noise": 3}}
    _drawn._kept.clear()
    with monkeypatch.context() as broken:
        broken.setattr(scenes.subprocess, "run", fail)  # type: ignore[attr-defined]
        told = scene(Visitor(), spec)
        assert (told["pending"], told["samples"]) == (False, None)
    assert scene(Visitor(), spec)["samples"] is None
    _drawn._again = dict.fromkeys(_drawn._again, 0.0)
    deadline = time.monotonic() + 20
    while scene(Visitor(), spec)["samples"] is None:
        assert time.monotonic() < deadline
