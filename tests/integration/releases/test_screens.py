"""The screens of releases: opening, reading, going, cancelling, and what a reviewer is told."""

import html
import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.users.models import UserProfile

from pages.releases.models import Release, ReleaseState
from tests.factories.delivery import a_reviewer, an_editor, draft, publish
from tests.factories.releases import a_pair, make_chief, on_api, opened, signed, stored
from tests.factories.review import answer_review, make_user, review_url, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client):
    user = make_chief()
    client.force_login(user)
    return user


@pytest.fixture
def pair():
    return a_pair()


def words(response):
    assert response.status_code == 200
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def told(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def new_url(**query):
    pairs = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse("pages_review:new_release") + "?" + pairs


def release_url(release):
    return reverse("pages_review:release", args=[release.pk])


def test_a_pages_menu_leads_to_a_release_with_its_translations(client, pair, chief):
    address = new_url(page=pair[0].pk)
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[pair[0].pk]))
    assert address in edit.content.decode()
    form = client.get(address)
    assert [one.page.pk for one in form.context["candidates"]] == [page.pk for page in pair]
    assert all(one.is_chosen for one in form.context["candidates"])
    assert form.context["form"]["name"].value() == "Gout"


def test_opening_one_leads_to_it_and_the_menu_leads_there_from_then_on(client, pair, chief):
    response = client.post(
        new_url(page=pair[0].pk),
        {
            "name": "Gout, both",
            "goes_automatically": "on",
            "pages": [str(page.pk) for page in pair],
        },
    )
    release = Release.objects.get()
    assert response.url == release_url(release)
    assert (release.name, release.goes_automatically, release.created_by) == (
        "Gout, both",
        True,
        chief,
    )
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[pair[0].pk]))
    assert release_url(release) in edit.content.decode()
    assert "This page waits for its release “Gout, both”" in words(edit)


def test_nothing_chosen_keeps_what_was_typed(client, pair, chief):
    response = client.post(new_url(page=pair[0].pk), {"name": "My name for it", "pages": []})
    assert "Choose at least two pages" in words(response)
    assert response.context["form"]["name"].value() == "My name for it"
    response = client.post(new_url(page=pair[0].pk), {"name": "My name", "pages": [pair[0].pk]})
    assert "Choose at least two pages" in words(response)
    assert not Release.objects.exists()


def test_a_section_is_released_with_its_translations(client, pair, chief):
    other = draft(title="Another")
    section = pair[0].get_parent()
    form = client.get(new_url(section=section.pk))
    assert {one.page.pk for one in form.context["candidates"]} == {
        *(page.pk for page in pair),
        other.pk,
    }
    assert form.context["form"]["name"].value() == section.title
    explorer = client.get(reverse("wagtailadmin_explore", args=[section.pk]))
    assert new_url(section=section.pk) in explorer.content.decode()


def test_a_selection_is_released_by_the_action_for_several_pages(client, pair, chief):
    other = draft(title="Another")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "release_together"])
    for method in (client.get, client.post):
        response = method(f"{address}?id={pair[0].pk}&id={other.pk}")
        assert response.status_code == 302
        form = client.get(response.url)
        assert {one.page.pk for one in form.context["candidates"]} == {
            *(page.pk for page in pair),
            other.pk,
        }


def test_pages_that_cannot_join_say_why(client, pair, chief):
    opened(*pair, user=chief)
    response = client.get(new_url(page=pair[0].pk))
    assert "It belongs to the release “Gout in both languages” already." in words(response)
    assert not any(one.is_chosen for one in response.context["candidates"])


def test_an_address_without_pages_leads_back_with_words(client, chief):
    for query in ({"page": "x"}, {"section": "99999"}, {"page": "9" * 30}, {}):
        response = client.get(new_url(**query))
        assert response.url == reverse("pages_review:releases")
        assert "no page here that could wait" in told(response)


def test_the_screen_says_what_each_page_waits_for(client, pair, chief):
    release = opened(*pair, user=chief)
    signed(pair[0])
    submit(stored(pair[1]), an_editor())
    text = words(client.get(release_url(release)))
    assert "1 of 2 are signed" in text
    assert "signed and waiting" in text
    assert "It is in medical review, and has to be signed there first." in text
    assert "Release now" not in text
    listed = words(client.get(reverse("pages_review:releases")))
    assert "Gout in both languages" in listed


def test_the_button_lets_it_go(client, pair, chief):
    release = opened(*pair, user=chief, goes_automatically=False)
    for page in pair:
        signed(page)
    assert "Release now" in words(client.get(release_url(release)))
    response = client.post(release_url(release), {"action": "go"}, follow=True)
    assert "2 pages went live together." in words(response)
    assert None not in [on_api(client, page) for page in pair]
    assert "gone live" in words(client.get(release_url(release)))


def test_going_too_early_is_refused_in_words(client, pair, chief):
    release = opened(*pair, user=chief)
    response = client.post(release_url(release), {"action": "go"}, follow=True)
    text = words(response)
    assert "Nothing went live, and what is signed goes on waiting" in text
    assert "“Gout” (English): No medical reviewer has signed this page yet." in text


def test_pages_are_added_taken_out_and_the_release_cancelled(client, pair, chief):
    other = draft(title="Another")
    release = opened(*pair, user=chief)
    url = release_url(release)
    response = client.post(
        url, {"action": "add", "page": other.pk, "with_translations": "on"}, follow=True
    )
    assert "1 page was added to the release." in words(response)
    response = client.post(url, {"action": "add"})
    assert "Choose the page that is to be added." in words(response)
    response = client.post(url, {"action": "remove", "page": other.pk}, follow=True)
    assert "“Another” (English) was taken out of the release." in words(response)
    response = client.post(url, {"action": "remove", "page": other.pk}, follow=True)
    assert "does not belong to the release any more" in words(response)
    index = pair[0].get_parent()
    response = client.post(
        url, {"action": "add", "page": index.pk, "with_translations": "on"}, follow=True
    )
    assert "Only pages that are reviewed by themselves can wait." in words(response)
    signed(pair[0])
    response = client.post(url, {"action": "cancel"}, follow=True)
    assert "Nothing went live by that" in words(response)
    release.refresh_from_db()
    assert release.state is ReleaseState.CANCELLED
    # What is signed can go live from there.
    publishing = reverse("pages_review:publish_signed", args=[pair[0].pk])
    assert publishing in response.content.decode()
    assert reverse("pages_review:publish_signed", args=[pair[1].pk]) not in (
        response.content.decode()
    )
    assert "as it was signed" in words(client.get(publishing))
    response = client.post(publishing, follow=True)
    assert "“Gout” (English) is live as signed." in words(response)
    assert on_api(client, pair[0]) is not None
    response = client.post(publishing, follow=True)
    assert "is not signed content that waits" in words(response)


def test_pages_that_are_not_ones_own_are_not_even_named(client, pair, chief):
    other = draft(title="Somebody else's")
    client.force_login(make_chief(languages=("es",)))
    form = client.get(f"{new_url(page=pair[0].pk)}&page={other.pk}")
    assert [one.page.pk for one in form.context["candidates"]] == [page.pk for page in pair]
    assert [one.is_chosen for one in form.context["candidates"]] == [False, True]
    assert "You may not decide when this page goes public." in words(form)


def test_a_reviewer_reads_before_and_after_signing_that_the_page_waits(client, pair):
    opened(*pair)
    submit(stored(pair[0]), an_editor())
    client.force_login(a_reviewer())
    page = stored(pair[0])
    waits = "This page waits for its release “Gout in both languages”"
    assert waits in words(client.get(review_url(page)))
    response = answer_review(client, page)
    assert "You signed “Gout” in English. " + waits in told(response)
    assert on_api(client, page) is None


def test_the_last_signature_says_that_it_is_live(client, pair, django_capture_on_commit_callbacks):
    opened(*pair)
    signed(pair[1])
    submit(stored(pair[0]), an_editor())
    client.force_login(a_reviewer())
    with django_capture_on_commit_callbacks(execute=True):
        answer_review(client, stored(pair[0]))
    assert None not in [on_api(client, page) for page in pair]


def test_the_dialog_in_the_editor_says_it_too(client, pair):
    opened(*pair)
    submit(stored(pair[0]), an_editor())
    client.force_login(a_reviewer())
    state = stored(pair[0]).current_workflow_task_state
    address = reverse(
        "wagtailadmin_pages:collect_workflow_action_data", args=[pair[0].pk, "approve", state.pk]
    )
    assert "waits for its release" in client.get(address).json()["html"]


def test_the_list_of_signed_pages_says_what_waits(client, pair, chief):
    opened(*pair, user=chief)
    signed(pair[0])
    client.force_login(a_reviewer())
    text = words(client.get(reverse("pages_review:signed")))
    assert "waits for its release “Gout in both languages”" in text


def test_the_history_tells_of_the_release(client, pair, chief):
    opened(*pair, user=chief)
    text = words(client.get(reverse("pages_review:history", args=[pair[0].pk])))
    assert "Waits for its release “Gout in both languages” from now on." in text


def test_who_may_not_write_all_pages_reads_and_changes_nothing(client, pair):
    release = opened(*pair)
    client.force_login(make_chief(languages=("en",)))
    text = words(client.get(release_url(release)))
    assert "Who may write every one of these pages" in text
    assert "Cancel the release" not in text
    for action in ("go", "cancel", "remove", "add"):
        response = client.post(
            release_url(release), {"action": action, "page": pair[0].pk}, follow=True
        )
        assert "You may not decide when this page goes public." in words(response)
    release.refresh_from_db()
    assert release.is_open
    assert release.members.count() == 2


def test_nobody_else_sees_releases(client, pair):
    release = opened(*pair)
    client.force_login(make_user())
    for address in (
        reverse("pages_review:releases"),
        release_url(release),
        new_url(page=pair[0].pk),
        reverse("pages_review:publish_signed", args=[pair[0].pk]),
    ):
        assert client.get(address).status_code == 302
        assert client.get(address).url.startswith("/admin/")
    client.logout()
    assert "login" in client.get(release_url(release)).url


def test_a_reviewer_may_read_them(client, pair):
    release = opened(*pair)
    client.force_login(a_reviewer())
    assert client.get(release_url(release)).status_code == 200


def test_the_list_costs_the_same_for_many_as_for_few(client, chief, django_assert_max_num_queries):
    for number in range(3):
        opened(draft(title=f"A{number}"), draft(title=f"B{number}"), user=chief)
    client.get(reverse("pages_review:releases"))
    with django_assert_max_num_queries(40) as few:
        client.get(reverse("pages_review:releases"))
    for number in range(3, 9):
        opened(draft(title=f"A{number}"), draft(title=f"B{number}"), user=chief)
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("pages_review:releases"))


@pytest.mark.parametrize("state", ["open", "gone", "cancelled"])
def test_the_screens_speak_spanish(client, pair, chief, state):
    UserProfile.objects.update_or_create(user=chief, defaults={"preferred_language": "es"})
    release = opened(*pair, user=chief, goes_automatically=False)
    signed(pair[0])
    live = publish(draft(title="Old"))
    text = words(client.get(new_url(page=live.pk)))
    assert "Publicar juntas" in text
    assert "Release" not in text.replace("Gout in both languages", "")
    if state == "gone":
        signed(pair[1])
        client.post(release_url(release), {"action": "go"})
    if state == "cancelled":
        client.post(release_url(release), {"action": "cancel"})
    for address in (release_url(release), reverse("pages_review:releases")):
        # What comes before is Wagtail's own, with names that its scripts read.
        text = words(client.get(address)).partition("Inicio")[2]
        assert "ublicación conjunta" in text or "ublicaciones conjuntas" in text
        for english in ("signed", "Release", "release", "waits", "went live", "opened"):
            assert english not in text
