"""Taking results away over HTTP: every form, the run it is about, and what is refused."""

import importlib
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pypdfium2
import pytest
import safetensors.numpy

from playground.envelope import open_envelope
from playground.models import Experiment, Owner, Run, Visibility
from playground.models.weights import Weights
from tests.playground.answering import a_worker_that_answers
from tests.playground.experiments import make, take_short_turn, train_to_the_end
from tests.playground.requests import Visitor, problems, strict
from tests.playground.test_several_runs import ENSEMBLE, RACE
from training.exports import EXPORTS
from training.layout import weights_sha256

pytestmark = pytest.mark.usefixtures("owner")
api_exports = importlib.import_module("playground.api.exports")  # its name in the package is that of its router
TEXTS = [name for name, form in EXPORTS.items() if form.media_type.startswith(("text/", "application/json"))]


@pytest.fixture
def a_worker(owner: Owner) -> Iterator[None]:
    with a_worker_that_answers():
        yield


def tensors(answer: Any) -> tuple[dict[str, Any], dict[str, str]]:
    assert answer.status_code == 200, answer.content[:300]
    length = int.from_bytes(answer.content[:8], "little")
    return safetensors.numpy.load(answer.content), json.loads(answer.content[8 : 8 + length])["__metadata__"]


def test_the_forms_are_told_as_they_are_listed(visitor: Visitor) -> None:
    told = strict(visitor.get("exports"))
    assert [each["form"] for each in told if each["long"]] == ["csv", "json"]
    assert {"spec", "citation", "citation-text"} <= {each["form"] for each in told if each["text"]}
    assert [(each["form"], each["title"], each["of_one_run"]) for each in told] == [
        (name, form.title, form.of_one_run) for name, form in EXPORTS.items()
    ]


@pytest.mark.parametrize("form", EXPORTS)
def test_every_form_can_be_downloaded_by_its_name(form: str, visitor: Visitor, finished: str) -> None:
    answer = Visitor().get(f"experiments/{finished}/export/{form}")
    assert answer.status_code == 200, answer.content[:300]
    assert answer["Content-Type"] == EXPORTS[form].media_type
    assert answer["Content-Disposition"].startswith(f'attachment; filename="descent-{finished}')
    assert answer["Content-Disposition"].endswith(f'.{EXPORTS[form].suffix}"')
    assert int(answer["Content-Length"]) == len(answer.content) > 0
    again = visitor.client.get(f"/api/experiments/{finished}/export/{form}", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_weights_are_those_with_which_the_run_ended(visitor: Visitor, finished: str) -> None:
    arrays, told = tensors(visitor.get(f"experiments/{finished}/export/weights"))
    row = [arrays[f"layers.{n}.{part}"].ravel() for n in range(len(arrays) // 2) for part in ("weight", "bias")]
    events = strict(visitor.get(f"experiments/{finished}/events"))["events"]
    assert weights_sha256(np.concatenate(row)) == events[-1]["weights_sha256"]
    assert (told["run"], told["epoch"]) == ("1", "12")
    assert told["link"] == f"http://testserver/e/{finished}"


def test_a_run_that_went_back_to_its_best_network_says_so(owner: Owner, visitor: Visitor) -> None:
    early = {"patience": 2}
    experiment = make(owner, data={"samples": 200}, stopping={"epochs": 30, "early": early}, **RACE)
    train_to_the_end()
    for run in experiment.runs.all():
        _, told = tensors(visitor.get(f"experiments/{experiment.public_id}/export/weights?run={run.number}"))
        assert told["epoch"] == str(run.best_epoch)


def test_without_a_number_it_is_the_run_that_validation_chose(owner: Owner, visitor: Visitor) -> None:
    experiment = make(owner, data={"samples": 200}, **RACE)
    train_to_the_end()
    best = min(experiment.runs.all(), key=lambda run: run.best["validation_loss"])
    answer = visitor.get(f"experiments/{experiment.public_id}/export/weights")
    assert tensors(answer)[1]["run"] == str(best.number)
    assert f"-run-{best.number}.safetensors" in answer["Content-Disposition"]
    settings = json.loads(tensors(visitor.get(f"experiments/{experiment.public_id}/export/weights?run=3"))[1]["spec"])
    assert settings["optimizer"]["kind"] == "adam"


def test_members_of_an_ensemble_are_taken_one_by_one(owner: Owner, visitor: Visitor) -> None:
    experiment = make(owner, data={"samples": 200}, **ENSEMBLE)
    train_to_the_end()
    address = f"experiments/{experiment.public_id}/export/weights"
    one, other = (tensors(visitor.get(f"{address}?run={run}"))[0] for run in (1, 2))
    assert (one["layers.0.weight"] != other["layers.0.weight"]).any()


def test_an_impossible_run_is_refused_in_words(visitor: Visitor, finished: str) -> None:
    for run in ("0", "-1", "x", "1.5", "", str(10**9), "%00"):
        assert problems(visitor.get(f"experiments/{finished}/export/weights?run={run}"), 422)[0][0] == "run"
    assert problems(visitor.get(f"experiments/{finished}/export/csv?run=2"), 422) == [
        ("run", "There is no run 2 in this experiment.")
    ]


def test_what_waits_has_no_network_and_what_trains_has_its_newest(visitor: Visitor) -> None:
    made = visitor.makes(data={"samples": 60}, stopping={"epochs": 12})
    [(_, sentence)] = problems(visitor.get(f"experiments/{made}/export/weights"), 409)
    assert sentence == "Run 1 has no network yet: let it train for an epoch, then try again."
    take_short_turn()
    newest = Weights.objects.filter(experiment__public_id=made).order_by("-epoch")[0]
    assert tensors(visitor.get(f"experiments/{made}/export/weights"))[1]["epoch"] == str(newest.epoch)


def test_what_this_version_cannot_read_is_a_409(visitor: Visitor, finished: str) -> None:
    Experiment.objects.update(spec={"format": 0, "colour": "red"})
    [(_, sentence)] = problems(visitor.get(f"experiments/{finished}/export/weights"), 409)
    assert "cannot read these settings" in sentence
    for form in TEXTS:
        if not EXPORTS[form].of_one_run:
            assert visitor.get(f"experiments/{finished}/export/{form}").status_code == 200


@pytest.mark.usefixtures("a_worker")
def test_no_form_tells_a_test_figure_before_its_time(owner: Owner, visitor: Visitor) -> None:
    experiment = make(owner, data={"samples": 200}, **ENSEMBLE)
    train_to_the_end()
    sealed = [run.sealed_test["loss"] for run in Run.objects.all() if run.sealed_test]
    assert len(sealed) >= 2
    address = f"experiments/{experiment.public_id}/export"
    for form in TEXTS:
        body = visitor.get(f"{address}/{form}").content.decode()
        for loss in sealed:
            assert repr(loss) not in body
            assert f">{loss:.4g}<" not in body
    pages = pypdfium2.PdfDocument(visitor.get(f"{address}/pdf").content)
    told = " ".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    assert "Still sealed" in told
    assert not [loss for loss in sealed if f" {loss:.4g} " in told]
    open_envelope(experiment, 2)
    assert repr(sealed[1]) in visitor.get(f"{address}/json").content.decode()
    opened = visitor.get(f"{address}/report").content.decode()
    assert f">{sealed[1]:.4g}<" in opened
    assert f">{sealed[0]:.4g}<" not in opened


def test_what_is_private_is_taken_by_its_owner_alone(visitor: Visitor, finished: str) -> None:
    Experiment.objects.update(visibility=Visibility.PRIVATE)
    for form in EXPORTS:
        problems(Visitor().get(f"experiments/{finished}/export/{form}"), 404)
        assert visitor.get(f"experiments/{finished}/export/{form}").status_code == 200


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_long_log_is_streamed_and_the_same(
    form: str, visitor: Visitor, finished: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = visitor.get(f"experiments/{finished}/export/{form}").content
    monkeypatch.setattr(api_exports, "SHORT", 3)
    answer = visitor.get(f"experiments/{finished}/export/{form}")
    assert answer.streaming
    assert answer.getvalue() == whole


def test_documents_are_made_a_few_at_a_time(visitor: Visitor, finished: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api_exports, "MOST_SECONDS", 0.01)
    for _ in range(api_exports.AT_ONCE):
        assert api_exports._turns.acquire(timeout=5)
    try:
        [(_, sentence)] = problems(visitor.get(f"experiments/{finished}/export/spec"), 503)
        assert "Try again in a moment" in sentence
    finally:
        api_exports._turns.release(api_exports.AT_ONCE)
