"""Searches as a student runs them: progress, sorting and filtering 64 trials, stopping one or all, and halving."""

import json
import re
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import expect

from tests.browser.student import Student

AXES = {
    "optimizer.learning_rate": {"kind": "log_uniform", "low": 0.001, "high": 0.3},
    "optimizer.beta": {"kind": "uniform", "low": 0, "high": 0.95},
}


SHADES = """maps => maps.map((map) => {
    const { data } = map.getContext("2d").getImageData(0, 0, map.width, map.height);
    return new Set(new Uint32Array(data.buffer)).size;
})"""


def search(epochs: int, samples: int = 100, *, dataset: str = "circle", **vary: Any) -> str:
    """The address of a search."""
    settings: dict[str, Any] = {"dataset": dataset, "epochs": epochs, "vary": json.dumps({"axes": AXES, **vary})}
    if dataset == "circle":
        settings["samples"] = samples
    return f"/?{urlencode(settings)}"


def test_a_search_of_64_trials_is_watched_stopped_and_sifted(student: Student) -> None:
    page = student.visit(search(750, 1000, kind="random", trials=64, seeds=2)).page
    student.press("train")
    counts = page.locator("[data-search-counts]")
    expect(counts).to_contain_text("of 64 trials done", timeout=20_000)
    expect(page.locator(".search-pace")).to_contain_text("epochs a second", timeout=20_000)
    table = page.locator("[data-runs-panel]")
    table.locator(".runs-scroll").scroll_into_view_if_needed()
    expect(table.locator("table")).to_have_attribute("aria-rowcount", "65")
    assert table.locator("tbody tr[data-trial]").count() < 40
    page.get_by_role("button", name="Stop this trial").click()
    expect(counts).to_contain_text("1 of 64 trials done", timeout=20_000)
    page.locator("[data-stop-all]").click()
    student.sees("Finished: 128 runs")
    expect(page.locator(".search-progress")).to_be_hidden()

    expect(page.locator("[data-lane]")).to_have_count(12)
    best = [
        float(cell.split()[0]) for cell in table.locator("tbody tr[data-trial] td:nth-of-type(4)").all_inner_texts()[:5]
    ]
    assert best == sorted(best)
    expect(table.locator(".is-best th")).to_contain_text("best")
    found = table.locator("tbody tr[data-trial]")
    table.get_by_role("searchbox").fill("learning rate > 0.1, by hand")
    expect(table.locator('[data-runs="count"]')).to_contain_text("of 64")
    rates = [float(cell) for cell in found.locator("td:nth-of-type(2)").all_inner_texts()]
    assert rates
    assert min(rates) > 0.1
    found.last.hover()
    expect(found.last).to_have_class("is-pointed")
    student.photograph("search-1440-light")


def test_halving_ends_most_trials_at_its_rungs(student: Student) -> None:
    page = student.visit(search(9, dataset="wine", kind="halving", trials=9, reduction=3)).page
    student.press("train")
    student.sees("Finished: 9 runs")
    table = page.locator("[data-runs-panel]")
    ends = table.locator("tbody tr[data-trial] td:last-child")
    expect(ends).to_have_count(9)
    expect(ends.filter(has_text="halved")).to_have_count(8)
    expect(table.locator("[data-runs=words]")).to_contain_text(re.compile(r"Rungs saved \d+ of 81 epochs"))
    winner = table.locator("tbody tr[data-trial]").filter(has_text="all epochs")
    expect(winner).to_have_class("is-best")
    expect(page.locator("[data-verdict-panel]")).to_contain_text("One seed each")

    page.locator("[data-lane]").first.scroll_into_view_if_needed()
    expect(page.locator("[data-lane][data-epoch]")).to_have_count(9)
    expect(page.locator("[data-lane] canvas").first).to_have_attribute(
        "aria-label", re.compile("validation samples right")
    )
    shades = page.locator("[data-lane] canvas").evaluate_all(SHADES)
    assert min(shades) > 1
