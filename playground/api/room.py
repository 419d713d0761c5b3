"""Room for one more experiment: who makes it, in which class, and whether the limits there allow it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest

from playground import quotas
from playground.identity import classroom_of, identify, identify_or_welcome
from playground.models import Classroom, Owner, Quota
from training.spec import Spec


@contextmanager
def room_for(request: HttpRequest, spec: Spec, device: str) -> Iterator[tuple[Owner, Classroom | None]]:
    """Write an experiment down in here. Raises SpecError or TooMany: then whoever is new becomes no guest either."""
    classroom = classroom_of(request, identify(request))
    limits = Quota.objects.limits(classroom.pk if classroom else None)
    quotas.check_size(spec, limits)
    owner = identify_or_welcome(request)
    with quotas.room(owner, limits, device):
        yield owner, classroom
