"""What each picture of the documentation shows, by its name: students do it with real training, then stand still."""

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.pictures.booth import Booth, top_at

SPIRAL = {"dataset": "spiral", "hidden": "8,8", "activation": "relu", "optimizer": "adam", "learning_rate": "0.01"}
CLASS = {"Ada": "0.003", "Emmy": "0.01", "Sofja": "0.03", "Grace": "0.1", "Alan": "3"}
RACERS = ("sgd,learning_rate:0.03", "momentum,learning_rate:0.03", "adam,learning_rate:0.3")
RACE = "/surface?matrix=1,0;0,25&racer=" + "&racer=".join(RACERS)


def playground(booth: Booth) -> Page:
    """The first page while a network learns."""
    student = booth.seat()
    student.page.goto(f"{student.url}/")
    student.page.wait_for_selector("body[data-ready]")
    student.press("train")
    student.waits_for_epoch(3 if booth.quick else 60)
    student.page.mouse.move(720, 30)
    return student.page


def charts(booth: Booth) -> Page:
    """Losses and accuracies of a network that has learned the spiral."""
    student = booth.seat()
    booth.trains(student, 150, **SPIRAL)
    student.waits_for_curve(3)
    top_at(student, student.page.locator("[data-charts]").first, above=80)
    return student.page


def compare(booth: Booth) -> Page:
    """Two experiments side by side: a rate that crawls, and one that learns."""
    student = booth.seat()
    made = [booth.trains(student, 60, **{**SPIRAL, "learning_rate": rate}) for rate in ("0.0003", "0.01")]
    student.page.goto(f"{student.url}/compare?ids={','.join(path.rpartition('/')[2] for path in made)}")
    student.page.wait_for_selector("body[data-ready]")
    student.waits_for_plot("plot.data?.length > 1")
    student.page.evaluate("() => scrollTo(0, 0)")
    return student.page


def search(booth: Booth) -> Page:
    """Sixteen learning rates and momenta, drawn at random."""
    student = booth.seat()
    axes = {
        "optimizer.learning_rate": {"kind": "log_uniform", "low": 0.001, "high": 1},
        "optimizer.beta": {"kind": "uniform", "low": 0, "high": 0.95},
    }
    vary = {"kind": "random", "trials": 4 if booth.quick else 16, "axes": axes}
    booth.trains(student, 60, vary=json.dumps(vary))
    runs = student.page.locator("[data-runs-panel] tbody tr[data-trial]").first
    runs.scroll_into_view_if_needed()
    expect(runs).to_be_visible()
    top_at(student, student.page.locator("[data-runs-panel]"))
    student.page.wait_for_timeout(1000)
    return student.page


def lesson(booth: Booth) -> Page:
    """A guided experiment, before one has picked an answer."""
    student = booth.seat()
    student.page.goto(f"{student.url}/lessons/l01")
    expect(student.page.get_by_role("heading", level=1)).to_contain_text("Learning rate")
    expect(student.page.get_by_role("radio").first).to_be_visible()
    student.page.wait_for_timeout(500)
    return student.page


def surface(booth: Booth) -> Page:
    """Three optimizers in a valley, at the end of their race."""
    student = booth.seat().visit(RACE)
    student.page.get_by_role("button", name="To the end").click()
    expect(student.page.locator('[data-race="table"] tbody tr')).to_have_count(3)
    student.page.wait_for_timeout(1500)
    return student.page


def microscope(booth: Booth) -> Page:
    """The last updates of Adam, looked at closely."""
    student = booth.seat()
    student.visit(booth.trains(student, 30, **SPIRAL))
    student.page.locator("[data-microscope] > summary").click()
    expect(student.page.locator('[data-micro="readings"]')).to_be_visible(timeout=60_000)
    student.waits_for_plot("plot.data?.length > 1", "micro-gradient")
    top_at(student, student.page.locator("[data-microscope]"))
    student.page.wait_for_timeout(1000)
    return student.page


def way_in(booth: Booth) -> Page:
    """What the projector shows while students join."""
    teacher, code = booth.teaches("lovelace", "Mathematics 12b")
    booth.joins(code, "Ada")
    teacher.page.set_viewport_size({"width": 1440, "height": 1000})
    teacher.page.goto(f"{teacher.url}/classes/{code}/poster")
    expect(teacher.page.get_by_text(code).first).to_be_visible()
    expect(teacher.page.get_by_text("Ada").first).to_be_visible()
    return teacher.page


def wall(booth: Booth) -> Page:
    """A class that has trained, each with another learning rate."""
    teacher, code = booth.teaches("noether", "Mathematics 12b")
    for nickname, rate in list(CLASS.items())[: 2 if booth.quick else len(CLASS)]:
        student = booth.joins(code, nickname)
        booth.trains(student, 80, **{**SPIRAL, "optimizer": "momentum", "learning_rate": rate})
    teacher.visit(f"/class/{code}")
    expect(teacher.page.locator(".wall-card").first).to_contain_text("Finished")
    teacher.look_at("class-map")
    teacher.waits_for_plot("plot.data?.length > 0", "class-map")
    teacher.page.evaluate("() => scrollTo(0, 0)")
    return teacher.page


def nodes(booth: Booth) -> Page:
    """The machines that train."""
    student = booth.seat(height=520)
    student.page.goto(f"{student.url}/nodes")
    expect(student.page.locator("[data-nodes] tr").first).to_be_visible()
    return student.page


SCENES: dict[str, Callable[[Booth], Page]] = {
    each.__name__: each
    for each in (playground, charts, compare, search, lesson, surface, microscope, way_in, wall, nodes)
}
