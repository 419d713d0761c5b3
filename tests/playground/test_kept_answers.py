"""Whoever asks the same gets the same, made once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from playground.kept_answers import KeptAnswers


def test_an_answer_is_made_once_for_all_who_ask_at_the_same_time() -> None:
    kept, made, go = KeptAnswers(room=0), [], Event()

    def make() -> bytes:
        made.append(1)
        assert go.wait(10)
        return b"answer"

    with ThreadPoolExecutor(4) as threads:
        answers = [threads.submit(kept.answer, "question", make) for _ in range(4)]
        while not made:
            pass
        Event().wait(0.1)
        go.set()
        assert {answer.result(10) for answer in answers} == {b"answer"}
    assert len(made) == 1
    assert kept.answer("question", lambda: b"another") == b"another"


def test_what_was_not_asked_for_longest_goes_first() -> None:
    kept = KeptAnswers(room=5)
    for question in ("a", "b", "a", "c"):
        kept.answer(question, lambda: b"12")
    assert kept.answer("a", lambda: b"new") == b"12"
    assert kept.answer("b", lambda: b"new") == b"new"


def test_an_answer_that_fails_is_asked_for_again() -> None:
    kept = KeptAnswers(room=5)
    with pytest.raises(ZeroDivisionError):
        kept.answer("a", lambda: bytes(1 // 0))
    assert kept.answer("a", lambda: b"fine") == b"fine"
