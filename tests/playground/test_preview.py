"""What a chat finds at a link: words in the head of the page, and a picture."""

import re
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from django.test import Client
from PIL import Image

from playground.models import Experiment
from playground.preview import canvas, facts
from playground.preview.canvas import COLOURS, Canvas, writable
from playground.preview.card import drawn
from playground.preview.chart import _dashes, _powers, _steps
from playground.preview.facts import facts_of
from tests.playground.experiments import train_to_the_end
from tests.playground.requests import Visitor

pytestmark = pytest.mark.usefixtures("owner")


def picture_of(made: str) -> Image.Image:
    answer = Client().get(f"/e/{made}/preview.png")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert len(answer.content) < 150_000
    return Image.open(BytesIO(answer.content)).convert("RGB")


def count(picture: Image.Image, colour: str) -> int:
    """How many pixels have nearly this colour."""
    wanted = [int(COLOURS[colour][place : place + 2], 16) for place in (1, 3, 5)]
    return int((np.abs(np.asarray(picture, np.int64) - wanted).max(axis=2) < 24).sum())


def test_the_picture_has_the_size_of_chats_and_shows_both_curves(finished: str) -> None:
    picture = picture_of(finished)
    assert picture.size == (1200, 630)
    right = picture.crop((600, 120, 1150, 600))
    assert count(right, "train") > 300
    assert count(right, "validation") > 150


def test_it_is_not_compressed_twice(visitor: Visitor) -> None:
    answer = Client().get(f"/e/{visitor.makes()}/preview.png", headers={"Accept-Encoding": "gzip"})
    assert (answer["Content-Encoding"], answer.content[:4]) == ("identity", b"\x89PNG")


def test_an_experiment_without_epochs_has_a_picture_too(visitor: Visitor) -> None:
    right = picture_of(visitor.makes()).crop((600, 120, 1150, 600))
    assert count(right, "train") == 0
    assert count(right, "muted") > 50


def test_a_race_has_a_curve_for_every_run(visitor: Visitor) -> None:
    runs = [{"name": f"η = {rate}", "set": {"optimizer.learning_rate": rate}} for rate in (0.003, 0.03, 0.3)]
    made = visitor.makes(data={"samples": 60}, stopping={"epochs": 3}, vary={"kind": "list", "runs": runs})
    train_to_the_end()
    facts = facts_of(Experiment.objects.get(public_id=made))
    assert [curve.colour for curve in facts.curves] == ["run-1", "run-2", "run-3"]
    assert facts.figures[-1][:2] == ("Runs", "3")
    assert count(picture_of(made).crop((600, 120, 1150, 600)), "run-3") > 100


def test_of_a_long_log_only_a_few_rows_are_read(finished: str, monkeypatch: pytest.MonkeyPatch) -> None:
    experiment = Experiment.objects.get(public_id=finished)
    whole = facts_of(experiment)
    monkeypatch.setattr(facts, "MOST_ROWS", 5)
    few = facts_of(experiment)
    assert len(whole.curves[0].points) == 13
    assert 5 <= len(few.curves[0].points) <= 7
    assert set(few.curves[0].points) < set(whole.curves[0].points)
    assert few.figures[0] == whole.figures[0]


def test_the_picture_is_kept_until_there_is_something_new(finished: str, visitor: Visitor) -> None:
    first = Client().get(f"/e/{finished}/preview.png").content
    assert Client().get(f"/e/{finished}/preview.png").content is not None
    visitor.patch(f"experiments/{finished}", {"title": "Another name, much longer than before"})
    assert Client().get(f"/e/{finished}/preview.png").content != first


def test_the_head_of_the_page_tells_chats_what_it_is(finished: str, visitor: Visitor) -> None:
    visitor.patch(f"experiments/{finished}", {"title": 'Rates & "quotes" <b>'})
    html = Client().get(f"/e/{finished}").content.decode()
    told = dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">', html))
    assert told["og:title"] == told["twitter:title"] == "Rates &amp; &quot;quotes&quot; &lt;b&gt;"
    assert told["og:image"] == f"http://testserver/e/{finished}/preview.png?14"
    assert told["twitter:card"] == "summary_large_image"
    assert re.fullmatch(
        r"Circle, 4 – 2 Tanh, .*\. Finished: 12 epochs\. Validation loss 0\.\d+\.", told["og:description"]
    )
    visitor.patch(f"experiments/{finished}", {"description": "What three rates do."})
    assert 'content="What three rates do."' in Client().get(f"/e/{finished}").content.decode()


def test_only_the_embedded_page_may_be_framed(finished: str) -> None:
    embed, page = Client().get(f"/e/{finished}/embed"), Client().get(f"/e/{finished}")
    assert "frame-ancestors *" in embed["Content-Security-Policy"]
    assert "X-Frame-Options" not in embed
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"
    assert "site-header" not in embed.content.decode()


def test_unknown_experiments_have_neither(client: Client) -> None:
    assert client.get("/e/no-such-experiment/preview.png").status_code == 404
    assert client.get("/e/no-such-experiment/embed").status_code == 404


def test_the_colours_are_those_of_the_pages() -> None:
    tokens = (Path(__file__).parents[2] / "static/css/tokens.css").read_text()
    light = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}),", tokens))
    names = {"raised": "surface-raised"}
    assert {name: light[names.get(name, name)] for name in COLOURS} == COLOURS


def test_words_fit_and_every_letter_can_be_written() -> None:
    sheet = Canvas()
    lines = sheet.wrapped("A very long title that goes on and on " * 8, 46, 452, 3, bold=True)
    assert len(lines) == 3
    assert lines[-1].endswith("...")
    assert max(sheet.width(line, 46, bold=True) for line in lines) <= 452
    assert writable("plain text", 20) == "plain text"
    assert "\u0000" not in writable("日本 ä – η", 20)


def test_a_machine_without_fonts_writes_with_the_one_that_pillow_brings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canvas, "FAMILIES", ())
    canvas.font.cache_clear()
    canvas._known.cache_clear()
    try:
        assert writable("Übung – η = 0.3", 20) == "Uebung - eta = 0.3"
        assert writable("日", 20) == "?"
    finally:
        canvas.font.cache_clear()
        canvas._known.cache_clear()


def test_axes_have_round_numbers() -> None:
    assert _steps(0.7) == pytest.approx([0, 0.2, 0.4, 0.6, 0.8])
    assert _steps(100, whole=True) == [0, 20, 40, 60, 80, 100]
    assert _steps(1, whole=True) == [0, 1]
    assert _powers([3e-5, 0.2]) == pytest.approx([1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1])
    assert len(_powers([1e-30, 1e30])) <= 7
    dashes = _dashes([(0, 0), (18, 0), (36, 0)])
    assert dashes == [[(0, 0), (11.0, 0.0)], [(18.0, 0.0), (29.0, 0.0)]]


def test_huge_losses_do_not_break_the_picture(finished: str) -> None:
    facts = facts_of(Experiment.objects.get(public_id=finished))
    curve = facts.curves[0]
    for points in ([(0.0, 1e300), (1.0, 1e-300)], [(0.0, 0.0), (1.0, 0.0)], [(0.0, 5.0)]):
        changed = type(facts)(facts.title, facts.line, facts.state, [type(curve)("x", "train", points)], facts.figures)
        assert drawn(changed).startswith(b"\x89PNG")
