"""The pages in a real browser: what is linked is shown, nothing is fetched, nothing runs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline import Coder, Record
from dateline.records import ArticleId
from dateline.show import report_html, show_html
from dateline.show.coverage import coverage_of
from dateline.show.coverage_html import coverage_html

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


@pytest.fixture(scope="module")
def coverage_page(record: Record) -> str:
    days = [date(2024, 2, 27), date(2024, 3, 4), date(2024, 3, 9)]
    articles = [replace(record.article, id=ArticleId(f"a{i}"), published=day) for i, day in enumerate(days)]
    left_out = replace(record, article=articles[2], outcome="left_out", reason="no protest word", mentions=())
    records = [*(replace(record, article=article) for article in articles[:2]), left_out]
    return coverage_html(coverage_of(records), title="Lahore <b>")


@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_coverage_page_fits_fetches_nothing_and_draws(
    browser: Browser, coverage_page: str, tmp_path: Path, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    seen = opened(page, coverage_page, tmp_path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (seen.requests, seen.complaints) == ([], [])
    for picture in page.locator("figure svg").all():
        box = picture.bounding_box()
        assert box is not None and box["width"] > 100 and box["height"] > 15
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for shape in (".land", ".spot", ".tally rect", ".chart rect"):
        fill = page.locator(shape).first.evaluate("element => getComputedStyle(element).fill")
        assert fill not in ("rgb(0, 0, 0)", "none", ground), shape
    context.close()


def test_pictures_have_names_and_tables_with_their_numbers(
    page: Page, coverage_page: str, tmp_path: Path
) -> None:
    opened(page, coverage_page, tmp_path)
    for picture in page.locator("figure svg").all():
        assert picture.get_attribute("role") == "img"
        assert picture.get_attribute("aria-label")
    assert page.get_by_role("cell", name="2", exact=True).count() > 0
    hidden = page.locator("summary", has_text="Articles by month of publication")
    row = page.locator("tr", has_text="2024-03")
    assert not row.first.is_visible()
    hidden.focus()
    page.keyboard.press("Enter")
    assert row.first.is_visible()


def test_folded_tables_are_printed(page: Page, coverage_page: str, tmp_path: Path) -> None:
    opened(page, coverage_page, tmp_path)
    page.emulate_media(media="print")
    box = page.locator("details table").first.bounding_box()
    assert box is not None and box["height"] > 20


def test_every_link_of_the_coverage_page_has_its_target(
    page: Page, coverage_page: str, tmp_path: Path
) -> None:
    opened(page, coverage_page, tmp_path)
    links = page.eval_on_selector_all("a[href^='#']", "all => all.map(a => a.getAttribute('href').slice(1))")
    assert len(links) >= 6
    assert [t for t in links if page.locator(f"[id='{t}']").count() != 1] == []
