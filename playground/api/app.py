"""The API object, and how refusals look: always {"problems": [{"loc": path, "msg": sentence}]}."""

from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from playground import trouble
from playground.api.microscope_question import MicroscopeQuestion
from playground.identity import Forbidden
from playground.loss_slices import LossSliceQuestion
from playground.refusals import Busy, Finished, TooMany
from training.curvature import CurvatureRequest
from training.data import MissingData
from training.exports.recorded import NothingRecorded
from training.problems import Problem, SpecError, sentence
from training.range_test import RangeTest
from training.spec import Spec
from training.tables import TableError

REFERENCE = "#/components/schemas/{model}"


class DescentApi(NinjaAPI):
    """Adds the spec's own schema to the OpenAPI document, because bodies with a spec are read by the spec itself."""

    def get_openapi_schema(self, *arguments: Any, **named: Any) -> Any:
        """The document, with the spec and questions about one among its components."""
        document = super().get_openapi_schema(*arguments, **named)
        for model in (Spec, RangeTest, CurvatureRequest, LossSliceQuestion, MicroscopeQuestion):
            schema = model.model_json_schema(ref_template=REFERENCE)
            definitions = schema.pop("$defs", {})
            document["components"]["schemas"].update({**definitions, model.__name__: schema})
        return document


api = DescentApi(
    title="Descent",
    version="1",
    description="Train neural networks and read every epoch. A spec goes in, events come out.",
    docs_url=None,
)


def body_of(model: str) -> dict[str, Any]:
    """OpenAPI's description of a JSON body that the view reads by itself."""
    schema = {"$ref": REFERENCE.format(model=model)}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def refuse(request: HttpRequest, problems: list[Problem], status: int) -> HttpResponse:
    """The answer to a request that cannot be done."""
    return api.create_response(request, {"problems": [problem.to_dict() for problem in problems]}, status=status)


@api.exception_handler(SpecError)
@api.exception_handler(TableError)
def _spec_error(request: HttpRequest, error: SpecError | TableError) -> HttpResponse:
    return refuse(request, error.problems, 422)


@api.exception_handler(ValidationError)
def _validation_error(request: HttpRequest, error: ValidationError) -> HttpResponse:
    problems = []
    for item in error.errors:
        # ninja's paths begin with where a value came from ("body", "wish") or only ("query")
        loc = ".".join(str(step) for step in item["loc"][2 if item["loc"][0] == "body" else 1 :])
        problems.append(Problem(loc, sentence(item, loc)))
    return refuse(request, problems, 422)


@api.exception_handler(MissingData)
def _missing_data(request: HttpRequest, error: MissingData) -> HttpResponse:
    return refuse(request, [Problem("data.dataset", str(error))], 422)


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return refuse(request, [Problem("", "The request cannot be read: it is not valid JSON.")], error.status_code)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return refuse(request, [Problem("", "There is nothing at this address.")], 404)


@api.exception_handler(Forbidden)
def _forbidden(request: HttpRequest, error: Forbidden) -> HttpResponse:
    return refuse(request, [Problem("", str(error))], 403)


@api.exception_handler(Finished)
@api.exception_handler(NothingRecorded)
def _finished(request: HttpRequest, error: Finished | NothingRecorded) -> HttpResponse:
    return refuse(request, [Problem("", str(error))], 409)


@api.exception_handler(TooMany)
def _too_many(request: HttpRequest, error: TooMany) -> HttpResponse:
    return refuse(request, [Problem("", str(error))], 429)


@api.exception_handler(Busy)
def _no_time(request: HttpRequest, error: Busy) -> HttpResponse:
    return refuse(request, [Problem("", str(error))], 503)


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def _database_busy(request: HttpRequest, error: OperationalError | InterfaceError) -> HttpResponse:
    answer = refuse(request, [Problem("", trouble.sentence(error))], 503)
    answer["Retry-After"] = trouble.RETRY_AFTER
    return answer
