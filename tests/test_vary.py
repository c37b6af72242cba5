import pytest

from stepthrough import cache, catalogue, crew, snippet, vary


@pytest.fixture
def varied(write, run):
    """The faults of some lines of a function at other sizes, and how many runs were judged."""

    def made(*lines):
        body = "\n".join(f"    {line}" for line in lines)
        one = write(f"import torch\n\n\ndef main():\n{body}\n")
        faults, runs = vary.check([(one, run(one))])
        return [(fault.line, fault.message) for fault in faults], runs

    return made


def test_each_size_is_doubled_and_made_one_larger(write):
    one = write("def main():\n    B, C = 8, 3\n    D = 64\n    lr, on, name = 0.1, True, 'x'\n")
    assert [what for what, _ in vary.variants(one)] == [
        "B = 16", "B = 9", "C = 6", "C = 4", "D = 128", "D = 65"
    ]  # fmt: skip


def test_a_changed_snippet_differs_in_one_number_only(write):
    one = write("def main():\n    é, B, C = 'é', 0x10, 3\n    print(B)\n")
    (_, other), *_ = vary.variants(one)
    assert other.source == one.source.replace("0x10", "32") and other.path == one.path


def test_what_is_true_at_every_size_has_no_fault(varied):
    faults, runs = varied(
        "B, C, H, W = 2, 3, 4, 5",
        "x = torch.zeros(B, C, H, W)  # (B, C, H, W)",
        "x = x.flatten(2)             # (B, C, H*W)",
    )
    assert faults == [] and runs == 8


@pytest.mark.parametrize(
    "comment, said",
    [
        ("(B, 20)", "with H = 8, false shape: dim 1: 20 but the tensor has 40"),
        ("(B, D)", "with H = 8, false shape: dim 1: D = 20 but the tensor has 40"),
        ("(B, H+16)", "with H = 8, false shape: dim 1: H+16 = 24 but the tensor has 40"),
    ],
)
def test_what_is_true_at_the_written_sizes_only_is_told_with_the_size_that_shows_it(
    varied, comment, said
):
    faults, _ = varied(
        "B, H, W, D = 2, 4, 5, 20", f"x = torch.zeros(B, H, W).flatten(1)  # {comment}"
    )
    assert faults == [(6, f"true only at these sizes: {said}")]


def test_a_run_that_raises_is_not_judged(varied):
    faults, runs = varied(
        "B, D, nh = 2, 12, 3", "x = torch.zeros(B, D).view(B, nh, D // nh)  # (B, nh, D/nh)"
    )
    assert faults == [] and runs == 5, "all but D = 13"


@pytest.mark.parametrize("dim", ["H/ps * W/ps", "W/ps * H/ps"])
def test_sizes_that_a_comment_cannot_divide_are_not_judged(varied, dim):
    faults, runs = varied(
        "B, H, W, ps = 2, 6, 15, 3",
        "x = torch.zeros(B, H // ps, W // ps)",
        f"x = x.flatten(1)  # (B, P), where P = {dim}",
    )
    assert faults == [] and runs == 4, "both of B, twice H, twice W"


def test_a_snippet_without_sizes_is_not_run_again(varied):
    assert varied("x = torch.zeros(2, 3)  # (2, 3)") == ([], 0)


@pytest.mark.slow
def test_every_comment_of_the_project_holds_at_other_sizes():
    """Of the entries of the error atlas, which are many and small, one in four has to do."""
    errors = catalogue.files(catalogue.root() / "snippets" / "errors")
    left = set(errors) - set(errors[::4])
    ones = [snippet.read(path) for path in catalogue.named().values() if path not in left]
    faults, runs = vary.check(list(zip(ones, cache.traces(ones))))
    assert [str(fault) for fault in faults] == []
    assert runs > 6 * sum(bool(one.notes) for one in ones)


# What is remembered


@pytest.fixture
def asked(project, monkeypatch):
    """How many runs each check of the project's snippet of tokens needed."""
    counts, real = [], crew.record
    monkeypatch.setattr(
        crew, "record", lambda ones, *more: counts.append(len(ones)) or real(ones, *more)
    )
    return counts


def check(name):
    one = snippet.load(name)
    return vary.check([(one, cache.trace_of(one))])


def test_what_held_is_remembered_until_the_snippet_changes(asked):
    assert vary.proven(snippet.load("images")) is None
    assert check("images") == ([], 4)
    assert vary.proven(snippet.load("images")) == vary.Proven(4, {7: 5})
    assert check("images") == ([], 4)
    assert asked == [4, 0]
    path = snippet.load("images").path
    path.write_text(path.read_text().replace("B, C = 2, 3", "B, C = 2, 7"))
    assert vary.proven(snippet.load("images")) is None


def test_what_did_not_hold_is_not_remembered(asked):
    path = snippet.load("images").path
    path.write_text(path.read_text().replace("# (B, C", "# (2, C"))
    for _ in range(2):
        (fault,), runs = check("images")
        assert (fault.line, runs) == (7, 4)
    assert vary.proven(snippet.load("images")) is None


def test_a_draft_of_a_file_is_not_remembered(asked, run):
    one = snippet.load("images")
    draft = snippet.build(one.path, one.shown, one.source.replace("B, C = 2, 3", "B, C = 2, 7"))
    assert vary.check([(draft, run(draft))]) == ([], 4)
    assert vary.proven(draft) is None


def test_a_file_of_somebody_else_is_not_remembered(write, run, project):
    one = write("def main():\n    B, C = 2, 3\n    x = [0] * B\n")
    vary.check([(one, run(one))])
    assert vary.proven(one) is None and not cache.folder("sizes").exists()
