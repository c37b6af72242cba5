"""The hook that checks the snippets of a commit: it runs what its file says, on real files."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from test_main import stepthrough_

ROOT = Path(__file__).parents[1]


@pytest.fixture
def hook():
    settings = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    ((found,),) = [part["hooks"] for part in settings["repos"]]
    return found


def test_the_hook_is_for_snippets_and_for_nothing_else(hook):
    def taken(path):
        return bool(re.search(hook["files"], path)) and not re.search(hook["exclude"], path)

    assert taken("snippets/essentials/mlp.py") and taken("snippets/models/unet.py")
    others = "snippets/conftest.py", "tests/test_main.py", "docs/index.md", "my/snippets/a.py"
    assert not any(map(taken, others))


@pytest.mark.parametrize(
    "comment, code, said",
    [
        ("(B, C)", 0, "4 runs at other sizes"),
        ("(C, B)", 1, "false shape"),
        ("(B, 3)", 1, "true only at these sizes"),
    ],
)
def test_the_hook_checks_and_varies_the_files_it_is_given(hook, tmp_path, comment, code, said):
    path = tmp_path / "touched.py"
    source = (
        f"import torch\n\n\ndef main():\n    B, C = 2, 3\n    x = torch.rand(B, C)  # {comment}\n"
    )
    path.write_text(source, encoding="utf-8")
    python, dash, module, *arguments = shlex.split(hook["entry"])
    assert (python, dash, module) == ("python", "-m", "stepthrough")
    ran = stepthrough_(*arguments, path.name, cwd=tmp_path)
    assert ran.returncode == code, ran.stdout
    assert said in ran.stdout
