"""Texts of students in every place that shows them: they stay text, in a real browser (ASVS 1.2.1, 3.2.2)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.hostile import PAYLOADS, Watched, send
from tests.browser.student import Student

SHORT = [text[:60] for text in PAYLOADS]
"""As the names of runs may be."""


def table() -> str:
    """Names of columns and of classes, with quotes as a spreadsheet writes them."""
    quoted = ['"' + text.replace('"', '""') + '"' for text in PAYLOADS[:8]]
    rows = [",".join([str((row * place) % 7) for place in range(1, 4)] + [quoted[row % 4]]) for row in range(80)]
    return "\n".join([",".join([*quoted[4:7], '"kind"']), *rows])


def experiments(student: Student) -> list[str]:
    """Three with hostile texts wherever a text may be, the second on a hostile table."""
    dataset = send(student, "POST", "/api/datasets", {"name": PAYLOADS[1], "csv": table(), "target": "kind"})["name"]
    runs = [{"name": name, "set": {"seed": place}} for place, name in enumerate(SHORT)]
    rule = {"kind": "written", "rule": f"w = w - eta*g # {PAYLOADS[4]}"}
    specs: list[dict[str, Any]] = [
        {"title": PAYLOADS[0], "vary": {"kind": "list", "runs": runs}},
        {"title": PAYLOADS[2], "data": {"dataset": dataset}},
        {"title": PAYLOADS[3], "optimizer": rule},
    ]
    made = []
    for place, spec in enumerate(specs):
        made.append(send(student, "POST", "/api/experiments", {**spec, "stopping": {"epochs": 2}})["id"])
        words = {"description": PAYLOADS[place + 5], "notes": "\n".join(PAYLOADS[:12])}
        send(student, "PATCH", f"/api/experiments/{made[-1]}", words)
    return made


def links(made: list[str]) -> list[str]:
    """Addresses that carry texts into a page, and a fork, which carries all of an experiment."""
    text = quote(PAYLOADS[1], safe="")
    names = ["lesson", "intro", "hide", "dataset", "optimizer", "activation", "hidden", "title", "show", "run", "rule",
             "build"]  # fmt: skip
    words = "&".join(f"{name}={text}" for name in names)
    return [
        f"/?fork={made[0]}", f"/?fork={made[1]}", f"/?fork={made[2]}", f"/?{words}",
        f"/?hide={quote('}*{display:none}')}",
        f"/?optimizer=written&rule={text}&constants.k={text}", f"/?lesson={text}&intro={text}#{text}",
        f"/surface?surface={text}&shift={text}&start={text}", f"/surface?surface=formula&formula={text}#{text}",
        f"/compare?ids={','.join(made)}", f"/compare?ids={text}", f"/concepts/#{text}", f"/e/{text}", f"/{text}",
    ]  # fmt: skip


@pytest.mark.timeout(600)
def test_hostile_texts_stay_text_wherever_they_are_shown(seat: Callable[..., Student]) -> None:
    student = seat()
    watched = Watched(student.context)
    page = student.visit().page
    made = experiments(student)
    for public_id in made:
        student.visit(f"/e/{public_id}")
        student.sees("Finished|finished|epochs")
        expect(page.locator("[data-notes]")).to_contain_text(PAYLOADS[0])
        assert watched.looks_at(page) == []
        page.goto(f"{student.url}/e/{public_id}/embed")
        expect(page.locator("[data-heading]")).to_be_visible()
        assert watched.looks_at(page) == []
    for link in links(made):
        page.goto(f"{student.url}{link}")
        if page.locator("script[type=module]").count():
            page.wait_for_selector("body[data-ready]")
        assert watched.looks_at(page) == [], link
    # What is watched for would be seen.
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<main><img src=x onerror=alert(1)></main>')")
    expect(page.locator("main > img")).to_be_attached()
    assert len(watched.looks_at(page)) >= 2
    student.complaints.clear()
    student.foreign.clear()
