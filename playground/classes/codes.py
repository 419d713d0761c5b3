"""The link of a class as a square that phones read."""

from urllib.parse import quote, urlencode

import segno
from django.utils.safestring import SafeString, mark_safe


def qr(link: str) -> SafeString:
    """An SVG that takes the size of its place; dark on light in every theme, because phones read nothing else."""
    return mark_safe(segno.make(link, error="m", micro=False).svg_inline(omitsize=True, light="#fff", border=3))


def card_link(link: str, nickname: str, code: str) -> str:
    """The link of one place: behind the `#`, so that browsers fill it in and no server and no log gets to see it."""
    return f"{link}#{urlencode({'nickname': nickname, 'code': code}, quote_via=quote)}"
