import json

import pytest

from stepthrough import progress
from stepthrough.progress import Progress


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path / "my katäs"


def kept(folder):
    return json.loads((folder / "progress.json").read_text(encoding="utf-8"))


def broken(folder, text):
    folder.mkdir()
    (folder / "progress.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    return Progress(folder)


def test_nothing_is_done_before_there_is_a_file_and_none_is_written(folder):
    made = Progress(folder)
    assert (made.is_done("mha"), made.told, folder.exists()) == (False, [], False)


def test_what_is_done_stays_done(folder):
    made = Progress(folder)
    made.finish("mha")
    made.finish("mha")
    made.finish("größe")
    assert Progress(folder).done == kept(folder)["done"] == ["mha", "größe"]


def test_each_hint_is_given_once_and_then_there_is_none(folder):
    given = [Progress(folder).next_hint("mha", 3) for _ in range(5)]
    assert given == [0, 1, 2, None, None]
    assert Progress(folder).next_hint("patchify", 3) == 0


@pytest.mark.parametrize("text", ['{"done": ["mha"', "", "[]", "3", b"\xff\xfe", "[" * 100_000])
def test_a_file_that_is_torn_is_set_aside_and_told(folder, text):
    made = broken(folder, text)
    assert made.done == []
    assert made.told[0].startswith("my katäs/progress.json is no progress file (")
    assert made.told[0].endswith(": kept as my katäs/progress.broken-1.json")
    raw = text if isinstance(text, bytes) else text.encode()
    assert (folder / "progress.broken-1.json").read_bytes() == raw
    made.finish("mha")
    assert Progress(folder).done == ["mha"] and Progress(folder).told == []


def test_what_is_understood_of_a_file_changed_by_hand_stays(folder):
    made = broken(folder, '{"done": ["mha", 3], "hints": {"a": 2, "b": "x"}, "note": "mine"}')
    assert (made.done, made.hints) == (["mha"], {"a": 2})
    said = "says something that is not understood; what is, stays"
    assert made.told == [f"my katäs/progress.json {said}: kept as my katäs/progress.broken-1.json"]
    made.finish("patchify")
    assert kept(folder) == {"done": ["mha", "patchify"], "hints": {"a": 2}, "note": "mine"}


def test_what_was_set_aside_before_is_not_lost(folder):
    broken(folder, "first")
    (folder / "progress.json").write_text("second")
    Progress(folder)
    found = [(folder / f"progress.broken-{n}.json").read_text() for n in (1, 2)]
    assert found == ["first", "second"]


def test_a_file_is_never_seen_half_written_and_nothing_is_left_beside(folder, monkeypatch):
    Progress(folder).finish("mha")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(progress.os, "replace", full)
    made = Progress(folder)
    made.finish("patchify")
    assert made.told == ["my katäs/progress.json cannot be written: No space left on device"]
    assert kept(folder)["done"] == ["mha"]
    assert [path.name for path in folder.iterdir()] == ["progress.json"]


def test_a_folder_that_is_a_file_is_told(folder):
    folder.write_text("")
    made = Progress(folder)
    made.finish("mha")
    assert made.told and all(
        line.startswith("my katäs/progress.json cannot be") for line in made.told
    )
