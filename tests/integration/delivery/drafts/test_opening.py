"""Which tokens open a draft, and that all others open nothing and say the same."""

import datetime
from dataclasses import replace

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import GroupPagePermission, Revision

from pages.delivery.drafts.forgetting import forget_expired
from pages.delivery.drafts.issuing import ShareDraft, claims_of, token_of
from pages.delivery.drafts.models import DraftPreview
from pages.delivery.drafts.opening import NoSuchPreview, opened
from pages.delivery.drafts.revoking import RevokePreviews
from pages.delivery.drafts.tokens import signed
from pages.ledger.models import LedgerEntry
from tests.factories.content import home
from tests.factories.delivery import LANGUAGES, draft, published
from tests.factories.drafts import DRAFTS, PAGE, a_sharer, open_preview, open_token, share
from tests.factories.people import an_account

pytestmark = pytest.mark.django_db

WORDS = "does not exist, has expired or was revoked"


def edit(page, **fields):
    """Save a new draft of a page."""
    draft_of_it = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft_of_it, name, value)
    draft_of_it.save_revision()
    page.refresh_from_db()


def an_editor_of(page):
    """Return somebody who may edit a page through a group, and that group's permission."""
    group = Group.objects.create(name="Writers")
    user = an_account("wagtailadmin.access_admin")
    user.groups.add(group)
    permission = GroupPagePermission.objects.create(
        group=group, page=home(), permission=_change_page()
    )
    return user, permission


def _change_page():
    from django.contrib.auth.models import Permission

    return Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")


def assert_opens_nothing(client, token):
    """Every way to bring the token is answered as if it had never been."""
    with pytest.raises(NoSuchPreview):
        opened(token)
    for at in (DRAFTS, "/api/v2/page_preview/", "/api/v2/page_preview/1/", PAGE):
        answer = open_token(client, token, at=at)
        assert answer.status_code == 404, at
        assert WORDS in answer.content.decode(), at


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_token_opens_the_draft_that_nobody_signed(client, language):
    page = draft(language=language, summary="Unsigned words.")

    answer = open_preview(client, share(page))

    assert answer.status_code == 200
    assert answer.json()["summary"] == "Unsigned words."
    assert answer["Content-Language"] == answer.json()["meta"]["locale"] == language


def test_a_token_may_come_in_a_header_where_no_log_has_it(client):
    token = token_of(share(draft()))

    assert client.get(DRAFTS, headers={"authorization": f"Bearer {token}"}).status_code == 200
    assert client.get(DRAFTS, headers={"authorization": f"Basic {token}"}).status_code == 404


def test_a_link_goes_on_showing_what_it_was_made_for(client):
    page = published(summary="Signed.")
    edit(page, summary="Shared.")
    shared = share(page)
    autosaved = page.get_latest_revision()
    edit(page, summary="Written later.")
    # Autosave writes over a revision in place.
    Revision.objects.filter(pk=autosaved.pk).update(
        content=autosaved.content | {"summary": "Written over."}
    )

    assert open_preview(client, shared).json()["summary"] == "Shared."
    assert open_preview(client, share(page)).json()["summary"] == "Written later."


def test_no_token_and_nonsense_open_nothing(client):
    assert client.get(DRAFTS).status_code == 404
    for token in ("", "x", "a:b:c", "%00", "1" * 5000):
        assert_opens_nothing(client, token)


def test_a_forged_token_opens_nothing(client):
    token = token_of(share(draft()))
    body, _, signature = token.rpartition(":")

    assert_opens_nothing(client, f"{body}:{signature[::-1]}")
    assert_opens_nothing(client, f"x{token}")


@pytest.mark.parametrize(
    "lie",
    [
        lambda claims, other: replace(claims, page=other.page_id),
        lambda claims, other: replace(claims, preview=other.pk),
        lambda claims, other: replace(claims, language="es"),
        lambda claims, other: replace(claims, revision=other.revision_id),
        lambda claims, other: replace(claims, revision=None),
        lambda claims, other: replace(claims, person=claims.person + 1),
        lambda claims, other: replace(claims, until=claims.until + 1),
    ],
)
def test_a_token_that_says_otherwise_than_its_preview_opens_nothing(client, lie):
    page, stranger = draft(), draft()
    page.save_revision()
    stranger.save_revision()
    mine, other = share(page), share(stranger)

    assert_opens_nothing(client, signed(lie(claims_of(mine), other)))
    assert open_preview(client, mine).status_code == 200


def test_a_token_expires_at_the_exact_second(settings):
    settings.PAGES = {**settings.PAGES, "PREVIEW_MINUTES": 5}
    now = datetime.datetime(2026, 11, 26, 12, 0, 30, 999_000, tzinfo=datetime.UTC)
    page = draft()
    preview = ShareDraft(user=a_sharer()).execute(page_id=page.pk, now=now)
    end = datetime.datetime(2026, 11, 26, 12, 5, 30, tzinfo=datetime.UTC)
    token = token_of(preview)

    assert preview.expires_at == end
    assert opened(token, now=end - datetime.timedelta(microseconds=1)) == preview
    for over in (end, end + datetime.timedelta(seconds=1)):
        with pytest.raises(NoSuchPreview):
            opened(token, now=over)


def test_an_expired_token_opens_nothing_and_its_draft_is_forgotten(client):
    preview = share(draft())
    token = token_of(preview)
    past = timezone.now().replace(microsecond=0)
    DraftPreview.objects.update(expires_at=past)
    preview.refresh_from_db()

    assert_opens_nothing(client, token)
    assert_opens_nothing(client, token_of(preview))
    assert forget_expired(now=timezone.now()) == 1
    assert not DraftPreview.objects.exists()


def test_what_is_not_over_is_not_forgotten():
    share(draft())

    assert forget_expired(now=timezone.now()) == 0


def test_a_revoked_token_opens_nothing_and_others_of_the_page_go_on(client):
    page = draft()
    revoked, kept = share(page), share(page)

    RevokePreviews(user=a_sharer()).execute(page_id=page.pk, preview_id=revoked.pk)

    assert_opens_nothing(client, token_of(revoked))
    assert open_preview(client, kept).status_code == 200


def test_all_of_a_page_can_be_revoked_and_none_of_another(client):
    page, other = draft(), draft()
    mine, yours = [share(page), share(page)], share(other)

    count = RevokePreviews(user=a_sharer()).execute(page_id=page.pk)

    assert count == 2
    for preview in mine:
        assert_opens_nothing(client, token_of(preview))
    assert open_preview(client, yours).status_code == 200
    assert RevokePreviews(user=a_sharer()).execute(page_id=page.pk) == 0


def test_a_preview_of_another_page_is_not_revoked_through_this_one(client):
    page, other = draft(), share(draft())

    assert RevokePreviews(user=a_sharer()).execute(page_id=page.pk, preview_id=other.pk) == 0
    assert open_preview(client, other).status_code == 200


def test_sharing_and_revoking_stand_in_the_ledger_without_the_token():
    page = draft()
    page.save_revision()
    preview = share(page)
    RevokePreviews(user=a_sharer()).execute(page_id=page.pk)

    shared, revoked = LedgerEntry.objects.filter(action__startswith="preview.").order_by("id")
    assert (shared.action, revoked.action) == ("preview.shared", "preview.revoked")
    assert shared.page_id == revoked.page_id == page.pk
    assert shared.actor_name == revoked.actor_name == "sharer"
    assert shared.fingerprint == preview.fingerprint
    assert shared.data["revision"] == page.latest_revision_id
    assert revoked.data == {"previews": [preview.pk]}
    assert token_of(preview) not in str([shared.data, revoked.data])


def test_a_page_that_was_deleted_takes_its_previews_with_it(client):
    page = draft()
    token = token_of(share(page))

    page.delete()

    assert_opens_nothing(client, token)
    assert not DraftPreview.objects.exists()


def test_a_revision_that_was_purged_takes_its_previews_with_it(client):
    page = draft()
    page.save_revision()
    preview = share(page)
    token = token_of(preview)
    page.save_revision()

    preview.revision.delete()

    assert_opens_nothing(client, token)


def test_whoever_is_deactivated_has_no_open_links_any_more(client):
    page = draft()
    user, _ = an_editor_of(page)
    token = token_of(share(page, user=user))
    assert open_token(client, token).status_code == 200

    user.is_active = False
    user.save()

    assert_opens_nothing(client, token)


def test_whoever_may_not_edit_the_page_any_more_has_no_open_links_to_it(client):
    page = draft()
    user, permission = an_editor_of(page)
    token = token_of(share(page, user=user))
    assert open_token(client, token).status_code == 200

    permission.delete()

    assert_opens_nothing(client, token)


def test_a_story_is_shown_to_others_only_while_the_patient_allows_it(client):
    page = draft("testimonial")
    shared = share(page)
    assert open_preview(client, shared).status_code == 200

    page.authorization.revoked_on = timezone.localdate()
    page.authorization.save()

    assert_opens_nothing(client, token_of(shared))


def test_a_page_in_another_language_by_now_is_not_shown(client):
    page = draft()
    token = token_of(share(page))
    DraftPreview.objects.update(language="es")
    other = token_of(DraftPreview.objects.get())

    assert_opens_nothing(client, token)
    assert_opens_nothing(client, other)


def test_words_of_refusal_are_in_the_readers_language(client):
    answer = client.get(DRAFTS, headers={"accept-language": "es"})

    assert answer.status_code == 404
    assert set(answer.json()) == {"message"}
