"""Texts that want to be more than text, and a browser that reports each of them that becomes more."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import BrowserContext, Page

from tests.browser.student import Student

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">go</a>',
    '<iframe srcdoc="<img src=x onerror=alert(1)>">',
    "<style>*{display:none}</style>",
    '" autofocus onfocus="alert(1)',
    "&lt;img src=x onerror=alert(1)&gt;",
    "${alert(1)}{{constructor.constructor('alert(1)')()}}",
    "javascript:alert(1)",
    "<b>bold</b><br>\u2028<i>",
]
WATCH = """
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => window.reportHostility(`${name}()`);
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample, sourceFile }) =>
  window.reportHostility(`${effectiveDirective} forbade ${blockedURI} ${sample} in ${sourceFile}`));
"""
GROWN = """
() => {
  const grown = "img[src='x'], iframe[srcdoc], [onerror], [onload], [onfocus], main style";
  const links = [...document.querySelectorAll("a")].filter((each) => [...each.attributes].some(
    ({ name, value }) => name.endsWith("href") && /^\\s*javascript:/i.test(value)));
  return [...document.querySelectorAll(grown), ...links].map((each) => each.outerHTML);
}
"""
"""What would be in a page had a text become markup."""


class Watched:
    """A browser whose every call of a dialog, and everything that its policy had to forbid, is written down."""

    def __init__(self, context: BrowserContext) -> None:
        self.reports: list[str] = []
        context.expose_function("reportHostility", lambda text: self.reports.append(text))
        context.add_init_script(WATCH)
        context.on("dialog", lambda dialog: (self.reports.append(f"a dialog: {dialog.message}"), dialog.dismiss()))

    def looks_at(self, page: Page) -> list[str]:
        """Everything reported so far, and what grew in this page."""
        return [*self.reports, *page.evaluate(GROWN)]


def send(student: Student, method: str, address: str, body: Any) -> Any:
    """As the page of this student sends it."""
    code = """async ([method, address, body]) => {
      const token = document.cookie.match(/csrftoken=([^;]+)/)[1];
      const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
      const answer = await fetch(address, { method, headers, body });
      return [answer.status, await answer.text()];
    }"""
    status, text = student.page.evaluate(code, [method, address, json.dumps(body)])
    assert status < 300, text
    return json.loads(text)
