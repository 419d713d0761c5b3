"""Stores static files under hashed names and serves them from the web process."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLES = ("plotly/", "ninja/")
HASHED = re.compile(r"\.[0-9a-f]{12}\.[^/]+$")


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Adds a hash of the content to each name, also where one JavaScript module imports another."""

    support_js_module_import_aggregation = True
    # A worker is named by its address, not imported; it has a new name whenever its modules have.
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "*.js",
            (
                (
                    r"""(?P<matched>new URL\("(?P<url>\./[^"]*)", import\.meta\.url\))""",
                    """new URL("%(url)s", import.meta.url)""",
                ),
            ),
        ),
    )
    # A new name travels from module to module by one import a pass, so this is how deep modules may be nested.
    max_post_process_passes = 20

    def _post_process(self, paths: Any, adjustable_paths: Iterable[str], hashed_files: Any) -> Iterator[Any]:
        # Bundles of others import nothing; looking for imports in their megabytes, pass by pass, is most of the work.
        ours = [path for path in adjustable_paths if not path.startswith(BUNDLES)]
        for name, hashed_name, processed, changed in super()._post_process(paths, ours, hashed_files):
            yield name, hashed_name, processed, changed and name in ours

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Nobody asks for a large bundle by its name without the hash."""
        return super().compress_files(  # type: ignore[no-any-return]
            [path for path in paths if not path.startswith(BUNDLES) or HASHED.search(path)]
        )


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """Answers with the whole file at once: a stream of blocks cannot be sent by an asynchronous server."""

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:
        found = static_file.get_response(request.method, request.META)
        content = b""
        if found.file is not None:
            with found.file as file:
                content = file.read()
        response = HttpResponse(content, status=int(found.status))
        del response["Content-Type"]
        for name, value in found.headers:
            response[name] = value
        return response
