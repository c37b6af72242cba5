import pytest

from stepthrough import attach, cache, rows, shapes


def made(write, run, *lines):
    """The rows of a file with these lines in its main."""
    body = "\n".join(f"    {line}" for line in lines)
    one = write(f"import torch\nfrom torch import nn\n\n\ndef main():\n{body}\n")
    trace = run(one)
    assert shapes.check(one, trace) == []
    return rows.Run(one, trace).rows()


X = ("B, L, D = 2, 5, 3", "x = torch.rand(B, L, D)  # (B, L, D)")


@pytest.mark.parametrize(
    "line, memory",
    [
        ("x.transpose(1, 2)  # (B, D, L)", "shares x"),
        ("x.clone()  # (B, L, D)", "new"),
        ("x.reshape(B, L * D)  # (B, L*D)", "shares x"),
        ("x.mT.reshape(B, D * L)  # (B, D*L)", "new"),
        ("x.contiguous()  # (B, L, D)", "shares x"),
        ("x.add_(1)  # (B, L, D)", "writes x"),
        ("x[:, 0] = 1  # (B, D)", "writes x"),
        ("x.chunk(3, dim=2)  # each (B, L, 1)", "shares x"),
        ("x.max(dim=1)  # both (B, D)", "new"),
        ("nn.init.zeros_(x)  # (B, L, D)", "writes x"),
        ("out = x.dim()", ""),
    ],
)
def test_whose_memory_a_result_has_is_what_the_run_saw(write, run, line, memory):
    (row,) = made(write, run, *X, line)
    assert row.memory == memory


def test_an_optimizer_says_which_parameter_it_writes(write, run):
    (row,) = made(
        write,
        run,
        "w = nn.Parameter(torch.ones(3))",
        "w.grad = torch.ones(3)",
        "torch.optim.SGD([w], lr=1.0).step()",
    )
    assert (row.name, row.memory) == ("SGD", "writes w")


def test_shapes_go_in_and_come_out_in_letters_and_numbers(write, run):
    lines = "w = torch.rand(B, D, 7)  # (B, D, 7)", "x[0] @ w[0]  # (L, D) @ (D, 7) = (L, 7)"
    (row,) = made(write, run, *X, *lines)
    assert row.takes == (("(L, D)", "(5, 3)"), ("(D, 7)", "(3, 7)"))
    assert row.gives == ("(L, 7)", "(5, 7)")


@pytest.mark.parametrize(
    "line, value",
    [
        ("out = x.numel()", "30"),
        ("x.argmax(dim=1)  # (B, D)", "int64"),
        ("x.to('meta')  # (B, L, D)", "meta"),
        ("x.exp()  # (B, L, D)", ""),
        ("x.shape  # (B, L, D)", ""),
    ],
)
def test_a_value_is_told_and_so_is_an_unusual_dtype(write, run, line, value):
    (row,) = made(write, run, *X, line)
    assert row.value == value


def test_a_line_that_prepares_is_no_row(write, run):
    assert made(write, run, *X, "y = x + 1  # (B, L, D)") == []


def test_a_with_and_its_line_are_one_row(write, run):
    (row,) = made(write, run, *X, "with torch.no_grad():", "    x * 2  # (B, L, D)")
    assert (row.name, row.call) == ("no_grad", "with torch.no_grad(): x * 2")


# The rows of the site


FILES = rows.snippets()


@pytest.mark.parametrize("one", FILES, ids=lambda one: one.name)
def test_every_row_is_about_a_name_that_it_calls(one):
    assert [statement.lineno for name, statement, _ in rows.lines(one) if not name] == []


@pytest.mark.parametrize("one", FILES, ids=lambda one: one.name)
def test_every_row_with_a_tensor_has_a_proven_comment(one):
    trace = cache.trace_of(one)
    assert shapes.check(one, trace) == []
    notes = {target.note.line for target in attach.targets(one)}
    found = zip(rows.lines(one), rows.of(one), strict=True)
    tensors = [statement for (_, statement, _), row in found if row.memory == "new"]
    assert [line.lineno for line in tensors if line.end_lineno not in notes] == []


def test_there_are_many_rows_and_their_calls_differ():
    found = rows.rows()
    assert len({row.name for row in found}) >= 230
    for one in FILES:
        calls = [row.call for row in rows.of(one)]
        assert len(set(calls)) == len(calls), one.name
