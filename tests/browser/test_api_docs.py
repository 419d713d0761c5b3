"""The page of the API works in a browser that forbids everything from elsewhere."""

from playwright.sync_api import expect, sync_playwright

from tests.running_server import RunningServer


def test_the_api_page_works_under_our_policy(server: RunningServer, chromium: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        complaints: list[str] = []
        foreign: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(server.url) else foreign.append(request.url))
        page.goto(f"{server.url}/api/docs")
        expect(page.get_by_text("/api/schema", exact=True)).to_be_visible()
        # Trying a call out shows that scripts, styles and requests are all allowed.
        page.locator(".opblock-summary", has_text="/api/schema").first.click()
        page.get_by_role("button", name="Try it out").click()
        page.get_by_role("button", name="Execute").click()
        expect(page.locator(".live-responses-table tbody .response-col_status").first).to_contain_text("200")
        browser.close()
    assert complaints == []
    assert [url for url in foreign if not url.startswith(("data:", "blob:"))] == []
