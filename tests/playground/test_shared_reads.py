"""Questions to the book are answered together, each by a look that began after it."""

import asyncio
from collections.abc import Sequence

import pytest

from playground.shared_reads import MOST_AT_ONCE, SharedReads


class Book:
    """Answers when it is let, and counts the looks."""

    def __init__(self) -> None:
        self.looks: list[list[int]] = []
        self.open = asyncio.Event()
        self.reads = SharedReads(self.answer)

    async def answer(self, questions: Sequence[int]) -> dict[int, str]:
        self.looks.append(list(questions))
        await self.open.wait()
        if 13 in questions:
            raise OSError("13 cannot be answered")
        return {question: f"{question} after {len(self.looks)}" for question in questions if question != 0}


async def asked(book: Book, *questions: int) -> list[asyncio.Task[str]]:
    """Questions that have reached the book."""
    tasks = [asyncio.create_task(book.reads.ask(question)) for question in questions]
    for _ in range(3):
        await asyncio.sleep(0)
    return tasks


async def test_who_asks_while_a_look_is_under_way_gets_the_answer_of_the_next_one() -> None:
    book = Book()
    first = await asked(book, 1)
    later = await asked(book, 1, 2, 3)
    assert book.looks == [[1]]
    book.open.set()
    assert await asyncio.gather(*first, *later) == ["1 after 1", "1 after 2", "2 after 2", "3 after 2"]
    assert book.looks == [[1], [1, 2, 3]]


async def test_the_same_question_is_asked_once() -> None:
    book = Book()
    book.open.set()
    assert await asyncio.gather(*await asked(book, 7, 7, 7)) == ["7 after 1"] * 3
    assert book.looks == [[7]]


async def test_what_cannot_be_answered_harms_no_other() -> None:
    book = Book()
    book.open.set()
    found = await asyncio.gather(*await asked(book, 5, 13, 0, 6), return_exceptions=True)
    assert isinstance(found[1], OSError)
    assert isinstance(found[2], KeyError)
    assert [str(found[0])[:1], str(found[3])[:1]] == ["5", "6"]


async def test_who_leaves_takes_the_answer_from_nobody() -> None:
    book = Book()
    leaving, staying = await asked(book, 4, 4)
    leaving.cancel()
    book.open.set()
    assert await staying == "4 after 1"
    with pytest.raises(asyncio.CancelledError):
        await leaving


async def test_very_many_questions_are_several_looks() -> None:
    book = Book()
    book.open.set()
    many = range(100, 100 + 2 * MOST_AT_ONCE + 1)
    await asyncio.gather(*await asked(book, *many))
    assert [len(look) for look in book.looks] == [MOST_AT_ONCE, MOST_AT_ONCE, 1]
