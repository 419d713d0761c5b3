"""Runs every test("…") of the *.test.js files in the real browser, each under its own name."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

FILES = sorted(Path(__file__).parent.glob("*.test.js"))
TESTS = [
    (file.name, name) for file in FILES for name in re.findall(r'^test\("([^"]+)"', file.read_text(), re.MULTILINE)
]


@pytest.mark.parametrize(("file", "name"), TESTS, ids=[f"{file[:-8]}: {name}" for file, name in TESTS])
def test_module(module_page: Page, file: str, name: str) -> None:
    problem = module_page.evaluate(
        """async ([file, name]) => {
            const { runTest } = await import('/tests/js/check.js');
            await import(`/tests/js/${file}`);
            try { await runTest(name); return null; } catch (error) { return String(error.stack || error); }
        }""",
        [file, name],
    )
    assert problem is None, problem


def test_every_file_has_tests() -> None:
    assert {file for file, _ in TESTS} == {file.name for file in FILES}
    assert len(TESTS) == len(set(TESTS))
