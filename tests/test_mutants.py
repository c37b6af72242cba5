import pytest

import mistakes
import mutants
from stepthrough import kata

KATA = '''
    """Do it."""

    import torch
    from torch import nn
    from torch.nn import functional as F

    MINUTES = 3
    HINTS = ("a", "b", "c")


    def answer(x, n=2):
        """Do it to x."""
        {lines}


    def check(answer):
        {check}
    '''


@pytest.fixture
def made(write):
    """A kata whose solution has these lines; check asks nothing."""

    def read(lines, check="pass"):
        indent = "\n        "
        source = KATA.replace("{lines}", indent.join(lines.split("\n")))
        return kata.read(write(source.replace("{check}", indent.join(check.split("\n"))), "made"))

    return read


@pytest.mark.parametrize(
    "line, wrong",
    [
        ("y = F.linear(x, y)", "y = F.linear(y, x)"),
        ("y = x.permute(0, 2, 1)", "y = x.permute(2, 0, 1)"),
        ("y = x.permute(0, 2, 1)", "y = x.permute(0, 1, 1)"),
        ("y = x.reshape(2, -1)", "y = x.reshape(2, -2)"),
        ("y = x.sum(dim=1)", "y = x.sum()"),
        ("y = x.sum(dim=1)", "y = x.sum(dim=0)"),
        ("y = x.mean()", "y = x.sum()"),
        ("y = torch.zeros(2, device=x.device)", "y = torch.zeros(2)"),
        ("y = x.relu()", "y = x"),
        ("y = F.relu(x)", "y = x"),
        ("y = nn.Parameter(x)", "y = x"),
        ("y = x + y", "y = x"),
        ("y = x + y", "y = x - y"),
        ("y = x - y", "y = y - x"),
        ("y = x @ y", "y = y @ x"),
        ("y = x / n ** 0.5", "y = x"),
        ("y = x / n ** 0.5", "y = x * n ** 0.5"),
        ("y = x / n ** 0.5", "y = x / n ** 1.0"),
        ("y = x < n", "y = x >= n"),
        ("y = x < n", "y = x <= n"),
        ("y = x.sort(descending=True)", "y = x.sort(descending=False)"),
        ("y = -x", "y = x"),
        ("y = x and n", "y = x or n"),
        ("y = x if n else y", "y = y"),
        ("y = x[:, :n]", "y = x[:, :n + 1]"),
        ("y = x[:, :n]", "y = x[:, :]"),
        ("y = x[0]", "y = x"),
        ("y = x.mT", "y = x"),
        ("y = [i for i in range(n)]", "y = [i for i in range(n - 1)]"),
        ("y = torch.einsum('bld,bmd->blm', x, x)", "y = torch.einsum('bld,bmd->bml', x, x)"),
        ("y += x", "y = x"),
        ("y += x", "y -= x"),
        ("y = F.mse_loss(x, x, reduction='sum')", "y = F.mse_loss(x, x, reduction='mean')"),
        ("B, y = x.shape", "y = HARD_CODED(y)"),
        ("B, y = x.shape", "y, B = x.shape"),
        ("print(x, y)", "(dropped)"),
    ],
)
def test_each_kind_of_small_mistake_is_made(made, line, wrong):
    one = made(f"y = 1\n{line}\nreturn y")
    lines = [mutant.line for mutant in mutants.mutants(one)]
    assert f"answer: {line} -> {wrong}" in lines, "\n".join(lines)


def test_what_is_returned_may_be_constant_turned_scrambled_or_of_another_rank(made):
    lines = [mutant.line for mutant in mutants.mutants(made("return x"))]
    assert {f"answer: return x -> return {name}(x)" for name in mistakes.OUTCOMES} <= set(lines)


def test_an_argument_may_be_ignored(made):
    said = {mutant.line.split(": ")[-1] for mutant in mutants.mutants(made("return x"))}
    assert {"n = HARD_CODED(n)", "x = ZEROS(x)", "x = ONE_SAMPLE(x)"} <= said


@pytest.mark.parametrize(
    "line",
    ["y = x.transpose(1, 2)", "B, L = x.shape", "y = x * y", "y = torch.maximum(x, y)", "'said'"],
)
def test_what_means_the_same_is_no_mistake(made, line):
    lines = [mutant.line for mutant in mutants.mutants(made(f"y = x\n{line}\nreturn y"))]
    swapped = {
        "y = x.transpose(2, 1)",
        "L, B = x.shape",
        "B = HARD_CODED(B)",
        "y = y * x",
        "y = torch.maximum(y, x)",
    }
    assert not {made.rpartition(" -> ")[2] for made in lines} & swapped
    assert f"answer: {line} -> (dropped)" not in lines or line.startswith("y")


def test_no_mutant_is_there_twice_and_none_is_the_solution(made):
    one = made("y = x + x\nreturn y")
    lines = [mutant.line for mutant in mutants.mutants(one)]
    assert len(lines) == len(set(lines)) and not any(
        line.endswith("-> y = x + x") for line in lines
    )


def alive(one):
    return mutants.judged(one)[1]


def test_a_check_that_asks_nothing_misses_everything(made):
    count, missed = mutants.judged(made("return x", "answer(torch.ones(2, 3))"))
    assert count == len(missed) > 5


def test_a_check_that_asks_well_misses_nothing(made):
    check = "for n in (1, 2, 3):\n    x = torch.arange(n * 6.).reshape(n, 2, 3)\n"
    check += "    made, wanted = answer(x, n), x.mT * n - x.mean()\n"
    check += "    assert made.shape == wanted.shape and made.equal(wanted)\n"
    check += "assert answer(torch.ones(1, 1, 1)).shape == (1, 1, 1)\n"
    check += "assert answer(torch.ones(1, 1, 1)) == 1"
    assert alive(made("y = x.mT * n\nreturn y - x.mean()", check)) == []


def test_a_check_that_knows_one_size_misses_what_is_typed(made):
    lines = "B, L, D = x.shape\nreturn x.reshape(B, L, n, D // n)"
    check = "x = torch.arange(24.).reshape(2, 3, 4)\n"
    check += "assert answer(x).equal(x.reshape(2, 3, 2, 2))"
    missed = alive(made(lines, check))
    for name in ("B", "L", "D"):
        assert f"answer: B, L, D = x.shape -> {name} = HARD_CODED({name})" in missed
    more = check + "\nx = torch.arange(60.).reshape(5, 2, 6)\n"
    more += "assert answer(x, 3).equal(x.reshape(5, 2, 3, 2))"
    assert not [line for line in alive(made(lines, more)) if "HARD_CODED" in line]


def test_a_mutant_that_hangs_exits_or_prints_is_noticed(made, monkeypatch, capsys):
    monkeypatch.setattr(mutants, "SECONDS", 0.2)
    lines = "while n > 0:\n    n = n - 1\nprint(n)\nif x < 0:\n    raise SystemExit\nreturn n"
    missed = alive(made(lines, "assert answer(1, 3) == 0"))
    assert "answer: n = n - 1 -> (dropped)" not in missed
    assert "answer: if x < 0: -> if x >= 0:" not in missed
    assert capsys.readouterr().out == ""


def test_the_command_names_what_is_missed_and_leaves_out_what_is_listed(monkeypatch, capsys):
    name = kata.names()[0]
    line = next(iter(mutants.mutants(kata.load(name)))).line
    monkeypatch.setattr(mutants, "judged", lambda one: (4, [line, "other"]))
    monkeypatch.setattr(mutants, "equivalent", lambda: {(name, line): "why"})
    assert mutants.main(name) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{name}: 3 of 4 mutants noticed",
        "    other",
        "3 of 4 mutants noticed, 75.0%",
    ]
