"""The live socket of a wall: what changed, as far as each may know it, and nothing for those who have left."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async
from django.db import connection

from playground.asgi import application
from playground.models import Experiment, Worker
from playground.wall import look
from playground.wall.look import Wall
from playground.wall.ticker import ticker
from tests.playground.classes import Pupil, Teacher, Visiting
from tests.playground.experiments import train_to_the_end

HOST = b"descent.example"
SMALL = {"data": {"samples": 60}, "stopping": {"epochs": 12}}


class WallSocket:
    """A browser's end of it."""

    def __init__(self, code: str, someone: Visiting | None = None, query: str = "") -> None:
        cookies = someone.client.cookies.items() if someone else ()
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in cookies).encode()
        headers = [(b"host", HOST), (b"origin", b"http://" + HOST), (b"cookie", cookie)]
        scope = {"type": "websocket", "path": f"/ws/classes/{code}", "query_string": query.encode(), "subprotocols": []}
        self.wire = ApplicationCommunicator(application, {**scope, "headers": headers})

    async def open(self) -> "WallSocket":
        await self.wire.send_input({"type": "websocket.connect"})
        assert (await self.wire.receive_output(30))["type"] == "websocket.accept"
        return self

    async def take(self) -> dict[str, Any]:
        sent = await self.wire.receive_output(20)
        assert sent["type"] == "websocket.send", sent
        frame: dict[str, Any] = json.loads(sent["text"])
        return frame

    async def take_until(self, told: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        while not told(frame := await self.take()):
            pass
        return frame

    async def is_closed(self) -> int:
        """The code with which it was closed, after whatever was still sent."""
        while (sent := await self.wire.receive_output(20))["type"] == "websocket.send":
            pass
        return int(sent["code"])

    async def say(self, text: str) -> None:
        await self.wire.send_input({"type": "websocket.receive", "text": text})

    async def close(self) -> None:
        await self.wire.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wire.wait(5)


async def book(work: Callable[..., Any], *arguments: Any) -> Any:
    return await database_sync_to_async(work)(*arguments)


Seated = Callable[[], Awaitable[tuple[Teacher, Pupil]]]


@pytest.fixture
async def seated(owner: Any) -> tuple[Teacher, Pupil]:
    def sit() -> tuple[Teacher, Pupil]:
        Worker.seen("a worker", "cpu")
        teacher = Teacher()
        return teacher, Pupil().joins(teacher.classroom, "Ada")

    return await book(sit)  # type: ignore[no-any-return]


async def test_first_comes_the_whole_wall_then_what_changes(seated: tuple[Teacher, Pupil]) -> None:
    teacher, ada = seated
    socket = await WallSocket(teacher.classroom.code, teacher).open()
    whole = await socket.take()
    assert (whole["after"], [row["state"] for row in whole["rows"]]) == (0, ["idle"])
    await book(lambda: ada.makes(**SMALL))
    waiting = await socket.take_until(lambda frame: bool(frame["rows"]))
    assert (waiting["after"], waiting["rows"][0]["state"]) == (whole["version"], "waiting")
    await book(train_to_the_end)
    done = await socket.take_until(lambda frame: any(row["state"] == "finished" for row in frame["rows"]))
    assert "keys" not in done
    await socket.close()


async def test_a_student_hears_no_name_and_which_row_is_hers(seated: tuple[Teacher, Pupil]) -> None:
    teacher, ada = seated
    socket = await WallSocket(teacher.classroom.code, ada).open()
    await socket.take()
    await book(lambda: ada.makes(**SMALL))
    frame = await socket.take_until(lambda frame: bool(frame["rows"]))
    assert frame["rows"][0]["name"] is None
    assert frame["mine"]["key"] == frame["rows"][0]["key"]
    await socket.close()


async def test_the_projector_sees_what_students_see(seated: tuple[Teacher, Pupil]) -> None:
    teacher, ada = seated
    await book(lambda: ada.makes(**SMALL))
    socket = await WallSocket(teacher.classroom.code, teacher, "view=class").open()
    assert "Ada" not in json.dumps(await socket.take())
    await socket.close()


async def test_who_is_not_in_the_class_hears_nothing(seated: tuple[Teacher, Pupil]) -> None:
    teacher, _ = seated
    for code, someone in ((teacher.classroom.code, None), ("ABCDEF", teacher)):
        assert await (await WallSocket(code, someone).open()).is_closed() == 4404


async def test_who_is_removed_hears_no_more(seated: tuple[Teacher, Pupil]) -> None:
    teacher, ada = seated
    socket = await WallSocket(teacher.classroom.code, ada).open()
    await socket.take()
    await book(lambda: teacher.classroom.memberships.get(nickname="Ada").remove())
    assert await socket.is_closed() == 4404


async def test_a_student_who_becomes_a_viewer_sees_names(seated: tuple[Teacher, Pupil]) -> None:
    teacher, ada = seated
    await book(lambda: Pupil().joins(teacher.classroom, "Emmy").makes(**SMALL))
    socket = await WallSocket(teacher.classroom.code, ada).open()
    assert (await socket.take())["rows"][0]["name"] is None
    await book(lambda: teacher.classroom.memberships.get(nickname="Ada").become("viewer"))
    frame = await socket.take_until(lambda frame: bool(frame["rows"]))
    assert (frame["after"], frame["rows"][0]["name"]) == (0, "Emmy")
    await socket.close()


@pytest.mark.parametrize(
    "nonsense", ["", "{", "[]", '{"after": null}', '{"after": "x"}', '{"after": true}', "[" * 60_000]
)
async def test_a_heartbeat_is_answered_and_nonsense_changes_nothing(
    nonsense: str, seated: tuple[Teacher, Pupil]
) -> None:
    teacher, _ = seated
    socket = await WallSocket(teacher.classroom.code, teacher).open()
    whole = await socket.take()
    await socket.say(nonsense)
    await socket.say(json.dumps({"boot": whole["boot"], "after": whole["version"]}))
    assert (await socket.take())["after"] == whole["version"]
    await socket.say('{"boot": "elsewhere", "after": 3}')
    assert (await socket.take())["after"] == 0
    await socket.close()


async def test_many_who_watch_cost_one_look(seated: tuple[Teacher, Pupil], monkeypatch: pytest.MonkeyPatch) -> None:
    teacher, ada = seated
    looks: list[int] = []
    really = Wall._read

    def counted(wall: Wall, classroom: Any) -> None:
        looks.append(1)
        really(wall, classroom)

    monkeypatch.setattr(look, "LOOK_EVERY", 3600.0)
    monkeypatch.setattr(Wall, "_read", counted)
    sockets = [await WallSocket(teacher.classroom.code, ada).open() for _ in range(20)]
    for socket in sockets:
        await socket.take()
    assert len(looks) == 1
    for socket in sockets:
        await socket.close()
    assert not any(wall.classroom == teacher.classroom.pk for wall in ticker._listeners)


async def test_the_wall_of_a_class_that_is_gone_is_closed(seated: tuple[Teacher, Pupil]) -> None:
    teacher, _ = seated
    socket = await WallSocket(teacher.classroom.code, teacher).open()
    await socket.take()

    def end() -> None:
        Experiment.objects.all().delete()
        teacher.classroom.delete()
        connection.close()

    await book(end)
    assert await socket.is_closed() == 4404
