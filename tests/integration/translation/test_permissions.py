"""A translator can translate into their own language, and nothing else."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from pages.content.condition import ConditionPage
from pages.disclaimers.models import Disclaimer
from pages.translation.actions import submit_for_review
from pages.translation.permissions import locales_for, may_translate, target_locales
from tests.factories.review import make_reviewer, make_user, publish_signed
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


def test_a_translator_has_no_permission_on_references(site: BilingualSite) -> None:
    translator = make_translator(site)
    for action in ("add", "change", "delete"):
        assert not translator.has_perm(f"pages.{action}_reference")


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


def make_local_editor(site: BilingualSite) -> Any:
    """Return somebody who writes in the Spanish tree and in no other."""
    editor = make_user(groups=("Editores",))
    for codename in ("add_page", "change_page"):
        GroupPagePermission.objects.create(
            group=editor.groups.get(),
            page=site.inicio,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=codename
            ),
        )
    return editor


def test_a_translator_cannot_delete_the_page_that_they_translate(
    client: Client, site: BilingualSite, translation: Translation
) -> None:
    target = translation.get_target_instance()
    url = reverse("wagtailadmin_pages:delete", args=[target.pk])
    client.force_login(make_translator(site))
    response = client.post(url, follow=True)
    assert "you do not have permission" in response.content.decode()
    assert ConditionPage.objects.filter(pk=target.pk).exists()
    client.force_login(make_editor(site))
    client.post(url)
    assert not ConditionPage.objects.filter(pk=target.pk).exists()


def test_who_writes_in_one_tree_only_is_told_whom_to_ask_to_delete_a_translation(
    client: Client, site: BilingualSite, translation: Translation
) -> None:
    target = translation.get_target_instance()
    client.force_login(make_local_editor(site))
    response = client.post(reverse("wagtailadmin_pages:delete", args=[target.pk]), follow=True)
    assert "Ask an editor of the source page." in response.content.decode()
    assert ConditionPage.objects.filter(pk=target.pk).exists()


def test_a_translator_edits_translations_and_not_what_was_written_in_their_language(
    site: BilingualSite, translation: Translation
) -> None:
    translator = make_translator(site)
    target = translation.get_target_instance()
    written_here = ConditionPage(title="Gota", slug="gota", locale=site.spanish)
    site.enfermedades.add_child(instance=written_here)
    assert target.permissions_for_user(translator).can_edit()
    for page in (written_here, site.enfermedades, site.inicio):
        tester = page.permissions_for_user(translator)
        assert not tester.can_edit()
        assert not tester.can_delete()
        assert not tester.can_copy()


def test_a_translator_cannot_delete_several_pages_at_once(
    client: Client, site: BilingualSite, translation: Translation
) -> None:
    target = translation.get_target_instance()
    client.force_login(make_translator(site))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{url}?id={target.pk}")
    assert ConditionPage.objects.filter(pk=target.pk).exists()


def test_a_translator_cannot_stop_a_translation_and_an_editor_can(
    client: Client, site: BilingualSite, translation: Translation
) -> None:
    url = reverse("wagtail_localize:stop_translation", args=[translation.pk])
    client.force_login(make_translator(site))
    client.post(url)
    translation.refresh_from_db()
    assert translation.enabled
    client.force_login(make_editor(site))
    client.post(url)
    translation.refresh_from_db()
    assert not translation.enabled


def test_what_a_translator_may_not_do_is_not_offered(
    client: Client, site: BilingualSite, translation: Translation
) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    stop = f'formaction="{reverse("wagtail_localize:stop_translation", args=[translation.pk])}"'
    client.force_login(make_translator(site))
    assert stop not in client.get(edit).content.decode()
    client.force_login(make_editor(site))
    assert stop in client.get(edit).content.decode()


def test_segments_are_not_changed_while_the_page_is_in_review(
    client: Client, site: BilingualSite, translation: Translation
) -> None:
    translator = make_translator(site)
    translate(translation, user=translator)
    submit_for_review(translation=translation, user=translator)
    for user in (translator, make_reviewer()):
        client.force_login(user)
        assert put_segment(client, translation) == 409
    client.force_login(translator)
    for name in ("upload_pofile", "machine_translate"):
        url = reverse(f"wagtail_localize:{name}", args=[translation.pk])
        html = client.post(url, follow=True).content.decode()
        assert "is in medical review" in html
    client.force_login(make_translator(site, language="en"))
    assert put_segment(client, translation) == 302


def test_the_editor_offers_no_editing_while_the_page_is_in_review(
    client: Client, site: BilingualSite, translation: Translation
) -> None:
    translator = make_translator(site)
    translate(translation, user=translator)
    submit_for_review(translation=translation, user=translator)
    client.force_login(translator)
    target = translation.get_target_instance()
    html = client.get(reverse("wagtailadmin_pages:edit", args=[target.pk])).content.decode()
    assert "data-read-only" in html
    target.refresh_from_db()
    assert not target.locked
