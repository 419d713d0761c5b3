"""Every route of the API with every status it can answer, and one form of refusal for all of them."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from jsonschema import Draft202012Validator

from playground.api import api
from playground.models import Dataset, Event, Experiment, Owner, Population, Run, State
from tests.playground.experiments import events_of, make, take_short_turn, train_to_the_end
from tests.playground.requests import Browser, Visitor, problems, strict
from training.spec import Spec
from training.tables import parse_in_subprocess

pytestmark = pytest.mark.usefixtures("owner")

SMALL = {"data": {"samples": 60}, "stopping": {"epochs": 12}}
METRICS = ("train_loss", "validation_loss", "train_accuracy", "validation_accuracy")


@pytest.fixture
def visitor() -> Visitor:
    """A program that made an experiment and keeps its token."""
    return Visitor()


@pytest.fixture
def finished(visitor: Visitor) -> str:
    """The id of an experiment of the visitor's that has been trained."""
    made = visitor.makes(**SMALL)
    train_to_the_end()
    return made


# Describing


def test_the_schema_is_all_that_a_form_needs(visitor: Visitor) -> None:
    answer = visitor.get("schema")
    assert answer.status_code == 200
    values = strict(answer)
    assert values["schema"] == Spec.model_json_schema()
    assert values["defaults"] == Spec().to_dict()
    assert Visitor().post("experiments", values["defaults"]).status_code == 201
    fields = {"name", "title", "help", "source", "task", "columns", "classes", "samples", "maximum", "generated", "own"}
    for dataset in values["datasets"]:
        assert fields <= dataset.keys()
        assert not dataset["own"]
    assert {"name": "parameters", "most": 200_000} in values["limits"]


def test_the_cost_is_told_in_whole_numbers(visitor: Visitor) -> None:
    cost = strict(visitor.post("cost", {}))
    assert set(cost) == {"parameters", "memory_bytes", "operations_per_epoch", "updates_per_epoch"}
    assert all(type(value) is int for value in cost.values())
    assert cost["parameters"] == (2 + 1) * 4 + (4 + 1) * 2 + (2 + 1) * 2
    assert not Owner.objects.exclude(pk=1).filter(experiments__isnull=False).exists()


# Making and reading


def test_an_empty_body_trains_the_default(visitor: Visitor) -> None:
    answer = visitor.post("experiments")
    assert answer.status_code == 201
    made = strict(answer)
    assert set(made) == {"id", "url", "token"}
    assert made["url"] == f"/e/{made['id']}"
    read = strict(visitor.get(f"experiments/{made['id']}"))
    assert read["spec"] == Spec().to_dict()
    assert list(read) == [
        "id", "url", "title", "spec", "created", "parent", "mine", "seq", "status", "runs", "cost", "test",
    ]  # fmt: skip
    assert (read["seq"], read["mine"], read["parent"], read["test"]) == (0, False, None, None)
    assert read["cost"] == strict(visitor.post("cost", {}))
    assert read["runs"] == [
        {"number": 1, "name": "", "state": "waiting", "reason": None, "epoch": 0, "epochs": 100, "best_epoch": 0,
         "best": {}, "last": {}}
    ]  # fmt: skip
    assert {name: read["status"][name] for name in ("state", "reason", "desired", "epoch", "epochs", "place")} == {
        "state": "waiting", "reason": None, "desired": "run", "epoch": 0, "epochs": 100, "place": 1,
    }  # fmt: skip


def test_ids_cannot_be_guessed(visitor: Visitor) -> None:
    made = [visitor.makes() for _ in range(20)]
    assert len(set(made)) == 20
    assert min(map(len, made)) >= 22  # 128 bits
    assert all(str(row.pk) not in json.loads(visitor.get(f"experiments/{row.public_id}").content)["url"].split("/")
               for row in Experiment.objects.all())  # fmt: skip


def test_a_finished_experiment_tells_its_best_and_last(visitor: Visitor, finished: str) -> None:
    read = strict(visitor.get(f"experiments/{finished}"))
    [run] = read["runs"]
    assert (run["state"], run["reason"], run["epoch"]) == ("finished", "epochs", 12)
    assert set(run["best"]) == set(run["last"]) == set(METRICS)
    assert read["seq"] == 14
    assert read["status"]["sentence"] == "Finished: 12 epochs."


# Events and downloads


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


def exports(visitor: Visitor, made: str) -> tuple[list[str], dict[str, Any]]:
    """Both downloads: the lines of the table, and the document."""
    table, document = (visitor.get(f"experiments/{made}/export/{form}") for form in ("csv", "json"))
    assert (table.status_code, document.status_code) == (200, 200)
    assert table["Content-Type"] == "text/csv; charset=utf-8"
    assert table["Content-Disposition"] == f'attachment; filename="descent-{made}.csv"'
    text = table.content.decode()
    assert "nan" not in text.lower()
    assert "inf" not in text.lower()
    return text.splitlines(), strict(document)


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


# Control and changes


@pytest.mark.parametrize(
    ("desired", "state"), [("run", "waiting"), ("step", "waiting"), ("stop", "waiting"), ("pause", "paused")]
)
def test_a_wish_is_noted_and_answered_with_the_status(desired: str, state: str, visitor: Visitor) -> None:
    made = visitor.makes()
    for _ in range(2):  # asking twice is asking once
        answer = strict(visitor.post(f"experiments/{made}/control", {"desired": desired}))
        assert (answer["status"]["desired"], answer["status"]["state"]) == (desired, state)
    assert strict(visitor.get(f"experiments/{made}"))["seq"] == (1 if desired == "pause" else 0)


@pytest.mark.parametrize(
    ("body", "loc"),
    [
        ({}, "desired"), ({"desired": "fly"}, "desired"), ({"desired": None}, "desired"), ({"desired": []}, "desired"),
        ("[]", ""), ("null", ""), ('{"desired": NaN}', "desired"), ('{"desired": "\\ud800"}', "desired"),
        (f'{{"desired": {"9" * 5000}}}', ""), ("[" * 50_000, ""), ("{", ""), (b"\xff", ""), ("", ""),
    ],
)  # fmt: skip
def test_an_impossible_wish_is_refused(body: Any, loc: str, visitor: Visitor) -> None:
    made = visitor.makes()
    answer = visitor.post(f"experiments/{made}/control", body)
    found = problems(answer, answer.status_code)
    assert answer.status_code in (400, 422)
    assert found[0][0] == loc
    assert Experiment.objects.get().desired == "run"


def test_a_wish_with_more_in_it_is_refused(visitor: Visitor) -> None:
    made = visitor.makes()
    assert problems(visitor.post(f"experiments/{made}/control", {"desired": "stop", "owner": 2}), 422)[0][0] == "owner"
    assert Experiment.objects.get().desired == "run"


def test_live_settings_are_accepted(visitor: Visitor) -> None:
    made = visitor.makes()
    changed = {"set": {"optimizer.learning_rate": 0.01, "stopping.epochs": 7}}
    answer = visitor.post(f"experiments/{made}/changes", changed)
    assert answer.status_code == 202
    assert strict(answer) == changed


LONG_PATH = "network.hidden." + "9" * 5000


@pytest.mark.parametrize(
    ("settings", "loc"),
    [
        ({"seed": 5}, "seed"), ({"network.hidden": []}, "network.hidden"), ({"colour": 1}, "colour"), ({"": 1}, ""),
        ({"optimizer": {"kind": "adam"}}, "optimizer"), ({"optimizer.kind": "adam"}, "optimizer.kind"),
        ({"optimizer.learning_rate": -1}, "optimizer.learning_rate"),
        ({"optimizer.learning_rate": "0.1"}, "optimizer.learning_rate"),
        ({"optimizer.learning_rate": None}, "optimizer.learning_rate"),
        ({"optimizer.learning_rate": {}}, "optimizer.learning_rate"),
        ({"owner": 1}, "owner"), ({"title": "x"}, "title"), ({"__class__": 1}, "__class__"),
        ({"network.hidden.0.units": 5}, "network.hidden.0.units"), ({LONG_PATH: 1}, LONG_PATH),
        ({"network.hidden.²": 1}, "network.hidden.²"), ({"..": 1}, ".."), ({"a\u0000": 1}, "a\u0000"),
        ({"\ud800": 1}, "\ud800"),
    ],
    ids=lambda value: str(value)[:30].encode("ascii", "replace").decode() if isinstance(value, dict) else "",
)  # fmt: skip
def test_other_settings_cannot_change_while_it_trains(settings: dict[str, Any], loc: str, visitor: Visitor) -> None:
    made = visitor.makes()
    assert loc in [place for place, _ in problems(visitor.post(f"experiments/{made}/changes", {"set": settings}), 422)]
    assert not Experiment.objects.get().changes.exists()


@pytest.mark.parametrize(
    "body",
    ["", "{}", "[]", "null", '{"set": []}', '{"set": null}', '{"set": {}, "owner": 1}', '{"set": NaN}', "{", b"\xff"],
)
@pytest.mark.parametrize("route", ["changes", "fork"])
def test_changes_in_another_form_are_refused(route: str, body: str, visitor: Visitor) -> None:
    made = visitor.makes()
    if route == "fork" and body in ("", "{}"):
        assert visitor.post(f"experiments/{made}/fork", body).status_code == 201  # an exact copy
    else:
        problems(visitor.post(f"experiments/{made}/{route}", body), 422)


# Forks


def test_an_experiment_can_begin_with_a_single_step(visitor: Visitor) -> None:
    made = visitor.post("experiments?desired=step", {})
    assert made.status_code == 201
    train_to_the_end()
    status = strict(visitor.get(f"experiments/{strict(made)['id']}"))["status"]
    assert (status["state"], status["epoch"]) == ("paused", 1)
    assert visitor.post("experiments?desired=dance", {}).status_code == 422


def test_a_fork_is_a_copy_of_ones_own_that_names_its_parent(visitor: Visitor, finished: str) -> None:
    other = Visitor()
    answer = other.post(f"experiments/{finished}/fork", {"set": {"optimizer.learning_rate": 0.5, "seed": 3}})
    assert answer.status_code == 201
    made = strict(answer)
    fork = strict(Visitor(made["token"]).get(f"experiments/{made['id']}"))
    assert (fork["parent"], fork["mine"], fork["seq"]) == (finished, True, 0)
    assert (fork["spec"]["optimizer"]["learning_rate"], fork["spec"]["seed"]) == (0.5, 3)
    original = strict(visitor.get(f"experiments/{finished}"))
    assert original["spec"]["seed"] == 0
    assert original["mine"]


@pytest.mark.parametrize(
    ("settings", "loc"),
    [
        ({"optimizer.learning_rate": 0}, "optimizer.learning_rate"), ({"colour": 1}, "colour"), ({"": 1}, ""),
        ({LONG_PATH: 1}, LONG_PATH), ({"data.dataset": "moon"}, "data.dataset"), ({"parent": 1}, "parent"),
        ({"owner": 1}, "owner"), ({"network.hidden.7": {}}, "network.hidden.7"),
        ({"data.dataset": "table-\u0000"}, "data.dataset"),
        ({"optimizer.learning_rate.x": 1}, "optimizer.learning_rate.x"),
    ],
    ids=lambda value: str(value)[:30].encode("ascii", "replace").decode() if isinstance(value, dict) else "",
)  # fmt: skip
def test_a_fork_with_bad_settings_is_refused(settings: dict[str, Any], loc: str, visitor: Visitor) -> None:
    made = visitor.makes()
    assert loc in [place for place, _ in problems(visitor.post(f"experiments/{made}/fork", {"set": settings}), 422)]
    assert Experiment.objects.count() == 1


# The sealed test set


def test_opening_the_test_set_is_counted_and_recorded(visitor: Visitor, finished: str) -> None:
    assert strict(visitor.get(f"experiments/{finished}"))["test"] is None
    for count in (1, 2):
        opened = strict(visitor.post(f"experiments/{finished}/test"))
        assert set(opened) == {"loss", "accuracy", "samples", "count"}
        assert (opened["samples"], opened["count"]) == (12, count)
        assert strict(Visitor().get(f"experiments/{finished}"))["test"] == opened
    events = strict(visitor.get(f"experiments/{finished}/events?after=14"))["events"]
    assert [(event["type"], event["seq"], event["count"]) for event in events] == [
        ("test_opened", 15, 1),
        ("test_opened", 16, 2),
    ]


def test_the_test_set_stays_shut_until_training_is_over(visitor: Visitor) -> None:
    problems(visitor.post(f"experiments/{visitor.makes()}/test"), 409)


# Who may do what


@pytest.mark.parametrize(
    ("route", "body"),
    [("control", {"desired": "stop"}), ("changes", {"set": {"optimizer.learning_rate": 0.01}}), ("test", None)],
)
def test_only_the_owner_controls(route: str, body: Any, visitor: Visitor) -> None:
    made = visitor.makes()
    stranger, browser = Visitor(), Browser()
    stranger.makes()
    for other in (Visitor(), stranger, browser):
        [(_, sentence)] = problems(other.post(f"experiments/{made}/{route}", body), 403)
        assert sentence == "Only its owner can do this. Fork the experiment to get one of your own."
    assert Experiment.objects.get(public_id=made).desired == "run"
    assert visitor.post(f"experiments/{made}/{route}", body).status_code != 403


def test_every_route_that_changes_an_experiment_is_for_its_owner_alone(visitor: Visitor) -> None:
    made, stranger = visitor.makes(), Visitor()
    stranger.makes()
    bodies = {"control": {"desired": "stop"}, "changes": {"set": {"optimizer.learning_rate": 0.01}}}
    changing = [path for method, path in routes() if method != "get" and "{public_id}" in path]
    assert len(changing) >= 4
    for path in changing:
        if not path.endswith("/fork"):  # a copy belongs to whoever makes it
            address = path.removeprefix("/api/").replace("{public_id}", made)
            problems(stranger.post(address, bodies.get(path.rpartition("/")[2])), 403)


@pytest.mark.parametrize("route", ["control", "changes", "test"])
def test_what_has_ended_can_no_longer_be_controlled(route: str, visitor: Visitor, finished: str) -> None:
    bodies = {"control": {"desired": "run"}, "changes": {"set": {"optimizer.learning_rate": 0.1}}, "test": None}
    if route == "test":
        Run.objects.update(sealed_test=None)
    problems(visitor.post(f"experiments/{finished}/{route}", bodies[route]), 409)


STRANGE_IDS = ["nothing", "x" * 22, "x" * 5000, "%00", "%ff", "..%2f..", "1", "-1", "' OR 1=1", "é", "%F0%9F%A7%A0"]


@pytest.mark.parametrize("strange", STRANGE_IDS, ids=lambda text: text[:12])
def test_an_unknown_experiment_is_not_found(strange: str, visitor: Visitor) -> None:
    visitor.makes()
    for route in ("", "/events", "/export/csv", "/export/json"):
        problems(visitor.get(f"experiments/{strange}{route}"), 404)
    bodies = {"control": {"desired": "stop"}, "changes": {"set": {}}, "fork": {"set": {}}, "test": None}
    for route, body in bodies.items():
        problems(visitor.post(f"experiments/{strange}/{route}", body), 404)
    assert visitor.client.get(f"/e/{strange}").status_code == 404


@pytest.mark.parametrize("address", ["nothing", "experiments/x/y/z", "experiments/x/control/y", "", "schema/"])
def test_an_unknown_address_is_not_found(address: str, visitor: Visitor) -> None:
    problems(visitor.get(address), 404)


@pytest.mark.parametrize("address", ["schema", "datasets", "experiments/x/events"])
def test_another_method_is_refused(address: str, visitor: Visitor) -> None:
    answer = visitor.client.delete(f"/api/{address}")
    problems(answer, 405)
    assert "GET" in answer["Allow"]


def test_the_database_being_busy_is_a_503(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: Any, **__: Any) -> Any:
        raise OperationalError("database is locked")

    monkeypatch.setattr(Experiment.objects, "start", busy)
    answer = visitor.post("experiments", {})
    problems(answer, 503)
    assert answer["Retry-After"] == "2"


# What the document says


def routes() -> set[tuple[str, str]]:
    """Every method and path that the API really answers."""
    return {
        (method.lower(), "/api" + path.replace("slug:", ""))
        for _, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    }


def test_the_openapi_document_lists_every_route(visitor: Visitor) -> None:
    answer = visitor.get("openapi.json")
    document = strict(answer)
    listed = {(method, path) for path, item in document["paths"].items() for method in item}
    assert listed == routes()
    assert len(listed) == 13
    operations = [operation for item in document["paths"].values() for operation in item.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))
    assert all(operation["summary"] and operation["description"] for operation in operations)


def test_the_openapi_document_is_valid(visitor: Visitor) -> None:
    document = strict(visitor.get("openapi.json"))
    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"] == "Descent"
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for path, item in document["paths"].items():
        for operation in item.values():
            named = {parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "path"}
            assert {part[1:-1] for part in path.split("/") if part.startswith("{")} == named
            assert operation["responses"]
    _every_reference_leads_somewhere(document, document)


def _every_reference_leads_somewhere(value: Any, document: dict[str, Any]) -> None:
    if isinstance(value, dict):
        if isinstance(reference := value.get("$ref"), str):
            target: Any = document
            for step in reference.removeprefix("#/").split("/"):
                target = target[step]
        for inner in value.values():
            _every_reference_leads_somewhere(inner, document)
    elif isinstance(value, list):
        for inner in value:
            _every_reference_leads_somewhere(inner, document)


def test_the_default_spec_fits_the_schema_of_the_document(visitor: Visitor) -> None:
    document = strict(visitor.get("openapi.json"))
    schema = {"$ref": "#/components/schemas/Spec", "components": document["components"]}
    Draft202012Validator(schema).validate(Spec().to_dict())
    assert list(Draft202012Validator(schema).iter_errors({"seed": "x"}))


def test_no_answer_gives_away_a_path_or_a_row_number(visitor: Visitor, finished: str) -> None:
    answers: list[HttpResponse] = [
        visitor.get(address)
        for address in ("schema", "datasets", f"experiments/{finished}", f"experiments/{finished}/export/json")
    ]
    for answer in answers:
        text = answer.content.decode()
        assert str(Path(__file__).parents[2]) not in text
        assert '"owner"' not in text
        assert '"pk"' not in text


def test_the_place_in_the_queue_is_told(visitor: Visitor) -> None:
    made = [Visitor().makes() for _ in range(3)]
    places = [strict(visitor.get(f"experiments/{each}"))["status"]["place"] for each in made]
    assert places == [1, 2, 3]
    take_short_turn()
    places = [strict(visitor.get(f"experiments/{each}"))["status"]["place"] for each in made]
    assert places == [None, 1, 2]
    assert Population.objects.filter(state=State.RUNNING).count() == 1


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


def test_an_experiment_of_another_owner_can_be_made_by_no_trick(visitor: Visitor) -> None:
    other = make(Owner.objects.create())
    visitor.makes()
    visitor.post("experiments", {"owner": other.owner_id})
    assert Experiment.objects.filter(owner=other.owner).count() == 1
