"""The translators' desk: jobs by what has to happen next, and asking somebody to do them."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail_localize.models import Translation

from pages.content.condition import ConditionPage
from pages.ledger.models import LedgerEntry
from pages.people.models import Person
from pages.publishing import guards
from pages.translation.actions import submit_for_review
from pages.translation.desk.overview import Tab, count_by_tab, in_tab, overview
from pages.translation.desk.requests import (
    REQUESTED,
    RequestRefused,
    RequestTranslation,
    take,
    translators_into,
)
from pages.translation.desk.words import count_words, words_of
from pages.translation.models import TranslationRequest
from tests.factories.review import make_reviewer, make_user, publish_signed, sign
from tests.factories.translation import (
    BilingualSite,
    make_condition,
    make_editor,
    make_translator,
    start_translation,
    translate,
)

TODAY = datetime.date(2026, 11, 26)
LATER = TODAY + datetime.timedelta(days=7)
DESK = "firma_translation:worklist"


@pytest.fixture
def translator(site: BilingualSite) -> Any:
    user = make_translator(site)
    user.email = "traductora@example.org"
    user.save()
    Person.objects.create(name="Rosa", user=user, is_translator=True, languages=["es"])
    return user


@pytest.fixture
def editor(site: BilingualSite) -> Any:
    return make_editor(site)


def live(site: BilingualSite, title: str) -> ConditionPage:
    page: ConditionPage = publish_signed(make_condition(site, title=title))
    return page


def ask(
    site: BilingualSite, editor: Any, *pages: Any, today: datetime.date = TODAY, **values: Any
) -> Any:
    return RequestTranslation(pages=pages, locale=site.spanish, user=editor, **values).execute(
        today=today
    )


def test_each_job_stands_in_the_tab_of_what_has_to_happen_next(
    site: BilingualSite, translator: Any
) -> None:
    live(site, "A not started")
    translate(start_translation(live(site, "B in progress"), site.spanish), only=2)
    in_review = start_translation(live(site, "C in review"), site.spanish)
    translate(in_review, user=translator)
    submit_for_review(translation=in_review, user=translator)
    for title in ("D live", "E outdated"):
        done = start_translation(live(site, title), site.spanish)
        translate(done, user=translator)
        submit_for_review(translation=done, user=translator)
        sign(done.get_target_instance(), make_reviewer())
    changed = ConditionPage.objects.get(title="E outdated", locale=site.english)
    changed.summary = "Something else."
    publish_signed(changed)
    titles = dict(ConditionPage.objects.values_list("pk", "title"))
    tabs = {titles[job.source_id]: job.tab for job in overview(site.spanish)}
    assert tabs == {
        "A not started": Tab.OPEN,
        "B in progress": Tab.OPEN,
        "C in review": Tab.IN_REVIEW,
        "D live": Tab.DONE,
        "E outdated": Tab.OUTDATED,
    }
    counts = count_by_tab(overview(site.spanish), user_id=translator.pk)
    assert counts[Tab.ALL] == 5
    assert counts[Tab.OPEN] == 2
    assert counts[Tab.MINE] == 0


def test_a_job_one_was_asked_to_do_is_among_ones_own_until_it_is_in_review(
    site: BilingualSite, editor: Any, translator: Any
) -> None:
    page = live(site, "Lupus")
    ask(site, editor, page, assignee=translator, due_date=LATER)
    mine = in_tab(overview(site.spanish), Tab.MINE, user_id=translator.pk)
    assert [job.source_id for job in mine] == [page.pk]
    translation = Translation.objects.get()
    translate(translation, user=translator)
    submit_for_review(translation=translation, user=translator)
    assert in_tab(overview(site.spanish), Tab.MINE, user_id=translator.pk) == []


def test_what_is_due_first_comes_first_and_is_called_overdue_after_its_day(
    site: BilingualSite, editor: Any
) -> None:
    late, early, whenever = (live(site, title) for title in ("Late", "Early", "Whenever"))
    ask(site, editor, late, due_date=LATER)
    ask(site, editor, early, due_date=TODAY)
    jobs = overview(site.spanish)
    assert [job.source_id for job in jobs] == [early.pk, late.pk, whenever.pk]
    tomorrow = TODAY + datetime.timedelta(days=1)
    assert [job.is_overdue(tomorrow) for job in jobs] == [True, False, False]
    assert not jobs[0].is_overdue(TODAY)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("Joint pain", 2),
        ("It inflames <b>the</b> joints <a id='a1'>[Smolen 2016]</a>.", 6),
        ("0.5 mg of follow-up", 4),
        ("", 0),
        ("— … ¿?", 0),
    ],
)
def test_words_are_counted_as_translators_count_them(html: str, words: int) -> None:
    assert count_words(html) == words


def test_the_words_that_are_left_shrink_with_each_segment(site: BilingualSite) -> None:
    translation = start_translation(make_condition(site), site.spanish)
    key = translation.source.object_id
    total, left = words_of([key], site.spanish)[key]
    assert total == left > 20
    translate(translation, only=2)
    assert words_of([key], site.spanish)[key] == (total, left - 2)


def test_asking_starts_the_translation_as_a_draft_and_writes_it_down(
    site: BilingualSite, editor: Any, translator: Any
) -> None:
    page = live(site, "Lupus")
    report = ask(site, editor, page, assignee=translator, due_date=LATER, note=" For patients. ")
    assert [one.pk for one in report.requested] == [page.pk]
    request = TranslationRequest.objects.get()
    assert (request.assignee, request.due_date, request.note) == (
        translator,
        LATER,
        "For patients.",
    )
    assert not request.translation.get_target_instance().live
    entry = LedgerEntry.objects.get(action=REQUESTED)
    assert entry.data["target_language"] == "es"
    assert entry.actor_id == editor.pk


def test_the_translator_gets_one_mail_about_all_pages_in_their_language(
    site: BilingualSite, editor: Any, translator: Any
) -> None:
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=translator, preferred_language="es")
    ask(
        site,
        editor,
        live(site, "Lupus"),
        live(site, "Gout"),
        assignee=translator,
        due_date=LATER,
        note="Para pacientes.",
    )
    call_command("deliver_outbox", verbosity=0)
    message = next(one for one in mail.outbox if one.to == ["traductora@example.org"])
    assert "2 páginas" in message.subject
    assert "- Lupus" in message.body
    assert "- Gout" in message.body
    assert "Para pacientes." in message.body
    assert "3 de diciembre de 2026" in message.body
    assert reverse(DESK) in message.body


def test_without_a_name_every_translator_of_the_language_is_asked(
    site: BilingualSite, editor: Any, translator: Any
) -> None:
    other = make_translator(site, language="en")
    Person.objects.create(name="Ann", user=other, is_translator=True, languages=["en"])
    assert translators_into(site.spanish) == [translator]
    ask(site, editor, live(site, "Lupus"))
    call_command("deliver_outbox", verbosity=0)
    assert [one.to for one in mail.outbox] == [["traductora@example.org"]]


def test_what_cannot_be_asked_for_is_left_out_with_the_reason(
    site: BilingualSite, editor: Any, translator: Any
) -> None:
    page = live(site, "Lupus")
    start_translation(page, site.spanish)
    spanish = ConditionPage.objects.get(locale=site.spanish)
    report = ask(site, editor, page, spanish, site.conditions)
    assert [one.pk for one in report.requested] == [page.pk]
    reasons = {one.pk: why for one, why in report.refused}
    assert "in Spanish already" in reasons[spanish.pk]
    assert "carries no text" in reasons[site.conditions.pk]


def test_a_day_that_is_over_or_a_person_who_cannot_is_refused(
    site: BilingualSite, editor: Any
) -> None:
    page = live(site, "Lupus")
    with pytest.raises(RequestRefused, match="in the past"):
        ask(site, editor, page, due_date=TODAY - datetime.timedelta(days=1))
    with pytest.raises(RequestRefused, match="cannot translate into Spanish"):
        ask(site, editor, page, assignee=make_user())
    assert not Translation.objects.exists()


def test_a_translator_takes_a_job_and_another_cannot_take_it_as_well(
    client: Client, site: BilingualSite, translator: Any
) -> None:
    translation = start_translation(live(site, "Lupus"), site.spanish)
    target = translation.get_target_instance()
    client.force_login(translator)
    html = client.post(
        reverse("firma_translation:take", args=[target.pk]), follow=True
    ).content.decode()
    assert "“Lupus” is yours now." in html
    assert TranslationRequest.objects.get().assignee == translator
    with pytest.raises(RequestRefused, match="Rosa has this job"):
        take(translation, user=make_translator(site))
    stranger = make_translator(site, language="en")
    client.force_login(stranger)
    client.post(reverse("firma_translation:take", args=[target.pk]))
    assert TranslationRequest.objects.get().assignee == translator


def test_an_editor_asks_for_a_whole_section_from_the_page_list(
    client: Client, site: BilingualSite, editor: Any, translator: Any
) -> None:
    pages = [live(site, "Lupus"), live(site, "Gout")]
    client.force_login(editor)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "request_translation"])
    response = client.get(bulk, {"id": site.conditions.pk})
    assert response.status_code == 302
    html = client.get(response.url).content.decode()
    assert "Also all pages below these" in html
    answer = client.post(
        response.url,
        {
            "language": "es",
            "assignee": str(translator.pk),
            "due_date": str(timezone.localdate() + datetime.timedelta(days=2)),
            "note": "",
            "include_descendants": "on",
        },
        follow=True,
    )
    assert "The translation of 2 pages into Spanish is requested." in answer.content.decode()
    assert TranslationRequest.objects.count() == len(pages)


def test_a_mistake_in_the_form_is_said_in_the_form(
    client: Client, site: BilingualSite, editor: Any
) -> None:
    page = live(site, "Lupus")
    client.force_login(editor)
    url = f"{reverse('firma_translation:request')}?id={page.pk}"
    html = client.post(url, {"language": "es", "due_date": "2020-01-01"}).content.decode()
    assert "The due date lies in the past." in html
    assert not TranslationRequest.objects.exists()


def test_a_request_without_pages_says_what_to_do(client: Client, editor: Any) -> None:
    client.force_login(editor)
    html = client.get(reverse("firma_translation:request"), follow=True).content.decode()
    assert "Choose the pages that you want to have translated." in html


@pytest.mark.parametrize("name", ["request", "worklist"])
def test_the_desk_is_for_those_who_may_start_translations(
    client: Client, site: BilingualSite, name: str
) -> None:
    client.force_login(make_user())
    assert client.get(reverse(f"firma_translation:{name}")).status_code == 302


def test_the_assignee_hears_of_a_page_that_was_sent_back(
    site: BilingualSite, editor: Any, translator: Any
) -> None:
    page = live(site, "Lupus")
    ask(site, editor, page, assignee=translator)
    translation = Translation.objects.get()
    translate(translation, user=translator)
    submit_for_review(translation=translation, user=editor)
    call_command("deliver_outbox", verbosity=0)
    mail.outbox.clear()
    task_state = translation.get_target_instance().current_workflow_task_state
    task_state.task.specific.on_action(
        task_state, make_reviewer(), "reject", comment="Look at the second sentence."
    )
    call_command("deliver_outbox", verbosity=0)
    message = next(one for one in mail.outbox if one.to == ["traductora@example.org"])
    assert message.subject.startswith("Sent back:")
    assert "Look at the second sentence." in message.body


def make_live_pages(site: BilingualSite, number: int) -> None:
    for index in range(number):
        page = make_condition(site, title=f"Condition {index}")
        with guards.suspended():
            ConditionPage.objects.filter(pk=page.pk).update(live=True)
        if index % 2 == 0:
            start_translation(page, site.spanish)


@pytest.mark.parametrize("number", [1, 12])
def test_the_number_of_queries_does_not_grow_with_the_site(
    site: BilingualSite, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_live_pages(site, number)
    overview(site.spanish)
    # Sources, targets, reviews, approvals, segments, requests.
    with django_assert_num_queries(6):
        assert len(overview(site.spanish)) == number


@pytest.mark.parametrize("tab", list(Tab))
def test_every_tab_opens_in_both_languages_of_the_admin(
    client: Client, site: BilingualSite, translator: Any, tab: Tab
) -> None:
    from wagtail.users.models import UserProfile

    make_live_pages(site, 2)
    profile = UserProfile.objects.create(user=translator, preferred_language="en")
    client.force_login(translator)
    for language in ("en", "es"):
        profile.preferred_language = language
        profile.save()
        assert client.get(reverse(DESK), {"tab": tab.value}).status_code == 200
