from stepthrough.fault import Fault, Wrong, annotate, annotation

ROW = "    x = f(y)  # (B, C)"


def test_a_fault_is_path_line_column_message_then_the_source_with_carets_and_a_note():
    fault = Fault("a/b.py", 3, 16, "false shape", ROW, 4, "ran as (8,)")
    assert str(fault).splitlines() == [
        "a/b.py:3:16: false shape",
        "    x = f(y)  # (B, C)",
        "               ^^^^",
        "    ran as (8,)",
    ]


def test_the_carets_stand_under_the_column_however_deep_the_line_is_indented():
    for indent in (0, 4, 12):
        row = " " * indent + "x = f(y)  # (B, C)"
        shown, carets = str(Fault("a.py", 1, row.index("B") + 1, "", row)).splitlines()[1:]
        assert carets.index("^") == shown.index("B")


def test_a_fault_without_source_is_one_line():
    assert str(Fault("a.py", 1, 1, "cannot be read")) == "a.py:1:1: cannot be read"


def test_at_least_one_caret_is_drawn_and_never_left_of_the_line():
    assert str(Fault("a.py", 1, 1, "m", ROW, 0)).splitlines()[2] == "    ^"


def test_wrong_says_all_its_faults():
    wrong = Wrong(Fault("a.py", 1, 1, "one"), Fault("b.py", 2, 1, "two"))
    assert str(wrong) == "a.py:1:1: one\nb.py:2:1: two"
    assert [fault.path for fault in wrong.faults] == ["a.py", "b.py"]


def test_an_annotation_escapes_what_github_would_read_as_its_own():
    fault = Fault("a,b:c/100%.py", 3, 9, "raises E: 5 %,\r\nno", ROW, 4, "line 2: x")
    assert annotation(fault) == (
        "::error file=a%2Cb%3Ac/100%25.py,line=3,col=9,title=raises E"
        "::raises E: 5 %25,%0D%0Ano%0Aline 2: x"
    )


def test_only_github_is_told(monkeypatch, capsys):
    annotate([Fault("a.py", 1, 1, "never ran")])
    assert capsys.readouterr().out == ""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    annotate([Fault("a.py", 1, 1, "never ran")])
    assert capsys.readouterr().out == "::error file=a.py,line=1,col=1,title=never ran::never ran\n"


def test_an_annotation_of_a_file_elsewhere_says_all_of_its_path(monkeypatch, tmp_path):
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "work"))
    inside, beside = tmp_path / "work" / "a.py", tmp_path / "b.py"
    assert "file=a.py," in annotation(Fault(str(inside), 1, 1, "no"))
    assert beside.name in annotation(Fault(str(beside), 1, 1, "no"))
    assert ".." not in annotation(Fault(str(beside), 1, 1, "no"))
