"""The pages of students: what they send, and what strangers and guessers get."""

import pytest
from django.test import Client

from playground.classes.attempts import FROM_ONE_ADDRESS, ON_ONE_THING
from playground.models import Classroom, Experiment, Membership, Role
from tests.playground.classes import Pupil, Teacher, Visiting, own_code
from tests.playground.requests import Visitor, problems, strict

pytestmark = pytest.mark.usefixtures("owner")


@pytest.fixture
def teacher() -> Teacher:
    return Teacher()


def test_a_student_joins_trains_and_comes_back_from_another_machine(teacher: Teacher) -> None:
    pupil = Pupil().joins(teacher.classroom, "Ada")
    made = pupil.makes()
    experiment = Experiment.objects.get(public_id=made)
    assert (experiment.classroom, experiment.visibility) == (teacher.classroom, "private")
    elsewhere = Pupil()
    address = f"/join/{teacher.classroom.code}/return"
    assert elsewhere.send(address, nickname="ADA", code=pupil.code.lower().replace("-", "")).status_code == 302
    assert strict(elsewhere.get(f"experiments/{made}"))["mine"]
    assert made in elsewhere.look(f"/join/{teacher.classroom.code}").content.decode()
    assert b"Ada" in elsewhere.look("/").content
    assert strict(pupil.get(f"experiments/{made}"))["mine"]


def test_a_wrong_code_opens_no_place_and_guessing_ends(teacher: Teacher) -> None:
    right = Pupil().joins(teacher.classroom, "Ada").code
    guesser, address = Pupil(), f"/join/{teacher.classroom.code}/return"
    for _ in range(ON_ONE_THING):
        answer = guesser.send(address, nickname="Ada", code="AAAA-AAAA")
        assert answer.status_code == 422
        assert b"do not belong together" in answer.content
    answer = guesser.send(address, nickname="Ada", code=right)
    assert b"Wait ten minutes" in answer.content
    assert b"do not belong together" in guesser.send(address, nickname="Nobody", code=right).content


def test_classes_are_not_found_by_trying_codes(teacher: Teacher) -> None:
    guesser = Visiting()
    for number in range(FROM_ONE_ADDRESS):
        assert guesser.look(f"/join/AAA{number}").status_code == 404
    assert guesser.look(f"/join/{teacher.classroom.code}").status_code == 429


def test_a_taken_or_unreadable_nickname_is_refused_at_its_field(teacher: Teacher) -> None:
    Pupil().joins(teacher.classroom, "Ada")
    address = f"/join/{teacher.classroom.code}"
    for nickname in ("ada", "", "   ", "…", "x" * 33, "\u202eadA", "a\x00b", "Z" + "\u0300" * 9):
        answer = Pupil().send(address, nickname=nickname)
        assert answer.status_code == 422, nickname
        assert b'class="field-problem" id="id_nickname_error"' in answer.content
    assert Membership.objects.count() == 2


@pytest.mark.parametrize("nickname", ["<b>Ada</b>", "\"'><script>", "Zoë", "李雷", "🦊", "O'Neill"])
def test_any_readable_nickname_is_shown_as_it_is(nickname: str, teacher: Teacher) -> None:
    pupil = Pupil().joins(teacher.classroom, nickname)
    page = pupil.look("/").content.decode()
    assert "<b>Ada" not in page
    assert "<script>" not in page
    assert Membership.objects.filter(nickname=nickname).exists()


def test_a_closed_class_takes_nobody_new_but_those_who_were_there(teacher: Teacher) -> None:
    code = Pupil().joins(teacher.classroom, "Ada").code
    teacher.send(f"/classes/{teacher.classroom.code}/settings", title="Closed")
    address = f"/join/{teacher.classroom.code}"
    assert b"takes no new students" in Pupil().send(address, nickname="Emmy").content
    assert Pupil().send(f"{address}/return", nickname="Ada", code=code).status_code == 302


def test_joining_twice_is_joining_once(teacher: Teacher) -> None:
    pupil = Pupil().joins(teacher.classroom, "Ada")
    pupil.send(f"/join/{teacher.classroom.code}", nickname="Emmy")
    assert teacher.classroom.memberships.filter(role=Role.STUDENT).count() == 1


def test_what_a_guest_made_before_joining_stays_as_it_was(teacher: Teacher) -> None:
    pupil = Pupil()
    made = pupil.makes()
    pupil.joins(teacher.classroom, "Ada")
    assert strict(pupil.get(f"experiments/{made}"))["mine"]
    assert strict(Visitor().get(f"experiments/{made}"))["sharing"]["visibility"] == "link"


def test_whoever_joins_or_comes_back_gets_a_new_session(teacher: Teacher) -> None:
    pupil = Pupil()
    pupil.makes()
    before = pupil.client.cookies["sessionid"].value
    pupil.joins(teacher.classroom, "Ada")
    assert pupil.client.cookies["sessionid"].value != before
    assert Client(headers={"Cookie": f"sessionid={before}"}).get(f"/join/{teacher.classroom.code}").status_code == 200


def test_on_a_shared_computer_the_session_ends_with_the_browser(teacher: Teacher) -> None:
    pupil, other = Pupil().joins(teacher.classroom, "Ada"), Pupil()
    other.send(f"/join/{teacher.classroom.code}", nickname="Emmy", shared="on")
    assert pupil.client.cookies["sessionid"]["max-age"]
    assert not other.client.cookies["sessionid"]["max-age"]


def test_leaving_forgetting_and_entering(teacher: Teacher) -> None:
    pupil, address = Pupil().joins(teacher.classroom, "Ada"), f"/join/{teacher.classroom.code}"
    new = own_code(pupil.send(f"{address}/code"))
    assert new != pupil.code
    assert pupil.send(f"{address}/enter").status_code == 302
    pupil.send(f"{address}/forget")
    assert b"Hello" not in pupil.look(address).content
    assert pupil.send(f"{address}/enter").status_code == 404
    pupil.send(f"{address}/return", nickname="Ada", code=new)
    pupil.send(f"{address}/leave")
    assert Experiment.objects.get(public_id=pupil.makes()).classroom is None
    assert not teacher.classroom.memberships.active().filter(nickname="Ada").exists()


def test_whoever_was_taken_out_is_told_so_on_every_page(teacher: Teacher) -> None:
    pupil, address = Pupil().joins(teacher.classroom, "Ada"), f"/join/{teacher.classroom.code}"
    member = Membership.objects.get(nickname="Ada")
    told, door = b"is in Mathematics 12b no more", b'href="/join"'
    assert door not in pupil.look("/").content.split(b"<main")[0]
    new = own_code(teacher.send(f"/classes/{teacher.classroom.code}/members/{member.pk}", wish="code"))
    assert told in pupil.look(address).content
    pupil.send(f"{address}/return", nickname="Ada", code=new)
    assert told not in pupil.look(address).content
    teacher.send(f"/classes/{teacher.classroom.code}/members/{member.pk}", wish="remove")
    assert told in pupil.look(address).content
    assert door in pupil.look("/").content.split(b"<main")[0]
    assert told not in Visiting().look(address).content


def test_forms_need_the_token_of_the_page(teacher: Teacher) -> None:
    for address in (f"/join/{teacher.classroom.code}", "/login", "/logout", "/classes/"):
        answer = teacher.client.post(address, {"nickname": "Ada", "title": "x"})
        assert answer.status_code == 403
        assert b"out of date" in answer.content
    assert Classroom.objects.count() == 1


def test_without_guests_only_classes_train(teacher: Teacher, settings: pytest.FixtureRequest) -> None:
    settings.GUESTS = False  # type: ignore[attr-defined]
    made = Experiment.objects.count()
    for guest in (Visitor(), Visiting()):
        for route in ("experiments", "range-test"):
            [(_, sentence)] = problems(guest.post(route, {"spec": {}} if route == "range-test" else {}), 403)
            assert sentence == "Guests cannot train on this server: join your class with its code, at /join."
    assert Experiment.objects.count() == made
    assert b'href="/join"' in Visiting().look("/").content.split(b"<main")[0]
    pupil = Pupil().joins(teacher.classroom, "Ada")
    pupil.makes()
    teacher.makes()
    Membership.objects.get(nickname="Ada").remove()
    problems(pupil.post("experiments", {}), 403)
