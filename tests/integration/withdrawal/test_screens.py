import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission
from wagtail.users.models import UserProfile

import pages
from pages import ledger
from pages.admin_ui.decisions import decision
from pages.ledger.models import LedgerEntry
from pages.review import active_approval
from tests.factories.content import home
from tests.factories.delivery import a_reviewer, an_editor, draft, published, translated
from tests.factories.review import (
    make_review_workflow,
    make_reviewer,
    make_user,
    publish_signed,
    sign,
    submit,
)
from tests.factories.time import days, let_end

pytestmark = pytest.mark.django_db

REASON = "The dose is wrong."


def stored(page):
    return type(page).objects.get(pk=page.pk)


def signed_url(**query):
    return reverse("pages_review:signed", query=query)


def withdraw_url(approval):
    return reverse("pages_review:withdraw", args=[approval.pk])


def history_url(page):
    return reverse("pages_review:history", args=[page.pk])


def in_spanish(user):
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "es"
    profile.save()
    return user


def editor_of(page):
    user = make_user("the-editor", groups=("Editors",))
    permission, _ = Permission.objects.get_or_create(
        codename="change_page",
        content_type=ContentType.objects.get(app_label="wagtailcore", model="page"),
        defaults={"name": "Can change page"},
    )
    GroupPagePermission.objects.create(
        group=Group.objects.get(name="Editors"), page=page.get_parent(), permission=permission
    )
    return user


def said(response):
    return " ".join(map(str, get_messages(response.wsgi_request)))


def titles(response):
    return [row.title for row in response.context["rows"]]


# The list of signed pages


def test_the_list_shows_who_signed_until_when_and_in_what_state(client):
    page = published(title="Gout")
    let_end(active_approval(page), after=days(10))
    client.force_login(a_reviewer())
    html = client.get(signed_url()).content.decode()
    for words in ("Gout", "English", "Dr. reviewer", "due soon", history_url(page)):
        assert words in html
    assert withdraw_url(active_approval(page)) in html


def test_what_ends_first_is_on_top_and_every_state_is_told_apart(client):
    later = published(title="Later")
    soon = published(title="Soon")
    over = published(title="Over")
    hidden = published(title="Hidden")
    stored(hidden).unpublish()
    waiting = draft(title="Waits")
    waiting.go_live_at = timezone.now() + days(3)
    publish_signed(waiting, author=an_editor(), reviewer=a_reviewer())
    for page, left in ((later, 300), (soon, 20), (over, -3), (hidden, 310)):
        let_end(active_approval(page), after=days(left))
    client.force_login(a_reviewer())

    rows = client.get(signed_url()).context["rows"]

    assert [(row.title, row.state) for row in rows] == [
        ("Over", "overdue"),
        ("Soon", "due"),
        ("Later", "current"),
        ("Hidden", "offline"),
        ("Waits", "scheduled"),
    ]
    for row in rows:
        assert titles(client.get(signed_url(state=row.state))) == [row.title]


def test_the_list_is_cut_to_a_language_or_a_title(client):
    published(title="Gout")
    published(title="Gota", language="es")
    client.force_login(a_reviewer())
    assert titles(client.get(signed_url(language="es"))) == ["Gota"]
    assert titles(client.get(signed_url(q="gou"))) == ["Gout"]
    assert "No signed page fits" in client.get(signed_url(q="nothing")).content.decode()


def test_neither_withdrawn_nor_worthless_signatures_are_listed(client):
    page = published(title="Ended before it was public")
    stored(page).unpublish()
    let_end(active_approval(page), after=days(-1))
    client.force_login(a_reviewer())
    assert titles(client.get(signed_url())) == []
    assert "No page has been signed yet" in client.get(signed_url()).content.decode()


def test_a_deleted_page_leaves_the_list(client):
    page = published(title="Gone")
    published(title="Here")
    stored(page).delete()
    client.force_login(a_reviewer())
    assert titles(client.get(signed_url())) == ["Here"]


def test_the_number_of_queries_does_not_grow_with_the_list(client):
    published(title="One")
    client.force_login(a_reviewer())
    client.get(signed_url())
    with CaptureQueriesContext(connection) as few:
        client.get(signed_url())
    published(title="Two")
    published(title="Tres", language="es")
    with CaptureQueriesContext(connection) as many:
        client.get(signed_url())
    assert len(many) == len(few)


def test_the_queue_and_the_list_lead_to_each_other(client):
    published()
    client.force_login(a_reviewer())
    assert signed_url() in client.get(reverse("pages_review:queue")).content.decode()
    assert reverse("pages_review:queue") in client.get(signed_url()).content.decode()


def test_an_administrator_sees_the_list_and_its_menu_entry(client):
    published(title="Gout")
    client.force_login(make_user(is_superuser=True))
    assert titles(client.get(signed_url())) == ["Gout"]
    # The queue is for reviewers alone, so nothing leads there.
    queue = f'href="{reverse("pages_review:queue")}"'
    assert queue not in client.get(signed_url()).content.decode()
    assert signed_url() in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("name", ["signed", "withdraw"])
def test_editors_see_neither_list_nor_confirmation(client, name):
    page = published()
    client.force_login(editor_of(page))
    url = signed_url() if name == "signed" else withdraw_url(active_approval(page))
    response = client.get(url)
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    if name == "withdraw":
        client.post(url, {"reason": REASON})
        assert stored(page).live


@pytest.mark.parametrize("name", ["signed", "withdraw", "history"])
def test_visitors_are_asked_to_log_in(client, name):
    page = published()
    url = {
        "signed": signed_url(),
        "withdraw": withdraw_url(active_approval(page)),
        "history": history_url(page),
    }[name]
    assert client.get(url)["Location"].startswith("/admin/login/")


# Withdrawing


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_reviewer_withdraws_with_a_reason(client, language):
    page = published(title="Gout", language=language)
    client.force_login(make_reviewer("second"))
    approval = active_approval(page)
    assert client.get(withdraw_url(approval)).status_code == 200

    response = client.post(withdraw_url(approval), {"reason": REASON})

    assert (response.status_code, response["Location"]) == (302, signed_url())
    assert "The page is no longer public in" in said(response)
    assert not stored(page).live


def test_the_confirmation_says_what_will_happen(client):
    english = published(title="Gout")
    translated(english)
    client.force_login(a_reviewer())
    html = client.get(withdraw_url(active_approval(english))).content.decode()
    assert "off the public in English at once" in html
    assert "stays public in: Spanish" in html
    assert "scheduled publication" not in html


def test_the_confirmation_of_what_waits_says_that_the_public_version_stays(client):
    page = published(title="Gout")
    page.summary = "Newer words."
    page.go_live_at = timezone.now() + days(3)
    submit(page, an_editor())
    waiting = sign(page, a_reviewer())
    client.force_login(a_reviewer())
    html = client.get(withdraw_url(waiting)).content.decode()
    assert "what is public now stays" in html
    assert "its scheduled publication is cancelled" in html

    response = client.post(withdraw_url(waiting), {"reason": REASON})
    assert "its schedule cancelled" in said(response)
    assert stored(page).live


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_the_form_says_so_and_the_page_stays(client, reason):
    page = published()
    client.force_login(a_reviewer())
    response = client.post(withdraw_url(active_approval(page)), {"reason": reason})
    assert response.status_code == 200
    assert "Write down why the approval is withdrawn" in response.content.decode()
    assert stored(page).live


def test_somebody_was_faster(client):
    page = published()
    approval = active_approval(page)
    client.force_login(a_reviewer())
    client.post(withdraw_url(approval), {"reason": REASON})

    again = client.post(withdraw_url(approval), {"reason": "Me too."})

    assert "already withdrawn by somebody else" in again.content.decode()
    assert client.get(withdraw_url(approval)).status_code == 302


def test_it_returns_to_where_it_was_asked_for_on_this_site_alone(client):
    client.force_login(a_reviewer())
    page = published()
    response = client.post(
        withdraw_url(active_approval(page)), {"reason": REASON, "next": signed_url(language="en")}
    )
    assert response["Location"] == signed_url(language="en")
    page = published()
    response = client.post(
        withdraw_url(active_approval(page)), {"reason": REASON, "next": "https://evil.invalid/"}
    )
    assert response["Location"] == signed_url()


def test_the_screens_speak_spanish(client):
    page = published(title="Gota", language="es")
    client.force_login(in_spanish(a_reviewer()))
    assert "Páginas firmadas" in client.get(signed_url()).content.decode()
    approval = active_approval(page)
    assert "Retirar la aprobación" in client.get(withdraw_url(approval)).content.decode()
    response = client.post(withdraw_url(approval), {"reason": "La dosis es incorrecta."})
    assert "ya no es pública" in said(response)
    html = client.get(history_url(page)).content.decode()
    assert "La dosis es incorrecta." in html
    assert "Se retiró la aprobación" in html


# The page's own menu


def test_an_administrator_finds_both_buttons_in_the_editor(client):
    page = published()
    client.force_login(make_user(is_superuser=True))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert withdraw_url(active_approval(page)) in html
    assert history_url(page) in html


def test_an_editor_finds_the_history_alone(client):
    page = published()
    client.force_login(editor_of(page))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert history_url(page) in html
    assert withdraw_url(active_approval(page)) not in html


def test_each_of_several_approvals_has_its_button(client):
    page = published()
    page.summary = "Newer words."
    page.go_live_at = timezone.now() + days(3)
    submit(page, an_editor())
    sign(page, a_reviewer())
    client.force_login(make_user(is_superuser=True))
    html = client.get(reverse("wagtailadmin_explore", args=[page.get_parent().pk])).content.decode()
    assert "Withdraw approval: public version" in html
    assert "Withdraw approval: newer version" in html


def test_pages_that_need_no_review_have_neither_button(client):
    make_review_workflow(home())
    client.force_login(make_user(is_superuser=True))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[home().pk])).content.decode()
    assert "Review history" not in html
    assert client.get(history_url(home())).status_code == 404


# The history


def test_the_history_tells_every_decision_newest_first(client):
    page = draft(title="Gout")
    submit(page, an_editor())
    task_state = page.current_workflow_task_state
    reviewer = a_reviewer()
    task_state.task.specific.on_action(task_state, reviewer, "reject", comment="Name the <dose>.")
    stored(page).current_workflow_state.resume(an_editor())
    sign(stored(page), reviewer)
    client.force_login(reviewer)
    client.post(withdraw_url(active_approval(page)), {"reason": REASON})

    response = client.get(history_url(page))

    sentences = [line.decided.sentence for line in response.context["lines"]]
    assert sentences == [
        "The approval was withdrawn, and the page taken off the public.",
        "Is no longer public: the page was unpublished.",
        "Went live, as signed by Dr. reviewer.",
        "Signed by a medical reviewer.",
        "Submitted for medical review.",
        "Sent back by a medical reviewer.",
        "Submitted for medical review.",
    ]
    html = response.content.decode()
    assert "Name the &lt;dose&gt;." in html
    assert REASON in html
    assert page.approvals.get().fingerprint[:10] in html


def test_the_history_of_a_page_outlives_it_for_reviewers(client):
    page = published(title="Gout")
    editor = editor_of(page)
    stored(page).delete()
    client.force_login(a_reviewer())
    html = client.get(history_url(page)).content.decode()
    assert "has been deleted" in html
    assert "The page was deleted, and is no longer public." in html
    client.force_login(editor)
    assert client.get(history_url(page)).status_code == 302


def test_a_page_without_decisions_says_so(client):
    page = draft()
    client.force_login(a_reviewer())
    assert "Nothing has been decided" in client.get(history_url(page)).content.decode()


def test_a_long_history_is_shown_page_by_page(client):
    page = draft()
    for number in range(60):
        ledger.record(action="test.many", page=page, data={"number": number})
    client.force_login(a_reviewer())
    first, second = client.get(history_url(page)), client.get(history_url(page) + "?p=2")
    assert (len(first.context["lines"]), len(second.context["lines"])) == (50, 10)


def test_every_action_that_the_code_writes_has_a_sentence():
    # What is not about a page has no place in a page's history.
    elsewhere = {"reference.created", "disclaimer.signed", "disclaimer.sent_back"}
    subjects = "approval|page|publication|release|review|translation|warning"
    written = set()
    for file in Path(pages.__file__).parent.rglob("*.py"):
        text = file.read_text()
        written |= set(re.findall(r'record\(\s*action="([a-z_.]+)"', text))
        constant = rf'^[A-Z_]+(?:: Final)? = "((?:{subjects})\.[a-z_]+)"$'
        written |= set(re.findall(constant, text, re.M))
    assert {"review.signed", "review.submitted", "publication.refused"} <= written
    for action in sorted(written - elsewhere):
        sentence = decision(LedgerEntry(action=action, data={})).sentence
        assert not sentence.startswith("Other entry"), action
