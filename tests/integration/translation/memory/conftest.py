"""What the tests of the translation memory start from: a Spanish page that is signed and live."""

from dataclasses import dataclass
from typing import Any

import pytest
from wagtail_localize.models import Translation

from pages.content.condition import ConditionPage
from pages.review.models import Approval
from pages.translation.actions import submit_for_review
from tests.factories.review import make_reviewer, publish_signed, sign
from tests.factories.translation import (
    BilingualSite,
    make_bilingual_site,
    make_condition,
    make_translator,
    start_translation,
    translate,
)

SENTENCE = "The immune system attacks the joints."
SENTENCE_ES = "El sistema inmunitario ataca las articulaciones."
KNOWN = {
    SENTENCE: SENTENCE_ES,
    "Seek help if a joint is hot and red.": "Busque ayuda si una articulación está roja.",
    "What rheumatoid arthritis is.": "Qué es la artritis reumatoide.",
}


@dataclass(frozen=True, slots=True)
class SignedPair:
    """An English page and its Spanish translation, both signed and live."""

    english: ConditionPage
    spanish: ConditionPage
    translation: Translation
    approval: Approval
    translator: Any
    reviewer: Any


@pytest.fixture
def site(db: Any) -> BilingualSite:
    """A site with an English and a Spanish tree."""
    return make_bilingual_site()


def sign_spanish(translation: Translation, *, translator: Any, reviewer: Any) -> Approval:
    """Submit a translation and sign it; it goes live."""
    submit_for_review(translation=translation, user=translator)
    return sign(translation.get_target_instance(), reviewer)


def make_signed_pair(
    site: BilingualSite, *, title: str = "Rheumatoid arthritis", **known: str
) -> SignedPair:
    """Return a condition that is live in both languages."""
    english = publish_signed(make_condition(site, title=title))
    translation = start_translation(english, site.spanish)
    translator, reviewer = make_translator(site), make_reviewer()
    cited = translation.source.stringsegment_set.get(string__data__contains="inflames").string.data
    inflames = cited.replace("It inflames the joints", "Inflama las articulaciones")
    translate(translation, user=translator, replacing=KNOWN | {cited: inflames} | known)
    approval = sign_spanish(translation, translator=translator, reviewer=reviewer)
    return SignedPair(
        english,
        ConditionPage.objects.get(locale=site.spanish, translation_key=english.translation_key),
        translation,
        approval,
        translator,
        reviewer,
    )


@pytest.fixture
def signed(site: BilingualSite) -> SignedPair:
    """A condition that is live in both languages."""
    return make_signed_pair(site)
