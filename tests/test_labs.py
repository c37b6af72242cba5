import os
import re
import subprocess
import sys
from pathlib import Path

import jupytext
import nbclient
import pytest

ROOT = Path(__file__).parents[1]
LABS = sorted((ROOT / "docs" / "labs").glob("*.py"))

SITE = f"""
INHERIT: {ROOT / "mkdocs.yml"}
edit_uri: ""
watch: []
theme: {{custom_dir: {ROOT / "docs" / "overrides"}}}
nav: {[f"labs/{lab.name}" for lab in LABS]}
"""


def cells(notebook):
    return [(cell.cell_type, cell.source) for cell in notebook.cells]


def build(site, path=None):
    """Build in `site`; what lies in the folder `path` is imported first."""
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1"} | ({"PYTHONPATH": str(path)} if path else {})
    command = [sys.executable, "-m", "mkdocs", "build"]
    return subprocess.run(command, cwd=site, env=env, capture_output=True, text=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = tmp_path_factory.mktemp("site")
    (site / "docs").mkdir()
    (site / "docs" / "labs").symlink_to(ROOT / "docs" / "labs")
    (site / "mkdocs.yml").write_text(SITE)
    ran = build(site)
    assert ran.returncode == 0, ran.stderr
    return site


@pytest.fixture
def no_torch(tmp_path):
    """A folder with a torch that writes a file when it is imported, and then fails."""
    flag = f"open({str(tmp_path / 'imported')!r}, 'w')"
    (tmp_path / "torch.py").write_text(f"{flag}\nraise ImportError('no torch here')\n")
    return tmp_path


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.stem)
def test_the_notebook_to_download_is_the_lab(lab):
    notebook = jupytext.read(lab.with_suffix(".ipynb"))
    assert cells(notebook) == cells(jupytext.read(lab)), f"jupytext --to ipynb --update {lab}"


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.stem)
def test_the_notebook_runs_in_an_empty_folder(lab, tmp_path):
    notebook = jupytext.read(lab.with_suffix(".ipynb"))
    nbclient.execute(notebook, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.stem)
def test_a_lab_stands_alone(lab):
    """The key of its cache is its own text, and a notebook has neither our math nor our links."""
    source = lab.read_text()
    assert not re.search(r"import (stepthrough|snippets)|from (stepthrough|snippets)", source)
    assert not re.search(r"https?://|\]\(|\$", source)


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.stem)
def test_a_lab_page_is_small_and_asks_no_other_host(lab, site):
    page = site / "site" / "labs" / lab.stem / "index.html"
    html = page.read_text()
    assert len(html) < 300_000
    assert not re.search(r"mathjax|require\.js|cdn|mermaid@|clipboard-copy", html, re.I)
    assert not re.search(r'<(script|link|img|iframe)[^>]*(src|href)="(https?:)?//', html)


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.stem)
def test_a_lab_page_offers_its_notebook(lab, site):
    page = site / "site" / "labs" / lab.stem / "index.html"
    found = re.search(r'<a [^>]*href="([^"]+)" download>[^<]*notebook', page.read_text())
    assert (page.parent / found[1]).read_bytes() == lab.with_suffix(".ipynb").read_bytes()


def test_a_warm_build_starts_no_torch(site, no_torch):
    assert build(site, no_torch).returncode == 0
    assert not (no_torch / "imported").exists()


def test_another_torch_runs_the_labs_again_and_a_lab_that_fails_stops_the_build(site, no_torch):
    (no_torch / "torch-99.dist-info").mkdir()
    (no_torch / "torch-99.dist-info" / "METADATA").write_text("Name: torch\nVersion: 99\n")
    ran = build(site, no_torch)
    assert (no_torch / "imported").exists()
    assert ran.returncode == 1
    assert "Error reading page 'labs/" in ran.stderr and "no torch here" in ran.stderr


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.stem)
def test_every_shape_comment_of_a_lab_is_true(lab):
    check = [sys.executable, "-m", "stepthrough", "check", lab]
    ran = subprocess.run(check, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout
    assert "all proven" in ran.stdout
