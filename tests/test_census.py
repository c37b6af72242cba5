import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from stepthrough import calls, census, facts, rows

ROOT = Path(__file__).parents[1]
ONES = facts.examples()
OWN = [one for one in ONES if one.path.parent.name != rows.FOLDER]
TORCHS = (torch.Tensor, torch.nn.Module, torch.optim.Optimizer, torch.Generator)
PYTHONS = {name for kind in (str, list, dict, set, tuple, bytes) for name in dir(kind)}


def test_names_are_counted_as_the_census_does(write):
    one = write(
        """
        import torch
        from torch import nn


        class Net(nn.Module):
            def forward(self, x):
                B, D = x.shape
                h = x[..., None] @ torch.cat([x, x])
                names = []
                names.append(h.exp_())
                return names
        """
    )
    expected = {"class nn.Module", ".shape", "x[..., None]", "@", "cat", "exp"}
    assert census.names(one) == dict.fromkeys(expected, 1)


def torchs(name):
    """Whether a name is of torch: it says so, or a tensor or module has a method of that name."""
    if census.is_own(name):
        return True
    both = (name, f"{name}_")
    return name not in PYTHONS and any(hasattr(kind, form) for kind in TORCHS for form in both)


@pytest.mark.parametrize("one", ONES, ids=lambda one: one.name)
def test_no_snippet_uses_a_name_that_is_nowhere_taught(one):
    sections = census.sections()
    found = {census.same(name) for name in calls.used(one.tree) if torchs(name)}
    mine = {node.name for node in ast.walk(one.tree) if hasattr(node, "name")}
    mine |= set(re.findall(r"self\.(\w+) =", one.source))
    left = found - mine - rows.taught() - sections.keys()
    assert left == set(), "add a line for it to a file in snippets/reference"


def test_every_row_is_about_a_name_that_somebody_uses():
    met = census.counted().keys() | census.usual() | set(census.core())
    met |= {name for times in census.packages().values() for name in times}
    met |= {census.same(name) for one in OWN for name in calls.used(one.tree)}
    assert rows.taught() - met == set(), "name it in snippets/data/usual.tsv, or drop its row"


def test_what_is_usual_is_counted_nowhere():
    counted = census.counted().keys() | set().union(*census.packages().values())
    assert census.usual() & counted == set()
    assert census.usual() <= rows.taught()


def test_the_site_teaches_what_real_code_is_made_of():
    assert census.share(census.occurrences(), census.taught()) >= 0.95
    for package, times in census.packages().items():
        assert census.share(times, census.taught()) >= 0.95, package


def test_the_counts_are_those_of_the_repositories():
    counted = census.counted()
    assert sum(times for times, _ in counted.values()) == 1821 and len(counted) == 199
    readme = (ROOT / "snippets" / "data" / "README.md").read_text(encoding="utf-8")
    where = {place for _, places in counted.values() for place in places}
    assert where == set(re.findall(r"^- ([\w-]+): <https://github.com/", readme, re.M))


def test_every_name_that_is_left_out_says_why():
    left = census.counted().keys() - census.taught()
    assert left and all(map(census.why_not, left))


def test_a_name_is_taught_or_left_out_and_never_both():
    assert [
        name for name in census.taught() & census.counted().keys() if census.why_not(name)
    ] == []
    assert [name for name, same in census.table("aliases") if same not in rows.taught()] == []


def test_every_core_name_has_a_row():
    core = census.core()
    assert len(set(core)) == len(core) and 55 <= len(core) <= 75
    assert set(core) <= rows.taught()


def test_the_articles_toolbox_makes_less_than_half():
    assert 0.4 < census.share(census.occurrences(), census.toolbox()) < 0.5


def test_a_page_teaches_the_names_in_its_list_of_uses():
    sections = census.sections()
    assert sections["transpose"] == "transpose-permute"
    assert sections[".device"] == "device-and-dtype"
    assert sections["class nn.Module"] == "nn-module-sequential"
    pages = {path.stem for path in (ROOT / "docs").glob("*.md")}
    assert set(sections.values()) <= pages


def test_the_census_needs_no_torch():
    code = "import sys; from stepthrough import often, sheet; often.shares(), sheet.core()"
    code += "; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
