"""Whether the parts of the server work: all together, and of a web process whether it lives and may have visitors."""

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
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


def live(request: HttpRequest) -> JsonResponse:
    """200 from whoever can still answer. It asks nobody else: a web process is no better for a new start when the
    database is away.
    """
    return JsonResponse({"live": True})


def ready(request: HttpRequest) -> JsonResponse:
    """200 where visitors may be sent: the database answers, and its tables are those of this release.

    Without a broker or workers pages and links open all the same, and what is asked for waits: `/health` tells of them.
    """
    values = {"database": _workers("training") is not None}
    values["tables"] = values["database"] and _tables_are_current()
    return JsonResponse(values, status=200 if all(values.values()) else 503)


_current: set[str] = set()
"""The databases whose tables were found to be those of this release: no later release changes that back."""


def _tables_are_current() -> bool:
    name = str(connection.settings_dict["NAME"])
    if name not in _current:
        try:
            executor = MigrationExecutor(connection)
        except DatabaseError:
            return False
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _current.add(name)
    return True


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
