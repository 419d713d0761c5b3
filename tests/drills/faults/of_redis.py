"""Redis dies, hangs, forgets, is full or throws away: it only carries bells."""

from random import Random

import redis
from celery import Celery

from playground import broker_address
from tests.drills.lesson import Lesson
from tests.drills.site import Site


def kill_redis(site: Site, lesson: Lesson, random: Random) -> None:
    """Row 5: gone, without anything on disk, until everybody has trained on without it."""
    site.kill_redis()
    try:
        lesson.wait_until_all_move()
    finally:
        site.start_redis()


def forget_everything(site: Site, lesson: Lesson, random: Random) -> None:
    """Row 6: FLUSHALL, again and again."""
    with _client(site) as client:
        for _ in range(3):
            client.flushall()
            lesson.wait_until_all_move()


def hang(site: Site, lesson: Lesson, random: Random) -> None:
    """Row 7: it takes connections and answers nothing, until everybody has trained on."""
    with site.frozen_redis():
        lesson.wait_until_all_move()


def be_full(site: Site, lesson: Lesson, random: Random) -> None:
    """Row 8: every write is refused, until everybody has trained on."""
    _with_memory(site, lesson, "noeviction")


def throw_away(site: Site, lesson: Lesson, random: Random) -> None:
    """Row 9: whatever it holds is thrown away at once, as an evicting policy does when memory is short."""
    _with_memory(site, lesson, "allkeys-lru")


def ring_ten_times(site: Site, lesson: Lesson, random: Random) -> None:
    """Rows 10 and 11: bells come in tens, from nobody who should ring."""
    app = Celery(broker=broker_address.for_celery(site.redis_own.url), set_as_current=False)
    with app.connection_for_write() as connection:
        for _ in range(10 * len(lesson.ids)):
            app.send_task("advance", queue="celery", connection=connection, ignore_result=True)
    app.close()


def _with_memory(site: Site, lesson: Lesson, policy: str) -> None:
    with _client(site) as client:
        client.config_set("maxmemory-policy", policy)
        client.config_set("maxmemory", "1")
        try:
            lesson.wait_until_all_move()
        finally:
            client.config_set("maxmemory", "256mb")
            client.config_set("maxmemory-policy", "noeviction")


def _client(site: Site) -> redis.Redis:
    return redis.Redis.from_url(site.redis_own.url, socket_timeout=5)
