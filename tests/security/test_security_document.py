"""docs/security.md names a test for every failure, and every test that it names is there."""

import re

from tests.running_server import ROOT

TEXT = (ROOT / "docs" / "security.md").read_text()
ROWS = re.findall(r"^\| ([\d, ]+) \|.*\| (.*) \|$", TEXT, re.MULTILINE)


def test_no_failure_is_left_out() -> None:
    assert sorted(int(number) for numbers, _ in ROWS for number in numbers.split(",")) == list(range(55, 86))


def test_every_test_that_is_named_is_there() -> None:
    for numbers, covered in ROWS:
        named = re.findall(r"[\w/]+\.py", covered)
        assert named or "make " in covered, numbers
        for name in named:
            assert (ROOT / "tests" / name).is_file(), (numbers, name)


def test_every_security_test_is_named() -> None:
    ours = {path.name for path in (ROOT / "tests" / "security").glob("test_*.py")} - {"test_security_document.py"}
    assert {name for name in ours if f"security/{name}" not in TEXT} == set()
