"""What the tests of queue, slices, control and API say of SQLite holds on PostgreSQL as well."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.running_server import ROOT, clean_environment

API = ("api_experiments", "api_results", "api_control", "api_access", "api_specs", "datasets_api")
BOOK = (
    "queue",
    "line",
    "quotas",
    "storage_quota",
    "retention",
    "slices",
    "rounds",
    "envelope",
    "stop_one_run",
    "several_runs",
    "separate_validation_faults",
    "measurements",
    "daylight_saving",
)
NAMES = (*BOOK, "weights", "api_weights", *API)
ALIKE = [f"tests/playground/test_{name}.py" for name in NAMES]
CHOSEN = "queue or slices or data_set or surrogate or not_found or downloaded or live_settings or hostile or kept_table"
CHOSEN += " or measurements or validator or late_worker or typed_weights or pictures_of_the_epochs or beyond_the_end"
CHOSEN += " or many_short_turns or two_workers or its_row_says or chosen_run or rests_ends or daylight"
CHOSEN += " or workers_serve or all_serve_her or crowds or missing_in_the_line or fifty_requests or so_many_train"
CHOSEN += " or last_bytes or has_ended_counts or stopped_in_the_middle or is_deleted or may_need_stays"
"""Of separate validation who holds what; of the API strange texts, and JSON that databases store in their own form."""


@pytest.mark.timeout(600)
def test_everything_about_the_book_holds_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", *ALIKE, "-k", CHOSEN, "-q", "--tb=short", "-p", "no:cacheprovider"]
    result = subprocess.run(
        [*command, "--ds=tests.postgres_settings"],
        cwd=ROOT,
        env=clean_environment(tmp_path, DESCENT_TEST_POSTGRES=postgres_url),
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout[-8000:] + result.stderr[-2000:]
    assert " passed" in result.stdout
