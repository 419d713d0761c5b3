"""Stores static files under hashed names and serves them from the web process."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage


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
