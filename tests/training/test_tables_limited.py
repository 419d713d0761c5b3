"""Reading tables in a process of its own: the same answers, and a sentence when a limit hits."""

import subprocess
import sys
import time

import pytest

from training.tables import TableError, inspect, inspect_in_subprocess, limited, parse, parse_in_subprocess

TEXT = "größe,kind\n" + "1.5,a\n2.5,b\n" * 6
SLOW = "x,y\n" + "\n" * 4_999_900
"""5 MB that take about two seconds."""


def limited_to(change: str) -> tuple[str, ...]:
    """The command that reads tables, with other limits."""
    return (sys.executable, "-c", f"import training.tables.__main__ as program; program.{change}; program.main()")


def test_the_answers_are_the_same_as_without_a_process() -> None:
    assert inspect_in_subprocess(TEXT) == inspect(TEXT)
    table, same = parse_in_subprocess(TEXT, "kind", title="Mine"), parse(TEXT, "kind", title="Mine")
    assert table.to_bytes() == same.to_bytes()
    table = parse_in_subprocess(TEXT.encode("utf-16"), "größe", task="regression", missing="mean")
    assert table.outline.target == "größe"


def test_problems_come_through_as_they_are() -> None:
    with pytest.raises(TableError) as caught:
        parse_in_subprocess(TEXT, "knd")
    assert caught.value.problems[0].loc == "target"
    assert "Did you mean" in caught.value.problems[0].msg


@pytest.mark.parametrize("target", ["--help", "-", "a\0b", "\ud800", "x" * 10_000, "$(id)", "'; ls"])
def test_no_name_of_a_target_does_any_harm(target: str) -> None:
    with pytest.raises(TableError, match=r"no (such )?column"):
        parse_in_subprocess(TEXT, target)


def test_unknown_options_are_refused_before_a_process_starts() -> None:
    with pytest.raises(TableError) as caught:
        parse_in_subprocess(TEXT, "kind", task="--help", missing="zero")  # type: ignore[arg-type]
    assert [problem.loc for problem in caught.value.problems] == ["task", "missing"]


def test_a_process_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "WALL_SECONDS", 0.1)
    started = time.monotonic()
    with pytest.raises(TableError, match="takes too long"):
        inspect_in_subprocess(SLOW)
    assert time.monotonic() - started < 2


def test_a_process_that_computes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "COMMAND", limited_to("PROCESSOR_SECONDS = 1"))
    with pytest.raises(TableError, match="too much time"):
        inspect_in_subprocess(SLOW)


def test_a_process_that_takes_too_much_memory_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "COMMAND", limited_to("MEMORY_BYTES = 1 << 20"))
    with pytest.raises(TableError, match="memory"):
        inspect_in_subprocess(SLOW)


def test_a_process_that_fails_otherwise_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(limited, "COMMAND", limited_to("inspect = None"))
    with pytest.raises(TableError, match="could not be read"):
        inspect_in_subprocess(TEXT)
    assert "NoneType" in caplog.text


def test_only_a_few_tables_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "WALL_SECONDS", 0.1)
    for _ in range(limited.AT_ONCE):
        limited._slots.acquire()
    with pytest.raises(TableError, match="Try again"):
        inspect_in_subprocess(TEXT)
    for _ in range(limited.AT_ONCE):
        limited._slots.release()


def test_the_largest_table_is_read_well_within_the_limits() -> None:
    columns = 20
    row = ",".join(f"{0.37 * number:.2f}" for number in range(columns))
    text = ",".join(f"c{number}" for number in range(columns)) + "\n" + f"{row}\n{row}1\n" * 23_000
    assert 4_500_000 < len(text) < 5_000_000
    started = time.monotonic()
    table = parse_in_subprocess(text, "c19")
    assert time.monotonic() - started < limited.WALL_SECONDS / 2
    assert table.samples.inputs.size == 46_000 * 19
    assert peak_kilobytes_of_parsing(text, "c19") < 512 * 1024


def peak_kilobytes_of_parsing(text: str, target: str) -> int:
    """Measured by a fresh interpreter: here the largest child may be one of another test."""
    script = (
        "import resource, sys; from training.tables import parse_in_subprocess as parse;"
        "parse(sys.stdin.read(), sys.argv[1]); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, target], input=text, capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def test_the_command_line_reads_a_table_too() -> None:
    command = [sys.executable, "-m", "training.tables", "parse", "--target=nothing"]
    done = subprocess.run(command, input=TEXT.encode(), capture_output=True, check=False)
    assert done.returncode == limited.REFUSED
    assert b"no column" in done.stderr
    assert done.stdout == b""
