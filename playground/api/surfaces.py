"""Error surfaces: what a request for a walk looks like. The pages compute the walks themselves."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from ninja import Router

from training.surfaces import Request

router = Router(tags=["surfaces"])


@cache
def _schema() -> dict[str, Any]:
    return Request.model_json_schema()


@router.get("/surfaces/schema", summary="The JSON schema of a walk on an error surface")
def schema(request: HttpRequest) -> dict[str, Any]:
    """Surfaces, optimizers and their fields, as `python -m training.surfaces` takes them, with the usual starts."""
    return {"schema": _schema()}
