"""The processes that Descent consists of, each with its command."""

import os
from collections.abc import Callable

from django.conf import settings

from playground.broker import EmbeddedBroker
from playground.devices import visible_gpus
from playground.serving.child import Child, python
from playground.serving.preparation import CannotStartError

# Nothing new arrives once the web server is gone; Redis goes last because the others talk to it.
STOP_ORDER = ["web", "worker", "gpu", "validation", "reaper", "redis"]


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
    """The processes that train on the processor."""
    variables = environment(redis_url) | {"DUTY": "training", "DEVICE": "cpu"}
    return _celery("worker", "celery", settings.WORKERS, variables)


def gpu(redis_url: str) -> Child:
    """The processes that train on GPUs: one on each, since two would only take turns and halve its memory."""
    variables = environment(redis_url) | {"DUTY": "training", "DEVICE": "cuda"}
    variables["CUBLAS_WORKSPACE_CONFIG"] = ":4096:8"  # else two trainings on one GPU could differ in their last bits
    return _celery("gpu", "celery", max(1, len(visible_gpus())), variables)


def workers(redis_url: str) -> list[Child]:
    """All that train, on the devices that DEVICE names."""
    if settings.DEVICE == "cuda" and not visible_gpus():
        raise CannotStartError(
            "DEVICE is cuda, but PyTorch would find no GPU here: `nvidia-smi --list-gpus` has to list one, and PyTorch "
            "has to be a build with CUDA."
        )
    on_gpus = [gpu(redis_url)] if settings.DEVICE != "cpu" and visible_gpus() else []
    return ([] if settings.DEVICE == "cuda" else [worker(redis_url)]) + on_gpus


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


NODES: dict[str, Callable[[str], list[Child]]] = {
    "worker": workers,
    "validation": lambda redis_url: [validation(redis_url)],
}
"""Parts that are watched for processes that hang."""
PLAIN = {"web": web, "reaper": reaper}


def become(name: str) -> None:
    """Replace this process by one part; database, broker and static files are somebody else's care then."""
    child = PLAIN[name](settings.REDIS_URL)
    os.chdir(settings.ROOT)
    os.execvpe(child.command[0], child.command, child.environment)
