"""The place of who waits: what really comes before, when it may begin, and why it does not yet."""

import random
from typing import Any

import pytest

from playground import control, queue
from playground.models import Desired, Experiment, Owner, Population, State, Worker
from playground.outcome import Outcome
from playground.place import Place, places, within
from playground.status import status
from tests.playground.experiments import make, take_short_turn
from training.spec import Spec


def serve(seconds: float = 0.0) -> int:
    """A worker's turn up to its first commit, which takes so long; returns which experiment had it."""
    held = queue.claim("a worker")
    assert held is not None
    held.since -= seconds
    body = {"type": "epoch_ended", "run": 1, "epoch": held.epoch + 1, "train_loss": 0.5}
    queue.commit(held, Outcome([body], held.epoch + 1, b"state", release=True))
    return held.experiment.pk


def wishing(owner: Owner, device: str) -> Experiment:
    """An experiment that waits for such a device."""
    return Experiment.objects.start(Spec.parse({}), owner, device=device)


@pytest.mark.parametrize("seed", range(3))
def test_places_are_the_order_in_which_workers_begin(seed: int, owner: Owner) -> None:
    draw = random.Random(seed)
    owners = [owner, *(Owner.objects.create() for _ in range(5))]
    for each in draw.sample(owners, 3):
        make(each)
    for _ in range(draw.randrange(6)):
        serve()
    for each in draw.choices(owners, k=12):
        make(each)
    waiting = {each.pk: each for each in Experiment.objects.filter(populations__state=State.WAITING)}
    told = places(waiting.values(), Worker.objects.counts())
    assert sorted(place.number for place in told.values()) == list(range(1, len(waiting) + 1))
    turns = [serve() for _ in range(max(place.turns for place in told.values()) + 1)]
    for key, place in told.items():
        assert turns.index(key) == place.turns
    assert sorted(told, key=turns.index) == sorted(told, key=lambda key: told[key].number)


def test_the_start_is_expected_after_the_turns_that_come_first(owner: Owner) -> None:
    first = make(owner)
    serve(seconds=4.0)
    for _ in range(3):
        last = make(Owner.objects.create())
    Worker.seen("one", "cpu")
    place = places([last], Worker.objects.counts())[last.pk]
    assert status(last)["starts_in"] == pytest.approx(4.0 * (place.turns + 1), rel=0.1)
    assert status(last)["sentence"] == (
        f"Waiting: place 3 in the queue. 2 runs of others come first; it starts {within(4.0 * (place.turns + 1))}."
    )
    Worker.seen("two", "cpu")
    assert status(last)["starts_in"] == pytest.approx(2.0 * (place.turns + 1), rel=0.1)
    serve(seconds=1.0)
    assert status(last)["starts_in"] < 2.0 * (place.turns + 1)
    control.desire(first, Desired.PAUSE)
    assert status(first)["starts_in"] is None


def test_only_what_waits_for_the_same_device_comes_first(owner: Owner) -> None:
    for each in (*(Owner.objects.create() for _ in range(3)), owner):
        wishing(each, "cuda")
    mine, on_gpu = make(owner), wishing(Owner.objects.create(), "cuda")
    Worker.seen("one", "cpu")
    told = places([mine, on_gpu], Worker.objects.counts())
    assert (told[mine.pk].number, told[mine.pk].device) == (1, "cpu")
    assert (told[on_gpu.pk].number, told[on_gpu.pk].device) == (5, "cuda")
    assert status(mine)["waits"] == "The next free worker takes it."
    assert queue.claim("one", "cpu", "a fingerprint").experiment == mine  # type: ignore[union-attr]
    # Where there are GPUs alone, whatever is free is one of them.
    Worker.objects.all().delete()
    Worker.seen("two", "cuda")
    [place] = places([make(Owner.objects.create())], Worker.objects.counts()).values()
    assert place.number == 5


def test_who_has_begun_or_rests_has_no_place(owner: Owner) -> None:
    begun, resting = make(owner), make(Owner.objects.create())
    control.desire(resting, Desired.PAUSE)
    assert take_short_turn()
    for each in (begun, resting):
        assert (status(each)["place"], status(each)["starts_in"], status(each)["waits"]) == (None, None, None)


def test_nothing_is_expected_before_anybody_has_had_a_turn(owner: Owner) -> None:
    make(owner)
    second = make(Owner.objects.create())
    Worker.seen("one", "cpu")
    assert status(second)["starts_in"] is None
    assert status(second)["sentence"] == "Waiting: place 2 in the queue. 1 run of others comes first."


def test_a_turn_is_as_long_as_its_first_commit(owner: Owner) -> None:
    make(owner)
    held = queue.claim("a worker")
    assert held is not None
    held.since -= 3.0
    queue.commit(held, Outcome([], 0, b"state"))
    held.since -= 60.0
    queue.commit(held, Outcome([], 0, b"state", release=True))
    assert Population.objects.get().shortest_turn == pytest.approx(3.0, abs=1.0)


@pytest.mark.parametrize(
    ("own", "others", "held", "sentence"),
    [
        (0, 0, "", "The next free worker takes it."),
        (1, 0, "", "1 run of your own comes first."),
        (2, 1, "", "1 run of others and 2 runs of your own come first."),
        (2, 1, "No GPU is there.", "No GPU is there."),
    ],
)
def test_the_reason_in_words(own: int, others: int, held: str, sentence: str) -> None:
    assert Place(own, others, own + others, None, held).reason(None) == sentence


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.4, "in a moment"),
        (3, "in about 5 seconds"),
        (61, "in about 65 seconds"),
        (100, "in about 2 minutes"),
        (1500, "in about 25 minutes"),
        (20_000, "in about 6 hours"),
    ],
)
def test_times_are_no_more_exact_than_known(seconds: Any, words: str) -> None:
    assert within(seconds) == words
