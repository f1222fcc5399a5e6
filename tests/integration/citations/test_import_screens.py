"""Importing and exporting references in the admin."""

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from pages.citations.exchange import steps
from pages.citations.exchange.formats import FORMATS
from pages.citations.exchange.models import ImportedEntry, ReferenceImport
from pages.citations.models import Reference
from tests.factories.citations import ReferenceFactory
from tests.integration.citations.test_admin import user_of
from tests.integration.citations.test_import_references import FILE, ris

pytestmark = pytest.mark.django_db


def upload(client: Any, text: str, **more: str) -> Any:
    data = {"file": SimpleUploadedFile("a.ris", text.encode()), **more}
    return client.post(reverse("pages_citations_upload"), data)


def address(name: str, running: ReferenceImport) -> str:
    return reverse(f"pages_citations_{name}", args=[running.pk])


def take_steps(client: Any, running: ReferenceImport) -> list[dict[str, Any]]:
    answers = []
    while not answers or answers[-1]["running"]:
        response = client.post(address("step", running), headers={"accept": "application/json"})
        answers.append(response.json())
    return answers


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_file_is_uploaded_previewed_and_confirmed(client: Any, language: str) -> None:
    known = ReferenceFactory(doi="10.1000/known")
    client.force_login(user_of("Editors", language))
    response = upload(client, FILE)
    running = ReferenceImport.objects.get()
    assert response.url == address("import", running)
    assert Reference.objects.count() == 1
    assert "data-import-steps" in client.get(response.url).content.decode()
    take_steps(client, running)
    preview = client.get(response.url)
    assert preview.context["counts"] == {
        "waiting": 0,
        "new": 3,
        "duplicate": 2,
        "faulty": 1,
        "added": 0,
    }
    html = preview.content.decode()
    assert "No Title" in html
    assert {"en": "The entry has no title.", "es": "La entrada no tiene título."}[language] in html
    assert known.key in client.get(response.url, {"show": "duplicate"}).content.decode()
    assert Reference.objects.count() == 1
    client.post(address("confirm", running))
    take_steps(client, running)
    done = client.get(response.url)
    assert done.context["progress"].state == "finished"
    assert done.context["counts"]["added"] == 3
    assert Reference.objects.count() == 4


def test_a_long_file_is_taken_in_steps_that_tell_how_far_it_is(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "AT_A_TIME", 2)
    client.force_login(user_of("Editors"))
    upload(client, ris(*(f"TI  - Title {n % 4}\nPY  - 2001" for n in range(5))))
    running = ReferenceImport.objects.get()
    assert [(each["done"], each["total"]) for each in take_steps(client, running)] == [
        (2, 5),
        (4, 5),
        (5, 5),
    ]
    # The last is the same as the first, which another step has checked.
    last = running.entries.get(position=4)
    assert (last.status, last.remarks[0]["code"]) == ("duplicate", "repeated")
    response = client.post(address("confirm", running))
    assert response.status_code == 302
    assert [each["done"] for each in take_steps(client, running)] == [4]
    assert Reference.objects.count() == 4


def test_without_a_script_the_button_takes_a_step_and_leads_back(client: Any) -> None:
    client.force_login(user_of("Editors"))
    upload(client, FILE)
    running = ReferenceImport.objects.get()
    response = client.post(address("step", running))
    assert response.url == address("import", running)
    assert steps.progress(running).state == "preview"


def test_nothing_is_added_before_it_was_confirmed(client: Any) -> None:
    client.force_login(user_of("Editors"))
    upload(client, FILE)
    running = ReferenceImport.objects.get()
    for _time in range(3):
        client.post(address("step", running))
    assert not Reference.objects.exists()


def test_what_others_added_meanwhile_is_not_added_twice(client: Any) -> None:
    client.force_login(user_of("Editors"))
    upload(client, ris("TI  - T\nPY  - 2001\nDO  - 10.1000/one"))
    running = ReferenceImport.objects.get()
    take_steps(client, running)
    other = ReferenceFactory(doi="10.1000/one")
    client.post(address("confirm", running))
    entry = running.entries.get()
    assert (entry.status, entry.key) == ("duplicate", other.key)
    running.refresh_from_db()
    assert steps.progress(running).state == "finished"


def test_abbreviations_of_bibtex_survive_until_the_entry_is_added(client: Any) -> None:
    client.force_login(user_of("Editors"))
    upload(client, "@string{l = {Lancet}}\n\n@article{a,\n title={T}, year=2001, journal=l,\n}\n")
    running = ReferenceImport.objects.get()
    take_steps(client, running)
    client.post(address("confirm", running))
    assert Reference.objects.get().container_title == "Lancet"
    assert running.entries.get().line == 3


@pytest.mark.parametrize(
    ("content", "more", "words"),
    [
        ("nothing like it", {}, "holds no references"),
        ("", {}, "This file is empty"),
        (FILE, {"encoding": "klingon"}, "not the name of an encoding"),
    ],
)
def test_a_file_that_cannot_be_imported_is_explained_on_the_form(
    client: Any, content: str, more: dict[str, str], words: str
) -> None:
    client.force_login(user_of("Editors"))
    assert words in upload(client, content, **more).content.decode()
    assert not ReferenceImport.objects.exists()


def test_an_import_can_be_discarded_and_is_forgotten_after_a_week(client: Any) -> None:
    client.force_login(user_of("Editors"))
    upload(client, FILE)
    running = ReferenceImport.objects.get()
    client.post(address("discard", running))
    assert not ImportedEntry.objects.exists()
    upload(client, FILE)
    ReferenceImport.objects.update(created_at=timezone.now() - steps.KEPT * 2)
    upload(client, ris("TI  - T"))
    assert ImportedEntry.objects.count() == 1


@pytest.mark.parametrize("kind", ["Translators", "Medical reviewers"])
def test_who_may_not_add_references_may_not_import(client: Any, kind: str) -> None:
    client.force_login(user_of("Editors"))
    upload(client, FILE)
    running = ReferenceImport.objects.get()
    client.force_login(user_of(kind))
    assert upload(client, FILE).status_code == 302
    assert ReferenceImport.objects.count() == 1
    for name in ("step", "confirm", "discard"):
        client.post(address(name, running))
    assert running.entries.filter(status="waiting").count() == 6


def test_nobody_sees_the_import_of_somebody_else(client: Any) -> None:
    client.force_login(user_of("Editors"))
    upload(client, FILE)
    running = ReferenceImport.objects.get()
    client.force_login(get_user_model().objects.create_superuser("root"))
    assert client.get(address("import", running)).status_code == 404
    assert client.post(address("confirm", running)).status_code == 404


LIST = "wagtailsnippets_pages_reference:list"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("kind", ["Editors", "Translators"])
def test_what_the_list_shows_is_downloaded(client: Any, name: str, kind: str) -> None:
    ReferenceFactory(title="Wanted", year=2016)
    ReferenceFactory(title="Unwanted by year", year=2015)
    ReferenceFactory(title="Other", year=2016)
    client.force_login(user_of(kind))
    response = client.get(reverse(LIST), {"year": "2016", "q": "wanted", "references": name})
    text = b"".join(response.streaming_content).decode()
    assert len(FORMATS[name].divide(text)) == 1
    assert "Wanted" in text
    assert FORMATS[name].extension in response["Content-Disposition"]


def test_the_list_offers_files_of_what_it_shows(client: Any) -> None:
    ReferenceFactory(year=2016)
    client.force_login(user_of("Editors"))
    html = client.get(reverse(LIST), {"year": "2016", "p": "1"}).content.decode()
    assert "?year=2016&amp;references=ris" in html
    assert reverse("pages_citations_upload") in html
    client.force_login(user_of("Translators"))
    assert reverse("pages_citations_upload") not in client.get(reverse(LIST)).content.decode()


def test_ticked_references_are_exported(client: Any) -> None:
    first, _second, third = ReferenceFactory.create_batch(3)
    client.force_login(user_of("Editors"))
    bulk = reverse("wagtail_bulk_action", args=["pages", "reference", "export"])
    query = f"?next=/&id={first.pk}&id={third.pk}"
    assert "2 references are chosen." in client.get(bulk + query).content.decode()
    response = client.post(bulk + query, {"format": "csl-json"})
    items = json.loads(b"".join(response.streaming_content))
    assert [item["id"] for item in items] == [first.key, third.key]
