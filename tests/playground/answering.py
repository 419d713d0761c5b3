"""A worker of this process that answers questions while something else waits for them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from playground import measuring


@contextmanager
def a_worker_that_answers() -> Iterator[None]:
    """Until the end of the block."""
    over = threading.Event()

    def work() -> None:
        while not over.wait(0.02):
            measuring.take_turn("a worker", "cpu", over.is_set)
        connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
