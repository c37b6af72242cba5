import gzip
import os
import time

import pytest

from stepthrough import cache, crew, snippet, trace

NAMES = ["images", "markup", "size", "tokens"]


@pytest.fixture
def asked(project, monkeypatch):
    """The names of what is recorded from now on; the traces that come are the ones already kept."""
    known = {name: cache.stored(snippet.load(name)) for name in NAMES}
    names = []

    def record(snippets, seconds, then):
        names.extend(one.name for one in snippets)
        made = [trace.from_json(trace.to_json(known[one.name])) for one in snippets]
        for one, each in zip(snippets, made):
            each.key = snippet.key(one)
            then(one, each)
        return made

    monkeypatch.setattr(crew, "record", record)
    return names


def entry(name):
    one = snippet.load(name)
    return cache.entry(one, snippet.key(one))


# Kept traces


def test_what_is_kept_is_not_recorded_again(asked):
    for name in NAMES:
        assert cache.trace_of(snippet.load(name)).key == snippet.key(snippet.load(name))
    assert asked == []


def test_traces_come_in_the_order_of_their_snippets(asked):
    ones = [snippet.load(name) for name in ("tokens", "images", "tokens", "size")]
    assert [made.key for made in cache.traces(ones)] == [snippet.key(one) for one in ones]


def test_the_first_miss_records_everything_that_is_stale(asked):
    entry("tokens").unlink()
    entry("markup").unlink()
    cache.trace_of(snippet.load("tokens"))
    assert sorted(asked) == ["markup", "tokens"]
    cache.trace_of(snippet.load("markup"))
    assert sorted(asked) == ["markup", "tokens"]


def test_a_changed_snippet_is_recorded_again_alone_and_the_others_are_kept(asked):
    before = {name: entry(name) for name in NAMES}
    path = snippet.load("tokens").path
    path.write_text(path.read_text() + "\n")
    cache.trace_of(snippet.load("images"))
    cache.trace_of(snippet.load("tokens"))
    assert asked == ["tokens"]
    kept = set((cache.folder()).iterdir())
    assert kept == {before[name] for name in NAMES if name != "tokens"} | {entry("tokens")}


def test_a_changed_sibling_makes_those_that_import_it_stale(asked, project):
    (project / "snippets" / "models" / "size.py").write_text("WIDTH = 6\n")
    cache.trace_of(snippet.load("tokens"))
    assert asked == []
    cache.trace_of(snippet.load("images"))
    assert sorted(asked) == ["images", "size"]


def test_pages_and_styles_make_nothing_stale(asked, project):
    (project / "docs" / "images.md").write_text("# Other\n")
    (project / "mkdocs.yml").write_text("site_name: Other\n")
    cache.traces([snippet.load(name) for name in NAMES])
    assert asked == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: text + "}",
        lambda text: text.replace(f'"schema":{trace.SCHEMA}', '"schema":0'),
        lambda text: "null",
        lambda text: "\x00" * len(text),
        lambda text: text.replace('"steps"', '"stages"'),
    ],
    ids=["empty", "truncated", "longer", "older", "null", "zeros", "renamed"],
)
def test_a_spoilt_entry_is_recorded_again_and_mended(asked, spoil):
    path = entry("tokens")
    good = path.read_text()
    path.write_text(spoil(good))
    assert cache.trace_of(snippet.load("tokens")).output == "(2, 20, 7)\n"
    assert asked == ["tokens"]
    assert path.read_text() == good


def test_an_entry_that_is_not_text_is_recorded_again(asked):
    entry("tokens").write_bytes(b"\xff\xfe\x00")
    cache.trace_of(snippet.load("tokens"))
    assert asked == ["tokens"]


def test_the_entry_of_another_snippet_is_recorded_again(asked):
    entry("tokens").write_bytes(entry("markup").read_bytes())
    assert cache.trace_of(snippet.load("tokens")).output == "(2, 20, 7)\n"
    assert asked == ["tokens"]


def test_an_unreadable_snippet_does_not_keep_the_others_from_being_recorded(asked, project):
    (project / "snippets" / "broken.py").write_text("x = (\n")
    entry("tokens").unlink()
    assert cache.trace_of(snippet.load("tokens")).error is None
    assert asked == ["tokens"]


# Keeping


def test_older_traces_of_a_snippet_go_and_those_of_others_stay(project):
    one = snippet.load("tokens")
    names = ["tokens.0123.json", "tokens_too.0123.json", "other.0123.json"]
    for name in names:
        (cache.folder() / name).write_text("{}")
    cache.keep(one, cache.stored(one))
    assert [name for name in names if (cache.folder() / name).exists()] == names[1:]
    assert cache.stored(one)


def test_a_trace_is_written_whole_or_not_at_all(project, monkeypatch):
    one = snippet.load("tokens")
    before, made = entry("tokens").read_bytes(), cache.stored(one)
    monkeypatch.setattr(os, "replace", lambda *paths: (_ for _ in ()).throw(KeyboardInterrupt))
    made.output = "half"
    with pytest.raises(KeyboardInterrupt):
        cache.keep(one, made)
    assert entry("tokens").read_bytes() == before


def test_a_run_that_died_is_not_kept(project):
    one = snippet.load("tokens")
    entry("tokens").unlink()
    cache.keep(one, trace.Trace(key=snippet.key(one), error=trace.Error("died", "slow")))
    assert cache.stored(one) is None


def test_a_run_that_raised_is_kept(project):
    one = snippet.load("tokens")
    cache.keep(one, trace.Trace(key=snippet.key(one), error=trace.Error("ValueError", "no")))
    assert cache.stored(one).error.type == "ValueError"


def test_traces_are_kept_below_the_project_in_one_hidden_folder(project):
    assert {path.parent for path in (project / ".cache").rglob("*.json")} == {
        project / ".cache" / "traces"
    }
    assert {path.suffix for path in cache.folder().iterdir()} == {".json"}


# Recording for real


def test_what_the_project_holds_was_recorded_by_workers(project):
    made = cache.stored(snippet.load("tokens"))
    assert (made.output, made.error) == ("(2, 20, 7)\n", None)
    assert [check.ran for check in made.checks] == [1, 1, 1, 1]
    assert cache.stored(snippet.load("images")).output == "(2, 3, 4, 5)\n"


def test_stale_snippets_are_recorded_kept_and_counted_once(project, capsys, monkeypatch, tmp_path):
    places = tmp_path / "places"
    places.mkdir()
    monkeypatch.setenv("TMPDIR", str(places))
    (project / "snippets" / "models" / "size.py").write_text("WIDTH = 9\n")
    files = {path for path in project.rglob("*") if ".cache" not in path.parts}
    made = cache.trace_of(snippet.load("images"))
    assert made.output == "(2, 3, 4, 9)\n"
    assert "recorded 2 of 2 snippets" in capsys.readouterr().err
    began = time.monotonic()
    assert cache.trace_of(snippet.load("images")) == made
    assert time.monotonic() - began < 0.5
    assert capsys.readouterr().err == ""
    assert list(places.iterdir()) == []
    assert {path for path in project.rglob("*") if ".cache" not in path.parts} == files


# The site's own


def test_most_traces_of_the_lessons_are_below_8_kb_and_all_are_below_4_kb_packed():
    ones = [snippet.load(name) for name in snippet.names()]
    ones = [
        one for one in ones if one.path.parent.name not in ("gym", "katas", "models", "reference")
    ]
    texts = [trace.to_json(made).encode() for made in cache.traces(ones)]
    assert len(texts) > 50 and sorted(map(len, texts))[len(texts) // 2] <= 8192
    assert max(len(gzip.compress(text)) for text in texts) <= 4096
