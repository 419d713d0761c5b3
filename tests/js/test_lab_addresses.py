"""Links keep everything of the lab: every state comes back from its address, and bad words get sentences."""

from typing import Any

import pytest
from playwright.sync_api import Page

from training.lessons import LESSONS
from training.lessons.lesson import Walks
from training.optimizers import OPTIMIZERS
from training.surfaces import SURFACES, Request

RULE = "a = rho*a + (1-rho)*g^2  # mean of squares, 90 %\nw = w - eta*g/(sqrt(a) + max(eps, 1e-9))"
SURFACE_STATES: list[dict[str, Any]] = [
    {"kind": "linear_neuron", "rows": [[0.1, 10], [0.1, -10]], "targets": [2, 0], "scale": [0.1, 10]},
    {"kind": "linear_neuron", "rows": [[1.5], [2]], "targets": [1, -2], "shift": 100},
    {"kind": "linear_neuron", "rows": [[1, 1]], "targets": [2], "shift": [0.5, 0]},
    {"kind": "quadratic", "matrix": [[2]], "b": [1]},
    {"kind": "quadratic", "matrix": [[3, -1], [-1, 2]], "b": [1e-7, -4]},
    {"kind": "polynomial", "coefficients": [0, 1, 0, -2, 0.25]},
    {"kind": "rosenbrock", "a": -1.5},
    {"kind": "fan_in", "inputs": 128},
    {"kind": "function", "formula": "sin(w1)*cos(w2) + 0.1*(w1^2 + w2^2) - min(1, w1)"},
]
ROUND_TRIP = """async ([schema, states]) => {
    const { Lab } = await import('/static/js/surface/lab.js');
    const { same } = await import('/static/js/schema.js');
    const programs = schema.$defs.Function['x-programs'];
    const two = schema.$defs.Beale['x-programs'];
    const compile = async (formula) => ({ problems: [], programs: formula.includes('w2') ? two : programs });
    const racers = [{ optimizer: { kind: 'sgd', learning_rate: 0.03 } }];
    const wrong = [];
    for (const state of states) {
        const lab = new Lab(schema, racers, compile);
        await lab.prepared(state.surface);
        lab.load(state);
        const other = new Lab(schema, racers, compile);
        const problems = await other.open(new URL(lab.address, location.href).search);
        if (problems.length || !same(other.state, lab.state)) wrong.push([lab.address, problems, other.state]);
    }
    return wrong;
}"""
WRITE = """async ([schema, state]) => {
    const { Lab } = await import('/static/js/surface/lab.js');
    const lab = new Lab(schema);
    lab.load(state);
    return lab.address;
}"""
READ = """async ([schema, query]) => {
    const { Lab } = await import('/static/js/surface/lab.js');
    const problem = { line: 1, column: 3, length: 1, msg: 'Here a number is missing.' };
    const lab = new Lab(schema, [], async () => ({ problems: [problem], programs: null }));
    return { problems: await lab.open(query), state: lab.state };
}"""


@pytest.fixture(scope="module", name="schema")
def _schema() -> dict[str, Any]:
    return Request.model_json_schema()


def test_every_surface_comes_back(module_page: Page, schema: dict[str, Any]) -> None:
    kinds = [{"kind": each.name()} for each in SURFACES if each.name() != "gradients"]
    specs = [Request.parse({"surface": one}).surface.model_dump(mode="json") for one in [*kinds, *SURFACE_STATES]]
    states: list[dict[str, Any]] = [{"surface": one} for one in specs]
    more = {"noise": 0.25, "seed": 7, "l2": 1e-5, "view": {"kind": "3d", "region": {"low": [-1, 2], "high": [0.5, 3]}}}
    states += [{"surface": specs[0], "start": [-1.25, 1e-9], **more}]
    assert module_page.evaluate(ROUND_TRIP, [schema, states]) == []


LOOKS: list[dict[str, Any]] = [
    {"step": 440, "speed": 1000, "arrows": False, "axis": "linear"},
    {"curvature": "minimum", "camera": [-57.3, 12, 0.9]},
    {"curvature": "pointed", "camera": [180, -90, 12.34, 0.5, -1, 0]},
    {"curvature": [0.25, -1e-9], "view": {"kind": "3d", "region": None}},
]


def test_every_look_comes_back(module_page: Page, schema: dict[str, Any]) -> None:
    flat = Request.parse({"surface": {"kind": "polynomial"}}).surface.model_dump(mode="json")
    surface = Request.parse({"surface": {"kind": "beale"}}).surface.model_dump(mode="json")
    states: list[dict[str, Any]] = [{"surface": surface, **look} for look in LOOKS]
    states.append({"surface": flat, "curvature": [-1.5], "view": {"kind": "contour", "region": None}})
    assert module_page.evaluate(ROUND_TRIP, [schema, states]) == []


def test_every_racer_comes_back(module_page: Page, schema: dict[str, Any]) -> None:
    surface = Request().surface.model_dump(mode="json")
    optimizers = [Request.parse({"optimizer": {"kind": each.name()}}).optimizer for each in OPTIMIZERS]
    usual = [{"optimizer": one.model_dump(mode="json")} for one in optimizers]
    changed = [{"optimizer": {**one["optimizer"], "learning_rate": 0.125}, "name": "1, 2: & %2C = ?"} for one in usual]
    written = {"kind": "written", "learning_rate": 0.1, "rule": RULE, "constants": {"rho": 0.8, "eps": 1e-6}}
    own = Request.parse({"optimizer": written}).optimizer.model_dump(mode="json")
    racers = [usual[:8], usual[8:], changed[:8], changed[8:], [{"optimizer": own, "hidden": True}], []]
    states = [{"surface": surface, "racers": each} for each in racers]
    assert module_page.evaluate(ROUND_TRIP, [schema, states]) == []


def test_an_address_is_short_and_readable(module_page: Page, schema: dict[str, Any]) -> None:
    neuron = Request.parse({"surface": {"kind": "linear_neuron", "shift": 100}}).surface.model_dump(mode="json")
    settings = {"kind": "momentum", "learning_rate": 0.2}
    momentum = Request.parse({"optimizer": settings}).optimizer.model_dump(mode="json")
    state = {"surface": neuron, "start": [-1, 0.5], "racers": [{"optimizer": momentum}], "noise": 0.5}
    assert module_page.evaluate(WRITE, [schema, state]) == (
        "/surface?surface=linear_neuron&shift=100&start=-1,0.5&racer=momentum,learning_rate:0.2&noise=0.5"
    )
    assert module_page.evaluate(WRITE, [schema, {}]) == "/surface"
    assert module_page.evaluate(WRITE, [schema, {**LOOKS[0], **LOOKS[1]}]) == (
        "/surface?camera=-57.3,12,0.9&curvature=minimum&step=440&speed=1000&arrows=off&axis=linear"
    )


@pytest.mark.parametrize(
    ("query", "loc", "words"),
    [
        ("surface=moon", "surface", "“moon” is no surface"),
        ("colour=red", "colour", "no such setting"),
        ("matrix=1,2;x,4", "matrix", "does not fit"),
        ("surface=ravine&angle=900", "angle", "from -180 to 180"),
        ("start=a,b", "start", "does not fit"),
        ("noise=-1", "noise", "from 0"),
        ("view=4d", "view", "contour or 3d"),
        ("region=3,3,1,1", "region", "lower left"),
        ("region=-1e308,-1e308,1e308,1e308", "region", "lower left"),
        ("racer=magic", "racer", "no optimizer"),
        ("racer=sgd,learning_rate:fast", "racer", "“fast” does not fit"),
        ("racer=sgd,__proto__.x:1", "racer", "no such setting"),
        ("surface=function&formula=1+%2B", "formula", "Column 3: Here a number is missing."),
        ("matrix=1,2;3,4", "matrix", "must be symmetric"),
        ("matrix=1,2,3;3,4,1;0,0,1&b=1,2,3", "matrix", "at most two weights"),
        ("surface=linear_neuron&rows=1,2;3", "rows", "equally many"),
        ("surface=linear_neuron&scale=0", "scale", "No scale may be 0"),
        ("surface=linear_neuron&targets=1,2,3", "targets", "one target"),
        ("surface=linear_neuron&shift=1,2,3", "shift", "one number"),
        ("surface=gradients", "surface", "no surface"),
        ("start=1e300,0", "start", "1000000"),
        ("step=-1", "step", "from 0 to 200000"),
        ("step=1.5", "step", "a whole number"),
        ("speed=7", "speed", "one of 1, 2, 5"),
        ("arrows=up", "arrows", "neither on nor off"),
        ("axis=round", "axis", "log or linear"),
        ("curvature=moon", "curvature", "does not fit"),
        ("curvature=1e300,0", "curvature", "start, minimum, pointed"),
        ("camera=10,20", "camera", "an elevation and a distance"),
        ("camera=10,91,1", "camera", "an elevation and a distance"),
        ("camera=10,9,0", "camera", "an elevation and a distance"),
    ],
)
def test_a_bad_word_gets_a_sentence_and_the_rest_still_counts(
    module_page: Page, schema: dict[str, Any], query: str, loc: str, words: str
) -> None:
    found = module_page.evaluate(READ, [schema, f"?seed=7&{query}"])
    assert [problem["loc"] for problem in found["problems"]] == [loc]
    assert words in found["problems"][0]["msg"]
    assert found["state"]["seed"] == 7


STEADY = """async ([schema]) => {
    const { Lab } = await import('/static/js/surface/lab.js');
    const waiting = [];
    const programs = schema.$defs.Function['x-programs'];
    const lab = new Lab(schema, [], () => new Promise((done) => waiting.push(() => done({ problems: [], programs }))));
    const { landscape } = lab;
    lab.set('start', [1, 1]);
    const kept = lab.landscape === landscape;
    lab.set('l2', 0.5);
    const bent = lab.landscape !== landscape && lab.landscape.hessian([0, 0])[0][0] - landscape.hessian([0, 0])[0][0];
    const slow = lab.open('surface=function&formula=w1%5E4');
    await lab.open('surface=beale');
    waiting.forEach((answer) => answer());
    return { kept, bent, problems: await slow, kind: lab.state.surface.kind };
}"""


HABITS = """async ([schema]) => {
    const { Lab } = await import('/static/js/surface/lab.js');
    const lab = new Lab(schema);
    lab.load({ speed: 100, arrows: false, step: 30, curvature: [1, 2], camera: [1, 2, 3], axis: 'linear' });
    await lab.open('surface=beale&speed=5');
    return lab.address;
}"""


def test_another_surface_leaves_what_one_is_used_to(module_page: Page, schema: dict[str, Any]) -> None:
    assert module_page.evaluate(HABITS, [schema]) == "/surface?surface=beale&speed=5&arrows=off"


CAMERAS = """async () => {
    const { cameraOf, isSight, sightOf } = await import('/static/js/surface/camera.js');
    const sights = [null, [-57.3, 12, 0.9], [180, -89.9, 12.34, 0.5, -1, 0], [0, 0, 3]];
    const there = (sight, away) => [sight, sightOf(cameraOf(sight, away), away), !sight || isSight(sight)];
    return sights.flatMap((sight) => [there(sight, 1), there(sight, 1.7)]);
}"""


def test_a_sight_is_the_camera_that_it_came_from(module_page: Page) -> None:
    for asked, found, fits in module_page.evaluate(CAMERAS):
        assert found == asked
        assert fits


def test_a_start_leaves_the_landscape_and_what_was_opened_last_is_shown(
    module_page: Page, schema: dict[str, Any]
) -> None:
    found = module_page.evaluate(STEADY, [schema])
    assert found == {"kept": True, "bent": 0.5, "problems": [], "kind": "beale"}


OPEN = """async ([schema, queries]) => {
    const { Lab } = await import('/static/js/surface/lab.js');
    const opened = {};
    for (const query of queries) {
        const lab = new Lab(schema, [], async () => ({ problems: [], programs: null }));
        opened[query] = { problems: await lab.open(query), state: lab.state };
    }
    return opened;
}"""


def test_the_addresses_of_the_course_lead_to_the_walks_that_it_takes(module_page: Page, schema: dict[str, Any]) -> None:
    raced = {lesson.number: [stage for stage in lesson.stages if isinstance(stage, Walks)] for lesson in LESSONS}
    queries = [query for stages in raced.values() for stage in stages for _, query in stage.addresses]
    opened = module_page.evaluate(OPEN, [schema, queries])
    assert {query: told["problems"] for query, told in opened.items() if told["problems"]} == {}
    for number, stages in raced.items():
        states = [opened[query]["state"] for stage in stages for _, query in stage.addresses]
        racers = [racer["optimizer"] for state in states for racer in state["racers"]]
        for walk in (walk for stage in stages for walk in stage.walks):
            optimizer = Request.parse(walk.request).model_dump(mode="json")["optimizer"]
            assert any(racer["kind"] == optimizer["kind"] for racer in racers), (number, walk.name)
