import re
import subprocess
import sys

import markdown
import pytest
from pymdownx.superfences import SuperFencesException

from stepthrough.mathml import mathml

EXTENSIONS = [
    "stepthrough.mathml",
    "toc",
    "tables",
    "pymdownx.superfences",
    "pymdownx.inlinehilite",
]


def page(text):
    return markdown.markdown(text, extensions=EXTENSIONS)


def words(html):
    return re.sub("<.*?>", "", html)


def test_one_dollar_is_a_formula_in_the_line():
    assert page("Stride gives $H/n$.").startswith('<p>Stride gives <math xmlns="')
    assert 'display="inline"' in page("Stride gives $H/n$.")


def test_two_dollars_are_a_formula_of_its_own():
    assert page("$$\n\\frac{H}{n}\n$$").startswith("<math")
    assert 'display="block"' in page("$$\n\\frac{H}{n}\n$$")


@pytest.mark.parametrize(
    "tex, reads",
    [
        (r"(B, C, H \cdot W) \to (B, P, D)", "(B,C,H·W)→(B,P,D)"),
        (r"F: \mathbb{R}^{B \times C} \to \mathbb{R}^{B \times D}", "F:ℝB×C→ℝB×D"),
        (r"\{3, 5, 7\}", "{3,5,7}"),
        (r"a < b \le c", "a&lt;b≤c"),
        (r"\sqrt{d}", "d"),
    ],
)
def test_the_formulas_of_the_article_keep_every_sign(tex, reads):
    assert words(mathml(tex)) == reads


@pytest.mark.parametrize(
    "prose",
    [
        "It costs $5 or $10.",
        "It costs $5-$10, US$5/US$10.",
        "A dollar $ alone, and $ two.",
        "Set $HOME and $PATH.",
        "`$x$` is code.",
        "```python\nprint('$x$')\n```",
        "    echo $x$",
    ],
)
def test_a_dollar_in_code_or_in_a_price_stays_a_dollar(prose):
    assert "<math" not in page(prose)
    assert page(prose).count("$") == prose.count("$")


def test_a_backslash_keeps_a_dollar_a_dollar():
    assert page(r"\$5 to 10\$") == "<p>$5 to 10$</p>"


def test_stars_and_underscores_in_a_formula_are_not_markdown():
    assert "<em>" not in page("$a_1*b_1*c_1$ and $x_1$")


def test_a_formula_in_a_heading_reads_as_text_in_its_anchor():
    assert '<h2 id="rule-hn">' in page("## Rule $H/n$")


def test_a_formula_in_a_table_cell_is_a_formula():
    assert "<td><math" in page("| a |\n|---|\n| $B$ |")


@pytest.mark.parametrize(
    "tex, why",
    [
        (r"\foo", r"\foo"),
        (r"\frac{1}", "half a mfrac"),
        (r"\frac{a}{b", "{ left open"),
        (r"a}", "}"),
        (r"a_b_c", "DoubleSubscriptsError"),
        (r"\left( a", "ExtraLeftOrMissingRightError"),
        (r"\begin{aligned} a &= b \end{aligned}", "&"),
        (r"\boldsymbol{x}", "mathvariant"),
        (r"a \\ b", "linebreak"),
        ("", "NoAvailableTokensError"),
    ],
)
def test_broken_tex_is_named_with_its_reason(tex, why):
    with pytest.raises(SuperFencesException, match="broken TeX") as error:
        mathml(tex)
    assert why in str(error.value)


@pytest.mark.parametrize("text", ["a $$ b", "$$\na\n\nb\n$$"])
def test_two_dollars_that_nothing_closes_are_broken(text):
    with pytest.raises(SuperFencesException, match="broken TeX"):
        page(text)


def test_broken_tex_stops_the_build_and_names_its_place(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n\nIt is $\\foo$.\n")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: s\nmarkdown_extensions: [stepthrough.mathml]\n"
    )
    build = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    ran = subprocess.run(build, cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 1
    assert r"docs/index.md:3:8: broken TeX '\\foo': \foo" in ran.stderr
    assert "Traceback" not in ran.stderr
