"""The site on a host: what each page says of itself, the files around the pages, below a path and at the root."""

import hashlib
import platform
import re
from html import unescape
from importlib.metadata import version
from urllib.request import Request, urlopen

import pytest
from PIL import Image
from playwright.sync_api import expect

from stepthrough import facts
from known import LOST
from test_site import address, nav, read, where

SITES = {"below a path": "site", "at the root": "root_site"}


@pytest.fixture(scope="session", params=SITES)
def base_url(request):
    return request.getfixturevalue(SITES[request.param]).url


@pytest.fixture(scope="module")
def pages(site):
    """{address: page} of every page in the nav, in its order."""
    found = dict(read(site, path) for path in site.folder.rglob("*.html"))
    return {url: found[url] for url in (address(file) for _, file in nav())}


@pytest.fixture
def page(new_context):
    return new_context(viewport={"width": 1280, "height": 900}).new_page()


def meta(page, name):
    """What a page says of itself; None where it says nothing, or says it twice."""
    found = re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)">', page.html)
    return unescape(found[0]) if len(found) == 1 else None


# What each page says


def test_every_page_says_what_it_was_built_with(pages):
    known = f"with torch {version('torch')} and Python {platform.python_version()}."

    def silent(page):
        ends = re.findall(r'<p class="colophon".*?</p>', page.html)
        leads = [link for _, _, link in page.links if link.endswith("/this-build/")]
        return len(ends) != 1 or known not in ends[0] or not leads

    assert where(pages, silent) == {}


def test_a_page_counts_the_comments_that_it_shows_as_proven(pages):
    def wrong(page):
        marks = len(re.findall('class="st-proof" role="img"', page.html))
        said = re.search(r'"colophon".* (\d+) shape comments? proven', page.html)
        counted = int(said[1]) if said else 0
        names = re.findall('data-snippet="([^"]+)"', page.html)
        return counted > marks or counted < marks and len(names) == len(set(names))

    assert where(pages, wrong) == {}
    assert sum("shape comments proven" in page.html for page in pages.values()) > 100


def test_the_record_has_a_row_for_each_snippet_and_leads_to_each_run(site, pages):
    html = pages["this-build/"].html + pages["this-build-errors/"].html
    rows = re.findall(
        r"<tr><td>(?:<a [^>]+>)?<code>(\w+)</code>.*?(\w{8})(?:</a>)?</td></tr>", html
    )
    assert dict(rows) == {
        one.name: hashlib.sha256(one.path.read_bytes()).hexdigest()[:8]
        for one in facts.everything()
    }
    assert len(rows) == len(facts.everything())
    runs = re.findall(r'href="../assets/runs/([^"]+)"', html)
    assert set(runs) == {path.name for path in site.folder.glob("assets/runs/*")}


def test_every_page_names_its_own_address_and_says_the_same_to_those_who_link_to_it(site, pages):
    def wrong(page):
        canonical = re.findall('<link rel="canonical" href="([^"]+)">', page.html)
        told = meta(page, "og:url"), meta(page, "og:description")
        return canonical != [page.url] or told != (page.url, unescape(page.description))

    assert where(pages, wrong) == {}


def test_every_page_has_a_card_that_is_drawn(site, pages):
    cards = {meta(page, "og:image") for page in pages.values()}
    files = [site.folder / one.removeprefix(site.url) for one in cards]
    assert set(files) == set(site.folder.rglob("assets/cards/**/*.png"))
    for path in files:
        with Image.open(path) as card:
            assert (card.format, card.size) == ("PNG", (1200, 630)), path
            assert path.stat().st_size <= 60_000 and len(card.convert("RGB").getcolors(999)) > 20


# The files around the pages


def text(site, name):
    return (site.folder / name).read_text(encoding="utf-8")


def test_the_sitemap_has_each_page_and_claims_no_dates(site, pages):
    sitemap = text(site, "sitemap.xml")
    found = re.findall("<loc>(.*?)</loc>", sitemap)
    assert sorted(found) == sorted(site.url + url for url in pages)
    assert "lastmod" not in sitemap


def test_robots_are_led_to_the_sitemap(site):
    assert text(site, "robots.txt").splitlines()[-1] == f"Sitemap: {site.url}sitemap.xml"


def test_llms_txt_has_every_page_with_what_it_is_about(site, pages):
    title, *rows = text(site, "llms.txt").splitlines()
    found = [re.fullmatch(r"- \[([^]]+)\]\((\S+)\): (.+)", row) for row in rows if row[:2] == "- "]
    assert title == "# Essential PyTorch"
    assert [one[2] for one in found] == [site.url + url for url in pages]
    told = [unescape(page.description) for page in pages.values()]
    assert [unescape(one[3]) for one in found] == told


# The host


def test_a_host_packs_what_is_text_for_those_who_can_unpack(site):
    def packed(place, **headers):
        with urlopen(Request(site.url + place, headers=headers)) as answer:
            return answer.headers["Content-Encoding"], len(answer.read())

    asking = {"Accept-Encoding": "gzip"}
    kind, size = packed("vit/", **asking)
    assert kind == "gzip" and size < packed("vit/")[1] / 2
    assert packed("vit/")[0] is None and packed("assets/favicon.png", **asking)[0] is None


def test_a_click_leads_on_and_the_page_stays(page):
    page.goto("")
    page.evaluate("window.stayed = true")
    page.locator(".md-content a[href*=how-to-read]").first.click()
    expect(page.locator("h1[id]")).to_contain_text("How to read this site")
    assert page.evaluate("window.stayed")


def test_a_lesson_plays(page):
    page.goto("katas/untokenize/")
    page.goto("transpose-permute/")
    page.locator("step-through .st-open").first.click()
    expect(page.locator(".st-panel .st-told").first).to_be_visible()


def test_a_kata_is_taken_home(page):
    page.goto("katas/untokenize/")
    link = page.get_by_role("link", name="take the file alone")
    assert "your turn" in page.request.get(link.evaluate("link => link.href")).text()


def test_the_box_finds_an_error(page):
    page.goto("")
    page.fill(
        "paste-error textarea", "mat1 and mat2 shapes cannot be multiplied (64x400 and 256x10)"
    )
    page.locator("paste-error section").get_by_role("link").first.click()
    expect(page.locator("h2:target")).to_be_visible()


def test_a_search_leads_to_its_page(page):
    page.goto("vit/")
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("expand")
    page.locator(".md-search-result__link[href*=unsqueeze-squeeze-expand]").first.click()
    expect(page.locator("h1[id]")).to_contain_text("expand")


def test_a_wrong_address_deep_in_the_site_leads_back(page, base_url):
    assert page.goto(f"katas/{LOST}").status == 404
    for link in page.locator(".md-content a, a.md-logo").evaluate_all(
        "all => all.map(one => one.href)"
    ):
        assert link.startswith(base_url) and page.request.get(link).ok, link
    page.get_by_label("What were you looking for?").fill("expand")
    page.get_by_role("button", name="Search").click()
    page.locator(".md-search-result__link[href*=unsqueeze-squeeze-expand]").first.click()
    expect(page.locator("h1[id]")).to_contain_text("expand")
