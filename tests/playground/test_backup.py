"""A backup is whole, nobody else can read it, and another machine goes on from it."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import ConnectionHandler, connections

from playground import backups, databases, work
from playground.models import Experiment, Owner
from tests.playground.experiments import events_of, make, take_short_turn
from tests.playground.experiments import train_to_the_end as to_the_end
from tests.running_server import ROOT, clean_environment
from tests.throwaway_postgres import programs

KEY = "x" * 40


class Machine:
    """A home folder and a database; its commands run in processes of their own, as those of another machine would."""

    def __init__(self, home: Path, url: str = "") -> None:
        home.mkdir()
        self.home, self.variables = home, {"DATABASE_URL": url} if url else {}
        self.database = databases.sqlite(home / "descent.sqlite3")
        if url:
            self.database = {**dj_database_url.parse(url), "OPTIONS": databases.POSTGRES_OPTIONS}

    def manage(self, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
        environment = clean_environment(self.home, **self.variables)
        environment["PATH"] = f"{programs()}:{os.environ['PATH']}"
        command = [sys.executable, ROOT / "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)

    def answer(self, *arguments: str | Path) -> str:
        result = self.manage(*arguments)
        assert result.returncode == 0, result.stderr
        return result.stdout

    def refusal(self, *arguments: str | Path) -> str:
        result = self.manage(*arguments)
        assert result.returncode == 1
        assert "Traceback" not in result.stderr
        return result.stderr

    def open(self) -> None:
        """Let this process work with its database."""
        connections["default"].close()
        connections["default"] = ConnectionHandler({"default": self.database})["default"]
        work._work.cache_clear()  # a process has one database, and writes its questions down in the words of that


@pytest.fixture
def away(django_db_blocker: Any, redis_url: str) -> Iterator[None]:
    """This process works with other databases than that of the tests."""
    with django_db_blocker.unblock():
        before = connections["default"]
        try:
            yield
        finally:
            connections["default"].close()
            connections["default"] = before
            work._work.cache_clear()


@pytest.fixture(params=["sqlite", "postgresql"])
def machines(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Machine, Machine]]:
    """One that is lost, and one that goes on."""
    if request.param == "sqlite":
        yield Machine(tmp_path / "old"), Machine(tmp_path / "new")
        return
    url = request.getfixturevalue("postgres_url")
    with psycopg.connect(url, autocommit=True) as server:
        for name in ("old", "new"):
            server.execute(f"CREATE DATABASE backup_{name}")
        base = url.rpartition("/")[0]
        yield Machine(tmp_path / "old", f"{base}/backup_old"), Machine(tmp_path / "new", f"{base}/backup_new")
        connections["default"].close()
        for name in ("old", "new"):
            server.execute(f"DROP DATABASE backup_{name} WITH (FORCE)")


@pytest.mark.usefixtures("away", "a_commit_an_epoch")
def test_another_machine_goes_on_from_a_backup(machines: tuple[Machine, Machine], tmp_path: Path) -> None:
    old, new = machines
    (old.home / "secret_key").write_text(KEY)
    old.answer("migrate", "--verbosity", "0")
    old.open()
    experiment = make(Owner.objects.create())
    take_short_turn()
    begun = events_of(experiment)
    told = old.answer("backup", tmp_path / "backups")
    to_the_end()
    straight_on = events_of(experiment)
    [folder] = (tmp_path / "backups").iterdir()
    assert told.startswith(f"{folder}: ")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert new.answer("restore", folder).startswith("Restored. Start the site")
    assert (new.home / "secret_key").read_text() == KEY
    new.answer("migrate", "--verbosity", "0")
    new.open()
    again = Experiment.objects.get()
    assert events_of(again) == begun
    assert len(begun) < len(straight_on)
    to_the_end()
    kept = ("run", "epoch", "type", "train_loss", "weights_sha256")
    pairs = zip(events_of(again), straight_on, strict=True)
    assert all(one.get(name) == other.get(name) for one, other in pairs for name in kept)
    assert "There is a database with tables already" in new.refusal("restore", folder)


@pytest.fixture
def site(away: None, tmp_path: Path, settings: Any) -> Machine:
    """A machine with a database in a file, which this process works with."""
    machine = Machine(tmp_path / "home")
    settings.DESCENT_HOME, settings.SECRET_KEY = machine.home, KEY
    (machine.home / "secret_key").write_text(KEY)
    machine.open()
    call_command("migrate", verbosity=0)
    return machine


def test_only_the_newest_are_kept_and_other_things_left_alone(site: Machine, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    for other in ("photos", "descent-notes"):
        (folder / other).mkdir(parents=True)
    for _ in range(4):
        call_command("backup", str(folder), "--keep", "2")
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 4
    assert {"photos", "descent-notes"} < set(names)


def test_a_key_of_the_environment_is_asked_for(
    site: Machine, tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SECRET_KEY = "y" * 40
    call_command("backup", str(tmp_path / "backups"))
    assert "SECRET_KEY comes from the environment" in capsys.readouterr().out
    [folder] = (tmp_path / "backups").iterdir()
    assert [path.name for path in folder.iterdir()] == ["descent.sqlite3"]


def test_what_cannot_be_done_is_said(site: Machine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("backup", str(tmp_path / "file"))
    with pytest.raises(CommandError, match="at least one"):
        call_command("backup", str(tmp_path), "--keep", "0")
    with pytest.raises(CommandError, match="the database of this machine is SQLite"):
        call_command("restore", str(tmp_path))


def test_a_damaged_database_makes_no_backup(tmp_path: Path) -> None:
    source = tmp_path / "descent.sqlite3"
    with sqlite3.connect(source) as writing:
        writing.execute("CREATE TABLE a (b TEXT)")
        writing.executemany("INSERT INTO a VALUES (?)", [("x" * 500,)] * 100)
    writing.close()
    data = bytearray(source.read_bytes())
    data[4096:8192] = bytes(4096)
    source.write_bytes(data)
    with pytest.raises(backups.Refused, match="damaged"):
        backups.copy_sqlite(source, tmp_path / "copy")


def test_without_the_programs_of_postgresql_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(backups.Refused, match="not installed"):
        backups.dump_postgres({"NAME": "descent"}, tmp_path / "none.dump")
