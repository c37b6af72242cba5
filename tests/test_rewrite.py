import os
import stat

import pytest

from stepthrough import rewrite, snippet
from stepthrough.fault import Wrong

FILES = {
    "plain": b"x = 1\ny = 2\n",
    "no newline at the end": b"x = 1\ny = 2",
    "DOS": b"x = 1\r\ny = 2\r\n",
    "all newlines": b"x = 1\ny = 2\r\nz = 3\rw = 4\n",
    "byte order mark": b"\xef\xbb\xbfx = 1\ny = 2\n",
    "coding line": b"# coding: latin-1\ny = '\xe9'\n",
    "form feed": b"x = '\x0c\x1d'\n\x0cy = 2\n",
    "tabs, spaces at the end": b"if 1:\n\ty = 2 \t\n\n\n",
    "letters": "é = '日本'\ny = 2 # é\n".encode(),
}


@pytest.fixture
def file(tmp_path):
    """Put bytes into a file: file(raw) is the snippet in it."""

    def written(raw):
        (tmp_path / "file.py").write_bytes(raw)
        return snippet.read(tmp_path / "file.py")

    return written


@pytest.mark.parametrize("raw", FILES.values(), ids=FILES)
def test_all_bytes_but_those_of_a_line_stay(file, raw):
    one = file(raw)
    rewrite.write(one, {2: one.lines[1] + "  # (B,)"})
    code = one.lines[1].encode("latin-1" if b"latin-1" in raw else "utf-8")
    assert one.path.read_bytes() == raw.replace(code, code + b"  # (B,)")


def test_a_file_whose_lines_would_be_other_code_is_not_written(file):
    one = file(b"x = 1\n")
    with pytest.raises(Wrong, match="file.py:1:1: would be other code"):
        rewrite.write(one, {1: "x = 2"})
    assert one.path.read_bytes() == b"x = 1\n"


def test_a_file_that_changed_meanwhile_is_not_written(file):
    one = file(b"x = 1\n")
    one.path.write_bytes(b"x = 3\n")
    with pytest.raises(Wrong, match="file.py:1:1: has changed while it ran"):
        rewrite.write(one, {1: "x = 1  # (B,)"})
    assert one.path.read_bytes() == b"x = 3\n"


def test_a_file_keeps_its_mode_and_no_other_is_left(file):
    one = file(b"x = 1\n")
    one.path.chmod(0o754)
    rewrite.write(one, {1: "x = 1  # (B,)"})
    assert stat.S_IMODE(one.path.stat().st_mode) == 0o754
    assert os.listdir(one.path.parent) == ["file.py"]


def test_a_link_stays_a_link(file, tmp_path):
    file(b"x = 1\n")
    (tmp_path / "link.py").symlink_to("file.py")
    rewrite.write(snippet.read(tmp_path / "link.py"), {1: "x = 1  # (B,)"})
    assert (tmp_path / "link.py").is_symlink()
    assert (tmp_path / "file.py").read_bytes() == b"x = 1  # (B,)\n"


def test_a_file_that_is_read_only_is_told_and_stays(file):
    one = file(b"x = 1\n")
    one.path.chmod(0o444)
    with pytest.raises(Wrong, match="file.py:1:1: cannot be written: it is read-only"):
        rewrite.write(one, {1: "x = 1  # (B,)"})
    assert one.path.read_bytes() == b"x = 1\n"


def test_what_fails_half_way_leaves_the_file_and_nothing_beside_it(file, monkeypatch):
    def full(*_):
        raise OSError("disk full")

    one = file(b"x = 1\n")
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Wrong, match="file.py:1:1: cannot be written: disk full"):
        rewrite.write(one, {1: "x = 1  # (B,)"})
    assert one.path.read_bytes() == b"x = 1\n" and os.listdir(one.path.parent) == ["file.py"]


def test_a_diff_tells_of_a_missing_newline_and_writes_nothing(file):
    one = file(b"x = 1\r\ny = 2")
    assert list(rewrite.diff(one, {2: "y = 2  # (B,)"}))[3:] == [
        " x = 1\r\n",
        "-y = 2\n\\ No newline at end of file\n",
        "+y = 2  # (B,)\n\\ No newline at end of file\n",
    ]
    assert one.path.read_bytes() == b"x = 1\r\ny = 2"
