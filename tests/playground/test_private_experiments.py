"""What is private is hidden at every door: pages, API, sockets; and what is no longer shared is hidden at once."""

import pytest
from channels.db import database_sync_to_async

from playground.models import Experiment, Membership
from tests.playground.classes import Pupil, Teacher, Visiting
from tests.playground.experiments import train_to_the_end
from tests.playground.requests import Visitor, problems, routes, strict
from tests.playground.sockets import Socket

pytestmark = pytest.mark.usefixtures("owner")
PAGES = ("", "/embed", "/preview.png")


class Cast:
    """A class with the author of an experiment, somebody else in it, and people outside."""

    def __init__(self) -> None:
        self.teacher = Teacher()
        classroom = self.teacher.classroom
        self.author, self.classmate = (Pupil().joins(classroom, name) for name in ("Ada", "Emmy"))
        self.stranger, self.program = Visiting(), Visitor()
        self.other_teacher = Teacher("other")
        self.program.makes()
        self.made = self.author.makes(data={"samples": 60}, stopping={"epochs": 12})
        self.others = (self.classmate, self.stranger, self.program, self.other_teacher)

    def share(self, **wish: object) -> None:
        assert self.author.patch(f"experiments/{self.made}/sharing", wish).status_code == 200


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return Cast()


def test_a_private_experiment_is_not_found_by_others_on_any_route(cast: Cast) -> None:
    train_to_the_end()
    addressed = [each for each in routes() if "/experiments/{public_id}" in each[1]]
    assert len(addressed) >= 20
    for method, path in addressed:
        address = path.removeprefix("/api/").replace("{public_id}", cast.made).replace("{form}", "csv")
        address += {"/clips": "?split=train", "/networks": "?runs=1"}.get(address[address.rfind("/") :], "")
        bodies = {"/control": {"desired": "stop"}}
        body = bodies.get(address[address.rfind("/") :], {})
        for other in cast.others:
            answer = other.get(address) if method == "get" else getattr(other, method)(address, body)
            problems(answer, 404)


def test_its_pages_and_pictures_are_not_found_either(cast: Cast) -> None:
    for path in PAGES:
        for other in cast.others:
            assert other.client.get(f"/e/{cast.made}{path}").status_code == 404
        for reader in (cast.author, cast.teacher):
            assert reader.client.get(f"/e/{cast.made}{path}").status_code == 200
    assert "private" in cast.author.client.get(f"/e/{cast.made}/preview.png")["Cache-Control"]


def test_shared_with_the_class_by_link_and_not_any_more(cast: Cast) -> None:
    address = f"experiments/{cast.made}"
    seen = {"private": (), "class": (cast.classmate,), "link": cast.others}
    for visibility in ("class", "link", "private"):
        cast.share(visibility=visibility)
        for other in cast.others:
            assert (other.get(address).status_code == 200) == (other in seen[visibility]), (visibility, other)


def test_it_is_shown_with_the_nickname_or_without(cast: Cast) -> None:
    cast.share(visibility="link")
    address = f"experiments/{cast.made}"
    for visitor in (cast.stranger, cast.classmate, cast.teacher, cast.author):
        assert strict(visitor.get(address))["sharing"]["author"] == "Ada"
    cast.share(anonymous=True)
    assert strict(cast.stranger.get(address))["sharing"] == {
        "visibility": "link", "anonymous": True, "classroom": None, "author": None,
    }  # fmt: skip
    assert strict(cast.classmate.get(address))["sharing"]["author"] is None
    assert strict(cast.teacher.get(address))["sharing"]["author"] == "Ada"


def test_only_its_owner_shares_it(cast: Cast) -> None:
    cast.share(visibility="link")
    for other in (*cast.others, cast.teacher):
        problems(other.patch(f"experiments/{cast.made}/sharing", {"visibility": "private"}), 403)
    for wrong in ({"visibility": "all"}, {"owner": 1}, {"anonymous": "x"}, {"classroom": None}, {"access": 0}):
        problems(cast.author.patch(f"experiments/{cast.made}/sharing", wrong), 422)
    outside = cast.stranger.makes()
    [(loc, _)] = problems(cast.stranger.patch(f"experiments/{outside}/sharing", {"visibility": "class"}), 422)
    assert loc == "visibility"
    cast.stranger.patch(f"experiments/{outside}/sharing", {"visibility": "private"})
    problems(cast.author.get(f"experiments/{outside}"), 404)


def test_a_teacher_stops_and_pauses_but_does_nothing_else(cast: Cast) -> None:
    address = f"experiments/{cast.made}"
    assert not strict(cast.teacher.get(address))["mine"]
    assert cast.teacher.post(f"{address}/control", {"desired": "pause"}).status_code == 200
    problems(cast.teacher.post(f"{address}/control", {"desired": "run"}), 403)
    problems(cast.teacher.post(f"{address}/changes", {"set": {"optimizer.learning_rate": 0.1}}), 403)
    problems(cast.teacher.patch(address, {"title": "x"}), 403)
    problems(cast.teacher.post(f"{address}/test"), 403)
    assert cast.teacher.post(f"{address}/control", {"desired": "stop"}).status_code == 200


def test_a_copy_belongs_to_the_class_of_whoever_made_it_and_names_no_hidden_parent(cast: Cast) -> None:
    cast.share(visibility="class")
    train_to_the_end()
    routes = (("fork", {"set": {}}), ("again", {}), ("branch", {"epoch": 3, "set": {}}))
    for route, body in routes:
        copy = strict(cast.classmate.post(f"experiments/{cast.made}/{route}", body))["id"]
        found = Experiment.objects.get(public_id=copy)
        assert (found.classroom, found.visibility) == (cast.teacher.classroom, "private")
        assert strict(cast.classmate.get(f"experiments/{copy}"))["parent"] == cast.made
    cast.share(visibility="private")
    assert strict(cast.classmate.get(f"experiments/{copy}"))["parent"] is None


def test_a_program_of_a_student_trains_in_the_class(cast: Cast) -> None:
    token = strict(cast.author.post("experiments", {}))["token"]
    made = Experiment.objects.get(public_id=Visitor(token).makes())
    assert (made.classroom, made.visibility) == (cast.teacher.classroom, "private")


async def book(work: object, *arguments: object, **named: object) -> object:
    return await database_sync_to_async(work)(*arguments, **named)  # type: ignore[arg-type]


def cookies(browser: Visitor) -> bytes:
    return "; ".join(f"{name}={each.value}" for name, each in browser.client.cookies.items()).encode()


async def closed(socket: Socket) -> int:
    """The code with which it is closed; frames before that are read."""
    while (sent := await socket.wire.receive_output(10))["type"] != "websocket.close":
        assert sent["type"] == "websocket.send"
    return int(sent["code"])


async def test_a_socket_is_for_readers_and_closes_when_one_is_none_any_more() -> None:
    cast: Cast = await book(Cast)  # type: ignore[assignment]
    for other in cast.others:
        refused = Socket(cast.made, cookie=cookies(other))
        assert await refused.open()
        assert await closed(refused) == 4404
    mine, teacher = (Socket(cast.made, cookie=cookies(each)) for each in (cast.author, cast.teacher))
    for socket in (mine, teacher):
        assert await socket.open()
        assert (await socket.take())["status"]["state"] == "waiting"
    await book(cast.share, visibility="class")
    classmate = Socket(cast.made, cookie=cookies(cast.classmate))
    assert await classmate.open()
    await classmate.take()
    await book(lambda: Membership.objects.get(nickname="Emmy").remove())
    assert await closed(classmate) == 4404
    await book(cast.share, visibility="link")
    guest = Socket(cast.made)
    assert await guest.open()
    await guest.take()
    await book(cast.share, visibility="private")
    assert await closed(guest) == 4404
    for socket in (mine, teacher):
        await socket.say('{"after": 0}')
        await socket.take()
        await socket.close()
