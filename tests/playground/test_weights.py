"""Weights for pictures: those of the engine bit for bit, whatever interrupts the training, and no more than agreed."""

from typing import Any

import numpy as np
import pytest
import torch

from playground import control, slices, weight_stream
from playground.models import Checkpoint, Desired, Experiment, Owner, Run, Weights
from playground.weight_grid import on_grid
from tests.playground.experiments import events_of, make, take_short_turn, take_turn, train_to_the_end
from tests.playground.separate import EARLY, work_to_the_end
from training import engine
from training.runs import populations_of
from training.spec import Spec

Frames = dict[tuple[int, int], bytes]
BATCH = {"network": {"hidden": [{"units": 3, "normalization": "batch"}]}}
GRID = {"kind": "grid", "axes": {"network.hidden.0.units": {"kind": "choice", "values": [2, 5]}}}
KINDS: dict[str, dict[str, Any]] = {
    "one network": {"stopping": {"epochs": 40}},
    "batch normalization": {**BATCH, "stopping": {"epochs": 20}},
    "back to the best": {key: value for key, value in EARLY.items() if key != "validation"},
    "an ensemble": {"ensemble": {"members": 3}},
    "a search": {"vary": GRID},
    "no epoch kept apart": {"stopping": {"epochs": 1}},
}


def of_the_engine(experiment: Experiment) -> Frames:
    """Run and epoch → the network as the engine has it, trained from start to end; the last one as the run ends."""
    torch.set_num_threads(1)
    found: Frames = {}
    spec = Spec.model_validate(experiment.spec)
    for runs in populations_of(spec):
        population = engine.start(runs, spec)
        engine.begin(population)
        while population.runs:
            for row, run in enumerate(population.runs):
                found[(run.number, run.epoch)] = population.snapshot(row).astype("<f4").tobytes()
            for event in engine.advance(population):
                if event.type == "run_finished":
                    result = population.results[event.run]
                    found[(event.run, event.epochs)] = result.weights.astype("<f4").tobytes()
    return found


def kept(experiment: Experiment) -> Frames:
    rows = Weights.objects.filter(experiment=experiment)
    assert all(
        row.lasting for row in rows if Run.objects.get(experiment=experiment, number=row.run).state == "finished"
    )
    return {(row.run, row.epoch): bytes(row.data) for row in rows}


@pytest.mark.parametrize("kind", KINDS)
def test_they_are_those_of_the_engine_at_the_epochs_of_the_grid(kind: str, owner: Owner) -> None:
    experiment = make(owner, **KINDS[kind])
    train_to_the_end()
    expected, found = of_the_engine(experiment), kept(experiment)
    assert found == {moment: expected[moment] for moment in found}
    for run in experiment.runs.all():
        epochs = {epoch for number, epoch in found if number == run.number}
        usual = {epoch for epoch in range(run.epoch) if on_grid(epoch, 16)}
        last = {run.epoch} if run.number == 1 or not usual else set()
        assert usual | last | {run.best_epoch} <= epochs | {run.epoch}
        assert expected[(run.number, run.epoch)] == bytes(run.weights or b"")


def test_after_going_back_the_last_ones_are_the_best(owner: Owner) -> None:
    experiment = make(owner, **KINDS["back to the best"])
    train_to_the_end()
    run, found = experiment.runs.get(), kept(experiment)
    assert 0 < run.best_epoch < run.epoch
    assert found[(1, run.epoch)] == found[(1, run.best_epoch)] == bytes(run.weights or b"")
    assert found[(1, run.epoch - 1)] != found[(1, run.epoch)]


def test_separate_validation_keeps_the_same_and_nothing_beyond_the_end(owner: Owner) -> None:
    experiment = make(owner, **EARLY)
    work_to_the_end()
    inline = make(owner, **KINDS["back to the best"])
    train_to_the_end()
    assert kept(experiment) == kept(inline)


@pytest.mark.parametrize("lost", [0, 2], ids=["at the newest checkpoint", "at no checkpoint"])
def test_a_worker_that_dies_between_commits_changes_no_bit(lost: int, owner: Owner, a_commit_an_epoch: None) -> None:
    experiment, twin = make(owner, stopping={"epochs": 40}), make(owner, stopping={"epochs": 40})
    twin.populations.update(lease_until="2100-01-01T00:00Z")
    for _ in range(20):
        take_short_turn()
    newest = Checkpoint.objects.filter(population__experiment=experiment).order_by("-pk")[:lost]
    Checkpoint.objects.filter(pk__in=[each.pk for each in newest]).update(data=b"broken")
    train_to_the_end()
    twin.populations.update(lease_until=None)
    train_to_the_end()
    assert kept(experiment) == kept(twin) == {key: of_the_engine(twin)[key] for key in kept(twin)}
    assert len(kept(twin)) == len({epoch for epoch in range(41) if on_grid(epoch, 16)})


def test_a_late_worker_writes_none(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    experiment = make(owner)
    take_short_turn()
    before = kept(experiment)
    write = Weights.objects.record

    def overtaken(*arguments: Any) -> int:
        written = write(*arguments)
        raise slices.queue.LostLease(written)

    monkeypatch.setattr(type(Weights.objects.all()), "record", lambda self, *arguments: overtaken(*arguments))
    take_short_turn()
    assert kept(experiment) == before


def test_rests_and_typed_weights_are_shown_at_once(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weight_stream, "SPACING", 1000)
    experiment = Experiment.objects.start(Spec.parse({"stopping": {"epochs": 50}}), owner, desired=Desired.STEP)
    take_turn()
    control.desire(experiment, Desired.STEP)
    take_turn()
    at_rest = Weights.objects.get(experiment=experiment, epoch=2)
    assert at_rest.live
    control.change(experiment, {"weights.1.0.0": 7.5})
    take_turn()
    typed = Weights.objects.get(experiment=experiment, epoch=2)
    numbers = np.frombuffer(bytes(typed.data), "<f4")
    assert numbers[0] == 7.5
    assert np.array_equal(numbers[1:], np.frombuffer(bytes(at_rest.data), "<f4")[1:])
    changed = next(event for event in events_of(experiment) if event["type"] == "setting_changed")
    assert typed.seq == changed["seq"] > at_rest.seq


def test_what_only_goes_live_is_bounded_by_time_and_dropped_later(
    owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "COMMIT_EVERY", 0.02)
    experiment = make(owner, stopping={"epochs": 600}, data={"samples": 20})
    most = 0
    while take_short_turn():
        rows = Weights.objects.filter(experiment=experiment)
        most = max(most, rows.filter(lasting=False).count())
        events = {event["seq"]: event for event in events_of(experiment)[-400:]}
        for row in rows.filter(seq__in=events):
            event = events[row.seq]
            assert (event["run"], event.get("epoch", event.get("epochs", 0))) == (row.run, row.epoch)
    assert 1 <= most < 10
    assert not Weights.objects.filter(experiment=experiment, lasting=False).exists()


def test_one_network_of_each_lane_goes_live_where_lanes_are_few(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weight_stream, "LANES_EVERY", 0.0001)
    monkeypatch.setattr(weight_stream, "LIVE_BYTES", 10**9)
    rates = [{"name": str(rate), "set": {"optimizer.learning_rate": rate}} for rate in (0.1, 0.2, 0.3)]
    race = make(owner, vary={"kind": "list", "seeds": 2, "runs": rates}, stopping={"epochs": 40})
    search = make(
        owner,
        vary={
            **GRID,
            "axes": {"optimizer.learning_rate": {"kind": "choice", "values": [each / 100 for each in range(1, 14)]}},
        },
    )
    train_to_the_end()
    assert set(Weights.objects.filter(experiment=race, live=True).values_list("run", flat=True)) == {1, 3, 5}
    assert len(set(Weights.objects.filter(experiment=search, live=True).values_list("run", flat=True))) == 1


def test_large_networks_go_live_rarely_in_every_turn(owner: Owner) -> None:
    experiment = make(owner, network={"hidden": [{"units": 256}, {"units": 256}]}, stopping={"epochs": 40})
    while take_short_turn():
        pass
    rows = Weights.objects.filter(experiment=experiment)
    size = len(bytes(rows.order_by("epoch")[0].data))
    assert size * 4 / 3 > weight_stream.LIVE_BYTES * weight_stream.LONG
    assert rows.filter(live=True).count() <= 3
    assert sum(len(bytes(row.data)) for row in rows) <= 4_500_000


@pytest.mark.parametrize(("most", "shown"), [(64_000, True), (10, False)], ids=["small", "large"])
def test_typed_weights_of_large_networks_wait_until_a_frame_is_due(
    most: int, shown: bool, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weight_stream, "LIVE_BYTES", most)
    experiment = Experiment.objects.start(Spec.parse({"stopping": {"epochs": 50}}), owner, desired=Desired.STEP)
    take_turn()
    live = Weights.objects.filter(experiment=experiment, live=True)
    before = set(live.values_list("seq", flat=True))
    control.change(experiment, {"weights.1.0.0": 7.5})
    take_turn()
    assert bool(set(live.values_list("seq", flat=True)) - before) is shown
