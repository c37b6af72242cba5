"""Small sites of snippets, built by the commands as people type them, and what those leave behind."""

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETTINGS = """
site_name: Small
strict: true
theme: mkdocs
plugins: []
markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - name: snippet
          class: snippet
          validator: !!python/name:stepthrough.page.validate
          format: !!python/name:stepthrough.page.show
"""
GOOD = """
import random
import warnings

import torch

with open({ran!r}, "a") as file:
    file.write("{name} ")

warnings.warn("careful")
names = {{"one", "two", "three", "four"}}
around = [*names, random.random(), *torch.rand(2).tolist(), torch.get_num_threads(), __debug__]


def main():
    B, C = 2, {size}
    x = torch.zeros(B, C)  # (B, C)
    print("made", tuple(x.shape))
"""


class Project:
    """A site in `home`, whose commands have a temporary folder of their own."""

    def __init__(self, home):
        self.home, self.temporary, self.ran = home / "site", home / "tmp", home / "ran"
        for folder in (self.temporary, self.home / "docs", self.home / "snippets"):
            folder.mkdir(parents=True)
        (self.home / "mkdocs.yml").write_text(SETTINGS)
        self.page("index")

    def write(self, name, source):
        """A snippet of a text or of raw bytes."""
        raw = source if isinstance(source, bytes) else textwrap.dedent(source).lstrip().encode()
        (self.home / "snippets" / f"{name}.py").write_bytes(raw)

    def good(self, *names):
        """Snippets that say in a file of the project's that they ran, and a page that shows each."""
        for size, name in enumerate(names, 3):
            self.write(name, GOOD.format(ran=str(self.ran), name=name, size=size))
            self.page(name, name)

    def page(self, name, *snippets):
        fences = [f"```snippet\n{snippet}\n```\n" for snippet in snippets]
        (self.home / "docs" / f"{name}.md").write_text("\n".join([f"# {name}\n", *fences]))

    def html(self, name, site="site"):
        """A built page, '' where there is none."""
        path = self.home / site / name / "index.html"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def start(self, *arguments, **options):
        """`python -m …` in the project, in a group of its own as a terminal would start it."""
        env = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(self.temporary)}
        env |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""} | options.pop("env", {})
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        settings = {"cwd": self.home, "env": env, "process_group": 0, **pipes, **options}
        return subprocess.Popen([sys.executable, "-m", *map(str, arguments)], **settings)

    def run(self, *arguments, **options):
        return Done(self.start(*arguments, **options))

    def check(self, *arguments, **options):
        return self.run("stepthrough", "check", "snippets", *arguments, **options)

    def build(self, *arguments, **options):
        return self.run("mkdocs", "build", *arguments, **options)

    def runs(self):
        """What ran of the good ones, in the order of their names."""
        return sorted(self.ran.read_text().split()) if self.ran.exists() else []

    def left(self):
        """The processes, temporary files and compiled modules that are still there."""
        files = [*self.temporary.iterdir(), *(self.home / "snippets").rglob("__pycache__")]
        return [*processes(str(self.temporary)), *files]

    def settled(self, seconds=10):
        """What is left once it had a few seconds to go."""
        end = time.monotonic() + seconds
        while self.left() and time.monotonic() < end:
            time.sleep(0.02)
        return self.left()


class Done:
    """A command that came to its end: its exit code and its words."""

    def __init__(self, process):
        out, err = process.communicate(timeout=120)
        self.code, self.out, self.err = process.returncode, out.decode(), err.decode()
        self.said = self.out + self.err
        assert "Traceback" not in self.said, self.said

    def places(self):
        """The lines that say what is wrong, without the code below them."""
        return [line for line in self.out.splitlines()[:-1] if not line.startswith(" ")]


def processes(mark):
    """The command lines of the living processes that a text in their environment marks."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "environ").read_bytes():
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found
