"""Live pages show the newest signed wording of their disclaimers, from the moment it is signed."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pages.content.condition import ConditionPage
from pages.delivery import wordings
from pages.delivery.documents import content_hash
from pages.delivery.models import PublishedDocument
from pages.delivery.wordings import pages_showing
from pages.disclaimers import DisclaimerAnswered, DisclaimerFixed, DisclaimerNeeded
from pages.disclaimers.approvals import DisclaimerApproval
from pages.disclaimers.models import Disclaimer
from pages.ledger.models import LedgerEntry
from pages.publishing import PublicationRefused, blockers, guards
from pages.publishing.models import GatePass
from pages.publishing.passes import holding_wording_pass
from pages.review.models import Approval
from pages.review.withdrawal import Withdraw
from tests.factories.content import a_reference
from tests.factories.delivery import (
    a_reviewer,
    an_editor,
    draft,
    publish,
    published,
    translated,
)
from tests.factories.disclaimers import (
    as_before_wordings_were_signed,
    locale,
    reworded,
    sign_wording,
)
from tests.factories.review import sign, submit

pytestmark = pytest.mark.django_db

KEY = "medical-information"


def the_disclaimer(language: str = "en", key: str = KEY) -> Disclaimer:
    return Disclaimer.objects.get(key=key, locale__language_code=language)


def shown(client: Client, page: Any, key: str = KEY) -> tuple[int, str]:
    """Return version and text of a disclaimer as an anonymous reader gets them."""
    entries = client.get(f"/api/v2/pages/{page.pk}/").json()["disclaimers"]
    [entry] = [entry for entry in entries if entry["key"] == key]
    return entry["version"], entry["text"]


def verify() -> list[tuple[str, int | None, str]]:
    output = io.StringIO()
    try:
        call_command("verify_publications", format="json", stdout=output, stderr=io.StringIO())
        drifted = False
    except SystemExit:
        drifted = True
    report = json.loads(output.getvalue())
    assert drifted is bool(report["drift"])
    return [(one["code"], one["page_id"], one["severity"]) for one in report["findings"]]


def rebuild() -> str:
    output = io.StringIO()
    call_command("rebuild_documents", stdout=output)
    return output.getvalue()


# From the moment of its signature


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_new_wording_is_public_when_it_is_signed_and_not_before(
    client: Client, language: str
) -> None:
    page = published(language=language)
    before = client.get(f"/api/v2/pages/{page.pk}/").json()
    approvals = Approval.objects.count()

    disclaimer = reworded(
        the_disclaimer(language), "<p>Call <b>112</b>.</p>", title="In an emergency"
    )
    assert client.get(f"/api/v2/pages/{page.pk}/").json() == before
    assert verify() == []

    sign_wording(disclaimer)

    after = client.get(f"/api/v2/pages/{page.pk}/").json()
    assert after.pop("disclaimers") == [
        {"key": KEY, "version": 2, "title": "In an emergency", "text": "<p>Call <b>112</b>.</p>"}
    ]
    del before["disclaimers"]
    assert after == before
    assert Approval.objects.count() == approvals
    assert verify() == []
    assert rebuild().startswith("Documents: 1 unchanged. By their hashes, 0 contents ")
    assert GatePass.objects.count() == 0


def test_only_that_disclaimer_in_that_language_changes(client: Client) -> None:
    english = published("procedure")
    spanish = translated(english)
    condition = published()

    sign_wording(reworded(the_disclaimer("en", "treatment-results"), "<p>It varies.</p>"))

    assert shown(client, english, "treatment-results") == (2, "<p>It varies.</p>")
    assert shown(client, english)[0] == 1
    assert shown(client, condition)[0] == 1
    assert shown(client, spanish, "treatment-results")[0] == 1
    assert LedgerEntry.objects.filter(action="disclaimer.signed").latest("id").data["pages"] == [
        english.pk
    ]
    assert verify() == []


def test_a_page_that_goes_live_later_shows_the_newest_signed_wording(client: Client) -> None:
    published()
    page = draft()
    sign_wording(reworded(the_disclaimer(), "<p>Second.</p>"))
    reworded(the_disclaimer(), "<p>Third, which nobody signed.</p>")

    publish(page)

    assert shown(client, page) == (2, "<p>Second.</p>")
    kept = Approval.objects.get(page_id=page.pk).disclaimer_versions
    assert kept == [{"key": KEY, "locale": "en", "version": 2}]
    assert verify() == []


def test_a_page_that_comes_back_shows_what_was_signed_meanwhile(client: Client) -> None:
    page = published()
    page.unpublish()
    sign_wording(reworded(the_disclaimer(), "<p>Second.</p>"))

    ConditionPage.objects.get(pk=page.pk).get_latest_revision().publish()

    assert shown(client, page) == (2, "<p>Second.</p>")
    assert Approval.objects.filter(page_id=page.pk).count() == 1
    assert verify() == []


def test_pages_that_are_not_public_are_left_alone(client: Client) -> None:
    gone, withdrawn, waiting = published(), published(), published()
    gone.unpublish()
    approval = Approval.objects.active().get(page_id=withdrawn.pk)
    Withdraw(approval_id=approval.pk, user=a_reviewer()).execute(reason="Wrong.")
    waiting.summary = "Changed."
    submit(waiting, an_editor())
    a_draft = draft()

    sign_wording(reworded(the_disclaimer(), "<p>Second.</p>"))

    entry = LedgerEntry.objects.filter(action="disclaimer.signed").latest("id")
    assert entry.data["pages"] == [waiting.pk]
    assert shown(client, waiting)[0] == 2
    for page in (gone, withdrawn, a_draft):
        assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 404
    sign(waiting, a_reviewer())
    assert shown(client, waiting)[0] == 2
    assert verify() == []


def test_a_document_whose_approval_does_not_count_stops_nobody(client: Client) -> None:
    broken, page = published(), published()
    Approval.objects.filter(page_id=broken.pk).update(
        withdrawn_at=timezone.now(), withdrawn_by=a_reviewer(), withdrawn_reason="Wrong."
    )
    sign_wording(reworded(the_disclaimer(), "<p>Second.</p>"))
    assert shown(client, page)[0] == 2


def test_a_failure_in_the_middle_changes_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [published() for _ in range(3)]
    monkeypatch.setattr(wordings, "BATCH", 2)
    hashes = []

    def fails_late(content: Any) -> str:
        hashes.append(content)
        if len(hashes) == 3:
            raise RuntimeError
        return content_hash(content)

    disclaimer = reworded(the_disclaimer(), "<p>Second.</p>")
    with monkeypatch.context() as broken:
        broken.setattr(wordings, "content_hash", fails_late)
        with pytest.raises(RuntimeError):
            sign_wording(disclaimer)

    assert [shown(client, page)[0] for page in pages] == [1, 1, 1]
    assert DisclaimerApproval.objects.filter(version__version=2).count() == 0
    assert verify() == []
    sign_wording(disclaimer)
    assert [shown(client, page)[0] for page in pages] == [2, 2, 2]


def test_the_number_of_queries_does_not_grow_with_the_pages() -> None:
    def queries(text: str) -> int:
        disclaimer = reworded(the_disclaimer(), text)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            sign_wording(disclaimer)
        return len(captured)

    published()
    few = queries("<p>Second.</p>")
    for _ in range(6):
        published()
    assert queries("<p>Third.</p>") == few
    assert PublishedDocument.objects.count() == 7


def test_the_list_of_pages_that_a_signature_changes_is_what_it_changes() -> None:
    pages = [published(title=title) for title in ("b", "A", "c")]
    published(language="es")
    draft()

    assert pages_showing(KEY, language="en") == [
        (pages[1].pk, "A"),
        (pages[0].pk, "b"),
        (pages[2].pk, "c"),
    ]
    sign_wording(reworded(the_disclaimer(), "<p>Second.</p>"))
    entry = LedgerEntry.objects.filter(action="disclaimer.signed").latest("id")
    assert entry.data["pages"] == sorted(page.pk for page in pages)
    assert pages_showing("treatment-results", language="en") == []


# Going live


@pytest.mark.parametrize("language", ["en", "es"])
def test_without_a_signed_wording_a_page_is_submitted_and_not_signed(language: str) -> None:
    page = draft(language=language)
    as_before_wordings_were_signed()
    submit(page, an_editor())

    with pytest.raises(PublicationRefused, match="no wording of it is signed"):
        sign(page, a_reviewer())
    assert not ConditionPage.objects.get(pk=page.pk).live

    sign_wording(the_disclaimer(language))
    sign(page, a_reviewer())
    assert ConditionPage.objects.get(pk=page.pk).live


def test_a_wording_that_waits_beside_a_signed_one_stops_no_page() -> None:
    page = draft()
    reworded(the_disclaimer(), "<p>Second.</p>")
    assert [one.code for one in blockers(page) if "disclaimer" in one.code] == []
    assert publish(page).live


# Sites from before wordings were signed on their own


@pytest.fixture
def old_page() -> Any:
    page = published()
    as_before_wordings_were_signed()
    return page


def test_an_old_page_keeps_what_was_signed_with_it(client: Client, old_page: Any) -> None:
    before = shown(client, old_page)
    reworded(the_disclaimer(), "<p>Second, which nobody signed.</p>")

    assert rebuild().startswith("Documents: 1 unchanged. By their hashes, 0 contents ")
    assert shown(client, old_page) == before
    assert verify() == [("disclaimer.with_page", old_page.pk, "notice")]

    sign_wording(the_disclaimer())

    assert shown(client, old_page) == (2, "<p>Second, which nobody signed.</p>")
    assert verify() == []


def test_signing_what_an_old_page_shows_changes_nothing_that_is_read(
    client: Client, old_page: Any
) -> None:
    before = shown(client, old_page)
    sign_wording(the_disclaimer())
    assert shown(client, old_page) == before
    assert verify() == []


def test_an_old_page_that_went_offline_comes_back_when_its_disclaimer_is_signed(
    old_page: Any,
) -> None:
    old_page.unpublish()
    revision = ConditionPage.objects.get(pk=old_page.pk).get_latest_revision()
    with pytest.raises(PublicationRefused, match="no wording of it is signed"):
        revision.publish()
    sign_wording(the_disclaimer())
    revision.publish()
    assert ConditionPage.objects.get(pk=old_page.pk).live


# Verification


def document_shows(page: Any, **changes: Any) -> None:
    """Put something into the public document behind everybody's back, with a right hash."""
    content = PublishedDocument.objects.get(page_id=page.pk).content
    content["disclaimers"][0] |= changes
    with guards.suspended():
        PublishedDocument.objects.filter(page_id=page.pk).update(
            content=content, content_hash=content_hash(content)
        )


def by_sql(statement: str) -> None:
    with guards.suspended(), connection.cursor() as cursor:
        cursor.execute(statement)


def an_unsigned_wording(page: Any) -> str:
    reworded(the_disclaimer(), "<p>Third.</p>")
    document_shows(page, version=3, text="<p>Third.</p>")
    return "disclaimer.unsigned"


def an_outdated_wording(page: Any) -> str:
    document_shows(page, version=1)
    return "disclaimer.outdated"


def other_words(page: Any) -> str:
    document_shows(page, text="<p>Cures everything.</p>")
    return "disclaimer.differs"


def a_disclaimer_less(page: Any) -> str:
    content = PublishedDocument.objects.get(page_id=page.pk).content
    content["disclaimers"] = []
    with guards.suspended():
        PublishedDocument.objects.update(content=content, content_hash=content_hash(content))
    return "document.disclaimers"


def a_changed_version(page: Any) -> str:
    by_sql("UPDATE pages_disclaimerversion SET text = 'Cures everything.' WHERE version = 2")
    return "disclaimer.changed"


def a_forged_signature(page: Any) -> str:
    approval = DisclaimerApproval.objects.get(version__version=2)
    version = reworded(the_disclaimer(), "<p>Third.</p>").versions.first()
    assert version is not None
    approval.pk, approval.version = None, version
    approval.fingerprint = version.wording.fingerprint
    approval._state.adding = True
    with guards.suspended():
        approval.save()
    return "disclaimer.unrecorded"


def a_signature_of_somebody_else(page: Any) -> str:
    by_sql("UPDATE pages_disclaimerapproval SET reviewer_name = 'Somebody else'")
    return "disclaimer.altered"


def a_signature_of_an_author(page: Any) -> str:
    with guards.suspended():
        for approval in DisclaimerApproval.objects.all():
            DisclaimerApproval._base_manager.filter(pk=approval.pk)._update(
                [
                    (
                        DisclaimerApproval._meta.get_field("author_ids"),
                        None,
                        [approval.reviewer_id],
                    )
                ]
            )
    return "disclaimer.own_work"


TAMPERINGS = [
    an_unsigned_wording,
    an_outdated_wording,
    other_words,
    a_disclaimer_less,
    a_changed_version,
    a_forged_signature,
    a_signature_of_somebody_else,
    a_signature_of_an_author,
]


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
@pytest.mark.parametrize("with_correction", [False, True])
def test_whatever_is_tampered_with_is_found(tamper: Any, with_correction: bool) -> None:
    page = published()
    sign_wording(reworded(the_disclaimer(), "<p>Second.</p>"))
    if with_correction:  # of a reference, which lets the page's own signature wait
        reference = a_reference()
        reference.title = "Corrected"
        reference.save()
    assert {severity for _, _, severity in verify()} <= {"notice"}
    code = tamper(page)
    assert code in {found for found, _, severity in verify() if severity == "drift"}


def test_a_version_that_was_changed_is_never_shown_again(client: Client) -> None:
    page = published()
    sign_wording(reworded(the_disclaimer(), "<p>Second.</p>"))
    by_sql("UPDATE pages_disclaimerversion SET text = 'Cures everything.'")

    output, code = io.StringIO(), 0
    try:
        call_command("rebuild_documents", stdout=output)
    except SystemExit as exit_:
        code = exit_.code
    assert output.getvalue().startswith(f"unsigned: {page.pk} (en)")
    assert code == 1
    assert shown(client, page) == (2, "<p>Second.</p>")
    assert "disclaimer.missing" in {found for found, _, _ in verify()}


# A live page without its own language's disclaimer cannot exist


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_a_live_page_carries_is_not_deleted_renamed_or_moved(language: str) -> None:
    published(language=language)
    disclaimer = the_disclaimer(language)
    other = locale("es" if language == "en" else "en")
    with (
        pytest.raises(DisclaimerNeeded, match="live pages in its language require it"),
        transaction.atomic(),
    ):
        disclaimer.delete()
    for field, value in (("key", "other"), ("locale", other)):
        row = the_disclaimer(language)
        setattr(row, field, value)
        with pytest.raises(DisclaimerFixed), transaction.atomic():
            row.save()


def test_a_type_that_requires_it_no_more_frees_a_disclaimer_of_no_live_page(
    client: Client, settings: Any, old_page: Any
) -> None:
    before = shown(client, old_page)
    settings.PAGES = {"DISCLAIMERS": {"pages.ConditionPage": [], "pages.ProcedurePage": []}}

    with (
        pytest.raises(DisclaimerNeeded, match="live pages in its language require it"),
        transaction.atomic(),
    ):
        the_disclaimer().delete()
    assert "Documents: 1 kept. By their hashes, 0 contents and 0 answers" in rebuild()
    assert shown(client, old_page) == before

    sign_wording(reworded(the_disclaimer(), "<p>Second.</p>"))
    assert shown(client, old_page)[0] == 2
    old_page.unpublish()
    with pytest.raises(DisclaimerAnswered), transaction.atomic():
        the_disclaimer().delete()


def forged(version: Any, **fields: Any) -> DisclaimerApproval:
    """Return a signature that no review has given, as careless code would write it."""
    reviewer = a_reviewer()
    wording = version.wording
    values = {
        "version": version,
        "key": wording.key,
        "language_code": wording.language,
        "fingerprint": wording.fingerprint,
        "reviewer": reviewer,
        "person": reviewer.firma_person,
        "reviewer_name": "Dr. Nobody",
        "meaning": "",
        "signed_at": timezone.now(),
    }
    return DisclaimerApproval(**(values | fields))


def test_a_signature_under_a_wording_is_written_in_its_review_and_nowhere_else() -> None:
    published(title="Gout")
    version = reworded(the_disclaimer(), "<p>Nobody read this.</p>").versions.latest("version")
    before = DisclaimerApproval.objects.count()
    with pytest.raises(IntegrityError, match="given in its review"), transaction.atomic():
        forged(version).save()
    with pytest.raises(IntegrityError, match="given in its review"), transaction.atomic():
        DisclaimerApproval.objects.bulk_create([forged(version)])
    with (
        pytest.raises(IntegrityError, match="given in its review"),
        transaction.atomic(),
        holding_wording_pass(version.pk + 1),
    ):
        forged(version).save()
    assert DisclaimerApproval.objects.count() == before


def test_a_pass_for_a_wording_lets_nothing_else_pass() -> None:
    page = published(title="Gout")
    with holding_wording_pass(page.pk):
        with pytest.raises(IntegrityError, match="Firma"), transaction.atomic():
            PublishedDocument.objects.filter(page=page).update(content={})
        with pytest.raises(IntegrityError, match="Firma"), transaction.atomic():
            ConditionPage.objects.filter(pk=page.pk).update(summary="Unsigned")
    assert not GatePass.objects.exists()
