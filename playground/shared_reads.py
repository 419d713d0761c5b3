"""One look at the book for all who ask at the same time: a whole class may have its pages open."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

Question = TypeVar("Question", bound=Hashable)
Answer = TypeVar("Answer")
MOST_AT_ONCE = 100
"""Questions of one look: nobody should have to wait for very many others."""


class SharedReads(Generic[Question, Answer]):
    """Answers together whatever was asked while the look before was under way.

    A look begins after all of its questions, so an answer is never older than its question. Who asks the same gets the
    same answer.
    """

    def __init__(self, answer: Callable[[Sequence[Question]], Awaitable[Mapping[Question, Answer]]]) -> None:
        self._answer = answer
        self._asked: dict[Question, asyncio.Future[Answer]] = {}
        self._task: asyncio.Task[None] | None = None

    async def ask(self, question: Question) -> Answer:
        """The answer; a KeyError where there is none."""
        loop = asyncio.get_running_loop()
        if self._task is None or self._task.done() or self._task.get_loop() is not loop:
            self._asked, self._task = {}, loop.create_task(self._answer_all())
        if question not in self._asked:
            self._asked[question] = loop.create_future()
        # One who leaves must not take the answer from the others.
        return await asyncio.shield(self._asked[question])

    async def _answer_all(self) -> None:
        while self._asked:
            questions = list(self._asked)[:MOST_AT_ONCE]
            await self._settle({question: self._asked.pop(question) for question in questions})

    async def _settle(self, asked: Mapping[Question, asyncio.Future[Answer]]) -> None:
        try:
            answers = await self._answer(list(asked))
        except Exception as error:
            if len(asked) > 1:  # one of them may be what cannot be answered
                for question, waiting in asked.items():
                    await self._settle({question: waiting})
                return
            for waiting in asked.values():
                waiting.set_exception(error)
                waiting.exception()  # if all who asked have left, nobody need hear of it
            return
        for question, waiting in asked.items():
            if question in answers:
                waiting.set_result(answers[question])
            else:
                waiting.set_exception(KeyError(question))
                waiting.exception()
