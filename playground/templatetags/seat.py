"""Who is at the page, in the line at its top: nothing for guests, so that pages without a class stay as they are."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context

from playground.identity import CLASS_KEY, Forbidden, identify
from playground.policy import may_train

register = template.Library()


@register.inclusion_tag("_seat.html", takes_context=True)
def seat(context: Context) -> dict[str, Any]:
    """A student's nickname with the way to the class, a teacher's classes, or the way in for whom it leads on."""
    request = context.get("request")
    session = getattr(request, "session", None)
    if request is None or session is None:  # an error page, made without a request
        return {}
    if request.user.is_authenticated:
        return {"teacher": request.user}
    if CLASS_KEY not in session and settings.GUESTS:
        return {}
    try:
        owner = identify(request)
    except Forbidden:
        return {}
    places = owner.memberships.active().select_related("classroom") if owner else None
    member = places.filter(classroom=session.get(CLASS_KEY, 0)).first() if places is not None else None
    # Somebody who was taken out of a class should notice, before the next experiment is one that all may see.
    return {"member": member, "outside": member is None and (CLASS_KEY in session or not may_train(owner))}
