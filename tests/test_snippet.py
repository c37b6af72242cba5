import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from stepthrough import catalogue, snippet
from stepthrough.fault import Wrong

PACKAGE = Path(snippet.__file__).parent


# Reading


def test_a_snippet_has_its_name_source_title_and_lines(write):
    one = write('"""Do a thing.\n\nMore.\n"""\nx = 1\n', "a_thing")
    assert (one.name, one.title) == ("a_thing", "Do a thing.")
    assert one.lines == ['"""Do a thing.', "", "More.", '"""', "x = 1"]


def test_a_snippet_without_a_docstring_is_titled_by_its_name(write):
    assert write("x = 1\n", "a_thing").title == "a_thing"


def test_parts_are_classes_and_functions_by_their_python_names_with_decorators(write):
    one = write(
        """
        import functools

        @functools.cache
        @staticmethod
        def f():
            def inner():
                pass

        class A:
            class B:
                def m(self):
                    pass

        async def g(): pass
        """
    )
    assert one.parts == {
        "f": (3, 7),
        "f.inner": (6, 7),
        "A": (9, 12),
        "A.B": (10, 12),
        "A.B.m": (11, 12),
        "g": (14, 14),
    }


def test_notes_are_the_comments_that_mean_to_state_a_shape(write):
    one = write("x = 1  # (B, C)\n# words\ny = '# (B, C)'\n# (B\n")
    assert [(note.line, note.col, note.text) for note in one.notes] == [
        (1, 8, "# (B, C)"),
        (4, 1, "# (B"),
    ]


@pytest.mark.parametrize(
    "raw, source",
    [
        (b"x = 1\r\ny = 2\r\n", "x = 1\ny = 2\n"),
        (b"\xef\xbb\xbfx = 1\n", "x = 1\n"),
        ("x = 'é'\n".encode(), "x = 'é'\n"),
        (b"# coding: latin-1\nx = '\xe9'\n", "# coding: latin-1\nx = 'é'\n"),
        (b"", ""),
    ],
)
def test_source_is_text_whatever_its_line_ends_and_encoding(tmp_path, raw, source):
    path = tmp_path / "a.py"
    path.write_bytes(raw)
    assert snippet.read(path).source == source


@pytest.mark.parametrize("odd", ["\f", "x = '\x1c'", "x = '\u2028'", "x = '\x85'"])
def test_lines_are_those_that_python_counts(write, odd):
    one = write(f"a = 1\n{odd}\nb = 2  # (B, C)\n")
    assert one.lines[one.notes[0].line - 1].startswith("b = 2")


@pytest.mark.parametrize(
    "raw, line, col, message",
    [
        (b"x = 1\ny = = 2\n", 2, 5, "syntax error: invalid syntax"),
        (b"def f():\nx = 1\n", 2, 1, "syntax error: expected an indented block"),
        (b"x = (1,\n", 1, 5, "syntax error: '(' was never closed"),
        (b"x = '\xff'\n", 1, 1, ""),
        (b"x = 1\0\n", 1, 1, ""),
        (b"# coding: klingon\n", 1, 1, "syntax error: unknown encoding"),
    ],
)
def test_a_file_that_python_cannot_read_is_wrong_at_its_place(tmp_path, raw, line, col, message):
    path = tmp_path / "a.py"
    path.write_bytes(raw)
    with pytest.raises(Wrong) as error:
        snippet.read(path)
    (fault,) = error.value.faults
    assert (fault.path, fault.line, fault.col) == (str(path), line, col)
    assert fault.message.startswith(message)


@pytest.mark.parametrize("name", ["missing.py", "."])
def test_a_file_that_is_not_there_is_wrong(tmp_path, name):
    with pytest.raises(Wrong, match="1:1: cannot be read: "):
        snippet.read(tmp_path / name)


def test_paths_are_shown_as_people_type_them(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert catalogue.show(tmp_path / "a" / "b.py") == "a/b.py"
    assert catalogue.show(Path("/elsewhere/b.py")) == "/elsewhere/b.py"


# Finding


def test_snippets_are_found_by_name_in_any_folder(project):
    assert snippet.names() == ["images", "markup", "size", "tokens"]
    assert snippet.load("size").path == project / "snippets" / "models" / "size.py"
    assert snippet.load("size").shown == "snippets/models/size.py"


def test_tests_caches_and_hidden_folders_are_no_snippets(project):
    for name in ("conftest.py", ".hidden/a.py", "__pycache__/b.py", "models/.c.py", "__init__.py"):
        path = project / "snippets" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    assert snippet.names() == ["images", "markup", "size", "tokens"]


def test_an_unknown_name_is_told_the_nearest(project):
    with pytest.raises(LookupError, match=re.escape("no snippet named image (nearest: images)")):
        snippet.load("image")
    with pytest.raises(LookupError, match="no snippet named zzz$"):
        snippet.load("zzz")


def test_two_files_of_one_name_are_wrong(project):
    (project / "snippets" / "models" / "tokens.py").write_text("")
    with pytest.raises(
        Wrong, match="two snippets named tokens: also snippets/essentials/tokens.py"
    ):
        snippet.names()


def test_imports_are_followed_in_the_snippets_own_folder_only(tmp_path):
    files = {
        "a.py": "import b\nimport torch\nfrom c.d import e\n",
        "b.py": "def f():\n    from deep import x\n",
        "deep.py": "import a\n",
        "other.py": "",
        "sub/torch.py": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    found = snippet.imports(snippet.read(tmp_path / "a.py"))
    assert [one.name for one in found] == ["a", "b", "deep"]


# The key


def key(name="images"):
    return snippet.key(snippet.load(name))


def test_the_key_changes_with_the_snippet(project):
    before, path = key(), snippet.load("images").path
    path.write_text(path.read_text() + "\n")
    assert key() != before


def test_the_key_changes_with_an_imported_sibling_and_with_what_that_imports(project):
    before, path = key(), project / "snippets" / "models" / "size.py"
    path.write_text("from deeper import WIDTH\n")
    second = key()
    (path.parent / "deeper.py").write_text("WIDTH = 5\n")
    third = key()
    (path.parent / "deeper.py").write_text("WIDTH = 6\n")
    assert len({before, second, third, key()}) == 4


def test_the_key_changes_with_no_other_snippet_and_no_page(project):
    before = key()
    for path in project.rglob("*"):
        if path.is_file() and path.stem not in ("images", "size"):
            path.write_text(path.read_text() + "\n")
    (project / "docs" / "images.md").write_text("# Other\n")
    assert key() == before


def test_the_key_does_not_depend_on_where_the_project_stands(project, tmp_path, monkeypatch):
    before = key()
    shutil.move(project, tmp_path / "moved")
    monkeypatch.chdir(tmp_path / "moved")
    assert key() == before


def key_with(changed, folder):
    """The key that a copy of the machine with a changed module gives."""
    shutil.copytree(PACKAGE, folder / "stepthrough", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "a.py").write_text("x = 1\n")
    if changed:
        with (folder / "stepthrough" / f"{changed}.py").open("a") as file:
            file.write("\n# changed\n")
    code = "from stepthrough import snippet; print(snippet.__file__, snippet.key(snippet.read('a.py')))"
    env = {**os.environ, "PYTHONPATH": str(folder)}
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=env, capture_output=True, text=True
    )
    where, found = ran.stdout.split()
    assert Path(where).is_relative_to(folder)
    return found


def test_the_key_changes_with_the_machine_that_records_and_not_with_the_one_that_shows(tmp_path):
    modules = ("", "record", "worker", "grammar", "page", "facts", "terminal", "__main__")
    found = {name: key_with(name, tmp_path / (name or "plain")) for name in modules}
    same = {name for name in modules if found[name] == found[""]}
    assert same == {"", "page", "facts", "terminal", "__main__"}
    assert len(set(found.values())) == 4


def test_every_module_that_takes_part_in_recording_is_in_the_key():
    todo, needed = ["worker", "record"], set()
    while todo:
        name = todo.pop()
        if name in needed:
            continue
        needed.add(name)
        for node in ast.walk(ast.parse((PACKAGE / f"{name}.py").read_text())):
            if isinstance(node, ast.ImportFrom) and node.module == "stepthrough":
                todo += [item.name for item in node.names]
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                "stepthrough."
            ):
                todo.append(node.module.split(".")[1])
    assert needed - set(snippet.MACHINE) == {"catalogue", "fault"}


def test_the_key_changes_with_the_version_of_a_package_that_is_imported(project, monkeypatch):
    before = key("tokens"), key("markup")
    real = snippet.version
    monkeypatch.setattr(snippet, "version", lambda name: "99" if name == "torch" else real(name))
    snippet.digest.cache_clear()
    assert key("tokens") != before[0]
    assert key("markup") == before[1]


def test_a_word_alone_states_a_shape_if_the_code_has_a_variable_of_that_name(write):
    one = write("def f(batch):\n    x = zeros(batch)  # (batch)\n    return x  # (optional)\n")
    assert [note.line for note in one.notes] == [2]
