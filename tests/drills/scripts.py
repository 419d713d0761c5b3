"""All drills by name: which site, which faults. `make drill` runs them for long, the tests a little of them."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random

from tests.drills.drill import Report, Stage, deal, on_postgres, on_sqlite, strike
from tests.drills.faults import Fault, of_databases, of_redis, of_workers
from tests.drills.inside import die_at_every_step, forget_memory, suffer_poison
from tests.drills.on_the_line import be_hard_clients, block_sockets, mangle_frames
from tests.drills.restoring import restore
from tests.drills.upgrading import upgrade

Drill = Callable[[Path, str, int], Report]

WORKERS: Sequence[Fault] = (
    of_workers.kill_a_training_process,
    of_workers.kill_the_whole_worker,
    of_workers.freeze_past_the_lease,
    of_workers.send_the_worker_away,
    of_workers.kill_the_reaper,
    of_workers.kill_the_web_server,
    of_workers.run_two_more_reapers,
    of_workers.click_wildly,
)
REDIS: Sequence[Fault] = (
    of_redis.kill_redis,
    of_redis.forget_everything,
    of_redis.hang,
    of_redis.be_full,
    of_redis.throw_away,
    of_redis.ring_ten_times,
)
SQLITE: Sequence[Fault] = (
    of_databases.lock_it,
    of_databases.damage_the_newest_checkpoints,
    of_databases.set_its_clock_back,
    of_databases.fill_the_disk,
)
POSTGRES: Sequence[Fault] = (
    of_databases.crash,
    of_databases.cut_all_connections,
    of_databases.take_all_connections,
    of_databases.lock_it,
    of_databases.damage_the_newest_checkpoints,
    of_databases.set_its_clock_back,
    of_workers.kill_a_training_process,
    of_workers.freeze_past_the_lease,
)
WRONG_CLOCKS = {"DRILL_CLOCKS": '{"celery": 90, "uvicorn": -86400}'}
INJECTED = str(Path(__file__).parent / "injected")


def of_faults(name: str, stage: Stage, faults: Sequence[Fault], home: Path, seed: str, rounds: int) -> Report:
    """Every fault once a round, in an order dealt from the seed."""
    report, random = Report(name, seed), Random(f"{name} {seed}")
    with stage(home) as site:
        for dealt in deal(faults, random, rounds):
            strike(site, dealt, random, report)
        report.figures["database_mb"] = site.book.megabytes()
    return report


def _wrong_clocks(home: Path, seed: str, rounds: int) -> Report:
    stage = partial(on_sqlite, PYTHONPATH=INJECTED, **WRONG_CLOCKS)
    faults = (of_workers.kill_a_training_process, of_workers.freeze_past_the_lease, of_redis.ring_ten_times)
    return of_faults("clocks", stage, faults, home, seed, rounds)


DRILLS: dict[str, Drill] = {
    "workers": partial(of_faults, "workers", on_sqlite, WORKERS),
    "redis": partial(of_faults, "redis", on_sqlite, REDIS),
    "sqlite": partial(of_faults, "sqlite", on_sqlite, SQLITE),
    "postgres": partial(of_faults, "postgres", on_postgres, POSTGRES),
    "everything": partial(of_faults, "everything", on_sqlite, (*WORKERS, *REDIS, *SQLITE)),
    "clocks": _wrong_clocks,
    "steps": die_at_every_step,
    "poison": suffer_poison,
    "memory": forget_memory,
    "frames": mangle_frames,
    "polling": block_sockets,
    "clients": be_hard_clients,
    "restore": restore,
    "upgrade": upgrade,
}
