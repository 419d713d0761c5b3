"""Who is in a class, and under which nickname: one place per nickname, whoever comes at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connections

from playground import policy
from playground.models import CannotJoin, Classroom, Experiment, Membership, Owner, Role, Throttle, Visibility
from playground.models.classroom import new_code
from playground.models.membership import LETTERS
from playground.models.throttle import WINDOW
from tests.playground.experiments import make
from training.spec import Spec

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def classroom() -> Classroom:
    return Classroom.objects.found("Mathematics 12b", User.objects.create_user("noether"))


def test_codes_have_no_letters_that_look_alike() -> None:
    assert not set("01ILO") & set(LETTERS)
    made = {new_code() for _ in range(2000)}
    assert len(made) > 1990
    assert all(len(code) == 6 and set(code) <= set(LETTERS) for code in made)


def test_a_class_is_found_however_its_code_is_typed(classroom: Classroom) -> None:
    code = classroom.code
    for typed in (code, code.lower(), f" {code[:3]}-{code[3:]} ", f"{code[:3]} {code[3:]}"):
        assert Classroom.objects.by_code(typed) == classroom
    for wrong in ("", "\x00", code[:5], code + "A", "é" * 6, "x" * 10_000):
        assert Classroom.objects.by_code(wrong) is None


@pytest.mark.parametrize("nickname", ["ada", "ADA", "Ａda", "A\u200bda", "Ada\u00ad"])
def test_a_nickname_that_looks_taken_is_taken(nickname: str, classroom: Classroom) -> None:
    classroom.admit("Ada")
    before = Owner.objects.count()
    with pytest.raises(CannotJoin, match="has this nickname already"):
        classroom.admit(nickname)
    assert Owner.objects.count() == before


def test_of_fifty_who_join_with_one_nickname_at_once_one_is_in(classroom: Classroom) -> None:
    together, before = Barrier(50), Owner.objects.count()

    def join(_: int) -> bool:
        together.wait()
        try:
            classroom.admit("Ada")
        except CannotJoin:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(50) as pool:
        assert sum(pool.map(join, range(50))) == 1
    assert classroom.memberships.filter(nickname="Ada").count() == 1
    assert Owner.objects.count() == before + 1


def test_who_leaves_frees_the_nickname_and_keeps_the_experiments(classroom: Classroom) -> None:
    member, _ = classroom.admit("Ada")
    made = Experiment.objects.start(Spec(), member.owner, classroom=classroom)
    member.remove()
    other, _ = classroom.admit("Ada")
    assert other.owner != member.owner
    assert policy.role_in(member.owner, classroom) is None
    assert policy.may_read(member.owner, made)
    assert not policy.may_read(other.owner, made)
    classroom.admit("Ada again", member.owner)
    assert policy.role_in(member.owner, classroom) == Role.STUDENT


def test_a_full_class_takes_nobody(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.models.classroom.MOST_MEMBERS", 2)
    classroom.admit("Ada")
    with pytest.raises(CannotJoin, match="full"):
        classroom.admit("Emmy")


def test_places_are_prepared_all_or_none(classroom: Classroom) -> None:
    classroom.admit("Emmy")
    with pytest.raises(CannotJoin, match=r"^emmy: "):
        classroom.prepare(["Ada", "emmy", "Sofja"])
    assert classroom.memberships.count() == 2
    made = classroom.prepare(classroom.free_names(3, Role.STUDENT))
    assert [member.nickname for member, _ in made] == ["Student 1", "Student 2", "Student 3"]
    assert classroom.free_names(1, Role.STUDENT) == ["Student 4"]
    assert all(member.opens_with(code.lower().replace("-", " ")) for member, code in made)
    assert not made[0][0].opens_with(made[1][1])


def test_a_code_is_kept_nowhere_and_a_new_one_ends_the_old(classroom: Classroom) -> None:
    member, code = classroom.admit("Ada")
    token = member.owner.token
    assert code not in str(Membership.objects.values().get(pk=member.pk))
    new = member.renew_code()
    found = Membership.objects.get(pk=member.pk)
    assert found.opens_with(new)
    assert not found.opens_with(code)
    assert Owner.objects.by_token(token) is None


@pytest.mark.parametrize("text", ["", "-", "é", "\x00", "0" * 100_000])
def test_no_empty_code_opens_a_place(text: str, classroom: Classroom) -> None:
    teacher = classroom.memberships.get()
    assert teacher.return_code == ""
    assert not teacher.opens_with(text)
    assert not classroom.admit("Ada")[0].opens_with(text)


ROLES = (Role.TEACHER, Role.VIEWER, Role.STUDENT, None)
READERS = {
    Visibility.PRIVATE: {Role.TEACHER, Role.VIEWER},
    Visibility.CLASS: {Role.TEACHER, Role.VIEWER, Role.STUDENT},
    Visibility.LINK: set(ROLES),
}


@pytest.mark.parametrize("visibility", Visibility)
def test_who_reads_and_controls_what_in_a_class(visibility: Visibility, classroom: Classroom) -> None:
    author = classroom.admit("Ada")[0].owner
    made = Experiment.objects.start(Spec(), author, classroom=classroom)
    assert made.visibility == Visibility.PRIVATE
    made.visibility = visibility
    members = {role: classroom.admit(f"a {role}", role=role)[0].owner for role in (Role.VIEWER, Role.STUDENT)}
    people = {**members, Role.TEACHER: classroom.memberships.get(role=Role.TEACHER).owner, None: Owner()}
    people[None].save()
    for role in ROLES:
        asks = people[role]
        assert policy.role_in(asks, classroom) == role
        assert policy.may_read(asks, made) == (role in READERS[visibility])
        assert not policy.may_control(asks, made)
        assert not policy.may_control(asks, made, "run")
        assert policy.may_control(asks, made, "stop") == (role == Role.TEACHER)
        assert policy.may_control(asks, made, "pause") == (role == Role.TEACHER)
        assert policy.may_run_class(asks, classroom) == (role == Role.TEACHER)
        assert policy.may_see_wall(asks, classroom) == (role is not None)
    assert policy.may_read(None, made) == (visibility == Visibility.LINK)
    assert policy.may_read(author, made)
    assert policy.may_control(author, made, "run")


def test_what_the_teacher_shows_is_seen_by_the_class(classroom: Classroom) -> None:
    made = Experiment.objects.start(Spec(), classroom.admit("Ada")[0].owner, classroom=classroom)
    other = classroom.admit("Emmy")[0].owner
    for shown, seen in ((made, True), (None, False)):
        classroom.pin(shown)
        assert policy.may_read(other, Experiment.objects.get(pk=made.pk)) == seen


def test_outside_of_classes_the_link_is_enough() -> None:
    owner = Owner.objects.create()
    assert make(owner).visibility == Visibility.LINK
    assert policy.may_read(None, make(owner))


def test_a_private_experiment_stays_private_when_its_class_is_gone(classroom: Classroom) -> None:
    made = Experiment.objects.start(Spec(), classroom.admit("Ada")[0].owner, classroom=classroom)
    classroom.delete()
    found = Experiment.objects.get(pk=made.pk)
    assert found.classroom is None
    assert not policy.may_read(None, found)


def test_what_goes_wrong_too_often_has_to_wait() -> None:
    for _ in range(3):
        assert not Throttle.objects.exhausted("a door", 3)
        Throttle.objects.note("a door")
    assert Throttle.objects.exhausted("a door", 3)
    assert not Throttle.objects.exhausted("another door", 3)
    row = Throttle.objects.get()
    assert "door" not in row.key
    row.since -= WINDOW
    row.save()
    assert not Throttle.objects.exhausted("a door", 3)
    Throttle.objects.note("a door")
    assert Throttle.objects.get().count == 1
