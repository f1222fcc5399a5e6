"""What is done to a page without changing what it says leaves its fingerprint as it is."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from pages.content.index import ConditionIndexPage, ProcedureIndexPage, TestimonialIndexPage
from pages.publishing.values import content_values
from pages.review import fingerprint, row_fingerprint
from tests.factories.content import ProcedurePageFactory, a_reference, index_page
from tests.factories.delivery import (
    KINDS,
    a_file,
    an_image,
    draft,
    every_block,
    link_to_file,
    publish,
)
from tests.factories.posting import posted_unchanged
from tests.factories.review import make_user

pytestmark = pytest.mark.django_db

CASES = [*((kind, "en") for kind in KINDS), ("testimonial", "es")]
INDEXES = {
    "condition": ConditionIndexPage,
    "procedure": ProcedureIndexPage,
    "testimonial": TestimonialIndexPage,
}


def a_full_page(kind, language="en"):
    target = ProcedurePageFactory(language=language, slug="target")
    body = every_block(a_reference(), image=an_image(width=60, height=30), page=target)
    body[0]["value"]["text"] += f"<p>Read {link_to_file(a_file())}.</p>"
    fields = {"body": body, "summary": "Two lines,\nas an import wrote them.\n"}
    if kind == "condition":
        fields |= {
            "codes": [
                {"system": "icd-10", "code": "M05.79"},
                {"system": "mesh", "code": "D001172"},
            ],
            "treatments": [{"procedure": target}],
        }
    elif kind == "testimonial":
        # In the patient's own language the original follows the quotation.
        fields |= {"quotation": "I walk.\n\nAnd I dance.", "story_date": "2024-02-01"}
    return draft(
        kind,
        language=language,
        hero_image=an_image(width=60, height=30),
        hero_alt="A hand",
        **fields,
    )


def stored(page):
    return type(page).objects.get(pk=page.pk)


def both(page):
    return fingerprint(page), row_fingerprint(page)


@pytest.mark.parametrize(("kind", "language"), CASES)
def test_a_page_keeps_its_fingerprint_all_its_life(kind, language):
    page = a_full_page(kind, language)
    before = both(page.get_latest_revision_as_object())
    elsewhere = INDEXES[kind](title="Elsewhere", slug="elsewhere", locale=page.locale)
    Page.objects.get(pk=index_page(INDEXES[kind], language).get_parent().pk).add_child(
        instance=elsewhere
    )

    def is_the_same():
        now = stored(page)
        return both(now) == both(now.get_latest_revision_as_object()) == before

    assert both(stored(page)) == before
    stored(page).save_revision()
    assert is_the_same()
    publish(stored(page))
    assert is_the_same()
    live = stored(page)
    live.slug, live.show_in_menus, live.expire_at = "another", True, timezone.now()
    live.save()
    assert is_the_same()
    stored(page).move(elsewhere, pos="last-child")
    assert is_the_same()
    live = stored(page)
    live.wagtail_admin_comments.create(user=make_user(), text="Sure?", contentpath="summary")
    live.locked, live.locked_at = True, timezone.now()
    live.save()
    assert is_the_same()
    stored(page).unpublish()
    assert is_the_same()
    stored(page).get_latest_revision().publish()
    assert is_the_same()
    assert stored(page).live


@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_says_the_same(kind):
    page = a_full_page(kind)

    copy = page.copy(update_attrs={"slug": "copy"}, keep_live=False)

    assert both(stored(copy)) == both(stored(page))


def save_in_the_editor(client, page):
    user = make_user(is_superuser=True)
    client.force_login(user)
    form = posted_unchanged(page.get_latest_revision_as_object(), user)
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    assert answer.status_code == 302, answer.context["form"].errors
    return stored(page)


@pytest.mark.parametrize(("kind", "language"), CASES)
def test_what_a_browser_posts_back_unchanged_is_no_change(client, kind, language):
    page = a_full_page(kind, language)
    before = both(page.get_latest_revision_as_object())

    page = save_in_the_editor(client, page)
    first = both(page.get_latest_revision_as_object())
    page = save_in_the_editor(client, page)

    assert page.revisions.count() == 3
    assert first == both(page.get_latest_revision_as_object()) == before


def test_a_live_page_that_was_saved_unchanged_is_published_again_without_a_signature(client):
    live = publish(a_full_page("condition"))
    signed = live.approvals.count()

    save_in_the_editor(client, live).get_latest_revision().publish()

    assert stored(live).live
    assert live.approvals.count() == signed


def test_rows_without_a_place_come_in_the_order_in_which_they_were_made():
    page = draft(codes=[{"system": "icd-10", "code": code} for code in ("M10.0", "M10.9")])
    page.codes.all().update(sort_order=None)

    codes = [row["code"] for row in content_values(stored(page))["codes"]]

    assert codes == ["M10.0", "M10.9"]
