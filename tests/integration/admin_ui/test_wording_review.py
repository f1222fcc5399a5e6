"""The reviewer's screen for a disclaimer: what it shows, and its two answers."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from pages.disclaimers import registry
from pages.disclaimers.approvals import DisclaimerApproval, DisclaimerReturn
from pages.disclaimers.models import Disclaimer
from pages.publishing import Blocker
from tests.factories.delivery import draft, published
from tests.factories.disclaimers import DisclaimerFactory, locale, reworded, sign_wording
from tests.factories.review import (
    PASSWORD,
    make_review_task,
    make_reviewer,
    make_user,
    submit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client: Client) -> Any:
    make_review_task()
    user = make_reviewer("reviewer")
    client.force_login(user)
    return user


def url(disclaimer: Disclaimer) -> str:
    return reverse("pages_review:wording", args=[disclaimer.versions.latest("version").pk])


def text_of(response: Any) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def words(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def answer(client: Client, disclaimer: Disclaimer, **changes: str) -> Any:
    version = disclaimer.versions.latest("version")
    data = {
        "answer": "sign",
        "content": version.wording.fingerprint,
        "confirm": "on",
        "password": PASSWORD,
        "comment": "",
        **changes,
    }
    return client.post(url(disclaimer), data)


# Finding it


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_queue_leads_to_wordings_that_wait(
    client: Client, reviewer: Any, language: str
) -> None:
    author = make_user("writer")
    disclaimer = reworded(DisclaimerFactory(language=language), "<p>Call 112.</p>", by=author)

    response = client.get(reverse("pages_review:queue"))

    row = BeautifulSoup(response.content, "html.parser").select_one("main tbody tr")
    assert row is not None
    assert row.a is not None
    assert row.a["href"] == url(disclaimer)
    cells = [cell.get_text(strip=True) for cell in row.select("td")]
    assert cells[:4] == [
        disclaimer.title,
        "2",
        str(disclaimer.locale.get_display_name()),
        "writer",
    ]
    assert "No page waits for your review" in text_of(response)


def test_the_queue_shows_pages_and_disclaimers_each_under_a_heading(
    client: Client, reviewer: Any
) -> None:
    submit(draft(title="Gout"), make_user())
    DisclaimerFactory(key="new", signed=False)

    soup = BeautifulSoup(client.get(reverse("pages_review:queue")).content, "html.parser")

    assert [one.get_text() for one in soup.select("main h2")][:2] == ["Pages", "Disclaimers"]
    assert len(soup.select("main table")) == 2


def test_a_queue_without_wordings_says_nothing_of_them(client: Client, reviewer: Any) -> None:
    DisclaimerFactory()
    response = client.get(reverse("pages_review:queue"))
    assert "Nothing waits for your review" in text_of(response)


# What it shows


def test_it_shows_what_changed_and_which_pages_will_show_it(client: Client, reviewer: Any) -> None:
    first, second = published(title="Gout"), published(title="Arthritis")
    disclaimer = Disclaimer.objects.get(key="medical-information")
    reworded(disclaimer, "<p>This page never replaces your doctor.</p><p>medical-information</p>")

    response = client.get(url(disclaimer))

    soup = BeautifulSoup(response.content, "html.parser")
    [row] = soup.select(".firma-comparison tbody tr")
    assert [one.get_text() for one in row.select(".addition")] == ["never replaces"]
    assert [one.get_text() for one in row.select(".deletion")] == ["does not replace"]
    assert "2 live pages in English carry this disclaimer" in text_of(response)
    assert [one.get_text() for one in soup.select(".firma-pages li")] == ["Arthritis", "Gout"]
    assert {first.pk, second.pk} == {
        int(one["href"].rstrip("/").rsplit("/", 1)[1]) for one in soup.select(".firma-pages a")
    }
    assert "I have read version 2 of the disclaimer" in text_of(response)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_first_wording_says_that_all_of_it_is_new_beside_the_other_language(
    client: Client, reviewer: Any, language: str
) -> None:
    other = DisclaimerFactory(
        language="es" if language == "en" else "en", text="<p>Another language.</p>"
    )
    disclaimer = DisclaimerFactory(language=language, signed=False)

    response = client.get(url(disclaimer))

    assert "all of it is new" in text_of(response)
    assert "Another language." in text_of(response)
    assert str(other.locale.get_display_name()) in text_of(response)
    assert "No live page" in text_of(response)


def test_whoever_wrote_it_is_told_that_somebody_else_signs(client: Client, reviewer: Any) -> None:
    disclaimer = reworded(DisclaimerFactory(), "<p>Mine.</p>", by=reviewer)

    response = client.get(url(disclaimer))

    assert "somebody else has to sign it" in text_of(response)
    assert "written by Dr. reviewer" in text_of(response)
    assert not BeautifulSoup(response.content, "html.parser").select("input[name=password]")
    assert "somebody else has to sign it" in text_of(answer(client, disclaimer))
    assert DisclaimerApproval.objects.count() == 1


def test_an_unfinished_translation_says_what_is_missing(client: Client, reviewer: Any) -> None:
    copy = DisclaimerFactory().copy_for_translation(locale("es"))
    copy.save()
    response = client.get(url(copy))
    assert "word for word the one in English" in text_of(response)
    assert "Go to the field" not in text_of(response)


def test_the_screen_speaks_spanish(client: Client, reviewer: Any) -> None:
    UserProfile.objects.create(user=reviewer, preferred_language="es")
    disclaimer = reworded(DisclaimerFactory(language="es"), "<p>Llame al 112.</p>")

    text = text_of(client.get(url(disclaimer)))

    assert "He leído la versión 2" in text
    for english in ("As readers would see it", "Pages that will show it", "waiting since"):
        assert english not in text


# Signing


@pytest.mark.parametrize("language", ["en", "es"])
def test_signing_with_the_password_changes_the_live_pages(
    client: Client, reviewer: Any, language: str
) -> None:
    page = published(language=language)
    disclaimer = Disclaimer.objects.get(key="medical-information")
    reworded(disclaimer, "<p>Call 112.</p>")

    response = answer(client, disclaimer, comment="Clear.")

    assert response.status_code == 302
    assert response["Location"] == reverse("pages_review:queue")
    assert "You signed version 2" in words(response)
    assert "1 live page shows it now." in words(response)
    approval = DisclaimerApproval.objects.latest("id")
    assert (approval.reviewer, approval.comment) == (reviewer, "Clear.")
    [shown] = client.get(f"/api/v2/pages/{page.pk}/").json()["disclaimers"]
    assert (shown["version"], shown["text"]) == (2, "<p>Call 112.</p>")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"password": "wrong"}, "The password is not right"),
        ({"password": ""}, "This field is required"),
        ({"confirm": ""}, "This field is required"),
        ({"content": "0" * 64}, "The wording, or a warning about it, has changed"),
    ],
    ids=str,
)
def test_a_form_that_is_not_right_signs_nothing_and_echoes_no_password(
    client: Client, reviewer: Any, changes: dict[str, str], said: str
) -> None:
    disclaimer = DisclaimerFactory(signed=False)

    response = answer(client, disclaimer, comment="Kept.", **changes)

    assert response.status_code == 200
    assert said in text_of(response)
    assert "Kept." in response.content.decode()
    assert PASSWORD not in response.content.decode()
    assert not DisclaimerApproval.objects.exists()


def test_five_wrong_passwords_lock_even_the_right_one(client: Client, reviewer: Any) -> None:
    disclaimer = DisclaimerFactory(signed=False)
    for _ in range(5):
        answer(client, disclaimer, password="wrong")
    assert "locked for a quarter of an hour" in text_of(answer(client, disclaimer))
    assert not DisclaimerApproval.objects.exists()


def test_a_wording_that_changed_meanwhile_is_not_signed_and_no_word_is_lost(
    client: Client, reviewer: Any
) -> None:
    disclaimer = DisclaimerFactory(signed=False)
    old = url(disclaimer)
    version = disclaimer.versions.get()
    reworded(disclaimer, "<p>Changed meanwhile.</p>")

    data = {
        "answer": "sign",
        "content": version.wording.fingerprint,
        "confirm": "on",
        "password": PASSWORD,
        "comment": "My comment.",
    }
    response = client.post(old, data)
    assert "has changed since you read it" in text_of(response)
    assert "My comment." in response.content.decode()

    response = client.get(old)
    assert response.status_code == 302
    assert response["Location"] == url(disclaimer)
    assert not DisclaimerApproval.objects.exists()


def test_a_wording_that_is_signed_leads_to_its_versions(client: Client, reviewer: Any) -> None:
    disclaimer = DisclaimerFactory()
    response = client.get(url(disclaimer))
    assert response.status_code == 302
    assert f"inspect/{disclaimer.pk}" in response["Location"]
    assert "already signed" in words(response)
    assert "already signed" in text_of(answer(client, disclaimer))


def test_warnings_have_to_be_accepted(
    client: Client, reviewer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_long(disclaimer: Disclaimer) -> list[Blocker]:
        return [Blocker("wording.long", "It is long.", severity="warn")]

    monkeypatch.setattr(registry, "_checks", [too_long])
    disclaimer = DisclaimerFactory(signed=False)
    shown = client.get(url(disclaimer))
    content = shown.context["sign_form"]["content"].value()

    assert "It is long." in text_of(shown)
    response = answer(client, disclaimer, content=content)
    assert "This field is required" in text_of(response)
    assert not DisclaimerApproval.objects.exists()
    assert answer(client, disclaimer, content=content, accept_warnings="on").status_code == 302
    assert DisclaimerApproval.objects.exists()


# Sending back


def test_sending_back_needs_words_and_keeps_what_pages_show(client: Client, reviewer: Any) -> None:
    page = published()
    disclaimer = Disclaimer.objects.get(key="medical-information")
    reworded(disclaimer, "<p>Call.</p>")

    response = client.post(url(disclaimer), {"answer": "send_back", "comment": ""})
    assert response.status_code == 200
    assert not DisclaimerReturn.objects.exists()

    response = client.post(url(disclaimer), {"answer": "send_back", "comment": "Whom?"})
    assert response.status_code == 302
    assert "was sent back with your comments" in words(response)
    assert DisclaimerReturn.objects.get().comment == "Whom?"
    [shown] = client.get(f"/api/v2/pages/{page.pk}/").json()["disclaimers"]
    assert shown["version"] == 1
    assert "Nothing waits for your review" in text_of(client.get(reverse("pages_review:queue")))

    response = client.get(url(disclaimer))
    assert "This wording was sent back by Dr. reviewer" in text_of(response)
    assert answer(client, disclaimer).status_code == 302
    assert sign_wording(reworded(disclaimer, "<p>Call 112.</p>")).version.version == 3


# Who may look


@pytest.mark.parametrize("kind", ["superuser", "editor", "nobody"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_outside_the_group_opens_it(client: Client, kind: str, method: str) -> None:
    make_review_task()
    disclaimer = DisclaimerFactory(signed=False)
    client.force_login(make_user(is_superuser=kind == "superuser"))
    response = getattr(client, method)(url(disclaimer))
    assert response.status_code == 302
    assert not DisclaimerApproval.objects.exists()


def test_a_wording_that_is_not_there_is_not_found(client: Client, reviewer: Any) -> None:
    assert client.get(reverse("pages_review:wording", args=[999])).status_code == 404
