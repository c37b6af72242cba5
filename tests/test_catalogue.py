import os
import shutil
import time

from stepthrough import catalogue, snippet


def test_a_file_that_comes_or_goes_is_noticed_at_once(project):
    path = project / "snippets" / "models" / "later.py"
    for _ in range(20):
        path.write_text("x = 1\n")
        assert "later" in snippet.names()
        path.unlink()
        assert "later" not in snippet.names()


def test_a_folder_that_comes_or_goes_is_noticed_at_once(project):
    path = project / "snippets" / "more" / "inner" / "deep.py"
    for _ in range(10):
        path.parent.mkdir(parents=True)
        path.write_text("x = 1\n")
        assert "deep" in snippet.names()
        shutil.rmtree(project / "snippets" / "more")
        assert "deep" not in snippet.names()


def test_a_folder_of_the_future_is_looked_at_every_time(project):
    folder = project / "snippets" / "models"
    for name in ("one", "two"):
        (folder / f"{name}.py").write_text("x = 1\n")
        os.utime(folder, (4e9, 4e9))
        assert name in snippet.names()


def test_a_project_that_does_not_change_is_looked_through_once(project, monkeypatch):
    time.sleep(0.2)
    names = snippet.names()
    monkeypatch.setattr(catalogue, "files", None)
    assert snippet.names() == names
