"""Names all modules that the script of a page imports: a browser then asks for them at once, not one by one."""

import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()

IMPORT = re.compile(r'^(?:import|export)\s(?:[^"\';()=]*\sfrom\s*)?"(\.[^"]+)"', re.MULTILINE)


@register.simple_tag
def modulepreload(entry: str) -> SafeString:
    """A link for every module below an entry: {% modulepreload "js/pages/playground.js" %}."""
    return format_html_join(
        "\n  ", '<link rel="modulepreload" href="{}">', ((static(name),) for name in imported(entry))
    )


@cache
def imported(entry: str) -> tuple[str, ...]:
    """The entry and all that it imports, directly or not, nearest first."""
    names = [entry]
    for name in names:
        found = finders.find(name)
        source = Path(found).read_text() if isinstance(found, str) else ""
        for path in IMPORT.findall(source):
            inner = normpath(join(dirname(name), path))
            if inner not in names:
                names.append(inner)
    return tuple(names)
