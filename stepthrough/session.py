"""Run command lines on sample files when the site is built, and show what they printed; the fence."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

from stepthrough import cache, catalogue, listing, page, snippet, stop
from stepthrough.fault import Wrong

PROMPT = "$ "


def show(source, language, css_class, options, md, **kwargs):
    """A line '$ python …' of the fence shows a run, any other line the file of that name as it is then."""
    name, lines = sha256(source.encode()).hexdigest()[:12], source.strip().splitlines()
    with page.stopping(source, "session"):
        return cache.made("sessions", name, key(), ".html", lambda: "\n".join(play(lines)))


def key():
    """What sessions depend on beside their lines: the samples, the machine and what it runs on."""
    here = Path(__file__).parent
    held = [path.read_bytes() for path in sorted((*samples().iterdir(), *here.glob("*.py")))]
    return sha256(b"\0".join([snippet.environment(), *held])).hexdigest()


def samples():
    return catalogue.root() / "docs" / "samples"


def play(lines):
    """Each line's HTML, in a copy of the samples that the session may change."""
    with tempfile.TemporaryDirectory(prefix="stepthrough-") as place:
        shutil.copytree(samples(), place, dirs_exist_ok=True)
        for line in lines:
            try:
                yield run(line, place) if line.startswith(PROMPT) else file(line, place)
            except (OSError, Wrong) as error:
                raise crash(line, error) from None


def run(line, place):
    """A command with what it prints; `python` is the one that builds the site."""
    words = shlex.split(line.removeprefix(PROMPT))
    command = [sys.executable if word == "python" else word for word in words]
    home = str(Path(__file__).resolve().parent.parent)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    env = os.environ | {"PYTHONPATH": home, "GITHUB_ACTIONS": ""}
    ended = subprocess.run(command, cwd=place, env=env, **streams)
    if ended.returncode not in (0, 1) or "Traceback" in ended.stderr:
        raise crash(line, f"exit code {ended.returncode}\n{ended.stdout}{ended.stderr}".rstrip())
    return box(*listing.printed("Terminal", f"{line}\n{ended.stdout}"))


def file(name, place):
    """A listing of a file as it stands: nothing in it is proven."""
    return box(listing.plain(snippet.read(Path(place) / name), name))


def box(*inner):
    return f'<div class="st st-session">\n{"".join(inner)}</div>'


def crash(line, why):
    """What stops the build, at the line's place in the pages."""
    found = stop.place(re.compile(f"^({re.escape(line)})$", re.M), f"this session fails: {why}")
    return stop.Stop(found)
