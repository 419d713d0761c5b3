"""What can go wrong, each with the sentence of the server."""

from collections.abc import Sequence
from typing import Any, NamedTuple


class Problem(NamedTuple):
    """One thing that is wrong: the path of the setting, such as "optimizer.learning_rate", and a sentence about it."""

    path: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}: {self.sentence}" if self.path else self.sentence


class DescentError(Exception):
    """The server refused; `problems` says why, and `status` is what HTTP calls it."""

    def __init__(self, problems: Sequence[Problem], status: int = 0) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = list(problems)
        self.status = status


class SpecProblem(DescentError):
    """Settings that cannot be trained (422): `path` and `sentence` of the first, `problems` has all of them."""

    @property
    def path(self) -> str:
        """The setting."""
        return self.problems[0].path

    @property
    def sentence(self) -> str:
        """What is wrong with it."""
        return self.problems[0].sentence


class Forbidden(DescentError):
    """This token may not do that (401, 403)."""


class NotFound(DescentError):
    """There is no such thing, or it is hidden from this token (404)."""


class Ended(DescentError):
    """That can no longer be done, because the experiment has ended (409)."""


class TooMany(DescentError):
    """Too many experiments, or too many requests (429); with the latter, `retry_after` seconds are to be waited."""

    retry_after: float | None = None


class Unreachable(DescentError):
    """The server did not answer, or answered what is no answer of Descent."""


KINDS: dict[int, type[DescentError]] = {
    401: Forbidden,
    403: Forbidden,
    404: NotFound,
    409: Ended,
    422: SpecProblem,
    429: TooMany,
}


def refusal(status: int, answer: Any, retry_after: float | None = None) -> DescentError:
    """The exception for a refusal of the server."""
    kind = KINDS.get(status, Unreachable if status >= 500 else DescentError)
    told = answer.get("problems") if isinstance(answer, dict) else None
    problems = [Problem(str(each.get("loc", "")), str(each.get("msg", ""))) for each in told or []]
    error = kind(problems or [Problem("", f"The server answered with status {status}.")], status)
    if isinstance(error, TooMany):
        error.retry_after = retry_after
    return error
