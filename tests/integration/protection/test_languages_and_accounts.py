import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.db.models import ProtectedError
from django.urls import resolve, reverse
from wagtail.models import Locale

from pages.admin_ui.locales import edit_locale_urls
from pages.ledger import record
from pages.people.models import Person
from pages.publishing import UsedByPublicPage
from tests.factories.delivery import draft, published
from tests.factories.review import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(make_user("administrator", is_superuser=True))
    return client


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def offer(settings, *codes):
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [(code, code) for code in codes]


def english():
    return Locale.objects.get(language_code="en")


# Languages


def test_a_language_with_public_pages_does_not_become_another():
    published(title="Gout")
    locale = english()
    locale.language_code = "fr"
    with pytest.raises(UsedByPublicPage, match="“Gout”"):
        locale.save()


def test_a_language_with_drafts_alone_may_become_another():
    draft()
    locale = english()
    locale.language_code = "fr"
    locale.save()


def test_a_language_is_saved_unchanged():
    published()
    english().save()


def test_a_language_with_public_pages_is_not_deleted():
    published(title="Gout")
    Locale.objects.get_or_create(language_code="es")
    with pytest.raises(UsedByPublicPage, match="“Gout”"):
        english().delete()


def test_a_language_without_pages_can_be_deleted():
    locale, _ = Locale.objects.get_or_create(language_code="es")
    locale.delete()
    assert not Locale.objects.filter(language_code="es").exists()


def test_the_form_says_why_a_language_is_kept(admin, settings):
    offer(settings, "en", "fr")
    published(title="Gout")
    address = reverse("wagtaillocales:edit", args=[english().pk])
    assert admin.get(address).status_code == 200
    response = admin.post(address, {"language_code": "fr"})
    assert response.status_code == 200
    assert "Add the other language as a new one." in response.content.decode()
    assert english()


def test_the_form_still_saves_a_language_that_nothing_public_is_in(admin, settings):
    offer(settings, "en", "es", "fr")
    locale, _ = Locale.objects.get_or_create(language_code="es")
    response = admin.post(reverse("wagtaillocales:edit", args=[locale.pk]), {"language_code": "fr"})
    assert response.status_code == 302
    assert Locale.objects.get(pk=locale.pk).language_code == "fr"


def test_a_language_with_pages_is_not_deleted_in_the_admin(admin):
    published()
    response = admin.post(reverse("wagtaillocales:delete", args=[english().pk]))
    assert "cannot be deleted" in response.content.decode()
    assert english()


def test_the_address_of_the_language_form_is_ours():
    view = resolve(reverse("wagtaillocales:edit", args=[1])).func
    assert "KeptLocaleForm" in view.view_initkwargs["form_class"].__name__


def test_a_site_without_screens_for_languages_gets_none(monkeypatch):
    monkeypatch.setattr("django.apps.apps.is_installed", lambda name: False)
    assert edit_locale_urls() == []


# Accounts and people


def delete_together(client, *users):
    address = reverse("wagtail_bulk_action", args=["auth", "user", "delete"])
    ids = "&".join(f"id={user.pk}" for user in users)
    return client.post(f"{address}?{ids}&next={reverse('wagtailusers_users:index')}")


def reviewer():
    return get_user_model().objects.get(username="reviewer")


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_account_that_signed_is_kept_in_words(admin, method):
    published()
    response = getattr(admin, method)(reverse("wagtailusers_users:delete", args=[reviewer().pk]))
    assert response.url == reverse("wagtailusers_users:index")
    assert "approvals" in said(response)
    assert "Deactivate it instead" in said(response)
    assert reviewer()


def test_an_account_in_the_ledger_is_kept_in_words(admin):
    user = make_user("editor")
    record(action="review.submitted", actor=user)
    response = admin.post(reverse("wagtailusers_users:delete", args=[user.pk]))
    assert "ledger entries" in said(response)
    assert get_user_model().objects.filter(pk=user.pk).exists()


def test_several_accounts_are_deleted_together_or_not_at_all(admin):
    published()
    other = make_user("other")
    response = delete_together(admin, reviewer(), other)
    assert "Deactivate it instead" in said(response)
    assert get_user_model().objects.filter(pk=other.pk).exists()


def test_an_account_that_left_no_trace_is_deleted(admin):
    first, second = make_user(), make_user()
    admin.post(reverse("wagtailusers_users:delete", args=[first.pk]))
    delete_together(admin, second)
    assert not get_user_model().objects.filter(pk__in=[first.pk, second.pk]).exists()


def test_code_does_not_delete_an_account_that_signed():
    published()
    with pytest.raises(ProtectedError):
        reviewer().delete()


def test_a_person_who_signed_is_kept_in_words_and_in_code(admin):
    published()
    person = Person.objects.get(user=reviewer())
    response = admin.post(reverse("wagtailsnippets_pages_person:delete", args=[person.pk]))
    assert "A signature always keeps its signer." in said(response)
    address = reverse("wagtail_bulk_action", args=["pages", "person", "delete"])
    response = admin.post(f"{address}?id={person.pk}")
    assert "A signature always keeps its signer." in said(response)
    with pytest.raises(ProtectedError):
        person.delete()
