"""Whether the parts of the server work together, for supervisors and load balancers."""

import redis
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse

from playground.models import Worker
from playground.nodes import nodes


def health(request: HttpRequest) -> JsonResponse:
    """200 when database and broker answer and a worker is ready, else 503; the answer says what is missing.

    `validators` are the processes that validate for experiments that ask for it; without one only those wait. `nodes`
    are where all of them run.
    """
    workers = _workers("training")
    values = {"database": workers is not None, "broker": broker_answers(), "workers": workers or 0}
    validators = _workers("validation") or 0
    told = {**values, "validators": validators, "nodes": nodes() if values["database"] else []}
    return JsonResponse(told, status=200 if all(values.values()) else 503)


def _workers(duty: str) -> int | None:
    try:
        return Worker.objects.alive(duty).count()
    except DatabaseError:
        return None


def broker_answers() -> bool:
    """Whether Redis answers."""
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1) as connection:
            return bool(connection.ping())
    except redis.RedisError:
        return False
