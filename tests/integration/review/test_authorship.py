"""Who counts as an author of what is in review: all sources, and how long they count."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import PageLogEntry
from wagtail_localize.models import SegmentOverride, StringTranslation

from pages.content.condition import ConditionPage
from pages.content.index import ConditionIndexPage
from pages.people.models import Person
from pages.publishing import PublicationRefused
from pages.review.authorship import author_ids
from pages.review.withdrawal import Withdraw
from pages.translation.actions import save_draft, submit_for_review
from tests.factories.content import index_page
from tests.factories.delivery import draft
from tests.factories.review import make_reviewer, make_user, sign
from tests.factories.time import days, let_end
from tests.factories.translation import (
    make_bilingual_site,
    make_condition,
    start_translation,
    translate,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    """Return a reviewer who writes as well: what keeps them from signing is authorship alone."""
    return make_reviewer("author")


@pytest.fixture
def reviewer():
    return make_reviewer("reviewer")


@pytest.fixture
def editor():
    return make_user("editor")


def fresh(page):
    return ConditionPage.objects.get(pk=page.pk)


def write(page, user, **fields):
    """Save a draft with these fields changed, as the editor does."""
    content = fresh(page).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(content, name, value)
    content.save_revision(user=user, log_action=True)
    return content


def in_review(page, *, by):
    page = fresh(page)
    page.get_workflow().start(page, by)
    return fresh(page)


def refuses(page, user):
    """Tell whether a signature is refused because the user is an author."""
    try:
        sign(page, user)
    except PublicationRefused as refusal:
        return [blocker.code for blocker in refusal.blockers] == ["signature.own_work"]
    return False


def withdraw(page, by):
    approval = page.approvals.order_by("-id").first()
    Withdraw(approval_id=approval.pk, user=by).execute(reason="A number is wrong.")


def test_whoever_wrote_a_draft_does_not_sign_it(author, editor):
    page = draft()
    write(page, author, summary="Written by a reviewer.")
    assert refuses(in_review(page, by=editor), author)


def test_whoever_asked_for_the_review_does_not_sign_it(author):
    page = draft()
    assert refuses(in_review(page, by=author), author)


def test_whoever_resubmitted_what_was_sent_back_does_not_sign_it(author, reviewer, editor):
    page = in_review(draft(), by=editor)
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, reviewer, "reject", comment="Cite the risk.")
    page = fresh(page)
    page.current_workflow_state.resume(author)
    assert refuses(fresh(page), author)


def test_whom_the_page_names_as_its_author_does_not_sign_it(author, editor):
    page = draft()
    write(page, editor, author=Person.objects.get(user=author))
    assert refuses(in_review(page, by=editor), author)


def test_somebody_else_signs_what_a_reviewer_wrote(author, reviewer, editor):
    page = draft()
    write(page, author, summary="Written by a reviewer.")
    assert sign(in_review(page, by=editor), reviewer).author_ids == sorted([author.pk, editor.pk])


def test_a_signature_settles_who_wrote_what_it_covers(author, reviewer, editor):
    page = draft()
    write(page, author, summary="Written by a reviewer.")
    sign(in_review(page, by=editor), reviewer)
    write(page, editor, summary="Written by an editor.")
    assert sign(in_review(page, by=editor), author)


def test_a_withdrawn_signature_settles_nothing(author, reviewer, editor):
    page = draft()
    write(page, author, summary="Written by a reviewer.")
    sign(in_review(page, by=editor), reviewer)
    withdraw(page, reviewer)
    assert refuses(in_review(page, by=editor), author)


def test_a_signature_that_has_ended_settled_what_it_covered(author, reviewer, editor):
    page = draft()
    write(page, author, summary="Written by a reviewer.")
    let_end(sign(in_review(page, by=editor), reviewer), after=-days(1))
    assert sign(in_review(page, by=editor), author)


def test_an_own_text_that_was_superseded_but_signed_by_another_may_be_signed_again(
    author, reviewer, editor
):
    page = draft()
    write(page, author, summary="Written by a reviewer.")
    sign(in_review(page, by=editor), reviewer)
    write(page, editor, summary="Written by an editor.")
    sign(in_review(page, by=editor), make_reviewer("third"))
    write(page, editor, summary="Written by a reviewer.")
    assert sign(in_review(page, by=editor), author)


def test_an_own_text_that_nobody_signed_is_not_signed_when_it_is_brought_back(
    author, reviewer, editor
):
    page = draft()
    write(page, author, summary="Never signed.")
    write(page, editor, summary="Written by an editor.")
    sign(in_review(page, by=editor), reviewer)
    write(page, editor, summary="Never signed.")
    assert refuses(in_review(page, by=editor), author)


def test_those_before_who_wrote_a_text_that_is_brought_back_are_its_authors_too(
    author, reviewer, editor
):
    page = draft()
    write(page, author, summary="Never signed.")
    write(page, editor, title="Another title")
    write(page, editor, summary="Written by an editor.", title="Gout")
    sign(in_review(page, by=editor), reviewer)
    write(page, editor, summary="Never signed.", title="Another title")
    assert refuses(in_review(page, by=editor), author)


def test_an_own_text_whose_signature_was_withdrawn_is_not_signed_when_it_is_brought_back(
    author, reviewer, editor
):
    page = draft()
    write(page, author, summary="Withdrawn.")
    sign(in_review(page, by=editor), reviewer)
    withdraw(page, reviewer)
    write(page, editor, summary="Written by an editor.")
    sign(in_review(page, by=editor), reviewer)
    write(page, editor, summary="Withdrawn.")
    assert refuses(in_review(page, by=editor), author)


def test_an_own_text_that_is_brought_back_with_a_comma_changed_is_not_signed(
    author, reviewer, editor
):
    page = draft()
    old = write(page, author, summary="Never signed.").latest_revision
    write(page, editor, summary="Written by an editor.")
    sign(in_review(page, by=editor), reviewer)
    reverted = old.as_object()
    reverted.summary = "Never, signed."
    reverted.save_revision(user=editor, log_action=True, previous_revision=old)
    assert refuses(in_review(page, by=editor), author)


def test_who_wrote_before_the_last_signature_is_no_author_of_what_came_after(
    author, reviewer, editor
):
    page = draft()
    write(page, author, summary="Never signed.")
    write(page, editor, summary="Written by an editor.")
    sign(in_review(page, by=editor), reviewer)
    write(page, editor, summary="Something new.")
    assert sign(in_review(page, by=editor), author)


def test_saving_without_a_change_makes_nobody_an_author(author, reviewer, editor):
    page = draft()
    write(page, editor, summary="Written by an editor.")
    sign(in_review(page, by=editor), reviewer)
    write(page, author)
    assert sign(in_review(page, by=editor), author)


def test_who_wrote_a_revision_that_was_purged_is_an_author_still(author, editor):
    page = draft()
    write(page, author, summary="Written by a reviewer.")
    write(page, editor, title="Another title")
    call_command("purge_revisions", stdout=StringIO())
    assert page.revisions.count() == 1
    assert refuses(in_review(page, by=editor), author)


def test_who_changed_content_without_a_revision_is_an_author(author, editor):
    page = draft()
    PageLogEntry.objects.log_action(page, "wagtail.edit", user=author, content_changed=True)
    assert refuses(in_review(page, by=editor), author)


def test_who_only_moved_or_published_a_page_is_no_author(author, editor):
    page = draft()
    for action in ("wagtail.move", "wagtail.publish"):
        PageLogEntry.objects.log_action(
            page, action, user=author, content_changed=action == "wagtail.publish"
        )
    assert sign(in_review(page, by=editor), author)


def test_who_wrote_a_page_is_an_author_of_its_copy(author, editor):
    page = draft()
    write(page, author, summary="Written by a reviewer.")
    copied = CopyPageAction(
        fresh(page), to=page.get_parent(), update_attrs={"slug": "copied"}, user=editor
    ).execute(skip_permission_checks=True)
    assert refuses(in_review(copied, by=editor), author)


def test_a_revision_that_nobody_made_has_no_author(author, editor):
    page = draft()
    fresh(page).save_revision()
    page = in_review(page, by=editor)
    assert author_ids(page, workflow_state=page.current_workflow_state) == {editor.pk}


def test_an_author_whose_account_was_closed_is_on_record_still(author, reviewer, editor):
    page = draft()
    write(page, author, summary="Written by a reviewer.")
    author.is_active = False
    author.save()
    page = in_review(page, by=editor)
    with pytest.raises(PublicationRefused):
        sign(page, author)
    assert author.pk in sign(page, reviewer).author_ids


def test_who_imported_a_page_is_its_author(author, tmp_path):
    index_page(ConditionIndexPage)
    file = tmp_path / "gout.txt"
    file.write_text("Gout\n\nWhat it is\n\nGout is a painful swelling of a joint.\n")
    call_command(
        "import_page", str(file), type="condition", locale="en", user="author", stdout=StringIO()
    )
    assert author.pk in author_ids(ConditionPage.objects.get())


@pytest.fixture
def translation():
    site = make_bilingual_site()
    return start_translation(make_condition(site), site.spanish)


def target(translation):
    return translation.get_target_instance()


def test_who_translated_a_segment_does_not_sign(translation, author, editor):
    translate(translation, user=author)
    submit_for_review(translation=translation, user=editor)
    assert refuses(target(translation), author)


def test_who_put_another_picture_or_address_in_place_does_not_sign(translation, author, editor):
    translate(translation, user=editor)
    context = StringTranslation.objects.first().context
    SegmentOverride.objects.create(
        locale=translation.target_locale,
        context=context,
        data_json='"x"',
        last_translated_by=author,
    )
    page = target(translation)
    assert author.pk in author_ids(page)


def test_a_segment_that_waited_for_the_next_draft_has_its_author(
    translation, author, reviewer, editor
):
    translate(translation, user=editor)
    submit_for_review(translation=translation, user=editor)
    # Written while the page is in review, and not in the draft that is signed.
    segment = StringTranslation.objects.get(
        context__path="summary", locale=translation.target_locale
    )
    segment.data, segment.last_translated_by = "Escrito por quien revisa.", author
    segment.updated_at = timezone.now()
    segment.save()
    assert "Escrito" not in sign(target(translation), reviewer).revision.as_object().summary
    save_draft(translation=translation, user=editor)
    submit_for_review(translation=translation, user=editor)
    assert refuses(target(translation), author)


def test_a_segment_that_was_signed_has_been_settled(translation, author, reviewer, editor):
    translate(translation, user=author)
    submit_for_review(translation=translation, user=editor)
    sign(target(translation), reviewer)
    assert author.pk not in author_ids(target(translation))


def test_the_screen_says_why_before_anything_is_typed(client, author, editor):
    page = draft()
    write(page, author, summary="Written by a reviewer.")
    page = in_review(page, by=editor)
    client.force_login(author)
    url = reverse("pages_review:review", args=[page.current_workflow_task_state.pk])
    html = client.get(url).content.decode()
    assert "so somebody else has to sign it" in html
    assert 'type="password"' not in html
