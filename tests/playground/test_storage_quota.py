"""Limits of bytes: refused in words before anything is queued, also when many race; what has ended is measured."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings

from playground import retention, storage, storage_quota
from playground.models import Dataset, Experiment, Owner, Population, Run
from playground.reaper import reap
from tests.playground.classes import Pupil, Teacher
from tests.playground.experiments import SMALL, make, take_short_turn, train_to_the_end, trained
from tests.playground.requests import BRANCHES, Visitor, all_at_once, problems
from tests.playground.test_retention import age

pytestmark = pytest.mark.usefixtures("owner")
Limit = Callable[[str, int], None]
TABLE = "length,width,kind\n" + "\n".join(f"{n / 10},{n % 7},{'cat' if n % 3 else 'dog'}" for n in range(60))


@pytest.fixture
def kilobytes(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Limit:
    """Sets a limit, "own" or "site": in thousands, so that a few small experiments reach it."""
    monkeypatch.setattr(storage_quota, "MEGABYTE", 1000)
    settings.QUOTAS = dict.fromkeys(settings.QUOTAS)

    def limit(whose: str, most: int) -> None:
        if whose == "own":
            settings.QUOTAS["megabytes"] = most
        else:
            settings.SITE_MEGABYTES = most

    return limit


def size_of_one() -> int:
    return Experiment.objects.order_by("-pk")[0].takes


@pytest.mark.parametrize(("whose", "sentence"), [
    ("own", "Your experiments and tables take {} with this experiment, and 30.0 kB are allowed here."),
    ("site", "All experiments and tables of this site take {} with this experiment, and 30.0 kB are allowed."),
])  # fmt: skip
def test_what_has_no_room_is_refused_before_anything_is_queued(
    whose: str, sentence: str, kilobytes: Limit, visitor: Visitor
) -> None:
    visitor.makes(**SMALL)
    assert 12 * 900 < size_of_one() < 30_000
    kilobytes(whose, 30)
    [(loc, told)] = problems(visitor.post("experiments", SMALL), 429)
    expected = sentence.format(storage.in_words(2 * size_of_one()))
    assert (loc, told) == ("", f"{expected} Ask whoever runs this site to make room.")
    assert Experiment.objects.count() == Population.objects.count() == Run.objects.count() == 1
    others = Visitor().post("experiments", SMALL)
    assert others.status_code == (201 if whose == "own" else 429)


def test_without_limits_nothing_is_counted(visitor: Visitor, django_assert_max_num_queries: Any) -> None:
    visitor.makes(**SMALL)
    with django_assert_max_num_queries(60) as found:
        visitor.makes(**SMALL)
    assert not [query for query in found.captured_queries if "SUM(" in query["sql"]]


@pytest.mark.usefixtures("a_commit_an_epoch")
def test_what_has_ended_counts_with_what_it_takes(kilobytes: Limit, owner: Owner) -> None:
    ended, going = trained(owner), make(owner)
    take_short_turn()
    expected = size_of_one()
    reap()
    for each in (ended, going):
        each.refresh_from_db()
    assert (ended.measured, ended.takes) == (True, storage.of_experiments([ended.pk]))
    assert 0 < ended.takes <= expected, "the estimate is no less"
    assert (going.measured, going.takes) == (False, expected)
    assert storage.taken(owner.pk) == storage.taken() == ended.takes + expected
    train_to_the_end()
    reap()
    assert storage.taken() == storage.of_owner(owner.pk)
    assert storage.measure() == 0
    age(ended)
    assert [count for count, _ in retention.thin(400)] == [1]
    assert storage.measure() == 1
    assert storage.taken() == storage.of_owner(owner.pk)


@pytest.mark.parametrize("whose", ["own", "site"])
def test_of_thirty_requests_for_the_last_bytes_as_many_are_accepted_as_fit(
    whose: str, kilobytes: Limit, visitor: Visitor
) -> None:
    visitor.makes(**SMALL)
    kilobytes(whose, 4 * size_of_one() // 1000)  # rounded down: two more fit
    answers = all_at_once(visitor, 30, SMALL)
    assert answers == {201: 2, 429: 28}
    assert Experiment.objects.count() == 3


@pytest.mark.parametrize(("route", "body"), BRANCHES)
def test_no_other_way_leads_around_it(route: str, body: Any, kilobytes: Limit, visitor: Visitor) -> None:
    made = visitor.makes(**SMALL)
    kilobytes("own", 1)
    problems(visitor.post(f"experiments/{made}/{route}", body), 429)
    [(loc, sentence)] = problems(visitor.post(f"experiments/{made}/changes", {"set": {"stopping.epochs": 500}}), 422)
    assert loc == "stopping.epochs"
    assert "with these epochs" in sentence
    assert visitor.post(f"experiments/{made}/changes", {"set": {"optimizer.learning_rate": 0.1}}).status_code == 202
    assert Experiment.objects.count() == 1


def test_more_epochs_count_as_soon_as_they_are_asked_for(kilobytes: Limit, visitor: Visitor) -> None:
    made = visitor.makes(**SMALL)
    before = size_of_one()
    kilobytes("own", 10_000)
    assert visitor.post(f"experiments/{made}/changes", {"set": {"stopping.epochs": 500}}).status_code == 202
    assert size_of_one() > before + 480 * 900


@pytest.mark.parametrize("whose", ["own", "site"])
def test_a_table_without_room_is_refused_at_its_field(whose: str, kilobytes: Limit, visitor: Visitor) -> None:
    body = {"csv": TABLE, "target": "kind"}
    assert visitor.post("datasets", body).status_code == 201
    kilobytes(whose, 1)
    [(loc, sentence)] = problems(visitor.post("datasets", body), 422)
    assert loc == "csv"
    assert "with this table" in sentence
    assert Dataset.objects.count() == 1


def test_a_teacher_sets_it_for_the_class_alone(kilobytes: Limit) -> None:
    teacher = Teacher()
    pupil = Pupil().joins(teacher.classroom, "Emmy")
    assert teacher.send(f"/classes/{teacher.classroom.code}/limits", megabytes="1").status_code == 302
    [(_, sentence)] = problems(pupil.post("experiments", SMALL), 429)
    assert sentence.startswith("Your experiments and tables take")
    assert "are allowed in your class" in sentence
    Visitor().makes(**SMALL)
