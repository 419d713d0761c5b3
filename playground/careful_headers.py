"""What every answer tells the browser beyond Django's own headers, and which pages search engines may list."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

UNUSED = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi",
    "payment", "serial", "usb",
)  # fmt: skip
PERMISSIONS = ", ".join(f"{name}=()" for name in UNUSED)
LISTED = ("/surface", "/concepts/", "/docs/")
"""Besides the playground. All other addresses are somebody's own: whoever has the link may pass it on, a robot not."""


class CarefulHeaders:
    """Takes devices away that no page of ours asks for, and keeps capability links out of search engines."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer["Permissions-Policy"] = PERMISSIONS
        if request.path != "/" and not request.path.startswith(LISTED):
            answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer
