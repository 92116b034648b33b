"""A real Chromium, for tests marked `browser`."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright

PATHS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
INSTALL = "apt-get update && apt-get install -y chromium"
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
PHONE = {"width": 360, "height": 740}


def chromium_path() -> str:
    """Where Chromium is. Without one the test is skipped, or fails where a browser is required."""
    found = next((path for path in PATHS if Path(path).exists()), None)
    if found is None:
        reason = f"no Chromium here; install it: {INSTALL}"
        if os.environ.get("CI") or os.environ.get("KEKRAF_NEED_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A browser without a window."""
    path = chromium_path()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(QUIET))
        try:
            yield browser
        finally:
            await browser.close()


async def phone(browser: Browser, url: str, **settings: Any) -> Page:
    """A page on a phone of 360 x 740, in Indonesian; `settings` are the context's."""
    defaults: dict[str, Any] = {"viewport": PHONE, "locale": "id-ID", "has_touch": True, "base_url": url}
    context = await browser.new_context(**defaults | settings)
    return await context.new_page()
