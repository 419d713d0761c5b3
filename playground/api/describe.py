"""What can be set, and what it would cost: forms and programs are drawn from these answers."""

from functools import cache
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router

from playground.api.app import body_of
from playground.api.find import json_body
from playground.datasets import described, own_datasets
from playground.identity import identify
from playground.models import Dataset
from playground.scenes import clips_of, planned, scene_of
from training.cost import LIMITS
from training.data import foresee
from training.datasets import DATASETS
from training.outlook import outlook
from training.spec import Spec

router = Router(tags=["spec"])


@cache
def _schema() -> dict[str, Any]:
    return Spec.model_json_schema()


@cache
def _built_in() -> list[dict[str, Any]]:
    return [described(dataset) for dataset in DATASETS]


@router.get("/schema", summary="The JSON schema of a spec, its defaults, the data sets and the limits")
def schema(request: HttpRequest) -> dict[str, Any]:
    """Every control of the form comes from here."""
    return {
        "schema": _schema(),
        "defaults": Spec().to_dict(),
        "datasets": _built_in() + own_datasets(identify(request)),
        "limits": [{"name": limit.name, "most": limit.most} for limit in LIMITS],
    }


@router.post("/cost", summary="What a spec would cost", openapi_extra=body_of("Spec"))
def cost(request: HttpRequest) -> dict[str, int]:
    """Parameters, bytes of memory, operations and updates per epoch; 422 where the spec cannot be trained."""
    spec = Spec.parse(json_body(request), Dataset.objects.outline)
    foresee(spec)
    outline = spec.outline(Dataset.objects.outline)
    assert outline is not None
    return vars(spec.cost(outline))


@router.post("/plan", summary="The trials of a search before it trains", openapi_extra=body_of("Spec"))
def plan(request: HttpRequest) -> dict[str, Any]:
    """Cost as of /cost, the trials that are known before training, and how many go on after each rung; 422 as there."""
    spec = Spec.parse(json_body(request), Dataset.objects.outline)
    foresee(spec)
    outline = spec.outline(Dataset.objects.outline)
    assert outline is not None
    return {"cost": vars(spec.cost(outline)), **outlook(spec)}


@router.post("/scene", summary="What a picture of a network needs, before it trains", openapi_extra=body_of("Spec"))
def scene(request: HttpRequest, run: Annotated[int, Query(ge=1, le=100_000)] = 1) -> dict[str, Any]:
    """Layers, first weights, samples of training and validation, and how columns become inputs; 422 as for /cost.

    Bytes are in base64. With `pending` the samples take a moment: ask again.
    """
    spec = Spec.parse(json_body(request), Dataset.objects.outline)
    return scene_of(planned(spec, run))


@router.post("/scene/clips", summary="The sounds among the samples of a scene", openapi_extra=body_of("Spec"))
def scene_clips(
    request: HttpRequest, split: Literal["train", "validation"], run: Annotated[int, Query(ge=1, le=100_000)] = 1
) -> dict[str, Any]:
    """The wave and the spectrogram of every sample that the scene shows of this split, in its order."""
    spec = Spec.parse(json_body(request), Dataset.objects.outline)
    return clips_of(planned(spec, run), split)
