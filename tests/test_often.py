import re
from xml.etree import ElementTree

import pytest

from stepthrough import census, often, remembered


def drawn(html):
    """The SVG of a figure."""
    return ElementTree.fromstring(re.search("<svg.*?</svg>", html, re.S)[0])


def words(svg):
    return [node.text for node in svg.iter() if node.tag == "text"]


def rows(table):
    found = re.findall(r"<tr>(<td>.*?)</tr>", table)
    return [re.findall(r"<td>(.*?)</td>", row) for row in found]


def test_a_bar_is_as_long_as_its_name_is_common():
    svg = drawn(often.bars(20))
    bars = [float(node.get("width")) for node in svg.iter() if node.tag == "rect"]
    times = [count for _, count in census.occurrences().most_common(20)]
    assert bars == pytest.approx([bars[0] * count / times[0] for count in times], abs=0.06)
    assert words(svg)[::2] == [name for name, _ in census.occurrences().most_common(20)]


def test_a_name_that_is_not_taught_has_a_hollow_bar(monkeypatch):
    monkeypatch.setattr(census, "taught", lambda: census.occurrences().keys() - {"cat"})
    monkeypatch.setattr(remembered, "key", lambda: "hollow" * 8)
    svg = drawn(often.bars(12))
    kinds = [node.get("class") for node in svg.iter() if node.tag == "rect"]
    names = words(svg)[::2]
    assert [name for name, kind in zip(names, kinds) if kind == "untaught"] == ["cat"]


def test_the_curve_climbs_to_all_of_it():
    svg = drawn(often.curve(30, 60))
    (line,) = [node.get("d") for node in svg.iter() if node.get("class") == "line"]
    heights = [float(y) for y in re.findall(r"L\S+ (\S+?)(?=L|$)", line)]
    assert heights == sorted(heights, reverse=True) and len(heights) == len(census.counted())
    times = [count for _, count in census.occurrences().most_common()]
    assert f"60: {sum(times[:60]) / sum(times):.0%}" in words(svg)


@pytest.mark.parametrize("html", [often.bars(5), often.curve(30)])
def test_a_drawing_has_words_for_those_who_do_not_see_it(html):
    svg = drawn(html)
    ids = {node.get("id"): node.text for node in svg.iter() if node.get("id")}
    assert svg.get("role") == "img"
    assert all(ids[name] for name in svg.get("aria-labelledby").split())


def test_the_circles_reach_further_and_further():
    shares = [float(share.rstrip("%")) for *_, share in rows(often.shares())]
    assert shares == sorted(shares) and shares[-1] >= 95


def test_the_table_has_what_the_bars_have():
    found = rows(often.counts(10))
    assert [row[1] for row in found] == [str(n) for _, n in census.occurrences().most_common(10)]
    assert '<a href="../convolutions/">' in often.counts(10)


def test_all_that_is_left_out_is_listed_with_its_reason():
    total = sum(census.occurrences().values())
    left = sum(int(row[1]) for row in rows(often.untaught()))
    assert 1 - left / total == pytest.approx(census.share(census.occurrences(), census.taught()))
    assert all(row[3] and row[3] != "None" for row in rows(often.untaught()))


def test_what_a_snippet_is_counted_for_can_be_seen():
    assert ["<code>nn.Linear</code>", "2"] in rows(often.used_by("mlp"))
