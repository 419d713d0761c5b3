"""Who sees an experiment, and under which name: what its owner chose, and what others are told."""

from typing import Any

from django.db import transaction
from django.db.models import F

from playground import policy
from playground.models import Experiment, Membership, Owner


def shared(owner: Owner | None, experiment: Experiment) -> dict[str, Any]:
    """How an experiment is shared. `author` is the nickname of its owner in its class, for whoever may know it."""
    member = _author(experiment)
    known = policy.may_control(owner, experiment) or policy.may_read_all(owner, experiment)
    return {
        "visibility": experiment.visibility,
        "anonymous": experiment.anonymous,
        "classroom": experiment.classroom.title if experiment.classroom and known else None,
        "author": member.nickname if member and (known or not experiment.anonymous) else None,
    }


@transaction.atomic
def share(experiment: Experiment, changed: dict[str, Any]) -> None:
    """Change it; open sockets of those who may no longer read are closed."""
    Experiment.objects.filter(pk=experiment.pk).update(**changed, access=F("access") + 1)
    experiment.refresh_from_db(fields=list(changed))


def _author(experiment: Experiment) -> Membership | None:
    """The place of its owner in its class, even if it was left."""
    if experiment.classroom_id is None:
        return None
    places = Membership.objects.filter(classroom=experiment.classroom_id, owner=experiment.owner_id)
    return places.order_by(F("removed_at").desc(nulls_first=True)).first()
