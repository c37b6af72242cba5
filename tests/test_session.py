import re

import pytest

from stepthrough import session
from stepthrough.stop import Stop

SAMPLE = "import torch\n\nx = torch.zeros(2)   # (3,)\nprint('<b>')\n"


@pytest.fixture
def sample(project):
    """A project with one sample file; its path."""
    path = project / "docs" / "samples" / "my_model.py"
    path.parent.mkdir()
    path.write_text(SAMPLE, encoding="utf-8")
    return path


def show(*lines):
    return session.show("\n".join(lines), "session", "session", {}, None)


def said(html):
    """What the terminal shows, without markup."""
    return re.findall(r"<samp>(.*?)</samp>", html, re.S)


def test_a_command_is_shown_with_what_it_printed_and_as_text(sample):
    (text,) = said(show("$ python my_model.py"))
    assert text == "$ python my_model.py\n&lt;b&gt;\n"


def test_the_checker_says_there_what_it_says_in_a_terminal_in_ci_too(sample, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    (text,) = said(show("$ python -m stepthrough check my_model.py"))
    assert text.splitlines()[1].startswith("my_model.py:3:25: false shape: dim 0: 3 but")
    assert text.splitlines()[-1] == "1 file, 1 shape comment: 1 wrong"
    assert "::error" not in text


def test_a_file_is_shown_as_it_is_then_and_the_sample_stays_as_it_was(sample):
    html = show("my_model.py", "$ python -m stepthrough fix my_model.py", "my_model.py")
    before, after = re.findall(r"data-copy=\"(.*?)\"", html, re.S)
    assert "(3,)" in before and "(2,)" in after
    assert sample.read_text(encoding="utf-8") == SAMPLE


def test_a_session_runs_once_until_a_sample_or_a_line_changes(sample, monkeypatch):
    runs = []
    monkeypatch.setattr(session, "run", lambda line, place: runs.append(line) or "ran")
    first = show("$ python my_model.py")
    assert show("$ python my_model.py") == first
    assert len(runs) == 1
    show("$ python -q my_model.py")
    assert len(runs) == 2
    sample.write_text("x = 1\n", encoding="utf-8")
    show("$ python my_model.py")
    assert len(runs) == 3


@pytest.mark.parametrize(
    "line, why",
    [
        ("$ python missing.py", "exit code 2"),
        ("$ python -c 'raise SystemExit(3)'", "exit code 3"),
        ("$ python -c '1/0'", "ZeroDivisionError"),
        ("$ nowhere-to-be-found", "nowhere-to-be-found"),
        ("missing.py", "missing.py"),
    ],
)
def test_a_session_that_cannot_be_played_stops_the_build(sample, line, why):
    with pytest.raises(Stop, match=why):
        show(line)
