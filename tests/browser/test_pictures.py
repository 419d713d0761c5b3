"""Every picture of the documentation can still be taken: its page is there, and shows what the picture is about."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.pictures.booth import WIDTH, Booth
from tests.browser.pictures.scenes import SCENES
from tests.running_server import RunningServer


@pytest.mark.parametrize("name", SCENES)
def test_a_picture_can_be_taken(name: str, browser: Browser, server: RunningServer) -> None:
    booth = Booth(browser, server, quick=True)
    try:
        with Image.open(BytesIO(SCENES[name](booth).screenshot(animations="disabled"))) as picture:
            assert picture.width == WIDTH
            assert len(picture.getcolors(maxcolors=2**24) or ()) > 20, "an empty page"
        assert [complaint for student in booth.seated for complaint in student.complaints] == []
    finally:
        booth.leave()
