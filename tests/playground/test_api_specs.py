"""Bad specs over HTTP: 422 with the path of the field and a sentence, never 500, and nothing is made."""

import json
from typing import Any

import pytest

from playground.models import Experiment, Owner
from tests.playground.requests import Visitor, problems, strict

pytestmark = pytest.mark.usefixtures("owner")

HUGE = "9" * 5000
DEEP = "[" * 50_000 + "]" * 50_000
RIGHT_TO_LEFT = "\u202eabc"

BAD: dict[str, tuple[str, str]] = {
    # What arrives is not JSON, or not an object.
    "not json": ("{", ""),
    "only a comma": (",", ""),
    "nan": ('{"optimizer": {"learning_rate": NaN}}', ""),
    "infinity": ('{"optimizer": {"learning_rate": Infinity}}', ""),
    "minus infinity": ('{"seed": -Infinity}', ""),
    "a list": ("[]", ""),
    "a number": ("3", ""),
    "null": ("null", ""),
    "a text": ('"circle"', ""),
    "two objects": ("{}{}", ""),
    "a comment": ("{/* */}", ""),
    "single quotes": ("{'seed': 1}", ""),
    "a leading zero": ('{"seed": 01}', ""),
    "5,000 digits": (f'{{"seed": {HUGE}}}', ""),
    "4,000 digits": (f'{{"seed": {HUGE[:4000]}}}', ""),
    "deep lists": (f'{{"seed": {DEEP}}}', ""),
    "deep objects": ('{"data":' * 20_000 + "1" + "}" * 20_000, ""),
    "a key twice": ('{"seed": 1, "seed": 2}', ""),
    "a key twice, inside": ('{"optimizer": {"kind": "sgd", "kind": "adam"}}', ""),
    "a byte order mark and rubbish": ("\ufeff{]", ""),
    "300,000 characters": (json.dumps({"title": "x" * 300_000}), ""),
    # Numbers.
    "1e400": ('{"optimizer": {"learning_rate": 1e400}}', "optimizer.learning_rate"),
    "-1e400": ('{"optimizer": {"learning_rate": -1e400}}', "optimizer.learning_rate"),
    "1e400 as a whole number": ('{"seed": 1e400}', "seed"),
    "400 digits": (f'{{"seed": {HUGE[:400]}}}', "seed"),
    "400 digits as a rate": (f'{{"optimizer": {{"learning_rate": {HUGE[:400]}}}}}', "optimizer.learning_rate"),
    "400 digits as a batch": (f'{{"batch": {{"size": {HUGE[:400]}}}}}', "batch.size"),
    "half a seed": ('{"seed": 0.5}', "seed"),
    "a negative seed": ('{"seed": -1}', "seed"),
    "a seed of 2^31": ('{"seed": 2147483648}', "seed"),
    "true as a number": ('{"seed": true}', "seed"),
    "true as a rate": ('{"optimizer": {"learning_rate": true}}', "optimizer.learning_rate"),
    "text as a number": ('{"seed": "1"}', "seed"),
    "full-width digits": ('{"seed": "１２"}', "seed"),
    "null as a number": ('{"seed": null}', "seed"),
    "no learning at all": ('{"optimizer": {"learning_rate": 0}}', "optimizer.learning_rate"),
    "a rate below nothing": ('{"optimizer": {"learning_rate": -0.1}}', "optimizer.learning_rate"),
    "no epochs": ('{"stopping": {"epochs": 0}}', "stopping.epochs"),
    "a trillion epochs": ('{"stopping": {"epochs": 1000000000000}}', "stopping.epochs"),
    "an empty batch": ('{"batch": {"size": 0}}', "batch.size"),
    "a batch of a half": ('{"batch": {"size": 1.5}}', "batch.size"),
    "a batch of all": ('{"batch": {"size": "all"}}', "batch.size"),
    # Structure.
    "an unknown setting": ('{"learning_rate": 0.1}', "learning_rate"),
    "an unknown setting, inside": ('{"data": {"colour": 1}}', "data.colour"),
    "prototype pollution": ('{"__proto__": {"seed": 1}}', "__proto__"),
    "a list for a group": ('{"data": []}', "data"),
    "a text for a group": ('{"optimizer": "adam"}', "optimizer"),
    "an unknown optimizer": ('{"optimizer": {"kind": "addam"}}', "optimizer.kind"),
    "a number as a kind": ('{"optimizer": {"kind": 5}}', "optimizer.kind"),
    "a list as a kind": ('{"optimizer": {"kind": []}}', "optimizer.kind"),
    "an object as a kind": ('{"optimizer": {"kind": {}}}', "optimizer.kind"),
    "null as a kind": ('{"optimizer": {"kind": null}}', "optimizer.kind"),
    "another optimizer's setting": ('{"optimizer": {"kind": "sgd", "beta": 0.9}}', "optimizer.beta"),
    "an unknown activation": (
        '{"network": {"hidden": [{"units": 3, "activation": {"kind": "step"}}]}}',
        "network.hidden.0.activation.kind",
    ),
    "too many units": ('{"network": {"hidden": [{"units": 2}, {"units": 513}]}}', "network.hidden.1.units"),
    "a layer of nothing": ('{"network": {"hidden": [{"units": 0}]}}', "network.hidden.0.units"),
    "too many layers": (json.dumps({"network": {"hidden": [{"units": 2}] * 9}}), "network.hidden"),
    "ten thousand layers": (json.dumps({"network": {"hidden": [{}] * 10_000}}), "network.hidden"),
    "too many parameters": (json.dumps({"network": {"hidden": [{"units": 512}] * 8}}), "network.hidden"),
    "another format": ('{"format": 2}', "format"),
    "a bad group": ('{"ensemble": {"size": 10}}', "ensemble.size"),
    # Texts.
    "a title with NUL": ('{"title": "a\\u0000b"}', "title"),
    "half a surrogate": ('{"title": "\\ud800"}', "title"),
    "a title of 1,000 characters": (json.dumps({"title": "x" * 1000}), "title"),
    "a number as a title": ('{"title": 5}', "title"),
    # Data.
    "an unknown data set": ('{"data": {"dataset": "moon"}}', "data.dataset"),
    "a data set with NUL": ('{"data": {"dataset": "table-\\u0000"}}', "data.dataset"),
    "a data set of half a surrogate": ('{"data": {"dataset": "table-\\ud800"}}', "data.dataset"),
    "a data set of 1,000 characters": (json.dumps({"data": {"dataset": "table-" + "x" * 1000}}), "data.dataset"),
    "no data set": ('{"data": {"dataset": ""}}', "data.dataset"),
    "nobody's table": ('{"data": {"dataset": "table-nobody"}}', "data.dataset"),
    "a path as a data set": ('{"data": {"dataset": "table-../../etc/passwd"}}', "data.dataset"),
    "a million samples": ('{"data": {"samples": 1000000}}', "data.samples"),
    "more samples than there are": ('{"data": {"dataset": "iris", "samples": 151}}', "data.samples"),
    "shares above one": ('{"data": {"split": {"train": 0.9}}}', "data.split"),
    "an unknown input": ('{"data": {"features": ["x", "colour"]}}', "data.features.1"),
    "the same input twice": ('{"data": {"features": ["x₁", "x₁"]}}', "data.features"),
    "half a surrogate as an input": ('{"data": {"features": ["\\ud800"]}}', "data.features.0"),
    "a loss for numbers": ('{"data": {"dataset": "diabetes"}, "loss": {"kind": "cross_entropy"}}', "loss.kind"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_spec_is_refused_at_its_place(name: str) -> None:
    body, loc = BAD[name]
    found = problems(Visitor().post("experiments", body.encode("utf-8")), 422)
    assert loc in [place for place, _ in found]
    assert all(len(sentence) < 400 for _, sentence in found)
    assert not Experiment.objects.exists()
    assert Owner.objects.count() == 1  # a refused visitor leaves nobody behind


@pytest.mark.parametrize("name", ["nan", "1e400", "deep lists", "an unknown setting", "a data set of half a surrogate"])
def test_its_cost_is_refused_in_the_same_words(name: str) -> None:
    body, loc = BAD[name]
    answers = [problems(Visitor().post(address, body.encode()), 422) for address in ("experiments", "cost")]
    assert answers[0] == answers[1]
    assert loc in [place for place, _ in answers[0]]


@pytest.mark.parametrize("body", [b"\xff\xfe{}", b"\x80", b'{"title": "\xff"}', b"\x00{}"])
def test_bytes_that_are_no_text_are_refused(body: bytes) -> None:
    problems(Visitor().post("experiments", body), 422)


@pytest.mark.parametrize(
    "extra",
    [
        {"owner": 1}, {"state": "finished"}, {"seq": 99}, {"status": "finished"}, {"id": "mine"}, {"public_id": "x"},
        {"desired": "stop"}, {"parent": 1}, {"test_openings": 5}, {"runs": []}, {"token": "x"}, {"limits": []},
    ],
    ids=lambda extra: next(iter(extra)),
)  # fmt: skip
def test_nothing_but_settings_can_be_set(extra: dict[str, Any]) -> None:
    [(loc, sentence)] = problems(Visitor().post("experiments", extra), 422)
    assert (loc, sentence) == (next(iter(extra)), f'There is no setting "{loc}" here.')


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", RIGHT_TO_LEFT, "Z̸̢a̵l̶g̷o̸", "🧠", "'; DROP TABLE run; --"])
def test_strange_titles_are_kept_as_text(title: str) -> None:
    visitor = Visitor()
    experiment = visitor.makes(title=title)
    assert strict(visitor.get(f"experiments/{experiment}"))["title"] == title
    page = visitor.client.get(f"/e/{experiment}").content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize("body", [None, "", "  \n", "{}", {"seed": 1}])
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/octet-stream", "", "x" * 500])
def test_whatever_a_body_calls_itself_it_is_read_as_json(body: Any, kind: str) -> None:
    assert Visitor().post("experiments", body, kind=kind).status_code == 201


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data"]
)
@pytest.mark.parametrize("address", ["experiments", "cost"])
def test_a_form_is_no_spec(kind: str, address: str) -> None:
    problems(Visitor().post(address, "seed=1", kind=kind), 422)


def test_numbers_at_the_edges_are_taken() -> None:
    edges: dict[str, Any] = {
        "seed": 2**31 - 1,
        "optimizer": {"learning_rate": 10, "kind": "sgd"},
        "network": {"hidden": []},
        "batch": {"size": 100_000},
        "stopping": {"epochs": 10_000},
    }
    assert Visitor().post("experiments", edges).status_code == 201
