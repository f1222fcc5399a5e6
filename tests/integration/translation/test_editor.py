"""The translation editor in the admin: what it shows and what its buttons do."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from pages import claims
from pages.translation.editor import EditorBar
from tests.factories.review import make_reviewer, make_user
from tests.factories.translation import (
    BilingualSite,
    make_condition,
    make_editor,
    make_translator,
    start_translation,
    translate,
)


@pytest.fixture
def translator(site: BilingualSite) -> Any:
    return make_translator(site)


@pytest.fixture
def translation(site: BilingualSite, translator: Any) -> Translation:
    return start_translation(make_condition(site), site.spanish, user=translator)


def editor_url(translation: Translation) -> str:
    return reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])


def bar(client: Client, translation: Translation) -> str:
    """Return what the editor fetches for the bar above it."""
    url = reverse("firma_translation:readiness", args=[translation.pk])
    return client.get(url).content.decode()


def post(client: Client, translation: Translation, **data: str) -> str:
    """Post to the editor and return the page that follows."""
    response = client.post(editor_url(translation), data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_the_bar_says_what_is_missing_and_offers_to_submit(
    client: Client, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    html = client.get(editor_url(translation)).content.decode()
    assert "Translation from English into Spanish" in html
    assert 'data-code="translation.untranslated"' in bar(client, translation)
    assert 'name="firma-submit-for-review"' in html
    assert 'name="firma-save-draft"' in html
    assert html.count("data-firma-segment=") == translation.get_progress()[0]
    assert reverse("wagtail_localize:preview_translation", args=[translation.pk]) in html


def test_the_index_page_keeps_localizes_own_editor(client: Client, site: BilingualSite) -> None:
    from wagtail_localize.models import TranslationSource

    source, _ = TranslationSource.get_or_create_from_instance(site.conditions)
    Translation.objects.create(source=source, target_locale=site.spanish)
    client.force_login(make_translator(site))
    response = client.get(reverse("wagtailadmin_pages:edit", args=[site.enfermedades.pk]))
    assert response.status_code == 200
    assert "firma-submit-for-review" not in response.content.decode()


def test_saving_a_draft_says_so(client: Client, translation: Translation, translator: Any) -> None:
    client.force_login(translator)
    translate(translation, user=translator)
    html = post(client, translation, **{"firma-save-draft": "1"})
    assert "The draft of" in html
    assert translation.get_target_instance().title == "Artritis reumatoide"


def test_submitting_an_incomplete_translation_stays_in_the_editor_with_reasons(
    client: Client, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    translate(translation, user=translator, only=3)
    html = post(client, translation, **{"firma-submit-for-review": "1"})
    assert "The page was not submitted for review; the draft is kept." in html
    assert "segments are not translated" in html
    assert not translation.get_target_instance().workflow_in_progress


def test_submitting_a_complete_translation_sends_it_to_review(
    client: Client, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    translate(translation, user=translator)
    html = post(client, translation, **{"firma-submit-for-review": "1"})
    assert "has been submitted for medical review" in html
    assert "This page is in medical review." in html
    assert "firma-submit-for-review" not in html
    assert translation.get_target_instance().workflow_in_progress


@pytest.mark.parametrize("who", ["translator", "editor", "superuser"])
def test_localizes_publish_is_refused_with_words_and_nothing_is_lost(
    client: Client, site: BilingualSite, translation: Translation, translator: Any, who: str
) -> None:
    translate(translation, user=translator)
    users = {
        "translator": lambda: translator,
        "editor": lambda: make_editor(site),
        "superuser": lambda: make_user(is_superuser=True),
    }
    client.force_login(users[who]())
    html = post(client, translation, action="publish")
    assert "Nothing was published, and your translations are kept." in html
    page = translation.get_target_instance()
    assert not page.live
    assert StringTranslation.objects.filter(data="Artritis reumatoide").exists()


def test_a_page_that_was_sent_back_shows_the_reviewers_words(
    client: Client, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    translate(translation, user=translator)
    post(client, translation, **{"firma-submit-for-review": "1"})
    task_state = translation.get_target_instance().current_workflow_task_state
    task_state.task.specific.on_action(
        task_state, make_reviewer(), "reject", comment="Look at the second sentence."
    )
    html = client.get(editor_url(translation)).content.decode()
    assert "A reviewer has sent this page back." in html
    assert "Look at the second sentence." in html
    assert "Submit for medical review again" in html


def test_a_reviewer_is_led_to_the_review_instead(
    client: Client, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    translate(translation, user=translator)
    post(client, translation, **{"firma-submit-for-review": "1"})
    client.force_login(make_reviewer())
    html = client.get(editor_url(translation)).content.decode()
    task_state = translation.get_target_instance().current_workflow_task_state
    assert reverse("pages_review:review", args=[task_state.pk]) in html
    assert "firma-save-draft" not in html


def test_the_changing_part_of_the_bar_can_be_fetched_again(
    client: Client, site: BilingualSite, translation: Translation, translator: Any
) -> None:
    url = reverse("firma_translation:readiness", args=[translation.pk])
    client.force_login(translator)
    assert 'data-code="translation.untranslated"' in client.get(url).content.decode()
    translate(translation, user=translator)
    html = client.get(url).content.decode()
    assert "translation.untranslated" not in html
    assert "<html" not in html
    client.force_login(make_translator(site, language="en"))
    assert client.get(url).status_code == 302


def test_a_comment_of_a_reviewer_is_shown_as_text(
    client: Client, translation: Translation, translator: Any
) -> None:
    translate(translation, user=translator, replacing={"What it is": "<script>alert(1)</script>"})
    client.force_login(translator)
    bar = client.get(reverse("firma_translation:readiness", args=[translation.pk]))
    assert "<script>" not in bar.content.decode()


def test_the_bar_speaks_spanish_to_an_admin_in_spanish(
    client: Client, translation: Translation, translator: Any
) -> None:
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=translator, preferred_language="es")
    client.force_login(translator)
    response = client.get(editor_url(translation))
    assert response.status_code == 200


def test_what_is_not_translated_yet_is_not_read_as_if_it_were(
    client: Client, translation: Translation, translator: Any
) -> None:
    translate(translation, replacing={"An inflammation of the joints.": "Una inflamaçción."})
    bar = EditorBar(
        translation=translation, page=translation.get_target_instance(), user=translator
    )
    assert "language.unknown_word" in {one.code for one in bar.blockers}
    StringTranslation.objects.order_by("-id")[0].delete()
    unfinished = EditorBar(
        translation=translation, page=translation.get_target_instance(), user=translator
    )
    codes = {one.code for one in unfinished.blockers}
    assert "translation.untranslated" in codes
    assert not codes & claims.BY_CODE.keys()


def test_before_a_submission_a_dialog_has_what_the_reviewer_would_find(
    client: Client, translation: Translation, translator: Any
) -> None:
    url = reverse("firma_translation:readiness", args=[translation.pk])
    client.force_login(translator)
    assert "<dialog" not in client.get(url, {"stage": "submission"}).content.decode()
    translate(
        translation,
        user=translator,
        replacing={"A chronic disease of the joints.": "No es una enfermedad crónica ."},
    )
    html = client.get(url, {"stage": "submission"}).content.decode()
    assert "<dialog" in html
    assert 'data-code="translation.negation"' in html
    assert 'data-code="translation.spacing"' in html
