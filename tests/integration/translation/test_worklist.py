"""The translators' list of pages."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from pages.content.condition import ConditionPage
from pages.content.procedure import ProcedurePage
from pages.publishing import guards
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

URL = "firma_translation:worklist"


def live(site: BilingualSite, title: str) -> ConditionPage:
    """Return a signed and live English condition."""
    page: ConditionPage = publish_signed(make_condition(site, title=title))
    return page


def statuses(site: BilingualSite) -> dict[str, TranslationStatus]:
    """Return the status of every page in the Spanish list, by English title."""
    pages = list(pages_to_translate(site.spanish))
    return {entry.source.title: entry.status for entry in worklist(pages, site.spanish)}


def test_the_list_has_public_pages_and_those_already_started(site: BilingualSite) -> None:
    live(site, "Live")
    make_condition(site, title="Draft")
    start_translation(make_condition(site, title="Started draft"), site.spanish)
    assert set(statuses(site)) == {"Live", "Started draft"}


def test_translations_are_not_offered_for_translation_again(site: BilingualSite) -> None:
    start_translation(live(site, "Live"), site.spanish)
    assert list(pages_to_translate(site.english)) == []


def test_every_state_of_a_page_shows_in_the_list(site: BilingualSite) -> None:
    translator = make_translator(site)
    live(site, "A not started")
    started = start_translation(live(site, "B in progress"), site.spanish)
    translate(started, only=2)
    translate(start_translation(live(site, "C ready"), site.spanish), user=translator)

    in_review = start_translation(live(site, "D in review"), site.spanish)
    translate(in_review, user=translator)
    submit_for_review(translation=in_review, user=translator)

    sent_back = start_translation(live(site, "E sent back"), site.spanish)
    translate(sent_back, user=translator)
    submit_for_review(translation=sent_back, user=translator)
    task_state = sent_back.get_target_instance().current_workflow_task_state
    task_state.task.specific.on_action(task_state, make_reviewer(), "reject", comment="Again.")

    for title in ("F live", "G outdated"):
        done = start_translation(live(site, title), site.spanish)
        translate(done, user=translator)
        submit_for_review(translation=done, user=translator)
        sign(done.get_target_instance(), make_reviewer())
    changed = ConditionPage.objects.get(title="G outdated", locale=site.english)
    changed.summary = "Something else."
    publish_signed(changed)

    assert statuses(site) == {
        "A not started": TranslationStatus.NOT_STARTED,
        "B in progress": TranslationStatus.IN_PROGRESS,
        "C ready": TranslationStatus.READY,
        "D in review": TranslationStatus.IN_REVIEW,
        "E sent back": TranslationStatus.SENT_BACK,
        "F live": TranslationStatus.LIVE_CURRENT,
        "G outdated": TranslationStatus.LIVE_OUTDATED,
    }


def test_the_list_can_be_narrowed_by_type_and_title(site: BilingualSite) -> None:
    live(site, "Lupus")
    live(site, "Gout")
    assert [page.title for page in pages_to_translate(site.spanish, title="gou")] == ["Gout"]
    assert list(pages_to_translate(site.spanish, model=ProcedurePage)) == []
    assert pages_to_translate(site.spanish, model=ConditionPage).count() == 2


def test_a_translator_starts_a_translation_from_the_list(
    client: Client, site: BilingualSite
) -> None:
    page = live(site, "Lupus")
    client.force_login(make_translator(site))
    html = client.get(reverse(URL)).content.decode()
    assert "Lupus" in html
    start = reverse("firma_translation:start", args=[page.pk])
    assert start in html
    response = client.post(start, {"language": "es"})
    target = ConditionPage.objects.get(locale=site.spanish)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[target.pk])
    assert not target.live
    html = client.get(reverse(URL)).content.decode()
    assert "In progress" in html
    assert "Continue" in html


def test_starting_twice_opens_the_page_that_exists(client: Client, site: BilingualSite) -> None:
    page = live(site, "Lupus")
    client.force_login(make_translator(site))
    for _ in range(2):
        client.post(reverse("firma_translation:start", args=[page.pk]), {"language": "es"})
    assert ConditionPage.objects.filter(locale=site.spanish).count() == 1


@pytest.mark.parametrize("language", ["en", "xx"])
def test_a_translation_into_another_language_is_not_started(
    client: Client, site: BilingualSite, language: str
) -> None:
    page = live(site, "Lupus")
    client.force_login(make_translator(site))
    url = reverse("firma_translation:start", args=[page.pk])
    assert client.post(url, {"language": language}).status_code in (302, 404)
    assert not ConditionPage.objects.exclude(pk=page.pk).exists()


def test_the_menu_and_the_list_are_for_translators(client: Client, site: BilingualSite) -> None:
    client.force_login(make_user())
    assert client.get(reverse(URL)).status_code == 302
    assert reverse(URL) not in client.get(reverse("wagtailadmin_home")).content.decode()
    client.force_login(make_translator(site))
    assert reverse(URL) in client.get(reverse("wagtailadmin_home")).content.decode()


def test_an_editor_of_both_trees_chooses_the_language(client: Client, site: BilingualSite) -> None:
    live(site, "Lupus")
    client.force_login(make_editor(site))
    html = client.get(reverse(URL), {"language": "es"}).content.decode()
    assert "Lupus" in html
    assert "Lupus" not in client.get(reverse(URL), {"language": "en"}).content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_queries_does_not_grow_with_the_list(
    site: BilingualSite,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for index in range(number):
        page = make_condition(site, title=f"Condition {index}")
        with guards.suspended():
            ConditionPage.objects.filter(pk=page.pk).update(
                live=True, first_published_at=timezone.now()
            )
        if index % 2 == 0:
            start_translation(page, site.spanish)
    pages = list(pages_to_translate(site.spanish))
    # Pages in the other language, their reviews, their segments, the approvals of both.
    with django_assert_num_queries(4):
        entries = worklist(pages, site.spanish)
        [entry.source.locale.language_code for entry in entries]
    assert len(entries) == number


def test_a_long_list_has_pages(client: Client, site: BilingualSite) -> None:
    for index in range(27):
        page = make_condition(site, title=f"Condition {index:02}")
        with guards.suspended():
            ConditionPage.objects.filter(pk=page.pk).update(live=True)
    client.force_login(make_translator(site))
    first = client.get(reverse(URL)).content.decode()
    second = client.get(reverse(URL), {"p": "2"}).content.decode()
    assert "Condition 00" in first
    assert "Condition 26" not in first
    assert "Condition 26" in second


def test_a_type_from_elsewhere_in_the_address_is_ignored(
    client: Client, site: BilingualSite
) -> None:
    live(site, "Lupus")
    client.force_login(make_translator(site))
    query: dict[str, Any] = {"type": "auth.user", "language": "xx", "p": "nonsense"}
    response = client.get(reverse(URL), query)
    assert response.status_code == 200
    assert "Lupus" in response.content.decode()
