"""`manage.py teacher`: an account with a password that is printed once."""

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

pytestmark = pytest.mark.django_db


def password_of(capsys: pytest.CaptureFixture[str], name: str) -> str:
    call_command("teacher", name)
    return capsys.readouterr().out.splitlines()[0].rpartition(": ")[2]


def test_it_makes_a_teacher_and_gives_new_passwords(capsys: pytest.CaptureFixture[str]) -> None:
    first, second = (password_of(capsys, "noether") for _ in range(2))
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser) == (False, False)
    assert not Client().login(username="noether", password=first)
    assert Client().login(username="noether", password=second)


@pytest.mark.parametrize("name", ["", "a b", "a\nb", "x" * 151])
def test_it_refuses_names_that_cannot_be_typed(name: str) -> None:
    with pytest.raises(CommandError):
        call_command("teacher", name)
    assert not User.objects.exists()
