"""How long the machine takes beside what it is compared with: python tests/benchmarks/machine.py [N …]

For each N: a project of N snippets (our own, and as many generated ones as are missing), a page for each.
In turn, and repeatedly (the variable REPEATS, else 5 times):
bare      one process that imports torch once and runs all N as they are, unrecorded
cold      `python -m stepthrough check snippets` with an empty cache: all run, recorded, proven, kept
plain     `mkdocs build` of the pages, their listings highlighted and nothing else
warm      `mkdocs build` of the pages as they are, everything recorded before
edited    the same after an edit of one snippet; beside it one bare import of torch
served    under `mkdocs serve`: from a saved snippet to its new page
reloaded  the same under a plain `mkdocs serve`
Medians of wall seconds; memory is the most that the build's own process held, in MB.
"""

import contextlib
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from stepthrough import catalogue

ROOT = Path(__file__).parents[2]
REPEATS = int(os.environ.get("REPEATS", 5))
BARE = """
import contextlib, io, runpy, sys, torch
for path in sys.argv[1:]:
    sys.path[0] = path.rpartition("/")[0]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        runpy.run_path(path, run_name="__main__")
"""

GENERATED = '''"""Train a small network, number {number}."""

import torch
import torch.nn.functional as F
from torch import nn


def main():
    B, C, H, W, K = {B}, 3, {H}, {W}, 10
    model = nn.Sequential(
        nn.Conv2d(C, 16, 3, padding=1),              # (B, 16, H, W)
        nn.ReLU(),
        nn.Flatten(),                                # (B, 16*H*W)
        nn.Linear(16 * H * W, K),                    # (B, K)
    )
    x = torch.randn(B, C, H, W)                      # (B, C, H, W)
    y = torch.randint(K, (B,))                       # (B,)
    for step in range({steps}):
        logits = model(x)                            # (B, K)
        loss = F.cross_entropy(logits, y)            # ()
        loss.backward()
        with torch.no_grad():
            for weight in model.parameters():
                weight -= 0.01 * weight.grad
                weight.grad = None
    print(f"loss {{loss.item():.2f}}")


if __name__ == "__main__":
    main()
'''
MKDOCS = ("-m", "mkdocs")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "SITE_URL": "", "NO_MKDOCS_2_WARNING": "1"}


def main(*counts):
    for count in map(int, counts or ("40", "160", "640")):
        with tempfile.TemporaryDirectory() as home:
            found = measure(project(Path(home), count))
        table = " | ".join(f"{what} {value:.2f}" for what, value in found.items())
        print(f"| {count} | {table} |", flush=True)


def project(home, count):
    """A site of that many snippets, each on a page of its own."""
    own = catalogue.files(ROOT / "snippets")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[0]
    before, _, after = settings.partition("  - mkdocs-jupyter:")
    settings = before + after[after.index("\nmarkdown_extensions:") :]
    settings = settings.replace("  - stepthrough\n", "")
    for docs in ("docs", "plain"):
        plain = settings + "docs_dir: plain\n" if docs == "plain" else settings
        (home / f"{docs}.yml").write_text(plain, encoding="utf-8")
        for inner in ("assets", "overrides"):
            shutil.copytree(ROOT / "docs" / inner, home / docs / inner)
        (home / docs / "index.md").write_text("# Home\n", encoding="utf-8")
    (home / "docs.yml").rename(home / "mkdocs.yml")
    folder = home / "snippets" / "essentials"
    folder.mkdir(parents=True)
    for number in range(count):
        name, code = f"network_{number}", generated(number)
        if number < len(own):
            name, code = own[number].stem, own[number].read_text(encoding="utf-8")
        (folder / f"{name}.py").write_text(code, encoding="utf-8")
        for docs, fence in (("docs", f"snippet\n{name}\n"), ("plain", f"python\n{code}")):
            page = f"# {name}\n\nHow it goes.\n\n```{fence}```\n"
            (home / docs / f"{name}.md").write_text(page, encoding="utf-8")
    return home


def generated(number):
    """The source of a snippet that trains for some 40 ms: in many small steps, or in a few large ones."""
    large, turn = number % 2, number // 2
    sizes = {"B": 23 + turn % 8, "H": 17 + turn // 8 % 3, "W": 20 + turn // 24 % 2}
    if large:
        sizes = {name: 2 * size for name, size in sizes.items()}
    return GENERATED.format(number=number, steps=(5 if large else 40) + turn // 48, **sizes)


def measure(home):
    """{what: median} of one project."""
    found = {}

    def note(what, value):
        found.setdefault(what, []).append(value)

    paths = sorted(map(str, (home / "snippets").rglob("*.py")))
    for _ in range(REPEATS):
        note("bare", run(home, "-c", BARE, *paths)[0])
        shutil.rmtree(home / ".cache", ignore_errors=True)
        note("cold", run(home, "-m", "stepthrough", "check", "snippets")[0])
    run(home, *MKDOCS, "build", "-q")
    for turn in range(REPEATS):
        for what, settings in (("plain", "plain.yml"), ("warm", "mkdocs.yml")):
            seconds, held = run(home, *MKDOCS, "build", "-q", "-f", settings)
            note(what, seconds)
            note(f"{what} MB", held)
        edit(Path(paths[turn]))
        note("torch", run(home, "-c", "import torch")[0])
        note("edited", run(home, *MKDOCS, "build", "-q")[0])
    pages = [home / "plain" / f"{Path(path).stem}.md" for path in paths]
    for what, edited, settings in (
        ("reloaded", pages, "plain.yml"),
        ("served", paths, "mkdocs.yml"),
    ):
        with serving(home, settings) as url:
            for turn in range(REPEATS + 1):
                seconds = reload(url, Path(edited[-1 - turn]))
                note(what, seconds) if turn else None  # the first finds things as they were left
    return {what: statistics.median(values) for what, values in found.items()}


def run(home, *arguments):
    """Wall seconds and largest memory, in MB, of a Python process that must end well."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=home,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{arguments[:3]} ended with exit code {process.returncode}")
    return time.monotonic() - began, used.ru_maxrss / 1024


def edit(path):
    """Another title: every step and shape stays as it was."""
    before = path.read_text(encoding="utf-8")
    mark = f"Once more, {time.monotonic_ns()}."
    path.write_text(re.sub(r'"""', f'"""{mark} ', before, count=1), encoding="utf-8")
    return mark


@contextlib.contextmanager
def serving(home, settings):
    """`mkdocs serve`, from the moment its pages are there to its end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        where = "{}:{}".format(*free.getsockname())
    process = subprocess.Popen(
        [sys.executable, *MKDOCS, "serve", "-q", "-f", settings, "-a", where],
        cwd=home,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not page(f"http://{where}/"):
            time.sleep(0.1)
        time.sleep(8)  # what it prepares meanwhile is ready
        yield f"http://{where}/"
    finally:
        process.terminate()
        process.wait()


def page(url):
    with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=9) as answer:
        return answer.read().decode()
    return ""


def reload(url, path):
    """Seconds from a saved snippet to its new page."""
    began, mark = time.monotonic(), edit(path)
    while mark not in page(f"{url}{path.stem}/"):
        time.sleep(0.02)
    return time.monotonic() - began


if __name__ == "__main__":
    main(*sys.argv[1:])
