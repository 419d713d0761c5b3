"""What the running server lets in and what it sends along, seen from outside."""

import gzip
import re
import socket
import urllib.error
import urllib.request
from http.client import HTTPResponse
from urllib.parse import urljoin

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from playground.body_limit import MOST_BYTES
from tests.running_server import RunningServer


def get(url: str, **headers: str) -> HTTPResponse:
    response: HTTPResponse = urllib.request.urlopen(urllib.request.Request(url, headers=headers))
    return response


@pytest.fixture(scope="module")
def page(server: RunningServer) -> tuple[HTTPResponse, str]:
    with get(server.url) as response:
        return response, response.read().decode()


def test_pages_forbid_everything_from_elsewhere(page: tuple[HTTPResponse, str]) -> None:
    policy = page[0].headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert directives["connect-src"] == "'self'"
    assert directives["img-src"] == "'self' data: blob:"
    for name in ("object-src", "base-uri", "frame-ancestors"):
        assert directives[name] == "'none'"


def test_pages_carry_the_other_headers_of_care(page: tuple[HTTPResponse, str]) -> None:
    headers = page[0].headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Server"] is None


def test_scripts_have_hashed_names_down_to_their_imports(server: RunningServer, page: tuple[HTTPResponse, str]) -> None:
    entries = re.findall(r'<script[^>]*type="module"[^>]*src="([^"]+)"', page[1])
    assert entries
    for entry in entries:
        assert re.search(r"\.[0-9a-f]{12}\.js$", entry)
        with get(f"{server.url}{entry}") as response:
            assert "immutable" in response.headers["Cache-Control"]
            imported = re.findall(r"""\bfrom\s*["'](\.[^"']+)["']""", response.read().decode())
        for module in imported:
            assert re.search(r"\.[0-9a-f]{12}\.js$", module), f"{entry} imports {module}"


def test_workers_have_hashed_names_too(server: RunningServer, page: tuple[HTTPResponse, str]) -> None:
    waiting = [f"{server.url}{entry}" for entry in re.findall(r'type="module"[^>]*src="([^"]+)"', page[1])]
    modules, workers = set(), set()
    while waiting:
        url = waiting.pop()
        if url in modules:
            continue
        modules.add(url)
        with get(url) as response:
            source = response.read().decode()
        started = {urljoin(url, name) for name in re.findall(r"""new URL\("([^"]+)", import\.meta\.url\)""", source)}
        workers |= started
        waiting += [urljoin(url, name) for name in re.findall(r"""\bfrom\s*["'](\.[^"']+)["']""", source)]
        waiting += started
    assert any("maps-worker" in worker for worker in workers)
    assert [url for url in modules if not re.search(r"\.[0-9a-f]{12}\.js$", url)] == []


def test_plotly_comes_from_the_installed_package_and_compressed(
    server: RunningServer, page: tuple[HTTPResponse, str]
) -> None:
    [address] = re.findall(r'data-plotly="([^"]+)"', page[1])
    with get(f"{server.url}{address}", **{"Accept-Encoding": "gzip"}) as response:
        assert response.headers["Content-Encoding"] == "gzip"
        packed = response.read()
    assert b"plotly.js v" in gzip.decompress(packed)[:200]
    assert len(packed) < 2_000_000


def test_a_host_that_is_not_ours_is_refused(server: RunningServer) -> None:
    with pytest.raises(urllib.error.HTTPError, match="400"):
        get(server.url, Host="evil.example")


@pytest.mark.parametrize("origin", [None, "http://evil.example", "http://127.0.0.1:1"])
def test_sockets_from_other_pages_are_refused(origin: str | None, server: RunningServer) -> None:
    address = server.url.replace("http", "ws") + "/ws/experiments/x"
    with pytest.raises(InvalidStatus, match="403"), connect(address, origin=origin):
        pass


def test_a_socket_at_an_unknown_address_is_refused(server: RunningServer) -> None:
    address = server.url.replace("http", "ws") + "/ws/nothing"
    with pytest.raises(InvalidStatus, match="403"), connect(address, origin=server.url):
        pass


def test_a_request_that_announces_too_much_is_refused(server: RunningServer) -> None:
    assert answer_to(server, f"Content-Length: {MOST_BYTES + 1}", b"").startswith("HTTP/1.1 413 ")


def test_a_request_that_sends_too_much_unannounced_is_refused(server: RunningServer) -> None:
    chunk = b"%x\r\n%s\r\n" % (1024 * 1024, b"x" * 1024 * 1024)
    answer = answer_to(server, "Transfer-Encoding: chunked", chunk * 9)
    assert answer.startswith("HTTP/1.1 413 ")
    assert '{"problems": [{"loc": "", "msg": "This is larger than the 8 MB that fit into one request."}]}' in answer


def answer_to(server: RunningServer, length: str, body: bytes) -> str:
    """What the server says to a request that ordinary clients would not send."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        head = f"POST /api/experiments HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{length}\r\n\r\n"
        connection.sendall(head.encode() + body)
        answer = b""
        while not answer.endswith(b"}"):
            received = connection.recv(65536)
            if not received:
                break
            answer += received
    return answer.decode()
