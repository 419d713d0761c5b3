"""Who may see an experiment: its owner decides, and may change that at any time."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import ConfigDict

from playground.api.find import experiment_to_control
from playground.identity import identify
from playground.sharing import share, shared
from training.problems import Problem, SpecError

router = Router(tags=["experiments"])


class Sharing(Schema):
    """What is to be changed; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    visibility: Literal["private", "class", "link"] | None = None
    anonymous: bool | None = None


@router.patch("/experiments/{slug:public_id}/sharing", summary="Choose who sees it, and under which name")
def write(request: HttpRequest, public_id: str, wish: Sharing) -> dict[str, Any]:
    """Only its owner may. `private`: the owner, with teachers and viewers of its class; `class`: everybody in its
    class; `link`: everybody who has the link. What is no longer shared answers 404 at once, and live sockets close.
    """
    experiment = experiment_to_control(request, public_id, posted=True)
    if wish.visibility == "class" and experiment.classroom is None:
        sentence = "This experiment belongs to no class: share it by link, or keep it private."
        raise SpecError([Problem("visibility", sentence)])
    share(experiment, wish.dict(exclude_none=True))
    return shared(identify(request), experiment)
