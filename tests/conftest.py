"""The site, built once and served below a path, and a browser that watches what pages do."""

import functools
import gzip
import io
import json
import os
import shutil
import subprocess
import sys
import textwrap
import threading
from contextlib import chdir, contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Error, expect

from known import LOST, REPOSITORY, poisoned
from stepthrough import cache, catalogue, snippet
from stepthrough.fault import Wrong

ROOT = Path(__file__).parents[1]
LOCK = ROOT / ".cache" / "site.lock"
BELOW = "/essential-pytorch/"
UNSET = {"SITE_URL": "", "REPO_URL": "", "EDIT_URI": "", "SITE_BRANCH": "", "LABS": "0"}
TEXT = ("text/", "application/json", "application/xml", "image/svg")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "msedge")

expect.set_options(timeout=15_000)
os.environ.pop("GITHUB_ACTIONS", None)  # the faults of tests are nobody's


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what builds the site, so that `-m "not site"` leaves the machine's own; skip what is for Linux elsewhere."""
    for item in items:
        if {"site", "mkdocs"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("site")
        if item.get_closest_marker("linux") and sys.platform != "linux":
            item.add_marker(pytest.mark.skip(reason="needs Linux"))


def pytest_configure(config):
    """Before workers share a whole run of the tests, record on all cores what no test should wait for."""
    whole = (
        config.args_source is pytest.Config.ArgsSource.TESTPATHS and not config.option.collectonly
    )
    if whole and not hasattr(config, "workerinput"):
        with suppress(Wrong):  # the tests of that snippet will tell
            cache.traces([snippet.read(path) for path in catalogue.named().values()])


@dataclass
class Site:
    """The built site: its folder, its address, and what the build said."""

    folder: Path
    url: str
    said: str


class Host(SimpleHTTPRequestHandler):
    """Serves a folder as static hosts do: below a path and nothing beside it, text packed, with a 404 page."""

    def __init__(self, *arguments, below, **options):
        self.below = below
        super().__init__(*arguments, **options)

    def translate_path(self, path):
        inside = path.removeprefix(self.below) if path.startswith(self.below) else "nothing/here"
        return super().translate_path(f"/{inside}")

    def send_head(self):
        path = Path(self.translate_path(self.path))
        if path.is_dir() and not self.path.partition("?")[0].endswith("/"):
            return super().send_head()  # the same address with a slash
        path = path / "index.html" if path.is_dir() else path
        found = path if path.is_file() else Path(self.directory, "404.html")
        packed = "gzip" in self.headers.get("Accept-Encoding", "")
        packed &= self.guess_type(found).startswith(TEXT)
        body = squeezed(found) if packed else found.read_bytes()
        self.send_response(200 if found == path else 404)
        self.send_header("Content-Type", self.guess_type(found))
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return io.BytesIO(body)

    def log_message(self, *words):
        pass


@functools.cache
def squeezed(path):
    return gzip.compress(path.read_bytes(), 6, mtime=0)


@pytest.fixture(scope="session")
def mkdocs():
    """Run mkdocs to its end, without anybody's own settings; its words are in `stdout`."""

    def run(*arguments, cwd=ROOT, start=("-m", "mkdocs"), **environment):
        env = os.environ | UNSET | {"NO_MKDOCS_2_WARNING": "1"} | environment
        command = [sys.executable, *start, *map(str, arguments)]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        return subprocess.run(command, cwd=cwd, env=env, check=False, **streams)

    return run


@pytest.fixture(scope="session")
def site(mkdocs, tmp_path_factory, pytestconfig):
    """The real site, as it is published: its own address and its repository are known.

    The labs are run for the slow tests alone: they take the two minutes.
    """
    slow = "slow" in pytestconfig.getoption("markexpr").split("not ")[0]
    known = {"REPO_URL": REPOSITORY, "EDIT_URI": "edit/main/docs/", "SITE_BRANCH": "gh-pages"}
    with hosted(mkdocs, tmp_path_factory, BELOW, LABS=str(int(slow)), **known) as one:
        yield one


@pytest.fixture(scope="session")
def root_site(mkdocs, tmp_path_factory):
    """The site at the root of a host, where nothing but its address is known."""
    with hosted(mkdocs, tmp_path_factory, "/") as one:
        yield one


@contextmanager
def hosted(mkdocs, tmp_path_factory, below, **known):
    """A site that is built once for all workers, and served to each of them below a path."""
    folder = tmp_path_factory.mktemp("site")
    serve = functools.partial(Host, directory=folder, below=below)
    server = ThreadingHTTPServer(("127.0.0.1", 0), serve)
    url = f"http://127.0.0.1:{server.server_port}{below}"
    note = note_of_site(tmp_path_factory, below)
    LOCK.parent.mkdir(exist_ok=True)
    with FileLock(LOCK):
        if note.exists():
            said = moved(*json.loads(note.read_text()), folder, url)
        else:
            built = mkdocs("build", "--strict", "-d", folder, SITE_URL=url, **known)
            assert built.returncode == 0, built.stdout
            said = built.stdout
            note.write_text(json.dumps([str(folder), url, said]))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Site(folder, url, said)
    server.shutdown()


def note_of_site(tmp_path_factory, below):
    """Where the workers of a run find what the first of them has built."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return shared / f"site{below.replace('/', '-')}.json"


def moved(first, address, said, folder, url):
    """Copy a site to another address; what its build said."""
    shutil.copytree(first, folder, dirs_exist_ok=True)
    for path in folder.rglob("*"):
        if path.suffix in (".html", ".xml", ".json", ".txt"):
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(address, url), encoding="utf-8")
    return said


@pytest.fixture(scope="session")
def base_url(site):
    """Where the addresses of browser tests begin."""
    return site.url


@pytest.fixture
def no_torch(tmp_path):
    return poisoned(tmp_path)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, browser_type):
    """What starts a Chromium here: CHROMIUM if set, else Playwright's own, else one on the PATH."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    common = browser_type_launch_args | {"args": quiet + ["--no-sandbox"] * root}
    if chosen := os.environ.get("CHROMIUM"):
        return common | {"executable_path": chosen}
    on_path = [{"executable_path": path} for name in BROWSERS if (path := shutil.which(name))]
    for more in [{}, *on_path]:
        try:
            browser_type.launch(**common, **more).close()
        except Error:
            continue
        return common | more
    why = f"no browser starts: set CHROMIUM, or put one of {', '.join(BROWSERS)} on the PATH"
    pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)


@pytest.fixture(scope="module")
def scripted(browser, site):
    """Put data to a script on the page where it runs: scripted("errors/", SCRIPT)(data)."""
    page = browser.new_page()

    def opened(url, script):
        page.goto(site.url + url)
        return lambda asked: page.evaluate(script, asked)

    yield opened
    page.close()


@pytest.fixture
def browser_context_args(browser_context_args, base_url):
    """Those of the site that a test is about: what a session keeps may be of another one."""
    return browser_context_args | {"base_url": base_url}


@pytest.fixture
def new_context(new_context, base_url):
    """Watch every context of every browser test: no other host, no error, a silent console."""
    trouble = []

    def watched(**options):
        context = new_context(**{"reduced_motion": "reduce"} | options)
        context.on("request", asked)
        context.on("weberror", lambda error: trouble.append(f"{error.page.url}: {error.error}"))
        context.on("console", said)
        return context

    def said(message):
        if not message.location["url"].endswith(LOST):
            trouble.append(f"{message.page.url}: {message.text}")

    def asked(request):
        if not request.url.startswith((base_url, "data:", "blob:")):
            trouble.append(f"asked {request.url}")

    yield watched
    assert trouble == []


# What the tests of the machine share

SMALL = {
    "mkdocs.yml": "site_name: Small\nnav:\n  - index.md\n  - images.md\n  - more/sizes.md\n",
    "docs/index.md": "# Home\n\n```snippet\ntokens\n```\n",
    "docs/images.md": "```snippet\ntokens.Tokens.forward\n```\n\n```snippet\nmarkup\n```\n",
    "docs/more/sizes.md": "# Sizes\n\n````snippet\nimages\n````\n",
    "snippets/essentials/tokens.py": '''
        """Turn images into tokens."""

        import torch
        from torch import nn


        class Tokens(nn.Module):
            def __init__(self, D):
                super().__init__()
                self.proj = nn.Linear(3, D)

            def forward(self, x):
                B, C, H, W = x.shape
                x = x.flatten(2).transpose(1, 2)   # (B, H*W, C)
                return self.proj(x)                # (B, H*W, D)


        def main():
            image = torch.rand(2, 3, 4, 5)         # (2, 3, 4, 5)
            tokens = Tokens(7)(image)              # (B, P, D), where B = 2, P = 4*5 and D = 7
            print(tuple(tokens.shape))


        if __name__ == "__main__":
            main()
        ''',
    "snippets/essentials/markup.py": """
        import warnings

        TEXT = "</samp><script>alert('1 & 2')</script>"


        def main():
            print(TEXT)
            warnings.warn("<b>careful</b>")
        """,
    "snippets/models/size.py": "WIDTH = 5\n",
    "snippets/models/images.py": """
        import torch
        from size import WIDTH


        def main():
            B, C = 2, 3
            image = torch.zeros(B, C, 4, WIDTH)    # (B, C, 4, WIDTH)
            print(tuple(image.shape))
        """,
}


@pytest.fixture
def write(tmp_path):
    """Put the source of a snippet into a file of its own: write("x = 1") is the Snippet."""

    def written(source, name="example"):
        path = tmp_path / f"{name}.py"
        path.write_text(textwrap.dedent(source).lstrip("\n"), encoding="utf-8")
        return snippet.read(path)

    return written


@pytest.fixture
def run(monkeypatch):
    """Run a snippet in this process: run(one) is its Trace."""
    from stepthrough import record

    def recorded(one):
        monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
        monkeypatch.setattr(sys, "argv", sys.argv)
        monkeypatch.setattr(sys, "path", list(sys.path))
        with redirect_stdout(io.StringIO()) as printed:
            made = record.run(one)
        made.output = printed.getvalue()
        return made

    return recorded


@pytest.fixture(scope="session")
def recorded_project(tmp_path_factory):
    """A folder with a small site whose snippets are recorded, by real workers."""
    home = tmp_path_factory.mktemp("project")
    for name, text in SMALL.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
    with chdir(home):
        cache.traces([snippet.read(path) for path in catalogue.named().values()])
    return home


@pytest.fixture
def project(recorded_project, tmp_path, monkeypatch):
    """A copy of that folder, to work in and to change."""
    home = tmp_path / "project"
    shutil.copytree(recorded_project, home)
    monkeypatch.chdir(home)
    return home


class Seen:
    """A trace, asked in words."""

    def __init__(self, one, made):
        self.one, self.trace, self.steps = one, made, made.steps
        assert made.error is None or made.error.type != "RecorderError", made.error.message

    def at(self, text, kind=None):
        """The steps on the first line that holds a text."""
        number = next(n for n, row in enumerate(self.one.lines, 1) if text in row)
        return [s for s in self.steps if s.line == number and (kind or s.kind) == s.kind]

    def value(self, index):
        """A tensor, a list of such, or the text of a value."""
        value = self.trace.values[index]
        if value.tensor >= 0:
            return self.trace.tensors[value.tensor]
        return [self.value(item) for item in value.items] if value.items else value.text

    def bound(self, name):
        """What the steps bound to a name, in order."""
        return [self.value(step.changed[name]) for step in self.steps if name in step.changed]

    def spans(self, step):
        """{source: shape} of a step's sub-expressions."""
        found = {}
        for line, col, end, end_col, value in step.spans:
            assert line == end, "write these tests with expressions on one line"
            found[self.one.lines[line - 1][col - 1 : end_col - 1]] = self.value(value)
        return found

    def frames(self):
        return [name for name, _ in self.trace.frames]


@pytest.fixture
def seen(write, run):
    def made(source):
        one = write(source)
        return Seen(one, run(one))

    return made


def pytest_terminal_summary(terminalreporter):
    """What tests measured, below their dots."""
    for report in terminalreporter.stats.get("passed", []):
        for said in [text for name, text in report.user_properties if name == "said"]:
            terminalreporter.write_line(said)
