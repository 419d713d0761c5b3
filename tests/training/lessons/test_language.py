"""The language of claims: numbers, conditions and sentences, worked out from events written by hand."""

import math
from typing import Any

import pytest

from training.lessons import claims as c
from training.lessons.agreeing import agreeing
from training.lessons.check import verdict
from training.lessons.number import Number, constant
from training.lessons.searches import median_of_bests, wins
from training.lessons.seen import Seen, seen_in


def run(number: int, losses: list[float | None], name: str = "", reason: str = "epochs", **started: Any) -> list[Any]:
    """The events of a run: its loss after every epoch, accuracy 0.1 more each time."""
    rows = [
        {"type": "epoch_ended", "run": number, "epoch": epoch, "train_loss": loss, "validation_accuracy": epoch / 10,
         "validation_loss": loss if epoch % 2 == 0 else None, "layers": {"dead": [0.5, epoch / 4]}}
        for epoch, loss in enumerate(losses, start=1)
    ]  # fmt: skip
    first = {"type": "run_started", "run": number, "name": name, "train_loss": 9.0, "settings": {}, **started}
    return [first, *rows, {"type": "run_finished", "run": number, "reason": reason, "best_epoch": 2}]


def seen(*runs: list[Any], experiment: str = "") -> Seen:
    [found] = seen_in([event for events in runs for event in events], experiment)
    return found


ONE = seen(run(1, [4.0, 2.0, 1.0, 3.0], "a"))


@pytest.mark.parametrize(
    ("number", "value"),
    [
        (c.last("train_loss", "a"), 3.0),
        (c.after(0, "train_loss", "a"), 9.0),
        (c.after(2, "train_loss", "a"), 2.0),
        (c.largest("train_loss", "a"), 4.0),
        (c.largest("train_loss", "a", over=3), 3.0),
        (c.smallest("train_loss", "a"), 1.0),
        (c.mean("train_loss", "a", over=2), 2.0),
        (c.deviation("train_loss", "a", over=2), 1.0),
        (c.rises("train_loss", "a", over=3), 1.0),
        (c.rises("train_loss", "a", over=1), 1.0),
        (c.reaches("train_loss", "a", at_most=2), 2.0),
        (c.reaches("validation_accuracy", "a", at_least=0.3), 3.0),
        (c.at_best("train_loss", "a"), 2.0),
        (c.best_epoch("a"), 2.0),
        (c.epochs("a"), 4.0),
        (c.evaluations("a"), 2.0),
        (c.last("validation_loss", "a"), 3.0),
        (c.last("layers.dead.-1", "a"), 1.0),
        (c.last("layers.dead.0", "a"), 0.5),
    ],
    ids=lambda each: each.name if isinstance(each, Number) else "",
)
def test_a_number_of_one_run_is_worked_out_from_its_epochs(number: Number, value: float) -> None:
    assert number.of(ONE) == pytest.approx(value)


def test_what_never_happens_is_infinite_and_what_is_not_known_is_not_a_number() -> None:
    assert c.reaches("train_loss", "a", at_most=0.5).of(ONE) == math.inf
    of_nobody = (c.last("train_loss", "nobody"), c.epochs("nobody"), c.fact("steps"), c.averaged("train_loss"))
    for unknown in (*of_nobody, c.last("penalty", "a"), c.after(7, "train_loss", "a"), c.last("layers.dead.5", "a")):
        assert math.isnan(unknown.of(ONE)), unknown.name
        assert not (unknown < 1).holds(ONE)
        assert not (unknown >= 1).holds(ONE)


def test_a_run_that_diverged_has_an_infinite_loss_and_its_accuracies() -> None:
    found = seen(run(1, [4.0, None], "a", reason="diverged"))
    assert c.last("train_loss", "a").of(found) == math.inf
    assert c.last("validation_accuracy", "a").of(found) == 0.2
    assert c.diverges("a").holds(found)
    assert not c.diverges("a").holds(ONE)
    assert c.ends("a", "epochs").holds(ONE)
    assert not c.ends("a", "threshold").holds(ONE)


def test_runs_of_several_experiments_are_told_apart_by_experiment_and_group() -> None:
    grid = [run(n, [loss], group="grid", trial=n) for n, loss in ((1, 3.0), (2, 5.0))]
    drawn = [run(n, [loss], group="random", trial=n) for n, loss in ((3, 4.0), (4, 1.0))]
    found = seen(*drawn, *grid, experiment="uniform")
    assert [curve.group for curve in found.curves] == ["uniform random"] * 2 + ["uniform grid"] * 2
    assert c.least("train_loss", "uniform grid").of(found) == 3
    assert c.most("train_loss", "uniform random").of(found) == 4
    assert c.average_of_runs("train_loss").of(found) == 13 / 4
    assert c.median_of_runs("train_loss").of(found) == 3.5
    assert c.share_above(3.5, "train_loss").of(found) == 0.5
    assert c.highest("validation_accuracy").of(found) == 0.1
    # Two repeats of one trial a side: 4 against 3, then 1 against 5.
    assert wins("train_loss", "uniform random", "uniform grid", 1).of(found) == 1
    assert median_of_bests("train_loss", "uniform grid", 1).of(found) == 4
    assert median_of_bests("train_loss", "uniform grid", 2).of(found) == 3
    assert math.isnan(wins("train_loss", "somebody", "nobody", 1).of(found))


def test_a_search_tells_how_many_values_it_tried() -> None:
    path = "optimizer.learning_rate"
    tried = [run(n, [1.0], trial=n, settings={path: rate}) for n, rate in enumerate((0.1, 0.1, 0.2), start=1)]
    assert c.different(path).of(seen(*tried)) == 2


def test_an_average_is_that_of_its_experiment_and_its_last_known_figure() -> None:
    told = [{"type": "ensemble_evaluated", "run": 0, "validation_accuracy": value} for value in (0.5, 0.7, None)]
    found = seen(run(1, [1.0]), told, experiment="bag")
    assert c.averaged("validation_accuracy", "bag").of(found) == 0.7
    assert math.isnan(c.averaged("validation_accuracy", "another").of(found))
    assert c.last("train_loss", "bag").of(found) == 1.0


def test_repetitions_are_seen_one_by_one() -> None:
    events = [*run(1, [1.0], "a", repetition=0), *run(2, [2.0], "a", repetition=1)]
    assert [c.last("train_loss", "a").of(each) for each in seen_in(events)] == [1.0, 2.0]


def test_numbers_are_added_compared_and_named() -> None:
    number = c.last("train_loss", "a")
    assert [(number + 1).of(ONE), (number - 1).of(ONE), (2 * number).of(ONE), (number / 2).of(ONE)] == [4, 2, 6, 1.5]
    assert (number / constant(0)).of(ONE) == math.inf
    assert (number - 1 <= 2).words() == "final train_loss [a] − 1 ≤ 2"
    assert number.between(2, 4).words() == "final train_loss [a] ≥ 2, final train_loss [a] ≤ 4"
    for true in (number.equals(3), number.between(2, 3), number <= 3, number >= 3):
        assert true.holds(ONE), true.words()
    for untrue in (number.equals(3.1), (number > 2) & (number > 3), number < 3, number > 3):
        assert not untrue.holds(ONE), untrue.words()


def test_joining_conditions_with_and_or_chaining_is_refused() -> None:
    number = c.last("train_loss", "a")
    with pytest.raises(TypeError, match="&"):
        bool((number > 1) and (number < 5))
    with pytest.raises(TypeError, match="between"):
        bool(1 < number < 5)


@pytest.mark.parametrize(
    ("value", "share", "words"),
    [(0.8123, True, "81.2 %"), (-0.05, True, "−5.0 %"), (12345.0, False, "12,345"), (0.012345, False, "0.0123"),
     (-2.0, False, "−2"), (math.inf, False, "∞"), (-math.inf, True, "−∞"), (math.nan, True, "unknown"),
     (1e-7, False, "1e−07")],
)  # fmt: skip
def test_values_are_written_for_people(value: float, share: bool, words: str) -> None:
    assert Number("x", lambda seen: value, share).words(value) == words


def test_shares_stay_shares_where_that_makes_sense() -> None:
    accuracy, loss = c.last("validation_accuracy", "a"), c.last("train_loss", "a")
    assert [(accuracy - accuracy).share, (2 * accuracy).share, (accuracy / accuracy).share] == [True, True, False]
    assert [loss.share, c.last("layers.dead.-1").share, c.rises("validation_accuracy").share] == [False, True, False]


def test_a_claim_without_numbers_takes_the_left_sides_of_its_inequalities() -> None:
    number, other = c.last("train_loss", "a"), c.epochs("a")
    assert c.claim("{} after {}", (number < 5) & (other > 1)).numbers == (number, other)
    assert c.claim("{} is in between", number.between(1, 5)).numbers == (number,)
    assert c.claim("It diverges.", c.diverges("a")).numbers == ()
    assert c.claim("{}", number < 5, other).numbers == (other,)


def test_a_verdict_counts_the_seeds_for_which_a_claim_is_true() -> None:
    worse = seen(run(1, [4.0, 8.0], "a"))
    claim = c.claim("It ends at {}.", c.last("train_loss", "a") < 5)
    assert verdict(claim, [ONE, worse, ONE]).holds
    assert verdict(claim, [ONE, worse, worse]).held == (True, False, False)
    assert not verdict(claim, [ONE, worse, worse]).holds
    assert verdict(claim, [ONE, worse]).values == ((3.0,), (8.0,))
    assert [agreeing(seeds) for seeds in (1, 2, 3, 5, 10, 15)] == [1, 1, 2, 4, 8, 12]
