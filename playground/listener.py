"""Listens for bells in Redis: of a message nothing counts but the name of its task."""

import logging
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from celery.worker.consumer import Consumer

from playground.bell import TASKS

log = logging.getLogger(__name__)
NAMES = {task for task, _ in TASKS.values()}
EMPTY = b"[[], {}, {}]"
"""A body without arguments, as Celery writes it."""


class Listener(Consumer):
    """Celery's own believes what a message says, and some messages end its process, and that of its successor."""

    def create_task_handler(self, *args: Any, **values: Any) -> Callable[[Any], None]:
        """Hear bells without a look at what hangs on them, and throw everything else away."""
        hear = super().create_task_handler(*args, **values)

        def hear_bells(message: Any) -> None:
            name = message.headers.get("task") if isinstance(message.headers, dict) else None
            if isinstance(name, str) and name in NAMES:
                hear(emptied(message, name))
            else:
                log.warning("A message that is no bell was thrown away.")
                message.ack_log_error(log, self.connection_errors)

        return hear_bells


def emptied(message: Any, name: str) -> Any:
    """The message with nothing left but its name, and what is needed to acknowledge it."""
    message.body, message.content_type, message.content_encoding = EMPTY, "application/json", "utf-8"
    message.headers = {"lang": "py", "task": name, "id": str(uuid4())}
    message.properties, message.delivery_info = {}, {}
    return message
