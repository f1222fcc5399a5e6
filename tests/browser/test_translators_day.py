"""A translator starts a page, loses a citation, is told, brings it back and submits."""

from __future__ import annotations

import re
from typing import Any

import pytest
from wagtail_localize.models import StringSegment, Translation

from pages.content.condition import ConditionPage
from tests.browser.accessibility import problems
from tests.browser.steps import submit_translation
from tests.factories.content import ConditionPageFactory
from tests.factories.disclaimers import disclaimers_in
from tests.factories.review import make_reviewer, make_user, publish_signed
from tests.factories.site import fill_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

COMMENT = "“Membrana” is not what patients say."
BAR = "[data-firma-translation]"
OPEN = "[data-firma-segment][data-state=untranslated]"


@pytest.fixture
def source(site: None) -> Any:
    """Return a live English page, with people who can bring it into Spanish."""
    make_user("translator", groups=("Translators (es)",))
    make_reviewer("reviewer")
    for language in ("en", "es"):
        disclaimers_in(language, "medical-information")
    page = ConditionPageFactory(complete=True, title="Gout")
    return publish_signed(page, author=make_user(), reviewer=make_reviewer("first"))


def start(page: Any) -> Translation:
    """Start the only translation on the list; return it."""
    page.locator("tr", has_text="Gout").get_by_role("button", name="Translate").click()
    page.locator(OPEN).first.wait_for()
    return Translation.objects.get()


def translate_all_but_the_body(translation: Translation) -> None:
    """Write all segments but the one with the first citation, as another day's work."""
    fill_in(translation, user=None)
    segment = StringSegment.objects.get(
        source=translation.source, string__data__startswith="The lining of the joint"
    )
    segment.string.translations.filter(context=segment.context).delete()


def save_segment(page: Any, source: str, words: str, *, placeholder: str = "") -> None:
    """Write the translation of the segment that begins with these words.

    ``placeholder`` is put in at the end, by its button beside the segment.
    """
    segment = page.locator("[data-firma-segment]", has_text=source).last
    area = segment.locator("textarea").first
    area.click()
    if placeholder:
        segment.locator("[data-firma-hints] button", has_text=placeholder).wait_for()
    area.fill(words)
    if placeholder:
        segment.locator("[data-firma-hints] button", has_text=placeholder).click()
        assert area.input_value() == words + placeholder
    page.locator("[data-firma-saved]", has_text=re.compile("^Saved")).wait_for()


def test_a_dropped_citation_is_refused_in_words_and_brought_back(
    source: Any, login: Any, picture: Any
) -> None:
    translator = login("translator")
    translator.goto("/admin/translations/")
    assert problems(translator) == []
    picture(translator, "translator-list")
    translation = start(translator)
    translate_all_but_the_body(translation)
    translator.reload()
    translator.locator(OPEN).first.wait_for()
    assert problems(translator) == []

    save_segment(translator, "The lining of the joint", "La membrana de la articulación se inflama")
    lost = translator.locator(f"{BAR} [data-code='translation.citation_lost']")
    lost.wait_for()
    picture(translator, "translator-lost-a-citation")
    translator.get_by_role("button", name="Submit for medical review").click()
    translator.get_by_text("The page was not submitted for review").first.wait_for()
    picture(translator, "translator-refused")
    spanish = ConditionPage.objects.get(locale__language_code="es")
    assert not spanish.workflow_in_progress

    translator.locator("[data-firma-segment]").first.wait_for()
    placeholder = '<a id="a1">[inventado-2020]</a>'
    save_segment(
        translator,
        "The lining of the joint",
        "La membrana de la articulación se inflama ",
        placeholder=placeholder,
    )
    translator.get_by_text("Nothing stands between this page and medical review.").wait_for()
    submit_translation(translator)
    picture(translator, "translator-submitted")

    translator.get_by_role("button", name="Take back from review").click()
    translator.get_by_text("is no longer in review").wait_for()
    submit_translation(translator)

    reviewer = login("reviewer")
    reviewer.goto("/admin/medical-review/")
    reviewer.get_by_role("link", name="ES Gout", exact=True).click()
    reviewer.get_by_label("What has to change").fill(COMMENT)
    reviewer.get_by_role("button", name="Send back", exact=True).click()
    reviewer.get_by_text("was sent back with your comments").wait_for()

    translator.goto("/admin/translations/")
    row = translator.locator("tr", has_text="Gout")
    row.get_by_text("Sent back").wait_for()
    row.get_by_role("link", name="Continue").click()
    translator.locator(f"{BAR} blockquote", has_text=COMMENT).wait_for()
    assert problems(translator, scope=BAR) == []
    picture(translator, "translator-reads-the-comment")
    save_segment(
        translator,
        "The lining of the joint",
        f"El tejido que recubre la articulación se inflama {placeholder}.",
    )
    submit_translation(translator, again=True)
    spanish = ConditionPage.objects.get(locale__language_code="es")
    assert spanish.workflow_in_progress
    assert not spanish.live


def test_a_denial_that_the_source_lacks_is_shown_and_needs_the_reviewers_reason(
    source: Any, login: Any, picture: Any
) -> None:
    translator = login("translator")
    translator.goto("/admin/translations/")
    translation = start(translator)
    translate_all_but_the_body(translation)
    translator.reload()
    translator.locator(OPEN).first.wait_for()
    save_segment(
        translator,
        "The lining of the joint",
        "La membrana de la articulación no se inflama ",
        placeholder='<a id="a1">[inventado-2020]</a>',
    )
    found = translator.locator(f"{BAR} [data-code='translation.negation']")
    found.wait_for()
    assert "The translation denies something that the source does not" in found.inner_text()
    assert "why it may stand" in found.inner_text()
    assert problems(translator, scope=BAR) == []
    picture(translator, "translator-gained-a-denial")
    submit_translation(translator)

    reviewer = login("reviewer")
    reviewer.goto("/admin/medical-review/")
    reviewer.get_by_role("link", name="ES Gout", exact=True).click()
    reason = reviewer.get_by_label("Why this sentence may stand")
    reason.wait_for()
    picture(reviewer, "reviewer-judges-a-denial")
    assert problems(reviewer) == []
