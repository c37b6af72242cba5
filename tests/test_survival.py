"""The build, killed, crowded, out of room and lied to: the next one is right without any cleaning."""

import json
import os
import random
import shutil
import signal
import socket
import time
import urllib.request
from functools import partial

import pytest

from projects import Project
from stepthrough import shelf

resource = pytest.importorskip("resource")
pytestmark = [pytest.mark.slow, pytest.mark.linux]

NAMES = ["apple", "berry", "cherry", "elder"]
KILLS = 50
FUTURE = time.time() + 10**7


@pytest.fixture
def small(tmp_path):
    """Good snippets, a page each, none of them recorded."""
    project = Project(tmp_path)
    project.good(*NAMES)
    return project


@pytest.fixture(scope="module")
def recorded_once(tmp_path_factory):
    project = Project(tmp_path_factory.mktemp("recorded"))
    project.good(*NAMES)
    assert project.check().code == 0
    return project


@pytest.fixture
def kept(small, recorded_once):
    """The same, recorded before, none of them run again yet."""
    for name in ("snippets", ".cache"):
        shutil.copytree(recorded_once.home / name, small.home / name, dirs_exist_ok=True)
    small.ran = recorded_once.ran
    small.ran.unlink(missing_ok=True)
    return small


def right(project, *more):
    """Whether a build ends well, with every page as its snippet is now."""
    built = project.build("-q", *more)
    assert built.code == 0, built.said
    for size, name in enumerate(NAMES, 3):
        assert f"<samp>made (2, {size})\n</samp>" in project.html(name)
    return built


def entries(project):
    return sorted((project.home / ".cache" / "traces").glob("*.json"))


def entry(project, name):
    (found,) = (project.home / ".cache" / "traces").glob(f"{name}.*")
    return found


# Killed


def test_a_build_killed_at_fifty_moments_leaves_nothing_that_the_next_one_minds(small):
    """By turns the build alone and its whole group, while it starts and while snippets run."""
    chance = random.Random(0)
    for turn in range(KILLS):
        running = small.start("mkdocs", "build", "-q")
        if turn % 5 == 0:
            shutil.rmtree(small.home / ".cache", ignore_errors=True)
            small.ran.unlink(missing_ok=True)
            until(small.runs)
        time.sleep(chance.random() * 0.8)
        (os.killpg if turn % 2 else os.kill)(running.pid, signal.SIGKILL)
        running.communicate()
    assert small.settled(20) == []
    right(small)
    assert len(list((small.home / ".cache" / "traces").iterdir())) == len(NAMES)
    assert small.left() == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_what_ends_a_check_ends_all_that_it_started(small, number):
    began = f"import subprocess\n\nopen({str(small.ran)!r}, 'a').write('zebra ')\n"
    small.write("zebra", began + "subprocess.Popen(['sleep', '99']).wait()\n")
    running = small.start("stepthrough", "check", "snippets")
    until(lambda: small.runs() == [*NAMES, "zebra"] and len(entries(small)) == len(NAMES))
    os.killpg(running.pid, number)
    running.wait()
    assert small.settled() == []
    running.communicate()
    (small.home / "snippets" / "zebra.py").unlink()
    right(small)
    assert small.runs() == [*NAMES, "zebra"], "what was recorded before the end is kept"


# Nowhere to keep


def a_file(path):
    shutil.rmtree(path, ignore_errors=True)
    path.parent.mkdir(exist_ok=True)
    path.write_text("")


@pytest.mark.parametrize("where", [".cache", ".cache/traces"])
def test_where_nothing_can_be_kept_the_build_is_right_and_says_so_once(small, where):
    a_file(small.home / where)
    built = right(small)
    assert small.runs() == NAMES, "each ran once"
    assert built.err.count("nothing can be kept in .cache (") == 1


def test_a_full_disk_costs_what_could_be_kept_and_nothing_else(small):
    full = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
    done = small.check(preexec_fn=full)
    assert (done.code, done.places(), small.runs()) == (0, [], NAMES)
    assert "nothing can be kept in .cache (File too large)" in done.err
    assert list((small.home / ".cache" / "traces").iterdir()) == []


def test_without_room_for_temporary_files_each_snippet_says_what_is_missing(small):
    done = small.check(preexec_fn=no_files)
    assert done.code == 1
    assert [place.split("[")[0] for place in done.places()] == [
        f"snippets/{name}.py:1:1: cannot be run: FileNotFoundError: " for name in NAMES
    ]


def no_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


# Spoilt and planted


def body(raw):
    return raw.split(b"\n", 1)[1]


def another_under_this_key(own, other):
    """An entry whose own key says that it is another's."""
    planted = json.loads(body(other)) | {"key": json.loads(body(own))["key"]}
    return other.split(b"\n")[0] + b"\n" + json.dumps(planted).encode()


def older(own, path):
    """An entry of another version, sealed as it was then."""
    text = body(own).decode().replace('"schema":', '"schema":1')
    return f"{shelf.seal(path, text)}\n{text}".encode()


SPOILT = [
    lambda own, other, path: b"",
    lambda own, other, path: own[:-1],
    lambda own, other, path: own[:200] + bytes([own[200] ^ 1]) + own[201:],
    lambda own, other, path: bytes(range(256)),
    lambda own, other, path: other,
    lambda own, other, path: another_under_this_key(own, other),
    lambda own, other, path: older(own, path),
]


@pytest.mark.parametrize("first", [0, 4])
def test_a_trace_that_is_not_what_was_kept_is_recorded_again(kept, first):
    good = {path: path.read_bytes() for path in entries(kept)}
    spoils = SPOILT[first : first + len(NAMES)]
    for spoil, (path, own), other in zip(spoils, good.items(), [*good.values()][::-1]):
        path.write_bytes(spoil(own, other, path))
    done = kept.check()
    assert (done.code, kept.runs()) == (0, NAMES[: len(spoils)])
    assert {path: path.read_bytes() for path in entries(kept)} == good


def test_a_page_or_a_run_of_another_is_made_again(kept):
    right(kept)
    before = kept.home / "before"
    (kept.home / "site").rename(before)
    listings = kept.home / ".cache" / "listings"
    own, others = (sorted(listings.glob(f"{name}.*")) for name in ("apple", "elder"))
    assert len(own) == len(others) == 3, "a listing, a run and the lines of the comments"
    for mine, other in zip(own, others):
        mine.write_bytes(other.read_bytes())
    right(kept)
    assert {path.name for path in (before / "assets/runs").iterdir()} == {
        path.name for path in (kept.home / "site/assets/runs").iterdir()
    }
    for path in (before / "assets/runs").iterdir():
        assert path.read_bytes() == (kept.home / "site/assets/runs" / path.name).read_bytes()


# Dates


def test_nothing_depends_on_dates(kept):
    """Nor on what an earlier Python compiled of a module at that very second."""
    right(kept)
    for path in [*kept.home.rglob("*")]:
        os.utime(path, (FUTURE, FUTURE))
    right(kept)
    assert kept.runs() == []
    kept.write("size", "SIZE = 3\n")
    os.utime(kept.home / "snippets" / "size.py", (10**9, 10**9))
    kept.run("compileall", "-q", "snippets/size.py")
    kept.write("size", "SIZE = 9\n")
    kept.write("apple", "from size import SIZE\n\nprint('size', SIZE)\n")
    for name in ("apple", "size"):
        os.utime(kept.home / "snippets" / f"{name}.py", (10**9, 10**9))
    assert kept.build("-q").code == 0
    assert "<samp>size 9\n</samp>" in kept.html("apple")


# Two at once


def test_two_builds_at_once_are_both_right(small):
    pair = [small.start("mkdocs", "build", "-q", "-d", name) for name in ("one", "two")]
    for running in pair:
        running.communicate()
    assert [running.returncode for running in pair] == [0, 0]
    for size, name in enumerate(NAMES, 3):
        for site in ("one", "two"):
            assert f"<samp>made (2, {size})\n</samp>" in small.html(name, site)
    assert len(entries(small)) == len(NAMES)
    assert small.settled() == []


def answer(url, seconds):
    try:
        with urllib.request.urlopen(url, timeout=seconds) as answered:
            return answered.read().decode()
    except OSError:
        return ""


def test_a_page_is_never_stale_neither_built_nor_served_while_it_is_built(kept):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = kept.start("mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}", "-w", "snippets")
    url = f"http://127.0.0.1:{port}/apple/"
    try:
        until(lambda: "made (2, 3)" in answer(url, 5))
        right(kept)
        kept.write("apple", "1 / 0\n")
        until(lambda: answer(url, 1) == "")
        broken = kept.build("-q")
        assert (broken.code, kept.html("apple"), kept.html("berry")) == (1, "", "")
        assert "snippets/apple.py:1:1: raises ZeroDivisionError: division by zero" in broken.said
        assert answer(url, 2) == "", "nothing is served as long as it is wrong"
        kept.write("apple", "print('mended')\n")
        until(lambda: "mended" in answer(url, 5))
        assert kept.build("-q").code == 0
        assert "<samp>mended\n</samp>" in kept.html("apple")
        assert kept.runs() == [], "the others were kept"
    finally:
        os.killpg(serving.pid, signal.SIGINT)
        serving.communicate(timeout=30)
    assert kept.settled() == []


def until(true):
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


# The same traces, whatever surrounds a run


AROUND = {
    "PYTHONHASHSEED": "123",
    "PYTHONWARNINGS": "ignore",
    "PYTHONOPTIMIZE": "2",
    "OMP_NUM_THREADS": "7",
    "LC_ALL": "C",
}


def recorded(project, *names, **options):
    """The bytes of the traces of some snippets, recorded now in that order."""
    shutil.rmtree(project.home / ".cache")
    done = project.run(
        "stepthrough", "check", *(f"snippets/{name}.py" for name in names), **options
    )
    assert done.code == 0, done.said
    return {path.name: path.read_bytes() for path in entries(project)}


def test_traces_are_alike_to_the_last_bit_whatever_is_around_a_run(kept):
    """In another order, folder and environment, after others, with torch loaded further, alone."""
    first = {path.name: path.read_bytes() for path in entries(kept)}
    kept.write("a_fifth", "import torch\n\ntorch.manual_seed(5)\n")
    kept.temporary = kept.temporary.parent / "other"
    kept.temporary.mkdir()
    names = ["a_fifth", *reversed(NAMES)]
    other = recorded(kept, *names, env=AROUND)
    assert {name: other.get(name) for name in first} == first
    assert recorded(kept, NAMES[0]).items() <= first.items()
