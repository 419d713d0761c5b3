"""Events, downloads and the sealed test set over HTTP."""

import pytest

from playground.models import Dataset, Event, Experiment, Owner
from tests.playground.experiments import events_of, take_short_turn, train_to_the_end
from tests.playground.requests import Visitor, exports, problems, strict
from training.tables import parse_in_subprocess

pytestmark = pytest.mark.usefixtures("owner")

SMALL = {"data": {"samples": 60}, "stopping": {"epochs": 12}}


def test_events_come_page_by_page(visitor: Visitor, finished: str) -> None:
    everything = strict(visitor.get(f"experiments/{finished}/events"))
    assert everything["events"] == events_of(Experiment.objects.get(public_id=finished))
    assert (everything["last"], everything["more"]) == (14, False)
    first = strict(visitor.get(f"experiments/{finished}/events?limit=5"))
    assert (len(first["events"]), first["last"], first["more"]) == (5, 5, True)
    rest = strict(visitor.get(f"experiments/{finished}/events?after=5&limit=1000"))
    assert first["events"] + rest["events"] == everything["events"]
    beyond = strict(visitor.get(f"experiments/{finished}/events?after=99"))
    assert beyond == {"events": [], "last": 99, "more": False}
    assert strict(visitor.get(f"experiments/{finished}/events?after={2**63 - 1}"))["events"] == []


@pytest.mark.parametrize(
    ("query", "loc"),
    [
        ("after=-1", "after"), ("after=x", "after"), ("after=1.5", "after"), (f"after={2**63}", "after"),
        ("after=NaN", "after"), ("limit=0", "limit"), ("limit=1001", "limit"), ("limit=", "limit"),
        ("after=%00", "after"), ("after=1&limit=%ff", "limit"), (f"after={'9' * 5000}", "after"),
    ],
)  # fmt: skip
def test_an_impossible_page_of_events_is_refused(query: str, loc: str, visitor: Visitor, finished: str) -> None:
    assert [place for place, _ in problems(visitor.get(f"experiments/{finished}/events?{query}"), 422)] == [loc]


def test_a_waiting_experiment_can_be_downloaded(visitor: Visitor) -> None:
    lines, document = exports(visitor, visitor.makes(**SMALL))
    assert len(lines) == 1
    assert lines[0].startswith("run,epoch,train_loss,validation_loss")
    assert document["events"] == []


def test_a_running_experiment_can_be_downloaded(visitor: Visitor) -> None:
    made = visitor.makes(**SMALL)
    take_short_turn()
    lines, document = exports(visitor, made)
    assert [line.split(",")[:2] for line in lines[1:]] == [["1", "0"], ["1", "1"]]
    assert [event["type"] for event in document["events"]] == ["run_started", "epoch_ended"]


def test_a_finished_experiment_can_be_downloaded_and_trained_again(visitor: Visitor, finished: str) -> None:
    lines, document = exports(visitor, finished)
    assert len(lines) == 1 + 1 + 12
    again = visitor.makes(**document["spec"])
    train_to_the_end()
    ends = [exports(visitor, made)[1]["events"][-1]["weights_sha256"] for made in (finished, again)]
    assert ends[0] == ends[1]


def test_a_diverged_experiment_is_a_result_like_any_other(visitor: Visitor) -> None:
    data = {"dataset": "diabetes", "normalization": {"shift": False, "scale": False}}
    made = visitor.makes(data=data, optimizer={"kind": "sgd", "learning_rate": 10})
    train_to_the_end()
    lines, document = exports(visitor, made)
    last = document["events"][-1]
    assert last["reason"] == "diverged"
    assert len(lines) == 2 + last["epochs"]
    read = strict(visitor.get(f"experiments/{made}"))
    assert read["status"]["reason"] == "diverged"
    assert strict(visitor.post(f"experiments/{made}/test"))["loss"] is None
    assert exports(visitor, made)[1]["events"][-1]["type"] == "test_opened"
    assert visitor.client.get(f"/e/{made}").status_code == 200


def test_a_failed_experiment_can_be_read(visitor: Visitor) -> None:
    table = Dataset.objects.keep(parse_in_subprocess("a,b\n" + "\n".join(f"{n},{n % 3}" for n in range(40)), "b"),
                                 Owner.objects.create())  # fmt: skip
    made = visitor.makes(data={"dataset": table.name})
    table.delete()
    train_to_the_end()
    read = strict(visitor.get(f"experiments/{made}"))
    assert (read["status"]["state"], read["cost"]) == ("failed", None)
    assert len(exports(visitor, made)[0]) == 1
    problems(visitor.post(f"experiments/{made}/control", {"desired": "run"}), 409)
    problems(visitor.post(f"experiments/{made}/test"), 409)
    assert problems(visitor.post(f"experiments/{made}/fork", {"set": {}}), 422)[0][0] == "data.dataset"


def test_there_is_no_other_form_of_download(visitor: Visitor, finished: str) -> None:
    problems(visitor.get(f"experiments/{finished}/export/xlsx"), 404)


def test_opening_the_test_set_is_counted_and_recorded(visitor: Visitor, finished: str) -> None:
    assert strict(visitor.get(f"experiments/{finished}"))["test"] is None
    for count in (1, 2):
        opened = strict(visitor.post(f"experiments/{finished}/test"))
        assert (opened["run"], opened["samples"], opened["count"]) == (1, 12, count)
        assert strict(Visitor().get(f"experiments/{finished}"))["test"] == opened
    events = strict(visitor.get(f"experiments/{finished}/events?after=14"))["events"]
    assert [(event["type"], event["seq"], event["count"]) for event in events] == [
        ("test_opened", 15, 1),
        ("test_opened", 16, 2),
    ]


def test_the_test_set_stays_shut_until_training_is_over(visitor: Visitor) -> None:
    problems(visitor.post(f"experiments/{visitor.makes()}/test"), 409)


def test_a_spec_from_another_time_is_still_shown(visitor: Visitor, finished: str) -> None:
    Experiment.objects.update(spec={"format": 0, "colour": "red"})
    read = strict(visitor.get(f"experiments/{finished}"))
    assert (read["cost"], read["spec"]) == (None, {"format": 0, "colour": "red"})
    assert len(exports(visitor, finished)[0]) == 14
    problems(visitor.post(f"experiments/{finished}/fork", {"set": {}}), 422)


def test_events_are_sent_as_they_were_written(visitor: Visitor, finished: str) -> None:
    text = visitor.get(f"experiments/{finished}/events").content.decode()
    for body in Event.objects.values_list("body", flat=True):
        assert body in text
