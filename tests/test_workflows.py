"""What runs on GitHub: well formed, allowed little, and no command that was not run here first."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".github"
TOOLS = Path(sys.executable).parent
FLOWS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in (FOLDER / "workflows").iterdir()
}
JOBS = {(flow, name): job for flow, told in FLOWS.items() for name, job in told["jobs"].items()}
STEPS = [(*key, step) for key, job in JOBS.items() for step in job["steps"]]
FORMS = sorted({*FOLDER.glob("ISSUE_TEMPLATE/*.yml")} - {FOLDER / "ISSUE_TEMPLATE/config.yml"})
CONTAINER = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
MAIN = "github.ref == 'refs/heads/main'"

BUILD, NOTEBOOKS, NEWEST = ".ci/build", ".ci/notebooks", ".ci/newest > fails.txt"
TELL, MACHINE = ".ci/tell fails.txt", 'pytest -m "not slow and not site" tests'
ELSEWHERE = {
    ".ci/run",  # the tests themselves
    "pip install -r requirements.txt",  # what .ci/run begins with
    "pip install --upgrade torch",  # needs a newer one
}

pytestmark = pytest.mark.linux


def tool(name, *arguments):
    """0, or what a checker finds wrong."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    ran = subprocess.run([TOOLS / name, *arguments], cwd=ROOT, check=False, **streams)
    return ran.returncode and ran.stdout


# What they say


@pytest.mark.parametrize(
    "schema, files",
    [
        ("github-workflows", sorted(FOLDER.glob("workflows/*"))),
        ("github-issue-forms", FORMS),
        ("github-issue-config", [FOLDER / "ISSUE_TEMPLATE/config.yml"]),
        ("dependabot", [FOLDER / "dependabot.yml"]),
    ],
)
def test_github_can_read_them(schema, files):
    assert tool("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *files) == 0


def test_an_auditor_of_workflows_finds_nothing():
    assert tool("zizmor", "--offline", "--quiet", ".github") == 0


def test_a_linter_of_shells_finds_nothing():
    assert tool("shellcheck", *sorted((ROOT / ".ci").iterdir())) == 0


@pytest.mark.parametrize("flow, name", JOBS)
def test_what_a_job_refers_to_is_there(flow, name):
    job = JOBS[flow, name]
    known = {f"matrix.{key}" for key in job.get("strategy", {}).get("matrix", {})}
    known |= {f"steps.{step['id']}" for step in job["steps"] if "id" in step}
    used = re.findall(r"\b(?:matrix|steps)\.[\w-]+", json.dumps(job))
    assert {*job.get("needs", [])} <= FLOWS[flow]["jobs"].keys()
    assert {*used} <= known


def test_every_action_is_pinned_by_its_commit_the_same_one_everywhere():
    pins = dict(step["uses"].split("@") for *_, step in STEPS if "uses" in step)
    used = {step["uses"] for *_, step in STEPS if "uses" in step}
    assert used == {f"{action}@{pin}" for action, pin in pins.items()}
    assert [pin for pin in pins.values() if not re.fullmatch("[0-9a-f]{40}", pin)] == []


def test_nobody_may_write_but_three_jobs_that_no_pull_request_starts():
    allowed = {key: told["permissions"] for key, told in {**FLOWS, **JOBS}.items()}
    usual = {}, {"contents": "read"}
    assert {key: may for key, may in allowed.items() if may not in usual} == {
        ("build", "deploy"): {"pages": "write", "id-token": "write"},
        ("build", "notebooks"): {"contents": "write"},
        ("weekly", "newest"): {"contents": "read", "issues": "write"},
    }
    assert JOBS["build", "deploy"]["if"] == JOBS["build", "notebooks"]["if"] == MAIN
    assert FLOWS["weekly"][True].keys() == {"schedule", "workflow_dispatch"}  # True: YAML's `on`


def test_a_pull_request_sees_no_secret():
    assert FLOWS["build"][True].keys() == {"push", "pull_request"}
    assert "secrets" not in json.dumps(list(FLOWS.values()))


def test_every_command_is_one_that_is_run_here():
    commands = {step["run"] for *_, step in STEPS if "run" in step}
    assert commands == {BUILD, NOTEBOOKS, NEWEST, TELL, MACHINE} | ELSEWHERE


def test_python_is_the_same_everywhere():
    versions = {step["with"]["python-version"] for *_, step in STEPS if "python" in str(step)}
    assert {*re.findall(r"python:(\d+\.\d+)-", CONTAINER["image"])} == versions


@pytest.mark.parametrize("page", ["README.md", "docs/run-it-yourself.md"])
def test_the_oldest_python_is_said_where_one_sets_up(page):
    project = (ROOT / "stepthrough/pyproject.toml").read_text(encoding="utf-8")
    (oldest,) = re.findall(r'requires-python = ">=(.+)"', project)
    assert f"Python {oldest} or newer" in (ROOT / page).read_text(encoding="utf-8")


def test_the_container_is_set_up_as_the_readme_says():
    command = CONTAINER["postCreateCommand"].split(" && ", 2)[2]
    assert f"\n{command} && " in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_ids_of_a_form_are_its_own():
    for form in FORMS:
        parts = yaml.safe_load(form.read_text(encoding="utf-8"))["body"]
        ids = [part["id"] for part in parts if part["type"] != "markdown"]
        assert len(ids) == len({*ids}), form.name


# What they do, in a small copy of the project


HOME = "# Home\n\n```snippet\nhello_snippet\n```\n\n```kata card\nhello_kata\n```\n"
LINKED = "run-it-yourself.md", "view-reshape-flatten.md"  # from the page of the kata
SNIPPET = "snippets/essentials/hello_snippet.py"
FILES = [".ci", ".gitignore", ".pytest.ini", "docs/assets", "docs/overrides", SNIPPET]
FILES += ["docs/katas/hello-kata.md", "snippets/katas/hello_kata.py"]
FILES += [
    "snippets/conftest.py",
    "tests/conftest.py",
    "tests/known.py",
    "tests/test_fault.py",
    "tests/test_build.py",
]

ME = "-c", "user.name=me", "-c", "user.email=me@localhost"


def git(home, *words):
    ran = subprocess.run(["git", *words], cwd=home, check=True, capture_output=True, text=True)
    return ran.stdout.splitlines()


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A clone of a small project: one snippet and one kata, their pages, two files of tests."""
    home = tmp_path_factory.mktemp("clone")
    for name in FILES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / name, home / name)
    (home / "docs/index.md").write_text(HOME)
    for page in LINKED:
        (home / "docs" / page).write_text("# Another page\n")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[0]
    pages = ", ".join(["index.md", "katas/hello-kata.md", *LINKED])
    (home / "mkdocs.yml").write_text(f"{settings}\nnav: [{pages}]\n")
    (home / "stepthrough").mkdir()
    git(home, "init", "-q", "-b", "main")
    git(home, *ME, "commit", "-q", "--allow-empty", "-m", "Begin")
    git(home, "init", "-q", "--bare", "origin.git")
    git(home, "remote", "add", "origin", "origin.git")
    return home


def run(home, command, path=""):
    """A command as a runner starts it."""
    env = os.environ | {
        "PATH": os.pathsep.join(filter(None, [path, str(TOOLS), os.environ["PATH"]])),
        "PYTHONPATH": str(ROOT),
        "GITHUB_ACTIONS": "true",
        "GITHUB_WORKSPACE": str(home),
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "somebody/essential-pytorch",
        "LABS": "0",
    }
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.run(["bash", "-e", "-c", command], cwd=home, env=env, **streams)


@pytest.fixture(scope="module")
def built(home):
    ran = run(home, BUILD)
    assert ran.returncode == 0, ran.stdout
    return home / "site"


def test_the_site_is_built_where_it_is_uploaded_from_and_knows_where_it_is_hosted(home, built):
    uploads = [step["with"]["path"] for *_, step in STEPS if "/upload-" in step.get("uses", "")]
    assert {home / path for path in uploads} == {built}
    html = (built / "index.html").read_text(encoding="utf-8")
    assert 'rel="canonical" href="https://somebody.github.io/essential-pytorch/"' in html
    for file in ("docs/index.md", SNIPPET):
        assert f"https://github.com/somebody/essential-pytorch/edit/main/{file}" in html


def test_colab_opens_notebooks_of_the_branch_that_they_are_put_on(home, built):
    for _ in range(2):
        ran = run(home, NOTEBOOKS)
        assert ran.returncode == 0, ran.stdout
    assert git(home, "rev-list", "--count", "origin/notebooks") == ["1"]
    html = (built / "katas/hello-kata/index.html").read_text(encoding="utf-8")
    (opened,) = re.findall(r"somebody/essential-pytorch/blob/notebooks/([^\"]+)", html)
    assert git(home, "ls-tree", "-r", "--name-only", "origin/notebooks") == [opened]


def test_elsewhere_the_tests_run_that_need_no_site(home):
    ran = run(home, f"{MACHINE} -v")
    assert ran.returncode == 0, ran.stdout
    assert "test_fault.py" in ran.stdout and "test_build.py" not in ran.stdout


@pytest.mark.slow
def test_of_a_torch_with_which_all_is_well_nothing_is_said(home):
    assert run(home, NEWEST).returncode == 0
    assert (home / "fails.txt").read_text() == ""


@pytest.mark.slow
def test_what_fails_with_a_torch_is_said_in_a_line_each(home, built):
    before = (home / SNIPPET).read_text(encoding="utf-8")
    (home / SNIPPET).write_text(before.replace("(B, L, D)", "(B, D, L)", 1), encoding="utf-8")
    (home / "tests/test_more.py").write_text("def test_it():\n    assert not id(1)\n")
    ran = run(home, NEWEST)
    (home / SNIPPET).write_text(before, encoding="utf-8")
    (home / "tests/test_more.py").unlink()
    *failed, false = (home / "fails.txt").read_text().splitlines()
    assert ran.returncode == 0
    assert failed == [
        "FAILED mkdocs build -d site",
        "FAILED pytest -q --tb=no -m not slow and not site tests",
        "FAILED python -m stepthrough check",
        "FAILED tests/test_more.py::test_it",
    ]
    assert false.startswith(f"{SNIPPET}:15:54: false shape: dim 1: D = 64 but the tensor has 12;")


GH = """#!{python}
import json, pathlib, sys

import jq

_, _, verb, *words = sys.argv
kept = pathlib.Path("issues.json")
issues = json.loads(kept.read_text())
number = int(words.pop(0)) if words[0].isdigit() else 0
given = dict(zip(words[::2], words[1::2]))
if verb in ("list", "view"):
    said = issues[number - 1] if number else [one for one in issues if one["state"] == "open"]
    for one in jq.compile(given["--jq"]).input_value(said):
        print(one if isinstance(one, str) else json.dumps(one))
else:
    print(verb)
    if verb == "create":
        issues.append({"number": len(issues) + 1, "title": given["--title"], "state": "open"})
    issue = issues[number - 1]
    issue["body"] = given.get("--body", issue.get("body"))
    issue["state"] = "closed" if verb == "close" else "open"
    kept.write_text(json.dumps(issues))
"""


def test_one_issue_says_what_fails_and_changes_only_when_that_does(home, tmp_path):
    gh = tmp_path / "gh"
    gh.write_text(GH.replace("{python}", sys.executable))
    gh.chmod(0o755)
    other = {"number": 1, "title": "Idea", "state": "open", "body": "Mine"}
    (home / "issues.json").write_text(json.dumps([other]))
    said = []
    for fails in ("", "a\n", "a\n", "a\nb\n", "a\nb\n", "", "", "b\n"):
        (home / "fails.txt").write_text(fails)
        ran = run(home, TELL, str(tmp_path))
        assert ran.returncode == 0, ran.stdout
        said.append(ran.stdout.strip())
    assert said == ["", "create", "", "edit", "", "close", "", "create"]
    issues = json.loads((home / "issues.json").read_text())
    assert issues[0] == other
    assert [issue["state"] for issue in issues] == ["open", "closed", "open"]
    assert [issue["body"].split("\n")[1:-1] for issue in issues[1:]] == [["a", "b"], ["b"]]
