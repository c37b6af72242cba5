"""Labs: notebooks that stand alone, run when the site is built, and come to what they promise."""

import ast
import json
import re
import subprocess
import sys
from contextlib import chdir

import pytest

from stepthrough import catalogue, lab, labs, results
from stepthrough.fault import Wrong

HEAD = """# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A lab

# %%
"""
NEEDED = {"torch", "matplotlib", "IPython"}
FLOORS = {
    "cnn": [("test accuracy", ">=", 0.97)],
    "vit": [("test accuracy", ">=", 0.90)],
    "vae": [("pixel error", "<=", 0.5, "mean image")],
    "char-gpt": [("nats per character", "<=", 1.9)],
    "clip": [("zero-shot accuracy", ">=", 0.90)],
    "rectified-flow": [("asked digit recognised", ">=", 0.90)],
    "audio": [("waveform accuracy", ">=", 0.97), ("spectrogram accuracy", ">=", 0.97)],
}
each_lab = pytest.mark.parametrize("name", lab.names())


@pytest.fixture
def project(tmp_path):
    """A project of its own: write("docs/labs/a.py", ...) puts a file there."""
    (tmp_path / "mkdocs.yml").write_text("site_name: labs\n")
    (tmp_path / "docs" / "labs").mkdir(parents=True)
    (tmp_path / "snippets").mkdir()

    def write(place, source):
        (tmp_path / place).write_text(source)

    with chdir(tmp_path):
        yield write


def code(name):
    return "\n".join(cell.source for cell in lab.load(name).notebook().cells if is_code(cell))


def is_code(cell):
    return cell.cell_type == "code"


# What is taken home


@each_lab
def test_a_notebook_needs_torch_and_matplotlib_alone(name):
    tree = ast.parse(code(name))
    asked = [
        inner.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for inner in node.names
    ]
    asked += [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    found = {one.split(".")[0] for one in asked} - sys.stdlib_module_names
    assert found <= NEEDED and "torch" in found
    assert not any(isinstance(node, ast.Name) and node.id == "__file__" for node in ast.walk(tree))


@each_lab
def test_a_lab_says_its_shapes_nowhere_but_where_they_are_proven(name):
    """A model's shapes are proven on its page; only a lab without a model may speak of shapes."""
    source = lab.load(name).source
    shapes = re.findall(r"^[^#\n]*\S  +# \(", source, re.MULTILINE)
    assert not shapes or name == "first-steps"
    assert not re.search(r"https?://|\]\(|\$", source)


def test_the_shapes_of_the_first_lab_are_true():
    check = [sys.executable, "-m", "stepthrough", "check", lab.load("first-steps").path]
    ran = subprocess.run(check, cwd=catalogue.root(), capture_output=True, text=True)
    assert ran.returncode == 0 and "all proven" in ran.stdout


def test_parts_stand_in_place_of_their_imports_each_once(project):
    project(
        "docs/labs/drawn.py", '"""Draw."""\n\nimport math\n\n\ndef draw():\n    return math.pi\n'
    )
    project(
        "snippets/deep.py",
        "def deep():\n    return 3\n\n\ndef main():\n    deep()\n\n\nif __name__ == '__main__':\n    main()\n",
    )
    project("snippets/model.py", "from deep import deep\n\n\ndef model():\n    return deep()\n")
    project(
        "docs/labs/own.py",
        HEAD
        + "from drawn import draw\nfrom model import model\n\n# %%\nfrom deep import deep\nprint(draw(), model(), deep())\n",
    )
    made = code("own")
    assert [made.count(f"def {name}()") for name in ("draw", "model", "deep", "main")] == [
        1,
        1,
        1,
        0,
    ]
    assert "from deep" not in made and made.index("def deep") < made.index("def model")
    names = {}
    exec(made, names)


def test_a_text_that_a_part_reads_is_in_the_notebook(project, tmp_path):
    text = "a 'b' \"c\"\n\\n d\n"
    project("snippets/words.txt", text)
    project(
        "snippets/words.py",
        'from pathlib import Path\n\nTEXT = (Path(__file__).parent / "words.txt").read_text()\n',
    )
    project("docs/labs/own.py", HEAD + "from words import TEXT\n")
    (tmp_path / "snippets" / "words.txt").write_text(text)
    names, made = {}, code("own")
    exec(made, names)
    assert names["TEXT"] == text and "__file__" not in made


def test_a_lab_is_another_when_a_part_of_it_is(project):
    project("snippets/model.py", "def model():\n    return 3\n")
    project("docs/labs/own.py", HEAD + "from model import model\n")
    project("docs/labs/other.py", HEAD + "print(1)\n")
    before = [lab.load(name).key for name in ("own", "other")]
    project("snippets/model.py", "def model():\n    return 4\n")
    after = [lab.load(name).key for name in ("own", "other")]
    assert before[0] != after[0] and before[1] == after[1]


# Running


def test_a_lab_that_fails_is_told_with_the_line_of_its_cell(project, tmp_path):
    project("docs/labs/own.py", HEAD + "x = 1\n\n# %%\ny = [0]\nprint(y[x])\n")
    with pytest.raises(Wrong) as told:
        labs.run(lab.load("own"))
    line = 1 + (tmp_path / "docs/labs/own.py").read_text().split("\n").index("y = [0]")
    assert f"docs/labs/own.py:{line}:1: IndexError: list index out of range" in str(told.value)


def test_a_lab_that_leaves_something_behind_is_refused(project):
    project("docs/labs/own.py", HEAD + "open('left.txt', 'w').close()\n")
    with pytest.raises(Wrong, match="leaves left.txt behind"):
        labs.run(lab.load("own"))


def test_labs_run_side_by_side_and_are_kept(project, capfd, monkeypatch):
    for name in ("one", "two"):
        project(
            f"docs/labs/{name}.py",
            HEAD + f"print('{name}')\n\n# %%\nresult = {{'right': 0.5}}\nresult\n",
        )
    made = labs.ran()
    assert [results.outcome(book) for _, book in made.values()] == [{"right": 0.5}] * 2
    assert "ran 2 of 2 labs" in capfd.readouterr().err
    monkeypatch.setattr(labs, "run", None)
    assert labs.ran() == made, "they are kept"


def test_without_labs_none_runs_and_pages_say_so(project, monkeypatch):
    project("docs/labs/own.py", HEAD + "print(1)\n")
    monkeypatch.setenv("LABS", "0")
    assert labs.ran() == {"own": (lab.load("own"), None)}
    assert "not run in this build" in results.html(lab.load("own"), None)


# As they are published


@pytest.fixture(scope="module")
def ran(site):
    """{name: the notebook as it ran when the site was built}."""
    return {name: book for name, (_, book) in labs.ran().items()}


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_a_trained_model_reaches_its_floor(ran, name, record_property):
    found = results.outcome(ran[name])
    for what, sign, level, *base in FLOORS[name]:
        bar = level * found[base[0]] if base else level
        assert found[what] >= bar if sign == ">=" else found[what] <= bar, found
        record_property("said", f"{name}: {what} {found[what]}, wanted {sign} {bar:.3g}")


def test_every_model_is_trained_in_a_lab():
    pages = catalogue.root() / "docs"
    models = {
        path.stem.removesuffix("_bugs")
        for path in (catalogue.root() / "snippets" / "models").glob("*_bugs.py")
    }
    asked = {}
    for name in models:
        text = (pages / f"{name.replace('_', '-')}.md").read_text(encoding="utf-8")
        asked[name] = re.findall(r"^```lab\n(\S+)", text, re.MULTILINE)
    assert len(models) == 8 and all(set(found) & FLOORS.keys() for found in asked.values())


@pytest.mark.slow
@each_lab
def test_a_lab_page_is_small_asks_no_other_host_and_offers_its_notebook(name, site, ran):
    page = site.folder / "labs" / name / "index.html"
    html = page.read_text(encoding="utf-8")
    assert len(html) < 300_000
    html = re.sub(r"base64,[\w+/=]+", "", html)
    assert not re.search(r"mathjax|require\.js|cdn|mermaid@|clipboard-copy", html, re.IGNORECASE)
    assert not re.search(r'<(script|img|iframe)[^>]*(src|href)="(https?:)?//', html)
    found = re.search(r'<a [^>]*href="([^"]+)" download>[^<]*notebook', html)
    book = json.loads((page.parent / found[1]).read_text(encoding="utf-8"))
    assert [cell.cell_type for cell in lab.load(name).book.cells] == [
        cell["cell_type"] for cell in book["cells"]
    ]
    assert book == json.loads(lab.load(name).written())


@pytest.mark.slow
@each_lab
def test_the_page_of_a_lab_has_all_that_it_printed_and_drew(name, site, ran):
    html = (site.folder / "labs" / name / "index.html").read_text(encoding="utf-8")
    drawn = [
        out
        for cell in ran[name]["cells"]
        for out in cell.get("outputs", ())
        if "text/html" in out.get("data", {})
    ]
    assert drawn and html.count('<img alt="') == len(drawn)
