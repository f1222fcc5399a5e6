"""A translator can translate into their own language, and nothing else."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from pages.citations.models import Reference
from pages.content.condition import ConditionPage
from pages.disclaimers.models import Disclaimer
from pages.translation.permissions import locales_for, may_translate, target_locales
from tests.factories.review import make_user, publish_signed
from tests.factories.translation import (
    BilingualSite,
    make_condition,
    make_editor,
    make_translator,
    start_translation,
)


@pytest.fixture
def translation(site: BilingualSite) -> Translation:
    return start_translation(make_condition(site), site.spanish)


def put_segment(client: Client, translation: Translation) -> int:
    """Translate the title through localize's endpoint; return the status code."""
    segment = StringSegment.objects.get(source=translation.source, context__path="title")
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    response = client.generic(
        "PUT",
        url,
        "value=Artritis+reumatoide",
        content_type="application/x-www-form-urlencoded",
    )
    return response.status_code


def test_a_translator_into_spanish_may_write_spanish_segments(
    client: Client, site: BilingualSite, translation: Translation
) -> None:
    translator = make_translator(site)
    client.force_login(translator)
    assert put_segment(client, translation) == 201
    recorded = StringTranslation.objects.get(context__path="title")
    assert recorded.data == "Artritis reumatoide"
    assert recorded.last_translated_by == translator


def test_a_translator_into_english_may_not_write_spanish_segments(
    client: Client, site: BilingualSite, translation: Translation
) -> None:
    client.force_login(make_translator(site, language="en"))
    assert put_segment(client, translation) == 403
    assert not StringTranslation.objects.exists()


def test_a_stranger_may_not_write_segments(client: Client, translation: Translation) -> None:
    assert put_segment(client, translation) == 302
    client.force_login(make_user())
    assert put_segment(client, translation) == 403
    assert not StringTranslation.objects.exists()


def test_a_translator_into_spanish_cannot_open_the_english_page(
    client: Client, site: BilingualSite
) -> None:
    page = make_condition(site)
    client.force_login(make_translator(site))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.get(url).status_code == 302
    assert client.post(url, {"title": "Changed"}).status_code == 302
    assert ConditionPage.objects.get(pk=page.pk).title == "Rheumatoid arthritis"


def test_a_translator_cannot_publish_lock_or_unpublish_in_their_own_language(
    site: BilingualSite, translation: Translation
) -> None:
    permissions = translation.get_target_instance().permissions_for_user(make_translator(site))
    assert permissions.can_edit()
    assert not permissions.can_publish()
    assert not permissions.can_unpublish()
    assert not permissions.can_lock()
    assert not permissions.can_set_view_restrictions()
    assert not permissions.can_add_subpage()


def test_a_translator_has_no_permission_on_snippets(site: BilingualSite) -> None:
    translator = make_translator(site)
    for model in (Reference, Disclaimer):
        for action in ("add", "change", "delete"):
            assert not translator.has_perm(f"pages.{action}_{model._meta.model_name}")


def test_a_translator_cannot_start_the_translation_of_a_disclaimer(
    client: Client, site: BilingualSite
) -> None:
    french = Locale.objects.create(language_code="fr")
    disclaimer = Disclaimer.objects.get(locale=site.english)
    client.force_login(make_translator(site))
    url = reverse(
        "wagtail_localize:submit_snippet_translation",
        args=["pages", "disclaimer", disclaimer.pk],
    )
    assert client.post(url, {"locales": [french.pk]}).status_code == 302
    assert not Disclaimer.objects.filter(locale=french).exists()


def test_a_translator_starts_translations_into_their_own_language_only(
    client: Client, site: BilingualSite
) -> None:
    french = Locale.objects.create(language_code="fr")
    page = make_condition(site)
    client.force_login(make_translator(site))
    url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    assert client.get(url).status_code == 200
    refused = client.post(url, {"locales": [french.pk]})
    assert refused.status_code == 200
    assert not ConditionPage.objects.filter(locale=french).exists()
    assert client.post(url, {"locales": [site.spanish.pk]}).status_code == 302
    assert ConditionPage.objects.get(locale=site.spanish).live is False


def test_a_translator_into_english_cannot_start_a_translation_into_spanish(
    client: Client, site: BilingualSite
) -> None:
    page = make_condition(site)
    client.force_login(make_translator(site, language="en"))
    url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    assert client.get(url).status_code == 302
    assert client.post(url, {"locales": [site.spanish.pk]}).status_code == 302
    assert not ConditionPage.objects.filter(locale=site.spanish).exists()


def test_an_editor_starts_translations_into_both_trees(site: BilingualSite) -> None:
    editor = make_editor(site)
    assert may_translate(editor)
    assert target_locales(editor) == [site.english, site.spanish]
    assert locales_for(editor, make_condition(site), [site.spanish]) == [site.spanish]


def test_who_may_not_translate_has_no_languages(site: BilingualSite) -> None:
    user = make_user()
    assert target_locales(user) == []
    assert locales_for(user, make_condition(site), [site.spanish]) == []


def test_a_superuser_translates_into_every_language(site: BilingualSite) -> None:
    user = make_user(is_superuser=True)
    french = Locale.objects.create(language_code="fr")
    assert french in target_locales(user)
    assert locales_for(user, make_condition(site), [french]) == [french]


def test_a_reviewed_page_is_not_turned_into_a_copy_of_its_source(
    client: Client, site: BilingualSite
) -> None:
    english = publish_signed(make_condition(site))
    translation = start_translation(english, site.spanish)
    target = translation.get_target_instance()
    client.force_login(make_editor(site))
    url = reverse("wagtail_localize:convert_to_alias", args=[target.pk])
    response = client.post(url, follow=True)
    assert "cannot become a copy" in response.content.decode()
    target.refresh_from_db()
    assert target.alias_of_id is None
    assert not target.live
