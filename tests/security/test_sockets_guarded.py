"""Sockets ask the same table as pages: who may listen, from which page, and until when."""

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from playground.models import Experiment
from tests.playground.sockets import HOST, Socket
from tests.security.addresses import filled
from tests.security.cast import EVERYBODY, MATE, OTHER_TEACHER, OWNER, TEACHER, TOKEN, Cast
from tests.security.rules import RULES, Answer
from tests.security.test_authorisation import KINDS, named

DOOR = RULES["socket /ws/experiments/<slug:id>"]
FOREIGN = [
    b"", b"null", b"http://evil.example", b"https://" + HOST, b"http://" + HOST + b":81",
    b"http://" + HOST + b".evil.example", b"http://evil.example/http://" + HOST, b"http://user@" + HOST,
    b"ws://" + HOST, b"*", b"http://" + HOST + b"\0",
]  # fmt: skip


@pytest.fixture
def cast(transactional_db: None, redis_url: str) -> Cast:
    return Cast()


def socket_of(browser: Client, made: Experiment, origin: bytes = b"http://" + HOST, path: str = "") -> Socket:
    """A socket with the cookies or the token that this browser would send; by default that of the experiment."""
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
    socket = Socket(made.public_id, origin=origin, cookie=cookies.encode())
    socket.wire.scope["path"] = path or socket.wire.scope["path"]
    if "HTTP_AUTHORIZATION" in browser.defaults:
        socket.wire.scope["headers"].append((b"authorization", str(browser.defaults["HTTP_AUTHORIZATION"]).encode()))
    return socket


async def hears(socket: Socket) -> bool:
    """Whether it is told anything; who is not is closed with 4404."""
    assert await socket.open()
    said = await socket.wire.receive_output(20)
    if said["type"] == "websocket.close":
        assert said["code"] == 4404
        return False
    assert said["type"] == "websocket.send"
    return True


@pytest.mark.parametrize(("visibility", "in_class"), KINDS)
async def test_everybody_hears_what_they_may_read(visibility: str, in_class: bool, cast: Cast) -> None:
    made = await sync_to_async(cast.experiment)(visibility, in_class=in_class)
    for who in EVERYBODY:
        socket = socket_of(cast.browsers[who], made)
        judged = OTHER_TEACHER if who == TEACHER and not in_class else who
        assert await hears(socket) == (DOOR.answer(judged, visibility) is Answer.IN), (who, visibility, in_class)
        await socket.close()


@pytest.mark.parametrize("door", sorted(door for door in RULES if door.startswith("socket")))
async def test_every_socket_hears_who_may_and_no_page_of_another_site(door: str, cast: Cast) -> None:
    made = await sync_to_async(cast.experiment)("private")
    path = filled(door.removeprefix("socket "), await sync_to_async(named)(cast, RULES[door], made))
    for who in EVERYBODY:
        socket = socket_of(cast.browsers[who], made, path=path)
        assert await hears(socket) == (RULES[door].answer(who, "private") is Answer.IN), who
        await socket.close()
    for origin in FOREIGN:
        for who in (OWNER, TOKEN, TEACHER):
            assert not await socket_of(cast.browsers[who], made, origin, path).open(), (who, origin)


async def test_who_may_no_longer_read_is_closed_and_the_others_stay(cast: Cast) -> None:
    made = await sync_to_async(cast.experiment)("class")
    listening = {who: socket_of(cast.browsers[who], made) for who in (OWNER, TEACHER, MATE)}
    for socket in listening.values():
        assert await hears(socket)
    answer = await sync_to_async(cast.browsers[OWNER].patch)(
        f"/api/experiments/{made.public_id}/sharing", '{"visibility": "private"}', content_type="application/json"
    )
    assert answer.status_code == 200
    assert await code_of_close(listening.pop(MATE)) == 4404
    for socket in listening.values():
        await socket.say('{"after": 0}')
        assert (await socket.wire.receive_output(20))["type"] == "websocket.send"
        await socket.close()


async def code_of_close(socket: Socket) -> int:
    """How it ends, whatever it is still told before."""
    while (said := await socket.wire.receive_output(20))["type"] != "websocket.close":
        assert said["type"] == "websocket.send"
    return int(said["code"])
