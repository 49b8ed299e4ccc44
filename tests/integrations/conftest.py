"""Pages in a real browser: Debian's Chromium, headless. Each page fails its test if it asks for anything from elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

CHROMIUM = shutil.which("chromium")
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, NARROW = 1280, 390
"""Widths of a window: of a desktop computer, of a telephone."""
LOCAL = ("127.0.0.1", "localhost")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser."""
    if not CHROMIUM:
        pytest.skip("Chromium is not there")
    playwright = pytest.importorskip("playwright.sync_api").sync_playwright().start()
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
    yield browser
    browser.close()
    playwright.stop()


class Windows:
    """Opens pages, each in a window of its own, and records what no page may do."""

    def __init__(self, browser: Any) -> None:
        self.wrong: list[str] = []
        """Requests to elsewhere, errors of scripts, and dialogs."""
        self._browser = browser
        self._contexts: list[Any] = []

    def open(self, where: Path | str, width: int = WIDE, **options: Any) -> Any:
        """Open a file or an address; `options` are those of Playwright's `new_context`, such as `color_scheme`."""
        self._contexts.append(self._browser.new_context(viewport={"width": width, "height": 900}, **options))
        page = self._contexts[-1].new_page()
        page.on("request", lambda request: self._found(request.url, _is_elsewhere(request.url)))
        page.on("pageerror", lambda error: self._found(str(error), True))
        page.on("console", lambda message: self._found(message.text, message.type == "error"))
        page.on("dialog", lambda dialog: (self._found(dialog.message, True), dialog.dismiss()))
        page.goto(where.resolve().as_uri() if isinstance(where, Path) else where)
        return page

    def close(self) -> None:
        """Close all windows."""
        for context in self._contexts:
            context.close()

    def _found(self, text: str, is_wrong: bool) -> None:
        if is_wrong:
            self.wrong.append(text)


def _is_elsewhere(url: str) -> bool:
    address = urlsplit(url)
    return address.scheme not in ("data", "blob", "about", "file") and address.hostname not in LOCAL


@pytest.fixture
def windows(chromium: Any) -> Iterator[Windows]:
    """Windows of the browser. Fails the test for requests to elsewhere, errors of scripts and dialogs."""
    opened = Windows(chromium)
    yield opened
    opened.close()
    assert opened.wrong == []


def overflows(page: Any) -> bool:
    """Whether the page is wider than its window, so that a reader has to scroll sideways."""
    wider: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return wider
