"""How often codes and passwords may be tried. Only what fails counts: a whole school may sit behind one address."""

from django.http import HttpRequest

from playground.models import Throttle

FROM_ONE_ADDRESS, ON_ONE_THING = 100, 20
PATIENCE = "That was wrong too often. Wait ten minutes, then try again."


class Attempts:
    """Attempts at one thing, such as the password of one teacher, and at all such things from one address."""

    def __init__(self, request: HttpRequest, kind: str, thing: str = "") -> None:
        address = request.META.get("REMOTE_ADDR", "")
        self._limits = {f"{kind} from {address}": FROM_ONE_ADDRESS}
        if thing:
            self._limits[f"{kind} of {thing} from {address}"] = ON_ONE_THING

    def exhausted(self) -> bool:
        """Whether it went wrong too often lately."""
        return any(Throttle.objects.exhausted(key, most) for key, most in self._limits.items())

    def note(self) -> None:
        """It went wrong."""
        for key in self._limits:
            Throttle.objects.note(key)
