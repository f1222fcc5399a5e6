"""Bringing a changed source into its translations never publishes anything."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringSegment, Translation

from pages.publishing import Stage, blockers
from pages.review import fingerprint
from pages.translation.actions import submit_for_review
from pages.translation.status import TranslationStatus
from pages.translation.worklist import pages_to_translate, worklist
from tests.factories.review import make_reviewer, make_user, publish_signed, sign
from tests.factories.translation import (
    BilingualSite,
    make_condition,
    make_editor,
    make_translator,
    start_translation,
    translate,
)


@pytest.fixture
def translation(site: BilingualSite) -> Translation:
    """A translation that is signed and live, of a source that is signed and live."""
    translator = make_translator(site)
    english = publish_signed(make_condition(site))
    started = start_translation(english, site.spanish, user=translator)
    translate(started, user=translator)
    submit_for_review(translation=started, user=translator)
    sign(started.get_target_instance(), make_reviewer())
    return started


def sync_url(translation: Translation) -> str:
    return reverse("wagtail_localize:update_translations", args=[translation.source_id])


@pytest.mark.parametrize("who", ["editor", "translator", "superuser"])
def test_publish_immediately_publishes_nothing_and_does_not_claim_to(
    client: Client, site: BilingualSite, translation: Translation, who: str
) -> None:
    user: Any = {
        "editor": lambda: make_editor(site),
        "translator": lambda: make_translator(site),
        "superuser": lambda: make_user(is_superuser=True),
    }[who]()
    english = translation.source.get_source_instance()
    english.summary = "A chronic disease of the joints, and more."
    publish_signed(english)
    before = fingerprint(translation.get_target_instance())
    client.force_login(user)
    response = client.post(sync_url(translation), {"publish_translations": "on"}, follow=True)
    assert response.status_code == 200
    html = response.content.decode()
    assert "Nothing was published" in html
    target = translation.get_target_instance()
    assert target.live
    assert fingerprint(target) == before
    assert StringSegment.objects.filter(
        source=translation.source, string__data__contains="and more"
    ).exists()


def test_the_form_does_not_offer_to_publish_a_reviewed_page(
    client: Client, site: BilingualSite, translation: Translation
) -> None:
    client.force_login(make_editor(site))
    html = client.get(sync_url(translation)).content.decode()
    assert "publish-translations-field" not in html.split("<style>")[0]


def test_an_index_page_is_published_by_those_who_may_publish_it_only(
    client: Client, site: BilingualSite
) -> None:
    from wagtail_localize.models import TranslationSource

    source, _ = TranslationSource.get_or_create_from_instance(site.conditions)
    translation = Translation.objects.create(source=source, target_locale=site.spanish)
    client.force_login(make_translator(site))
    assert (
        "Nothing was published"
        in client.post(
            sync_url(translation), {"publish_translations": "on"}, follow=True
        ).content.decode()
    )
    client.force_login(make_editor(site))
    html = client.post(
        sync_url(translation), {"publish_translations": "on"}, follow=True
    ).content.decode()
    assert "Successfully updated translations" in html


def test_a_source_brought_in_during_the_review_does_not_pass_for_translated(
    site: BilingualSite,
) -> None:
    translator = make_translator(site)
    english = publish_signed(make_condition(site))
    translated_version = english.approvals.get().fingerprint
    started = start_translation(english, site.spanish, user=translator)
    translate(started, user=translator)
    submit_for_review(translation=started, user=translator)

    english.summary = "A chronic disease of the joints, and more."
    publish_signed(english)
    started.source.update_from_db()

    draft = started.get_target_instance().get_latest_revision_as_object()
    warnings = {found.code for found in blockers(draft, stage=Stage.SIGNATURE)}
    assert "translation.source_changed" in warnings
    sign(started.get_target_instance(), make_reviewer())
    spanish = started.get_target_instance()
    assert spanish.approvals.get().source_fingerprint == translated_version
    [entry] = worklist(list(pages_to_translate(site.spanish)), site.spanish)
    assert entry.status is TranslationStatus.LIVE_OUTDATED
