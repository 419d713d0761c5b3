"""Points added by hand: trained on as they were put, and nothing else about the data moves."""

from typing import Any

import numpy as np
import pytest

from tests.training.test_data import prepared as prepared_table
from tests.training.test_data import table
from training import Spec, train
from training.data import Prepared, prepare
from training.events import EpochEnded, RunStarted
from training.problems import SpecError

RAW = {"kind": "none"}
POINTS = [[5.5, -5.5, 0], [-0.25, 4, 1]]


def prepared(added: list[list[float]], **data: Any) -> Prepared:
    return prepare(Spec.parse({"data": {"normalization": RAW, **data, "added": added}}))


@pytest.mark.parametrize("label_noise", [0.0, 0.3])
@pytest.mark.parametrize("dataset", ["circle", "plane", "coinflip"])
def test_they_stand_behind_the_drawn_samples_which_stay_the_same(dataset: str, label_noise: float) -> None:
    """Also the wrong answers stay where they were, and the added points keep their own answers."""
    plain = prepared([], dataset=dataset, label_noise=label_noise)
    grown = prepared(POINTS, dataset=dataset, label_noise=label_noise)
    drawn = len(plain.train)
    assert np.array_equal(grown.train.inputs[:drawn], plain.train.inputs)
    assert np.array_equal(grown.train.targets[:drawn], plain.train.targets)
    assert grown.train.inputs[drawn:].tolist() == [point[:2] for point in POINTS]
    answers = grown.train.targets[drawn:]
    assert (answers.argmax(axis=1) if answers.shape[1] > 1 else answers[:, 0]).tolist() == [0, 1]
    for part in ("validation", "test"):
        assert np.array_equal(getattr(grown, part).inputs, getattr(plain, part).inputs)
        assert np.array_equal(getattr(grown, part).targets, getattr(plain, part).targets)


def test_a_point_of_one_column_is_its_place_and_its_number() -> None:
    data = prepared([[0.25, -3]], dataset="sine")
    assert (data.train.inputs[-1].tolist(), data.train.targets[-1].tolist()) == ([0.25], [-3])


def test_they_count_among_the_samples_that_normalize() -> None:
    far = [[1000.0, 0.0, 1]]
    plain, grown = (prepared(added, normalization={"kind": "standardize"}) for added in ([], far))
    assert grown.shift[0] - plain.shift[0] == pytest.approx((1000 - plain.shift[0]) / 301)
    assert abs(grown.train.inputs.mean(axis=0)).max() < 1e-12


def test_numbers_in_standard_deviations_are_put_in_their_own_unit() -> None:
    mine = table(np.arange(10.0)[:, None], np.arange(10.0) * 10, standardize_target=True)
    data = prepared_table(mine, {"added": [[3, 500]], "split": {"train": 1, "validation": 0, "test": 0}})
    numbers = np.array([*np.arange(10.0) * 10, 500])
    assert data.train.targets[-1, 0] == pytest.approx((500 - numbers.mean()) / numbers.std())


def test_they_lie_among_the_others_where_samples_are_sorted() -> None:
    classes = prepared(POINTS, order="by class").train.targets.argmax(axis=1)
    assert (np.diff(classes) >= 0).all()


@pytest.mark.parametrize(
    ("data", "loc", "sentence"),
    [
        ({"added": [[1, 2]]}, "data.added.0", "A point of Circle is 3 numbers: x1, x2 and its class (0 to 1)"),
        ({"added": [[1, 2, 0], [1, 2, 2]]}, "data.added.1.2", "a whole number from 0 to 1; it is 2."),
        ({"added": [[1, 2, 0.5]]}, "data.added.0.2", "a whole number from 0 to 1; it is 0.5."),
        ({"added": [[1, "a", 1]]}, "data.added.0.1", 'This must be a number; it is "a".'),
        ({"added": [[1e9, 0, 1]]}, "data.added.0.0", "This must be at most"),
        ({"added": [[1, 2, 1]] * 201}, "data.added", "These are too many: at most 200, here are 201."),
        ({"dataset": "sine", "added": [[1, 2, 0]]}, "data.added.0", "A point of Sine wave is 2 numbers"),
        ({"dataset": "iris", "added": [[1, 2, 0]]}, "data.added", "points can only be added where there are one or"),
        ({"added": None}, "data.added", "This must be a list; it is null."),
    ],
)
def test_what_is_no_point_is_refused_in_words(data: dict[str, Any], loc: str, sentence: str) -> None:
    with pytest.raises(SpecError) as refused:
        Spec.parse({"data": data})
    assert [problem.loc for problem in refused.value.problems] == [loc]
    assert sentence in refused.value.problems[0].msg


def test_they_count_in_the_cost() -> None:
    plain, grown = (Spec.parse({"data": {"added": added}}) for added in ([], POINTS))
    costs = [spec.cost(spec.outline()) for spec in (plain, grown)]  # type: ignore[arg-type]
    assert costs[1].train_samples == costs[0].train_samples + 2
    assert costs[1].operations_per_epoch > costs[0].operations_per_epoch


def epochs(spec: Spec, run: int = 1) -> list[EpochEnded]:
    return [event for event in train(spec) if isinstance(event, EpochEnded) and event.run == run]


def figures(events: list[EpochEnded]) -> list[tuple[Any, ...]]:
    return [(each.epoch, each.samples, each.train_loss, each.validation_loss, each.gradient_norm) for each in events]


def test_a_network_is_trained_on_them_and_twice_in_the_same_way() -> None:
    settings = {"stopping": {"epochs": 3}}
    spec = Spec.parse({**settings, "data": {"added": POINTS}})
    plain, once, again = (figures(epochs(each)) for each in (Spec.parse(settings), spec, spec))
    assert once == again != plain
    assert once[0][1] == plain[0][1] + 2
    starts = [
        next(event for event in train(each) if isinstance(event, RunStarted)) for each in (Spec.parse(settings), spec)
    ]
    assert starts[0].weights_sha256 == starts[1].weights_sha256


def test_enough_of_them_teach_the_network_their_class() -> None:
    """A whole corner said to be of the other class is learned as such."""
    random = np.random.default_rng(0)
    corner = [[*(4 + random.random(2)).round(2).tolist(), 1] for _ in range(100)]
    wrong = Spec.parse({"data": {"added": corner}, "stopping": {"epochs": 30}})
    last = epochs(wrong)[-1]
    assert last.train_accuracy is not None
    assert last.train_accuracy > 0.95


def test_runs_in_lockstep_train_on_them_as_each_alone() -> None:
    settings = {"data": {"added": POINTS}, "stopping": {"epochs": 3}, "batch": {"size": 7}}
    runs = [{"name": "slow", "set": {"optimizer.learning_rate": 0.001}}, {"name": "usual", "set": {}}]
    both = Spec.parse({**settings, "vary": {"kind": "list", "runs": runs}})
    alone = Spec.parse({**settings, "optimizer": {"learning_rate": 0.001}})
    assert figures(epochs(both, 1)) == figures(epochs(alone))
    assert figures(epochs(both, 2)) == figures(epochs(Spec.parse(settings)))


def test_an_older_spec_has_none() -> None:
    assert Spec.parse({}).to_dict()["data"]["added"] == []
