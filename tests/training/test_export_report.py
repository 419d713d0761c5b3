"""Reports: what they tell is what the log tells, and HTML and PDF tell the same."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pypdfium2
import pytest

from tests.training.kept_networks import taken
from training import Spec, train
from training.exports import EXPORTS
from training.exports.recorded import Recorded
from training.exports.report import story
from training.exports.report.blocks import Label, Line
from training.exports.report.chart import Curve, chart, powers, steps
from training.exports.report.tables import figure

VOID = {"meta", "polyline", "polygon", "circle", "path"}
HOSTILE = '<script>alert(1)</script> & "η λ² ₁ √ ½"'


class Page(HTMLParser):
    """The texts of a document by element, and whether every element is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.rows: list[list[str]] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("td", "th"):
            self.rows[-1][-1] += data
        self.texts.append((self.open[-1] if self.open else "", data))

    def of(self, tag: str) -> list[str]:
        return [text for each, text in self.texts if each == tag]


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")
    finally:
        document.close()


@pytest.fixture(scope="module")
def one() -> Recorded:
    some = taken(
        data={"samples": 100, "noise": 0.3},
        stopping={"epochs": 12, "early": {"patience": 9}},
        optimizer={"kind": "adam", "learning_rate": 0.02},
    )
    return replace(some.recorded, notes=f"First\n{HOSTILE}", author="Zoë", picture='<svg viewBox="0 0 1 1"></svg>')


@pytest.fixture(scope="module")
def several() -> Recorded:
    rates = [{"set": {"optimizer.learning_rate": rate}} for rate in (0.003, 0.1, 1)]
    spec = Spec.parse(
        {"data": {"samples": 100}, "stopping": {"epochs": 5}, "vary": {"kind": "list", "seeds": 2, "runs": rates}}
    )
    return Recorded(spec.to_dict(), [event.to_dict() for event in train(spec)], run=3, title="Rates")


def test_the_figures_of_one_run_are_those_of_the_log(one: Recorded) -> None:
    page = Page(EXPORTS["report"].write(one))
    started, ended = one.events[0], one.events[-1]
    names = ("train_loss", "validation_loss", "train_accuracy", "validation_accuracy")
    assert page.rows[1:4] == [
        ["before training", "0", *(figure(started[name], name) for name in names)],
        ["best epoch", str(ended["best_epoch"]), *(figure(ended["best"][name], name) for name in names)],
        ["last epoch", str(ended["epochs"]), *(figure(ended["last"][name], name) for name in names)],
    ]
    assert figure(0.123456) == "0.1235"
    assert figure(0.9, "train_accuracy") == "90.0 %"


def test_it_says_what_was_set_and_everything_in_the_appendix(one: Recorded) -> None:
    page = Page(EXPORTS["report"].write(one))
    names, values = page.of("dt"), page.of("dd")
    assert "usual: Momentum (classical)" in values
    changed = names[names.index("Parameters") + 1 : names.index("Seed")]
    assert changed == ["Samples", "Noise", "Optimizer", "Learning rate η", "Epochs", "Early stopping", "Patience"]
    assert {"Decay of the mean β₁", "L2 λ₂", "Batch size"} <= set(names[names.index("Seed") :])


def test_it_is_one_document_that_needs_nothing_else(one: Recorded) -> None:
    text = EXPORTS["report"].write(replace(one, title=HOSTILE, author=HOSTILE))
    page = Page(text)
    assert "<script" not in text
    assert not {name for name, _ in page.attributes} & {"src", "onload", "onclick"}
    assert {value for name, value in page.attributes if name == "href"} == {one.link}
    assert HOSTILE in page.of("h1")
    assert any(HOSTILE in each for each in page.of("p"))
    assert ("aria-label", "QR code of the link") in page.attributes
    assert "@page { size: A4;" in text


def test_pdf_tells_the_same_in_letters(one: Recorded) -> None:
    data = EXPORTS["pdf"].write(replace(one, title="η and λ² 🧠"))
    told = pdf_text(data)
    for words in (
        "η and λ² □",
        one.link,
        "By Zoë.",
        HOSTILE,
        "Learning rate η",
        "How to run it again",
        "@misc{descent",
    ):
        assert words in told
    for which in ("best", "last"):
        assert figure(one.events[-1][which]["validation_loss"]) in told
    document = pypdfium2.PdfDocument(data)
    assert document[0].get_size() == pytest.approx((595.3, 841.9), abs=0.2)
    assert len(document[0].render(scale=1).to_pil().convert("RGB").getcolors(100_000)) > 100
    document.close()
    assert EXPORTS["pdf"].write(replace(one, title="η and λ² 🧠")) == data


def test_several_runs_stand_in_a_table_the_best_first(several: Recorded) -> None:
    page = Page(EXPORTS["report"].write(several))
    ended = {event["run"]: event for event in several.events if event["type"] == "run_finished"}
    order = sorted(ended, key=lambda run: ended[run]["best"]["validation_loss"])
    rows = [row for row in page.rows if len(row) == 8][1:]
    assert [int(row[0]) for row in rows] == order
    for row in rows:
        best = ended[int(row[0])]["best"]
        assert row[4:6] == [figure(best["train_loss"]), figure(best["validation_loss"])]
    text = EXPORTS["report"].write(several)
    assert len(re.findall("<polygon", text)) == 6  # a band over two seeds for three trials, loss and accuracy
    assert "best so far" in page.of("text")


def test_of_very_many_runs_it_reads_the_chosen_one(several: Recorded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "MANY", 2)
    page = Page(EXPORTS["report"].write(several))
    assert len([row for row in page.rows if len(row) == 8]) == 7
    assert "<polygon" not in EXPORTS["report"].write(several)
    assert "training" in page.of("text")


def test_test_figures_stand_in_it_once_they_were_opened(one: Recorded) -> None:
    sealed = Page(EXPORTS["report"].write(one))
    assert any("Still sealed" in text for text in sealed.of("p"))
    opening: dict[str, Any] = {
        "type": "test_opened", "run": 1, "name": "", "loss": 0.4567891, "accuracy": 0.8125, "samples": 20,
        "at": "2026-11-23T20:00:00+00:00",
    }  # fmt: skip
    opened = Page(EXPORTS["report"].write(replace(one, events=[*one.events, opening])))
    assert ["1", "0.4568", "81.2 %", "20", "2026-11-23"] in opened.rows


def test_findings_and_live_changes_are_told(one: Recorded) -> None:
    finding = {
        "kind": "x",
        "title": "Too large",
        "sentence": "It jumps.",
        "setting": "optimizer.learning_rate",
        "suggestion": 0.01,
    }
    changed = {
        "type": "setting_changed",
        "run": 1,
        "epoch": 3,
        "path": "optimizer.learning_rate",
        "old": 0.02,
        "new": 0.1,
    }
    ended = {**one.events[-1], "findings": [finding]}
    page = Page(EXPORTS["report"].write(replace(one, events=[*one.events[:-1], changed, ended])))
    assert "Too large" in page.of("h3")
    assert "It jumps." in page.of("p")
    assert ["1", "3", "optimizer.learning_rate", "0.02", "0.1"] in page.rows


@pytest.mark.parametrize("form", ["report", "pdf"])
def test_what_has_not_begun_or_is_not_understood_has_a_report_too(form: str) -> None:
    assert EXPORTS[form].write(Recorded(Spec().to_dict(), []))
    assert EXPORTS[form].write(Recorded({"format": 0, "colour": "red"}, []))


@pytest.mark.parametrize("values", [[0.7, 0.4, 0.1], [900.0, 3.0, 0.02], [-2.0, 5.0], [0.0, 0.0], [1e-9, 2e-9]])
def test_lines_go_through_their_values(values: list[float]) -> None:
    drawing = chart("loss", [Curve("training", "#000", list(enumerate(values)))])
    ticks = [
        (shape.y - 3, float(shape.text))
        for shape in drawing.shapes
        if isinstance(shape, Label) and shape.anchor == "end"
    ]
    [line] = [
        shape
        for shape in drawing.shapes
        if isinstance(shape, Line) and shape.colour == "#000" and len(shape.points) == len(values)
    ][:1]
    (low_y, low), (high_y, high) = ticks[0], ticks[-1]
    logarithmic = min(values) > 0 and max(values) / min(values) > 100
    for (_, y), value in zip(line.points, values, strict=True):
        share = (y - low_y) / (high_y - low_y)
        read = low * (high / low) ** share if logarithmic else low + (high - low) * share
        assert read == pytest.approx(value, rel=0.03, abs=0.01 * (high - low))


def test_ticks_are_round_and_few() -> None:
    assert steps(0, 0.7) == pytest.approx([0, 0.2, 0.4, 0.6, 0.8])
    assert steps(1, 100, whole=True)[-1] >= 100
    assert powers([0.02, 900]) == [0.01, 0.1, 1, 10, 100, 1000]
    assert len(powers([1e-30, 1e30])) <= 7
