"""The desk's second list: disclaimers and what people's records say, for those who may write it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from pages.disclaimers.models import Disclaimer
from pages.disclaimers.signing import SendWordingBack
from pages.disclaimers.standing import standing_of
from pages.ledger.models import LedgerEntry
from pages.models import HomePage
from pages.people.models import Person, PersonWording
from pages.people.wordings import WriteWording
from pages.translation.desk.other_texts import OtherText, other_texts
from pages.translation.desk.person_wording import may_word
from pages.translation.wordings import SaveWording
from tests.factories.disclaimers import DisclaimerFactory, a_signer, reworded, sign_wording
from tests.factories.people import PersonFactory
from tests.factories.review import make_user

pytestmark = pytest.mark.django_db

DESK = "firma_translation:worklist"
SPANISH = "Médica cirujana"
ENGLISH_TEXT = "<p>Ask a doctor.</p><p>Bring your papers.</p>"
WORDS = {
    "About": "Acerca de",
    "Ask a doctor.": "Pregunte a su médico.",
    "Bring your papers.": "Traiga sus documentos.",
    "Bring your files.": "Traiga sus expedientes.",
}


@pytest.fixture(autouse=True)
def _site() -> None:
    call_command("setup_pages", verbosity=0)


@pytest.fixture
def spanish() -> Locale:
    locale: Locale = Locale.objects.get(language_code="es")
    return locale


@pytest.fixture
def english() -> Locale:
    locale: Locale = Locale.objects.get(language_code="en")
    return locale


@pytest.fixture
def translator() -> Any:
    return make_user("translator", groups=("Translators (es)",))


def a_disclaimer(key: str = "about", **fields: Any) -> Disclaimer:
    fields = {"title": "About", "text": ENGLISH_TEXT} | fields
    made: Disclaimer = DisclaimerFactory(key=key, **fields)
    return made


def start(source: Disclaimer, locale: Locale) -> Translation:
    translate_object(source, [locale])
    translation: Translation = Translation.objects.get(source__object_id=source.translation_key)
    return translation


def translate(translation: Translation, *, only: int | None = None) -> None:
    segments = list(translation.source.stringsegment_set.select_related("string").order_by("id"))
    for segment in segments[:only]:
        StringTranslation.objects.update_or_create(
            translation_of_id=segment.string_id,
            locale=translation.target_locale,
            context_id=segment.context_id,
            defaults={"data": WORDS[segment.string.data]},
        )


def save(translation: Translation, user: Any) -> Disclaimer:
    saved: Disclaimer = SaveWording(translation=translation, user=user).execute()
    return Disclaimer.objects.get(pk=saved.pk)


def disclaimers(locale: Locale, user: Any) -> list[OtherText]:
    """Return the rows of disclaimers; whoever signed them has a record of their own."""
    return [row for row in other_texts(locale, user=user) if row.kind == "disclaimer"]


def only_row(locale: Locale, user: Any) -> OtherText:
    [row] = disclaimers(locale, user)
    return row


# Disclaimers


def test_a_disclaimer_goes_through_its_states(spanish: Locale, translator: Any) -> None:
    source = a_disclaimer()
    row = only_row(spanish, translator)
    assert (row.state, row.title, row.segments) == ("not_started", "About", 0)
    assert row.url == reverse(
        "wagtail_localize:submit_snippet_translation", args=["pages", "disclaimer", source.pk]
    )

    translation = start(source, spanish)
    row = only_row(spanish, translator)
    assert (row.state, row.translated, row.segments) == ("in_progress", 0, 3)
    target = Disclaimer.objects.get(locale=spanish)
    assert row.url == reverse("wagtailsnippets_pages_disclaimer:edit", args=[target.pk])

    translate(translation, only=2)
    save(translation, translator)
    row = only_row(spanish, translator)
    assert (row.state, row.translated) == ("in_progress", 2)

    translate(translation)
    row = only_row(spanish, translator)
    # It is translated, and not saved.
    assert (row.state, row.translated) == ("in_progress", 3)

    saved = save(translation, translator)
    assert only_row(spanish, translator).state == "waiting"

    answer = SendWordingBack(version_id=standing_of(saved).newest.pk, user=a_signer())
    answer.execute(comment="Shorter, please.")
    assert only_row(spanish, translator).state == "sent_back"

    sign_wording(saved)
    row = only_row(spanish, translator)
    assert row.state == "signed"
    assert row.is_done


def test_a_source_that_was_signed_anew_makes_its_translation_outdated(
    spanish: Locale, translator: Any
) -> None:
    source = a_disclaimer()
    translation = start(source, spanish)
    translate(translation)
    sign_wording(save(translation, translator))

    source = reworded(source, ENGLISH_TEXT.replace("papers", "files"))
    assert only_row(spanish, translator).state == "signed"
    sign_wording(source)
    assert only_row(spanish, translator).state == "outdated"

    TranslationSource.objects.get().update_from_db()
    translation = Translation.objects.get()
    row = only_row(spanish, translator)
    assert (row.state, row.translated, row.segments) == ("outdated", 2, 3)

    translate(translation)
    assert only_row(spanish, translator).state == "outdated"
    saved = save(translation, translator)
    assert only_row(spanish, translator).state == "waiting"
    sign_wording(saved)
    assert only_row(spanish, translator).state == "signed"


def test_a_source_that_is_brought_in_again_as_it_was_outdates_nothing(
    spanish: Locale, translator: Any
) -> None:
    translation = start(a_disclaimer(), spanish)
    translate(translation)
    sign_wording(save(translation, translator))
    TranslationSource.objects.get().update_from_db()
    assert only_row(spanish, translator).state == "signed"


def test_nothing_is_translated_from_a_translation(
    spanish: Locale, english: Locale, translator: Any
) -> None:
    translation = start(a_disclaimer(), spanish)
    translate(translation)
    sign_wording(save(translation, translator))
    editor = make_user(groups=("Editors",))
    assert disclaimers(english, editor) == []


def test_what_nobody_signed_in_its_own_language_is_not_offered(
    spanish: Locale, translator: Any
) -> None:
    a_disclaimer(signed=False)
    assert disclaimers(spanish, translator) == []


def test_what_is_written_by_hand_is_shown_and_opened_by_those_who_write_it(
    spanish: Locale, translator: Any
) -> None:
    a_disclaimer()
    by_hand = a_disclaimer(title="Acerca de", text="<p>Pregunte.</p>", language="es")
    row = only_row(spanish, translator)
    assert (row.state, row.url, row.segments) == ("signed", "", 0)
    editor = make_user(groups=("Editors",))
    assert only_row(spanish, editor).url.endswith(f"/edit/{by_hand.pk}/")
    reworded(by_hand, "<p>Pregunte a su médico.</p>")
    assert only_row(spanish, translator).state == "waiting"


def test_a_translation_is_paired_with_the_language_that_it_comes_from(
    spanish: Locale, translator: Any
) -> None:
    french = Locale.objects.create(language_code="fr")
    source = a_disclaimer(title="À propos", language="fr", signed=False)
    a_disclaimer(signed=False)
    translate_object(source, [spanish])
    row = only_row(spanish, translator)
    assert (row.title, row.source_language) == ("À propos", french.get_display_name())


# People


def test_people_are_listed_with_what_has_become_of_their_records(
    spanish: Locale, translator: Any
) -> None:
    PersonFactory(name="Ana")
    beto = PersonFactory(name="Beto")
    carla = PersonFactory(name="Carla")
    PersonFactory(name="Nobody", credentials="", affiliation="")
    PersonFactory(name="Hidden", credentials="", show_affiliation=False)
    for person in (beto, carla):
        PersonWording.objects.create(person=person, language="es", credentials=SPANISH)
    Person.objects.filter(pk=carla.pk).update(credentials="MBBS")
    rows = {row.title: (row.state, row.is_done) for row in other_texts(spanish, user=translator)}
    assert rows == {
        "Ana": ("not_started", False),
        "Beto": ("written", True),
        "Carla": ("outdated", False),
    }


def test_the_sites_own_language_lists_only_what_it_words_otherwise(english: Locale) -> None:
    PersonFactory(name="Ana")
    beto = PersonFactory(name="Beto")
    PersonWording.objects.create(person=beto, language="en", credentials="M.D.")
    administrator = make_user(is_superuser=True)
    assert [row.title for row in other_texts(english, user=administrator)] == ["Beto"]


@pytest.mark.parametrize(
    ("groups", "languages"),
    [
        (("Translators (es)",), {"es"}),
        (("Translators (en)",), {"en"}),
        (("Editors",), set()),
        (("Medical reviewers",), set()),
        ((), set()),
    ],
)
def test_translators_word_records_in_their_language_and_nobody_else_does(
    client: Client, groups: tuple[str, ...], languages: set[str]
) -> None:
    person = PersonFactory()
    user = make_user(groups=groups)
    client.force_login(user)
    for locale in Locale.objects.all():
        may = locale.language_code in languages
        assert may_word(user, locale) is may
        url = reverse("firma_translation:person", args=[person.pk, locale.language_code])
        assert client.get(url).status_code == (200 if may else 302)
        client.post(url, {"credentials": SPANISH, "affiliation": ""})
    written = PersonWording.objects.values_list("language", flat=True)
    assert set(written) == languages


def test_administrators_word_records_in_every_language_and_strangers_in_none() -> None:
    administrator = make_user(is_superuser=True)
    gone = make_user(is_superuser=True, is_active=False)
    for locale in Locale.objects.all():
        assert may_word(administrator, locale)
        assert not may_word(gone, locale)


def test_a_translator_still_cannot_open_the_record(client: Client, translator: Any) -> None:
    person = PersonFactory()
    client.force_login(translator)
    response = client.get(reverse("wagtailsnippets_pages_person:edit", args=[person.pk]))
    assert response.status_code == 302


def test_the_permission_is_offered_to_groups(client: Client) -> None:
    client.force_login(make_user(is_superuser=True))
    permission = Permission.objects.get(codename="change_personwording")
    html = client.get(reverse("wagtailusers_groups:add")).content.decode()
    assert f'value="{permission.pk}"' in html


@pytest.fixture
def form_url() -> str:
    person = PersonFactory(name="Ana", licence_number="SECRET-1", show_licence=False)
    return reverse("firma_translation:person", args=[person.pk, "es"])


def test_a_translator_writes_beside_the_record_and_comes_back_to_the_desk(
    client: Client, translator: Any, form_url: str
) -> None:
    client.force_login(translator)
    html = client.get(form_url).content.decode()
    assert "MD, PhD" in html
    assert "SECRET-1" not in html
    response = client.post(form_url, {"credentials": SPANISH, "affiliation": ""}, follow=True)
    assert response.redirect_chain[-1][0].endswith("?language=es")
    assert "from their next signature on" in response.content.decode()
    wording = PersonWording.objects.get()
    assert (wording.credentials, wording.credentials_source) == (SPANISH, "MD, PhD")
    assert LedgerEntry.objects.get(action="person.wording_changed").actor_id == translator.pk


def test_the_form_says_what_the_record_said_before(
    client: Client, translator: Any, form_url: str
) -> None:
    person = Person.objects.get()
    WriteWording(person_id=person.pk, language="es", user=translator).execute(
        {"credentials": SPANISH}
    )
    Person.objects.update(credentials="MBBS")
    client.force_login(translator)
    html = client.get(form_url).content.decode()
    assert "MBBS" in html
    assert "When this was written, it said: “MD, PhD”." in html
    assert f'value="{SPANISH}"' in html


def test_what_is_too_long_is_refused_on_the_form_and_kept_in_it(
    client: Client, translator: Any, form_url: str
) -> None:
    client.force_login(translator)
    response = client.post(form_url, {"credentials": "palabra " * 30})
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"credentials"}
    assert "palabra palabra" in response.content.decode()
    assert not PersonWording.objects.exists()


def test_what_the_record_hides_is_not_offered(client: Client, translator: Any) -> None:
    hidden = PersonFactory(show_affiliation=False, affiliation="Clínica Secreta")
    nothing = PersonFactory(credentials="", show_affiliation=False)
    client.force_login(translator)
    url = reverse("firma_translation:person", args=[hidden.pk, "es"])
    html = client.get(url).content.decode()
    assert 'name="affiliation"' not in html
    assert "Clínica Secreta" not in html
    url = reverse("firma_translation:person", args=[nothing.pk, "es"])
    response = client.get(url, follow=True)
    assert "nothing that could be worded" in response.content.decode()


@pytest.mark.parametrize(("person_id", "language"), [(0, "es"), (None, "fr")])
def test_a_person_or_a_language_that_is_not_there_is_not_found(
    client: Client, person_id: int | None, language: str
) -> None:
    person = PersonFactory()
    client.force_login(make_user(is_superuser=True))
    number = person.pk if person_id is None else person_id
    url = reverse("firma_translation:person", args=[number, language])
    assert client.get(url).status_code == 404


def test_a_locale_in_which_the_site_does_not_publish_any_more_is_refused_on_the_form(
    client: Client,
) -> None:
    person = PersonFactory()
    Locale.objects.create(language_code="fr")
    client.force_login(make_user(is_superuser=True))
    url = reverse("firma_translation:person", args=[person.pk, "fr"])
    response = client.post(url, {"credentials": "Médecin"})
    assert "not a content language" in response.content.decode()
    assert not PersonWording.objects.exists()


# The desk


def make_texts(locale: Locale, number: int, *, prefix: str) -> None:
    """Make as many disclaimers and people in each of three states."""
    signer = a_signer()
    for index in range(number):
        source = a_disclaimer(f"{prefix}-{index}")
        if index % 3:
            translate_object(source, [locale])
        if index % 3 == 2:
            translation = Translation.objects.get(source__object_id=source.translation_key)
            translate(translation)
            save(translation, signer)
        person = PersonFactory(name=f"{prefix} {index}")
        if index % 3:
            PersonWording.objects.create(person=person, language="es", credentials=SPANISH)


def test_the_number_of_queries_does_not_grow_with_the_texts(
    spanish: Locale, translator: Any
) -> None:
    counted = []
    for number in (3, 9):
        make_texts(spanish, number, prefix=f"some-{number}")
        fresh = type(translator).objects.get(pk=translator.pk)
        other_texts(spanish, user=fresh)
        with CaptureQueriesContext(connection) as queries:
            rows = other_texts(spanish, user=fresh)
        counted.append((len(queries), len(rows)))
    assert counted[0][0] == counted[1][0] < 20
    assert counted[1][1] > counted[0][1]


@pytest.mark.parametrize(
    ("language", "heading", "state"),
    [("en", "Other texts", "Not started"), ("es", "Otros textos", "No iniciado")],
)
def test_the_desk_shows_them_below_the_pages_in_both_languages_of_the_admin(
    client: Client, translator: Any, language: str, heading: str, state: str
) -> None:
    a_disclaimer()
    PersonFactory(name="Ana")
    UserProfile.objects.create(user=translator, preferred_language=language)
    client.force_login(translator)
    html = client.get(reverse(DESK)).content.decode()
    assert heading in html
    assert html.count('data-status="not_started"') == 3
    assert state in html


def test_the_desk_narrows_them_by_title(client: Client, translator: Any) -> None:
    a_disclaimer()
    PersonFactory(name="Ana Ficticia")
    client.force_login(translator)
    response = client.get(reverse(DESK), {"q": "FICT"})
    assert [row.title for row in response.context["other_texts"]] == ["Ana Ficticia"]


def test_who_can_do_nothing_about_them_does_not_see_them(client: Client) -> None:
    a_disclaimer()
    PersonFactory(name="Ana")
    user = make_user(groups=("Translators (es)",))
    group = user.groups.get()
    group.permissions.remove(
        *Permission.objects.filter(codename__in=["change_personwording", "change_disclaimer"])
    )
    client.force_login(user)
    html = client.get(reverse(DESK)).content.decode()
    assert "Other texts" not in html
    assert HomePage.objects.exists()
