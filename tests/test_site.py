"""What a reader gets: the built pages, and how they behave in a browser."""

import gzip
import json
import re
import textwrap
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from mkdocs.config import load_config
from playwright.sync_api import expect

from stepthrough import snippet

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
WIDE, PHONE = 1280, 360
ALONE = {  # what only a few pages load: its size, and what in a page asks for it
    "sheet.js": (1_500, "assets/sheet.js"),
    "errors.js": (2_200, "<paste-error"),
    "calc/calculator.js": (1_400, 'class="calc"'),
    "calc/broadcast.js": (800, "<broadcast-shapes"),
    "calc/matmul.js": (1_500, "<matmul-shapes"),
    "calc/einsum.js": (2_200, "<matmul-shapes"),
    "calc/conv.js": (3_600, "<conv-size"),
    "calc/layout.js": (3_800, "<tensor-layout"),
    "gym.js": (4_000, "<shape-gym"),
}
HOME, LESSON, LAB = 80_000, 160_000, 200_000  # all that a page loads; a lab has pictures in it
OURS = r"/assets/(?!javascripts/)[\w/]+\.js$"


@cache
def nav():
    """[(section, file)] of every page in the nav."""
    sections = load_config(str(ROOT / "mkdocs.yml"))["nav"]
    return [
        (name, file) for part in sections for name, pages in part.items() for file in files(pages)
    ]


def files(pages):
    return [page if isinstance(page, str) else next(iter(page.values())) for page in pages]


def lessons(*sections):
    """The addresses of the pages in some sections, or of all; katas, errors and labs are not lessons."""
    return [
        address(file)
        for section, file in nav()
        if file.endswith(".md")
        and section in (sections or {section} - {"Katas", "Debugging", "Labs"})
    ]


def katas():
    return lessons("Katas")


def errors():
    return lessons("Debugging")


def labs():
    return [address(file) for section, file in nav() if section == "Labs"]


def everything():
    return [*lessons(), *katas(), *errors(), *labs()]


def every_kind():
    """All lessons, and of the pages that are made of the same parts the first three: a table, and two of them."""
    return [*lessons(), *katas()[:3], *errors()[:3], *labs()[:3]]


def some():
    """Home, a lesson of eight, and a few of each other kind."""
    return [url for url in every_kind() if url not in lessons() or url in lessons()[::8]]


# A walk over all pages takes minutes: the fast suite takes a few of each kind.
WALKS = pytest.mark.parametrize(
    "walk", [some, pytest.param(everything, marks=pytest.mark.slow)], ids=["some", "all"]
)


def address(file):
    path = file.rpartition(".")[0]
    return f"{path}/".removesuffix("index/")


class Page(HTMLParser):
    """A built page: its ids, its links and the sections they stand in, its listings, its words."""

    def __init__(self, url, html):
        super().__init__()
        self.url, self.html, self.open = url, html, []
        self.ids, self.links, self.listings, self.words = [], [], [], []
        self.section = self.description = ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        have = {name: value or "" for name, value in attributes}
        kinds = have.get("class", "").split()
        self.ids += [have["id"]] if "id" in have else []
        self.section = have.get("id") if tag == "h2" else self.section
        for link in [have[name] for name in ("href", "src") if name in have]:
            self.links.append((tag, self.section, urljoin(self.url, link)))
        if have.get("name") == "description":
            self.description = have["content"]
        if "highlight" in kinds:
            self.listings.append("snippet" if self.inside("st") else "typed")
        if tag not in VOID:
            self.open.append((tag, kinds))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        self.words.append(text)

    def inside(self, kind):
        return any(kind in kinds for _, kinds in self.open)


@pytest.fixture(scope="module")
def pages(site):
    """{address: page} of everything that was built."""
    return dict(read(site, path) for path in sorted(site.folder.rglob("*.html")))


def read(site, path):
    url = path.relative_to(site.folder).as_posix().removesuffix("index.html")
    return url, Page(site.url + url, path.read_text(encoding="utf-8"))


def where(pages, wrong):
    """{address: what is wrong there} of the pages where something is."""
    return {url or "home": found for url, page in pages.items() if (found := wrong(page))}


def fences(text):
    """What stands behind the opening backticks of every fence."""
    closing = None
    for line in text.splitlines():
        mark = re.match(r"[\s>]*(`{3,}|~{3,})\s*(.*)", line)
        if mark and not closing:
            closing = mark[1]
            yield mark[2].strip()
        elif mark and mark[1].startswith(closing) and not mark[2]:
            closing = None


def file_of(site, url):
    """The file that answers an address of the site."""
    path = site.folder / unquote(urlsplit(url.removeprefix(site.url)).path)
    return path / "index.html" if url.endswith("/") else path


def squeezed(data):
    return len(gzip.compress(data, 6, mtime=0))


# The build and its files


def test_the_strict_build_has_nothing_to_say(site):
    assert re.findall("^(?:WARNING|ERROR).*", site.said, re.MULTILINE) == []


def test_every_page_is_in_the_nav(site):
    written = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    assert written == {file for _, file in nav() if file.endswith(".md")}


def test_every_entry_of_the_nav_is_built(pages):
    assert len(lessons()) >= 17 and katas() and errors() and labs()
    assert [url for url in everything() if url not in pages] == []


def test_no_page_shows_a_traceback(pages):
    assert where(pages, lambda page: "Traceback (most recent" in "".join(page.words)) == {}


def test_nothing_says_where_it_was_built(site):
    homes = [str(ROOT), "site-packages", "dist-packages"]
    for path in site.folder.rglob("*"):
        if path.suffix in (".html", ".json", ".txt", ".xml"):
            text = path.read_text(encoding="utf-8")
            assert [home for home in homes if home in text] == [], path


def test_every_internal_link_leads_somewhere(site, pages):
    def dead(page):
        here = [link for _, _, link in page.links if urlsplit(link).netloc == host]
        return [link for link in here if not leads(site, pages, link)]

    host = urlsplit(site.url).netloc
    assert where(pages, dead) == {}


def leads(site, pages, link):
    target, anchor = urldefrag(link)
    if not target.startswith(site.url) or not file_of(site, target).is_file():
        return False
    page = pages.get(target.removeprefix(site.url))
    return not anchor or page is None or anchor in page.ids


def test_everything_the_search_can_find_is_there(site, pages):
    index = json.loads((site.folder / "search" / "search_index.json").read_text(encoding="utf-8"))
    places = [site.url + entry["location"] for entry in index["docs"]]
    assert len(places) > len(lessons())
    assert [place for place in places if not leads(site, pages, place)] == []


def test_only_a_click_leads_to_another_host(site, pages):
    def foreign(page):
        return [
            link
            for tag, _, link in page.links
            if tag != "a" and not link.startswith((site.url, "data:"))
        ]

    assert where(pages, foreign) == {}


def test_every_player_finds_its_run(site, pages):
    asked = {
        name for page in pages.values() for name in re.findall('data-run="([^"]+)"', page.html)
    }
    assert asked <= {path.name for path in site.folder.glob("assets/runs/*")}
    assert len(asked) >= 46


def test_no_id_stands_twice_on_a_page(pages):
    def twice(page):
        return [name for name, times in Counter(page.ids).items() if times > 1]

    assert where(pages, twice) == {}


def test_the_html_of_a_page_is_small(pages):
    limits = dict.fromkeys(lessons() + katas() + errors(), 150_000) | dict.fromkeys(labs(), 300_000)
    sizes = {url: len(pages[url].html.encode()) for url in limits}
    assert {url: size for url, size in sizes.items() if size > limits[url]} == {}


def test_no_page_has_python_typed_by_hand(pages):
    allowed = (
        r'snippet( output="(hide|only)")?|session|error|gym|kata( card)?|blocks|ran|lab( card| table)?'
        r'|python exec="1" html="1"|bash'
    )
    for path in sorted(DOCS.rglob("*.md")):
        found = list(fences(path.read_text(encoding="utf-8")))
        assert [fence for fence in found if not re.fullmatch(allowed, fence)] == [], path.name
        listings = pages[address(path.relative_to(DOCS).as_posix())].listings
        commands = found.count("bash") + found.count("kata")  # a kata's page has its commands
        assert listings.count("typed") == commands, path.name


def test_every_lesson_has_a_listing_that_ran(pages):
    assert [url for url in lessons() if "snippet" not in pages[url].listings] == []


def test_every_essentials_page_says_where_its_operations_are_used(pages):
    def silent(page):
        return not [link for _, at, link in page.links if at == "used-in" and "#st-" in link]

    essentials = {url: pages[url] for url in lessons("Tensors", "Modules")}
    assert len(essentials) >= 14
    assert where(essentials, silent) == {}


def test_every_page_describes_itself_in_its_own_words(pages):
    said = Counter(pages[url].description for url in everything())
    assert {words: n for words, n in said.items() if n > 1 or not 20 <= len(words) <= 155} == {}


def test_our_own_scripts_and_styles_are_small():
    alone = {DOCS / "assets" / name for name in ALONE}
    scripts = [path.read_bytes() for path in DOCS.rglob("*.js") if path not in alone]
    styles = [path.read_bytes() for path in DOCS.rglob("*.css")]
    script, style = (sum(map(squeezed, files)) for files in (scripts, styles))
    assert 0 < script <= 19_000 and 0 < style <= 7_700


@pytest.mark.parametrize("name, most, mark", [(name, *rest) for name, rest in ALONE.items()])
def test_a_script_of_a_few_pages_is_small_and_asked_for_by_them_alone(pages, name, most, mark):
    assert squeezed((DOCS / "assets" / name).read_bytes()) <= most
    asked = [url for url, page in pages.items() if mark in page.html]
    assert 0 < len(asked) <= 5


# In a browser: every page


def size(width):
    return {"width": width, "height": 900}


def tour(page, urls, until="load"):
    """Open one page after the other in the same tab, and the page of a wrong address."""
    for url in [*urls, "404.html"]:
        page.goto(url, wait_until=until)
        yield url


OPEN = """async () => {
  for (const one of document.querySelectorAll('details')) one.open = true
  await Promise.all([...document.querySelectorAll('step-through')].map(one => one.open()))
  return [...document.querySelectorAll('step-through:not(:has(.st-told))')].length
}"""


def serious(violations):
    """A line for every element that breaks a rule of axe that matters."""
    grave = [one for one in violations if one["impact"] in ("serious", "critical")]
    return [f"{one['id']} {node['target']}" for one in grave for node in one["nodes"]]


COMMENTS_CUT_OFF = """() => [...document.querySelectorAll('.st pre')].flatMap(pre => {
  const edge = pre.getBoundingClientRect().right + 0.5
  const text = document.createRange()
  return [...pre.querySelectorAll('.st-shape')].filter(shape => {
    text.selectNodeContents(shape)
    return [...text.getClientRects()].some(box => box.right > edge)
  }).map(shape => shape.textContent)
})"""


@WALKS
def test_nothing_on_a_phone_has_to_be_scrolled_sideways_to_be_read(new_context, walk):
    page = new_context(viewport=size(PHONE)).new_page()
    wide = {}
    for url in tour(page, walk()):
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide[url] = ["the page"]
        if cut := page.evaluate(COMMENTS_CUT_OFF):
            wide[url] = wide.get(url, []) + cut
    assert wide == {}


@WALKS
def test_pages_are_light_and_ask_for_little(new_context, site, walk):
    page = new_context(viewport=size(WIDE)).new_page()
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    heavy = {}
    for url in tour(page, walk(), "networkidle"):
        sizes = {one: squeezed(file_of(site, one).read_bytes()) for one in asked}
        weight = sum(sizes[one] for one in asked)
        script = sum(size for one, size in sizes.items() if re.search(OURS, one))
        most, own = LAB if url in labs() else LESSON if url else HOME, 6_700
        own += 4_000 * any(one.endswith("/gym.js") for one in asked)
        if weight > most or script > own or len(asked) > 14:
            heavy[url or "home"] = f"{weight} bytes, {script} ours, in {len(asked)} requests"
        asked.clear()
    assert heavy == {}


UNSEEN = """all => all.filter(one => {
  const seen = one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  return !seen || !one.getClientRects().length || !one.innerText.trim()
}).map(one => one.outerHTML)"""
READ = (".st-line .st-letters", ".st-line .st-numbers", ".st-output samp", ".st-code")


@pytest.mark.slow
def test_every_player_of_every_page_opens(new_context):
    page = new_context().new_page()
    closed = {url: page.evaluate(OPEN) for url in tour(page, everything())}
    assert {url: many for url, many in closed.items() if many} == {}


@WALKS
def test_every_lesson_is_complete_without_javascript(new_context, walk):
    page = new_context(java_script_enabled=False).new_page()
    unseen = {}
    for url in [url for url in walk() if url in lessons()]:
        page.goto(url)
        parts = [page.locator(part) for part in READ]
        missing = [name for name, part in zip(READ, parts) if not part.count()]
        unseen[url] = missing + [html for part in parts for html in part.evaluate_all(UNSEEN)]
    assert {url: parts for url, parts in unseen.items() if parts} == {}


# In a browser: what one can do


@pytest.fixture
def home(new_context):
    page = new_context(
        viewport=size(WIDE), permissions=["clipboard-read", "clipboard-write"]
    ).new_page()
    page.goto("", wait_until="networkidle")
    return page


def choose(page, choice):
    page.locator("shape-switch").first.get_by_role("button", name=choice, exact=True).click()


def expect_shown(page, choice):
    """The page shows shapes as chosen, and every switch says so."""
    shape = page.locator(".st-shape:has(.st-numbers)").first
    expect(shape.locator(".st-letters")).to_be_visible(visible=choice != "numbers")
    expect(shape.locator(".st-numbers")).to_be_visible(visible=choice != "letters")
    listings = page.locator(".st:has(.st-shape .st-letters):has(.highlight)").count()
    pressed = page.locator("shape-switch button[aria-pressed=true]")
    expect(pressed).to_have_text([choice] * listings)


def test_the_switch_shows_letters_or_numbers_or_both(home):
    expect_shown(home, "both")
    for choice in ("letters", "numbers", "both"):
        choose(home, choice)
        expect_shown(home, choice)


def test_the_switch_is_moved_by_the_arrow_keys(home):
    home.locator("shape-switch button[aria-pressed=true]").first.focus()
    home.keyboard.press("ArrowLeft")
    expect_shown(home, "numbers")
    expect(home.locator("shape-switch button:focus")).to_have_text("numbers")


def test_the_choice_is_remembered_on_other_pages_and_after_a_reload(home):
    choose(home, "numbers")
    home.goto("transpose-permute/")
    expect_shown(home, "numbers")
    home.reload()
    expect_shown(home, "numbers")
    other = home.context.new_page()
    other.goto("")
    expect_shown(other, "numbers")


def test_print_shows_letters_and_numbers_whatever_is_chosen(home):
    for choice in ("letters", "numbers"):
        choose(home, choice)
        home.emulate_media(media="print")
        for part in READ:
            assert home.locator(part).evaluate_all(UNSEEN) == []
        expect(home.locator("shape-switch").first).to_be_hidden()
        home.emulate_media(media="screen")


def source(listing):
    """What a listing shows, as it stands in the file, at the left margin."""
    name, _, part = listing.locator(".st-name").inner_text().partition(".")
    one = snippet.load(name)
    first, last = (1, len(one.lines)) if part == "py" else one.parts[part or name]
    return textwrap.dedent("\n".join(one.lines[first - 1 : last]))


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


def test_the_copy_button_copies_the_plain_source(home):
    home.goto("how-to-read-this-site/")
    for listing in home.locator(".st:has(.highlight)").all():
        home.evaluate("navigator.clipboard.writeText('')")
        listing.locator(".md-code__button[data-md-type=copy]").click()
        expect(home.locator(".md-dialog")).to_contain_text("Copied")
        assert clipboard(home).rstrip("\n") == source(listing)


def test_selected_lines_are_copied_as_they_stand_in_the_file(home):
    listing = home.locator(".st:has(.highlight)").first
    listing.locator("pre code").evaluate("code => getSelection().selectAllChildren(code)")
    home.keyboard.press("ControlOrMeta+c")
    assert clipboard(home).rstrip("\n") == source(listing)


def test_instant_navigation_and_back_keeps_the_listings_alive(home):
    home.evaluate("window.stayed = true")
    choose(home, "letters")
    home.locator(".md-content a[href*=how-to-read]").first.click()
    expect(home.locator("h1[id]")).to_contain_text("How to read this site")
    expect_shown(home, "letters")
    choose(home, "numbers")
    home.go_back()
    expect(home.locator("h1[id]")).to_contain_text("Essential PyTorch")
    expect_shown(home, "numbers")
    choose(home, "both")
    expect_shown(home, "both")
    expect(home.locator(".st .md-code__button[data-md-type=copy]").first).to_be_visible()
    assert home.evaluate("window.stayed")


def test_search_finds_expand(home):
    home.get_by_role("textbox", name="Search").click()
    home.keyboard.type("expand")
    found = home.locator(".md-search-result__link[href*=unsqueeze-squeeze-expand]").first
    expect(found).to_be_visible()
    found.click()
    expect(home.locator("h1[id]")).to_contain_text("expand")


def test_the_steps_of_a_listing_are_folded_away_on_screen_and_open_on_paper(home):
    steps = home.locator(".st-steps").first
    table = steps.locator("table")
    assert steps.get_attribute("open") is None and not table.is_visible()
    steps.locator("summary").click()
    expect(table.locator("tr").nth(2)).to_contain_text("(8, 512, 24)")
    steps.locator("summary").click()
    home.emulate_media(media="print")
    expect(table.locator("tr").nth(2)).to_be_visible()
    home.emulate_media(media="screen")
