"""What a row of the wall says: the state of a student's experiment, whether help is needed, and a sentence."""

from typing import Any

from playground.models import Desired, State
from playground.place import Place, within
from playground.wall.places import Head

POISON = 2
"""Claims without a commit after which something is wrong."""
NOBODY = {"cuda": "It waits for a GPU, and none is there", "cpu": "It waits for a processor, and none is there"}
ENDINGS = {
    "epochs": "Finished: {epoch} epochs.",
    "stopped early": "Stopped early in epoch {epoch}.",
    "threshold": "Reached its threshold in epoch {epoch}.",
    "stopped by user": "Stopped by hand after epoch {epoch}.",
    "diverged": "Diverged in epoch {epoch}: the steps were too large.",
}


def state_of(head: Head, runs: dict[str, Any], workers: int, place: Place | None) -> tuple[str, str | None, str]:
    """State, help and sentence. Help is None, or why somebody should look: failed, diverged, stuck or late."""
    if not runs["waiting"] + runs["paused"] + runs["running"]:
        return _ended(runs)
    if head.desired == Desired.PAUSE and not runs["running"]:
        return State.PAUSED, None, _paused(runs)
    if not workers:
        return (
            State.WAITING,
            "stuck",
            f"{NOBODY.get(head.device, 'No worker is running')}. It goes on as soon as one is.",
        )
    if head.attempts >= POISON:
        return State.RUNNING, "stuck", "Its worker ended without a word. It is tried again."
    if head.lost:
        return State.RUNNING, "stuck", "Its worker has fallen silent. Another one takes over."
    if runs["running"] or runs["finished"]:
        late = "late" if head.silent and head.desired == Desired.RUN else None
        return State.RUNNING, late, _running(head, runs)
    if runs["paused"]:
        return State.PAUSED, None, _paused(runs)
    return State.WAITING, "late" if head.silent else None, _waiting(place, workers)


def state_of_posted(runs: dict[str, Any]) -> tuple[str, str | None, str]:
    """The same of a curve that is trained elsewhere: no worker of ours has to do with it."""
    if runs["running"]:
        return State.RUNNING, None, f"Posted from outside: epoch {runs['epoch']} of {runs['epochs']}."
    return _ended(runs)


def only_waits(head: Head, runs: dict[str, Any]) -> bool:
    """Whether it stands in line for its first turn."""
    return head.desired == Desired.RUN and runs["waiting"] == runs["runs"]


def _ended(runs: dict[str, Any]) -> tuple[str, str | None, str]:
    count, diverged, failed = runs["runs"], runs["diverged"], runs["failed"]
    if failed == count:
        return State.FAILED, "failed", f"Failed: {runs['reason']}" if count == 1 else "All runs failed."
    if diverged == count:
        sentence = ENDINGS["diverged"] if count == 1 else "All {runs} runs diverged."
        return "diverged", "diverged", sentence.format(**runs)
    if count == 1:
        return State.FINISHED, None, ENDINGS.get(runs["reason"], "Finished in epoch {epoch}.").format(**runs)
    lost = f", {diverged + failed} of them diverged or failed" if diverged + failed else ""
    return State.FINISHED, None, f"Finished: {count} runs{lost}."


def _running(head: Head, runs: dict[str, Any]) -> str:
    if head.silent:
        return "Waiting for its next turn."
    doing = {Desired.STOP: "Stopping", Desired.PAUSE: "Pausing"}.get(Desired(head.desired), "Training")
    if runs["runs"] == 1:
        return f"{doing}: epoch {runs['epoch']} of {runs['epochs']}."
    ended = runs["finished"] + runs["failed"]
    return f"{doing}: {ended} of {runs['runs']} runs have ended."


def _waiting(place: Place | None, workers: int) -> str:
    """Who reads it is not who waits, so whose runs come first is not said."""
    if place is None:
        return "Waiting for a worker."
    if place.held:
        return "Held back by a limit, of the class or the site."
    where, seconds = "Next" if place.number == 1 else f"Place {place.number}", place.seconds(workers)
    return f"{where} in the queue{'' if seconds is None else f', starts {within(seconds)}'}."


def _paused(runs: dict[str, Any]) -> str:
    return f"Paused after epoch {runs['epoch_of_going'] or 0}." if runs["runs"] == 1 else "Paused."
