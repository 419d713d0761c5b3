"""The pages of teachers: codes and cards, who is in the class, and that nobody else gets there."""

import re
from urllib.parse import parse_qs

import pytest
from django.contrib.auth.models import User

from playground.classes.attempts import ON_ONE_THING
from playground.classes.codes import card_link
from playground.models import Classroom, Experiment, Membership, Owner, Role
from tests.playground.classes import PASSWORD, Pupil, Teacher, Visiting, codes, own_code
from tests.playground.requests import problems, strict

pytestmark = pytest.mark.usefixtures("owner")


@pytest.fixture
def teacher() -> Teacher:
    return Teacher()


def test_a_reset_code_shuts_out_whoever_came_in_with_the_old_one(teacher: Teacher) -> None:
    thief = Pupil().joins(teacher.classroom, "Ada")
    made = thief.makes()
    member = Membership.objects.get(nickname="Ada")
    address = f"/classes/{teacher.classroom.code}/members/{member.pk}"
    new = own_code(teacher.send(address, wish="code"))
    problems(thief.get(f"experiments/{made}"), 404)
    ada = Pupil()
    ada.send(f"/join/{teacher.classroom.code}/return", nickname="Ada", code=new)
    assert strict(ada.get(f"experiments/{made}"))["mine"]


def test_a_teacher_prepares_places_and_prints_their_codes(teacher: Teacher) -> None:
    address = f"/classes/{teacher.classroom.code}"
    sheet = teacher.send(f"{address}/places", names="Ada\nEmmy\n\n", role="student")
    assert sheet["Cache-Control"].startswith("max-age=0")
    assert len(codes(sheet)) == 2
    assert len(codes(teacher.send(f"{address}/places", amount="30", role="student"))) == 30
    assert (
        Pupil().send(f"/join/{teacher.classroom.code}/return", nickname="Ada", code=codes(sheet)[0]).status_code == 302
    )
    assert len(set(codes(teacher.send(f"{address}/codes")))) == 32
    for wrong in (
        {},
        {"names": "Ada"},
        {"names": "x", "amount": "2"},
        {"amount": "301"},
        {"amount": "-1"},
        {"names": "…"},
    ):
        answer = teacher.send(f"{address}/places", role="student", **wrong)
        assert answer.status_code == 422
        assert b'role="alert"' in answer.content
    assert teacher.send(f"{address}/places", names="Ida", role="teacher").status_code == 422


def test_cards_and_lists_are_in_the_order_of_people(teacher: Teacher) -> None:
    address = f"/classes/{teacher.classroom.code}"
    made = teacher.send(f"{address}/places", amount="11", role="student")
    again = teacher.send(f"{address}/codes")
    order = [f"Student {number}" for number in range(1, 12)]
    for page in (made, again):
        assert re.findall(r'class="card-name">([^<]*)<', page.content.decode()) == order
    assert re.findall(r'scope="row">([^<]*)<', teacher.look(address).content.decode()) == order
    poster = teacher.look(f"{address}/poster")
    assert re.findall(r'<li id="member-[0-9]+">([^<]*)<', poster.content.decode()) == order
    assert "no-store" in poster["Cache-Control"]


def test_a_card_brings_nickname_and_code_along_where_no_server_sees_them() -> None:
    link = card_link("http://descent.example/join/ABC234", "Zoë & <Ada>", "AAAA-BBBB")
    address, _, behind = link.partition("#")
    assert address == "http://descent.example/join/ABC234"
    assert "+" not in behind
    assert parse_qs(behind) == {"nickname": ["Zoë & <Ada>"], "code": ["AAAA-BBBB"]}


def test_a_teacher_takes_a_password_of_one_s_own(teacher: Teacher) -> None:
    elsewhere, guesser = Visiting(), Visiting()
    for browser in (elsewhere, guesser):
        browser.send("/login", username="noether", password=PASSWORD)
    new = {"new_password1": "ideals in rings", "new_password2": "ideals in rings"}
    assert b"old_password_error" in teacher.send("/password", old_password="wrong", **new).content
    short = {"new_password1": "short", "new_password2": "short"}
    assert b"new_password2_error" in teacher.send("/password", old_password=PASSWORD, **short).content
    assert teacher.send("/password", old_password=PASSWORD, **new).headers["Location"] == "/classes/"
    assert teacher.look("/classes/").status_code == 200
    assert elsewhere.look("/classes/").status_code == 302
    assert Visiting().send("/login", username="noether", password="ideals in rings").status_code == 302
    assert Visiting().look("/password").headers["Location"].startswith("/login?")
    for _ in range(ON_ONE_THING):
        teacher.send("/password", old_password="wrong", **new)
    assert b"Wait ten minutes" in teacher.send("/password", old_password="ideals in rings", **new).content


def test_a_teacher_changes_members_and_the_code(teacher: Teacher) -> None:
    pupil = Pupil().joins(teacher.classroom, "Ada")
    member = Membership.objects.get(nickname="Ada")
    address, old = f"/classes/{teacher.classroom.code}/members/{member.pk}", teacher.classroom.code
    teacher.send(address, wish="viewer")
    assert Membership.objects.get(pk=member.pk).role == Role.VIEWER
    assert Experiment.objects.get(public_id=pupil.makes()).classroom is None
    teacher.send(address, wish="teacher")
    assert Membership.objects.get(pk=member.pk).role == Role.VIEWER
    teacher.send(address, wish="remove")
    assert Membership.objects.get(pk=member.pk).removed_at
    assert teacher.send(address, wish="student").status_code == 404
    teacher.send(f"/classes/{old}/code")
    assert teacher.look(f"/classes/{old}").status_code == 404
    assert Visiting().look(f"/join/{old}").status_code == 404


def test_a_page_says_once_what_was_done(teacher: Teacher) -> None:
    address = f"/classes/{teacher.classroom.code}"
    teacher.send(f"{address}/limits", epochs="50")
    assert b"Saved: the limits hold from now on" in teacher.look(address).content
    assert b"Saved" not in teacher.look(address).content


def test_pages_of_teachers_are_for_the_teacher_of_the_class(teacher: Teacher) -> None:
    pupil, other, stranger = Pupil().joins(teacher.classroom, "Ada"), Teacher("other"), Visiting()
    member = Membership.objects.get(nickname="Ada")
    address = f"/classes/{teacher.classroom.code}"
    for path in ("", "/poster"):
        assert teacher.look(address + path).status_code == 200
        assert other.look(address + path).status_code == 404
        for nobody in (pupil, stranger):
            assert nobody.look(address + path).headers["Location"].startswith("/login?")
    for path in ("/settings", "/code", "/places", "/codes", f"/members/{member.pk}"):
        assert other.send(address + path, title="x", wish="remove", amount="1", role="student").status_code == 404
        assert pupil.send(address + path, title="x", wish="remove").headers["Location"].startswith("/login?")
    found = Classroom.objects.get(pk=teacher.classroom.pk)
    assert (found.title, found.code) == (teacher.classroom.title, teacher.classroom.code)
    assert found.memberships.active().count() == 2


def test_wrong_passwords_end_at_some_time_at_both_doors(teacher: Teacher) -> None:
    User.objects.create_superuser("root", password=PASSWORD)
    guesser = Visiting()
    assert guesser.look("/admin/login/?next=/admin/").headers["Location"] == "/login?next=/admin/"
    for _ in range(ON_ONE_THING):
        assert b"Please enter a correct" in guesser.send("/login", username="noether", password="wrong").content
    assert b"Wait ten minutes" in guesser.send("/login", username="Noether", password=PASSWORD).content
    assert (
        guesser.send("/login", username="root", password=PASSWORD, next="//evil.example/").headers["Location"]
        == "/classes/"
    )


def test_a_teacher_is_only_who_logged_in(teacher: Teacher) -> None:
    impostor = Visiting()
    impostor.makes()
    session = impostor.client.session
    session["owner"] = Owner.objects.get(user=teacher.user).pk
    session.save()
    assert impostor.look(f"/classes/{teacher.classroom.code}").status_code == 302
    problems(impostor.get(f"experiments/{Pupil().joins(teacher.classroom, 'Ada').makes()}"), 404)
    teacher.send("/logout")
    assert teacher.look("/classes/").status_code == 302
