import pytest
from django.utils import timezone

from pages.citations.models import Reference
from pages.delivery.models import PublishedDocument
from pages.ledger.models import LedgerEntry
from pages.review import active_approval, current_approval, fingerprint
from tests.factories.content import a_reference
from tests.factories.delivery import a_reviewer, an_editor, published
from tests.factories.review import sign, submit
from tests.factories.time import days, let_end

pytestmark = pytest.mark.django_db


def stored(page):
    return type(page).objects.get(pk=page.pk)


def renew(page, *, saving=True):
    if saving:
        submit(page, an_editor())
    else:
        page.get_workflow().start(page, an_editor())
    return sign(page, a_reviewer())


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("saving", [True, False], ids=["a saved draft", "the very revision"])
@pytest.mark.parametrize("left", [10, -10], ids=["before its end", "overdue"])
def test_unchanged_content_is_renewed_by_a_full_review(language, saving, left):
    page = published(language=language)
    old = let_end(active_approval(page), after=days(left))

    new = renew(stored(page), saving=saving)

    old.refresh_from_db()
    assert new.pk != old.pk
    assert new.fingerprint == old.fingerprint
    assert new.activated_at is not None
    assert old.superseded_at is not None
    assert current_approval(stored(page)) == new
    assert PublishedDocument.objects.get().approval == new
    assert [
        entry.data["approval"] for entry in LedgerEntry.objects.filter(action="publication.live")
    ] == [old.pk, new.pk]


def test_a_corrected_reference_is_shown_once_it_is_signed():
    page = published()
    old = active_approval(page)
    reference = a_reference()
    reference.title = "A study that was corrected"
    reference.save()
    assert fingerprint(stored(page)) != old.fingerprint
    shown = PublishedDocument.objects.get().content["references"][0]["text"]
    assert Reference.objects.get().title not in shown

    new = renew(stored(page))

    assert current_approval(stored(page)) == new
    assert (
        "A study that was corrected"
        in (PublishedDocument.objects.get().content["references"][0]["text"])
    )


def test_publishing_what_is_public_again_supersedes_nothing():
    page = published()
    approval = active_approval(page)

    page.save_revision().publish()

    assert current_approval(stored(page)) == approval


def test_moving_and_saving_a_page_with_a_scheduled_renewal_does_not_activate_it():
    page = published()
    old = active_approval(page)
    page = stored(page)
    page.go_live_at = timezone.now() + days(3)
    new = renew(page)
    assert new.activated_at is None

    page = stored(page)
    page.slug = "another"
    page.save()

    assert active_approval(stored(page)) == old
