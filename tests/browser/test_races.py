"""A race over seeds as a student runs it: live maps, the table, the verdict, and the sealed test of one network."""

import json
import re
from urllib.parse import urlencode

from playwright.sync_api import expect

from tests.browser.conftest import Seat
from tests.browser.student import Student

LANES = [
    {"name": "tiny steps", "set": {"optimizer.learning_rate": 0.0001}},
    {"name": "sensible", "set": {"optimizer.learning_rate": 0.03}},
    {"name": "much the same", "set": {"optimizer.learning_rate": 0.031}},
]
RACE = f"/?{urlencode({'epochs': 30, 'samples': 200, 'vary': json.dumps({'kind': 'list', 'seeds': 3, 'runs': LANES})})}"


# Where the first curve of the loss is after ten epochs, in pixels of its plot.
PLACE = """() => {
    const { data, _fullLayout: { xaxis, yaxis } } = document.querySelector('[data-chart="loss"] [data-plot]');
    return [xaxis._offset + xaxis.d2p(data[0].x[10]), yaxis._offset + yaxis.d2p(data[0].y[10])];
}"""


def test_a_race_over_seeds_is_watched_judged_and_tested(student: Student) -> None:
    page = student.visit(RACE).page
    student.press("train")
    lanes = page.locator("[data-lane]")
    expect(lanes).to_have_count(3, timeout=20_000)
    lanes.first.scroll_into_view_if_needed()
    expect(page.locator('[data-lane="2"][data-epoch]')).to_have_count(1, timeout=20_000)
    student.sees("Finished: 9 runs")
    expect(page.locator('[data-lane][data-epoch="30"]')).to_have_count(3)
    assert page.locator("[data-lane] canvas").evaluate_all(
        """maps => maps.map((map) => {
            const { data } = map.getContext("2d").getImageData(0, 0, map.width, map.height);
            return new Set(new Uint32Array(data.buffer)).size > 20;
        })"""
    ) == [True, True, True]

    verdict = page.locator("[data-verdict-panel]")
    expect(verdict.get_by_role("heading")).to_contain_text("cannot be told from")
    expect(verdict.locator('.forest-row.is-apart[data-trial="1"]')).to_have_count(1)
    expect(verdict.locator(".forest-row[data-trial]:not(.is-apart)")).to_have_count(1)

    table = page.locator("[data-runs-panel]")
    table.locator(".runs-scroll").scroll_into_view_if_needed()
    rows = table.locator("tbody tr[data-trial]")
    expect(rows).to_have_count(3)
    expect(rows.first.locator("td.number").nth(1)).to_have_text(re.compile(r"^[\d.]+ ± "))
    table.get_by_role("button", name="Best validation loss").click()
    expect(rows.last.locator("th")).to_contain_text("tiny steps")
    table.get_by_role("button", name="Pin tiny steps").click()
    expect(rows.first.locator("th")).to_contain_text("tiny steps")
    table.locator(".run-show", has_text="sensible").click()
    expect(page.locator('[data-lane="2"]')).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-trial-bar]")).to_contain_text("sensible")
    assert student.traces(least=6) == ["tiny steps", *["± standard deviation"] * 3, "sensible", "much the same"]
    curve = student.look_at("loss").locator("[data-plot]")
    box = curve.bounding_box()
    assert box
    left, top = page.evaluate(PLACE)
    page.mouse.move(box["x"] + left, box["y"] + top)
    expect(rows.filter(has_text="tiny steps")).to_have_class(re.compile("is-pointed"))
    expect(curve.locator(".scatterlayer > .trace.is-lifted")).to_have_count(1)
    page.mouse.move(box["x"] + left, box["y"] - 80)
    expect(rows.filter(has_text="tiny steps")).not_to_have_class(re.compile("is-pointed"))
    verdict.scroll_into_view_if_needed()
    student.photograph("race-1440-light")

    chosen = page.locator("[data-trial-bar] a").get_attribute("href")
    assert chosen
    student.visit(chosen)
    page.locator("[data-runs-panel] .runs-scroll").scroll_into_view_if_needed()
    expect(page.locator("[data-trial-bar]")).to_contain_text("sensible")
    page.locator('[data-test="choice"]').select_option(label="sensible, the network on show")
    page.locator('[data-test="open"]').click()
    expect(page.locator("[data-test-for]")).to_contain_text("for sensible alone")
    page.locator("[data-test-confirm]").click()
    expect(page.locator('[data-test="beside-rows"] tr')).to_have_count(2)
    expect(page.locator('[data-test="whose"]')).to_contain_text("sensible; all other runs stay sealed")
    shown = int(chosen.rpartition("=")[2])
    assert student.answer(f"experiments/{chosen.split('/')[2].split('?')[0]}/test")["test"]["run"] == shown


def test_a_lane_is_forked_alone_and_its_race_told_to_strangers(student: Student, seat: Seat) -> None:
    page = student.visit(RACE).page
    student.press("train")
    student.sees("Finished: 9 runs")
    link = student.link()
    other = seat(width=390, has_touch=True).visit(link)
    expect(other.page.locator("[data-stop-all]")).to_be_hidden()
    other.page.locator("[data-verdict-panel]").scroll_into_view_if_needed()
    expect(other.page.locator("[data-verdict-panel]")).to_contain_text("Seed for seed")
    assert other.page.evaluate("document.documentElement.scrollWidth") == 390

    page.locator("[data-runs-panel] .runs-scroll").scroll_into_view_if_needed()
    page.locator("[data-longer]").fill("40")
    page.locator('[data-trial-act="longer"]').click()
    page.wait_for_url(lambda url: "e=" in url and link.rpartition("/")[2] not in url)
    page.wait_for_selector("body[data-ready]")
    student.sees("Finished: 40 of 40 epochs")
    expect(page.locator("[data-runs-panel]")).to_be_hidden()
