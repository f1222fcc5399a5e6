"""Pages that wagtail-localize made: where they come from, and how they are translated."""

from __future__ import annotations

from typing import Any

from wagtail_localize.models import StringSegment, StringTranslation, Translation

from pages.content.condition import ConditionPage
from pages.translation.actions import save_draft, submit_for_review
from tests.factories.content import an_author
from tests.factories.review import publish_signed
from tests.factories.translation import start_translation
from tests.matrix.cases import Case, Site, index_of, locale_of, other
from tests.matrix.words import SIGNED, write

WITH_PUBLIC_SOURCE = ("changed", "active")
"""States of which the source is signed and public; the sources of the others are drafts."""


def start(site: Site, *, state: str, language: str) -> Case:
    """Write a page in the other language, and start its translation into this one."""
    index = index_of(other(language))
    page = ConditionPage(
        title=f"Source of {state} {language}",
        slug=f"source-of-{state}-{language}",
        locale=index.locale,
        author=an_author(),
    )
    write(page, SIGNED, name=f"source of {state} {language}")
    index.add_child(instance=page)
    page.save_revision(user=site.author)
    if state in WITH_PUBLIC_SOURCE:
        page = publish_signed(page, author=site.author, reviewer=site.reviewer)
    translation = start_translation(page, locale_of(language), user=site.translator)
    target = translation.get_target_instance()
    return Case(state=state, language=language, page_id=target.pk, translation=translation)


def translate(case: Case, word: str, *, user: Any = None) -> None:
    """Translate every segment by putting the word before it. This changes no page."""
    translation = case.translation
    for segment in StringSegment.objects.filter(source=translation.source):
        data = f"{word} {segment.string.data}"
        if segment.context.path == "slug":
            data = f"translated-{case.state}-{case.language}"
        elif segment.context.path == "title":
            data = f"{word} {case.name}"
        StringTranslation.objects.update_or_create(
            translation_of_id=segment.string_id,
            locale=translation.target_locale,
            context_id=segment.context_id,
            defaults={
                "data": data,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "last_translated_by": user,
            },
        )


def save(case: Case, *, user: Any) -> None:
    """Save the segments as a draft, as the translator's button does."""
    save_draft(translation=fresh(case), user=user)


def submit(case: Case, *, user: Any) -> None:
    """Save the segments and hand them to review, as the translator's button does."""
    submit_for_review(translation=fresh(case), user=user)


def fresh(case: Case) -> Translation:
    """Return the translation as it is stored now."""
    translation: Translation = Translation.objects.get(pk=case.translation.pk)
    return translation


def source_of(case: Case) -> ConditionPage:
    """Return the row that is translated."""
    return ConditionPage.objects.get(pk=fresh(case).source.get_source_instance().pk)
