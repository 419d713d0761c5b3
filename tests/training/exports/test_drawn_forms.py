"""Every other form of drawn experiments says what the engine says: `FUZZED_EXPORTS` says how many."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import bibtexparser
import numpy as np
import onnxruntime
import pypdfium2
import pytest
import safetensors.numpy
import torch

from tests.training.exports.drawn_specs import COUNT, drawn_spec
from tests.training.kept_networks import Taken, taken
from training import Spec
from training.exports import EXPORTS

SCRIPTS = {"pytorch", "keras"}
"""They are run in tests of their own."""
SHARES = 5
CLOSE = 1e-5
LARGER = 10
"""How many times as far from double precision as the engine's own single precision: layer normalization of nearly equal
values magnifies what rounding makes of them."""


def is_table(some: Taken, text: str) -> None:
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    epochs = list(some.recorded.told("epoch_ended"))
    assert [row["train_loss"] for row in rows[1:]] == [str(event["train_loss"]) for event in epochs]


def is_log(some: Taken, text: str) -> None:
    assert json.loads(text)["events"] == some.recorded.events


def is_spec(some: Taken, text: str) -> None:
    assert Spec.parse(json.loads(text)) == some.spec


def is_network(some: Taken, data: bytes) -> None:
    found = np.concatenate([tensor.ravel() for tensor in safetensors.numpy.load(data).values()])
    assert np.array_equal(np.sort(found), np.sort(np.frombuffer(some.kept(), "<f4")))


def says_so(some: Taken, data: bytes, inputs: np.ndarray) -> None:
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    [wanted] = session.get_inputs()
    names = [each.name for each in session.get_outputs()]
    said = dict(zip(names, session.run(None, {wanted.name: inputs}), strict=True))
    found, exact = said.get("probabilities", said.get("outputs")), some.outputs(torch.float64)
    rounded = float(np.abs(some.outputs() - exact).max())
    np.testing.assert_allclose(found, exact, atol=max(CLOSE, LARGER * rounded), rtol=CLOSE)


def is_program(some: Taken, data: bytes) -> None:
    says_so(some, data, some.prepared.columns[some.prepared.rows[1]])


def is_inner_program(some: Taken, data: bytes) -> None:
    says_so(some, data, some.prepared.validation.inputs.astype(np.float32))


def is_report(some: Taken, text: str) -> None:
    assert some.recorded.link in text
    assert "<svg" in text
    assert "nan" not in text.lower().split()


def is_paper(some: Taken, data: bytes) -> None:
    document = pypdfium2.PdfDocument(data)
    words = "".join(page.get_textpage().get_text_range() for page in document)
    assert some.recorded.link in words.replace("\r\n", "")


def is_citation(some: Taken, text: str) -> None:
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    assert [entry["url"] for entry in library.entries] == [some.recorded.link]


def is_sentence(some: Taken, text: str) -> None:
    assert some.recorded.link in text


CHECKS: dict[str, Callable[[Taken, Any], None]] = {
    "csv": is_table,
    "json": is_log,
    "spec": is_spec,
    "weights": is_network,
    "onnx": is_program,
    "onnx-prepared": is_inner_program,
    "report": is_report,
    "pdf": is_paper,
    "citation": is_citation,
    "citation-text": is_sentence,
}


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.timeout(1800)
def test_every_form_of_a_drawn_experiment_says_what_the_engine_says(share: int) -> None:
    assert set(CHECKS) | SCRIPTS == set(EXPORTS)
    for number in range(share, COUNT, SHARES):
        some = taken(**drawn_spec(number).to_dict())
        for form, check in CHECKS.items():
            check(some, EXPORTS[form].write(some.recorded))
