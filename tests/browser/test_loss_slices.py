"""The slice of the loss at the page: of a network that trains, of a saved one, in both dresses, and given up."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.student import Student

MINUTE = 60_000
EPOCHS = "plot.data[2].customdata.map(([epoch]) => epoch)"


def part(student: Student, name: str) -> Any:
    return student.page.locator(f'[data-slice="{name}"]')


def drawn(student: Student, chart: str, what: str) -> Any:
    """Something of `plot`, in which a chart is drawn."""
    return student.page.evaluate(
        f"() => {{ const plot = document.querySelector('[data-chart={chart}] [data-plot]'); return {what}; }}"
    )


def test_the_path_grows_on_the_surface_while_the_network_trains(student: Student) -> None:
    student.type("stopping.epochs", "4000")
    student.look_at("loss-slice")
    expect(student.page.locator('[data-chart="loss-slice"]')).to_contain_text("Train: the loss around the network")
    student.press("train")
    student.waits_for_plot("plot.data?.[0]?.z?.length === 51 && plot.data.length === 6", "loss-slice")
    seen = drawn(student, "loss-slice", EPOCHS)
    student.waits_for_plot(f"plot.data.length === 6 && {EPOCHS}.at(-1) > {seen[-1] + 5}", "loss-slice")
    student.press("stop")
    student.sees("Stopped")
    last = student.epoch()
    expect(part(student, "what")).to_contain_text(f"the network of epoch {last:,}, which", timeout=MINUTE)
    student.waits_for_plot(f"plot.data.length === 6 && {EPOCHS}.at(-1) === {last}", "loss-slice")
    loss = drawn(student, "loss-slice", "plot.data[2].customdata.at(-1)[1]")
    assert loss == student.figure("train_loss"), "the path has the loss that was logged"


def test_a_saved_link_has_it_in_both_dresses(student: Student) -> None:
    student.type("stopping.epochs", "30")
    student.press("train")
    student.sees("Finished: 30 of 30")
    student.visit(student.link())
    student.look_at("loss-slice")
    expect(part(student, "path")).to_contain_text(
        re.compile(r"This plane holds \d+\.\d.% of the variance"), timeout=MINUTE
    )
    part(student, "points").select_option("21")
    student.waits_for_plot("plot.data?.[0]?.z.length === 21", "loss-slice")
    assert drawn(student, "loss-slice", EPOCHS) == [*range(31)]
    expect(part(student, "seed")).to_be_hidden()
    part(student, "directions").select_option("random")
    student.waits_for_plot("plot.layout?.xaxis.title.text === 'random direction 1'", "loss-slice")
    middle = drawn(student, "loss-slice", "plot.data[0].customdata[10][10]")
    assert middle == pytest.approx(student.figure("train_loss"), rel=1e-6), (
        "the network in the middle is the one that was saved"
    )
    corner = drawn(student, "loss-slice", "plot.data[0].customdata[0][0]")
    part(student, "seed").click()
    student.waits_for_plot(f"plot.data[0].z.length === 21 && plot.data[0].customdata[0][0] !== {corner}", "loss-slice")
    part(student, "loss").select_option("validation")
    expect(part(student, "what")).to_contain_text("A slice: the validation loss", timeout=MINUTE)
    part(student, "view").select_option("3d")
    student.waits_for_plot("plot.data?.[0]?.type === 'surface' && plot.data[1].z.length > 10", "loss-surface")
    assert drawn(student, "loss-surface", "plot.data[1].z.at(-1)") == student.figure("validation_loss")

    link = student.page.url
    assert link.endswith("#slice=view:3d,directions:random,loss:validation,points:21,seed:1")
    corner = drawn(student, "loss-surface", "plot.data[0].z[0][0]")
    student.visit("/concepts/")
    student.visit(link.removeprefix(student.url))
    student.waits_for_plot(f"plot.data?.[0]?.type === 'surface' && plot.data[0].z[0][0] === {corner}", "loss-surface")
    expect(part(student, "directions")).to_have_value("random")


def test_a_long_one_can_be_given_up(student: Student) -> None:
    student.visit("/?dataset=digits&hidden=400,300&activation=relu&epochs=1&batch_size=full")
    student.press("train")
    student.sees("Finished")
    part(student, "points").evaluate("box => { box.value = '71'; }")
    student.look_at("loss-slice")
    words = part(student, "words")
    expect(words).to_contain_text(re.compile(r"\d of 5,041 networks evaluated"), timeout=MINUTE)
    with student.page.expect_response(lambda answer: answer.request.method == "DELETE") as given_up:
        part(student, "cancel").click()
    assert given_up.value.status == 204
    expect(part(student, "state")).to_be_hidden()
    part(student, "points").select_option("101")
    expect(part(student, "problem")).to_contain_text("choose at most")
