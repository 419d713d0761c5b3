"""Links of the TensorFlow Playground, key by key: what becomes of each, and that the engine takes it."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.js.description import description
from training.spec import Spec

DEFAULT = (
    "https://playground.tensorflow.org/#activation=tanh&batchSize=10&dataset=circle&regDataset=reg-plane"
    "&learningRate=0.03&regularizationRate=0&noise=0&networkShape=4,2&seed=0.83143&showTestData=false"
    "&discretize=false&percTrainData=50&x=true&y=true&xTimesY=false&xSquared=false&ySquared=false&cosX=false"
    "&sinX=false&cosY=false&sinY=false&collectStats=false&problem=classification&initZero=false&hideText=false"
)
TRANSLATE = """async ([description, links]) => {
    const { stateIn, translated } = await import('/static/js/tensorflow-playground.js');
    return links.map((link) => { const state = stateIn(link); return state && translated(description, state); });
}"""
INPUTS = {"x": "x1", "y": "x2", "xSquared": "x1^2", "ySquared": "x2^2", "xTimesY": "x1x2", "sinX": "sin x1",
          "sinY": "sin x2"}  # fmt: skip


@pytest.fixture
def translate(module_page: Page) -> Any:
    def all_of(*links: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = module_page.evaluate(TRANSLATE, [description(), list(links)])
        return found

    return all_of


def spec_of(found: dict[str, Any]) -> Spec:
    """The engine's own reading of it: it must take what a link says."""
    return Spec.parse(found["spec"])


def test_the_link_of_their_first_page_is_the_same_experiment_here(translate: Any) -> None:
    [found] = translate(DEFAULT)
    spec = spec_of(found)
    assert (spec.data.dataset, spec.data.samples, spec.data.noise, spec.data.features) == ("circle", 500, 0, None)
    assert spec.data.split.model_dump() == {
        "train": 0.5, "validation": 0.5, "test": 0.0,
    }  # fmt: skip
    assert spec.data.normalization.name() == "none"
    assert [(layer.units, layer.activation.name()) for layer in spec.network.hidden] == [(4, "tanh"), (2, "tanh")]
    assert (spec.network.initializer.name(), spec.network.initializer.bound) == ("uniform", 0.5)
    assert spec.optimizer.model_dump() == {"kind": "sgd", "learning_rate": 0.03}
    assert (spec.batch.size, spec.batch.shuffle, spec.loss.name()) == (10, False, "half_mse")
    assert (spec.regularization.l1, spec.regularization.l2) == (0, 0)
    assert found["hide"] == []
    assert found["view"] == {"discretize": False, "validation": False}
    told = [note["what"] for note in found["notes"]]
    assert told == ["Test data", "Seed", "Output and loss", "First weights", "Batches", "End"]


def test_every_way_to_write_a_link_is_understood(translate: Any) -> None:
    bare = DEFAULT.partition("#")[2]
    same = translate(DEFAULT, f"#{bare}", bare, f"http://playground.tensorflow.org/#{bare}", f"  {DEFAULT}\n",
                     f"https://example.org/mirror/playground/#{bare}")  # fmt: skip
    assert all(found == same[0] for found in same)
    [plain, hash_only] = translate("https://playground.tensorflow.org/", "https://playground.tensorflow.org/#")
    assert spec_of(plain).data.dataset == spec_of(hash_only).data.dataset == "circle"
    assert translate("hello", "", "https://example.org/", "#top", "javascript:alert(1)#x=true") == [None] * 5


@pytest.mark.parametrize("name", ["circle", "xor", "gauss", "spiral"])
def test_classes_have_500_points(translate: Any, name: str) -> None:
    spec = spec_of(translate(f"#dataset={name}&noise=35")[0])
    assert (spec.data.dataset, spec.data.samples, spec.data.noise) == (name, 500, 0.35)


@pytest.mark.parametrize(("theirs", "ours"), [("reg-plane", "plane"), ("reg-gauss", "multi_gauss")])
def test_surfaces_have_1200_points_and_exactly_their_loss(translate: Any, theirs: str, ours: str) -> None:
    [found] = translate(f"#problem=regression&regDataset={theirs}&dataset=spiral")
    spec = spec_of(found)
    assert (spec.data.dataset, spec.data.samples, spec.loss.name()) == (ours, 1200, "half_mse")
    assert "Output and loss" not in [note["what"] for note in found["notes"]]


def test_every_value_of_their_lists_is_taken(translate: Any) -> None:
    rates = ["0.00001", "0.0001", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3", "10"]
    for rate, found in zip(rates, translate(*[f"#learningRate={rate}" for rate in rates]), strict=True):
        assert spec_of(found).optimizer.learning_rate == float(rate)
    kinds = ["relu", "tanh", "sigmoid", "linear"]
    for kind, found in zip(
        kinds, translate(*[f"#activation={kind}&networkShape=8,8,8" for kind in kinds]), strict=True
    ):
        assert [layer.activation.name() for layer in spec_of(found).network.hidden] == [kind] * 3
    for rate in ["0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3", "10"]:
        one, two, none = [
            spec_of(found).regularization
            for found in translate(
                *[f"#regularization={kind}&regularizationRate={rate}" for kind in ("L1", "L2", "none")]
            )
        ]
        assert [(each.l1, each.l2) for each in (one, two, none)] == [(float(rate), 0), (0, float(rate)), (0, 0)]
    shares = range(10, 100, 10)
    for percent, found in zip(shares, translate(*[f"#percTrainData={each}" for each in shares]), strict=True):
        split = spec_of(found).data.split
        assert (split.train, split.test) == (percent / 100, 0)
        assert split.validation == pytest.approx(1 - percent / 100)
    for size, found in zip(range(1, 31), translate(*[f"#batchSize={each}" for each in range(1, 31)]), strict=True):
        assert spec_of(found).batch.size == size


def test_inputs_are_those_that_are_on_and_not_hidden(translate: Any) -> None:
    on = "&".join(f"{key}=true" for key in INPUTS)
    [every, few, hidden, none] = translate(
        f"#{on}", "#x=false&sinY=true", "#xSquared=true&xSquared_hide=true", "#x=false&y=false"
    )
    assert spec_of(every).data.features == tuple(INPUTS.values())
    assert spec_of(few).data.features == ("x2", "sin x2")
    assert spec_of(hidden).data.features is None
    assert hidden["hide"] == ["features.x1^2"]
    assert spec_of(none).data.features is None
    assert "Inputs" in [note["what"] for note in none["notes"]]
    [cosine] = translate("#cosX=true")
    assert "cos x₁, cos x₂" in [note["what"] for note in cosine["notes"]]


def test_layers_may_be_missing_or_more_than_there_can_be(translate: Any) -> None:
    [none, odd, many] = translate("#networkShape=", "#networkShape=4,x,0,3", f"#networkShape={'2,' * 9}2")
    assert spec_of(none).network.hidden == ()
    assert [layer.units for layer in spec_of(odd).network.hidden] == [4, 3]
    assert [layer.units for layer in spec_of(many).network.hidden] == [2] * 8
    assert "Layers" not in [note["what"] for note in none["notes"]]
    for found in (odd, many):
        assert "Layers" in [note["what"] for note in found["notes"]]


def test_zero_weights_and_views_and_tutorials_come_along(translate: Any) -> None:
    [found] = translate("#initZero=true&discretize=true&showTestData=true&tutorial=dropout&hideText=true")
    assert spec_of(found).network.initializer.name() == "zeros"
    assert found["view"] == {"discretize": True, "validation": True}
    assert "Tutorial" in [note["what"] for note in found["notes"]]


def test_a_seed_is_the_same_number_for_everybody(translate: Any) -> None:
    seeds = [spec_of(found).seed for found in translate("#seed=0.12345", "#seed=0.12345", "#seed=0.12346", "#x=true")]
    assert seeds[0] == seeds[1] != seeds[2]
    assert seeds[3] == 0


def test_every_hidden_control_is_hidden_here(translate: Any) -> None:
    names = ["showTestData", "discretize", "playButton", "stepButton", "resetButton", "learningRate", "activation",
             "regularization", "regularizationRate", "problem", "dataset", "percTrainData", "noise", "batchSize",
             "numHiddenLayers"]  # fmt: skip
    for name, found in zip(names, translate(*[f"#{name}_hide=true" for name in names]), strict=True):
        assert len(found["hide"]) == 1, name
    [shown, strange] = translate("#learningRate_hide=false", "#magic_hide=true")
    assert shown["hide"] == strange["hide"] == []
    assert "magic" in strange["notes"][-1]["text"]


def test_nonsense_becomes_a_note_and_never_a_crash(translate: Any) -> None:
    links = [
        "#learningRate=fast",
        "#learningRate=1000",
        "#batchSize=-3",
        "#noise=70",
        "#noise=-5",
        "#percTrainData=400",
        "#dataset=moon",
        "#activation=%E0%A4%A",
        "#regularizationRate=NaN&regularization=L2",
        "#x=&y=",
    ]
    specs = [spec_of(found) for found in translate(*links)]
    assert specs[0].optimizer.learning_rate == 0.03
    assert specs[2].batch.size == 1
    assert [spec.data.noise for spec in specs[3:5]] == [0.5, 0]
    assert specs[5].data.split.train == 1
    assert specs[6].data.dataset == "circle"
    told = [[note["what"] for note in found["notes"]] for found in translate(*links)]
    expected = [
        "learningRate",
        "learning_rate",
        None,
        "Noise",
        None,
        None,
        "dataset",
        "activation",
        "regularizationRate",
    ]
    for name, notes in zip(expected, told, strict=False):
        assert name is None or name in notes
