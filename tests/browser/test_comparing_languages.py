"""A Spanish reviewer's day: compares, comments on a segment, sends back, and signs what returns."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Locale
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation

from pages.content.condition import ConditionPage
from pages.people.models import Person
from pages.review.models import Approval
from pages.translation.actions import submit_for_review
from tests.browser.accessibility import problems
from tests.browser.steps import submit_translation
from tests.factories.content import ConditionPageFactory
from tests.factories.disclaimers import disclaimers_in
from tests.factories.review import PASSWORD, make_reviewer, make_user, publish_signed
from tests.factories.site import fill_in
from tests.factories.translation import start_translation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

COMMENT = "“Dolor” is too weak here."
SOURCE = "A disease of the joints."
ROW = "[data-firma-row]"


@pytest.fixture
def translated(site: None) -> Any:
    """Return a translation into Spanish by a translator whose qualification is on file."""
    translator = make_user("translator", groups=("Translators (es)",))
    Person.objects.create(
        name="Tina Traductora",
        credentials="ATA",
        languages=["es"],
        is_translator=True,
        user=translator,
    )
    make_reviewer("revisora", languages=("es",))
    for language in ("en", "es"):
        disclaimers_in(language, "medical-information")
    source = publish_signed(
        ConditionPageFactory(complete=True, title="Gout"),
        author=make_user(),
        reviewer=make_reviewer("first"),
    )
    translation = start_translation(source, Locale.objects.get(language_code="es"), user=translator)
    fill_in(translation, user=translator)
    return translation


def submit(translation: Any, **replacing: str) -> Any:
    """Submit the translation, with other words for some segments; return the page that waits."""
    for source, words in replacing.items():
        changed = StringTranslation.objects.filter(translation_of__data=source).update(data=words)
        assert changed == 1
    translator = get_user_model().objects.get(username="translator")
    submit_for_review(translation=translation, user=translator)
    return ConditionPage.objects.get(locale__language_code="es")


def open_review(page: Any) -> None:
    """Go from the queue to the review of the Spanish page, and wait for both sides."""
    page.goto("/admin/medical-review/")
    page.get_by_role("link", name="ES Gout", exact=True).click()
    for side in ("source", "translation"):
        page.frame_locator(f"iframe[data-firma-side={side}]").locator("#at-title").wait_for()


def scroll_of(page: Any, side: str) -> int:
    """Return how far a side is scrolled."""
    return int(
        page.evaluate(
            "side => document.querySelector(`iframe[data-firma-side=${side}]`)"
            ".contentDocument.scrollingElement.scrollTop",
            side,
        )
    )


def place_of(page: Any, side: str, anchor: str) -> float:
    """Return where a place stands below the top of a side's window, in pixels."""
    return float(
        page.evaluate(
            "([side, anchor]) => document.querySelector(`iframe[data-firma-side=${side}]`)"
            ".contentDocument.getElementById(anchor).getBoundingClientRect().top",
            [side, anchor],
        )
    )


def test_a_reviewer_compares_comments_sends_back_and_signs_what_returns(
    translated: Any, login: Any, picture: Any
) -> None:
    page = submit(translated)
    reviewer = login("revisora")
    faults: list[str] = []
    reviewer.on("pageerror", lambda error: faults.append(str(error)))
    open_review(reviewer)
    assert problems(reviewer) == []
    picture(reviewer, "side-by-side-layout")

    # Both sides scroll together, block by block.
    source = reviewer.frame_locator("iframe[data-firma-side=source]")
    source.locator("#at-causes").evaluate("node => node.scrollIntoView()")
    reviewer.wait_for_function(
        "() => Math.abs(document.querySelector('iframe[data-firma-side=translation]')"
        ".contentDocument.getElementById('at-causes').getBoundingClientRect().top) < 4"
    )
    picture(reviewer, "side-by-side-scrolled")
    reviewer.get_by_label("Scroll both sides together").uncheck()
    there = scroll_of(reviewer, "translation")
    source.locator("#at-title").evaluate("node => node.scrollIntoView()")
    reviewer.wait_for_timeout(300)
    assert scroll_of(reviewer, "translation") == there
    reviewer.get_by_label("Scroll both sides together").check()

    reviewer.get_by_role("button", name="Full screen").click()
    reviewer.wait_for_function("() => document.fullscreenElement !== null")
    picture(reviewer, "side-by-side-full-screen")
    reviewer.get_by_role("button", name="Full screen").click()
    reviewer.wait_for_function("() => document.fullscreenElement === null")

    # From a block to its segments, by keyboard.
    to_segments = reviewer.frame_locator("iframe[data-firma-side=translation]").get_by_role(
        "link", name="Segments: Summary"
    )
    to_segments.focus()
    reviewer.keyboard.press("Enter")
    row = reviewer.locator(ROW, has_text=SOURCE)
    row.wait_for()
    assert "Tina Traductora" in row.inner_text()
    assert problems(reviewer) == []
    picture(reviewer, "segment-by-segment")

    # A comment leaves what was typed into the answer where it is.
    reviewer.get_by_label("What has to change").fill("See my comment.")
    row.locator("summary", has_text="Comment").click()
    row.get_by_label("Your comment on this segment").fill(COMMENT)
    row.get_by_role("button", name="Send").click()
    row.locator(".firma-segment__comment", has_text=COMMENT).wait_for()
    assert reviewer.locator("[data-firma-open-comments]").inner_text() == "1"
    assert reviewer.get_by_label("What has to change").input_value() == "See my comment."
    reviewer.get_by_role("button", name=re.compile("With comments")).click()
    assert reviewer.locator(f"{ROW}:visible").count() == 1
    assert problems(reviewer) == []
    picture(reviewer, "segment-commented")
    reviewer.get_by_role("link", name=re.compile("^Show in the layout")).first.click()
    reviewer.wait_for_function("() => !document.querySelector('[data-firma-panel=layout]').hidden")
    reviewer.get_by_role("button", name="Send back", exact=True).click()
    reviewer.get_by_text("was sent back with your comments").wait_for()

    translator = login("translator")
    translator.goto(f"/admin/pages/{page.pk}/edit/")
    segment = translator.locator("[data-firma-segment]", has_text=SOURCE)
    segment.locator(".firma-segment__comment", has_text=COMMENT).wait_for()
    picture(translator, "translator-reads-the-comment-on-a-segment")
    segment.locator("textarea").first.fill("Una enfermedad dolorosa de las articulaciones.")
    translator.locator("[data-firma-saved]", has_text=re.compile("^Saved")).wait_for()
    segment.get_by_role("button", name="Seen to").click()
    segment.locator(".firma-segment__comment--resolved").wait_for()
    submit_translation(translator, again=True)

    open_review(reviewer)
    reviewer.get_by_role("button", name="Segment by segment").click()
    row = reviewer.locator(ROW, has_text=SOURCE)
    assert "Una enfermedad dolorosa" in row.inner_text()
    assert "Seen to" in row.inner_text()
    picture(reviewer, "segment-answered")
    reviewer.get_by_label("I sign this statement").check()
    warned = reviewer.get_by_label("I have read the warnings")
    if warned.count():
        warned.check()
    reviewer.fill("input[name=password]", PASSWORD)
    reviewer.get_by_role("button", name="Sign for Spanish").click()
    reviewer.get_by_text("It is live in Spanish").wait_for()

    kept = Approval.objects.get(page_id=page.pk).translators
    assert [(one["name"], one["credentials"], one["qualified"]) for one in kept["people"]] == [
        ("Tina Traductora", "ATA", True)
    ]
    reviewer.goto(f"/admin/medical-review/history/{page.pk}/")
    reviewer.locator("summary", has_text="Translated by").click()
    reviewer.get_by_text("Tina Traductora", exact=True).wait_for()
    assert problems(reviewer) == []
    picture(reviewer, "history-with-translators")
    assert faults == []


def test_a_finding_leads_to_where_it_is_judged_and_back(
    translated: Any, login: Any, picture: Any
) -> None:
    submit(translated, **{SOURCE: "No es una enfermedad de las articulaciones."})
    reviewer = login("revisora")
    open_review(reviewer)
    back = reviewer.locator(".firma-blockers__list [data-code='translation.negation'] a")
    back.click()
    row = reviewer.locator(ROW, has_text=SOURCE)
    row.get_by_role("link", name=re.compile("^Judge it")).wait_for()
    assert row.evaluate("node => document.activeElement === node")
    assert problems(reviewer) == []
    picture(reviewer, "finding-beside-its-segment")

    user = get_user_model().objects.get(username="revisora")
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "es"})
    reviewer.reload()
    reviewer.get_by_role("heading", name="Original y traducción").wait_for()
    assert problems(reviewer) == []
    picture(reviewer, "side-by-side-en-espanol")
