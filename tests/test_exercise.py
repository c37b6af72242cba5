import re
import shutil
import textwrap
from contextlib import chdir
from html import unescape

import markdown
import pytest

from stepthrough import cache, exercise, kata, page, snippet, stop, syllabus

FENCES = [{"name": "kata", "class": "kata", "validator": page.validate, "format": exercise.show}]

DOUBLE = '''
    """Double a tensor. Nothing in it <moves>.

    You meet it in tests.
    """

    import torch

    MINUTES = 4
    HINTS = ("Think of + & -.", "Add x to x.", "return x + x")


    def double(x):
        """Return x (B, C), doubled."""
        B, C = x.shape                   # (B, C)
        return joined(x, x.reshape(B, C))   # (B, C)


    def joined(a, b):
        return torch.add(a, b)


    def wrong_same(x):
        """That is x itself."""
        return x.flatten(0).reshape(x.shape)


    def check(double):
        x = torch.arange(6).reshape(2, 3)
        made = double(x)
        assert made.shape == (2, 3), "the shape is (2, 3)"
        assert made.equal(x.mul(2)), "each number is doubled"


    def main():
        B, C = 2, 3
        x = torch.ones(B, C)             # (B, C)
        y = double(x)                    # (B, C)
        print(tuple(y.shape))
        check(double)


    if __name__ == "__main__":
        main()
    '''

BREAKS = '''
def wrong_start(x):
    """It breaks."""
    return MADE


def breaks():
    """Let it."""
    try:
        wrong_start(torch.ones(2)).backward()
    except (AttributeError, RuntimeError) as error:
        print(error)
'''.strip()


@pytest.fixture(scope="module")
def recorded_dojo(recorded_project, tmp_path_factory):
    """The small project with a kata, its page, and a lesson that shows its card; all is recorded."""
    home = tmp_path_factory.mktemp("dojo") / "project"
    shutil.copytree(recorded_project, home)
    files = {
        "snippets/katas/double_it.py": textwrap.dedent(DOUBLE).lstrip("\n"),
        "docs/index.md": "# Home\n",
        "docs/toolbox.md": "# Tools\n\n| [`cat`](adding.md) | [`add`](adding.md) | [`.mul`](adding.md) |\n",
        "docs/adding.md": '# Adding\n\nprint(facts.used_in("reshape"))\n\n```kata card\ndouble_it\n```\n',
        "docs/katas/double-it.md": "# Double it\n\n```kata\ndouble_it\n```\n",
        "mkdocs.yml": "site_name: Small\nnav:\n  - Home: index.md\n  - toolbox.md\n  - adding.md\n  - katas/double-it.md\n",
    }
    for name, text in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    with chdir(home):
        cache.trace_of(snippet.load("double_it"))
    return home


@pytest.fixture
def dojo(recorded_dojo, tmp_path, monkeypatch):
    """A copy of that folder, to work in and to change."""
    home = tmp_path / "project"
    shutil.copytree(recorded_dojo, home)
    monkeypatch.chdir(home)
    return home


def render(text):
    configs = {"pymdownx.superfences": {"custom_fences": FENCES}}
    return markdown.markdown(text, extensions=["pymdownx.superfences"], extension_configs=configs)


def whole():
    return render("```kata\ndouble_it\n```\n")


def section(html, name):
    """The text of a part of the page, without its markup."""
    inner = re.search(rf'<h2 id="{name}">.*?(?=<h2|$)', html, re.S)[0]
    return unescape(re.sub("<[^>]*>", "", inner))


# What stands on a kata's page


def test_the_page_says_the_task_the_time_and_where_it_comes_back(dojo):
    html = whole().partition("<h2")[0]
    assert "<p>Return x <code>(B, C)</code>, doubled.</p>" in html
    assert "about 4 minutes" in html and "You meet it in tests." in html
    assert "Nothing in it &lt;moves&gt;." in html


def test_the_page_links_what_the_solution_uses_to_its_lesson(dojo):
    html = whole().partition("<h2")[0]
    links = re.findall(r'<a href="([^"]*)">(?:<code>)?(.*?)<', html)
    assert links == [("adding.md", "add"), ("adding.md", "reshape"), ("adding.md", "Adding")]


def test_the_shapes_of_main_are_predicted_before_the_stub(dojo):
    html = whole()
    assert html.index('id="predict"') < html.index('id="write"')
    predicted = re.search(r'id="predict".*?id="write"', html, re.S)[0]
    assert re.search(r"<step-through [^>]* predict>", predicted)
    assert (
        "double_it.main" in predicted and "torch.add" not in predicted and "<td>" not in predicted
    )


def test_a_kata_whose_main_states_no_shape_has_nothing_to_predict(dojo):
    path = dojo / "snippets" / "katas" / "double_it.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"( = torch.ones.*?|= double\(x\)) *#.*", r"\1", text), encoding="utf-8")
    assert 'id="predict"' not in whole()


def test_the_stub_can_be_copied_as_it_is(dojo):
    copied = re.findall(r'data-copy="(.*?)"', whole(), re.S)[1]
    assert unescape(copied) + "\n" == kata.load("double_it").stub


def test_the_page_gives_the_commands_for_this_kata(dojo):
    said = section(whole(), "write")
    assert "python -m stepthrough kata start double_it\n" in said
    assert "python -m stepthrough kata check double_it\n" in said


def test_every_promise_is_said_in_its_words(dojo):
    said = section(whole(), "judged").strip().splitlines()
    assert said[-2:] == ["the shape is (2, 3)", "each number is doubled"]


def test_each_hint_is_folded_by_itself(dojo):
    hints = re.search(r'id="hints".*?(?=<h2)', whole(), re.S)[0]
    folded = re.findall(r"<details data-search-exclude>.*?</details>", hints, re.S)
    assert len(folded) == 3 and not any(" open" in one for one in folded)
    assert "Think of + &amp; -." in folded[0] and "return <code>x + x</code>" in folded[2]


def test_the_solution_is_folded_and_has_its_player(dojo):
    html = whole()
    before, solution = html.split('<h2 id="solution">')
    assert "x.reshape" in solution and "x.reshape" not in re.sub("<[^>]*>", "", before)
    folded = re.search(r"<details data-search-exclude>.*</details>", solution, re.S)[0]
    assert "<step-through" in folded and 'class="st-proof"' in folded


def test_a_kata_that_is_to_be_mended_says_so(dojo):
    path = dojo / "snippets" / "katas" / "double_it.py"
    path.write_text(
        path.read_text(encoding="utf-8").replace("wrong_same", "wrong_start"), encoding="utf-8"
    )
    assert '<h2 id="write">Mend</h2>' in whole()
    assert 'id="write">Write' not in whole()


@pytest.mark.parametrize(
    "made, said", [("x.sun()", "no attribute"), ("x.sum()", "does not require grad")]
)
def test_the_page_shows_what_the_start_raises_itself_or_in_backward(dojo, made, said):
    path = dojo / "snippets" / "katas" / "double_it.py"
    text = path.read_text(encoding="utf-8").replace("check(double)\n\n\nif", "breaks()\n\n\nif")
    text = text.replace("def wrong_same", f"{BREAKS.replace('MADE', made)}\n\ndef wrong_same")
    path.write_text(text, encoding="utf-8")
    assert said in re.search('<div class="st st-error">.*?</div>', whole(), re.S)[0]


# Colab


@pytest.mark.parametrize(
    "repository, branch, there",
    [
        ("https://github.com/somebody/site/", "gh-pages", True),
        ("https://github.com/somebody/site", "", False),
        ("", "gh-pages", False),
        ("https://gitlab.com/somebody/site", "gh-pages", False),
    ],
)
def test_colab_is_offered_only_where_it_finds_the_notebook(
    dojo, monkeypatch, repository, branch, there
):
    monkeypatch.setenv("REPO_URL", repository)
    monkeypatch.setenv("SITE_BRANCH", branch)
    links = re.findall(r'href="(https://colab[^"]*)"', whole())
    where = "https://colab.research.google.com/github/somebody/site/blob/gh-pages"
    assert links == [f"{where}/assets/katas/double_it.ipynb"] * there


# The card, the table, the syllabus


def test_a_card_names_the_kata_its_time_and_its_page(dojo):
    html = render("```kata card\ndouble_it\n```\n")
    assert re.search(
        r'<a class="kata-card" href="katas/double-it.md"><strong>Double it</strong>', html
    )
    assert "4 minutes" in html and '<kata-done data-kata="double_it">' in html


def test_several_cards_stand_together(dojo):
    assert render("```kata card\ndouble_it\ndouble_it\n```\n").count('class="kata-card"') == 2


def test_the_lesson_of_a_kata_is_the_page_with_its_card(dojo):
    assert syllabus.lesson(kata.load("double_it")) == "adding"
    (dojo / "docs" / "adding.md").write_text("# Adding\n", encoding="utf-8")
    assert syllabus.lesson(kata.load("double_it")) is None


def test_a_kata_trains_what_its_solution_uses_and_not_what_its_judge_does(dojo):
    assert syllabus.trains(kata.load("double_it")) == {"add": "adding", "reshape": "adding"}


def test_the_table_has_a_row_for_every_kata(dojo):
    rows = re.findall(r"<tr>.*?</tr>", syllabus.overview())
    cells = re.findall(r"<td>(.*?)</td>", rows[1])
    assert len(rows) == 2 and len(cells) == len(syllabus.HEADS)
    assert '<a href="../katas/double-it/">Double it</a>' in cells[0]
    assert re.findall("<code>(.*?)</code>", cells[1]) == ["add", "reshape"]
    assert cells[2] == "4" and '<a href="../adding/">Adding</a>' == cells[3]


# What is wrong is said at its place


def refused(text, dojo):
    (dojo / "docs" / "adding.md").write_text(f"# Adding\n\n{text}", encoding="utf-8")
    with pytest.raises(stop.Stop) as stopped:
        render(text)
    return str(stopped.value).splitlines()[0]


def test_a_kata_that_does_not_exist_is_refused_with_the_nearest(dojo):
    said = refused("```kata\ndoubel_it\n```\n", dojo)
    assert said == "docs/adding.md:4:1: no kata named doubel_it (nearest: double_it)"


def test_a_snippet_is_no_kata(dojo):
    assert "docs/adding.md:4:1: no kata named tokens" in refused(
        "```kata card\ntokens\n```\n", dojo
    )


def test_an_option_that_does_not_exist_is_refused(dojo):
    said = refused("```kata cards\ndouble_it\n```\n", dojo)
    assert said == "docs/adding.md:4:1: no such option: cards; there is card"


def test_a_kata_without_a_page_says_which_to_write(dojo):
    (dojo / "mkdocs.yml").write_text(
        "site_name: Small\nnav:\n  - index.md\n  - adding.md\n", encoding="utf-8"
    )
    said = refused("```kata card\ndouble_it\n```\n", dojo)
    assert (
        said
        == "docs/adding.md:4:1: write docs/katas/double-it.md, and name it in the nav of mkdocs.yml"
    )


def test_a_kata_with_a_false_comment_stops_the_build_at_the_comment(dojo):
    path = dojo / "snippets" / "katas" / "double_it.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(
            "torch.ones(B, C)             # (B, C)", "torch.ones(B, C)             # (C, B)"
        ),
        encoding="utf-8",
    )
    assert refused("```kata\ndouble_it\n```\n", dojo).startswith("snippets/katas/double_it.py:36:")


def test_what_is_made_of_a_kata_is_kept_until_the_kata_changes(dojo, monkeypatch):
    made = []
    monkeypatch.setattr(exercise.worksheet, "stub", lambda one: made.append(one) or "")
    whole(), whole()
    assert len(made) == 1
    path = dojo / "snippets" / "katas" / "double_it.py"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    whole()
    assert len(made) == 2


def test_several_katas_in_one_full_fence_are_refused(dojo):
    assert "one kata" in refused("```kata\ndouble_it\ndouble_it\n```\n", dojo)
