"""Every entry of the error atlas can be found: by its phase, its model, its symptom, its message."""

import json
import re

import pytest

from stepthrough import atlas, doors, facts, message

ENTRIES = atlas.everything()
HREF = re.compile(r'href="([^"]+)"')


def address(entry):
    page, _ = atlas.places()[entry.name]
    return f"{page}/#{atlas.anchor(entry.name)}"


def test_every_entry_is_listed_once_under_its_phase():
    listed = HREF.findall(doors.by_phase())
    assert sorted(f"errors/{link}" for link in listed) == sorted(map(address, ENTRIES))


def test_an_entry_is_listed_under_each_model_it_bites_in():
    listed = HREF.findall(doors.by_model())
    assert len(listed) == sum(len(entry.models) for entry in ENTRIES) > 0


@pytest.mark.parametrize("symptom", atlas.SYMPTOMS)
def test_every_symptom_has_its_question_and_its_suspects(symptom):
    asked = re.findall(r'doors\.behind\("([^"]+)"\)', facts.texts()["errors/silent-bugs"])
    assert asked.count(symptom) == 1
    listed = HREF.findall(doors.behind(symptom))
    behind = [entry for entry in ENTRIES if entry.symptom == symptom]
    assert sorted(link.replace("../", "errors/") for link in listed) == sorted(map(address, behind))


def test_every_page_that_an_entry_leads_to_leads_back():
    wanted = {page for entry in ENTRIES for page in doors.about(entry)}
    asking = {
        page: re.findall(r'doors\.met\("([^"]+)"\)', text) for page, text in facts.texts().items()
    }
    assert {page: names for page, names in asking.items() if names} == {
        page: [page] for page in wanted
    }


def test_a_symptom_that_nobody_has_is_an_error():
    with pytest.raises(
        LookupError, match="no entry of the error atlas has the symptom 'it smells'"
    ):
        doors.behind("it smells")


def test_the_patterns_are_those_of_the_entries():
    made = json.loads(doors.patterns())
    assert made["kinds"] == message.KINDS
    assert [row["url"] for row in made["entries"]] == list(map(address, ENTRIES))
    for entry, row in zip(ENTRIES, made["entries"], strict=True):
        back = ["".join(map(written, pieces)) for pieces in row["templates"]]
        assert back == [text.replace("{{", "{").replace("}}", "}") for text in entry.templates]


def written(piece):
    name, kind = (piece, None) if isinstance(piece, str) else piece
    return name if kind is None else f"{{{name}:{kind}}}" if kind else f"{{{name}}}"


def test_the_atlas_is_as_large_as_the_site_says():
    silent = [entry for entry in ENTRIES if entry.silent]
    assert len(ENTRIES) >= 110 and len(silent) >= 25
    assert f"{len(ENTRIES)} causes here, {len(silent)} of them silent" in doors.counted()
