"""A short piece of `make drill`: faults dealt from a seed, and everything that has to be true afterwards."""

from pathlib import Path
from random import Random

import pytest

from tests.drills.drill import Report, on_postgres, strike
from tests.drills.faults import of_databases, of_redis, of_workers
from tests.drills.proxy import drawn, mangling
from tests.drills.site import Site

SEED = "1"


@pytest.mark.timeout(1800)
def test_on_sqlite_nothing_is_lost_doubled_or_different(site: Site) -> None:
    faults = (
        of_databases.damage_the_newest_checkpoints,
        of_redis.forget_everything,
        of_redis.be_full,
        of_databases.fill_the_disk,
        of_workers.click_wildly,
        of_databases.lock_it,
    )
    report, random = Report("short", SEED), Random(SEED)
    with mangling(site.url, drawn(random)) as (address, mangler):
        strike(site, random.sample(faults, len(faults)), random, report, size=3, address=address)
    report.faults |= {f"frames {what}": times for what, times in mangler.done.items()}
    print(f"\n{report.line()}")
    assert report.found.clean, report.found.wrong
    assert mangler.done["lost"] + mangler.done["doubled"] + mangler.done["swapped"] > 0


@pytest.mark.timeout(1800)
def test_on_postgres_nothing_is_lost_doubled_or_different(tmp_path: Path) -> None:
    faults = (of_databases.crash, of_databases.take_all_connections, of_workers.freeze_past_the_lease)
    report, random = Report("short, postgres", SEED), Random(SEED)
    with on_postgres(tmp_path) as site:
        strike(site, random.sample(faults, len(faults)), random, report, size=2)
    print(f"\n{report.line()}")
    assert report.found.clean, report.found.wrong
