"""`make audit` finds an open advisory, and never calls safe what it could not ask about."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.running_server import ROOT, free_port
from tests.security.audit import PINNED, pinned

ADVISORY = {
    "id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "summary": "Lets strangers in.",
    "affected": [{"package": {"name": "django", "ecosystem": "PyPI"},
                  "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.1"}]}]}],
}  # fmt: skip


@contextmanager
def database(known: dict[str, list[object]]) -> Iterator[str]:
    """One that speaks as api.osv.dev does, and knows these advisories by package."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            found = known.get(asked["package"]["name"], [])
            body = json.dumps({"vulns": found} if found else {}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()


TAKEN_BACK = {**ADVISORY, "id": "PYSEC-2026-2", "withdrawn": "2026-02-01T00:00:00Z"}


def audit(url: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tests.security.audit"]
    environment = {**os.environ, "OSV_URL": url, "NO_PROXY": "*"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_an_open_advisory_fails_and_is_named() -> None:
    with database({"django": [ADVISORY, TAKEN_BACK]}) as url:
        found = audit(url)
    assert found.returncode == 1, found.stderr
    assert "PYSEC-2026-1, CVE-2026-1, fixed in 99.1" in found.stdout
    assert "1 open advisory." in found.stdout
    assert TAKEN_BACK["id"] not in found.stdout


def test_every_pinned_package_is_asked_about() -> None:
    with database({}) as url:
        found = audit(url)
    assert found.returncode == 0, found.stderr
    assert found.stdout.strip() == f"{len(pinned())} packages audited, 0 open advisories."


def test_without_the_database_nothing_is_called_safe() -> None:
    found = audit(f"http://127.0.0.1:{free_port()}/v1/query")
    assert found.returncode == 2
    assert found.stderr.startswith("NOT AUDITED: ")
    assert "audited, " not in found.stdout


def test_half_an_answer_is_none() -> None:
    with database({"django": ["no advisory"]}) as url:
        assert audit(url).returncode == 2


def test_every_line_of_every_lock_file_is_a_package_that_is_asked_about() -> None:
    for path in sorted(ROOT.glob("requirements*.lock")):
        lines = [line for line in path.read_text().splitlines() if line.strip() and not line.startswith(("#", "--"))]
        assert lines
        for line in lines:
            assert PINNED.match(line), (path.name, line)
