"""What was refused, and what was done in spite of a warning, is on record like every decision."""

import pytest
from django.urls import reverse

from pages import publishing
from pages.admin_ui.decisions import decision
from pages.ledger import broken_entries
from pages.ledger.models import LedgerEntry
from pages.publishing import Blocker, PublicationRefused, registry
from pages.review.models import Approval
from pages.translation.actions import save_draft
from tests.factories.condition_form import filled_form_data
from tests.factories.content import ConditionPageFactory, an_author
from tests.factories.delivery import draft, prepare, published
from tests.factories.review import PASSWORD, make_reviewer, make_user, sign, submit
from tests.factories.translation import (
    make_bilingual_site,
    make_condition,
    make_translator,
    start_translation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client):
    boss = make_user("boss", is_superuser=True)
    client.force_login(boss)
    return boss


@pytest.fixture
def warning():
    """A rule that only points something out, of a site's own."""

    class Unusual:
        name = "unusual"
        stages = publishing.ALWAYS

        def __call__(self, page, *, stage):
            yield Blocker("site.unusual", f"{page.title} is unusual.", severity="warn")

    registry._requirements["unusual"] = Unusual()
    yield
    del registry._requirements["unusual"]


def entries(action):
    return list(LedgerEntry.objects.filter(action=action))


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_submission_that_the_editor_refuses_is_on_record(client, boss):
    prepare()
    page = ConditionPageFactory()
    data = filled_form_data(author=str(an_author().pk), **{"action-submit": "1"})
    client.post(edit_url(page), data)
    (entry,) = entries("review.submission_refused")
    assert (entry.page_id, entry.actor) == (page.pk, boss)
    assert entry.data["codes"]
    assert len(entry.data["codes"]) == len(entry.data["reasons"])
    assert entries("review.submitted") == []


def test_a_translation_that_is_not_ready_is_refused_on_record(client):
    site = make_bilingual_site()
    translator = make_translator(site)
    translation = start_translation(make_condition(site), site.spanish, user=translator)
    save_draft(translation=translation, user=translator)
    page = translation.get_target_instance()
    client.force_login(translator)
    client.post(edit_url(page), {"firma-submit-for-review": "1"})
    (entry,) = entries("review.submission_refused")
    assert (entry.page_id, entry.actor) == (page.pk, translator)
    assert "translation.untranslated" in entry.data["codes"]


def test_a_signature_that_the_review_refuses_is_on_record(client):
    reviewer = make_reviewer(languages=("es",))
    page = draft()
    submit(page, make_user())
    client.force_login(reviewer)
    url = reverse("pages_review:review", args=[page.current_workflow_task_state.pk])
    shown = client.get(url).context["sign_form"]["content"].value()
    client.post(url, {"answer": "sign", "confirm": "on", "content": shown, "password": PASSWORD})
    (entry,) = entries("review.signature_refused")
    assert (entry.page_id, entry.actor) == (page.pk, reviewer)
    assert entry.data["codes"] == ["signature.language"]
    assert Approval.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_bulk_publication_that_is_refused_is_on_record(client, boss, method):
    page = draft()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}"
    (client.post if method == "post" else client.get)(url)
    (entry,) = entries("publication.refused")
    assert (entry.page_id, entry.actor, entry.data["codes"]) == (
        page.pk,
        boss,
        ["approval.missing"],
    )


@pytest.mark.django_db(transaction=True)
def test_a_refused_publication_by_code_outlives_the_transaction_that_it_ends():
    page = draft()
    user = make_user()
    page.summary = "Something else."
    revision = page.save_revision()
    with pytest.raises(PublicationRefused):
        revision.publish(user=user, skip_permission_checks=True)
    live = published()
    live.summary = "Something else."
    with pytest.raises(PublicationRefused):
        live.save()
    first, second = entries("publication.refused")
    assert (first.page_id, first.actor) == (page.pk, user)
    assert (second.page_id, second.actor) == (live.pk, None)
    assert second.data["codes"] == ["approval.changed"]
    assert broken_entries() == []


@pytest.mark.django_db(transaction=True)
def test_a_page_that_cannot_go_live_when_it_is_signed_is_one_refused_signature(monkeypatch):
    page = draft()
    submit(page, make_user())
    reviewer = make_reviewer()

    class NotToday:
        name = "not_today"
        stages = frozenset({publishing.Stage.PUBLICATION})

        def __call__(self, page, *, stage):
            yield Blocker("site.not_today", "Not today.")

    monkeypatch.setitem(registry._requirements, "not_today", NotToday())
    with pytest.raises(PublicationRefused):
        sign(page, reviewer)
    (entry,) = entries("review.signature_refused")
    assert (entry.actor, entry.data["codes"]) == (reviewer, ["site.not_today"])
    assert entries("publication.refused") == []
    assert Approval.objects.count() == 0


def test_warnings_that_somebody_overrides_are_on_record_for_author_and_reviewer(warning):
    page = draft(title="Gout")
    author, reviewer = make_user(), make_reviewer()
    submit(page, author)
    approval = sign(page, reviewer)
    at_submission, at_signature = entries("warning.overridden")
    assert at_submission.actor == author
    assert at_submission.data["stage"] == "submission"
    assert at_signature.actor == reviewer
    assert at_signature.data == {
        "stage": "signature",
        "codes": ["site.unusual"],
        "reasons": ["Gout is unusual."],
        "review": approval.task_state_id,
        "approval": approval.pk,
    }
    assert decision(at_signature).words == "Gout is unusual."


def test_nothing_is_overridden_where_nothing_was_pointed_out():
    page = draft()
    submit(page, make_user())
    sign(page, make_reviewer())
    assert entries("warning.overridden") == []


def test_a_reviewer_signs_in_spite_of_warnings_only_after_reading_them(client, warning):
    page = draft(title="Gout")
    submit(page, make_user())
    client.force_login(make_reviewer())
    url = reverse("pages_review:review", args=[page.current_workflow_task_state.pk])
    screen = client.get(url)
    assert "Gout is unusual." in screen.content.decode()
    shown = screen.context["sign_form"]["content"].value()
    answer = {"answer": "sign", "confirm": "on", "content": shown, "password": PASSWORD}
    assert client.post(url, answer).status_code == 200
    assert Approval.objects.count() == 0
    client.post(url, answer | {"accept_warnings": "on"})
    assert Approval.objects.count() == 1


def test_a_warning_that_came_while_the_reviewer_was_reading_is_read_first(
    client, warning, monkeypatch
):
    page = draft(title="Gout")
    submit(page, make_user())
    client.force_login(make_reviewer())
    url = reverse("pages_review:review", args=[page.current_workflow_task_state.pk])
    rule = registry._requirements.pop("unusual")
    shown = client.get(url).context["sign_form"]["content"].value()
    registry._requirements["unusual"] = rule
    response = client.post(
        url,
        {
            "answer": "sign",
            "confirm": "on",
            "content": shown,
            "password": PASSWORD,
            "accept_warnings": "on",
        },
    )
    assert "a warning about it was changed while you were reading" in response.content.decode()
    assert Approval.objects.count() == 0


@pytest.mark.parametrize(
    "action",
    [
        "review.submission_refused",
        "review.signature_refused",
        "publication.refused",
        "warning.overridden",
    ],
)
def test_the_history_says_it_with_the_reasons(action):
    entry = LedgerEntry(
        action=action, data={"codes": ["approval.missing", "x"], "reasons": ["…", "The reason."]}
    )
    assert decision(entry).words == "Nobody had signed it. The reason."
    entry.data = {"reasons": ["No code."]}
    assert decision(entry).words == "No code."
