"""The error atlas: every entry goes wrong as it says, right where it is mended, and is told from all others."""

import ast
import re

import pytest

from stepthrough import atlas, facts, message

NAMES = atlas.names()
each = pytest.mark.parametrize("name", NAMES)
STANDS_ON = re.compile(r"^```+ ?error\n(\w+)", re.M)


@each
def test_what_is_broken_fails_with_the_message_that_is_recorded(name):
    entry = atlas.load(name)
    kind, text = entry.raised
    assert kind == "AssertionError" and text if entry.silent else kind


@each
def test_each_number_of_a_message_is_the_one_it_is_said_to_be(name):
    entry = atlas.load(name)
    assert bool(entry.found) == bool(message.holes(entry.constant("MESSAGE", "")))


@each
def test_what_is_fixed_runs_to_its_end(name):
    entry = atlas.load(name)
    ran = [called for called, _ in entry.trace.frames]
    judged = [step for step in entry.trace.steps if step.kind == "raise"]
    assert "fixed" in ran
    assert "fixed" not in [entry.trace.frames[step.frame][0] for step in judged]
    if entry.silent:
        main = ast.unparse(next(node for node in entry.one.tree.body if named(node) == "main"))
        assert main.index("check(broken(") < main.rindex("check(fixed(")
        assert main.index("except AssertionError") < main.rindex("check(fixed(")


def named(node):
    return getattr(node, "name", "")


@each
def test_an_entry_says_why_and_what_helps(name):
    entry = atlas.load(name)
    wanted = {"", "Fix", "Check"} if entry.silent else {"", "Fix"}
    assert wanted <= entry.told.keys()
    assert "tempting" not in entry.listings or "Tempting" in entry.told
    assert entry.read or not message.holes(entry.constant("MESSAGE", ""))


@each
def test_what_is_read_in_a_message_stands_in_it(name):
    entry = atlas.load(name)
    own = {hole.name for hole in message.holes(entry.constant("MESSAGE", ""))}
    for text in (*entry.read, *entry.templates):
        assert {hole.name for hole in message.holes(text)} <= own


@each
def test_a_template_is_long_enough_to_be_sure_of(name):
    assert all(len(message.literal(text)) >= 12 for text in atlas.load(name).templates)


def test_the_longest_template_that_matches_is_the_entrys_own():
    entries = [entry for name in NAMES if (entry := atlas.load(name)).constant("MESSAGE", "")]
    for entry in entries:
        hits = {
            message.literal(text): other.skeleton
            for other in entries
            for text in other.templates
            if message.found(text, entry.said) is not None
        }
        assert hits[max(hits, key=len)] == entry.skeleton, (entry.name, hits)


def test_every_entry_stands_on_one_page_below_a_heading_that_can_be_linked_to():
    shown = [name for slug, text in facts.texts().items() for name in STANDS_ON.findall(text)]
    assert sorted(shown) == sorted(NAMES)
    texts = facts.texts().values()
    headed = {name: at for text in texts for _, at, name in atlas.PLACE.findall(text)}
    assert headed == {name: atlas.anchor(name) for name in NAMES}


@each
def test_a_number_in_a_heading_is_one_of_the_message(name):
    entry = atlas.load(name)
    _, heading = atlas.places()[name]
    said = f"{entry.said} {entry.title}"
    quoted = "" if entry.silent else re.sub(r"`[^`]*`|\w+\d", "", heading)
    assert set(re.findall(r"\d+", quoted)) <= set(re.findall(r"\d+", said))


def test_a_file_that_is_no_entry_is_there_for_one():
    found = atlas.files()
    imported = {other for name in NAMES for other in found[name].imported}
    assert found.keys() - set(NAMES) <= imported
