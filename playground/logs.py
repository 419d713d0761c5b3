"""How log lines look, and which are left out."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def configuration(level: str, form: str = "text") -> dict[str, Any]:
    """Everything goes to the terminal, once; `serve` adds which process said it."""
    formatters = {"text": {"format": TEXT}, "json": {"()": JsonLines}}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatters[form]},
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


class JsonLines(logging.Formatter):
    """One JSON object a line, for programs that collect logs; a traceback is a part of its line."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, process, message, and the error if there is one."""
        values = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            "message": record.getMessage(),
        }
        if request := getattr(record, "request", None):
            values["path"] = getattr(request, "path", "")
        if status := getattr(record, "status_code", None):
            values["status"] = status
        if record.exc_info:
            values["error"] = self.formatException(record.exc_info)
        return json.dumps(values, ensure_ascii=False, default=str)


def with_source(source: str, line: str) -> str:
    """A line of a process as JSON that names it; what was not JSON, such as Redis's own words, becomes a message."""
    try:
        values = json.loads(line)
    except ValueError:
        values = None
    if not isinstance(values, dict):
        values = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "message": line}
    return json.dumps({**values, "source": source}, ensure_ascii=False)


ABOUT_HEALTH = ("/health", "/health/live", "/health/ready")


def is_not_about_health(record: logging.LogRecord) -> bool:
    """Being asked for its health before it is well is no error; each start would leave dozens of lines."""
    request = getattr(record, "request", None)
    return request is None or getattr(request, "path", "") not in ABOUT_HEALTH
