"""What a student can do with charts, each by its effect on what is drawn."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.browser.student import Student
from tests.running_server import RunningServer

Seat = Callable[..., Student]


@pytest.fixture(scope="module")
def link(server: RunningServer) -> str:
    """The page of an experiment that trains; nobody needs to press a button for it."""
    spec = Request(
        f"{server.url}/api/experiments", b'{"stopping": {"epochs": 40}}', {"Content-Type": "application/json"}
    )
    with urlopen(spec, timeout=30) as answer:
        return str(json.load(answer)["url"])


@pytest.fixture
def trained(seat: Seat, link: str) -> Student:
    """In front of that page when the experiment has ended."""
    student = seat().visit(link)
    student.sees("Finished: 40 of 40")
    student.waits_for_curve(41)
    return student


def drawn(page: Page, chart: str, what: str) -> Any:
    """Something of what Plotly has drawn: a path below the element of the plot."""
    return page.evaluate(f"document.querySelector('[data-chart={chart}] [data-plot]').{what}")


def drag(student: Student, chart: str, start: float, end: float) -> None:
    """Zoom into a part of a chart, from one share of its width to another."""
    student.look_at(chart)
    box = student.page.locator(f'[data-chart="{chart}"] .nsewdrag').bounding_box()
    assert box is not None
    student.page.mouse.move(box["x"] + start * box["width"], box["y"] + 30)
    student.page.mouse.down()
    student.page.mouse.move(box["x"] + end * box["width"], box["y"] + 32, steps=4)
    student.page.mouse.up()


def test_axis_smoothing_scale_and_zoom_act_on_all_charts_and_are_in_the_link(trained: Student, seat: Seat) -> None:
    page = trained.page
    page.locator('[data-view="x"]').select_option("updates")
    trained.waits_for_plot("plot.data[0].x.at(-1) === 40 * 30", "accuracy")
    expect(page.locator('[data-chart="loss"] .xtitle')).to_have_text("updates of the weights")

    raw = drawn(page, "loss", "data[0].y.length")
    page.locator('[data-view="smoothing"]').fill("0.9")
    trained.waits_for_plot("plot.data.filter((trace) => trace.name === 'training').length === 2")
    measured, calm = page.evaluate(
        "[...document.querySelector('[data-chart=loss] [data-plot]').data].filter((trace) => trace.name === 'training')"
        ".map((trace) => [trace.opacity ?? 1, trace.showlegend ?? true, [...trace.y].length])"
    )
    assert measured[0] < 0.5
    assert measured[1:] == [False, raw]
    assert calm[:2] == [1, True]

    page.locator('[data-chart="loss"] [data-log]').click()
    trained.waits_for_plot("plot.layout.yaxis.type === 'log'")
    assert drawn(page, "accuracy", "layout.yaxis.type") != "log"
    page.locator('[data-view="log-x"]').click()
    trained.waits_for_plot("plot.layout.xaxis.type === 'log'", "accuracy")
    page.locator('[data-view="log-x"]').click()
    trained.waits_for_plot("plot.layout.xaxis.type !== 'log'")

    drag(trained, "loss", 0.25, 0.5)
    page.wait_for_function("() => location.hash.includes('epochs:')")
    assert re.search(r"#view=x:updates,smooth:0.9,log:loss,epochs:\d+(\.\d+)?~\d+(\.\d+)?", page.url)
    trained.waits_for_plot("plot.layout.xaxis.autorange === false && plot.layout.xaxis.range[1] < 800", "accuracy")

    other = seat().visit(page.url.removeprefix(trained.url))
    other.waits_for_curve(41)
    other.waits_for_plot("plot.layout.xaxis.range?.[1] < 800 && plot.layout.yaxis.type === 'log'")
    expect(other.page.locator('[data-view="x"]')).to_have_value("updates")
    expect(other.page.locator("[data-view-smoothing]")).to_have_text("0.90")
    other.page.locator('[data-view="whole"]').click()
    other.waits_for_plot("plot.layout.xaxis.autorange !== false", "accuracy")
    assert "epochs" not in other.page.url


def test_hovering_one_chart_shows_the_same_epoch_in_the_others(trained: Student) -> None:
    trained.look_at("loss")
    trained.page.locator('[data-chart="loss"] .nsewdrag').hover()
    for chart in ("loss", "accuracy"):
        trained.page.wait_for_selector(f'[data-chart="{chart}"] .hoverlayer .legendtext')
    titles = [
        trained.page.locator(f'[data-chart="{chart}"] .hoverlayer .legendtitletext').text_content() or ""
        for chart in ("loss", "accuracy")
    ]
    assert titles[0] == titles[1]
    assert re.fullmatch(r"epoch \d+", titles[0])
    trained.page.mouse.move(2, 2)
    expect(trained.page.locator('[data-chart="accuracy"] .hoverlayer .legendtext')).to_have_count(0)


def test_a_chart_fills_the_screen_and_escape_leads_back_to_its_button(trained: Student) -> None:
    page = trained.page
    button = page.locator('[data-chart="loss"] [data-full]')
    width = drawn(page, "loss", "clientWidth")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.fullscreenElement?.dataset.chart === 'loss'")
    trained.waits_for_plot(f"plot.clientWidth > {width} + 200 && plot._fullLayout.width > {width} + 200")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-pressed", "true")
    trained.photograph("chart-full-screen")
    page.keyboard.press("Escape")
    trained.waits_for_plot(f"plot._fullLayout.width === {width}")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-pressed", "false")


def test_a_chart_can_be_taken_home_as_picture_and_as_table(trained: Student) -> None:
    page = trained.page

    def taken(form: str) -> bytes:
        page.locator('[data-chart="loss"] .chart-menu summary').click()
        with page.expect_download() as waiting:
            page.locator(f'[data-chart="loss"] [data-download="{form}"]').click()
        assert waiting.value.suggested_filename == f"descent-loss.{form}"
        expect(page.locator('[data-chart="loss"] .chart-menu')).not_to_have_attribute("open", "")
        return Path(waiting.value.path()).read_bytes()

    assert taken("png").startswith(b"\x89PNG")
    picture = taken("svg").decode()
    assert "<svg" in picture
    assert "loss (Cross-entropy)" in picture
    rows = list(csv.reader(io.StringIO(taken("csv").decode())))
    assert rows[0] == ["epoch", "training", "validation"]
    assert [[float(row[0]) for row in rows[1:]], [float(row[1]) for row in rows[1:]]] == trained.curve("loss", 0)

    drag(trained, "loss", 0.25, 0.5)
    page.wait_for_function("() => location.hash.includes('epochs:')")
    rows = list(csv.reader(io.StringIO(taken("csv").decode())))
    assert 5 < len(rows) < 20
    assert 8 < float(rows[1][0]) < 14


def test_all_figures_of_a_run_have_a_chart(trained: Student) -> None:
    over_epochs = ("gap", "norms", "rate", "batch", "gradients", "updates", "weights", "activations", "units", "time")
    for chart in (*over_epochs, "weighthistogram", "outputhistogram"):
        trained.waits_for_plot("plot.dataset.points >= 41 && plot.data.length > 0", chart)
    gap, training, validation = (trained.curve(*which)[1][-1] for which in (("gap", 0), ("loss", 0), ("loss", 1)))
    assert gap == pytest.approx(validation - training)
    expect(trained.page.locator('[data-chart="weighthistogram"] .xtitle')).to_have_text("weight, epoch 40")
    assert trained.curve("batch")[1][-1] == 10


def test_curves_stand_still_while_live_is_off_and_out_of_sight(student: Student) -> None:
    student.digits(epochs=3000)
    student.press("train")
    student.waits_for_curve(5)
    student.page.locator('[data-view="live"]').click()
    still = len(student.curve()[0])
    student.waits_for_epoch(student.epoch() + 20)
    assert len(student.curve()[0]) <= still + 3
    student.page.locator('[data-view="live"]').click()
    student.waits_for_curve(still + 20)
    student.page.evaluate("scrollTo(0, 0); document.querySelector('[data-charts]').style.marginTop = '3000px'")
    points = student.page.evaluate("Number(document.querySelector('[data-chart=loss] [data-plot]').dataset.points)")
    student.waits_for_epoch(student.epoch() + 20)
    assert (
        student.page.evaluate("Number(document.querySelector('[data-chart=loss] [data-plot]').dataset.points)")
        <= points + 3
    )
    student.waits_for_curve(points + 20)
    student.press("stop")
    student.sees("Stopped")
