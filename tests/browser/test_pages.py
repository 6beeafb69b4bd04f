"""The pages in a real browser: what is linked is shown, nothing is fetched, nothing runs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline import Coder, Record
from dateline.show import report_html, show_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TEXT = (
    "LAHORE - Some 3,000 teachers 🎓 marched to the assembly on Saturday for higher pay, organisers said. "
    "Police arrested five of them. <script>document.title = 'hacked'</script> "
    "<img src=x onerror=alert(1)>\n\n"
    "“سنعود” – “We will be back,” said Amina Yusuf, secretary of the Teachers' Union (TU)."
)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def record() -> Record:
    return Coder().code(TEXT, published="2024-03-04", title="Teachers march <b>again</b>", id="a1")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = next(
        (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
    )
    if found is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


class Seen:
    """What a page asks of the network and says of itself while it is open."""

    def __init__(self, page: Page) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))


def opened(page: Page, html: str, folder: Path) -> Seen:
    seen = Seen(page)
    file = folder / "page.html"
    file.write_text(html, encoding="utf-8")
    page.goto(file.as_uri())
    seen.requests.remove(file.as_uri())
    return seen


def test_a_page_fetches_nothing_and_runs_nothing(page: Page, record: Record, tmp_path: Path) -> None:
    seen = opened(page, show_html(record), tmp_path)
    assert seen.requests == []
    assert seen.complaints == []
    assert "hacked" not in page.title()
    assert page.locator("script, img, iframe").count() == 0


def test_a_value_leads_to_its_words(page: Page, record: Record, tmp_path: Path) -> None:
    opened(page, show_html(record), tmp_path)
    link = page.locator("table a", has_text="3,000").first
    link.click()
    target = page.url.split("#")[1]
    assert page.locator(f"[id='{target}']").count() == 1
    box = page.locator(f"[id='{target}']").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900


def test_every_link_of_a_page_has_its_target(page: Page, record: Record, tmp_path: Path) -> None:
    opened(page, report_html([record, record], title="Two"), tmp_path)
    links = page.eval_on_selector_all(
        "a[href^='#']", "found => found.map(a => a.getAttribute('href').slice(1))"
    )
    assert links
    missing = [t for t in set(links) if page.locator(f"[id='{t}']").count() != 1]
    assert missing == []


def test_words_are_tinted_and_masked(page: Page, record: Record, tmp_path: Path) -> None:
    opened(page, show_html(record), tmp_path)
    body = page.inner_text("body")
    assert "some 3,000" in body.lower()
    assert "سنعود" in body
    words = page.locator("a", has_text="Some 3,000").first
    tint = words.evaluate("element => getComputedStyle(element).backgroundColor")
    assert tint not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")


@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_over_the_edge(
    browser: Browser, record: Record, tmp_path: Path, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    opened(page, report_html([record], title="Report"), tmp_path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
