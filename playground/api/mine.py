"""The experiments of whoever asks: what a program made before, it finds again."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query

from playground.api.experiments import router  # one address has one router: GET stands beside POST
from playground.identity import identify
from playground.models import Experiment
from playground.status import statuses

__all__ = ["router"]


@router.get("/experiments", summary="Your own experiments, the newest first")
def mine(
    request: HttpRequest,
    before: Annotated[str, Query(max_length=40)] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    """`before` is the id of the last one that is known; `more` says whether there are older ones. Guests without cookie
    and token have none.
    """
    owner = identify(request)
    if owner is None:
        return {"experiments": [], "more": False}
    rows = Experiment.objects.filter(owner=owner).order_by("-pk").defer("spec", "notes")
    if before:
        known = Experiment.objects.filter(owner=owner, public_id=before).values("pk")[:1]
        rows = rows.filter(pk__lt=known)
    found = list(rows[: limit + 1])
    told = statuses(each.pk for each in found[:limit])
    return {"experiments": [_brief(each, told[each.pk][2]) for each in found[:limit]], "more": len(found) > limit}


def _brief(experiment: Experiment, status: dict[str, Any]) -> dict[str, Any]:
    told = {name: status[name] for name in ("state", "reason", "epoch", "epochs", "runs", "sentence")}
    return {
        "id": experiment.public_id,
        "url": experiment.get_absolute_url(),
        "title": experiment.title,
        "created": experiment.created.isoformat(),
        **told,
    }
