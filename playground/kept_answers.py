"""Answers that take long to make: kept while there is room, and made once for all who ask at the same time."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock


class KeptAnswers:
    """Bytes by their question; those not asked for longest go first, and one that fills the room is not kept."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._coming: dict[Hashable, Future[bytes]] = {}
        self._lock = Lock()

    def answer(self, question: Hashable, make: Callable[[], bytes]) -> bytes:
        """What is kept, or what `make` says; whoever asks the same meanwhile waits for it."""
        with self._lock:
            if question in self._kept:
                self._kept.move_to_end(question)
                return self._kept[question]
            first = question not in self._coming
            coming = self._coming.setdefault(question, Future())
        if first:
            self._make(question, make, coming)
        return coming.result()

    def _make(self, question: Hashable, make: Callable[[], bytes], coming: "Future[bytes]") -> None:
        try:
            made = make()
        except BaseException as error:
            with self._lock:
                del self._coming[question]
            coming.set_exception(error)
            return
        with self._lock:
            del self._coming[question]
            self._kept[question] = made
            while sum(map(len, self._kept.values())) > self._room:
                self._kept.popitem(last=False)
        coming.set_result(made)
