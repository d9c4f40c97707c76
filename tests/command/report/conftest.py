"""The page of a review as its bytes, and as a browser shows it."""

from __future__ import annotations

import pytest

from pulumi_arize_users.command.report.page import page_of
from tests.command.report.browser import Browser, found


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    """A headless Chromium."""
    executable = found()
    if executable is None:
        pytest.skip("no Chromium (`chromium`) is on PATH")
    browser = Browser(executable, tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


@pytest.fixture
def opened(browser, tmp_path):
    """Opens the page of a review from the disk."""

    def open_page(review, **how):
        file = tmp_path / "report.html"
        file.write_text(page_of(review), encoding="utf-8")
        return browser.open(file, **how)

    return open_page
