"""A wording is public with the next signature, and stays public until the one after it."""

from __future__ import annotations

from typing import Any

import pytest

from pages.delivery.rebuilding import rebuild_all
from pages.delivery.verification import verify
from pages.people.models import Person, PersonWording
from pages.people.wordings import WriteWording
from pages.publishing import PublicationRefused
from pages.review import fingerprint
from pages.review.models import Approval
from tests.factories.content import an_author
from tests.factories.delivery import a_reviewer, publish, published, translated
from tests.factories.disclaimers import DisclaimerFactory
from tests.factories.review import answer_review, make_reviewer, make_user, sign, submit

pytestmark = pytest.mark.django_db

SPANISH = "Médica cirujana"
CLINIC = "Clínica del Ejemplo"


@pytest.fixture
def author() -> Person:
    person = an_author()
    person.affiliation = "The Example Clinic"
    person.save()
    return person


@pytest.fixture
def pages(author: Person) -> tuple[Any, Any]:
    """An English page and its Spanish translation, both public, of an author without wordings."""
    english = published(title="Gout")
    return english, translated(english)


def word(person: Person, language: str = "es", **words: str) -> None:
    WriteWording(person_id=person.pk, language=language, user=make_user()).execute(
        words or {"credentials": SPANISH, "affiliation": CLINIC}
    )


def read(client: Any, page: Any) -> Any:
    return client.get(f"/api/v2/pages/{page.pk}/").json()


def author_of(client: Any, page: Any) -> tuple[str, str]:
    author = read(client, page)["author"]
    return author["credentials"], author.get("affiliation", "")


def sign_again(page: Any) -> Any:
    return publish(type(page).objects.get(pk=page.pk))


def drift() -> list[Any]:
    return [one for one in verify() if one.is_drift]


RECORD = ("MD", "The Example Clinic")
WORDED = (SPANISH, CLINIC)


def test_spanish_readers_read_the_wording_once_it_is_signed_and_not_before(
    client: Any, author: Person, pages: tuple[Any, Any]
) -> None:
    english, spanish = pages
    word(author)
    list(rebuild_all())
    assert author_of(client, spanish) == RECORD
    assert drift() == []

    sign_again(spanish)

    assert author_of(client, spanish) == WORDED
    assert read(client, spanish)["json_ld"]["author"]["honorificSuffix"] == SPANISH
    assert author_of(client, english) == RECORD
    assert drift() == []


def test_the_wording_is_part_of_the_signature_in_its_language_alone(
    author: Person, pages: tuple[Any, Any]
) -> None:
    before = [fingerprint(page) for page in pages]
    word(author)
    after = [fingerprint(type(page).objects.get(pk=page.pk)) for page in pages]
    assert after[0] == before[0]
    assert after[1] != before[1]
    notices = {(one.code, one.language) for one in verify()}
    assert notices == {("sources.changed", "es")}


def test_a_wording_for_the_language_of_the_source_changes_that_alone(
    client: Any, author: Person, pages: tuple[Any, Any]
) -> None:
    english, spanish = pages
    word(author, "en", credentials="M.D.")
    sign_again(english)
    sign_again(spanish)
    assert author_of(client, english)[0] == "M.D."
    assert author_of(client, spanish)[0] == "MD"


def change(wording: PersonWording) -> None:
    wording.credentials, wording.affiliation = "Otra cosa", "Otra clínica"
    wording.save()


def change_in_bulk(wording: PersonWording) -> None:
    PersonWording.objects.filter(pk=wording.pk).update(
        credentials="Otra cosa", affiliation="Otra clínica"
    )


def delete(wording: PersonWording) -> None:
    wording.delete()


def delete_in_bulk(wording: PersonWording) -> None:
    PersonWording.objects.filter(pk=wording.pk).delete()


def delete_and_write_another(wording: PersonWording) -> None:
    person = wording.person
    wording.delete()
    PersonWording.objects.create(
        person=person, language="es", credentials="Otra cosa", affiliation="Otra clínica"
    )


def move_to_another_language(wording: PersonWording) -> None:
    wording.language = "en"
    wording.save()


@pytest.mark.parametrize(
    "path",
    [
        change,
        change_in_bulk,
        delete,
        delete_in_bulk,
        delete_and_write_another,
        move_to_another_language,
    ],
    ids=lambda path: path.__name__,
)
def test_no_change_of_a_wording_reaches_the_public_without_a_signature(
    client: Any, author: Person, pages: tuple[Any, Any], path: Any
) -> None:
    english, spanish = pages
    word(author)
    sign_again(spanish)

    path(PersonWording.objects.get())
    author.save()
    list(rebuild_all())

    assert author_of(client, spanish) == WORDED
    assert author_of(client, english) == RECORD
    assert drift() == []


def test_what_is_written_again_word_for_word_is_what_was_signed(
    client: Any, author: Person, pages: tuple[Any, Any]
) -> None:
    _english, spanish = pages
    word(author)
    signed = sign_again(spanish)
    PersonWording.objects.all().delete()
    word(author)
    approval = Approval.objects.active().get(page=spanish)
    assert fingerprint(signed) == approval.fingerprint
    assert [one.code for one in verify()] == []


def test_a_deleted_wording_gives_way_to_the_record_with_the_next_signature(
    client: Any, author: Person, pages: tuple[Any, Any]
) -> None:
    _english, spanish = pages
    word(author)
    sign_again(spanish)
    PersonWording.objects.get().delete()
    sign_again(spanish)
    assert author_of(client, spanish) == RECORD


def test_what_the_author_hides_is_gone_at_once_in_every_language(
    client: Any, author: Person, pages: tuple[Any, Any]
) -> None:
    english, spanish = pages
    word(author)
    sign_again(spanish)
    author = Person.objects.get(pk=author.pk)
    author.show_affiliation = False
    author.save()
    assert author_of(client, spanish) == (SPANISH, "")
    assert author_of(client, english) == ("MD", "")
    assert drift() == []


def test_credentials_that_the_record_lost_are_gone_in_every_language_with_the_next_signature(
    client: Any, author: Person, pages: tuple[Any, Any]
) -> None:
    english, spanish = pages
    word(author)
    sign_again(spanish)
    author = Person.objects.get(pk=author.pk)
    author.credentials = author.affiliation = ""
    author.save()
    list(rebuild_all())
    assert author_of(client, spanish) == WORDED
    for page in (english, spanish):
        sign_again(page)
        assert author_of(client, page) == ("", "")
        assert "honorificSuffix" not in read(client, page)["json_ld"]["author"]


def test_a_wording_that_changes_during_the_review_is_not_what_was_submitted(
    client: Any, author: Person, pages: tuple[Any, Any]
) -> None:
    _english, spanish = pages
    word(author)
    page = type(spanish).objects.get(pk=spanish.pk)
    submit(page, make_user())
    reviewer = make_reviewer()
    client.force_login(reviewer)
    form = client.get(f"/admin/medical-review/{page.current_workflow_task_state.pk}/")
    shown = form.context["sign_form"]["content"].value()
    word(author, credentials="Otra cosa")
    answer_review(client, page, content=shown, accept_warnings="on")
    assert author_of(client, spanish) == RECORD
    assert Approval.objects.filter(page=spanish).count() == 1


def test_the_reviewers_credit_is_in_the_language_that_was_signed(
    client: Any, author: Person, pages: tuple[Any, Any]
) -> None:
    english, spanish = pages
    person = Person.objects.get(user=a_reviewer())
    record = person.credentials or "MD"
    person.credentials = record
    person.save()
    for page in pages:
        sign_again(page)
    word(person, credentials=SPANISH)
    assert read(client, spanish)["review"]["reviewed_by"]["credentials"] == record
    for page in pages:
        sign_again(page)
    assert read(client, english)["review"]["reviewed_by"]["credentials"] == record
    assert read(client, spanish)["review"]["reviewed_by"]["credentials"] == SPANISH
    PersonWording.objects.all().delete()
    assert read(client, spanish)["review"]["reviewed_by"]["credentials"] == SPANISH
    assert drift() == []


def test_a_reviewer_reads_the_credentials_and_signs_no_others(
    client: Any, pages: tuple[Any, Any]
) -> None:
    _english, spanish = pages
    page = type(spanish).objects.get(pk=spanish.pk)
    submit(page, make_user())
    reviewer = make_reviewer()
    person = Person.objects.get(user=reviewer)
    person.credentials = "MD"
    person.save()
    word(person, credentials=SPANISH)
    client.force_login(reviewer)
    screen = client.get(f"/admin/medical-review/{page.current_workflow_task_state.pk}/")
    assert f"“{SPANISH}”" in screen.content.decode()
    shown = screen.context["sign_form"]["content"].value()
    word(person, credentials="Curandera")
    response = answer_review(client, page, content=shown, accept_warnings="on")
    assert "while you were reading" in str(response.context["sign_form"].errors)
    assert Approval.objects.filter(page=spanish).count() == 1
    answer_review(client, page, accept_warnings="on")
    approval = Approval.objects.active().get(page=spanish)
    assert approval.reviewer_credentials == "Curandera"


def test_a_disclaimers_signature_keeps_the_credentials_of_its_language() -> None:
    signer = make_reviewer("signs-disclaimers")
    person = Person.objects.get(user=signer)
    person.credentials = "MD"
    person.save()
    word(person, credentials=SPANISH)
    kept = {
        language: DisclaimerFactory(key="own", language=language)
        .versions.get()
        .approval.reviewer_credentials
        for language in ("en", "es")
    }
    assert kept == {"en": "MD", "es": SPANISH}


def test_a_draft_with_a_wording_that_nobody_signed_cannot_go_live(
    client: Any, author: Person, pages: tuple[Any, Any]
) -> None:
    _english, spanish = pages
    word(author)
    page = type(spanish).objects.get(pk=spanish.pk)
    revision = page.save_revision()
    with pytest.raises(PublicationRefused):
        revision.publish()
    assert author_of(client, spanish) == RECORD


def test_the_preview_shows_the_wording_of_the_language(author: Person, pages: Any) -> None:
    from pages.delivery.documents import build_content

    word(author)
    english, spanish = (type(page).objects.get(pk=page.pk) for page in pages)
    assert build_content(english)["author"]["credentials"] == "MD"
    assert build_content(spanish)["author"]["credentials"] == SPANISH
    submit(spanish, make_user())
    sign(spanish, make_reviewer())
