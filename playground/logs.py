"""How log lines look, and which are left out."""

import logging
from typing import Any


def configuration(level: str) -> dict[str, Any]:
    """Everything goes to the terminal, once; `serve` adds which process said it."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
        "filters": {"health": {"()": "django.utils.log.CallbackFilter", "callback": is_not_about_health}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["health"]}},
        "root": {"handlers": ["console"], "level": level},
        # Django's own handlers would write each record twice or by mail.
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            # Celery writes two lines for every bell, several a second.
            "celery.app.trace": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},
        },
    }


def is_not_about_health(record: logging.LogRecord) -> bool:
    """Being asked for its health before it is well is no error; each start would leave dozens of lines."""
    request = getattr(record, "request", None)
    return request is None or getattr(request, "path", "") != "/health"
