"""What the API tells about itself: schema, cost, and the OpenAPI document with every route."""

from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from jsonschema import Draft202012Validator

from playground.models import Owner
from tests.playground.requests import Visitor, routes, strict
from training.spec import Spec

pytestmark = pytest.mark.usefixtures("owner")


def test_the_schema_is_all_that_a_form_needs(visitor: Visitor) -> None:
    answer = visitor.get("schema")
    assert answer.status_code == 200
    values = strict(answer)
    assert values["schema"] == Spec.model_json_schema()
    assert values["defaults"] == Spec().to_dict()
    assert Visitor().post("experiments", values["defaults"]).status_code == 201
    fields = {"name", "title", "help", "source", "task", "columns", "classes", "samples", "maximum", "generated", "own"}
    for dataset in values["datasets"]:
        assert fields <= dataset.keys()
        assert not dataset["own"]
    assert {"name": "parameters", "most": 300_000} in values["limits"]


def test_the_cost_is_told_in_whole_numbers(visitor: Visitor) -> None:
    cost = strict(visitor.post("cost", {}))
    estimates = {"parameters", "memory_bytes", "operations_per_epoch", "updates_per_epoch"}
    sizes = {"inputs", "runs", "epochs", "sample_bytes", "train_samples", "validation_samples", "test_samples"}
    assert set(cost) == estimates | sizes
    assert [cost[f"{part}_samples"] for part in ("train", "validation", "test")] == [300, 100, 100]
    assert all(type(value) is int for value in cost.values())
    assert cost["parameters"] == (2 + 1) * 4 + (4 + 1) * 2 + (2 + 1) * 2
    assert not Owner.objects.exclude(pk=1).filter(experiments__isnull=False).exists()


def test_the_openapi_document_lists_every_route(visitor: Visitor) -> None:
    answer = visitor.get("openapi.json")
    document = strict(answer)
    listed = {(method, path) for path, item in document["paths"].items() for method in item}
    assert listed == routes()
    assert len(listed) >= 15
    operations = [operation for item in document["paths"].values() for operation in item.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))
    assert all(operation["summary"] and operation["description"] for operation in operations)


def test_the_openapi_document_is_valid(visitor: Visitor) -> None:
    document = strict(visitor.get("openapi.json"))
    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"] == "Descent"
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for path, item in document["paths"].items():
        for operation in item.values():
            named = {parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "path"}
            assert {part[1:-1] for part in path.split("/") if part.startswith("{")} == named
            assert operation["responses"]
    _every_reference_leads_somewhere(document, document)


def _every_reference_leads_somewhere(value: Any, document: dict[str, Any]) -> None:
    if isinstance(value, dict):
        if isinstance(reference := value.get("$ref"), str):
            target: Any = document
            for step in reference.removeprefix("#/").split("/"):
                target = target[step]
        for inner in value.values():
            _every_reference_leads_somewhere(inner, document)
    elif isinstance(value, list):
        for inner in value:
            _every_reference_leads_somewhere(inner, document)


def test_the_default_spec_fits_the_schema_of_the_document(visitor: Visitor) -> None:
    document = strict(visitor.get("openapi.json"))
    schema = {"$ref": "#/components/schemas/Spec", "components": document["components"]}
    Draft202012Validator(schema).validate(Spec().to_dict())
    assert list(Draft202012Validator(schema).iter_errors({"seed": "x"}))


def test_no_answer_gives_away_a_path_or_a_row_number(visitor: Visitor, finished: str) -> None:
    answers: list[HttpResponse] = [
        visitor.get(address)
        for address in ("schema", "datasets", f"experiments/{finished}", f"experiments/{finished}/export/json")
    ]
    for answer in answers:
        text = answer.content.decode()
        assert str(Path(__file__).parents[2]) not in text
        assert '"owner"' not in text
        assert '"pk"' not in text
