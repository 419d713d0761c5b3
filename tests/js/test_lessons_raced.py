"""The lessons' races, from their addresses to the last step, and the limits of stability: as measured elsewhere."""

from typing import Any

import pytest
from playwright.sync_api import Page

from playground.presets import PRESETS
from training.rule_language import rule_of
from training.surfaces import Request

SETUP = """
    const { Lab } = await import('/static/js/surface/lab.js');
    const { RaceWalks } = await import('/static/js/surface/race-walks.js');
    const { programOf } = await import('/static/js/surface/racer-programs.js');
    const raced = async (lab) => {
        const { surface, racers, noise, seed, l2, tolerance } = lab.state;
        const runners = await Promise.all(racers.map(async ({ optimizer }, number) => (
            { number, optimizer, program: await programOf(lab.schema, optimizer) })));
        const walks = new RaceWalks({ surface, l2, programs: lab.programsOf(surface), racers: runners,
            start: lab.startWeights, noise, seed, tolerance });
        walks.goal = { steps: 0, ends: true };
        while (walks.busy) walks.advance(1000);
        return walks.walks.map(({ watched: { walk, arrived, rested, ended } }) => (
            { w: [...walk.w], taken: walk.taken, arrived, rested, ended }));
    };
"""
LESSONS = f"""async ({{ schema }}) => {{
    {SETUP}
    const {{ LESSONS }} = await import('/static/js/surface/lessons.js');
    const results = [];
    for (const lesson of LESSONS) {{
        const lab = new Lab(schema, []);
        const problems = await lab.open(lesson.query);
        results.push({{ ...lesson, problems, raced: await raced(lab) }});
    }}
    return results;
}}"""
RACE = f"""async ({{ schema, query }}) => {{
    {SETUP}
    const lab = new Lab(schema, []);
    const problems = await lab.open(query);
    return {{ problems, raced: await raced(lab) }};
}}"""


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return Request.model_json_schema()


@pytest.fixture(scope="module")
def lessons(module_page: Page, schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in module_page.evaluate(LESSONS, {"schema": schema})}


STEPS = {
    "L02": [880, 811, 162, 162, 128, None],
    "L03": [880, 167],
    "L13": [145_109],
    "L13 shifted": [1],
    "L14": [36_272],
    "L14 scaled": [1],
    "B3 16": [18],
    "B3 64": [6],
    "B3 96": [79],
    "B3 128": [None],
    "B3 256": [None],
}


@pytest.mark.parametrize("name", STEPS)
def test_a_lesson_takes_its_steps(lessons: dict[str, dict[str, Any]], name: str) -> None:
    lesson = lessons[name]
    assert lesson["problems"] == []
    assert [each["arrived"] for each in lesson["raced"]] == STEPS[name]
    for each in lesson["raced"]:
        assert (each["ended"] is None) == (each["arrived"] is not None)
        assert each["ended"] is None or each["ended"]["reason"] == "diverged"


@pytest.mark.parametrize(("name", "steps"), [("needle", 145_109), ("shifted", 1), ("stretched", 36_272), ("scaled", 1)])
def test_the_samples_of_the_slides_take_the_steps_of_the_lessons(
    module_page: Page, schema: dict[str, Any], name: str, steps: int
) -> None:
    find = """async (name) => {
        const { PRESETS } = await import("/static/js/surface/presets.js");
        return PRESETS.find((each) => each.name === name).query;
    }"""
    answer = module_page.evaluate(RACE, {"schema": schema, "query": module_page.evaluate(find, name)})
    assert answer["problems"] == []
    assert [each["arrived"] for each in answer["raced"]] == [steps]


def test_gains_help_along_an_axis_and_not_in_a_turned_ravine(lessons: dict[str, dict[str, Any]]) -> None:
    lesson = lessons["L03 turned"]
    plain, gains = (each["arrived"] for each in lesson["raced"])
    assert plain == 139_486
    # The last bits of the gradients decide which gain grows: the engine takes 131,142 steps.
    assert gains == pytest.approx(131_142, rel=1e-3)


@pytest.mark.parametrize(
    ("name", "ends"), [("L16", [0.9304, -1.0575]), ("L16 left", [-1.0575]), ("L16 low", [0.9304, 0.9304])]
)
def test_balls_lie_still_in_their_minimum(lessons: dict[str, dict[str, Any]], name: str, ends: list[float]) -> None:
    lesson = lessons[name]
    assert lesson["problems"] == []
    assert [each["w"][0] for each in lesson["raced"]] == pytest.approx(ends, abs=1e-4)
    for each, end in zip(lesson["raced"], ends, strict=True):
        assert (each["arrived"] is not None) == (end < 0)
        assert each["arrived"] is not None or each["rested"] is not None


def test_one_sample_leaves_a_floor_and_a_penalty_one_answer(lessons: dict[str, dict[str, Any]]) -> None:
    [many], [one] = lessons["B2"]["raced"], lessons["B2 penalty"]["raced"]
    # Along the gradient of the one sample from (-1, 0.5): w1 + w2 = 2, and their difference stays.
    assert many["w"] == pytest.approx([0.25, 1.75], abs=1e-6)
    assert many["rested"] is not None
    assert one["arrived"] is not None
    # 2(w1 + w2 - 2) + 0.01 w = 0 for both weights.
    assert one["w"] == pytest.approx([4 / 4.01] * 2, abs=0.02)
    names = {f"/?preset={preset.name}": preset.title for preset in PRESETS}
    for name in ("B2", "B2 penalty"):
        assert lessons[name]["problems"] == []
        assert names[lessons[name]["more"]["href"]] == lessons[name]["more"]["text"]


def test_every_lesson_has_its_test(lessons: dict[str, dict[str, Any]]) -> None:
    assert set(lessons) == {*STEPS, "B2", "B2 penalty", "L03 turned", "L16", "L16 left", "L16 low"}


LIMITS = {
    "sgd": (lambda beta: 2.0, [0.0]),
    "momentum": (lambda beta: 2 * (1 + beta), [0.0, 0.5, 0.9, 0.99]),
    "momentum_ema": (lambda beta: 2 * (1 + beta) / (1 - beta), [0.0, 0.5, 0.9]),
    "nesterov": (lambda beta: 2 * (1 + beta) / (1 + 2 * beta), [0.0, 0.5, 0.9, 0.99]),
}
CASES = [(kind, beta) for kind, (_, betas) in LIMITS.items() for beta in betas]


@pytest.mark.parametrize(("kind", "beta"), CASES)
def test_racers_diverge_just_above_their_limit_and_arrive_just_below(
    module_page: Page, schema: dict[str, Any], kind: str, beta: float
) -> None:
    limit = LIMITS[kind][0](beta) / 200
    extra = "" if kind == "sgd" else f",beta:{beta}"
    racers = "&".join(f"racer={kind},learning_rate:{share * limit!r}{extra}" for share in (0.98, 1.02))
    asked = {"schema": schema, "query": f"surface=ravine&condition=200&angle=30&{racers}"}
    answer = module_page.evaluate(RACE, asked)
    assert answer["problems"] == []
    below, above = answer["raced"]
    assert below["arrived"] is not None
    assert below["ended"] is None
    assert above["ended"]["reason"] == "diverged"


FOUND = """async ({ optimizer, program, curvature }) => {
    const { measuredLimit, stabilityLimit } = await import('/static/js/surface/stability.js');
    const { ruleOnOneWeight } = await import('/static/js/surface/walk.js');
    const found = measuredLimit((rate) => ruleOnOneWeight({ ...optimizer, learning_rate: rate }, program), curvature);
    return { ...found, formula: stabilityLimit(optimizer, curvature) };
}"""


def found(page: Page, text: str, optimizer: dict[str, Any], curvature: float) -> dict[str, Any]:
    asked = {"optimizer": optimizer, "program": rule_of(text).program.to_dict(), "curvature": curvature}
    answer: dict[str, Any] = page.evaluate(FOUND, asked)
    return answer


@pytest.mark.parametrize(("kind", "beta"), CASES)
@pytest.mark.parametrize("curvature", [0.9, 100.0])
def test_a_limit_that_is_measured_is_the_one_of_the_formula(
    module_page: Page, kind: str, beta: float, curvature: float
) -> None:
    optimizer: Any = Request.parse({"optimizer": {"kind": kind, **({} if kind == "sgd" else {"beta": beta})}}).optimizer
    limit = LIMITS[kind][0](beta) / curvature
    answer = found(module_page, optimizer.rule, optimizer.model_dump(), curvature)
    assert answer["formula"] == pytest.approx(limit, rel=1e-12)
    assert answer["limit"] == pytest.approx(limit, rel=0.02) if limit < 9.9 else answer["limit"] is None


def test_students_rules_are_measured_too(module_page: Page) -> None:
    written = {"kind": "written", "constants": {"half": 0.5}}
    answer = found(module_page, "w = w - half*eta*g", written, 4.0)
    assert answer["formula"] is None
    assert answer["limit"] == pytest.approx(1.0, rel=0.01)
    assert found(module_page, "w = w + eta*g", written, 4.0) == {"limit": None, "every": True, "formula": None}
    assert found(module_page, "w = w - eta*sign(g)", written, 4.0)["limit"] is None
