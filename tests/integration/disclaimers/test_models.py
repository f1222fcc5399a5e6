"""Disclaimers in the database: versions, identity, and which of them a page carries."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from wagtail.models import Locale
from wagtail.models.copying import _copy

from pages.content.condition import ConditionPage
from pages.disclaimers import (
    DisclaimerAnswered,
    DisclaimerFixed,
    DisclaimerNeeded,
    HistoryFixed,
    VersionMissingError,
    disclaimer_versions,
    disclaimers_for,
    live_pages_needing,
    public_wordings,
    signed_identity,
    texts_of,
)
from pages.disclaimers.models import Disclaimer, DisclaimerVersion
from pages.publishing import Stage, blockers, guards
from tests.factories.content import ConditionPageFactory, ProcedurePageFactory
from tests.factories.disclaimers import (
    DisclaimerFactory,
    as_before_wordings_were_signed,
    disclaimers_in,
    locale,
    reworded,
    sign_wording,
)
from tests.factories.people import an_account

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "es"]
OTHER = {"en": "es", "es": "en"}


def codes(page: Any) -> list[str]:
    return [blocker.code for blocker in blockers(page) if blocker.code.startswith("disclaimer.")]


# Versions


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_disclaimer_is_version_one(language: str) -> None:
    disclaimer = DisclaimerFactory(language=language)

    assert disclaimer.version == 1
    version = disclaimer.versions.get()
    assert (version.version, version.title, version.text) == (1, disclaimer.title, disclaimer.text)


@pytest.mark.parametrize(("field", "value"), [("title", "New"), ("text", "<p>New</p>")])
def test_a_changed_wording_is_the_next_version(field: str, value: str) -> None:
    disclaimer = DisclaimerFactory()

    setattr(disclaimer, field, value)
    disclaimer.save()

    assert disclaimer.version == 2
    assert [version.version for version in disclaimer.versions.all()] == [2, 1]
    assert getattr(disclaimer.versions.first(), field) == value


def test_an_unchanged_save_is_no_version() -> None:
    disclaimer = DisclaimerFactory()

    disclaimer.save()
    disclaimer.save()

    assert disclaimer.version == 1
    assert disclaimer.versions.count() == 1


def test_the_editors_numbering_of_blocks_is_no_version() -> None:
    disclaimer = DisclaimerFactory(text='<p data-block-key="a1b2c">Read this.</p>')

    disclaimer.text = '<p data-block-key="z9y8x">Read this.</p>'
    disclaimer.save()

    assert disclaimer.version == 1
    assert texts_of([disclaimer.versions.get().wording])[0]["text"] == "<p>Read this.</p>"


def test_nobody_sets_the_version_by_hand() -> None:
    disclaimer = DisclaimerFactory()

    disclaimer.version = 40
    disclaimer.save()

    disclaimer.refresh_from_db()
    assert disclaimer.version == 1


def test_a_stale_instance_counts_from_what_is_stored() -> None:
    disclaimer = DisclaimerFactory()
    stale = Disclaimer.objects.get()
    disclaimer.title = "Second"
    disclaimer.save()

    stale.title = "Third"
    stale.save()

    assert stale.version == 3
    newest = stale.versions.first()
    assert newest is not None
    assert newest.title == "Third"


def test_saving_some_fields_stores_the_version_of_what_was_written() -> None:
    disclaimer = DisclaimerFactory()
    old_text = disclaimer.text

    disclaimer.title, disclaimer.text = "Written", "<p>Not written</p>"
    disclaimer.save(update_fields=["title"])

    stored = Disclaimer.objects.get()
    assert (stored.version, stored.title, stored.text) == (2, "Written", old_text)
    version = stored.versions.first()
    assert version is not None
    assert (version.version, version.title, version.text) == (2, "Written", old_text)


def test_each_language_counts_for_itself() -> None:
    english, spanish = DisclaimerFactory(), DisclaimerFactory(language="es")

    english.title = "New"
    english.save()

    spanish.refresh_from_db()
    assert (english.version, spanish.version) == (2, 1)


def test_a_version_names_who_made_it() -> None:
    account = an_account()
    disclaimer = DisclaimerFactory.build(locale=locale("en"))
    disclaimer.attribute_to(account)

    disclaimer.save()

    assert disclaimer.versions.get().created_by == account


def test_a_version_that_fails_leaves_the_text_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    disclaimer = DisclaimerFactory()

    def fail(self: DisclaimerVersion) -> None:
        raise RuntimeError

    monkeypatch.setattr(DisclaimerVersion, "save", fail)
    disclaimer.title = "Lost"
    with pytest.raises(RuntimeError):
        disclaimer.save()

    assert Disclaimer.objects.get().title != "Lost"


# Append-only history


def test_a_stored_version_neither_changes_nor_goes() -> None:
    version = DisclaimerFactory(signed=False).versions.get()
    version.text = "<p>Forged</p>"

    for attempt in (
        version.save,
        version.delete,
        DisclaimerVersion.objects.all().delete,
        lambda: DisclaimerVersion.objects.update(text="<p>Forged</p>"),
        lambda: DisclaimerVersion.objects.bulk_update([version], ["text"]),
        lambda: DisclaimerVersion._base_manager.all().delete(),
    ):
        with pytest.raises(HistoryFixed), transaction.atomic():
            attempt()

    assert "Forged" not in DisclaimerVersion.objects.get().text


def test_the_history_outlives_the_account_of_its_author() -> None:
    account = an_account()
    disclaimer = DisclaimerFactory.build(locale=locale("en"))
    disclaimer.attribute_to(account)
    disclaimer.save()

    account.delete()

    assert disclaimer.versions.get().created_by is None


def test_an_unused_disclaimer_goes_with_its_history() -> None:
    disclaimer = DisclaimerFactory(signed=False)

    disclaimer.delete()

    assert not DisclaimerVersion.objects.exists()


# Identity


@pytest.mark.parametrize(("field", "value"), [("key", "another"), ("locale", "es")])
def test_key_and_language_stay(field: str, value: str) -> None:
    disclaimer = DisclaimerFactory()

    setattr(disclaimer, field, locale(value) if field == "locale" else value)

    with pytest.raises(DisclaimerFixed):
        disclaimer.save()
    assert Disclaimer.objects.get().key == "medical-information"


def test_a_form_refuses_a_changed_key_in_words() -> None:
    disclaimer = DisclaimerFactory()
    disclaimer.key = "another"

    with pytest.raises(ValidationError) as refusal:
        disclaimer.full_clean()

    assert set(refusal.value.message_dict) == {"key"}


@pytest.mark.parametrize("changes", [{"key": "b"}, {"title": "b"}, {"text": "b"}, {"version": 9}])
def test_queries_cannot_change_what_save_guards(changes: dict[str, Any]) -> None:
    DisclaimerFactory()

    with pytest.raises(DisclaimerFixed):
        Disclaimer.objects.update(**changes)
    with pytest.raises(DisclaimerFixed):
        Disclaimer.objects.bulk_create([DisclaimerFactory.build(locale=locale("es"))])


def test_a_language_has_each_key_once() -> None:
    DisclaimerFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        DisclaimerFactory(title="Again")


def test_the_same_key_in_another_language_is_its_translation() -> None:
    english, spanish = DisclaimerFactory(), DisclaimerFactory(language="es")

    assert english.get_translation(locale("es")) == spanish
    assert DisclaimerFactory(key="other").translation_key != english.translation_key


@pytest.mark.parametrize("copier", ["translate", "copy"])
def test_a_copy_in_another_language_has_a_history_of_its_own(copier: str) -> None:
    english = reworded(DisclaimerFactory(), "<p>Corrected.</p>")
    spanish: Locale = locale("es")
    if copier == "translate":
        copy = english.copy_for_translation(spanish)
    else:
        copy, _children = _copy(english, exclude_fields=["id"], update_attrs={"locale": spanish})

    copy.save()

    assert (copy.key, copy.version, copy.translation_key) == (
        english.key,
        1,
        english.translation_key,
    )


# What a page carries


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_carries_the_disclaimers_of_its_language_in_the_configured_order(
    language: str,
) -> None:
    disclaimers_in(OTHER[language], "treatment-results", "medical-information", "unused")
    disclaimers_in(language, "treatment-results", "unused", "medical-information")
    page = ProcedurePageFactory(language=language)

    assert [(wording.key, wording.language) for wording in disclaimers_for(page)] == [
        ("medical-information", language),
        ("treatment-results", language),
    ]
    assert codes(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_without_its_languages_disclaimers_is_blocked(language: str) -> None:
    disclaimers_in(OTHER[language], "treatment-results", "medical-information")
    page = ProcedurePageFactory(language=language)

    assert disclaimers_for(page) == []
    assert codes(page) == ["disclaimer.missing", "disclaimer.missing"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_disclaimer_that_nobody_signed_blocks_the_page(language: str) -> None:
    disclaimers_in(language, "medical-information", signed=False)
    page = ConditionPageFactory(language=language)

    assert disclaimers_for(page) == []
    assert codes(page) == ["disclaimer.unsigned"]
    [warning] = [
        blocker
        for blocker in blockers(page, stage=Stage.SUBMISSION)
        if blocker.code == "disclaimer.unsigned"
    ]
    assert not warning.blocks


def test_a_site_says_which_type_requires_which(settings: Any) -> None:
    page = ConditionPageFactory()
    settings.PAGES = {"DISCLAIMERS": {"pages.ConditionPage": []}}

    assert disclaimers_for(page) == []
    assert signed_identity(page) == []
    assert codes(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_signature_covers_identity_and_not_wording(language: str) -> None:
    (disclaimer,) = disclaimers_in(language, "medical-information")
    page = ConditionPageFactory(language=language)
    before = signed_identity(page)

    disclaimer.text = "<p>Corrected.</p>"
    disclaimer.save()

    assert before == [{"key": "medical-information", "locale": language}]
    assert signed_identity(page) == before


def test_a_page_carries_the_newest_signed_wording_and_never_a_newer_one() -> None:
    first, _second = disclaimers_in("en", "medical-information", "treatment-results")
    page = ProcedurePageFactory()
    signed_text = first.text
    reworded(first, "<p>Corrected.</p>")

    shown = disclaimers_for(page)[0]
    assert (shown.key, shown.version, shown.text) == (
        "medical-information",
        1,
        signed_text,
    )
    assert disclaimer_versions(page)[0] == {
        "key": "medical-information",
        "locale": "en",
        "version": 1,
    }

    sign_wording(first)

    assert disclaimers_for(page)[0].text == "<p>Corrected.</p>"
    assert [one["version"] for one in disclaimer_versions(page)] == [2, 1]


def test_what_a_page_was_signed_with_is_shown_until_a_wording_is_signed() -> None:
    disclaimer = DisclaimerFactory()
    kept = [{"key": disclaimer.key, "locale": "en", "version": 1}]
    as_before_wordings_were_signed()
    reworded(disclaimer, "<p>Corrected.</p>")

    assert [one.version for one in public_wordings(kept)] == [1]
    sign_wording(disclaimer)
    assert [one.version for one in public_wordings(kept)] == [2]


def test_a_version_that_is_not_what_was_signed_is_not_shown() -> None:
    disclaimer = DisclaimerFactory()
    kept = [{"key": disclaimer.key, "locale": "en", "version": 2}]
    sign_wording(reworded(disclaimer, "<p>Corrected.</p>"))
    tamper(disclaimer, version=2)

    assert [(one.version, one.text) for one in public_wordings(kept)] == [(1, disclaimer.text)]
    tamper(disclaimer, version=1)
    with pytest.raises(VersionMissingError):
        public_wordings(kept)


def tamper(disclaimer: Disclaimer, *, version: int) -> None:
    with guards.suspended(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pages_disclaimerversion SET text = 'Forged' "
            "WHERE disclaimer_id = %s AND version = %s",
            [disclaimer.pk, version],
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_signature_does_not_follow_a_renamed_language(language: str) -> None:
    DisclaimerFactory(language=language)
    page = ConditionPageFactory(language=language)
    Locale.objects.filter(language_code=language).update(language_code="fr")
    page = ConditionPage.objects.get(pk=page.pk)

    assert page.locale.language_code == "fr"
    assert disclaimers_for(page) == []
    assert codes(page) == ["disclaimer.unsigned"]


def test_texts_are_html_and_keep_the_order_that_was_asked_for() -> None:
    first = DisclaimerFactory(key="a", text='<p><a linktype="page" id="999">Gone</a></p>')
    second = DisclaimerFactory(key="b")
    wordings = [row.versions.get().wording for row in (second, first)]

    texts = texts_of(wordings)

    assert [text["key"] for text in texts] == ["b", "a"]
    assert "linktype" not in texts[1]["text"]
    assert texts_of(wordings, expand=str.upper)[0]["text"].startswith("<P>")


def test_a_version_that_is_not_there_is_an_error() -> None:
    DisclaimerFactory()

    assert public_wordings([]) == []
    with pytest.raises(VersionMissingError):
        public_wordings([{"key": "medical-information", "locale": "es", "version": 1}])


def test_the_number_of_queries_does_not_depend_on_how_many_there_are(
    settings: Any, django_assert_num_queries: Any
) -> None:
    keys = [f"key-{number}" for number in range(12)]
    settings.PAGES = {"DISCLAIMERS": {"pages.ConditionPage": keys}}
    disclaimers_in("en", *keys)
    page = ConditionPageFactory()
    signed = disclaimer_versions(page)

    with django_assert_num_queries(1):
        assert len(disclaimers_for(page)) == 12
    with django_assert_num_queries(1):
        assert len(public_wordings(signed)) == 12


# Deletion


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", ["instance", "query"])
def test_a_disclaimer_that_a_live_page_needs_stays(language: str, way: str) -> None:
    (disclaimer,) = disclaimers_in(language, "medical-information")
    (other,) = disclaimers_in(OTHER[language], "medical-information", signed=False)
    page = live(ConditionPageFactory(language=language))

    assert live_pages_needing(disclaimer) == {page.pk}
    assert live_pages_needing(other) == set()
    rows = Disclaimer.objects.filter(pk=disclaimer.pk)
    delete = disclaimer.delete if way == "instance" else rows.delete
    with pytest.raises(DisclaimerNeeded) as refusal, transaction.atomic():
        delete()
    assert disclaimer.title in str(refusal.value)
    assert isinstance(refusal.value, PermissionDenied)
    other.delete()
    assert list(Disclaimer.objects.all()) == [disclaimer]
    assert disclaimer.versions.count() == 1


def test_drafts_and_other_types_do_not_keep_a_disclaimer() -> None:
    disclaimers_in("en", "medical-information", "treatment-results", signed=False)
    live(ConditionPageFactory())
    ProcedurePageFactory()

    Disclaimer.objects.get(key="treatment-results").delete()

    assert Disclaimer.objects.get().key == "medical-information"


@pytest.mark.parametrize("way", ["instance", "query"])
def test_a_disclaimer_that_a_reviewer_signed_stays_on_record(way: str) -> None:
    disclaimer = DisclaimerFactory()
    delete = disclaimer.delete if way == "instance" else Disclaimer.objects.all().delete

    with pytest.raises(DisclaimerAnswered) as refusal, transaction.atomic():
        delete()

    assert disclaimer.title in str(refusal.value)
    assert Disclaimer.objects.get().versions.count() == 1


def live(page: Any) -> Any:
    """Make the row live behind the gate's back; the gate is not what is tested here."""
    with guards.suspended():
        type(page)._base_manager.filter(pk=page.pk).update(live=True)
    return page
