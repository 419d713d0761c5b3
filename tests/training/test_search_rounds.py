"""Rounds and rungs: who goes on and what is tried next follows from spec and figures alone."""

import math
from typing import Any

import pytest

from training import Spec, train
from training.events import RunFinished, RungEnded
from training.rounds import Scoreboard, told
from training.runs import CHUNK_RUNS, grouped, runs_of
from training.search import Lane, Told

RATE, DECAY = "optimizer.learning_rate", "regularization.l2"
AXES = {
    RATE: {"kind": "log_uniform", "low": 1e-4, "high": 1},
    DECAY: {"kind": "log_uniform", "low": 1e-6, "high": 0.1},
}
SMALL = {"data": {"samples": 100}, "network": {"hidden": [{"units": 3}]}, "stopping": {"epochs": 9}}


def spec_of(kind: str, **more: Any) -> Spec:
    return Spec.parse({**SMALL, "vary": {"kind": kind, "axes": AXES, **more}})


def bowl(settings: dict[str, Any]) -> float:
    """Best at a rate of 0.01 and a decay of 0.001."""
    return (math.log10(settings[RATE]) + 2) ** 2 + (math.log10(settings[DECAY]) + 3) ** 2


def searched(spec: Spec) -> list[Told]:
    """A whole search without training: every trial scores what the bowl says, and the third one diverges."""
    assert spec.vary
    known: list[Told] = []
    trials = spec.vary.plan()
    while trials:
        for trial in trials:
            score = None if len(known) == 2 else bowl(trial.settings)
            known.append(Told(len(known) + 1, trial.settings, score))
        trials = spec.vary.more(known)
    return known


@pytest.mark.parametrize("kind", ["tpe", "cma_es"])
def test_a_search_that_learns_beats_random_draws_and_tries_nothing_twice(kind: str) -> None:
    ends = {"random": [], kind: []}
    for seed in range(5):
        for name in ends:
            found = searched(spec_of(name, trials=60, seed=seed))
            assert len({tuple(each.settings.items()) for each in found}) == 60
            ends[name].append(sorted(each.score for each in found if each.score is not None)[2])
    assert sum(ends[kind]) < 0.5 * sum(ends["random"])


@pytest.mark.parametrize("kind", ["tpe", "cma_es"])
def test_the_next_round_follows_from_what_is_known_alone(kind: str) -> None:
    """Whoever asks, and however often: a worker that takes over after a crash finds the same trials."""
    first, second = spec_of(kind, trials=30), spec_of(kind, trials=30)
    known = searched(first)
    assert searched(second) == known
    for count in (18, 24):
        assert first.vary
        known_so_far = known[:count]
        assert first.vary.more(known_so_far) == first.vary.more(known_so_far)
    other = searched(spec_of(kind, trials=30, seed=1))
    assert other[20].settings != known[20].settings


def test_a_space_of_few_combinations_is_tried_once_and_that_is_all() -> None:
    axes = {"seed": {"kind": "int", "low": 1, "high": 3}, "batch.size": {"kind": "choice", "values": [5, 10, "full"]}}
    spec = Spec.parse({"vary": {"kind": "tpe", "axes": axes, "startup": 3, "per_round": 4}})
    assert spec.vary
    known: list[Told] = []
    trials = spec.vary.plan()
    while trials:
        known += [Told(len(known) + n, trial.settings, 1.0) for n, trial in enumerate(trials, start=1)]
        trials = spec.vary.more(known)
    assert len({str(each.settings) for each in known}) == len(known) == 9


def test_at_every_rung_the_best_go_on_and_the_others_end() -> None:
    spec = spec_of("halving", trials=9, reduction=3, minimum=1)
    assert spec.vary
    assert spec.vary.rungs(9) == [1, 3]
    events = list(train(spec))
    rungs = [event for event in events if isinstance(event, RungEnded)]
    assert [(rung.rung, rung.epoch, len(rung.kept), len(rung.ended)) for rung in rungs] == [(0, 1, 3, 6), (1, 3, 1, 2)]
    ends = {event.run: event for event in events if isinstance(event, RunFinished)}
    assert [ends[trial].reason for trial in rungs[0].ended] == ["halved"] * 6
    assert {ends[trial].epochs for trial in rungs[0].ended} == {1}
    assert ends[rungs[1].kept[0]].epochs == 9
    best = {run: end.best.validation_loss for run, end in ends.items() if run in rungs[0].ended}
    first = [event.to_dict() for event in events if event.to_dict()["type"] == "epoch_ended"][:9]
    losses = {event["run"]: event["validation_loss"] for event in first}
    assert max(losses[trial] for trial in rungs[0].kept) < min(best.values())


def test_ties_and_trials_without_a_score_are_decided_by_number() -> None:
    spec = spec_of("halving", trials=8, reduction=2)
    assert spec.vary
    assert spec.vary.kept(0, {trial: None if trial < 3 else 1.0 for trial in range(1, 9)}) == {3, 4, 5, 6}
    assert spec.vary.kept(2, {7: 0.5, 8: 0.25}) == {8}


def test_a_halved_trial_is_what_it_would_be_alone_up_to_its_rung() -> None:
    spec = spec_of("halving", trials=9, minimum=3, seeds=2)
    events = [event.to_dict() for event in train(spec)]
    halved = next(event["run"] for event in events if event.get("reason") == "halved")
    alone = runs_of(spec)[halved - 1].spec.with_settings({"stopping.epochs": 3})
    single = [event.to_dict() for event in train(alone)]
    assert weights(events, halved) == weights(single, 1)


def weights(events: list[dict[str, Any]], run: int) -> str:
    (found,) = [event for event in events if event["type"] == "run_finished" and event["run"] == run]
    return str(found["weights_sha256"])


def test_a_search_in_rounds_trains_all_its_trials_with_all_their_seeds() -> None:
    spec = spec_of("tpe", trials=7, startup=3, per_round=2, seeds=2)
    events = [event.to_dict() for event in train(spec)]
    started = [event for event in events if event["type"] == "run_started"]
    assert [(event["run"], event["trial"], event["repetition"]) for event in started] == [
        (2 * trial + repetition + 1, trial + 1, repetition) for trial in range(7) for repetition in range(2)
    ]
    assert [event.to_dict() for event in train(spec) if isinstance(event, RunFinished)] == [
        event for event in events if event["type"] == "run_finished"
    ]


def test_scores_are_means_over_the_repetitions_and_none_where_one_diverged() -> None:
    board = Scoreboard("validation_accuracy")
    for run, accuracy in ((1, 0.5), (1, 0.8), (1, 0.7), (2, 0.6), (3, 0.9), (4, 0.9)):
        board.take({"type": "epoch_ended", "run": run, "validation_accuracy": accuracy})
    board.take({"type": "run_finished", "run": 4, "reason": "diverged"})
    lanes = [(run, Lane((run + 1) // 2, (run + 1) % 2)) for run in range(1, 5)]
    assert [(each.trial, each.score) for each in told(lanes, board.score)] == [(1, pytest.approx(-0.7)), (2, None)]


def test_large_searches_are_cut_into_populations() -> None:
    spec = Spec.parse({**SMALL, "vary": {"kind": "census", "initializations": 150}})
    assert [len(group) for group in grouped(runs_of(spec))] == [CHUNK_RUNS, CHUNK_RUNS, 150 - 2 * CHUNK_RUNS]


def test_a_census_varies_the_first_weights_alone() -> None:
    specs = [run.spec for run in runs_of(Spec.parse({"vary": {"kind": "census", "initializations": 20}}))]
    assert len({spec.network.seed for spec in specs}) == 20
    assert {(spec.seed, spec.data_seed) for spec in specs} == {(0, 0)}


def test_a_trial_of_which_one_repetition_diverged_does_not_pass_a_rung() -> None:
    """The others alone would make an unstable setting look good."""
    rates = {RATE: {"kind": "log_uniform", "low": 0.05, "high": 5}}
    vary = {"kind": "halving", "axes": rates, "trials": 12, "reduction": 2, "minimum": 3, "seeds": 3}
    settings = {"data": {"dataset": "diabetes", "samples": 100}, "optimizer": {"kind": "sgd"}}
    events = [event.to_dict() for event in train(Spec.parse({**settings, "stopping": {"epochs": 9}, "vary": vary}))]
    place = next(number for number, event in enumerate(events) if event["type"] == "rung_ended")
    gone = {event["run"] for event in events[:place] if event["type"] == "run_finished"}
    partly = {trial for trial in range(1, 13) if 0 < len(gone & {3 * trial - 2, 3 * trial - 1, 3 * trial}) < 3}
    assert partly, "or this test shows nothing"
    assert len(events[place]["kept"]) < 6, "there is room for them"
    assert partly <= set(events[place]["ended"])


def test_the_cost_of_halving_counts_what_is_trained_at_most() -> None:
    spec = spec_of("halving", trials=27, reduction=3, minimum=1, seeds=2).with_settings({"stopping.epochs": 27})
    outline = spec.outline()
    assert outline
    assert spec.cost(outline).epochs == 2 * (27 * 1 + 9 * 2 + 3 * 6 + 1 * 18)
    trained = [event for event in train(spec) if event.to_dict()["type"] == "epoch_ended"]
    assert len(trained) == spec.cost(outline).epochs
