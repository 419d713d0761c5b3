"""The compose file is valid, has all parts with their health checks, and holds no default password."""

import re
import subprocess
import sys
from typing import Any

import pytest
import yaml

from tests.running_server import ROOT

TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
LASTING = sorted(set(SERVICES) - {"migrate"})


def test_it_follows_the_schema_of_compose() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    result = subprocess.run([*command, ROOT / "docker-compose.yml"], capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def test_all_parts_are_there() -> None:
    assert set(SERVICES) == {"web", "worker", "worker-gpu", "validation", "reaper", "migrate", "redis", "postgres"}


@pytest.mark.parametrize("name", LASTING)
def test_every_lasting_part_is_watched_and_restarted(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", ["web", "worker", "worker-gpu", "validation", "reaper"])
def test_our_parts_wait_for_the_tables_and_share_one_book_and_one_bell(name: str) -> None:
    conditions = {other: need["condition"] for other, need in SERVICES[name]["depends_on"].items()}
    assert conditions == {
        "migrate": "service_completed_successfully",
        "postgres": "service_healthy",
        "redis": "service_healthy",
    }
    environment = SERVICES[name]["environment"]
    assert environment["DATABASE_URL"].endswith("@postgres:5432/descent")
    assert environment["REDIS_URL"].endswith("@redis:6379/0")


@pytest.mark.parametrize("name", ["web", "worker", "worker-gpu", "validation", "reaper"])
def test_each_part_and_its_health_check_are_commands_we_have(name: str) -> None:
    part = name.removesuffix("-gpu")
    assert SERVICES[name]["command"] == ["python", "manage.py", "serve", "--only", part]
    assert SERVICES[name]["healthcheck"]["test"] == ["CMD", "python", "manage.py", "healthy", part]


def test_the_gpu_worker_comes_only_when_asked_for_and_gets_a_gpu() -> None:
    gpu = SERVICES["worker-gpu"]
    assert gpu["profiles"] == ["gpu"]
    assert gpu["environment"]["DEVICE"] == "cuda"
    devices = gpu["deploy"]["resources"]["reservations"]["devices"]
    assert devices == [{"driver": "nvidia", "count": "all", "capabilities": ["gpu"]}]
    assert [name for name in SERVICES if name != "worker-gpu" and "profiles" in SERVICES[name]] == []


@pytest.mark.parametrize("name", ["worker", "worker-gpu"])
def test_nodes_can_be_scaled(name: str) -> None:
    """Nothing of them may exist only once: a name, an address, a folder on the host, or the name of the node."""
    assert not {"container_name", "hostname", "ports", "volumes"} & set(SERVICES[name])
    assert "NODE_NAME" not in SERVICES[name]["environment"]


def test_images_of_others_are_pinned() -> None:
    images = [service["image"] for service in SERVICES.values() if "build" not in service]
    stages = re.findall(r"^FROM (\S+)(?: AS (\S+))?", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    ours = {name for _, name in stages}
    images += [image for image, _ in stages if image not in ours]
    assert len(images) == 3
    for image in images:
        assert re.fullmatch(r"[a-z]+:\d+\.\d+(\.\d+)?-[a-z-]+", image), image


def test_redis_keeps_bells_and_throws_none_away() -> None:
    assert "--appendonly yes" in SERVICES["redis"]["command"]
    assert "--maxmemory-policy noeviction" in SERVICES["redis"]["command"]


def test_data_outlives_the_containers() -> None:
    assert SERVICES["redis"]["volumes"] == ["redis:/data"]
    assert SERVICES["postgres"]["volumes"] == ["postgres:/var/lib/postgresql/data"]
    assert set(COMPOSE["volumes"]) == {"redis", "postgres"}


def test_secrets_are_required_and_have_no_default() -> None:
    required = set(re.findall(r"\$\{(\w+):\?", TEXT))
    assert required == {"POSTGRES_PASSWORD", "REDIS_PASSWORD", "SECRET_KEY", "ALLOWED_HOSTS"}
    optional = set(re.findall(r"\$\{(\w+):-", TEXT))
    assert optional.isdisjoint(required)
    example = dict(
        line.split("=", 1) for line in (ROOT / ".env.example").read_text().splitlines() if re.match(r"\w+=", line)
    )
    # Without a token /metrics stays shut: it may be left empty.
    assert {name for name, value in example.items() if not value} == required | {"METRICS_TOKEN"}
    assert set(example) == required | optional


def test_only_the_web_server_can_be_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if service.get("ports")] == ["web"]
    assert SERVICES["web"]["ports"] == ["${BIND:-127.0.0.1}:${PORT:-8000}:8000"]
