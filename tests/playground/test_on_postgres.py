"""What the tests of queue, slices, control and API say of SQLite holds on PostgreSQL as well."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.running_server import ROOT, clean_environment

ALIKE = sorted(
    path
    for pattern in ("test_queue.py", "test_slices.py", "test_api*.py", "test_identity.py", "test_reaper.py")
    for path in Path(__file__).parent.glob(pattern)
)


@pytest.mark.timeout(300)
def test_everything_about_the_book_holds_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", *map(str, ALIKE), "-q", "--tb=short", "-p", "no:cacheprovider"]
    result = subprocess.run(
        [*command, "--ds=tests.postgres_settings"],
        cwd=ROOT,
        env=clean_environment(tmp_path, DESCENT_TEST_POSTGRES=postgres_url),
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout[-8000:] + result.stderr[-2000:]
    assert " passed" in result.stdout
