"""What pictures of an experiment's networks are drawn from: the scene of a run."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from playground.api.find import experiment_to_read
from playground.models import Dataset
from playground.scenes import planned, scene_of
from training.spec import Spec

router = Router(tags=["pictures"])
RunNumber = Annotated[int, Query(ge=1, le=100_000)]


@router.get("/experiments/{slug:public_id}/scene", summary="What a picture of one of its networks needs")
def scene(request: HttpRequest, public_id: str, run: RunNumber = 1) -> dict[str, Any]:
    """Layers, first weights, samples, and how columns become inputs; test samples once the owner opened them."""
    experiment = experiment_to_read(request, public_id)
    spec = planned(Spec.parse(experiment.spec, Dataset.objects.outline), run)
    return scene_of(spec, test_opened=experiment.test_openings > 0)
