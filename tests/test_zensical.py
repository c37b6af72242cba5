"""Zensical makes the same pages of the same mkdocs.yml, and stops where MkDocs stops."""

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest

ROOT = Path(__file__).parents[1]
HOME = "https://somebody.github.io/essential-pytorch/"
KNOWN = {
    "SITE_URL": HOME,
    "REPO_URL": "https://github.com/somebody/essential-pytorch",
    "EDIT_URI": "edit/main/docs/",
    "SITE_BRANCH": "gh-pages",
}

# What is not compared, and why it may differ. Addresses are compared as what they lead to, which both spell in
# their own way; those of the navigation without "#...", for the HTML of labs is made beforehand, and Zensical
# finds no headings in it to list beside the page.
DIFFERENCES = {
    r' data-search-exclude="None"': "Zensical reads this mark for its index, then takes it away",
    r'^<a id="__skip".*': "where its link past the header leads; Material has the first heading for that",
    r'^<meta .*name="generator".*': "each names itself",
}
# Files that both make in their own way: of the theme, of the search, the map.
OWN = r"assets/(javascripts|stylesheets)/|search(/search_index)?\.json|sitemap\.xml(\.gz)?$"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def zensical(mkdocs, tmp_path_factory):
    """Build a project with Zensical, which is installed in a folder of its own."""
    folder = tmp_path_factory.mktemp("zensical")
    wanted = ("--no-deps", "--target", folder, "-r", ROOT / "tests" / "zensical.txt")
    command = [sys.executable, "-m", "pip", "install", "-q", *wanted]
    installed = subprocess.run(command, capture_output=True, text=True)
    if installed.returncode:
        why = f"Zensical can't be installed:\n{installed.stderr}"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)

    def build(cwd=ROOT, **environment):
        path = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
        start = ("-m", "stepthrough.zensical")
        return mkdocs(cwd=cwd, start=start, PYTHONPATH=path, **environment)

    return build


@pytest.fixture(scope="module")
def sites(mkdocs, zensical, tmp_path_factory):
    """The folders of both sites: MkDocs', Zensical's."""
    folder = tmp_path_factory.mktemp("site")
    one = mkdocs("build", "-q", "-d", folder, LABS="1", **KNOWN)
    two = zensical(LABS="1", **KNOWN)
    assert (one.returncode, two.returncode) == (0, 0), one.stdout + two.stdout
    return folder, ROOT / ".cache" / "zensical" / "site"


def files(site):
    """{place: path} of what is no theme's."""
    found = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    return {place: path for place, path in found.items() if not re.match(OWN, place)}


class Page(HTMLParser):
    """What a page is made of, in order; addresses are whole."""

    def __init__(self, place, path):
        super().__init__()
        self.url = urljoin(HOME, place.removesuffix("index.html"))
        self.said, self.leads, self.inside = [], set(), []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        if tag in ("title", "article", "nav", "pre"):
            self.inside.append(tag)
        attrs = dict(sorted(attrs)) | {
            name: urljoin(self.url, value)
            for name, value in attrs
            if name in ("href", "src", "action")
        }
        if tag == "meta" or self.inside and self.inside[-1] != "nav":
            told = "".join(f' {name}="{value}"' for name, value in attrs.items())
            self.say(f"<{tag}{told}>")
        elif tag == "a" and self.inside:
            self.leads.add(urldefrag(attrs["href"]).url)

    def handle_endtag(self, tag):
        if self.inside[-1:] == [tag]:
            self.inside.pop()

    def handle_data(self, data):
        if self.inside and self.inside[-1] != "nav":
            self.say(data if self.inside[-1] == "pre" else " ".join(data.split()))

    def say(self, token):
        for pattern in DIFFERENCES:
            token = re.sub(pattern, "", token)
        self.said += [token] * bool(token)


@pytest.fixture(scope="module")
def pages(sites):
    """{place: (MkDocs' page, Zensical's page)}."""
    one, two = map(files, sites)
    return {
        place: (Page(place, path), Page(place, two[place]))
        for place, path in one.items()
        if place.endswith(".html")
    }


def test_both_sites_have_the_same_files(sites):
    one, two = map(files, sites)
    assert one.keys() == two.keys()
    assert {place.split("/")[1] for place in one if place.startswith("assets/")} >= {
        *("runs", "katas", "errors.json", "site.css", "player.js")
    }
    other = [place for place in one if one[place].read_bytes() != two[place].read_bytes()]
    assert [place for place in other if not place.endswith(".html")] == []


def test_text_listings_players_and_links_are_the_same_on_every_page(pages):
    differ = {
        place: next((pair for pair in zip(one.said, two.said) if len(set(pair)) == 2), "an end")
        for place, (one, two) in pages.items()
        if one.said != two.said
    }
    assert differ == {}


def test_the_navigation_leads_to_the_same_pages(pages):
    differ = {
        place: one.leads ^ two.leads for place, (one, two) in pages.items() if one.leads ^ two.leads
    }
    assert differ == {}


def test_every_player_has_its_run(sites, pages):
    asked = [
        name
        for _, page in pages.values()
        for name in re.findall(r'data-run="([^"]+)', str(page.said))
    ]
    assert asked
    assert {name for name in asked if not (sites[1] / "assets" / "runs" / name).is_file()} == set()


@pytest.fixture
def project(tmp_path):
    """A project of one page and one snippet: write("text of the page") puts the page there."""
    for name in ("docs/assets", "docs/overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[0]
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    essentials = tmp_path / "snippets" / "essentials"
    essentials.mkdir(parents=True)
    source = (ROOT / "snippets" / "essentials" / "tokenize_image.py").read_text(encoding="utf-8")
    (essentials / "tokenize_image.py").write_text(source.replace("(B, H*W, C)", "(B, C, H*W)"))

    def write(text):
        (tmp_path / "docs" / "index.md").write_text(f"# Home\n\n{text}\n", encoding="utf-8")
        return tmp_path

    return write


@pytest.mark.parametrize(
    "text, said",
    [
        ("```snippet\ntokenize_image\n```", r"tokenize_image.py:\d+:\d+: false shape"),
        ("```snippet\nnobody\n```", "docs/index.md:4:1: no snippet named nobody"),
        ('```python exec="1" html="1"\nprint(1 / 0)\n```', "ZeroDivisionError: division by zero"),
    ],
)
def test_what_is_wrong_ends_the_build(zensical, project, text, said):
    built = zensical(cwd=project(text))
    assert built.returncode == 1 and re.search(said, built.stdout)
    assert "zensical/main.py" not in built.stdout and "stepthrough/zensical.py" not in built.stdout
