"""The microscope: single updates of a clicked weight, of layers, of a run that trains, and the noise of gradients."""

import re

from playwright.sync_api import Locator, Request, expect

from tests.browser.net_picture import on_link, waits_for_weights
from tests.browser.student import Student
from tests.browser.test_accessibility import findings

LONELY_DOT = """() => {
    const plot = document.querySelector('[data-chart="micro-consistency"] [data-plot]');
    const { xaxis, yaxis } = plot._fullLayout;
    const box = plot.getBoundingClientRect();
    const dots = plot.data.slice(0, -1).flatMap(({ x, y, customdata }) => customdata.map(([name], index) => (
        { name, x: box.x + xaxis._offset + xaxis.d2p(x[index]), y: box.y + yaxis._offset + yaxis.d2p(y[index]) })));
    const others = (dot) => dots.filter((each) => each !== dot);
    const apart = (dot) => Math.min(...others(dot).map(({ x, y }) => Math.hypot(x - dot.x, y - dot.y)));
    return dots.sort((one, other) => apart(other) - apart(one))[0];
}"""


def part(student: Student, name: str) -> Locator:
    return student.page.locator(f'[data-micro="{name}"]')


def test_a_clicked_link_is_looked_at_closely(student: Student) -> None:
    student.choose("optimizer.kind", "adam")
    student.type("stopping.epochs", "40")
    student.press("train")
    student.sees("40 of 40")
    waits_for_weights(student, 20)
    student.settings(shown=False)
    questions: list[str] = []

    def noted(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/microscope"):
            questions.append(request.post_data or "")

    student.page.on("request", noted)
    student.page.mouse.click(*on_link(student, "0.x1", "1.2"))
    student.page.locator("[data-look-closely]").click()
    expect(part(student, "seen")).to_have_text(
        re.compile(r"^Hidden 1, unit 3, from x1\. Updates 1,101 to 1,200 .*bit for bit"), timeout=60_000
    )
    expect(part(student, "readings")).to_contain_text("RMS store")
    assert student.traces("micro-gradient", 3) == ["gradient", "velocity (mean of gradients)", "RMS store"]
    assert student.traces("micro-consistency", 4)[-1] == "looked at"
    expect(part(student, "dials").get_by_role("img")).to_have_count(4)
    expect(part(student, "noise-words")).to_contain_text(re.compile(r"point .*\(\d+° away"))

    part(student, "unit").select_option("whole")
    expect(part(student, "seen")).to_contain_text("Layer hidden 1.")
    expect(part(student, "input")).to_be_hidden()
    part(student, "unit").select_option("1")
    part(student, "input").select_option("bias")
    expect(part(student, "seen")).to_contain_text("Hidden 1, unit 2, bias.")
    assert len(questions) == 1, "a small network is told whole"
    student.waits_for_plot("plot.data?.length === 4", "micro-consistency")
    student.look_at("micro-consistency")
    dot = student.page.evaluate(LONELY_DOT)
    student.page.mouse.click(dot["x"], dot["y"])
    expect(part(student, "seen")).to_contain_text(re.compile(f"^{re.escape(dot['name'])}\\.", re.IGNORECASE))
    part(student, "updates").select_option("30")
    expect(part(student, "seen")).to_contain_text("Updates 1,171 to")
    assert findings(student) == []


def test_a_run_that_trains_is_followed_and_full_batches_have_no_noise(student: Student) -> None:
    student.visit("/?dataset=digits&epochs=5000&batch_size=full")
    student.press("train")
    student.waits_for_epoch(3)
    student.page.locator("[data-microscope] > summary").click()
    seen = part(student, "seen")
    expect(seen).to_contain_text("bit for bit", timeout=60_000)
    expect(part(student, "noise-words")).to_contain_text("0° away")
    assert {text.split()[0] for text in part(student, "dials").locator("strong").all_inner_texts()} == {"0°"}
    before = seen.inner_text()
    expect(seen).not_to_have_text(before, timeout=60_000)
    student.press("stop")
    student.sees("Stopped")
    seen.scroll_into_view_if_needed()  # nobody is asked while nobody looks
    expect(seen).to_contain_text(f"to {student.epoch():,} (", timeout=60_000)
