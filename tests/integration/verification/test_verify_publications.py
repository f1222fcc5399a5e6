import io
import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from pages.content.condition import ConditionCode
from pages.delivery import verification
from pages.delivery.documents import content_hash, publish_document
from pages.delivery.models import PublishedDocument
from pages.delivery.search.models import SearchEntry
from pages.ledger.models import LedgerEntry
from pages.people.models import Person
from pages.publishing import guards
from pages.publishing.models import GatePass
from pages.review import actions, active_approval
from pages.review.models import Approval
from pages.review.withdrawal import Withdraw
from tests.factories.content import a_reference, home
from tests.factories.delivery import a_reviewer, an_editor, an_image, draft, published, translated
from tests.factories.review import sign, submit
from tests.factories.time import change, days

pytestmark = pytest.mark.django_db


def verify(**options):
    """Return the report of the command, and its exit code."""
    output, code = io.StringIO(), 0
    try:
        call_command(
            "verify_publications", format="json", stdout=output, stderr=io.StringIO(), **options
        )
    except SystemExit as exit_:
        code = exit_.code
    return json.loads(output.getvalue()), code


def found():
    """Return (code, page, severity) of everything that is found."""
    report, code = verify()
    assert code == (1 if report["drift"] else 0)
    return [(one["code"], one["page_id"], one["severity"]) for one in report["findings"]]


def codes():
    return {code for code, _, _ in found()}


def stored(page):
    return type(page).objects.get(pk=page.pk)


def behind_the_guards(queryset, **fields):
    with guards.suspended():
        queryset.update(**fields)


@pytest.fixture
def page():
    return published(title="Gout", hero_image=an_image(), hero_alt="A hand.")


def test_an_empty_site_is_clean():
    assert verify()[1] == 0


def test_a_site_with_everything_that_may_happen_is_clean(monkeypatch):
    english = published(title="Gout")
    translated(english)
    published("procedure")
    published("testimonial", language="es")
    draft()
    again = published(summary="One.")
    again.summary = "Two."
    submit(again, an_editor())
    sign(again, a_reviewer())
    waiting = stored(published(summary="Three."))
    waiting.go_live_at = timezone.now() + days(3)
    waiting.summary = "Four."
    submit(waiting, an_editor())
    sign(waiting, a_reviewer())
    gone = published()
    Withdraw(approval_id=active_approval(gone).pk, user=a_reviewer()).execute(reason="Wrong.")
    stored(published()).unpublish()
    stored(published()).delete()
    with monkeypatch.context() as ended:
        ended.setattr(actions, "due_date", lambda moment, months: moment - days(3))
        submit(stored(english), an_editor())
        overdue = sign(stored(english), a_reviewer())
    assert overdue.expires_at < timezone.now()

    report, code = verify()

    assert report["findings"] == []
    assert code == 0
    assert report["checked"]["documents"] == 6
    assert report["ledger_head"] == LedgerEntry.objects.last().entry_hash


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_row_that_was_changed_is_named_with_its_page_and_language(language):
    page = published(title="Gout", language=language)
    behind_the_guards(type(page).objects.filter(pk=page.pk), summary="Cures everything.")
    report, code = verify()
    assert code == 1
    [finding] = report["findings"]
    assert (finding["code"], finding["page_id"], finding["language"], finding["title"]) == (
        "row.changed",
        page.pk,
        language,
        "Gout",
    )


def test_the_words_name_what_drifted(page):
    behind_the_guards(type(page).objects.filter(pk=page.pk), summary="Cures everything.")
    output = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("verify_publications", stdout=output)
    assert f"drift: page {page.pk} (en) Gout: row.changed: " in output.getvalue()
    assert "Drift: 1. Notices: 0." in output.getvalue()


def document_text(page):
    content = PublishedDocument.objects.get().content | {"summary": "Cures everything."}
    behind_the_guards(PublishedDocument.objects.all(), content=content)
    return "document.changed"


def document_text_and_hash(page):
    content = PublishedDocument.objects.get().content | {"summary": "Cures everything."}
    behind_the_guards(
        PublishedDocument.objects.all(), content=content, content_hash=content_hash(content)
    )
    return "document.differs"


def document_json_ld_and_hash(page):
    content = PublishedDocument.objects.get().content
    content["json_ld"]["description"] = "Cures everything."
    behind_the_guards(
        PublishedDocument.objects.all(), content=content, content_hash=content_hash(content)
    )
    return "document.differs"


def document_removed(page):
    with guards.suspended():
        PublishedDocument.objects.all().delete()
    return "document.missing"


def document_language(page):
    behind_the_guards(PublishedDocument.objects.all(), locale="es")
    return "document.language"


def approval_withdrawn_alone(page):
    Approval.objects.update(
        withdrawn_at=timezone.now(), withdrawn_by=a_reviewer(), withdrawn_reason="Wrong."
    )
    return "approval.none"


def approval_language(page):
    change(active_approval(page), language_code="es")
    return "approval.language"


def approval_forged(page):
    approval = active_approval(page)
    approval.pk = None
    approval._state.adding = True
    with guards.suspended():
        approval.save(force_insert=True)
    return "approval.several"


def approval_of_an_author(page):
    approval = active_approval(page)
    change(approval, author_ids=[approval.reviewer_id])
    return "approval.own_work"


def approval_before_it_was_signed(page):
    change(active_approval(page), signed_at=timezone.now() + days(1))
    return "approval.order"


def approval_superseded_by_nothing(page):
    Approval.objects.update(superseded_at=timezone.now())
    return "approval.superseded"


def approval_withdrawn_without_reason(page):
    Approval.objects.update(withdrawn_at=timezone.now())
    return "approval.withdrawal"


def approval_of_other_content(page):
    change(active_approval(page), fingerprint="0" * 64)
    return "approval.unrecorded"


def page_put_live_by_hand(page):
    other = draft()
    behind_the_guards(type(other).objects.filter(pk=other.pk), live=True)
    return "approval.none"


def page_put_offline_by_hand(page):
    type(page).objects.filter(pk=page.pk).update(live=False)
    return "document.not_live"


def approval_in_another_name(page):
    change(active_approval(page), reviewer_name="Dr. Nobody")
    return "approval.changed"


def approval_prolonged(page):
    change(active_approval(page), expires_at=timezone.now() + days(5000))
    return "approval.changed"


def approval_revived(page):
    approval = active_approval(page)
    Withdraw(approval_id=approval.pk, user=a_reviewer()).execute(reason="Wrong.")
    change(approval, withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
    return "approval.revived"


def approval_withdrawn_by_hand(page):
    Approval.objects.update(
        withdrawn_at=timezone.now(), withdrawn_by=a_reviewer(), withdrawn_reason="Wrong."
    )
    return "approval.withdrawal"


def approval_activated_by_hand(page):
    page = stored(page)
    page.go_live_at = timezone.now() + days(3)
    page.summary = "Not yet."
    submit(page, an_editor())
    change(sign(page, a_reviewer()), activated_at=timezone.now())
    return "approval.activation"


def page_put_back_by_hand(page):
    stored(page).unpublish()
    behind_the_guards(type(page).objects.filter(pk=page.pk), live=True)
    with guards.suspended():
        publish_document(stored(page))
    return "publication.unrecorded"


def title_of_the_row(page):
    behind_the_guards(Page.objects.filter(pk=page.pk), title="Cures everything")
    return "row.changed"


def text_in_a_block(page):
    body = page.body.get_prep_value()
    body[0]["value"]["heading"] = "Cures everything"
    behind_the_guards(type(page).objects.filter(pk=page.pk), body=body)
    return "row.changed"


def alternative_text(page):
    behind_the_guards(type(page).objects.filter(pk=page.pk), hero_alt="A healthy hand.")
    return "row.changed"


def inline_child_slipped_in(page):
    with guards.suspended():
        ConditionCode.objects.create(page=page, system="icd10", code="M10")
    return "row.changed"


def image_replaced_with_its_hash(page):
    other = an_image("Another drawing", width=300)
    behind_the_guards(
        type(other).objects.filter(pk=page.hero_image_id),
        file=other.file.name,
        file_hash=other.get_file_hash(),
    )
    return "image.replaced"


def document_text_under_a_corrected_reference(page):
    a_reference().save()
    type(a_reference()).objects.update(title="A study that was corrected")
    return document_text_and_hash(page)


def sql_on_the_ledger(statement):
    with guards.suspended(), connection.cursor() as cursor:
        cursor.execute(statement)


def ledger_changed(page):
    sql_on_the_ledger("UPDATE pages_ledgerentry SET actor_name = 'Somebody else'")
    return "ledger.broken"


def ledger_entry_removed(page):
    first = LedgerEntry.objects.first().pk
    sql_on_the_ledger(f"DELETE FROM pages_ledgerentry WHERE id = {first}")
    return "ledger.broken"


def ledger_entry_slipped_in(page):
    last = LedgerEntry.objects.last()
    with guards.suspended():
        LedgerEntry.objects.bulk_create(
            [
                LedgerEntry(
                    at=last.at,
                    action="review.signed",
                    page_id=page.pk,
                    previous_hash="1" * 64,
                    entry_hash="2" * 64,
                )
            ]
        )
    return "ledger.broken"


def ledger_entries_in_another_order(page):
    one, two = LedgerEntry.objects.values_list("pk", flat=True)[:2]
    for was, becomes in ((one, 0), (two, one), (0, two)):
        sql_on_the_ledger(f"UPDATE pages_ledgerentry SET id = {becomes} WHERE id = {was}")
    return "ledger.broken"


def ledger_cut_off_at_the_end(page):
    last = LedgerEntry.objects.last()
    assert last.action == "publication.live"
    sql_on_the_ledger(f"DELETE FROM pages_ledgerentry WHERE id = {last.pk}")
    return "approval.activation"


def image_file_replaced(page):
    page.hero_image.file.storage.delete(page.hero_image.file.name)
    from django.core.files.base import ContentFile

    page.hero_image.file.storage.save(page.hero_image.file.name, ContentFile(b"another"))
    return "image.changed"


def image_file_lost(page):
    page.hero_image.file.storage.delete(page.hero_image.file.name)
    return "image.missing"


def guards_removed(page):
    guards.remove()
    return "guard.missing"


def pass_left(page):
    GatePass.objects.create(
        page_id=page.pk, approval_id=active_approval(page).pk, purpose="publication"
    )
    return "guard.pass"


TAMPERINGS = [
    document_text,
    document_text_and_hash,
    document_json_ld_and_hash,
    document_removed,
    document_language,
    approval_withdrawn_alone,
    approval_language,
    approval_forged,
    approval_of_an_author,
    approval_before_it_was_signed,
    approval_superseded_by_nothing,
    approval_withdrawn_without_reason,
    approval_of_other_content,
    page_put_live_by_hand,
    page_put_offline_by_hand,
    approval_in_another_name,
    approval_prolonged,
    approval_revived,
    approval_withdrawn_by_hand,
    approval_activated_by_hand,
    page_put_back_by_hand,
    title_of_the_row,
    text_in_a_block,
    alternative_text,
    inline_child_slipped_in,
    image_replaced_with_its_hash,
    document_text_under_a_corrected_reference,
    ledger_changed,
    ledger_entry_removed,
    ledger_entry_slipped_in,
    ledger_entries_in_another_order,
    ledger_cut_off_at_the_end,
    image_file_replaced,
    image_file_lost,
    guards_removed,
    pass_left,
]


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_whatever_is_tampered_with_is_found(page, tamper):
    assert found() == []
    code = tamper(page)
    try:
        assert code in codes()
    finally:
        guards.install()


def test_a_ledger_that_was_cut_off_is_found_by_the_hash_that_somebody_kept(page):
    head = verify()[0]["ledger_head"]
    assert verify(ledger_head=head)[1] == 0
    # Whoever cuts deep enough takes everything along that the ledger would contradict.
    sql_on_the_ledger("DELETE FROM pages_ledgerentry")
    assert "ledger.cut" in [one["code"] for one in verify(ledger_head=head)[0]["findings"]]


def test_a_corrected_reference_is_a_notice_and_no_drift(page):
    reference = a_reference()
    reference.title = "A study that was corrected"
    reference.save()
    assert found() == [("sources.changed", page.pk, "notice")]


def test_an_author_who_moved_on_is_a_notice_and_no_drift(page):
    Person.objects.filter(is_author=True).update(affiliation="Another clinic", credentials="PhD")
    assert found() == [("sources.changed", page.pk, "notice")]


def test_a_document_of_a_page_that_needs_no_review_is_found(page):
    SearchEntry.objects.all().delete()  # it names the document by its page
    behind_the_guards(PublishedDocument.objects.all(), page=home())
    assert {"document.stray", "document.foreign", "document.missing"} <= codes()


def test_everything_is_read_in_batches(monkeypatch):
    monkeypatch.setattr(verification, "BATCH", 2)
    pages = [published() for _ in range(5)]
    behind_the_guards(type(pages[4]).objects.filter(pk=pages[4].pk), summary="Changed.")
    assert found() == [("row.changed", pages[4].pk, "drift")]


def test_progress_is_told_on_request(page):
    errors = io.StringIO()
    call_command("verify_publications", verbosity=2, stdout=io.StringIO(), stderr=errors)
    assert "pages.ConditionPage: 1" in errors.getvalue()
    assert "approvals: 1" in errors.getvalue()


def test_it_changes_nothing(page):
    before = PublishedDocument.objects.get(), LedgerEntry.objects.count()
    verify()
    assert (PublishedDocument.objects.get(), LedgerEntry.objects.count()) == before
