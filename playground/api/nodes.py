"""Who trains: the nodes of this site."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from playground.nodes import nodes

router = Router(tags=["nodes"])


@router.get("/nodes", summary="The machines that train: device, load, slices a second, last seen")
def list_nodes(request: HttpRequest) -> dict[str, Any]:
    """One entry for each device of each node; one that has gone is told for an hour, with 0 workers."""
    return {"nodes": nodes()}
