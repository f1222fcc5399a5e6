"""Importing into the glossary: nothing is overwritten that nobody has seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pages.ledger.models import LedgerEntry
from pages.translation.glossary.exchange.adding import ImportGlossary, Outcome
from pages.translation.glossary.exchange.entries import Entry
from pages.translation.glossary.exchange.table import write_csv
from pages.translation.glossary.exchange.tbx import write_tbx
from pages.translation.glossary.models import GlossaryImport
from pages.translation.glossary.storing import all_concepts, store
from pages.translation.glossary.values import Concept, Term
from tests.factories.people import an_account
from tests.integration.translation.glossary.conftest import GOUT, SHOULDER

pytestmark = pytest.mark.django_db

LogIn = Callable[[str], Client]
CHANGED = replace(
    GOUT,
    note="Known since antiquity.",
    terms=(GOUT.terms[0], replace(GOUT.terms[1], text="gota úrica")),
)
NEW = Concept("knee", "anatomy", terms=(Term("en", "knee", "preferred", "noun"),))


def entry(concept: Concept) -> Entry:
    return Entry(2, concept.terms[0].text, concept)


def upload(client: Client, content: bytes, name: str = "terms.csv") -> Any:
    return client.post(
        reverse("firma_glossary:upload"), {"file": SimpleUploadedFile(name, content)}
    )


def preview(client: Client, *concepts: Concept, query: str = "") -> tuple[str, str]:
    """Upload these concepts; return the address of the preview, and its HTML."""
    address = upload(client, write_csv(concepts).encode())["Location"]
    return address, client.get(address + query).content.decode()


def seen(html: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', html)
    assert found is not None
    return found[1]


def test_what_becomes_of_an_entry(entries: Any) -> None:
    faulty = Entry(9, "x", None)
    strange = Concept("gout", "other", terms=(Term("en", "a dripping", "preferred"),))
    given = [entry(NEW), entry(GOUT), entry(CHANGED), faulty, entry(strange)]

    verdicts = ImportGlossary(source="x").check(given)

    assert [verdict.outcome for verdict in verdicts] == [
        Outcome.NEW,
        Outcome.KNOWN,
        Outcome.DIFFERENT,
        Outcome.FAULTY,
        Outcome.FAULTY,
    ]
    assert "another concept" in verdicts[-1].remarks[0].message
    assert all_concepts() == sorted(entries, key=lambda one: one.key)


def test_what_differs_is_said_and_left_as_it_is(entries: Any) -> None:
    [verdict] = ImportGlossary(source="x").execute([entry(CHANGED)])

    said = " ".join(remark.message for remark in verdict.remarks)
    assert "Known since antiquity." in said
    assert "“gota” is not in the file" in said
    assert "“gota úrica” as well" in said
    assert GOUT in all_concepts()
    assert not LedgerEntry.objects.filter(action="glossary.imported").exists()


def test_what_differs_is_replaced_when_that_is_asked_for(entries: Any) -> None:
    user = an_account()

    [verdict] = ImportGlossary(source="x.csv", actor=user, replace=True).execute([entry(CHANGED)])

    assert verdict.outcome is Outcome.REPLACED
    assert CHANGED in all_concepts()
    written = LedgerEntry.objects.get(action="glossary.imported")
    assert written.actor_id == user.pk
    assert written.data == {"file": "x.csv", "new": [], "replaced": ["gout"]}


def test_terms_that_another_entry_has_are_mentioned(entries: Any) -> None:
    twin = replace(NEW, terms=(Term("en", "Gout", "preferred"),))
    [verdict] = ImportGlossary(source="x").check([entry(twin)])
    assert verdict.outcome is Outcome.NEW
    assert "“gout”" in verdict.remarks[0].message


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (GOUT, replace(GOUT, subject="symptom"), "subject"),
        (SHOULDER, replace(SHOULDER, definitions=()), "definition (en)"),
        (GOUT, replace(GOUT, terms=(GOUT.terms[0], replace(GOUT.terms[1], gender="m"))), "“gota”"),
        (
            SHOULDER,
            replace(SHOULDER, terms=(SHOULDER.terms[0], SHOULDER.terms[2], SHOULDER.terms[1])),
            "another order",
        ),
    ],
)
def test_every_difference_has_its_words(
    entries: Any, before: Concept, after: Concept, said: str
) -> None:
    [verdict] = ImportGlossary(source="x").check([entry(after)])
    assert verdict.outcome is Outcome.DIFFERENT
    assert said in " ".join(remark.message for remark in verdict.remarks)


@pytest.mark.parametrize("group", ["editors", "translators"])
def test_a_file_is_previewed_and_then_brought_in(
    as_member: LogIn, entries: Any, group: str
) -> None:
    client = as_member(group)
    address, html = preview(client, NEW, GOUT)
    assert "Nothing has been changed yet" in html
    assert len(all_concepts()) == 2

    response = client.post(address, {"seen": seen(html)})

    assert response.status_code == 302
    assert NEW in all_concepts()
    assert not GlossaryImport.objects.exists()


def test_replacing_has_to_be_looked_at_first(as_member: LogIn, entries: Any) -> None:
    client = as_member("translators")
    address, html = preview(client, CHANGED, NEW)
    assert "left as it is" in html

    # Who has seen the first preview cannot replace by it.
    client.post(address, {"seen": seen(html), "replace": "1"})
    assert GOUT in all_concepts()

    html = client.get(address + "?replace=1").content.decode()
    client.post(address, {"seen": seen(html), "replace": "1"})
    assert CHANGED in all_concepts()


def test_a_glossary_that_changed_meanwhile_is_shown_again(as_member: LogIn, entries: Any) -> None:
    client = as_member("editors")
    address, html = preview(client, NEW)
    store(replace(NEW, note="Somebody was quicker."))

    response = client.post(address, {"seen": seen(html)})

    assert response.status_code == 200
    assert "has changed meanwhile" in response.content.decode()
    assert replace(NEW, note="Somebody was quicker.") in all_concepts()


def test_faulty_lines_are_listed_and_the_others_brought_in(as_member: LogIn) -> None:
    client = as_member("editors")
    content = b"language,term,status\nen,knee,preferred\nen,hip,best\n"
    address = upload(client, content)["Location"]
    html = client.get(address).content.decode()
    assert "best" in html

    client.post(address, {"seen": seen(html)})

    assert [concept.key for concept in all_concepts()] == ["knee"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"\x00\x01", "UTF-8"), (b"<html/>", "not TBX"), (b"a,b\n1,2", "lacks")],
)
def test_a_file_that_is_none_is_refused_on_the_form(
    as_member: LogIn, content: bytes, said: str
) -> None:
    response = upload(as_member("editors"), content)

    assert response.status_code == 200
    assert said in str(response.context["form"].errors)
    assert not GlossaryImport.objects.exists()


def test_no_file_is_refused_on_the_form(as_member: LogIn) -> None:
    response = as_member("editors").post(reverse("firma_glossary:upload"), {})
    assert response.context["form"].errors == {"file": ["Choose a file."]}


def test_tbx_is_imported_as_well(as_member: LogIn) -> None:
    client = as_member("editors")
    address = upload(client, write_tbx([SHOULDER]), "x.tbx")["Location"]
    html = client.get(address).content.decode()
    client.post(address, {"seen": seen(html)})
    assert all_concepts() == [SHOULDER]


def test_the_terms_that_come_with_firma_are_offered(as_member: LogIn) -> None:
    client = as_member("translators")
    address = client.post(reverse("firma_glossary:upload"), {"starter": "1"})["Location"]
    html = client.get(address).content.decode()
    client.post(address, {"seen": seen(html)})
    assert len(all_concepts()) >= 120


def test_an_import_is_its_users_own_and_can_be_discarded(as_member: LogIn) -> None:
    client = as_member("editors")
    address, _html = preview(client, NEW)
    assert as_member("editors").get(address).status_code == 404

    client.post(f"{address}discard/")
    assert not GlossaryImport.objects.exists()


@pytest.mark.parametrize("group", ["reviewers"])
def test_who_may_not_add_does_not_import(as_member: LogIn, group: str) -> None:
    response = upload(as_member(group), write_csv([NEW]).encode())
    assert response.status_code == 302
    assert not GlossaryImport.objects.exists()


def test_who_may_add_and_not_change_does_not_replace(entries: Any) -> None:
    client = Client()
    client.force_login(an_account("pages.add_glossaryconcept"))
    address, html = preview(client, CHANGED, NEW, query="?replace=1")
    assert "?replace=1" not in html

    client.post(address, {"seen": seen(html), "replace": "1"})

    assert GOUT in all_concepts()
    assert NEW in all_concepts()
