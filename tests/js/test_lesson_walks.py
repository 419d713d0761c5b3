"""The walks of lessons in the browser find the same facts as the engine that checks their claims."""

from typing import Any

import pytest
from playwright.sync_api import Page

from playground.lessons.told import walk_of
from training.lessons import LESSONS
from training.lessons.check import _one_walk
from training.lessons.lesson import Walk, Walks
from training.surfaces import Request

RAVINE = {"surface": {"kind": "quadratic", "matrix": [[1, 0], [0, 200]], "b": [0, 0]}, "start": [-4, 2]}
OWN = [
    Walk("arrives", {**RAVINE, "optimizer": {"kind": "sgd", "learning_rate": 0.009}}, tolerance=1e-6),
    Walk("never", {**RAVINE, "optimizer": {"kind": "nesterov", "learning_rate": 0.009}}, tolerance=1e-6),
    Walk("too short", {**RAVINE, "optimizer": {"kind": "sgd", "learning_rate": 0.009}}, tolerance=1e-6, steps=50),
    Walk("all", {"surface": {"kind": "polynomial"}, "optimizer": {"kind": "sgd", "learning_rate": 0.02}}, steps=90),
]
SHORT = ("L02", "L16", "B3")
"""Walks of 100,000 steps take the engine half a minute each: tests/js/test_lessons_raced.py knows how these end."""
TAUGHT = [
    walk
    for lesson in LESSONS
    if lesson.number in SHORT
    for stage in lesson.stages
    if isinstance(stage, Walks)
    for walk in stage.walks
]
FIND = """async ({ schema, walk }) => {
    const { LessonWalk } = await import('/static/js/lessons/walking.js');
    const { memberOf } = await import('/static/js/surface/members.js');
    const { programOf } = await import('/static/js/surface/racer-programs.js');
    const programs = memberOf(schema, 'surface', walk.request.surface.kind).schema['x-programs'] ?? null;
    const one = new LessonWalk({ walk, schema, programs, program: await programOf(schema, walk.request.optimizer) });
    while (one.busy) one.advance(1000);
    return one.told;
}"""


@pytest.mark.parametrize("walk", [*OWN, *TAUGHT], ids=lambda walk: walk.name)
def test_browser_and_engine_find_the_same(module_page: Page, walk: Walk) -> None:
    answer: dict[str, Any] = module_page.evaluate(FIND, {"schema": Request.model_json_schema(), "walk": walk_of(walk)})
    expected = _one_walk(walk)
    assert not answer["busy"]
    for name, value in expected.items():
        found = float("inf") if answer["facts"][name] is None else answer["facts"][name]
        # The last bits of the gradients decide which gain grows: steps may differ by some, as in the laboratory.
        assert found == pytest.approx(value, rel=1e-3, abs=1e-9), name
