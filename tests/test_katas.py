"""Every kata: its solution passes, its stub does not, each wrong answer teaches its own lesson."""

import ast
import builtins
import re

import pytest

import mutants
from stepthrough import bench, calls, census, kata, lesson, snippet

BAR = 0.95
TWINS = {"einops/rearrange": {"reshape", "permute"}}  # a kata needs torch alone
MOST_PROMISES, MOST_HINTS = 3, 3
each = pytest.mark.parametrize("name", kata.names())


@pytest.fixture(scope="module")
def table():
    """The Bench of a kata, made once."""
    made = {}

    def of(name):
        if name not in made:
            made[name] = bench.Bench(kata.load(name))
        return made[name]

    return of


@each
def test_the_solution_keeps_every_promise(name, table):
    run = table(name).judge(table(name).names[table(name).one.answer])
    assert run.passes, repr(run.error)


@each
def test_the_stub_fails_and_is_python(name, table, tmp_path):
    one = table(name).one
    module = bench.load(tmp_path / f"stub_of_{name}.py", one.stub)
    run = table(name).judge(vars(module)[one.answer])
    assert not run.passes
    assert kata.START in one.defined or bench.is_hole(run.error), repr(run.error)


@each
def test_the_stub_gives_nothing_away(name):
    """No check, no wrong answer, no hint."""
    one = kata.load(name)
    names = {kata.named(node) for node in ast.parse(one.stub).body}
    assert not names & {"check", *kata.OWN} and not [n for n in names if n.startswith(kata.WRONG)]
    assert one.answer in names and "check(" not in one.stub


@each
def test_each_wrong_answer_breaks_a_promise_and_its_own_hint_is_shown(name, table):
    """A reader who makes one of these mistakes is told that one; two alike are a fault of the kata."""
    wrongs = table(name).wrongs()
    assert [wrong for wrong, run in wrongs.items() if run.passes] == []
    alike = {wrong: lesson.found(wrongs, run) for wrong, run in wrongs.items()}
    assert alike == {wrong: [wrong] for wrong in wrongs}


@each
def test_check_judges_as_it_stands_too(name):
    """Without any hook, as in a notebook."""
    one = kata.load(name)
    home = {"__name__": name}
    exec(compile(one.one.source, str(one.one.path), "exec"), home)
    home["check"](home[one.answer])
    for wrong in one.wrongs:
        with pytest.raises(Exception):
            home["check"](home[wrong])


@each
def test_a_kata_is_complete(name):
    one = kata.load(name)
    assert len(one.wrongs) >= 5, f"at least five wrong answers: {list(one.wrongs)}"
    assert len(set(one.wrongs.values())) == len(one.wrongs), "each has a hint of its own"
    assert len(one.hints) == MOST_HINTS == len(set(one.hints))
    assert len(one.promises) >= MOST_PROMISES
    assert 3 <= one.minutes <= 30
    assert one.title and one.returns and one.task
    parts = vars(builtins).keys() | {node for node in one.defined if node.startswith(kata.WRONG)}
    assert one.answer not in parts and type(one.defined[one.answer]) in snippet.DEFINITIONS


@each
def test_wrong_answers_are_what_the_answer_is(name):
    """A function for a function, a class for a class, with the same arguments."""
    one = kata.load(name)
    answer = one.defined[one.answer]
    for wrong in one.wrongs:
        made = one.defined[wrong]
        assert type(made) is type(answer), wrong
        if isinstance(answer, snippet.FUNCTIONS):
            assert ast.unparse(made.args) == ast.unparse(answer.args), wrong


@each
def test_every_assert_of_check_is_a_promise_in_plain_words(name):
    check = kata.load(name).defined["check"]
    for node in ast.walk(check):
        if isinstance(node, ast.Assert):
            said = isinstance(node.msg, ast.Constant) and node.msg.value
            assert isinstance(said, str) and re.match(r"\S.*[^.!]\Z", said), node.lineno
    # What is shown to a reader is the promises alone: nothing else may stop check.
    assert not [node for node in ast.walk(check) if isinstance(node, ast.Raise)]


@each
def test_the_lines_are_narrow_and_only_the_solution_has_shape_comments(name):
    one = kata.load(name)
    assert [n for n, row in enumerate(one.one.lines, 1) if len(row) > 80] == []
    quiet = [one.defined[part] for part in ("check", *one.wrongs)]
    rows = {row for node in quiet for row in kata.rows(node)}
    assert [note.line for note in one.one.notes if note.line in rows] == []


@pytest.fixture(scope="module")
def noticed():
    """{kata: (number of mutants, those that its check misses)}."""
    return {name: mutants.judged(kata.load(name)) for name in kata.names()}


def test_nearly_every_small_mistake_in_a_solution_is_noticed(noticed, record_property):
    total = sum(count for count, _ in noticed.values())
    missed = sum(len(alive) for _, alive in noticed.values())
    said = f"katas notice {total - missed} of {total} mutants, {1 - missed / total:.2%}"
    record_property("said", said)
    assert 1 - missed / total >= BAR, said


def test_every_core_name_is_in_some_kata_that_the_reader_writes_or_reads():
    ones = [kata.load(name) for name in kata.names()]
    trained = {name for one in ones for name in census.spelled(calls.used(shown(one)))}
    assert [name for name in census.core() if not TWINS.get(name, {name}) <= trained] == []


def shown(one):
    """The tree of a kata without its check and its wrong answers."""
    hidden = {"check", *one.wrongs}
    kept = [node for node in one.one.tree.body if kata.named(node) not in hidden]
    return ast.Module(kept, [])


def test_a_mistake_that_is_not_noticed_is_none_and_listed_with_the_reason(noticed):
    found = {(name, line) for name, (_, alive) in noticed.items() for line in alive}
    listed = mutants.equivalent()
    new = sorted(found - listed.keys())
    assert new == [], "strengthen a check, or list with a reason:\n" + "\n".join(
        map("\t".join, new)
    )
    assert listed.keys() - found == set(), "these are noticed, or no mutants any more"
    assert all(why.strip() for why in listed.values())
