"""Translators translate disclaimers into their language; what they save waits for a reviewer."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from pages.disclaimers.authors import wording_authors
from pages.disclaimers.models import Disclaimer
from pages.disclaimers.standing import WordingState, standing_of
from tests.factories.disclaimers import DisclaimerFactory, reworded
from tests.factories.review import make_user

pytestmark = pytest.mark.django_db

WORDS = {"About": "Acerca de", "Ask a doctor.": "Pregunte a su médico."}


@pytest.fixture(autouse=True)
def _site() -> None:
    call_command("setup_pages", verbosity=0)


@pytest.fixture
def translation() -> Translation:
    source = DisclaimerFactory(title="About", text="<p>Ask a doctor.</p>")
    translate_object(source, [Locale.objects.get(language_code="es")])
    translation: Translation = Translation.objects.get(source__object_id=source.translation_key)
    return translation


@pytest.fixture
def translator(client: Client) -> Any:
    user = make_user("translator", groups=("Translators (es)",))
    client.force_login(user)
    return user


def spanish() -> Disclaimer:
    return Disclaimer.objects.select_related("locale").get(locale__language_code="es")


def edit_url(disclaimer: Disclaimer) -> str:
    return reverse("wagtailsnippets_pages_disclaimer:edit", args=[disclaimer.pk])


def put_segments(client: Client, translation: Translation, words: dict[str, str]) -> None:
    for segment in translation.source.stringsegment_set.select_related("string"):
        if segment.string.data in words:
            url = reverse(
                "wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk]
            )
            response = client.generic(
                "PUT",
                url,
                f"value={words[segment.string.data]}",
                content_type="application/x-www-form-urlencoded",
            )
            assert response.status_code == 201


def words_of(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_what_is_translated_and_saved_waits_for_a_reviewer(
    client: Client, translation: Translation, translator: Any
) -> None:
    put_segments(client, translation, WORDS)

    response = client.post(edit_url(spanish()), {"firma-save-wording": "1"})

    assert response.status_code == 302
    assert "is saved" in words_of(response)
    assert "ublished" not in words_of(response)
    assert (
        "Version 2 now waits for a medical reviewer"
        in client.get(edit_url(spanish())).content.decode()
    )
    saved = spanish()
    assert (saved.title, saved.text) == ("Acerca de", "<p>Pregunte a su médico.</p>")
    assert standing_of(saved).state is WordingState.WAITING
    assert saved.versions.latest("version").created_by == translator
    assert translator.pk in wording_authors(saved)


def test_an_unfinished_translation_is_saved_and_says_what_is_missing(
    client: Client, translation: Translation, translator: Any
) -> None:
    put_segments(client, translation, {"About": "Acerca de"})

    response = client.post(edit_url(spanish()), {"firma-save-wording": "1"})

    assert spanish().title == "Acerca de"
    assert standing_of(spanish()).state is WordingState.UNFINISHED
    assert "1 segment is not translated" in words_of(response)


def test_what_does_not_fit_is_refused_in_words_and_kept_in_its_segment(
    client: Client, translation: Translation, translator: Any
) -> None:
    put_segments(client, translation, {"About": "Acerca " * 32})

    response = client.post(edit_url(spanish()), {"firma-save-wording": "1"})

    assert "Nothing was saved" in words_of(response)
    assert spanish().version == 1
    assert StringTranslation.objects.get().has_error


def test_the_editor_offers_to_save_and_not_to_publish(
    client: Client, translation: Translation, translator: Any
) -> None:
    html = client.get(edit_url(spanish())).content.decode()
    assert 'name="firma-save-wording"' in html
    assert "0 of 2 segments are translated" in html


def test_a_translator_writes_no_source_and_nothing_that_was_written_by_hand(
    client: Client, translation: Translation, translator: Any
) -> None:
    by_hand = DisclaimerFactory(key="by-hand", language="es")
    for disclaimer in (translation.source.get_source_instance(), by_hand):
        for method in (client.get, client.post):
            response = method(edit_url(disclaimer), {"title": "Changed"})
            assert response.status_code == 302
            assert "not such a translation" in words_of(response)
        disclaimer.refresh_from_db()
        assert disclaimer.version == 1


def test_a_translator_of_another_language_changes_nothing(
    client: Client, translation: Translation
) -> None:
    client.force_login(make_user(groups=("Translators (en)",)))
    segment = translation.source.stringsegment_set.first()
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    response = client.generic(
        "PUT", url, "value=x", content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code in (302, 403)
    assert "not such a translation" in words_of(client.get(edit_url(spanish())))
    assert not StringTranslation.objects.exists()


def test_bringing_in_a_changed_source_publishes_nothing_and_says_so(
    client: Client, translation: Translation
) -> None:
    client.force_login(make_user(groups=("Editors",)))
    before = spanish().version
    reworded(translation.source.get_source_instance(), "<p>Ask two doctors.</p>")
    url = reverse("wagtail_localize:update_translations", args=[translation.source_id])

    response = client.post(url, {"publish_translations": "on"})

    assert "Pages show what is signed" in words_of(response)
    assert spanish().version == before
