"""The site, built once and served below a path, and a browser that watches what pages do."""

import functools
import io
import os
import shutil
import subprocess
import sys
import textwrap
import threading
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect

from stepthrough import cache, snippet

ROOT = Path(__file__).parents[1]
REPOSITORY = "https://github.com/somebody/essential-pytorch"
BELOW = "/essential-pytorch/"
UNSET = {"SITE_URL": "", "REPO_URL": "", "EDIT_URI": ""}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "msedge")

expect.set_options(timeout=15_000)


@dataclass
class Site:
    """The built site: its folder, its address, and what the build said."""

    folder: Path
    url: str
    said: str


class Below(SimpleHTTPRequestHandler):
    """Serves a folder as project pages are hosted: below a path, and nothing beside it."""

    def translate_path(self, path):
        if not path.startswith(BELOW):
            return str(Path(self.directory, "nothing-here"))
        return super().translate_path(path.removeprefix(BELOW[:-1]))

    def log_message(self, *words):
        pass


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
def site(mkdocs, tmp_path_factory):
    """The real site, as it is published: its own address and its repository are known."""
    folder = tmp_path_factory.mktemp("site")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Below, directory=folder))
    url = f"http://127.0.0.1:{server.server_port}{BELOW}"
    known = {"SITE_URL": url, "REPO_URL": REPOSITORY, "EDIT_URI": "edit/main/docs/"}
    built = mkdocs("build", "--strict", "-d", folder, **known)
    assert built.returncode == 0, built.stdout
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Site(folder, url, built.stdout)
    server.shutdown()


@pytest.fixture(scope="session")
def base_url(site):
    """Where the addresses of browser tests begin."""
    return site.url


@pytest.fixture
def no_torch(tmp_path):
    """A folder with a torch that writes a file when it is imported, and then fails."""
    flag = f"open({str(tmp_path / 'imported')!r}, 'w')"
    (tmp_path / "torch.py").write_text(f"{flag}\nraise ImportError('no torch here')\n")
    return tmp_path


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


@pytest.fixture
def new_context(new_context, site):
    """Watch every context of every browser test: no other host, no error, a silent console."""
    trouble = []

    def watched(**options):
        context = new_context(**{"reduced_motion": "reduce"} | options)
        context.on("request", asked)
        context.on("weberror", lambda error: trouble.append(f"{error.page.url}: {error.error}"))
        context.on("console", lambda message: trouble.append(f"{message.page.url}: {message.text}"))
        return context

    def asked(request):
        if not request.url.startswith((site.url, "data:", "blob:")):
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
        cache.traces([snippet.read(path) for path in snippet.catalogue().values()])
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
