"""The processes that Descent consists of, each with its command."""

import os

from django.conf import settings

from playground.broker import EmbeddedBroker
from playground.serving.child import Child, python

# Nothing new arrives once the web server is gone; Redis goes last because the others talk to it.
STOP_ORDER = ["web", "worker", "validation", "reaper", "redis"]


def environment(redis_url: str) -> dict[str, str]:
    """What each process is told; their output reaches the log line by line."""
    return os.environ | {
        "DESCENT_HOME": str(settings.DESCENT_HOME),
        "REDIS_URL": redis_url,
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "playground.settings"),
    }


def redis(broker: EmbeddedBroker) -> Child:
    """The broker and bell wire."""
    return Child("redis", broker.command, environment(broker.url), patience=2)


def web(redis_url: str) -> Child:
    """Pages, API and sockets."""
    command = python("-m", "uvicorn", "playground.asgi:application", "--host", settings.HOST)
    command += ["--port", str(settings.PORT), "--lifespan", "off", "--log-level", "warning", "--no-access-log"]
    # A browser says little: small frames, few of them waiting; packing them would cost memory for each socket.
    command += ["--ws-max-size", "65536", "--ws-max-queue", "8", "--ws-per-message-deflate", "false"]
    command += ["--no-server-header", "--timeout-graceful-shutdown", "2"]
    return Child("web", command, environment(redis_url), patience=4)


def worker(redis_url: str) -> Child:
    """The processes that train."""
    return _celery("worker", "celery", settings.WORKERS, environment(redis_url) | {"DUTY": "training"})


def validation(redis_url: str) -> Child:
    """The process that validates for experiments that ask for a separate worker; it never trains."""
    return _celery("validation", "validation", 1, environment(redis_url) | {"DUTY": "validation"})


def _celery(name: str, queue: str, processes: int, variables: dict[str, str]) -> Child:
    command = python("-m", "celery", "-A", "playground", "worker", "--pool", "prefork", "-O", "fair")
    command += ["--queues", queue, "--concurrency", str(processes), "--loglevel", settings.LOG_LEVEL]
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return Child(name, command, variables, patience=6)


def reaper(redis_url: str) -> Child:
    """Takes back what dead workers held."""
    return Child("reaper", python("manage.py", "reaper"), environment(redis_url), patience=2)


ALONE = {"web": web, "worker": worker, "validation": validation, "reaper": reaper}


def become(name: str) -> None:
    """Replace this process by one part; database, broker and static files are somebody else's care then."""
    child = ALONE[name](settings.REDIS_URL)
    os.chdir(settings.ROOT)
    os.execvpe(child.command[0], child.command, child.environment)
