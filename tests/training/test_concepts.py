"""The list of concepts is complete and true: options exist, tests exist, formulas and sources are there."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.running_server import ROOT, clean_environment
from training.activations import ACTIVATIONS
from training.component import Component
from training.concepts import CHAPTERS, CONCEPTS, Concept
from training.concepts.document import document
from training.concepts.lookup import Option, UnknownOption, is_formula, look_up, look_up_all, variants
from training.datasets import DATASETS
from training.expansions import EXPANSIONS
from training.initializers import INITIALIZERS
from training.input_normalizations import NORMALIZATIONS
from training.losses import LOSSES
from training.optimizers import OPTIMIZERS
from training.schedules import SCHEDULES
from training.search import STRATEGIES
from training.spec import Spec
from training.surfaces import SURFACES

FAMILIES = (
    *ACTIVATIONS, *EXPANSIONS, *INITIALIZERS, *LOSSES, *NORMALIZATIONS, *OPTIMIZERS, *SCHEDULES, *STRATEGIES, *SURFACES,
)  # fmt: skip
"""Everything that can be chosen by a kind, data sets aside."""

SCHEMA = Spec.model_json_schema()


def by_number(concept: Concept) -> str:
    return concept.number


@cache
def functions(file: Path) -> set[str]:
    """The names of the functions in a file."""
    tree = ast.parse(file.read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_all_fifty_are_there_in_order() -> None:
    assert [concept.number for concept in CONCEPTS] == [f"C{number:02}" for number in range(1, 51)]
    assert len({concept.title for concept in CONCEPTS}) == 50
    assert len({chapter.anchor for chapter in CHAPTERS}) == len(CHAPTERS)


@pytest.mark.parametrize("concept", CONCEPTS, ids=by_number)
def test_every_option_exists_and_explains_itself(concept: Concept) -> None:
    assert concept.options
    for option in concept.options:
        found = look_up(option)
        assert found.paragraphs, option
        assert "not available yet" not in found.paragraphs[0].lower(), option


def settings(node: dict[str, Any], path: str) -> Iterator[str]:
    """Every setting below a node of the spec's schema, each choice of a family as path.kind=name."""
    for variant in variants(node, SCHEMA):
        for key, inner in variant.get("properties", {}).items():
            below = f"{path}.{key}".lstrip(".")
            deeper = list(settings(inner, below))
            yield from [f"{path}.kind={inner['const']}"] if key == "kind" else deeper or [below]
        if any("properties" in one for one in variants(variant.get("items", {}), SCHEMA)):
            yield from settings(variant["items"], f"{path}.N")


def test_whatever_can_be_set_belongs_to_a_concept() -> None:
    named = {option for concept in CONCEPTS for option in concept.options}
    named |= {option.partition("=")[0] for option in named}
    aside = {"format", "title", "data.bootstrap", "data.expansion.kind=none", "vary.runs.N.name", "vary.runs.N.set"}
    assert set(settings(SCHEMA, "")) - named == aside


@pytest.mark.parametrize("concept", CONCEPTS, ids=by_number)
def test_every_test_that_is_named_exists(concept: Concept) -> None:
    assert concept.tests
    for test in concept.tests:
        file, _, name = test.partition("::")
        assert name in functions(ROOT / "tests" / file), test


@pytest.mark.parametrize("concept", CONCEPTS, ids=by_number)
def test_every_concept_names_a_source(concept: Concept) -> None:
    assert concept.reading or any(look_up(option).source for option in concept.options)


@pytest.mark.parametrize("member", FAMILIES, ids=lambda member: member.__name__)
def test_every_choice_of_every_family_has_formula_and_source(member: type[Component]) -> None:
    help = member.model_config["json_schema_extra"]
    assert isinstance(help, dict)
    assert len(str(help["x-source"])) > 10
    assert is_formula(str(help["description"])), help["description"]


def test_every_data_set_has_a_source() -> None:
    assert [dataset.kind for dataset in DATASETS if len(dataset.source) < 5] == []


@pytest.mark.parametrize(
    "option",
    ["optimizer.betta", "optimizer.kind=adamm", "data.dataset=circel", "network.hidden.units", "batch.size=half",
     "surfaces:surface.kind=hill", "range_test:speed"],
)  # fmt: skip
def test_an_option_that_does_not_exist_is_noticed(option: str) -> None:
    with pytest.raises(UnknownOption):
        look_up(option)


def test_help_source_and_limits_are_those_of_the_schema() -> None:
    slope = look_up("network.hidden.N.activation.negative_slope")
    assert slope.title == "Negative slope α"
    assert slope.limits == "from 0 to 1, default 0.01"
    sgd = look_up("optimizer.kind=sgd")
    schema = Spec.model_json_schema()["$defs"]["Sgd"]
    assert sgd == Option(
        "", "optimizer.kind", "sgd", schema["title"],
        tuple(part.replace("\n", " ") for part in schema["description"].split("\n\n")), schema["x-source"], "",
    )  # fmt: skip
    assert look_up("optimizer.learning_rate").limits == "from 1e-6 to 10"  # each optimizer has its own default
    assert look_up("batch.size=full").value == "full"


def test_a_setting_after_a_choice_is_the_one_of_that_choice() -> None:
    gains, rprop = (
        look_up_all([f"optimizer.kind={kind}", "optimizer.increase"])[1] for kind in ("adaptive_gains", "rprop")
    )
    assert gains.limits == "from 0.001 to 0.5, default 0.05"
    assert rprop.limits == "above 1 to 5, default 1.2"
    trials = look_up_all(["vary.kind=grid", "vary.trials", "vary.kind=random", "vary.trials"])
    assert trials[1].paragraphs != trials[3].paragraphs


def test_the_file_in_docs_is_the_one_that_the_code_writes() -> None:
    assert (ROOT / "docs" / "concepts.md").read_text() == document(), "write it anew: make docs"


def test_writing_it_loads_nothing_heavy(tmp_path: Path) -> None:
    """The web process shows the same list."""
    code = "from training.concepts.document import document\ndocument()\nimport sys\nprint(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, env=clean_environment(tmp_path), text=True)
    assert set(loaded.split()) & {"torch", "sklearn", "scipy", "django"} == set()


def test_the_document_shows_every_concept_with_its_options_and_tests() -> None:
    text = document()
    for concept in CONCEPTS:
        assert f"### {concept.number} {concept.title}\n" in text
    assert len(re.findall(r"^Proved by \[", text, re.MULTILINE)) == 50
    for file in re.findall(r"\]\((\.\./tests/[^)]+)\)", text):
        assert (ROOT / "docs" / file).is_file()
