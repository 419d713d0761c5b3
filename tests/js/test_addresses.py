"""Addresses hold every spec: those of the engine's own tests, and hundreds drawn from the schema of the spec."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.js.description import description
from tests.training.every_option import OTHERS
from tests.training.sampled_specs import sampled_spec
from training.datasets import DATASETS
from training.spec import Spec


@pytest.fixture(scope="module", name="description")
def _description() -> dict[str, Any]:
    return description()


ROUND_TRIP = """async ([description, specs, drawn]) => {
    const { pairsOf, queryOf, specOf } = await import('/static/js/address.js');
    const { same } = await import('/static/js/schema.js');
    const { randomSpec } = await import('/tests/js/random-spec.js');
    const all = [...specs, ...Array.from({ length: drawn }, (_, seed) => randomSpec(description, seed))];
    const wrong = [];
    for (const spec of all) {
        const query = queryOf(pairsOf(description, spec));
        const { spec: read, problems } = specOf(description, [...new URLSearchParams(query)]);
        if (problems.length || !same(read, spec)) wrong.push({ query, problems });
    }
    return { wrong: wrong.slice(0, 3), count: all.length };
}"""


def test_every_spec_comes_back_from_its_address(module_page: Page, description: dict[str, Any]) -> None:
    specs = [sampled_spec(number).to_dict() for number in range(200)]
    specs += [Spec.parse(settings).to_dict() for settings in OTHERS.values()]
    specs += [Spec.parse({"data": {"dataset": dataset.kind}}).to_dict() for dataset in DATASETS]
    result = module_page.evaluate(ROUND_TRIP, [description, specs, 600])
    assert result["wrong"] == []
    assert result["count"] > 800


def test_addresses_are_short_and_readable(module_page: Page, description: dict[str, Any]) -> None:
    layers = [{"units": 8, "activation": {"kind": "relu"}}] * 2
    settings = {
        "data": {"dataset": "spiral"},
        "network": {"hidden": layers},
        "optimizer": {"kind": "adam", "learning_rate": 0.01},
        "stopping": {"early": {"patience": 5}},
    }
    write = """async ([description, spec]) => {
        const { pairsOf, queryOf } = await import('/static/js/address.js');
        return queryOf(pairsOf(description, spec));
    }"""
    found = module_page.evaluate(write, [description, Spec.parse(settings).to_dict()])
    assert found == (
        "dataset=spiral&hidden=8,8&activation=relu&optimizer=adam&learning_rate=0.01&early=on&early.patience=5"
    )
    assert module_page.evaluate(write, [description, Spec().to_dict()]) == ""
    # Numbers bring their own loss, which needs no word.
    assert module_page.evaluate(write, [description, Spec.parse({"data": {"dataset": "plane"}}).to_dict()]) == (
        "dataset=plane"
    )


@pytest.mark.parametrize(
    ("query", "loc", "words"),
    [
        ("colour=red", "colour", "no such setting"),
        ("learning_rate=fast", "learning_rate", "“fast” does not fit here: a number"),
        ("learning_rate=-1", "learning_rate", "a number from 0"),
        ("epochs=2.5", "epochs", "a whole number from 1 to 10000"),
        ("optimizer=magic", "optimizer", "“magic” is none of sgd"),
        ("dataset=moon", "dataset", "circle stands in for it"),
        ("hidden=8,x", "hidden", "“x” does not fit"),
        ("hidden=1,2,3,4,5,6,7,8,9", "hidden", "at most 8"),
        ("activation=relu,tanh,elu", "activation", "3 activations for 2 hidden layers"),
        ("hidden.7.dropout=0.5", "hidden.7.dropout", "no such setting"),
        ("early=maybe", "early", "neither on nor off"),
        ("vary={", "vary", "does not fit"),
        ("data=1", "data", "name one of them"),
        ("__proto__.x=1", "__proto__.x", "no such setting"),
        ("constructor=1", "constructor", "no such setting"),
        ("optimizer.kind=adam", "optimizer.kind", "no such setting"),
        ("format=2", "format", "no such setting"),
    ],
)
def test_a_bad_word_gets_a_sentence_and_the_rest_still_counts(
    module_page: Page, description: dict[str, Any], query: str, loc: str, words: str
) -> None:
    read = """async ([description, query]) => {
        const { specOf } = await import('/static/js/address.js');
        return specOf(description, [...new URLSearchParams(query)]);
    }"""
    found = module_page.evaluate(read, [description, f"seed=7&{query}"])
    [problem] = found["problems"]
    assert problem["loc"] == loc
    assert words in problem["msg"]
    assert found["spec"] == {**Spec().to_dict(), "seed": 7}
