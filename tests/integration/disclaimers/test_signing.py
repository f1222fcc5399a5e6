"""Signing a wording, and sending it back: who may, what is kept, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from pages import ledger
from pages.disclaimers import HistoryFixed, WordingRefused, registry
from pages.disclaimers.approvals import DisclaimerApproval, DisclaimerReturn
from pages.disclaimers.authors import CONFIRMED, wording_authors
from pages.disclaimers.models import Disclaimer
from pages.disclaimers.signing import SendWordingBack, SignWording
from pages.disclaimers.standing import WordingState, standing_of, standings, waiting_standings
from pages.ledger.models import LedgerEntry
from pages.people.models import Person
from pages.publishing import Blocker, PublicationRefused
from pages.review import issue_token
from pages.review.signature import SignatureRefused
from tests.factories.disclaimers import (
    DisclaimerFactory,
    locale,
    reworded,
    sign_wording,
    wording_token,
)
from tests.factories.review import PASSWORD, REVIEWERS, make_review_task, make_reviewer, make_user

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "es"]
NAMES = {"en": "English", "es": "Spanish"}


@pytest.fixture(autouse=True)
def _task() -> None:
    make_review_task()


def waiting(language: str = "en", **fields: Any) -> Disclaimer:
    disclaimer: Disclaimer = DisclaimerFactory(language=language, signed=False, **fields)
    return disclaimer


def newest(disclaimer: Disclaimer) -> Any:
    return standing_of(Disclaimer.objects.get(pk=disclaimer.pk)).newest


def send_back(disclaimer: Disclaimer, *, by: Any, comment: str = "Name a number to call.") -> Any:
    return SendWordingBack(version_id=newest(disclaimer).pk, user=by).execute(comment=comment)


def state(disclaimer: Disclaimer) -> WordingState:
    return standing_of(Disclaimer.objects.get(pk=disclaimer.pk)).state


# What a signature keeps


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reviewer_signs_a_wording_on_its_own(language: str) -> None:
    author, reviewer = make_user(), make_reviewer("signer")
    disclaimer = reworded(waiting(language), "<p>Call.</p>", by=author)

    approval = sign_wording(disclaimer, reviewer=reviewer, comment="Short and clear.")

    wording = newest(disclaimer).wording
    assert (approval.key, approval.language_code, approval.version.version) == (
        "medical-information",
        language,
        2,
    )
    assert approval.fingerprint == wording.fingerprint
    assert (approval.reviewer, approval.person) == (reviewer, Person.objects.get(user=reviewer))
    assert (approval.reviewer_name, approval.reviewer_credentials) == (
        "Dr. signer",
        "MD, Rheumatology",
    )
    assert approval.reviewer_licence == f"L-{reviewer.pk} Colegio Médico"
    assert wording.title in approval.meaning
    assert NAMES[language] in approval.meaning
    assert approval.comment == "Short and clear."
    assert approval.author_ids == [author.pk]
    assert state(disclaimer) is WordingState.SIGNED


def test_the_signature_is_in_the_ledger_with_what_it_says() -> None:
    reviewer = make_reviewer()
    disclaimer = waiting("es")

    approval = sign_wording(disclaimer, reviewer=reviewer)

    entry = LedgerEntry.objects.get(action="disclaimer.signed")
    assert (entry.actor, entry.fingerprint) == (reviewer, approval.fingerprint)
    assert entry.data == {
        "key": "medical-information",
        "language": "es",
        "version": 1,
        "approval": approval.pk,
        "meaning": approval.meaning,
        "comment": "",
        "record": approval.record(),
        "pages": [],
    }
    assert ledger.broken_entries() == []


def test_the_meaning_is_in_the_language_of_the_admin() -> None:
    with translation.override("es"):
        approval = sign_wording(waiting(), reviewer=make_reviewer())
    assert "He leído" in approval.meaning


# Who may not sign


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "role", ["superuser", "editor", "translator", "nobody", "closed", "reviewers without a task"]
)
def test_nobody_outside_the_reviewers_group_signs(role: str, language: str) -> None:
    user = {
        "superuser": lambda: make_user(is_superuser=True),
        "editor": lambda: make_user(groups=("Editors",)),
        "translator": lambda: make_user(groups=(f"Translators ({language})",)),
        "nobody": lambda: make_user(),
        "closed": lambda: make_reviewer(),
        "reviewers without a task": lambda: make_user(groups=("Other reviewers",)),
    }[role]()
    if role == "closed":
        user.is_active = False
        user.save()
    else:
        Person.objects.create(name="P", credentials="MD", languages=LANGUAGES, user=user)
    disclaimer = waiting(language)

    with pytest.raises(WordingRefused, match="Being an administrator is not enough"):
        sign_wording(disclaimer, reviewer=user)

    nothing_was_signed()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reviewer_signs_only_the_languages_of_their_record(language: str) -> None:
    other = "es" if language == "en" else "en"
    disclaimer = waiting(language)

    with pytest.raises(WordingRefused, match=f"does not list {NAMES[language]}"):
        sign_wording(disclaimer, reviewer=make_reviewer(languages=(other,)))

    nothing_was_signed()


def test_a_reviewer_without_a_record_signs_nothing() -> None:
    with pytest.raises(WordingRefused, match="no person record"):
        sign_wording(waiting(), reviewer=make_user(groups=(REVIEWERS,)))

    nothing_was_signed()


def wrote_the_newest_version(disclaimer: Disclaimer, user: Any) -> None:
    reworded(disclaimer, "<p>Mine.</p>", by=user)


def wrote_a_version_before_it(disclaimer: Disclaimer, user: Any) -> None:
    reworded(disclaimer, "<p>Mine.</p>", by=user)
    reworded(disclaimer, "<p>Somebody else's.</p>", by=make_user())


def changed_it_in_the_admin(disclaimer: Disclaimer, user: Any) -> None:
    ModelLogEntry.objects.log_action(disclaimer, "wagtail.edit", user=user, content_changed=True)


def declared_it_complete(disclaimer: Disclaimer, user: Any) -> None:
    # As sites have it from the time when that was asked for.
    ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                content_type=ContentType.objects.get_for_model(Disclaimer),
                object_id=str(disclaimer.pk),
                label=disclaimer.title,
                action=CONFIRMED,
                user=user,
                timestamp=timezone.now(),
            )
        ]
    )


def translated_a_segment(disclaimer: Disclaimer, user: Any) -> None:
    source, _ = TranslationSource.update_or_create_from_instance(disclaimer)
    segment = source.stringsegment_set.first()
    StringTranslation.objects.create(
        translation_of=segment.string,
        locale=disclaimer.locale,
        context=segment.context,
        data="Palabras",
        last_translated_by=user,
    )


AUTHORSHIPS = [
    wrote_the_newest_version,
    wrote_a_version_before_it,
    changed_it_in_the_admin,
    declared_it_complete,
    translated_a_segment,
]


@pytest.mark.parametrize("take_part", AUTHORSHIPS, ids=lambda one: one.__name__)
def test_nobody_signs_their_own_words(take_part: Any) -> None:
    reviewer = make_reviewer()
    disclaimer = waiting("es")
    take_part(disclaimer, reviewer)

    with pytest.raises(WordingRefused, match="somebody else has to sign"):
        sign_wording(disclaimer, reviewer=reviewer)

    nothing_was_signed()
    assert sign_wording(disclaimer).author_ids


@pytest.mark.parametrize("take_part", AUTHORSHIPS, ids=lambda one: one.__name__)
def test_what_was_signed_since_is_settled(take_part: Any) -> None:
    reviewer = make_reviewer()
    disclaimer = waiting("es")
    take_part(disclaimer, reviewer)
    sign_wording(disclaimer)
    moment = DisclaimerApproval.objects.get().signed_at
    assert moment <= timezone.now()

    disclaimer = reworded(disclaimer, "<p>Newer.</p>", by=make_user())

    assert reviewer.pk not in wording_authors(disclaimer)
    sign_wording(disclaimer, reviewer=reviewer)


def nothing_was_signed() -> None:
    assert not DisclaimerApproval.objects.exists()
    assert not LedgerEntry.objects.filter(action="disclaimer.signed").exists()


# The token


def test_a_token_is_good_for_one_wording_of_one_disclaimer_and_one_person() -> None:
    reviewer, other = make_reviewer(), make_reviewer()
    disclaimer, elsewhere = waiting(), waiting("es")
    version = newest(disclaimer)
    page_token = issue_token(
        user=reviewer,
        credential=PASSWORD,
        fingerprint=version.wording.fingerprint,
        task_state_id=version.pk,
    )
    for token in (
        wording_token(elsewhere, reviewer),
        wording_token(disclaimer, other),
        page_token,
        signing.dumps({"user": reviewer.pk}, salt="another"),
        "",
    ):
        with pytest.raises(SignatureRefused):
            SignWording(version_id=version.pk, user=reviewer).execute(token=token)
    nothing_was_signed()


def test_a_token_dies_after_minutes(settings: Any) -> None:
    reviewer, disclaimer = make_reviewer(), waiting()
    token = wording_token(disclaimer, reviewer)
    settings.PAGES = {"SIGNATURE_MINUTES": 0}

    with pytest.raises(SignatureRefused, match="timed out"):
        SignWording(version_id=newest(disclaimer).pk, user=reviewer).execute(token=token)


def test_wrong_passwords_lock_the_signing_of_pages_and_wordings_alike() -> None:
    reviewer, disclaimer = make_reviewer(), waiting()
    version = newest(disclaimer)
    for _ in range(5):
        with pytest.raises(SignatureRefused, match="not right"):
            issue_token(user=reviewer, credential="wrong", fingerprint="x", task_state_id=1)
    with pytest.raises(SignatureRefused, match="locked"):
        wording_token(disclaimer, reviewer)
    assert version.wording.fingerprint


# Which wording


def test_only_the_newest_wording_is_signed() -> None:
    reviewer, disclaimer = make_reviewer(), waiting()
    version, token = newest(disclaimer), wording_token(disclaimer, reviewer)
    reworded(disclaimer, "<p>Changed meanwhile.</p>")

    with pytest.raises(WordingRefused, match="has changed since you read it"):
        SignWording(version_id=version.pk, user=reviewer).execute(token=token)

    nothing_was_signed()


def test_a_wording_is_signed_once() -> None:
    disclaimer = waiting()
    sign_wording(disclaimer)

    with pytest.raises(WordingRefused, match="already signed"):
        sign_wording(disclaimer, reviewer=make_reviewer())
    with pytest.raises(WordingRefused, match="already signed"):
        send_back(disclaimer, by=make_reviewer())

    assert DisclaimerApproval.objects.count() == 1


def test_the_words_of_another_language_are_not_signed() -> None:
    english = waiting()
    copy = english.copy_for_translation(locale("es"))
    copy.save()

    assert state(english) is WordingState.WAITING
    assert state(copy) is WordingState.UNFINISHED
    with pytest.raises(WordingRefused, match="word for word the one in English"):
        sign_wording(copy)
    nothing_was_signed()


def test_an_unfinished_translation_is_not_signed() -> None:
    english = waiting(text="<p>Ask a doctor.</p><p>Call one.</p>")
    source, _ = TranslationSource.update_or_create_from_instance(english)
    target = Translation.objects.create(source=source, target_locale=locale("es"))
    segment = source.stringsegment_set.get(string__data="Call one.")
    StringTranslation.objects.create(
        translation_of=segment.string,
        locale=locale("es"),
        context=segment.context,
        data="Llame a uno.",
    )
    target.save_target(publish=True)
    spanish = Disclaimer.objects.get(locale=locale("es"))

    assert state(spanish) is WordingState.UNFINISHED
    with pytest.raises(WordingRefused, match="2 segments are not translated"):
        sign_wording(spanish)
    nothing_was_signed()


def test_a_failure_in_the_middle_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(wording: Any, now: Any) -> list[int]:
        raise RuntimeError

    monkeypatch.setattr(registry, "_effects", [*registry._effects, broken])
    with pytest.raises(RuntimeError):
        sign_wording(waiting())
    nothing_was_signed()


# Sending back


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wording_is_sent_back_with_a_comment(language: str) -> None:
    reviewer = make_reviewer("signer")
    disclaimer = waiting(language)

    answer = send_back(disclaimer, by=reviewer)

    assert (answer.reviewer, answer.reviewer_name) == (reviewer, "Dr. signer")
    assert state(disclaimer) is WordingState.SENT_BACK
    entry = LedgerEntry.objects.get(action="disclaimer.sent_back")
    assert entry.actor == reviewer
    assert entry.data == {
        "key": "medical-information",
        "language": language,
        "version": 1,
        "comment": "Name a number to call.",
    }


def test_a_changed_wording_waits_again_and_one_that_was_sent_back_may_be_signed_after_all() -> None:
    disclaimer = waiting()
    send_back(disclaimer, by=make_reviewer())
    assert waiting_standings() == []

    reworded(disclaimer, "<p>Call 112.</p>")
    assert [one.newest.version for one in waiting_standings()] == [2]
    send_back(disclaimer, by=make_reviewer())
    sign_wording(disclaimer)

    assert state(disclaimer) is WordingState.SIGNED


def test_sending_back_takes_a_reviewer_and_words() -> None:
    disclaimer = waiting()

    with pytest.raises(WordingRefused, match="Only members"):
        send_back(disclaimer, by=make_user(is_superuser=True))
    with pytest.raises(WordingRefused, match="Write in a comment"):
        send_back(disclaimer, by=make_reviewer(), comment="  ")

    assert not DisclaimerReturn.objects.exists()
    assert state(disclaimer) is WordingState.WAITING


def test_refusals_are_what_every_path_refuses_with() -> None:
    assert issubclass(WordingRefused, PublicationRefused)
    assert issubclass(WordingRefused, PermissionDenied)


# The record


def test_answers_are_append_only_in_python() -> None:
    disclaimer = waiting()
    send_back(disclaimer, by=make_reviewer())
    sign_wording(disclaimer)
    for model in (DisclaimerApproval, DisclaimerReturn):
        row = model.objects.get()
        for attempt in (
            row.save,
            row.delete,
            model.objects.all().delete,
            lambda model=model: model.objects.update(reviewer_name="Somebody else"),
            lambda model=model, row=row: model.objects.bulk_update([row], ["comment"]),
        ):
            with pytest.raises(HistoryFixed), transaction.atomic():
                attempt()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE pages_disclaimerapproval SET reviewer_name = 'Somebody else'", "append-only"),
        ("UPDATE pages_disclaimerapproval SET fingerprint = 'x'", "append-only"),
        ("DELETE FROM pages_disclaimerapproval", "append-only"),
        ("UPDATE pages_disclaimerreturn SET comment = 'x'", "append-only"),
        ("DELETE FROM pages_disclaimerreturn", "append-only"),
        ("UPDATE pages_disclaimerversion SET text = 'x'", "append-only"),
        ("UPDATE pages_disclaimerversion SET title = 'x'", "append-only"),
        ("UPDATE pages_disclaimerversion SET version = 9", "append-only"),
        ("DELETE FROM pages_disclaimerversion", "append-only"),
        ("UPDATE pages_disclaimer SET key = 'x'", "key and the language"),
        ("UPDATE pages_disclaimer SET locale_id = locale_id + 1", "key and the language"),
    ],
)
def test_the_database_keeps_the_record(statement: str, words: str) -> None:
    disclaimer = waiting()
    send_back(disclaimer, by=make_reviewer())
    sign_wording(disclaimer)

    with (
        pytest.raises(IntegrityError, match=words),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_whoever_signed_is_kept_and_whoever_wrote_may_go() -> None:
    author, reviewer = make_user(), make_reviewer()
    disclaimer = reworded(waiting(), "<p>Call.</p>", by=author)
    sign_wording(disclaimer, reviewer=reviewer)

    author.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(user=reviewer).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        reviewer.delete()

    assert newest(disclaimer).created_by is None


# The queue


def test_the_queue_holds_what_waits_in_the_order_in_which_it_was_written() -> None:
    later = waiting(key="later")
    english, spanish = DisclaimerFactory(), DisclaimerFactory(language="es")
    reworded(spanish, "<p>Otro.</p>")
    reworded(later, "<p>Again.</p>")

    assert [(one.disclaimer, one.signed_version) for one in waiting_standings()] == [
        (spanish, 1),
        (later, 0),
    ]
    assert state(english) is WordingState.SIGNED


def test_standings_take_the_same_queries_for_many_that_are_signed(
    django_assert_num_queries: Any,
) -> None:
    for number in range(6):
        DisclaimerFactory(key=f"key-{number}")
        DisclaimerFactory(key=f"key-{number}", language="es")
    rows = Disclaimer.objects.select_related("locale")
    with django_assert_num_queries(5):
        assert len(standings(rows)) == 12


def test_an_old_confirmation_in_the_log_disturbs_no_screen(client: Client) -> None:
    client.force_login(make_user(is_superuser=True))
    disclaimer = waiting()
    declared_it_complete(disclaimer, make_user())
    url = f"/admin/snippets/pages/disclaimer/history/{disclaimer.pk}/"
    assert client.get(url).status_code == 200


# On record


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_refused_signature_is_in_the_ledger_with_its_reasons() -> None:
    make_review_task()
    boss = make_user("boss", is_superuser=True)
    disclaimer = waiting("es")

    with pytest.raises(WordingRefused):
        sign_wording(disclaimer, reviewer=boss)

    entry = LedgerEntry.objects.get(action="disclaimer.signature_refused")
    assert entry.actor == boss
    assert entry.data["codes"] == ["signature.not_a_reviewer"]
    assert (entry.data["key"], entry.data["language"], entry.data["version"]) == (
        "medical-information",
        "es",
        1,
    )


def test_a_signature_in_spite_of_warnings_says_so_in_the_ledger(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def too_long(disclaimer: Disclaimer) -> list[Blocker]:
        return [Blocker("wording.long", "It is long.", severity="warn")]

    monkeypatch.setattr(registry, "_checks", [too_long])
    disclaimer = waiting()
    assert state(disclaimer) is WordingState.WAITING

    approval = sign_wording(disclaimer)

    entry = LedgerEntry.objects.get(action="warning.overridden")
    assert entry.data["codes"] == ["wording.long"]
    assert entry.data["approval"] == approval.pk
